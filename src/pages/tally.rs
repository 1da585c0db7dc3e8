//! Counting without a list: one button for each kit, what is left, the whole day, and Undo of
//! this phone's last count. No names and no codes.

use core::slice;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::distribution::Line;
use passamano_core::household::People;
use passamano_core::id::ActivityId;
use passamano_core::record::Activity;
use passamano_core::stock::Left;

use crate::actions;
use crate::actions::handout::ScreenOn;
use crate::actions::opening;
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::goods::left_words;
use crate::screen::names::text;
use crate::screen::past::{PastDate, PastGoods};
use crate::screen::shut::{ShutNotice, ShutScreen};
use crate::state::App;

/// So few are left that somebody should know.
const FEW: u32 = 5;

/// The counters of the activity that the phone works on.
#[component]
pub fn TallyPage() -> impl IntoView {
    let app = App::get();
    let activity = Memo::new(move |_| app.activity());
    let kept_back = Memo::new(move |_| opening::kept_back(app).is_some());
    move || match activity.get() {
        Some(activity) if kept_back.get() => view! {
            <ShutScreen title="tally.title"><UndoLast activity=activity.id/></ShutScreen>
        }
        .into_any(),
        Some(activity) if !activity.kits.is_empty() => view! { <TallyScreen activity/> }.into_any(),
        other => {
            let key = if other.is_some() { "tally.no_kits" } else { "guide.no_activity" };
            view! {
                <Frame
                    title=move || tr("tally.title")
                    back_word="common.today"
                    action=ViewFn::from(|| view! {
                        <MainAction label=move || tr("guide.choose_activity") icon="calendar" href=Route::Activities.path()/>
                    })
                >
                    <EmptyPlace icon="parcel" title=move || tr(key) note=move || tr("tally.no_kits_note")/>
                </Frame>
            }
            .into_any()
        }
    }
}

/// The counters.
#[component]
fn TallyScreen(
    /// The activity.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let id = activity.id;
    let kits = activity.kits.clone();
    // Somebody who counts has no hand free to wake the phone. It goes with this screen.
    let _ = StoredValue::new_local(ScreenOn::keep());
    let whole_day = Memo::new(move |_| {
        let given = app.world.with(|world| world.totals(id).given);
        kits.iter().filter_map(|code| given.get(code)).sum::<u32>()
    });
    let past = PastGoods::of(app, activity.kits.clone(), People::default(), vec![]);
    let counters =
        activity.kits.into_iter().map(move |code| view! { <KitCounter activity=id code past/> });
    view! {
        <Frame
            title=move || tr("tally.title")
            sub=move || tr("tally.sub")
            back_word="common.today"
            action=ViewFn::from(move || view! { <UndoLast activity=id/> })
        >
            <ShutNotice/>
            <PastDate past/>
            <p class="row-ends">
                <b>{move || tr_count("tally.whole_day", whole_day.get())}</b>
                <span class="small soft">{move || tr("tally.all_phones")}</span>
            </p>
            <Counters>{counters.collect_view()}</Counters>
        </Frame>
    }
}

/// The counter of one kit.
#[component]
fn KitCounter(
    /// The activity.
    activity: ActivityId,
    /// The kit's code.
    code: String,
    /// What is past its date of all that is counted here.
    past: PastGoods,
) -> impl IntoView {
    let app = App::get();
    let code = StoredValue::new(code);
    let given = move || {
        let given = app.world.with(|world| world.totals(activity).given);
        code.with_value(|code| given.get(code).copied().unwrap_or(0)) as usize
    };
    // Without an opening, a count or a delivery in the book, nobody knows what is left.
    let left = Memo::new(move |_| {
        let ledger = code.with_value(|code| app.world.with(|world| world.ledger(activity, code)));
        ledger.left
    });
    let icon = move || {
        let icon = |code: &String| {
            app.toolkit.with(|t| t.as_ref()?.pack.kit(code).map(|kit| kit.icon.clone()))
        };
        code.with_value(icon).unwrap_or_else(|| "parcel".into())
    };
    let over = Memo::new(move |_| {
        let shelves = code.with_value(|code| actions::stock::shelves(app, slice::from_ref(code)));
        shelves.iter().any(|(_, shelf)| shelf.all_past())
    });
    let note = move || match left.get() {
        _ if over.get() => Some(tr("stock.over_title")),
        Left::Unknown => None,
        Left::Count(left) => Some(tr_count("tally.left", left)),
        Left::Short(_) => Some(left_words(left.get())),
    };
    let add = move || {
        let one = Line { code: code.get_value(), qty: 1 };
        let Ok(why) = past.read(slice::from_ref(&one)) else { return };
        spawn_local(async move {
            // A failure says so in the notice, and the number stays as it was.
            let _ = actions::guide::count_one(app, activity, &one.code, why).await;
        });
    };
    view! {
        <Counter
            name=move || code.with_value(|code| kit_name(app, code))
            icon=icon
            count=Signal::derive(given)
            add=move || tr("tally.add")
            on_add=add
            note=note
            low=move || over.get() || match left.get() {
                Left::Unknown => false,
                Left::Count(left) => left <= FEW,
                Left::Short(_) => true,
            }
        />
    }
}

/// Takes this phone's last count back.
#[component]
fn UndoLast(
    /// The activity.
    activity: ActivityId,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let last = Memo::new(move |_| actions::guide::last_count(app, activity));
    let undo = move || {
        let Some((from, _)) = last.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            // A failure says so in the notice, and the count stays.
            let _ = actions::undo(app, vec![(from.record, from.activity)]).await;
            busy.set(false);
        });
    };
    let label = move || {
        let (from, code) = last.get()?;
        let (name, time) = (kit_name(app, &code), from.at.clock());
        Some(tr_with("tally.undo", &[("name", &name), ("time", &time)]))
    };
    view! {
        <Show when=move || last.read().is_some()>
            <Button wide=true icon="undo" label=move || label().unwrap_or_default() on_press=undo busy=busy/>
        </Show>
    }
}

fn kit_name(app: App, code: &str) -> String {
    text(app, &format!("kit.{code}.short"))
}
