//! The page of one record.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_params_map, use_query_map};
use passamano_core::id::RecordId;
use passamano_core::projection::{Origin, Standing};
use passamano_core::record::Fact;

use super::correct::{Actions, Correct, Form};
use crate::actions::correct::{self, Opened};
use crate::actions::steps;
use crate::components::{Callout, CalloutKind, Card, Fact as Line, Facts, Live, TextLink};
use crate::i18n::{isolated, tr, tr_count, tr_with};
use crate::route::{From, Route};
use crate::screen::delivery::where_it_is;
use crate::screen::frame::Frame;
use crate::screen::hand_over::{
    amended, besides, goods, not_given, of_pack, outcome, past_words, reason, what,
};
use crate::screen::said::said;
use crate::state::App;

/// The page of the record in the address.
#[component]
pub fn RecordPage() -> impl IntoView {
    let app = App::get();
    let (params, query) = (use_params_map(), use_query_map());
    let record = Memo::new(move |_| params.read().get("record")?.parse::<RecordId>().ok());
    let from = Memo::new(move |_| From::of(query.read().get("from").as_deref()));
    let opened = RwSignal::new(None::<Option<Opened>>);
    let form = RwSignal::new(Form::None);
    provide_context(steps::follow(form));
    // Another record has no half-filled form; news of this one must not close it.
    Effect::new(move |before: Option<Option<RecordId>>| {
        let now = record.get();
        if before.is_some_and(|before| before != now) {
            form.set(Form::None);
        }
        now
    });
    Effect::new(move |_| {
        let Some(record) = record.get() else { return opened.set(Some(None)) };
        // Its way to the endpoints goes on while one looks.
        app.received.track();
        app.unsent.track();
        spawn_local(async move {
            let found = correct::open(app, record).await;
            // The page may have gone.
            let _ = opened.try_set(Some(found));
        });
    });
    move || match (record.get(), form.get()) {
        (Some(record), Form::NotGiven | Form::Else) => {
            view! { <Correct record from=from.get() form/> }.into_any()
        }
        (Some(record), Form::None) => {
            view! { <Look record from=from.get() opened form/> }.into_any()
        }
        (None, _) => view! { <Missing from=from.get()/> }.into_any(),
    }
}

#[component]
fn Missing(
    /// Where *Back* leads.
    from: From,
) -> impl IntoView {
    view! {
        <Frame title=move || tr("record.title") back=from.route(None)>
            <Callout icon="help" title=move || tr("record.not_here")/>
        </Frame>
    }
}

#[component]
fn Look(
    /// The record.
    record: RecordId,
    /// Where *Back* leads.
    from: From,
    /// What the phone's storage has of it.
    opened: RwSignal<Option<Option<Opened>>>,
    /// What is being corrected.
    form: RwSignal<Form>,
) -> impl IntoView {
    let app = App::get();
    let code = app.world.with_untracked(|world| {
        world.hand_over(record).and_then(|view| view.fold.fact.household.clone())
    });
    let known = Memo::new(move |_| app.world.with(|world| world.hand_over(record).is_some()));
    let body = move || match opened.get() {
        // It takes a moment, and whoever waits sees the frame.
        None => ().into_any(),
        Some(None) if !known.get() => {
            view! { <Callout icon="help" title=move || tr("record.not_here")/> }.into_any()
        }
        Some(found) => view! { <Content found/> }.into_any(),
    };
    view! {
        <Frame
            title=move || tr("record.title")
            back=from.route(code)
            action=move || view! { <Actions record form/> }
        >
            <Became record/>
            {body}
            <Notes record/>
        </Frame>
    }
}

#[component]
fn Content(
    /// What the phone's storage has of it.
    found: Option<Opened>,
) -> impl IntoView {
    let app = App::get();
    let entry = found.as_ref().and_then(|found| found.entry.clone());
    let said_by = found.and_then(|found| found.said).map(|(header, record)| {
        let origin = Origin {
            record: record.id,
            device: header.device,
            seq: header.seq,
            by: record.by,
            at: record.at,
            activity: record.activity,
        };
        (origin, record)
    });
    let title = {
        let kind = entry.as_ref().map(|entry| entry.kind.clone());
        let kind = said_by.as_ref().map(|(_, record)| record.fact.kind().to_string()).or(kind);
        let nothing = matches!(
            said_by.as_ref().map(|(_, record)| &record.fact),
            Some(Fact::HandedOver(fact)) if not_given(fact)
        );
        move || match nothing {
            true => tr("kind.not_given"),
            false => tr(&format!("kind.{}", kind.as_deref().unwrap_or("unknown"))),
        }
    };
    let sealed = said_by.is_none();
    let facts = said_by.map(|(origin, record)| {
        let code = match &record.fact {
            Fact::HandedOver(fact) => fact.household.clone(),
            _ => None,
        };
        let card = code.map(|code| {
            let (href, shown) = (Route::Household(code.clone()).path(), isolated(&code));
            let words = move || tr_with("record.card", &[("code", &shown)]);
            view! { <Line icon="household"><TextLink href=href label=words/></Line> }
        });
        let (fact, why) = (record.fact.clone(), record.reason.clone());
        let lines = move || {
            let said = content(app, &fact).into_iter().chain(why.as_deref().and_then(reason));
            said.map(|words| view! { <Line icon="file">{words}</Line> }).collect_view()
        };
        let old = record.amends.map(|old| {
            let href = Route::Record(old, From::Sent).path();
            view! { <Line icon="undo"><TextLink href=href label=move || tr("record.amends")/></Line> }
        });
        view! {
            {card}
            {lines}
            <Line icon="clock">{move || said(app, &origin)}</Line>
            {old}
        }
    });
    let place = entry.map(|entry| {
        view! { <Line icon="phone">{move || where_it_is(app, &entry)}</Line> }
    });
    view! {
        <Card title=title>
            <Facts>
                {facts}
                {sealed.then(|| view! { <Line icon="lock">{move || tr("record.sealed")}</Line> })}
                {place}
            </Facts>
        </Card>
    }
}

/// What a record says, line by line. Tracked.
fn content(app: App, fact: &Fact) -> Vec<String> {
    match fact {
        Fact::HandedOver(fact) => {
            let mut said = vec![what(app, fact)];
            said.extend(fact.outcome.served().then(|| outcome(fact)));
            said.extend(besides(fact));
            said
        }
        Fact::Returned(lines) => vec![goods(app, lines)],
        Fact::Counted(given) => {
            let mut said = vec![goods(app, std::slice::from_ref(&given.line))];
            said.extend(given.past_date.map(past_words));
            said
        }
        Fact::StockMoved(moved) => {
            let line =
                passamano_core::distribution::Line { code: moved.code.clone(), qty: moved.qty };
            vec![goods(app, &[line])]
        }
        Fact::StockCounted(count) => {
            let line =
                passamano_core::distribution::Line { code: count.code.clone(), qty: count.counted };
            vec![goods(app, &[line])]
        }
        Fact::StepChecked { check } => vec![of_pack(app, check)],
        Fact::StepMarked { step, .. } => vec![of_pack(app, step)],
        Fact::HouseholdsListed(list) => vec![tr_count("desk.household_count", list.len() as u32)],
        Fact::ActivityPlanned(plan) => vec![plan.title.clone()],
        Fact::MemberJoined(member) => vec![member.name.clone()],
        Fact::Noted(note) => vec![note.words.clone()],
        _ => vec![],
    }
}

/// What became of it, where it does not count as it stands.
#[component]
fn Became(
    /// The record.
    record: RecordId,
) -> impl IntoView {
    let app = App::get();
    let became = Memo::new(move |_| {
        app.world.with(|world| match world.hand_over(record).map(|view| view.standing) {
            Some(Standing::Undone(by)) => Some(("record.undone", amended(app, by), None)),
            Some(Standing::Corrected(by)) => {
                Some(("record.corrected", amended(app, by), Some(by.from.record)))
            }
            Some(Standing::OtherCounts(by)) => {
                Some(("record.other_counts", amended(app, by), Some(by.from.record)))
            }
            Some(Standing::Counts) => None,
            None => {
                let undo = world.undone_by(record).next();
                undo.map(|by| ("record.undone_other", amended(app, by), None))
            }
        })
    });
    move || {
        became.get().map(|(key, who, now)| {
            let link = now.map(|now| {
                let href = Route::Record(now, From::Sent).path();
                view! { <p><TextLink href=href label=move || tr("record.see")/></p> }
            });
            view! {
                <Callout kind=CalloutKind::Held icon="undo" live=Live::Status title=move || tr(key)>
                    <p>{who}</p>
                    {link}
                </Callout>
            }
        })
    }
}

/// What the desk was told in words. Empty on a phone that does not open them.
#[component]
fn Notes(
    /// The record.
    record: RecordId,
) -> impl IntoView {
    let app = App::get();
    let notes = Memo::new(move |_| {
        app.world.with(|world| {
            let note = |note: &passamano_core::projection::Fold<passamano_core::record::Note>| {
                (said(app, &note.from), note.fact.words.clone())
            };
            world.notes(record).map(note).collect::<Vec<_>>()
        })
    });
    let note = |(who, words): (String, String)| view! { <p dir="auto">{who}": "{words}</p> };
    view! {
        <Show when=move || !notes.read().is_empty()>
            <Callout icon="lock" title=move || tr("kind.noted")>
                {move || notes.get().into_iter().map(note).collect_view()}
            </Callout>
        </Show>
    }
}
