//! What each column of a stock list was taken for, with examples. A person puts it right, and the
//! list is read again.

use leptos::prelude::*;
use passamano_core::stock::import::{Column, Field};

use super::intake::Intake;
use crate::actions::desk::stock_list::column_name;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::desk::list_parts::{examples, name_of_column, place};

/// All of it, anew for each file, sheet and way of reading letters.
#[component]
pub(super) fn Columns(
    /// The list.
    intake: Intake,
) -> impl IntoView {
    move || {
        intake.columns.track();
        view! { {where_it_is(intake)} <Chosen intake/> }
    }
}

/// The sheet, and how letters are read.
fn where_it_is(intake: Intake) -> impl IntoView {
    intake.file.with_untracked(|file| {
        let file = file.as_ref()?;
        let headers = file.layout.fields.iter().map(|field| field.header.as_str()).collect();
        let (sheet, letters) = (file.layout.sheet, file.letters.as_ref());
        let on_sheet = move |sheet| intake.on_sheet(sheet);
        let on_letters = move |encoding| intake.with_letters(encoding);
        Some(place(&file.book, sheet, letters, headers, on_sheet, on_letters))
    })
}

/// The columns, each with what it was taken for; folded away once it is known what came and how
/// many.
#[component]
fn Chosen(
    /// The list.
    intake: Intake,
) -> impl IntoView {
    let Some(file) = intake.file.get_untracked() else { return ().into_any() };
    let is_used =
        |(_, field): &(usize, Field)| !field.header.is_empty() || !field.examples.is_empty();
    let used: Vec<(usize, Field)> =
        file.layout.fields.iter().cloned().enumerate().filter(is_used).collect();
    let key = |column: Option<Column>| column.map(Column::key).unwrap_or_default();
    let values: Vec<(usize, RwSignal<&'static str>)> =
        used.iter().map(|(at, field)| (*at, RwSignal::new(key(field.column)))).collect();
    // One choice may change what other columns are.
    let values = StoredValue::new(values);
    let choose = move |at: usize, column: Option<Column>| {
        intake.choose(at, column);
        intake.file.with_untracked(|file| {
            let Some(file) = file else { return };
            for (at, value) in values.read_value().iter() {
                let now = key(file.layout.fields.get(*at).and_then(|field| field.column));
                if *value.read_untracked() != now {
                    value.set(now);
                }
            }
        });
    };
    let missing = Memo::new(move |_| {
        intake.file.with(|file| {
            let layout = &file.as_ref()?.layout;
            match (layout.has_items(), layout.is_whole()) {
                (false, _) => Some("intake.no_item"),
                (true, false) => Some("intake.no_qty"),
                (true, true) => None,
            }
        })
    });
    let recalled = move || intake.file.with(|file| file.as_ref().is_some_and(|file| file.recalled));
    let one = move |((at, field), (_, now)): ((usize, Field), (usize, RwSignal<&'static str>))| {
        let value = RwSignal::new(now.get_untracked().to_string());
        Effect::new(move || value.set(now.get().to_string()));
        Effect::new(move || {
            let chosen = value.get();
            if chosen != *now.read_untracked() {
                choose(at, Column::from_key(&chosen));
            }
        });
        let options = || {
            let option = |column: Column| Opt::new(column.key(), column_name(column));
            Column::ALL.map(option).to_vec()
        };
        let shown = field.examples.clone();
        let hint = move || {
            Some(match shown.is_empty() {
                true => tr("import.no_examples"),
                false => tr_with("import.examples", &[("examples", &examples(&shown))]),
            })
        };
        view! {
            <Select
                label=Signal::stored(name_of_column(at, &field.header))
                value
                options=Signal::derive(options)
                empty=Signal::derive(move || Some(tr("column.unused")))
                hint=Signal::derive(hint)
                compact=true
            />
        }
    };
    let count = used.len().to_string();
    let all = used.into_iter().zip(values.get_value()).map(one).collect_view();
    let is_missing = untrack(|| missing.get().is_some());
    view! {
        {move || missing.get().map(|key| view! {
            <Callout kind=CalloutKind::Stop live=Live::Alert title=move || tr(key)>
                <p>{move || tr("intake.no_column_words")}</p>
            </Callout>
        })}
        {move || recalled().then(|| view! { <p class="soft">{move || tr("import.recalled")}</p> })}
        <details class="import-columns" open=is_missing>
            <summary>
                {move || tr_with("import.columns", &[("n", &count)])}
                <Icon name="down" size=IconSize::Small class="import-columns-turn"/>
            </summary>
            <p>{move || tr("import.columns_words")}</p>
            <div class="import-columns-all">{all}</div>
        </details>
    }
    .into_any()
}
