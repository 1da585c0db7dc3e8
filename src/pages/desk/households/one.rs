//! One household: what every phone may know, what only the desk knows, and what can be done for
//! it: changed, given another card, joined with another entry. Its history is in `story.rs`.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use passamano_core::household::{BRACKETS, Household, HouseholdDetail};
use passamano_core::projection::WhyNot;

use super::cards::CardActions;
use super::join::Join;
use super::story::Story;
use crate::actions;
use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_known, tr_with};
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;
use crate::screen::desk::saved::{Done, SavedBox};
use crate::screen::desk::sheet::Sheet;
use crate::screen::languages::language_word;
use crate::screen::names::text;
use crate::screen::said::said;
use crate::state::App;

/// The page of one household, or the card that is to be printed.
#[component]
pub fn DeskHouseholdPage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let sheet = RwSignal::new(Vec::<SheetCard>::new());
    let code = Memo::new(move |_| params.with(|params| params.get("code")).unwrap_or_default());
    let to_print = Memo::new(move |_| !sheet.with(Vec::is_empty));
    let made = RwSignal::new(None::<(String, Done)>);
    let done = RwSignal::new(None::<Done>);
    // Said where the new card is shown, and as long as it holds.
    Effect::new(move |_| {
        let made = made.get().filter(|(new, _)| code.with(|code| code == new));
        let holds = |done: &Done| app.world.with(|world| !world.is_undone(done.record));
        done.set(made.map(|(_, done)| done).filter(holds));
    });
    Effect::new(move |before: Option<bool>| {
        if before == Some(true) && !to_print.get() {
            // What the sheet said is said by the page, with the way back.
            actions::forget_notice(app);
        }
        to_print.get()
    });
    move || match to_print.get() {
        true => view! { <Sheet sheet back="common.back"/> }.into_any(),
        false => view! {
            <DeskFrame title=move || isolated(&code.get()) here=Route::DeskHouseholds>
                <div class="desk-page">
                    {move || view! { <One code=code.get() sheet made/> }}
                    <SavedBox done/>
                </div>
            </DeskFrame>
        }
        .into_any(),
    }
}

#[component]
fn One(
    /// The code in the address.
    code: String,
    /// Filled with a card to print.
    sheet: RwSignal<Vec<SheetCard>>,
    /// Filled with what was saved, by the code of the card that was made.
    made: RwSignal<Option<(String, Done)>>,
) -> impl IntoView {
    let app = App::get();
    let code = StoredValue::new(code);
    let replaced = Memo::new(move |_| {
        code.with_value(|code| {
            let by = |world: &passamano_core::projection::World| {
                world.replaced(code).map(|by| (by.new, by.why, *by.from))
            };
            app.world.with(by)
        })
    });
    let known =
        Memo::new(move |_| code.with_value(|code| app.world.with(|world| world.as_written(code))));
    move || match (replaced.get(), known.get()) {
        (Some((new, why, from)), _) => {
            let key = match why {
                WhyNot::Lost => "desk.replaced_lost",
                WhyNot::Joined => "desk.replaced_joined",
                WhyNot::NotNeeded => "desk.not_needed",
            };
            let title = match why {
                WhyNot::NotNeeded => "handout.not_used",
                WhyNot::Lost | WhyNot::Joined => "handout.replaced",
            };
            let (to, told) = (new.clone(), new.clone());
            view! {
                <Callout kind=CalloutKind::Held icon="scan" title=move || tr_with(title, &[("code", &code.get_value())])>
                    <p>{move || tr_with(key, &[("code", &told)])}" "{move || said(app, &from)}</p>
                </Callout>
                <Button icon="household" label=move || tr_with("handout.open_card", &[("code", &new)]) href=Route::DeskHousehold(to).path()/>
            }
            .into_any()
        }
        (None, Some((household, detail))) => {
            let code = household.code.clone();
            let (change, print, join, story) = (code.clone(), code.clone(), code.clone(), code);
            view! {
                <Known household detail/>
                <div class="row-wrap">
                    <Button icon="settings" label=move || tr("form.change") href=Route::DeskChange(change).path()/>
                </div>
                <CardActions code=print sheet made/>
                <Join code=join/>
                <Story code=story/>
            }
            .into_any()
        }
        (None, None) => view! {
            <EmptyPlace
                icon="household"
                title=move || tr_with("desk.not_found", &[("what", &code.get_value())])
                note=move || tr("desk.not_found_note")
            >
                <Button label=move || tr("desk.households") href=Route::DeskHouseholds.path()/>
            </EmptyPlace>
        }
        .into_any(),
    }
}

#[component]
fn Known(
    /// What every phone may know.
    household: Household,
    /// What only the desk knows.
    detail: HouseholdDetail,
) -> impl IntoView {
    let app = App::get();
    let people = household.people;
    let ages = BRACKETS.iter().enumerate().filter(move |(at, _)| people.in_bracket(*at) > 0).map(move |(at, bracket)| {
        view! { <Fact icon="household">{move || tr(&format!("bracket.{bracket}"))}": "{people.in_bracket(at)}</Fact> }
    });
    let words = |area: &'static str, codes: &[String]| {
        let words: Vec<_> = codes.iter().map(|code| tr_known(area, code)).collect();
        words.join(&tr("handout.list_comma"))
    };
    let list =
        move |icon: &'static str, key: &'static str, area: &'static str, codes: Vec<String>| {
            let said = move || tr_with(key, &[("what", &words(area, &codes))]);
            view! { <Fact icon=icon>{said}</Fact> }
        };
    let some = move |icon, key, area, codes: Vec<String>| {
        (!codes.is_empty()).then(|| list(icon, key, area, codes))
    };
    let left_out = household.leave_out.clone();
    let out = (!left_out.is_empty()).then(|| {
        let names = move || left_out.iter().map(|item| text(app, &format!("item.{item}"))).collect::<Vec<_>>().join(&tr("handout.list_comma"));
        view! { <Fact icon="warning">{move || tr_with("desk.leave_out", &[("what", &names())])}</Fact> }
    });
    let consent = if household.consent { "desk.consent_yes" } else { "desk.consent_no" };
    let notes = detail.notes;
    view! {
        <Card now=true title=move || tr("desk.every_phone") icon="household">
            <Facts>
                <Fact icon="household">{move || tr_count("handout.people", people.total())}</Fact>
                {ages.collect_view()}
                {household.language.map(|tag| view! { <Fact icon="language">{move || language_word(&tag)}</Fact> })}
                {household.proxy.then(|| view! { <Fact icon="team">{move || tr("desk.proxy")}</Fact> })}
                {some("file", "desk.flags", "flag", household.flags)}
                {household.ask.then(|| view! { <Fact icon="allergy">{move || tr("handout.ask_allergies")}</Fact> })}
                {out}
            </Facts>
        </Card>
        <Callout icon="lock" title=move || tr("desk.told")>
            <Facts>
                {some("help", "desk.needs", "need", detail.needs)}
                {some("vegetarian", "desk.diet", "diet", detail.diet)}
                {some("allergy", "desk.allergens", "allergen", detail.allergens)}
            </Facts>
            {(!notes.is_empty()).then(|| notes.lines().map(|line| view! { <p dir="auto">{line.to_string()}</p> }).collect_view())}
            <p>{move || tr(consent)}</p>
        </Callout>
    }
}
