//! The strip of figures of one activity.

use leptos::prelude::*;
use passamano_core::feedback::Status;
use passamano_core::guide::Progress;
use passamano_core::household::BRACKETS;
use passamano_core::pack::Phase;
use passamano_core::record::Activity;

use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::route::Route;
use crate::screen::activity::phase_key;
use crate::screen::names::text;
use crate::state::App;

/// Households, people, kits, feedback, guide.
#[component]
pub(super) fn Figures(
    /// The activity.
    activity: Memo<Option<Activity>>,
) -> impl IntoView {
    let app = App::get();
    let totals = Memo::new(move |_| {
        let id = activity.with(|a| a.as_ref().map(|a| a.id));
        id.map(|id| app.world.with(|world| world.totals(id))).unwrap_or_default()
    });
    let households = move || totals.with(|totals| totals.households);
    let expected = move || match activity.with(|a| a.as_ref().map_or(0, |a| a.expected)) {
        0 => tr("desk.none_expected"),
        expected => tr_with("desk.expected", &[("n", &expected.to_string())]),
    };
    let others = move || {
        let [walk_ins, absent] = totals.with(|t| [t.walk_ins, t.absent]).map(|n| n.to_string());
        tr_with("desk.others", &[("walk_ins", &walk_ins), ("absent", &absent)])
    };
    let everybody =
        move || tr_with("desk.people", &[("n", &totals.with(|t| t.people.total()).to_string())]);
    let ages = move || {
        let row = |(at, bracket): (usize, &&str)| {
            meter(
                tr(&format!("bracket.{bracket}")),
                totals.with(|totals| totals.people.in_bracket(at)),
            )
        };
        BRACKETS.iter().enumerate().map(row).collect::<Vec<_>>()
    };
    let given = move || {
        let given = totals.with(|totals| totals.given.clone());
        given.into_iter().map(|(code, n)| meter(short_name(app, &code), n)).collect::<Vec<_>>()
    };
    let open = Memo::new(move |_| {
        app.world.with(|world| {
            world.feedback().iter().filter(|view| view.status != Status::Closed).count() as u32
        })
    });
    let guide = move || {
        let (Some(toolkit), Some(activity)) = (app.toolkit.get(), activity.get()) else {
            return vec![];
        };
        let standing = app.world.with(|world| world.standing(activity.id));
        let row = |phase| progress(tr(phase_key(phase)), standing.phase(&toolkit.pack, phase));
        [Phase::Before, Phase::During, Phase::After].map(row).to_vec()
    };
    view! {
        <section class="desk-strip" aria-label=move || tr("desk.figures")>
            <div class="desk-figure">
                <h2 class="desk-figure-title">{move || tr("desk.served")}</h2>
                <p class="desk-figure-value">{households}</p>
                <p class="soft">{expected}</p>
                <p class="soft">{others}</p>
            </div>
            <div class="desk-figure">
                <h2 class="desk-figure-title">{everybody}</h2>
                <Meters rows=Signal::derive(ages)/>
            </div>
            <div class="desk-figure">
                <h2 class="desk-figure-title">{move || tr("desk.given")}</h2>
                <Show when=move || totals.with(|totals| totals.given.is_empty())>
                    <p class="soft">{move || tr("common.nothing_here")}</p>
                </Show>
                <Meters rows=Signal::derive(given)/>
            </div>
            <div class="desk-figure">
                <h2 class="desk-figure-title">{move || tr("desk.feedback_open")}</h2>
                <p class="desk-figure-value">{open}</p>
                <TextLink label=move || tr_count("desk.feedback_to_answer", open.get()) href=Route::DeskFeedback.path()/>
            </div>
            <div class="desk-figure">
                <h2 class="desk-figure-title">{move || tr("desk.guide")}</h2>
                <Meters rows=Signal::derive(guide)/>
            </div>
        </section>
    }
}

fn meter(label: String, n: u32) -> Meter {
    Meter { label, value: n.into(), shown: n.to_string(), accent: false }
}

fn progress(label: String, progress: Progress) -> Meter {
    let done = progress.done + progress.skipped;
    let shown =
        tr_with("common.of", &[("a", &done.to_string()), ("b", &progress.total.to_string())]);
    // A share, so that a short phase that is finished looks finished.
    Meter { label, value: f64::from(done) / f64::from(progress.total.max(1)), shown, accent: false }
}

/// A kit or item in few letters. Tracked.
fn short_name(app: App, code: &str) -> String {
    let is_kit = app.toolkit.with(|t| t.as_ref().is_some_and(|t| t.pack.kit(code).is_some()));
    if is_kit {
        text(app, &format!("kit.{code}.short"))
    } else {
        crate::screen::names::name_of(app, code)
    }
}
