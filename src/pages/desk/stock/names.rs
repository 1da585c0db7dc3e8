//! Names of a list that are not the pack's: a person says what each is, once, and this device
//! keeps it. Nothing is guessed, for two names that differ by a word may differ by an allergen.

use leptos::prelude::*;
use passamano_core::stock::import::Asked;

use super::intake::Intake;
use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_with};
use crate::screen::desk::list_parts::{ShowMore, rows};
use crate::screen::names::name_of;
use crate::state::App;

/// So many are asked about at once.
const STEP: usize = 20;

/// A choice for each name. Nothing where all are known.
#[component]
pub(super) fn Names(
    /// The list.
    intake: Intake,
) -> impl IntoView {
    let asked = move || {
        intake.preview.with(|preview| preview.as_ref().map(|p| p.asked.clone()).unwrap_or_default())
    };
    // Only the names decide what is drawn: an answer changes its own line.
    let names = Memo::new(move |_| {
        asked().into_iter().map(|asked| (asked.name, asked.rows)).collect::<Vec<_>>()
    });
    let open = Memo::new(move |_| asked().iter().filter(|a| a.code.is_none()).count() as u32);
    let shown = RwSignal::new(STEP);
    let one = move |(name, rows): (String, Vec<usize>)| {
        let is_name = |asked: &&Asked| asked.name == name;
        let code = untrack(asked).iter().find(is_name).and_then(|asked| asked.code.clone());
        view! { <One intake name rows code=code.unwrap_or_default()/> }
    };
    view! {
        <Show when=move || !names.read().is_empty()>
            <Callout
                kind=CalloutKind::Held
                icon="help"
                title=move || match open.get() {
                    0 => tr("intake.names_said"),
                    n => tr_count("intake.unknown", n),
                }
            >
                <p>{move || tr("intake.unknown_words")}</p>
                {move || names.get().into_iter().take(shown.get()).map(one).collect_view()}
                <ShowMore shown step=STEP all=Signal::derive(move || names.read().len())/>
            </Callout>
        </Show>
    }
}

/// One name.
#[component]
fn One(
    /// The list.
    intake: Intake,
    /// As it stands in the file.
    name: String,
    /// Where.
    rows: Vec<usize>,
    /// What somebody said that it is; empty for nothing.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let value = RwSignal::new(code.clone());
    let likely: Vec<String> = intake
        .goods
        .with_untracked(|goods| goods.alike(&name).into_iter().map(String::from).collect());
    let options = move || {
        likely.iter().map(|code| Opt::new(code.clone(), name_of(app, code))).collect::<Vec<_>>()
    };
    let label = {
        let (name, place) = (name.clone(), self::rows(&rows));
        move || tr_with("intake.name_rows", &[("name", &isolated(&name)), ("rows", &place)])
    };
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now) {
            intake.name(&name, &now);
        }
        now
    });
    view! {
        <Select
            label=label
            value
            options=Signal::derive(options)
            empty=move || Some(tr("intake.leave_out"))
            compact=true
        />
    }
}
