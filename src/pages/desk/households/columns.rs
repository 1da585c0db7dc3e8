//! What each column of a file was taken for, above all which one is the code, with examples; and
//! where in the file the list stands. A person puts it right, and the list is read again.

use leptos::prelude::*;
use passamano_core::household::import::{Column, Field};

use super::heading::heading;
use super::import::Import;
use crate::actions::desk::list_file::{column_name, columns};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::desk::list_parts::{examples, name_of_column, place};

/// All of it, anew for each file, sheet and way of reading letters.
#[component]
pub(super) fn Columns(
    /// The import.
    import: Import,
) -> impl IntoView {
    move || {
        import.columns.track();
        view! { {where_it_is(import)} {heading(import)} <Chosen import/> }
    }
}

/// The sheet, and how letters are read.
fn where_it_is(import: Import) -> impl IntoView {
    import.file.with_untracked(|file| {
        let file = file.as_ref()?;
        let headers = file.layout.fields.iter().map(|field| field.header.as_str()).collect();
        let (sheet, letters) = (file.layout.sheet, file.letters.as_ref());
        let on_sheet = move |sheet| import.on_sheet(sheet);
        let on_letters = move |encoding| import.with_letters(encoding);
        Some(place(&file.book, sheet, letters, headers, on_sheet, on_letters))
    })
}

/// The columns, each with what it was taken for.
#[component]
fn Chosen(
    /// The import.
    import: Import,
) -> impl IntoView {
    let Some(file) = import.file.get_untracked() else { return ().into_any() };
    let used: Vec<(usize, Field)> = file
        .layout
        .fields
        .iter()
        .cloned()
        .enumerate()
        .filter(|(_, field)| !field.header.is_empty() || !field.examples.is_empty())
        .collect();
    let key = |field: &Field| field.column.map(Column::key).unwrap_or_default();
    let values: Vec<(usize, RwSignal<String>)> =
        used.iter().map(|(at, field)| (*at, RwSignal::new(key(field)))).collect();
    let shown = move |code: Option<usize>| code.map(|at| at.to_string()).unwrap_or_default();
    let code = RwSignal::new(shown(file.layout.code()));
    // One choice may change what other columns are.
    let values = StoredValue::new(values);
    let choose = move |at: usize, column: Option<Column>| {
        import.choose(at, column);
        import.file.with_untracked(|file| {
            let Some(file) = file else { return };
            for (at, value) in values.read_value().iter() {
                let now = file.layout.fields.get(*at).map(key).unwrap_or_default();
                if *value.read_untracked() != now {
                    value.set(now);
                }
            }
            code.set(shown(file.layout.code()));
        });
    };
    let is_now = move |at: usize, column: Option<Column>| {
        import.file.with_untracked(|file| {
            file.as_ref().is_some_and(|file| {
                file.layout.fields.get(at).is_some_and(|field| field.column == column)
            })
        })
    };
    Effect::new(move || {
        let Ok(at) = code.read().parse::<usize>() else { return };
        if !is_now(at, Some(Column::Code)) {
            choose(at, Some(Column::Code));
        }
    });
    let names: Vec<(usize, String)> =
        used.iter().map(|(at, field)| (*at, name_of_column(*at, &field.header))).collect();
    let as_code = {
        let used = used.clone();
        move || {
            let name = |(at, field): &(usize, Field)| {
                let label = format!(
                    "{} ({})",
                    name_of_column(*at, &field.header),
                    examples(&field.examples)
                );
                Opt::new(at.to_string(), label)
            };
            used.iter()
                .filter(|(_, field)| !field.examples.is_empty())
                .map(name)
                .collect::<Vec<_>>()
        }
    };
    let missing = move || code.read().is_empty();
    let chosen_examples = {
        let used = used.clone();
        move || {
            let at = code.read().parse::<usize>().ok()?;
            let (_, field) = used.iter().find(|(own, _)| *own == at)?;
            Some(tr_with("import.examples", &[("examples", &examples(&field.examples))]))
        }
    };
    let one = move |((at, field), (_, value)): ((usize, Field), (usize, RwSignal<String>))| {
        let own = field.column;
        Effect::new(move || {
            let column = Column::from_key(&value.read());
            if !is_now(at, column) {
                choose(at, column);
            }
        });
        let options = move || {
            let mut all = columns();
            all.extend(own.filter(|own| !columns().contains(own)));
            all.into_iter()
                .map(|column| Opt::new(column.key(), column_name(column)))
                .collect::<Vec<_>>()
        };
        let hint = {
            let field = field.clone();
            move || {
                Some(match field.examples.is_empty() {
                    true => tr("import.no_examples"),
                    false => {
                        tr_with("import.examples", &[("examples", &examples(&field.examples))])
                    }
                })
            }
        };
        let label = name_of_column(at, &field.header);
        view! {
            <Select
                label=Signal::stored(label)
                value
                options=Signal::derive(options)
                empty=Signal::derive(move || Some(tr("column.unused")))
                hint=Signal::derive(hint)
                compact=true
            />
        }
    };
    let all = used.into_iter().zip(values.get_value()).map(one).collect_view();
    let count = names.len().to_string();
    view! {
        {move || missing().then(|| view! {
            <Callout kind=CalloutKind::Stop live=Live::Alert title=move || tr("import.no_code")>
                <p>{move || tr("import.no_code_words")}</p>
            </Callout>
        })}
        <Select
            label=move || tr("import.code_question")
            value=code
            options=Signal::derive(as_code)
            empty=Signal::derive(move || missing().then(|| tr("import.choose_column")))
            hint=Signal::derive(chosen_examples)
        />
        {move || import.file.with(|file| file.as_ref().is_some_and(|file| file.recalled)).then(|| view! {
            <p class="soft">{move || tr("import.recalled")}</p>
        })}
        <details class="import-columns">
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
