//! From one part of the gate to the next: when somebody here ticks the last *must* of a part, the
//! next one in which something is missing opens. What others tick moves nothing under a thumb.

use leptos::prelude::*;

use crate::actions;
use crate::i18n::tr_with;

/// What a part has: ticked, in all, and the *must* that are missing.
pub(super) type Counted = (u32, u32, u32);

/// The parts of the gate, in the order of the screen.
#[derive(Clone, Copy)]
pub(super) struct Onward {
    parts: StoredValue<Vec<Part>>,
    said: RwSignal<String>,
}

#[derive(Clone)]
struct Part {
    /// Id of its head.
    head: String,
    name: Signal<String>,
    counted: Memo<Counted>,
}

impl Onward {
    pub(super) fn new() -> Self {
        Self { parts: StoredValue::new(vec![]), said: RwSignal::new(String::new()) }
    }

    /// Takes in one more part. What it gives is called when somebody here has ticked a *must* of it.
    pub(super) fn takes_in(
        self,
        head: String,
        name: Signal<String>,
        counted: Memo<Counted>,
    ) -> Callback<()> {
        let at = self.parts.with_value(Vec::len);
        self.parts.update_value(|parts| parts.push(Part { head, name, counted }));
        Callback::new(move |()| self.goes_on(at))
    }

    fn goes_on(self, at: usize) {
        // The gate may be gone before the tick is saved.
        let Some(parts) = self.parts.try_get_value() else { return };
        let missing = |part: &Part| part.counted.try_get_untracked().map_or(0, |(_, _, must)| must);
        let Some(here) = parts.get(at).filter(|here| missing(here) == 0) else { return };
        let mut others = parts.iter().skip(at + 1).chain(parts.iter().take(at));
        let Some(next) = others.find(|part| missing(part) > 0) else { return };
        let whole = here.counted.get_untracked();
        // With more to tick here, somebody is in the middle: the screen stays where it is.
        let leaves = whole.0 == whole.1;
        if !actions::guide::open_next(&here.head, &next.head, leaves) {
            let name = next.name.get_untracked();
            self.said.set(tr_with("gate.next_opens", &[("name", &name)]));
        }
    }

    /// Tells readers what has opened where the focus did not go there. Tracked.
    pub(super) fn said(self) -> String {
        self.said.get()
    }
}
