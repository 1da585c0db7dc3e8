//! What is typed into a form is kept as a sealed draft, as long as it is not saved.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::form::Filling;

use super::Sheet;
use crate::actions::{feedback, register};

/// Keeps what is typed, sealed, as long as it is not saved.
pub(super) fn keep(sheet: Sheet, name: StoredValue<String>, restored: RwSignal<bool>) {
    let Sheet { app, form, filling } = sheet;
    let label = register::pack_of(app, &form.read_value()).unwrap_or_default();
    let blank = filling.with_untracked(|filling| {
        Filling::new(filling.prepared(), app.now.get_untracked()).draft(&label).answers
    });
    Effect::new(move |before: Option<bool>| {
        let draft = filling.with(|filling| filling.draft(&label));
        let typed = draft.answers != blank;
        app.typing.set(typed);
        match (typed, before) {
            (true, Some(_)) => spawn_local(feedback::keep_draft(app, name.get_value(), draft)),
            (false, Some(true)) => spawn_local(feedback::drop_draft(app, name.get_value())),
            _ => {}
        }
        if !typed {
            restored.set(false);
        }
        typed
    });
    on_cleanup(move || app.typing.set(false));
}
