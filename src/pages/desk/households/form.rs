//! What a list says of a household, as a form: a new one, or one that is known. The table of
//! people is in `form/people.rs`, what is typed in `form/fields.rs`.

mod fields;
mod people;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use passamano_core::card;
use passamano_core::household::{
    ACTIVE, ALLERGENS, DIETS, Household, HouseholdDetail, NEEDS, STOPS,
};

use self::fields::{Fields, Typed};
use self::people::{PeopleTable, people_of};
use crate::actions::desk::{cards, household};
use crate::components::*;
use crate::i18n::{isolated, tr, tr_known, tr_with};
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;
use crate::screen::form::{Form as Words, FormHead};
use crate::screen::languages::languages;
use crate::screen::save_or_cancel::SaveOrCancel;
use crate::state::App;

/// Under this name a half-written household is kept.
const DRAFT: &str = "household";
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
    let fields = Fields::of(household, detail);
    let words = Words::new();
    let (busy, tried) = (words.busy, RwSignal::new(false));
    let belongs = move |typed: &Typed| fields.belongs(typed);
    let on_empty =
        words.keep_for(DRAFT, belongs, move || fields.typed(), move |typed| fields.fill(typed));
    // A code for a card that has none yet, the same one until the form is saved.
    let fresh = StoredValue::new(None::<String>);

    let taken = Memo::new(move |_| {
        let typed = fields.code.get();
        !known
            && app
                .world
                .with(|world| world.household(&typed).is_some() || world.replaced(&typed).is_some())
    });
    let bad_number =
        Memo::new(move |_| fields.cells.with_value(|cells| people_of(cells).is_none()));
    let save = move || {
        tried.set(true);
        let Some((mut household, detail)) = fields.written().filter(|_| !taken.get_untracked())
        else {
            return;
        };
        if known {
            household.code = fields.before().0.code;
        } else if card::normalize(&household.code).is_empty() {
            if fresh.with_value(Option::is_none) {
                fresh.set_value(cards::new_codes(app, 1).pop());
            }
            household.code = fresh.get_value().unwrap_or_default();
        }
        let to = Route::DeskHousehold(household.code.clone()).path();
        busy.set(true);
        spawn_local(async move {
            let saved = household::keep(app, household, detail).await;
            let _ = busy.try_set(false);
            if saved.is_ok() {
                words.forget(app, DRAFT);
                navigate.with_value(|navigate| navigate(&to, Default::default()));
            }
        });
    };
    let save = StoredValue::new_local(save);
    let cancel = move || {
        words.forget(app, DRAFT);
        let to = match known {
            true => Route::DeskHousehold(fields.before().0.code),
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
    let (_, detail) = fields.before();
    let needs_options = options("need", &NEEDS, detail.needs);
    let diet_options = options("diet", &DIETS, detail.diet);
    let allergen_options = options("allergen", &ALLERGENS, detail.allergens);
    let states = move || {
        let all = [ACTIVE].into_iter().chain(STOPS);
        all.map(|flag| Opt::new(flag, tr(&format!("flag.{flag}")))).collect::<Vec<_>>()
    };
    let code_error = move || (tried.get() && taken.get()).then(|| tr("form.taken"));
    let number_error = move || (tried.get() && bad_number.get()).then(|| tr("form.bad_number"));
    view! {
        <FormHead form=words on_empty/>
        <Show when=move || !known>
            <Field
                kind=FieldKind::Code
                label=move || tr("form.code")
                hint=move || tr("form.code_hint")
                value=fields.code
                error=code_error
                max_length=LONGEST
            />
        </Show>
        <PeopleTable cells=fields.cells.get_value() error=number_error/>
        <Select label=move || tr("handout.language") value=fields.language options=Signal::derive(languages) empty=move || tr("common.dont_know")/>
        <MultiChoice legend=move || tr("form.allergens") value=fields.allergens options=allergen_options/>
        <MultiChoice legend=move || tr("form.diet") value=fields.diet options=diet_options/>
        <MultiChoice legend=move || tr("form.needs") value=fields.needs options=needs_options/>
        <Ticks legend=move || tr("form.also")>
            <Tick label=move || tr("form.consent") note=move || tr("form.consent_note") checked=fields.consent on_change=move |on: bool| fields.consent.set(on)/>
            <Tick label=move || tr("form.unclear") note=move || tr("form.unclear_note") checked=fields.unclear on_change=move |on: bool| fields.unclear.set(on)/>
            <Tick label=move || tr("desk.proxy") checked=fields.proxy on_change=move |on: bool| fields.proxy.set(on)/>
        </Ticks>
        <Choice legend=move || tr("flag.title") value=fields.state options=Signal::derive(states)/>
        <Field kind=FieldKind::Area label=move || tr("desk.note") hint=move || tr("desk.note_hint") value=fields.notes/>
        <SaveOrCancel busy on_save=move || save.with_value(|save| save()) on_cancel=cancel/>
    }
}
