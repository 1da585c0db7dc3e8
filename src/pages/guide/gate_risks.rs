//! The risks of the gate: one tick says that everything that was agreed about a risk is in
//! place. It ticks each mitigation, so that who said it stands with each.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::guide::{GateResult, Level};
use passamano_core::id::ActivityId;
use passamano_core::pack::Risk;

use super::gate_onward::Onward;
use crate::actions;
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::screen::names::text;
use crate::screen::said::said;
use crate::state::App;

/// The risks, those that keep the distribution closed first.
#[component]
pub(super) fn Risks(
    /// The activity.
    activity: ActivityId,
    /// The risks of the pack.
    risks: Vec<Risk>,
    /// The gate now.
    result: Memo<GateResult>,
    /// Open risks that stop are marked as what is missing.
    #[prop(into)]
    missing: Signal<bool>,
    /// What opens when nothing is missing here.
    onward: Onward,
) -> impl IntoView {
    let (stops, others): (Vec<_>, Vec<_>) = risks.into_iter().partition(stops_unmitigated);
    let group = move |key: &'static str, risks: Vec<Risk>| {
        let ids: Vec<String> = risks.iter().map(|risk| risk.id.clone()).collect();
        let now = Memo::new(move |_| {
            result.with(|r| {
                let mine = || r.risks.iter().filter(|risk| ids.contains(&risk.id));
                let (done, stops) = (mine().filter(|r| r.mitigated), mine().filter(|r| r.stops));
                (done.count() as u32, mine().count() as u32, stops.count() as u32)
            })
        });
        let count = move || {
            let (done, all, stops) = now.get();
            let of = tr_with("common.of", &[("a", &done.to_string()), ("b", &all.to_string())]);
            match stops {
                0 => of,
                n => format!("{of} · {}", tr_count("gate.missing", n)),
            }
        };
        let done = move || {
            let (done, all, _) = now.get();
            done == all
        };
        let on_must = onward.takes_in(key.into(), Signal::derive(move || tr(key)), now);
        (!risks.is_empty()).then(|| view! {
            <Phase id=key name=move || tr(key) count=count done=done>
                <Ticks legend=move || tr(key) headed=false>
                    <p class="small soft">{move || tr("gate.risks_note")}</p>
                    {risks.into_iter().map(|risk| view! { <RiskRow activity risk result missing on_must/> }).collect_view()}
                </Ticks>
            </Phase>
        })
    };
    view! {
        {group("gate.risks_stop", stops)}
        {group("gate.risks_other", others)}
    }
}

/// One risk.
#[component]
fn RiskRow(
    /// The activity.
    activity: ActivityId,
    /// The risk.
    risk: Risk,
    /// The gate now.
    result: Memo<GateResult>,
    /// See [`Risks`].
    missing: Signal<bool>,
    /// Called when somebody here has ticked a risk that stops, and it is saved.
    on_must: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let must = stops_unmitigated(&risk);
    let Risk { id, mitigations, .. } = risk;
    let title = format!("{id}.title");
    let own = id.clone();
    let now =
        Memo::new(move |_| result.with(|r| r.risks.iter().find(|risk| risk.id == own).cloned()));
    let mitigated = move || now.with(|now| now.as_ref().is_some_and(|risk| risk.mitigated));
    let stops = move || now.with(|now| now.as_ref().is_some_and(|risk| risk.stops));
    let mitigations = StoredValue::new(mitigations);
    let level =
        move || tr(level_key(now.with(|now| now.as_ref().map_or(Level::Low, |risk| risk.level))));
    let note = move || {
        let first = mitigations.with_value(|all| {
            let key = all.first()?;
            app.world.with(|world| world.ticks(activity, key).first().map(|from| **from))
        });
        match first.filter(|_| mitigated()) {
            Some(from) => format!("{} · {}", level(), said(app, &from)),
            None => level(),
        }
    };
    let measures = move || {
        let all = mitigations.get_value();
        all.into_iter()
            .map(|key| view! { <li class="bullet">{text(app, &key)}</li> })
            .collect_view()
    };
    let change = move |on: bool| {
        let all = mitigations.get_value();
        spawn_local(async move {
            // A failure says so in the notice, and the box stays as it was.
            let saved = match on {
                true => actions::guide::tick(app, activity, all).await,
                false => actions::guide::untick(app, activity, &all).await,
            };
            if on && must && saved.is_ok() {
                on_must.run(());
            }
        });
    };
    // The measures have the whole width: beside a box they would stand in a narrow column.
    view! {
        <div class="risk">
            <Tick
                label=move || text(app, &title)
                checked=mitigated
                on_change=change
                must=move || (must && !mitigated()).then(|| tr("common.must"))
                note=note
                wrong=move || missing.get() && stops()
                id=id
            />
            <ul class="bullets">{measures}</ul>
        </div>
    }
}

/// What each risk looks like when it begins, and what to do then.
#[component]
pub(super) fn Watch(
    /// The risks of the pack.
    risks: Vec<Risk>,
) -> impl IntoView {
    let app = App::get();
    let lines = risks.into_iter().map(move |risk| {
        let (trigger, response) = (format!("{}.trigger", risk.id), format!("{}.response", risk.id));
        view! { <Line icon="warning" words=move || text(app, &trigger) note=move || text(app, &response)/> }
    });
    view! { <Phase name=move || tr("gate.watch")><Lines>{lines.collect_view()}</Lines></Phase> }
}

/// Nothing opens without its mitigations.
fn stops_unmitigated(risk: &Risk) -> bool {
    let score = risk.likelihood.saturating_mul(risk.impact);
    risk.stop || passamano_core::guide::level(score) == Level::VeryHigh
}

fn level_key(level: Level) -> &'static str {
    match level {
        Level::Low => "gate.level.low",
        Level::Medium => "gate.level.medium",
        Level::High => "gate.level.high",
        Level::VeryHigh => "gate.level.very_high",
    }
}
