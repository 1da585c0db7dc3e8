//! Starting a team: its name, its founder, its languages, where its records go.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::already::AlreadyIn;
use super::hub_choice::{HubAsked, HubChoice};
use super::ios_first::{IosFirst, must_install_first};
use super::recover::RecoverForm;
use super::recovery::RecoveryPart;
use crate::actions::team::NewTeam;
use crate::actions::{self, invitation, steps};
use crate::components::{Button, ErrorBox, Field, FieldError, MainAction, MultiChoice, Opt};
use crate::i18n::{self, LANGUAGES, tr};
use crate::screen::doorway::{Doorway, keep_typed};
use crate::state::App;

const NAME: &str = "found-name";
const FOUNDER: &str = "found-founder";

/// What this phone can do here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Outside,
    NotInstalled,
    Founder,
    Member,
}

/// *Start a team*, and after it *Keep the recovery file*.
#[component]
pub fn FoundPage() -> impl IntoView {
    let app = App::get();
    let recovering = RwSignal::new(false);
    steps::follow(recovering);
    let standing = Memo::new(move |_| {
        app.identity.with(|identity| match identity {
            Some(identity) if !identity.practice => match identity.founding {
                Some(_) => Standing::Founder,
                None => Standing::Member,
            },
            _ if must_install_first() => Standing::NotInstalled,
            _ => Standing::Outside,
        })
    });
    let title = move || tr("start.found");
    move || match standing.get() {
        Standing::Member => view! { <AlreadyIn title=title/> }.into_any(),
        Standing::NotInstalled => view! { <Doorway title=title><IosFirst/></Doorway> }.into_any(),
        Standing::Founder => view! { <RecoveryPart/> }.into_any(),
        Standing::Outside if recovering.get() => {
            view! { <RecoverForm on_back=move || recovering.set(false)/> }.into_any()
        }
        Standing::Outside => view! { <FoundForm on_file=move || recovering.set(true)/> }.into_any(),
    }
}

#[component]
fn FoundForm(
    /// The person has a recovery file instead.
    #[prop(into)]
    on_file: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let (name, founder) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let languages = RwSignal::new(vec![i18n::active().tag.to_string()]);
    let asked = HubAsked::new();
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let busy = RwSignal::new(false);
    keep_typed(app, vec![name, founder]);

    let start = move || {
        let new = NewTeam {
            name: name.get_untracked().trim().into(),
            founder: founder.get_untracked().trim().into(),
            languages: languages.get_untracked(),
            hub: None,
        };
        let missing =
            [(NAME, &new.name, "found.name_needed"), (FOUNDER, &new.founder, "join.name_needed")];
        let missing: Vec<_> = missing
            .into_iter()
            .filter(|(_, text, _)| text.is_empty())
            .map(|(field, _, key)| FieldError { field: field.into(), message: tr(key) })
            .collect();
        let whole = missing.is_empty();
        errors.set(missing);
        if !whole {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match asked.answer().await {
                Ok(hub) => match invitation::found(app, NewTeam { hub, ..new }).await {
                    Ok(()) => app.wiped.set(false),
                    Err(problem) => actions::fail(app, &problem),
                },
                Err(wrong) => errors.set(vec![wrong]),
            }
            busy.set(false);
        });
    };
    let wrong = move |field: &'static str| {
        move || errors.with(|all| all.iter().find(|e| e.field == field).map(|e| e.message.clone()))
    };
    let action = move || {
        view! {
            <MainAction
                label=move || tr("found.start")
                busy_label=move || tr("common.saving")
                note=move || tr("found.start_note")
                icon="team"
                busy=busy
                on_press=start
            />
        }
    };
    let spoken = LANGUAGES.map(|one| Opt::new(one.tag, one.name)).to_vec();
    view! {
        <Doorway title=move || tr("start.found") action=action>
            <ErrorBox title=move || tr("found.look_here") errors=errors/>
            <Field
                id=NAME
                label=move || tr("found.name")
                hint=move || tr("found.name_hint")
                value=name
                error=wrong(NAME)
                required=true
                max_length=80
            />
            <Field
                id=FOUNDER
                label=move || tr("join.name")
                hint=move || tr("join.name_hint")
                value=founder
                error=wrong(FOUNDER)
                required=true
                max_length=40
            />
            <MultiChoice legend=move || tr("found.languages") value=languages options=spoken/>
            <HubChoice asked=asked/>
            <Button label=move || tr("found.have_file") icon="file" on_press=on_file/>
        </Doorway>
    }
}
