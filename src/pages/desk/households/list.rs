//! The households that are on the list, by code.

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::household::Household;

use super::one::OneHousehold;
use crate::components::*;
use crate::i18n::{isolated, tr, tr_count};
use crate::pages::desk::words::language_word;
use crate::state::App;

/// The most rows that are drawn; a search finds the rest.
const SHOWN: usize = 200;

/// The table, its search, and the household that is open.
#[component]
pub(super) fn List() -> impl IntoView {
    let app = App::get();
    let (search, open) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let all = Memo::new(move |_| app.world.with(|world| world.household_count() as u32));
    let found = Memo::new(move |_| {
        let wanted = card::normalize(&search.read());
        app.world.with(|world| {
            let fits = |household: &&Household| {
                wanted.is_empty() || card::normalize(&household.code).contains(&wanted)
            };
            let mut found = world.households().filter(fits);
            let shown: Vec<_> = found.by_ref().take(SHOWN).map(line).collect();
            (shown, found.count() as u32)
        })
    });
    let row = move |(code, people, language): Line| {
        let shown = code.clone();
        view! {
            <tr>
                <td>
                    <Button
                        kind=ButtonKind::Quiet
                        small=true
                        label=move || isolated(&code)
                        on_press=move || open.set(Some(shown.clone()))
                    />
                </td>
                <td class="table-number">{people}</td>
                <td>{language.map(|tag| move || language_word(&tag))}</td>
            </tr>
        }
    };
    let rest = move || found.with(|(_, rest)| *rest);
    view! {
        <h2>{move || tr_count("desk.household_count", all.get())}</h2>
        <Show when=move || all.get() == 0>
            <EmptyPlace icon="household" title=move || tr("desk.no_households") note=move || tr("desk.no_households_note")/>
        </Show>
        <Show when=move || { all.get() > 0 }>
            <Field kind=FieldKind::Code label=move || tr("desk.search") value=search/>
            {move || open.get().map(|code| view! { <OneHousehold code on_close=move || open.set(None)/> })}
            <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("desk.list")>
                <table class="table">
                    <caption>{move || tr("desk.list")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{move || tr("desk.code")}</th>
                            <th scope="col" class="table-number">{move || tr("desk.people_column")}</th>
                            <th scope="col">{move || tr("common.language")}</th>
                        </tr>
                    </thead>
                    <tbody>{move || found.get().0.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <Show when=move || { rest() > 0 }>
                <p class="soft">{move || tr_count("desk.more_households", rest())}</p>
            </Show>
        </Show>
    }
}

/// Code, people, language.
type Line = (String, u32, Option<String>);

fn line(household: &Household) -> Line {
    (household.code.clone(), household.people.total(), household.language.clone())
}
