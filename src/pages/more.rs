//! *More*: language and look, this phone, files, the team, numbers to call.

mod about;
mod files;
mod help;
mod leave;
mod look;
mod this_phone;

use leptos::prelude::*;
use leptos_router::components::Redirect;
use passamano_core::register::{Door, Register};

use crate::components::{Button, Card, Line, Lines};
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::install::InstallHint;
use crate::screen::recovery::RecoveryCard;
use crate::state::App;

/// The screen, in the order in which people look for things. Whoever leaves the team here
/// stands before the three doors.
#[component]
pub fn MorePage() -> impl IntoView {
    let app = App::get();
    let inside = Memo::new(move |_| app.identity.with(Option::is_some));
    view! {
        <Show when=move || inside.get() fallback=|| view! { <Redirect path=Route::Home.path()/> }>
            <Frame title=move || tr("more.title") back_word="common.today">
                <look::Look/>
                <Ways/>
                <help::Help/>
                <InstallHint always=true/>
                <this_phone::ThisPhoneCard/>
                <files::Files/>
                <RecoveryCard/>
                <leave::Leave/>
                <about::About/>
            </Frame>
        </Show>
    }
}

/// Who we are here, and screens that are not on *Today*.
#[component]
fn Ways() -> impl IntoView {
    let app = App::get();
    let me = move || {
        app.identity.with(|identity| {
            let Some(identity) = identity else { return String::new() };
            tr_with("more.you", &[("name", &identity.name), ("team", &identity.space_name)])
        })
    };
    view! {
        <Card title=me icon="team">
            <Lines>
                <Line icon="guide" words=move || tr("more.guides") href=Route::Guides.path()/>
                <Line icon="sending" words=move || tr("sent.title") href=Route::Sent.path()/>
                <Line icon="feedback" words=move || tr("more.remark") href=Route::Remark.path()/>
            </Lines>
            <Registers/>
            <Show when=move || app.opens_desk()>
                <Button label=move || tr("more.desk") icon="chart" href=Route::Desk.path()/>
            </Show>
        </Card>
    }
}

/// The registers that a pack opens from here.
#[component]
fn Registers() -> impl IntoView {
    let app = App::get();
    let lines = move || {
        let toolkit = app.toolkit.get()?;
        let here = toolkit.pack.registers.iter().filter(|one| one.doors.contains(&Door::More));
        let line = |register: &Register| {
            let words = toolkit.texts.text(&format!("{}.title", register.id)).to_owned();
            let icon = register.icon.clone().unwrap_or_else(|| "guide".into());
            view! { <Line icon words href=Route::Register(register.id.clone()).path()/> }
        };
        Some(here.map(line).collect_view())
    };
    view! { <Lines>{lines}</Lines> }
}
