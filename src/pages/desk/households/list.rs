//! The households that are on the list, found by code, part of a code, or the desk's notes.

use leptos::prelude::*;
use passamano_core::household::Household;

use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_known, tr_with};
use crate::route::Route;
use crate::screen::desk::list_parts::ShowMore;
use crate::screen::languages::language_word;
use crate::state::App;

/// So many rows are drawn at first, and so many more with each tap.
const STEP: usize = 30;

/// The search and the table.
#[component]
pub(super) fn List() -> impl IntoView {
    let app = App::get();
    let (search, shown) = (RwSignal::new(String::new()), RwSignal::new(STEP));
    let all = Memo::new(move |_| app.world.with(|world| world.household_count() as u32));
    let found = Memo::new(move |_| {
        let wanted = search.read();
        app.world.with(|world| {
            let found = world.find(&wanted);
            let count = found.len();
            (found.into_iter().take(shown.get()).map(line).collect::<Vec<_>>(), count)
        })
    });
    let count = move || found.with(|(_, count)| *count);
    let row = move |(code, people, language, flags): Line| {
        let to = Route::DeskHousehold(code.clone()).path();
        let flags = move || {
            let words = flags.iter().map(|flag| tr_known("flag", flag)).collect::<Vec<_>>();
            words.join(&tr("handout.list_comma"))
        };
        view! {
            <tr>
                <td><Button kind=ButtonKind::Quiet small=true label=move || isolated(&code) href=to/></td>
                <td class="table-number">{people}</td>
                <td>{language.map(|tag| move || language_word(&tag))}</td>
                <td>{flags}</td>
            </tr>
        }
    };
    view! {
        <h2>{move || tr_count("desk.household_count", all.get())}</h2>
        <Show when=move || all.get() == 0>
            <EmptyPlace icon="household" title=move || tr("desk.no_households") note=move || tr("desk.no_households_note")/>
        </Show>
        <div class="row-wrap">
            <Button icon="plus" label=move || tr("form.add") href=Route::DeskNewHousehold.path()/>
        </div>
        <Show when=move || { all.get() > 0 }>
            <Field label=move || tr("desk.search") hint=move || tr("desk.search_hint") value=search/>
            <p role="status" class="small">
                {move || {
                    let wanted = search.get();
                    (!wanted.trim().is_empty()).then(|| tr_count("desk.found", count() as u32))
                }}
            </p>
            <Show
                when=move || { count() > 0 }
                fallback=move || view! {
                    <EmptyPlace
                        icon="scan"
                        title=move || tr_with("desk.not_found", &[("what", search.read().trim())])
                        note=move || tr("desk.not_found_note")
                    />
                }
            >
                <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("desk.list")>
                    <table class="table">
                        <caption>{move || tr("desk.list")}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{move || tr("desk.code")}</th>
                                <th scope="col" class="table-number">{move || tr("desk.people_column")}</th>
                                <th scope="col">{move || tr("common.language")}</th>
                                <th scope="col">{move || tr("flag.title")}</th>
                            </tr>
                        </thead>
                        <tbody>{move || found.get().0.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
                <ShowMore shown step=STEP all=Signal::derive(count)/>
            </Show>
        </Show>
    }
}

/// Code, people, language, flags.
type Line = (String, u32, Option<String>, Vec<String>);

fn line(household: &Household) -> Line {
    let Household { code, people, language, flags, .. } = household;
    (code.clone(), people.total(), language.clone(), flags.clone())
}
