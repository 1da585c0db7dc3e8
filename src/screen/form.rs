//! What the forms of words share: naming what is missing, saving, and keeping what is half-typed,
//! sealed on this phone, until it is saved. The fields are each form's own.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::actions::feedback::{self, Saved};
use crate::components::*;
use crate::i18n::tr;
use crate::state::App;

/// How a form stands.
#[derive(Clone, Copy)]
pub struct Form {
    /// What is missing.
    pub errors: RwSignal<Vec<FieldError>>,
    /// Saving goes on.
    pub busy: RwSignal<bool>,
    /// The records that were saved together.
    pub saved: RwSignal<Option<Saved>>,
    /// What stands in it was typed before the app was closed.
    restored: RwSignal<bool>,
    /// How often it began anew.
    anew: RwSignal<u32>,
    /// What is kept under its name is its own, not another's.
    keeps: StoredValue<bool>,
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl Form {
    /// An empty form.
    pub fn new() -> Self {
        Self {
            errors: RwSignal::new(vec![]),
            busy: RwSignal::new(false),
            saved: RwSignal::new(None),
            restored: RwSignal::new(false),
            anew: RwSignal::new(0),
            keeps: StoredValue::new(false),
        }
    }

    /// Forgets what this form has kept under a name. What another one keeps there stays.
    pub fn forget(self, app: App, name: &'static str) {
        // A form that is gone knows nothing any more.
        if self.keeps.try_get_value() == Some(true) {
            spawn_local(feedback::drop_draft(app, name));
        }
    }

    /// What is typed is saved, and the form stays open: what stands in it now is what it begins
    /// with.
    pub fn begin_anew(self) {
        // Whoever saved may have left meanwhile.
        let _ = self.restored.try_set(false);
        let _ = self.anew.try_update(|times| *times += 1);
    }

    /// What is wrong with a field. What has been filled in since is no longer wrong. Tracked.
    pub fn wrong(self, field: RwSignal<String>, id: &str) -> Option<String> {
        self.named(id).filter(|_| is_empty(field))
    }

    /// What is wrong with the control that has this id. Tracked.
    pub fn named(self, id: &str) -> Option<String> {
        let errors = self.errors.read();
        errors.iter().find(|error| error.field == id).map(|error| error.message.clone())
    }

    /// Names what is missing, by the control's id and the key of the words. True when nothing is.
    pub fn is_whole<const N: usize>(self, needed: [(bool, &'static str, &'static str); N]) -> bool {
        let missing = needed.into_iter().filter(|(missing, ..)| *missing);
        let errors: Vec<_> =
            missing.map(|(_, id, key)| FieldError { field: id.into(), message: tr(key) }).collect();
        let whole = errors.is_empty();
        self.errors.set(errors);
        whole
    }

    /// Saves. After an error what was typed stays; after the save `clear` takes away what is
    /// sealed now.
    pub fn save<E: 'static>(
        self,
        saving: impl Future<Output = Result<Saved, E>> + 'static,
        clear: impl FnOnce() + 'static,
    ) {
        self.busy.set(true);
        spawn_local(async move {
            if let Ok(records) = saving.await {
                clear();
                self.restored.set(false);
                self.saved.set(Some(records));
            }
            self.busy.set(false);
        });
    }

    /// Keeps what is typed under a name, and puts it back when the form is opened again. What
    /// `read` gives now is an empty form. Gives what throws the kept words away.
    pub fn keep<T>(
        self,
        name: &'static str,
        read: impl Fn() -> T + Copy + 'static,
        fill: impl Fn(T) + Copy + Send + Sync + 'static,
    ) -> Callback<()>
    where
        T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
    {
        self.keep_for(name, |_| true, read, fill)
    }

    /// The same, where what was kept may belong to something else than is shown: then it stays
    /// until something new is typed.
    pub fn keep_for<T>(
        self,
        name: &'static str,
        belongs: impl Fn(&T) -> bool + 'static,
        read: impl Fn() -> T + Copy + 'static,
        fill: impl Fn(T) + Copy + Send + Sync + 'static,
    ) -> Callback<()>
    where
        T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
    {
        let app = App::get();
        let blank = StoredValue::new(untrack(read));
        let (looked, begun) = (RwSignal::new(false), Cell::new(0));
        spawn_local(async move {
            let found = feedback::draft::<T>(app, name).await;
            // The form may be gone by now, or somebody may have begun to type.
            let Some(empty) = blank.try_get_value().map(|blank| untrack(read) == blank) else {
                return;
            };
            if let Some(found) = found.filter(|found| empty && belongs(found)) {
                fill(found);
                self.restored.set(true);
                self.keeps.set_value(true);
            }
            looked.set(true);
        });
        Effect::new(move |kept: Option<bool>| {
            let (typed, times) = (read(), self.anew.get());
            if begun.replace(times) != times {
                blank.set_value(typed.clone());
            }
            let here =
                self.saved.with(Option::is_none) && blank.with_value(|blank| typed != *blank);
            match looked.get() {
                false => return false,
                true if here => {
                    self.keeps.set_value(true);
                    spawn_local(feedback::keep_draft(app, name, typed));
                }
                true if kept == Some(true) => spawn_local(feedback::drop_draft(app, name)),
                true => {}
            }
            here
        });
        Callback::new(move |()| {
            fill(blank.get_value());
            self.restored.set(false);
        })
    }
}

/// Nothing is typed in a field. Tracked.
pub fn is_empty(field: RwSignal<String>) -> bool {
    field.read().trim().is_empty()
}

/// The head of a form: what is missing, and where its words come from.
#[component]
pub fn FormHead(
    /// The form.
    form: Form,
    /// Throws the kept words away.
    on_empty: Callback<()>,
) -> impl IntoView {
    view! {
        <ErrorBox title=move || tr("common.error_title") errors=form.errors/>
        <Show when=move || form.restored.get()>
            <Callout icon="pen" live=Live::Status title=move || tr("happened.kept")>
                <p>{move || tr("happened.kept_words")}</p>
                <Button small=true label=move || tr("happened.kept_away") on_press=on_empty/>
            </Callout>
        </Show>
    }
}
