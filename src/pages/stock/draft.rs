//! What is half-typed on the screen of one kit or item: kept sealed on this phone until it is
//! saved, so that a way back or a call in between loses nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::counting::Form;
use super::item::Doing;
use super::move_form::MoveForm;
use crate::actions::feedback;
use crate::screen::form::Form as Words;
use crate::state::App;

/// Under this name it is kept.
const NAME: &str = "stock";

/// What somebody has typed; nothing for what a screen begins with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Typed {
    code: String,
    counted: String,
    place: String,
    with: String,
    reason: String,
    qty: u32,
    lot: String,
    donor: String,
    kind: String,
    day: String,
}

/// Keeps what is typed in the two forms. Gives what the head of the screen needs: the state of
/// the draft, and what throws it away.
pub(super) fn keep(
    code: StoredValue<String>,
    form: Form,
    moving: MoveForm,
    doing: RwSignal<Doing>,
) -> (Words, Callback<()>) {
    let words = Words::new();
    let read = move || {
        let typed = Typed {
            code: code.get_value(),
            counted: form.counted.get(),
            place: form.place.get(),
            with: form.with.get(),
            reason: moving.reason.get(),
            qty: moving.qty.get(),
            lot: moving.lot.get(),
            donor: moving.donor.get(),
            kind: moving.kind.get(),
            day: moving.day.get(),
        };
        let counts = [&typed.counted, &typed.place].iter().any(|text| !text.is_empty());
        (counts || typed.moves()).then_some(typed)
    };
    let fill = move |typed: Option<Typed>| {
        let Some(typed) = typed else {
            form.clear();
            moving.clear();
            return;
        };
        if typed.moves() {
            doing.set(Doing::Move);
        }
        form.counted.set(typed.counted);
        form.place.set(typed.place);
        form.with.set(typed.with);
        moving.reason.set(typed.reason);
        moving.qty.set(typed.qty);
        moving.lot.set(typed.lot);
        moving.donor.set(typed.donor);
        moving.kind.set(typed.kind);
        moving.day.set(typed.day);
    };
    let belongs = move |typed: &Option<Typed>| {
        code.with_value(|code| typed.as_ref().is_some_and(|typed| typed.code == *code))
    };
    let on_empty = words.keep_for(NAME, belongs, read, fill);
    (words, on_empty)
}

/// It is a record now.
pub(super) fn forget(app: App) {
    spawn_local(feedback::drop_draft(app, NAME));
}

impl Typed {
    /// Something is typed about goods that moved.
    fn moves(&self) -> bool {
        self.qty != 1 || [&self.lot, &self.donor, &self.day].iter().any(|text| !text.is_empty())
    }
}
