//! How many people, by age and sex: a small table of numbers, and its way to and from a household.

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::household::{BRACKETS, People};

use crate::i18n::tr;
use crate::screen::people::SEXES;

/// The most people in one place of the table.
const MOST: u16 = 99;

/// A number of people as it is typed: of which sex, of which age.
pub(super) type Cell = (usize, usize, RwSignal<String>);

/// The table filled with these people; what is nobody is empty.
pub(super) fn cells_of(people: &People) -> Vec<Cell> {
    let cell = |sex: usize, bracket: usize| {
        let count = [people.f, people.m, people.x][sex][bracket];
        let text = if count == 0 { String::new() } else { count.to_string() };
        (sex, bracket, RwSignal::new(text))
    };
    let ages = 0..BRACKETS.len();
    ages.flat_map(|bracket| [0, 1, 2].map(|sex| cell(sex, bracket))).collect()
}

/// The people of the table, or nothing where something is no number of people. Tracked.
pub(super) fn people_of(cells: &[Cell]) -> Option<People> {
    let mut people = People::default();
    for (sex, bracket, text) in cells {
        // Digits of any script, without blanks.
        let text = card::normalize(&text.read());
        let count = if text.is_empty() { 0 } else { text.parse().ok().filter(|n| *n <= MOST)? };
        [&mut people.f, &mut people.m, &mut people.x][*sex][*bracket] = count;
    }
    Some(people)
}

/// How many people, by age and sex.
#[component]
pub(super) fn PeopleTable(
    /// The numbers as they are typed, three for each age.
    cells: Vec<Cell>,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let sex = |sex: usize| tr(SEXES[sex]);
    let cell = move |(of, bracket, text): &Cell| {
        let (of, bracket, text) = (*of, *bracket, *text);
        let label =
            move || format!("{}, {}", tr(&format!("bracket.{}", BRACKETS[bracket])), sex(of));
        view! {
            <td>
                <input
                    class="field-input"
                    inputmode="numeric"
                    maxlength="2"
                    autocomplete="off"
                    aria-label=label
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
            </td>
        }
    };
    let rows = cells.chunks(3).zip(BRACKETS).map(|(row, bracket)| {
        view! {
            <tr>
                <th scope="row">{move || tr(&format!("bracket.{bracket}"))}</th>
                {row.iter().map(cell).collect_view()}
            </tr>
        }
    });
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("handout.how_many_people")>
            <table class="table people-table">
                <caption>{move || tr("handout.how_many_people")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || tr("form.age")}</th>
                        <th scope="col">{move || sex(0)}</th>
                        <th scope="col">{move || sex(1)}</th>
                        <th scope="col">{move || sex(2)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <div role="alert">{move || error.get().map(|error| view! { <p class="field-error">{error}</p> })}</div>
    }
}
