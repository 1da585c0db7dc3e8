//! What only the sample team has: the cards on a strip, the way to the gate that is to be
//! practised, throwing the sample away, and calls that call nobody.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use passamano_core::opening;
use passamano_core::record::ActivityState;

use crate::actions::desk::is_practice;
use crate::actions::{self, team};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::state::App;

/// On *Today*: that this is practice, what to try, and the end of it.
#[component]
pub fn Practice() -> impl IntoView {
    let app = App::get();
    let navigate = StoredValue::new_local(use_navigate());
    // The activity of the other kind than the one that is worked on: open, or waiting for its gate.
    let other = Memo::new(move |_| {
        let here = app.activity()?.id;
        app.world.with(|world| {
            let state = |id| world.state(id).map(|fold| fold.fact);
            let open = opening::shut(state(here)).is_none();
            let all = world.activities();
            let wanted = all.iter().find(|plan| match state(plan.id) {
                Some(ActivityState::Open) => !open,
                None | Some(ActivityState::Planned) => open,
                _ => false,
            });
            Some((wanted?.id, open))
        })
    });
    let go = move |id, gate| {
        app.chosen.set(Some(id));
        if gate {
            navigate.get_value()(&Route::Gate.path(), Default::default());
        }
    };
    view! {
        <Show when=move || is_practice(app)>
            <Callout icon="help" title=move || tr("today.practice")>
                <div class="row-wrap">
                    {move || other.get().map(|(id, gate)| {
                        let key = if gate { "practice.gate" } else { "practice.back_to_open" };
                        view! { <Button small=true icon="guide" label=move || tr(key) on_press=move || go(id, gate)/> }
                    })}
                    <ThrowAway small=true/>
                </div>
            </Callout>
        </Show>
    }
}

/// Throws the sample away: one tap, and one question.
#[component]
pub fn ThrowAway(
    /// The first button is small.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let app = App::get();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let end = move || {
        busy.set(true);
        spawn_local(async move {
            if let Err(problem) = team::end_practice(app).await {
                actions::fail(app, &problem);
                let _ = busy.try_set(false);
            }
        });
    };
    move || {
        match asking.get() {
        false => view! {
            <Button small=small icon="close" label=move || tr("today.practice_end") on_press=move || asking.set(true)/>
        }
        .into_any(),
        true => view! {
            <div class="stack" role="alert">
                <p class="heavy">{move || tr("practice.sure")}</p>
                <div class="row-wrap">
                    <Button kind=ButtonKind::Stop label=move || tr("practice.yes") on_press=end busy=busy/>
                    <Button kind=ButtonKind::Quiet label=move || tr("practice.keep") on_press=move || asking.set(false)/>
                </div>
            </div>
        }
        .into_any(),
    }
    }
}

/// The sample's cards on a strip: a tap on one is as if it were scanned.
#[component]
pub fn PracticeCards(
    /// Called with the code of the card.
    #[prop(into)]
    on_card: Callback<String>,
) -> impl IntoView {
    let app = App::get();
    let codes = Memo::new(move |_| {
        app.world.with(|world| world.households().map(|h| h.code.clone()).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || is_practice(app)>
            <section class="card-strip" aria-label=move || tr("practice.cards")>
                <p class="small soft">{move || tr("practice.cards")}</p>
                <ul class="card-strip-cards">
                    {move || codes.get().into_iter().map(|code| {
                        let label = code.clone();
                        let tap = move || on_card.run(code.clone());
                        view! {
                            <li><span class="keep-ltr"><Button small=true icon="household" label=label on_press=tap/></span></li>
                        }
                    }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

/// A button that calls a number; in practice it says that it does not.
#[component]
pub fn Call(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// The number, as it is dialled.
    #[prop(into)]
    number: String,
    /// 48 px high instead of 56.
    #[prop(optional)]
    small: bool,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Gives the words of practice in another language than the interface's.
    #[prop(optional, into)]
    say: Option<Callback<&'static str, String>>,
) -> impl IntoView {
    let app = App::get();
    let said = RwSignal::new(false);
    match untrack(|| is_practice(app)) {
        false => {
            view! { <Button icon="call" small=small wide=wide label=label href=format!("tel:{number}")/> }
                .into_any()
        }
        true => view! {
            <Button icon="call" small=small wide=wide label=label on_press=move || said.set(true)/>
            <Show when=move || said.get()>
                <p class="small" role="status">{not_called(&number, say)}</p>
            </Show>
        }
        .into_any(),
    }
}

/// The same as the main action of a screen.
#[component]
pub fn CallAction(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// The line below.
    #[prop(into)]
    note: Signal<String>,
    /// The number.
    number: &'static str,
) -> impl IntoView {
    let app = App::get();
    match untrack(|| is_practice(app)) {
        false => {
            view! { <MainAction icon="call" label=label note=move || note.get() href=format!("tel:{number}")/> }
                .into_any()
        }
        true => {
            let says = move || tr_with("practice.no_call", &[("number", number)]);
            view! { <MainAction icon="call" label=label note=says on_press=move || actions::say(app, says())/> }
                .into_any()
        }
    }
}

fn not_called(number: &str, say: Option<Callback<&'static str, String>>) -> String {
    match say {
        Some(say) => say.run("practice.no_call").replace("{number}", number),
        None => tr_with("practice.no_call", &[("number", number)]),
    }
}
