//! What only the desk reads: incidents, referrals, suggestions, debriefs, newest first.

use leptos::prelude::*;
use passamano_core::feedback::{Debrief, Incident, Referral, Suggestion};
use passamano_core::projection::{Desk, Fold, Origin};

use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_known, tr_with};
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;
use crate::screen::names::text;
use crate::screen::said::said;
use crate::state::App;

/// The four lists.
#[component]
pub fn DeskReportsPage() -> impl IntoView {
    view! {
        <DeskFrame title=move || tr("desk.reports") here=Route::DeskReports>
            <div class="desk-page">
                <Section title="reports.incidents" of=|desk: &Desk| &desk.incidents one=incident/>
                <Section title="reports.referrals" of=|desk: &Desk| &desk.referrals one=referral/>
                <Section title="reports.suggestions" of=|desk: &Desk| &desk.suggestions one=suggestion/>
                <Section title="reports.debriefs" of=|desk: &Desk| &desk.debriefs one=debrief/>
            </div>
        </DeskFrame>
    }
}

/// What a report says.
#[derive(Debug, Clone, Default)]
struct Report {
    title: String,
    /// Short facts, and whether each must not be missed.
    marks: Vec<(String, bool)>,
    words: Vec<String>,
}

/// One list: its heading and its reports.
#[component]
fn Section<T: Clone + PartialEq + Send + Sync + 'static>(
    /// Key of the heading.
    title: &'static str,
    /// Where the reports lie.
    of: fn(&Desk) -> &Vec<Fold<T>>,
    /// What one says. Tracked.
    one: fn(App, &T) -> Report,
) -> impl IntoView {
    let app = App::get();
    let reports = Memo::new(move |_| {
        app.world.with(|world| {
            let standing = of(&world.desk).iter().filter(|fold| !world.is_undone(fold.from.record));
            let mut all: Vec<Fold<T>> = standing.cloned().collect();
            all.sort_by_key(|fold| std::cmp::Reverse((fold.from.at.ms, fold.from.record)));
            all
        })
    });
    let card = move |fold: Fold<T>| {
        let Fold { from, fact } = fold;
        view! { <ReportCard from report=Signal::derive(move || one(app, &fact))/> }
    };
    let heading = move || tr_with(title, &[("n", &reports.with(Vec::len).to_string())]);
    view! {
        <section class="stack">
            <h2>{heading}</h2>
            <Show when=move || reports.with(Vec::is_empty)><p class="soft">{move || tr("common.nothing_here")}</p></Show>
            {move || reports.get().into_iter().map(card).collect_view()}
        </section>
    }
}

#[component]
fn ReportCard(
    /// Who and when.
    from: Origin,
    /// What it says.
    report: Signal<Report>,
) -> impl IntoView {
    let app = App::get();
    let activity = move || {
        let id = from.activity?;
        app.world.with(|world| world.plan(id).map(|plan| plan.fact.title.clone()))
    };
    let marks = move || {
        let mark = |(label, must): (String, bool)| {
            view! { <Chip label kind=if must { ChipKind::Stop } else { ChipKind::Plain }/> }
        };
        report.get().marks.into_iter().map(mark).collect_view()
    };
    let words = move || {
        report
            .get()
            .words
            .into_iter()
            .map(|words| view! { <p dir="auto">{words}</p> })
            .collect_view()
    };
    view! {
        <Card title=move || report.get().title>
            <p class="soft small">{move || said(app, &from)}{move || activity().map(|title| format!(" · {title}"))}</p>
            <div class="row-wrap">{marks}</div>
            {words}
        </Card>
    }
}

fn incident(_: App, fact: &Incident) -> Report {
    let grave = matches!(fact.severity.as_str(), "serious" | "critical");
    let hurt = |key: &str, n: u32| (n > 0).then(|| (tr_count(key, n), true));
    let mut marks = vec![(tr_known("severity", &fact.severity), grave)];
    marks.extend(hurt("reports.volunteers_hurt", fact.volunteers_hurt));
    marks.extend(hurt("reports.recipients_hurt", fact.recipients_hurt));
    marks.extend(fact.stopped.then(|| (tr("reports.stopped"), true)));
    marks.extend(fact.emergency_called.then(|| (tr("reports.called"), true)));
    Report {
        title: tr_known("incident", &fact.category),
        marks,
        words: said_words(&[("", &fact.words)]),
    }
}

fn referral(_: App, fact: &Referral) -> Report {
    let urgent = matches!(fact.priority.as_str(), "emergency" | "urgent");
    let mut marks = vec![(tr_known("service.priority", &fact.priority), urgent)];
    marks.push((
        tr(if fact.consent { "reports.consent" } else { "reports.no_consent" }),
        !fact.consent,
    ));
    Report {
        title: format!("{} · {}", isolated(&fact.person), tr_known("service", &fact.service)),
        marks,
        words: said_words(&[("", &fact.words), ("reports.contact", &fact.contact)]),
    }
}

fn suggestion(app: App, fact: &Suggestion) -> Report {
    let step = text(app, &format!("{}.title", fact.step));
    Report {
        title: step,
        marks: vec![(tr_known("guide.about", &fact.about), false)],
        words: said_words(&[("", &fact.words)]),
    }
}

fn debrief(_: App, fact: &Debrief) -> Report {
    Report {
        title: tr(&format!("face.{}", fact.mood.clamp(1, 5))),
        marks: fact.wants_talk.then(|| (tr("reports.wants_talk"), true)).into_iter().collect(),
        words: said_words(&[
            ("reports.well", &fact.well),
            ("reports.hard", &fact.hard),
            ("reports.change", &fact.change),
        ]),
    }
}

/// Words with what they answer before them; what was left empty is left out. Tracked.
fn said_words(words: &[(&str, &str)]) -> Vec<String> {
    let one = |(key, words): &(&str, &str)| {
        if key.is_empty() { words.to_string() } else { format!("{}: {words}", tr(key)) }
    };
    words.iter().filter(|(_, words)| !words.trim().is_empty()).map(one).collect()
}
