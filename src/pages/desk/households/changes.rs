//! What a list would change of households that are known, before anything is saved: what would be
//! lost of allergens, diet and consent first, each with its own tick. Without the tick it stays.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::household::import::Preview;
use passamano_core::household::merge::{Change, Part};

use crate::actions::desk::households::{Agreed, planned};
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_known, tr_with};
use crate::screen::desk::list_parts::ShowMore;
use crate::screen::languages::language_word;
use crate::state::App;

/// So many are shown at first, and so many more with each tap.
const STEP: usize = 30;

/// The changes. Nothing where the list changes nothing that is known.
#[component]
pub(super) fn KnownChanges(
    /// What was read.
    preview: Arc<Preview>,
    /// The losses that were ticked.
    agreed: RwSignal<Agreed>,
) -> impl IntoView {
    let app = App::get();
    let known = planned(app, &preview.households);
    let same = known.iter().filter(|one| one.changes.is_empty()).count() as u32;
    let all = known.into_iter().flat_map(|one| {
        let code = one.household.code;
        one.changes.into_iter().map(move |change| (code.clone(), change))
    });
    let (losses, others): (Vec<_>, Vec<_>) = all.partition(|(_, change)| change.needs_tick());
    let every: Agreed = losses.iter().map(|(code, change)| (code.clone(), change.part)).collect();
    let many = every.len() > 1;
    let every = StoredValue::new(every);
    let (lost, count) = (losses.len(), others.len());
    let (shown_losses, shown_others) = (RwSignal::new(STEP), RwSignal::new(STEP));
    let loss = move |(code, change): &(String, Change)| {
        view! { <Loss code=code.clone() change=change.clone() agreed/> }
    };
    let other = |(code, change): &(String, Change)| {
        let (code, change) = (code.clone(), change.clone());
        view! { <Fact icon="next">{move || sentence(&code, &change)}</Fact> }
    };
    let losses = (lost > 0).then(|| view! {
        <Callout kind=CalloutKind::Stop icon="warning" live=Live::Status title=move || tr_count("changes.losses", lost as u32)>
            <p>{move || tr("changes.losses_words")}</p>
        </Callout>
        <Ticks legend=move || tr("changes.tick")>
            {move || losses.iter().take(shown_losses.get()).map(loss).collect_view()}
        </Ticks>
        <ShowMore shown=shown_losses step=STEP all=lost/>
        {many.then(|| view! {
            <Button
                kind=ButtonKind::Quiet
                label=move || tr_count("changes.tick_all", lost as u32)
                on_press=move || agreed.set(every.get_value())
            />
        })}
    });
    let others = (count > 0).then(|| view! {
        <Card title=move || tr_count("changes.others", count as u32) icon="household">
            <Facts>{move || others.iter().take(shown_others.get()).map(other).collect_view()}</Facts>
            <ShowMore shown=shown_others step=STEP all=count/>
        </Card>
    });
    view! {
        {losses}
        {others}
        {(same > 0).then(|| view! { <p>{move || tr_count("changes.same", same)}</p> })}
    }
}

/// One loss and its tick.
#[component]
fn Loss(
    /// The household.
    code: String,
    /// What would be lost.
    change: Change,
    /// The losses that were ticked.
    agreed: RwSignal<Agreed>,
) -> impl IntoView {
    let own = StoredValue::new((code.clone(), change.part));
    let checked = move || agreed.with(|agreed| agreed.contains(&own.get_value()));
    let on_change = move |on: bool| {
        agreed.update(|agreed| {
            let _ =
                if on { agreed.insert(own.get_value()) } else { agreed.remove(&own.get_value()) };
        });
    };
    view! { <Tick label=move || sentence(&code, &change) checked=Signal::derive(checked) on_change/> }
}

/// What a change is, in one sentence. Tracked.
fn sentence(code: &str, change: &Change) -> String {
    let area = match change.part {
        Part::Allergens => "allergen",
        Part::Diet => "diet",
        Part::Needs => "need",
        Part::Flags => "flag",
        _ => "",
    };
    let list = |codes: &[String]| {
        let word = |code: &String| match change.part {
            Part::Language => language_word(code),
            Part::People => code.clone(),
            _ => tr_known(area, code),
        };
        let words: Vec<String> = codes.iter().map(word).collect();
        words.join(&tr("handout.list_comma"))
    };
    let (lost, gained) = (list(&change.lost), list(&change.gained));
    let way = match (change.lost.is_empty(), change.gained.is_empty()) {
        (false, false) => "both",
        (false, true) => "lost",
        (true, _) => "gained",
    };
    let what = tr(&format!("changes.part.{}", part_word(change.part)));
    match change.part {
        Part::Consent | Part::Proxy | Part::Ask | Part::Notes => {
            let key = format!("changes.{}.{way}", part_word(change.part));
            tr_with(&key, &[("code", code)])
        }
        _ => tr_with(
            &format!("changes.{way}"),
            &[("code", code), ("part", &what), ("lost", &lost), ("gained", &gained)],
        ),
    }
}

fn part_word(part: Part) -> &'static str {
    match part {
        Part::Allergens => "allergens",
        Part::Diet => "diet",
        Part::Consent => "consent",
        Part::Ask => "ask",
        Part::Flags => "flags",
        Part::Needs => "needs",
        Part::People => "people",
        Part::Language => "language",
        Part::Proxy => "proxy",
        Part::Notes => "notes",
    }
}
