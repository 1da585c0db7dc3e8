//! What a list says of a household, as a form: a new one, or one that is known. The table of
//! people is in `form/people.rs`.

mod people;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use passamano_core::card;
use passamano_core::household::{
    ACTIVE, ALLERGENS, DIETS, Household, HouseholdDetail, NEEDS, STOPS,
};

use self::people::{PeopleTable, cells_of, people_of};
use crate::actions::desk::{cards, household};
use crate::components::*;
use crate::i18n::{isolated, tr, tr_known, tr_with};
use crate::pages::SaveOrCancel;
use crate::pages::desk::frame::DeskFrame;
use crate::pages::languages::languages;
use crate::route::Route;
use crate::state::App;

/// The longest code, in characters.
const LONGEST: u32 = 40;

/// Adds a household, or changes the one in the address.
#[component]
pub fn DeskChangePage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let code = Memo::new(move |_| params.with(|params| params.get("code")));
    let title = move || match code.get() {
        Some(code) => tr_with("form.change_title", &[("code", &isolated(&code))]),
        None => tr("form.add"),
    };
    view! {
        <DeskFrame title=title here=Route::DeskHouseholds>
            <div class="desk-page">
                {move || {
                    let code = code.get();
                    // A form that is being filled in does not change under the hand.
                    let known = code.as_ref().and_then(|code| {
                        app.world.with_untracked(|world| world.as_written(code))
                    });
                    match (code, known) {
                        (Some(code), None) => view! {
                            <EmptyPlace
                                icon="household"
                                title=move || tr_with("desk.not_found", &[("what", &code)])
                                note=move || tr("desk.not_found_note")
                            />
                        }.into_any(),
                        (code, known) => {
                            let (household, detail) = known.unwrap_or_default();
                            view! { <Form known=code.is_some() household detail/> }.into_any()
                        }
                    }
                }}
            </div>
        </DeskFrame>
    }
}

#[component]
fn Form(
    /// It is on the list already.
    known: bool,
    /// What every phone may know.
    household: Household,
    /// What only the desk knows.
    detail: HouseholdDetail,
) -> impl IntoView {
    let app = App::get();
    let navigate = StoredValue::new_local(use_navigate());
    let Household { people, .. } = household;
    let cells = StoredValue::new(cells_of(&people));
    let code = RwSignal::new(household.code.clone());
    let language = RwSignal::new(household.language.clone().unwrap_or_default());
    let needs = RwSignal::new(detail.needs.clone());
    let diet = RwSignal::new(detail.diet.clone());
    let allergens = RwSignal::new(detail.allergens.clone());
    let consent = RwSignal::new(household.consent);
    let proxy = RwSignal::new(household.proxy);
    let unclear = RwSignal::new(detail.unclear);
    let notes = RwSignal::new(detail.notes.clone());
    let stops = |flag: &String| flag == ACTIVE || STOPS.contains(&flag.as_str());
    let state = household.flags.iter().find(|flag| STOPS.contains(&flag.as_str()));
    let state = RwSignal::new(state.map_or(ACTIVE.to_string(), Clone::clone));
    // Flags of the organisation stay as they are.
    let others: Vec<String> = household.flags.iter().filter(|flag| !stops(flag)).cloned().collect();
    let said_active = household.flags.iter().any(|flag| flag == ACTIVE);
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let before = StoredValue::new((household, detail));
    // A code for a card that has none yet, the same one until the form is saved.
    let fresh = StoredValue::new(None::<String>);

    let taken = Memo::new(move |_| {
        let typed = code.get();
        !known
            && app
                .world
                .with(|world| world.household(&typed).is_some() || world.replaced(&typed).is_some())
    });
    let bad_number = Memo::new(move |_| cells.with_value(|cells| people_of(cells).is_none()));
    let save = move || {
        tried.set(true);
        if taken.get_untracked() || bad_number.get_untracked() {
            return;
        }
        let (mut household, mut detail) = before.get_value();
        let typed = card::shown(&code.get_untracked());
        if card::normalize(&typed).is_empty() {
            if fresh.with_value(Option::is_none) {
                fresh.set_value(cards::new_codes(app, 1).pop());
            }
            household.code = fresh.get_value().unwrap_or_default();
        } else if !known {
            household.code = typed;
        }
        household.people =
            untrack(|| cells.with_value(|cells| people_of(cells))).unwrap_or_default();
        household.language = Some(language.get_untracked()).filter(|tag| !tag.is_empty());
        household.flags = others.clone();
        let now = state.get_untracked();
        if now != ACTIVE || said_active {
            household.flags.insert(0, now);
        }
        (household.consent, household.proxy) = (consent.get_untracked(), proxy.get_untracked());
        detail.needs = needs.get_untracked();
        detail.diet = diet.get_untracked();
        detail.allergens = allergens.get_untracked();
        detail.unclear = unclear.get_untracked();
        detail.notes = notes.get_untracked().trim().to_string();
        let to = Route::DeskHousehold(household.code.clone()).path();
        busy.set(true);
        spawn_local(async move {
            let saved = household::keep(app, household, detail).await;
            let _ = busy.try_set(false);
            if saved.is_ok() {
                navigate.with_value(|navigate| navigate(&to, Default::default()));
            }
        });
    };
    let save = StoredValue::new_local(save);
    let cancel = move || {
        let to = match known {
            true => Route::DeskHousehold(before.with_value(|(known, _)| known.code.clone())),
            false => Route::DeskHouseholds,
        };
        navigate.with_value(|navigate| navigate(&to.path(), Default::default()));
    };
    let options = |area: &'static str, codes: &'static [&'static str], also: Vec<String>| {
        let mut codes: Vec<String> = codes.iter().map(|code| (*code).to_string()).collect();
        let unknown = also.into_iter().filter(|code| !codes.contains(code)).collect::<Vec<_>>();
        codes.extend(unknown);
        Signal::derive(move || {
            codes
                .iter()
                .map(|code| Opt::new(code.clone(), tr_known(area, code)))
                .collect::<Vec<_>>()
        })
    };
    let known_lists = before.with_value(|(_, detail)| {
        (detail.needs.clone(), detail.diet.clone(), detail.allergens.clone())
    });
    let needs_options = options("need", &NEEDS, known_lists.0);
    let diet_options = options("diet", &DIETS, known_lists.1);
    let allergen_options = options("allergen", &ALLERGENS, known_lists.2);
    let states = move || {
        let all = [ACTIVE].into_iter().chain(STOPS);
        all.map(|flag| Opt::new(flag, tr(&format!("flag.{flag}")))).collect::<Vec<_>>()
    };
    let code_error = move || (tried.get() && taken.get()).then(|| tr("form.taken"));
    let number_error = move || (tried.get() && bad_number.get()).then(|| tr("form.bad_number"));
    view! {
        <Show when=move || !known>
            <Field
                kind=FieldKind::Code
                label=move || tr("form.code")
                hint=move || tr("form.code_hint")
                value=code
                error=code_error
                max_length=LONGEST
            />
        </Show>
        <PeopleTable cells=cells.get_value() error=number_error/>
        <Select label=move || tr("handout.language") value=language options=Signal::derive(languages) empty=move || tr("common.dont_know")/>
        <MultiChoice legend=move || tr("form.allergens") value=allergens options=allergen_options/>
        <MultiChoice legend=move || tr("form.diet") value=diet options=diet_options/>
        <MultiChoice legend=move || tr("form.needs") value=needs options=needs_options/>
        <Ticks legend=move || tr("form.also")>
            <Tick label=move || tr("form.consent") note=move || tr("form.consent_note") checked=consent on_change=move |on: bool| consent.set(on)/>
            <Tick label=move || tr("form.unclear") note=move || tr("form.unclear_note") checked=unclear on_change=move |on: bool| unclear.set(on)/>
            <Tick label=move || tr("desk.proxy") checked=proxy on_change=move |on: bool| proxy.set(on)/>
        </Ticks>
        <Choice legend=move || tr("flag.title") value=state options=Signal::derive(states)/>
        <Field kind=FieldKind::Area label=move || tr("desk.note") hint=move || tr("desk.note_hint") value=notes/>
        <SaveOrCancel busy on_save=move || save.with_value(|save| save()) on_cancel=cancel/>
    }
}
