//! Scan or type a card. A card that is not on the list gets the closest ones, and a way to the
//! listening desk; nobody is argued with.

use leptos::prelude::*;
use passamano_core::card::BadCard;

use super::queue::{CodeField, Found, OtherKeyboard, Queue};
use crate::actions::opening;
use crate::components::*;
use crate::i18n::{isolated, tr, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::history::LastCards;
use crate::screen::practice::PracticeCards;
use crate::screen::scanner::EyeFrame;
use crate::screen::shut::{ShutAction, ShutNotice};
use crate::screen::when::date;
use crate::state::App;

/// So many days between the phone's date and the activity's, either way, and the page asks
/// whether the date is right.
const STRANGE_DAYS: u32 = 7;

/// The page of the scanner and the code field.
#[component]
pub fn HandOutPage() -> impl IntoView {
    let app = App::get();
    let queue = Queue::get();
    let found = queue.found;
    // What was said of one code is not true of the next visit.
    on_cleanup(move || {
        let _ = queue.found.try_set(Found::Nothing);
        let _ = queue.typed.try_set(String::new());
    });
    let kept_back = Memo::new(move |_| opening::kept_back(app).is_some());
    let clock = Memo::new(move |_| {
        let (today, planned) = (app.now.get().day(), app.activity()?.day);
        let strange = today.since(planned).unsigned_abs() > STRANGE_DAYS;
        strange.then(|| {
            let (today, planned) = (date(today), date(planned));
            tr_with("handout.wrong_clock_words", &[("today", &today), ("planned", &planned)])
        })
    });
    let served = move || {
        let n = app.activity().map_or(0, |a| app.world.with(|w| w.served(a.id)));
        tr_with("today.served", &[("n", &n.to_string())])
    };
    let errors = move || match found.get() {
        Found::Nothing => vec![],
        Found::NotOnList { code, .. } => {
            vec![FieldError {
                field: "card-code".into(),
                message: tr_with("handout.check_code", &[("code", &code)]),
            }]
        }
        Found::NotACard(bad) => {
            vec![FieldError { field: "card-code".into(), message: tr(bad_key(bad)) }]
        }
    };
    view! {
        <Frame
            title=move || tr("handout.title")
            sub=served
            back_word="common.today"
            action=move || view! {
                <Show when=move || kept_back.get() fallback=move || view! {
                    <MainAction label=move || tr("handout.find_card") icon="scan" on_press=move || queue.look_typed()/>
                }>
                    <ShutAction/>
                </Show>
            }
        >
            <ErrorBox title=move || tr("handout.not_found") errors=Signal::derive(errors)/>
            <ShutNotice/>
            <PracticeCards on_card=queue.by_photo()/>
            {move || clock.get().map(|words| view! {
                <Callout kind=CalloutKind::Held icon="clock" live=Live::Status title=move || tr("handout.wrong_clock")>
                    <p>{words}</p>
                </Callout>
            })}
            <OtherKeyboard/>
            <EyeFrame eye=queue.eye on_text=queue.by_photo()/>
            <CodeField hint=move || matches!(found.get(), Found::NotOnList { .. }).then(|| tr("handout.mix_up"))/>
            {move || match found.get() {
                Found::NotOnList { close, .. } => view! { <Close close/> }.into_any(),
                _ => ().into_any(),
            }}
            // Without a card one waits as well: above the cards of before, which grow.
            <div class="twins">
                <Button wide=true small=true icon="plus" label=move || tr("handout.count") href=Route::Tally.path()/>
                <Button wide=true small=true icon="help" label=move || tr("handout.walk_in") href=Route::WalkIn.path()/>
            </div>
            <LastCards/>
            <Button wide=true icon="feedback" label=move || tr("answers.title") href=Route::Answers.path()/>
        </Frame>
    }
}

/// The cards that are close to what was typed.
#[component]
fn Close(
    /// Codes on the list, best first.
    close: Vec<String>,
) -> impl IntoView {
    let app = App::get();
    let some = !close.is_empty();
    view! {
        <section class="stack">
            <Show when=move || some><h2>{move || tr("handout.close_to")}</h2></Show>
            <Lines card=true>
                {close.into_iter().map(|code| {
                    let people = app.world.with_untracked(|w| w.household(&code).map_or(0, |h| h.people.total()));
                    let words = isolated(&code);
                    view! {
                        <Line
                            icon="household"
                            href=Route::Household(code).path()
                            words=words
                            note=move || crate::i18n::tr_count("handout.people", people)
                        />
                    }
                }).collect_view()}
            </Lines>
            <Callout icon="feedback" title=move || tr("handout.still_not")>
                <p>{move || tr("handout.walk_with")}</p>
            </Callout>
        </section>
    }
}

fn bad_key(bad: BadCard) -> &'static str {
    match bad {
        BadCard::Empty => "handout.bad_empty",
        BadCard::Invitation => "handout.bad_invitation",
        BadCard::Link => "handout.bad_link",
        BadCard::Wifi => "handout.bad_wifi",
        BadCard::Contact => "handout.bad_contact",
        BadCard::TooLong => "handout.bad_long",
    }
}
