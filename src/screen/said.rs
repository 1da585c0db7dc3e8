//! Who did something, and when.

use leptos::prelude::*;
use passamano_core::id::MemberId;
use passamano_core::projection::Origin;

use crate::i18n::{tr, tr_with};
use crate::screen::when::date;
use crate::state::App;

/// Who did something, and when: "9:31, by you". Tracked.
pub fn said(app: App, from: &Origin) -> String {
    let clock = from.at.clock();
    let today = app.now.with(|now| now.day()) == from.at.day();
    let time = if today { clock } else { format!("{} {clock}", date(from.at.day())) };
    let me = app.identity.with(|identity| identity.as_ref().map(|i| i.member));
    if me == Some(from.by) {
        return tr_with("guide.said_you", &[("time", &time)]);
    }
    tr_with("guide.said", &[("time", &time), ("name", &name_of_member(app, from.by))])
}

/// What the team calls a person; *somebody* as long as that has not arrived. Tracked.
pub fn name_of_member(app: App, member: MemberId) -> String {
    let name = app.world.with(|world| world.name(member).map(str::to_string));
    name.unwrap_or_else(|| tr("guide.somebody"))
}
