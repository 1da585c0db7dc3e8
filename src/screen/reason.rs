//! Asking why: one choice that must be made before something goes on, with its error and the focus
//! brought to it. Whoever asks goes on with [`Reason::chosen`].

use leptos::prelude::*;

use crate::actions::guide;
use crate::components::{Choice, Opt};
use crate::i18n::tr;

/// One reason that is asked for.
#[derive(Clone, Copy)]
pub struct Reason {
    /// Its code; empty until somebody chooses.
    pub code: RwSignal<String>,
    /// Somebody wanted to go on without it.
    tried: RwSignal<bool>,
    id: &'static str,
}

impl Reason {
    /// Nothing is chosen yet. The control gets this id.
    pub fn new(id: &'static str) -> Self {
        Self { code: RwSignal::new(String::new()), tried: RwSignal::new(false), id }
    }

    /// What was chosen. Without it the screen says so, and the focus is where to choose.
    pub fn chosen(self) -> Option<String> {
        let code = self.code.get_untracked();
        if !code.is_empty() {
            return Some(code);
        }
        self.tried.set(true);
        guide::look_at(self.id);
        None
    }

    /// Asks anew.
    pub fn forget(self) {
        self.code.set(String::new());
        self.tried.set(false);
    }
}

/// The choice.
#[component]
pub fn ReasonChoice(
    /// What is asked for.
    reason: Reason,
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// The reasons.
    #[prop(into)]
    options: Signal<Vec<Opt>>,
    /// Key of what is said where none is chosen.
    #[prop(default = "handout.choose_reason")]
    missing: &'static str,
) -> impl IntoView {
    let Reason { code, tried, id } = reason;
    let error = move || (tried.get() && code.read().is_empty()).then(|| tr(missing));
    view! { <Choice id=id legend=legend value=code options=options error=error/> }
}
