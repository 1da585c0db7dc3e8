//! How many people, by sex and age: three rows of six small numbers.

use leptos::prelude::*;
use passamano_core::household::{BRACKETS, People};
use passamano_core::value::Value;

use super::one::Asked;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::people::{AGES, SEXES};

/// The grid.
#[component]
pub(super) fn PeopleGrid(
    /// The question.
    asked: Asked,
) -> impl IntoView {
    let said = match untrack(|| asked.answer()) {
        Some(Value::People(people)) => people,
        _ => People::default(),
    };
    let cells = [said.f, said.m, said.x].map(|row| row.map(|n| RwSignal::new(u32::from(n))));
    Effect::new(move |before: Option<()>| {
        let number = |cell: RwSignal<u32>| u16::try_from(cell.get()).unwrap_or(u16::MAX);
        let [f, m, x] = cells.map(|row| row.map(number));
        let people = People { f, m, x };
        if before.is_some() {
            asked.set((people.total() > 0).then_some(Value::People(people)));
        }
    });
    let row = move |(sex, row): (&'static str, [RwSignal<u32>; 6])| {
        let cell = move |(place, value): (usize, RwSignal<u32>)| {
            let who =
                move || format!("{}, {}", tr(sex), tr(&format!("bracket.{}", BRACKETS[place])));
            view! {
                <NumberCell label=AGES[place]>
                    <Stepper
                        narrow=true
                        value=value
                        max=9_999_u32
                        field=true
                        label=who
                        fewer=move || tr_with("handout.fewer", &[("kit", &who())])
                        more=move || tr_with("handout.more", &[("kit", &who())])
                    />
                </NumberCell>
            }
        };
        view! {
            <NumberGrid legend=move || tr(sex)>
                {row.into_iter().enumerate().map(cell).collect_view()}
            </NumberGrid>
        }
    };
    view! {
        <fieldset class="stack">
            <legend class="heavy">{move || asked.label()}</legend>
            {move || asked.hint().map(|hint| view! { <p class="soft small">{hint}</p> })}
            {SEXES.into_iter().zip(cells).map(row).collect_view()}
            {move || asked.error().map(|error| view! { <p class="field-error">{error}</p> })}
        </fieldset>
    }
}
