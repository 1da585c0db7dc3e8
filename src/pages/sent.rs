//! *Sent and unsent*: where each record is, how the exchange with each endpoint stands, and the
//! way by file where there is no other.

mod aside;
mod links;
mod lists;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::{self, files};
use crate::components::MainAction;
use crate::i18n::{tr, tr_count};
use crate::screen::chain::SentChain;
use crate::screen::frame::Frame;
use crate::state::App;

/// The screen. Its main action is the file: everything else goes by itself.
#[component]
pub fn SentPage() -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let save = move || {
        let which = if untrack(|| app.held()) > 0 {
            files::Which::Unsent
        } else {
            files::Which::Everything
        };
        busy.set(true);
        spawn_local(async move {
            match files::save_file(app, which).await {
                Ok(count) => actions::say(app, tr_count("sent.file_saved", count as u32)),
                Err(problem) => actions::fail(app, &problem),
            }
            busy.set(false);
        });
    };
    let note = move || match app.held() {
        0 => tr("sent.file_everything"),
        held => tr_count("sent.file_note", held as u32),
    };
    let action = move || {
        view! {
            <MainAction label=move || tr("sent.to_file") note=note icon="file" busy=busy on_press=save/>
        }
    };
    view! {
        <Frame
            title=move || tr("sent.title")
            sub=move || app.endpoint_name()
            back_word="common.today"
            action=action
        >
            <SentChain here=true/>
            <links::Links/>
            <lists::Lists/>
            <aside::SetAside/>
        </Frame>
    }
}
