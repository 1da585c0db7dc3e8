//! Words that the desk writes for everybody: one field for each language, the one that is spoken
//! here first. Never about a person: a warning says so where something looks like one.

use leptos::prelude::*;
use passamano_core::value::Value;

use super::one::Asked;
use crate::i18n::{self, LANGUAGES, tr_with};
use crate::screen::words_field::WordsField;

/// The fields.
#[component]
pub(super) fn WordsFields(
    /// The question.
    asked: Asked,
    /// Id of the first field.
    id: String,
) -> impl IntoView {
    let first = untrack(i18n::active);
    let others = LANGUAGES.into_iter().filter(move |language| *language != first);
    let written = move |tag: &str| match untrack(|| asked.answer()) {
        Some(Value::Words(words)) => words.get(tag).cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let fields: Vec<_> = [first]
        .into_iter()
        .chain(others)
        .map(|language| (language, RwSignal::new(written(language.tag))))
        .collect();
    let all = StoredValue::new(fields.clone());
    Effect::new(move |before: Option<()>| {
        let words = all.with_value(|fields| {
            let typed =
                fields.iter().map(|(language, value)| (language.tag.to_owned(), value.get()));
            typed.filter(|(_, text)| !text.trim().is_empty()).collect()
        });
        if before.is_some() {
            let value = Value::Words(words);
            asked.set((!value.is_blank()).then_some(value));
        }
    });
    let field = move |(place, (language, value)): (usize, (i18n::Language, RwSignal<String>))| {
        let id = if place == 0 { id.clone() } else { format!("{id}-{}", language.tag) };
        let error = Signal::derive(move || asked.error().filter(|_| place == 0));
        let hint = Signal::derive(move || asked.hint().filter(|_| place == 0));
        view! {
            <div lang=language.tag>
                <WordsField
                    label=move || tr_with("questions.in_language", &[("what", &asked.words()), ("language", language.name)])
                    hint
                    value
                    error
                    id
                />
            </div>
        }
    };
    view! {
        <fieldset class="stack">
            // Each field says it again, with its language.
            <legend class="hidden-text">{move || asked.label()}</legend>
            {fields.into_iter().enumerate().map(field).collect_view()}
        </fieldset>
    }
}
