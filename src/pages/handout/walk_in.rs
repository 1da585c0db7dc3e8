//! Somebody who is not on the list: a new card on the spot. People by age, language, allergies,
//! diet, needs, consent, on one screen; nothing but the people has to be answered, and where nobody
//! asked about food the card says to ask. No name, no papers. The questions are in `asked.rs`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::household::asked::{Answer, Answers};
use passamano_core::household::{ALLERGENS, BRACKETS, DIETS, Household, NEEDS, People};

use super::asked::{Asked, AskedLanguage};
use crate::actions::{self, handout};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::people::AGES;
use crate::screen::shut::{ShutNotice, ShutScreen, kept_back_at_first};
use crate::state::App;

/// Id of the first number, for the error.
const FIRST: &str = "people-0";

/// The page for a person without a card.
#[component]
pub fn WalkInPage() -> impl IntoView {
    let kept_back = kept_back_at_first(App::get());
    move || match kept_back.get() {
        true => view! { <ShutScreen title="handout.walk_in" back=Route::HandOut/> }.into_any(),
        false => view! { <NewCard/> }.into_any(),
    }
}

/// Asks who they are, and makes the card.
#[component]
fn NewCard() -> impl IntoView {
    let app = App::get();
    let counts = BRACKETS.map(|_| RwSignal::new(0_u32));
    let language = RwSignal::new(String::new());
    let open = || RwSignal::new(Answer::default());
    let (allergens, diet, needs) = (open(), open(), open());
    let answers =
        move || Answers { allergens: allergens.get(), diet: diet.get(), needs: needs.get() };
    let consent = RwSignal::new(false);
    let (busy, empty, made) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<String>));
    // The code of this form: a save of which nobody knows how it ended is tried again with the
    // same one, and the next person's form gets another.
    let own = StoredValue::new(None::<String>);
    let make = move || {
        let mut people = People::default();
        for (to, count) in people.x.iter_mut().zip(counts) {
            *to = u16::try_from(count.get_untracked()).unwrap_or(u16::MAX);
        }
        if people.total() == 0 {
            return empty.set(true);
        }
        let Some(code) = own.get_value().or_else(|| handout::new_card_code(app)) else {
            return actions::warn(app, tr("storage.full"));
        };
        own.set_value(Some(code.clone()));
        let household = Household {
            code: code.clone(),
            people,
            language: Some(language.get_untracked()).filter(|tag| !tag.is_empty()),
            consent: consent.get_untracked(),
            ..Default::default()
        };
        let answers = untrack(answers);
        busy.set(true);
        spawn_local(async move {
            if handout::new_card(app, household, answers).await.is_ok() {
                made.set(Some(code));
            }
            busy.set(false);
        });
    };
    let errors = move || {
        let nobody = empty.get() && counts.iter().all(|count| count.get() == 0);
        let error = || FieldError { field: FIRST.into(), message: tr("handout.nobody") };
        nobody.then(error).into_iter().collect::<Vec<_>>()
    };
    view! {
        <Frame
            title=move || tr("handout.walk_in")
            back=Route::HandOut
            action=move || match made.get() {
                Some(code) => view! {
                    <MainAction label=move || tr("handout.hand_out_now") icon="give" href=Route::Household(code).path()/>
                }.into_any(),
                None => view! {
                    <MainAction
                        label=move || tr("handout.make_card")
                        busy_label=move || tr("common.saving")
                        note=move || answers().leave_food_open().then(|| tr("handout.will_ask"))
                        icon="plus"
                        busy=busy
                        on_press=make
                    />
                }.into_any(),
            }
        >
            <ShutNotice/>
            {move || match made.get() {
                Some(code) => view! {
                    <CodeBig code=code title=move || tr("handout.new_code") note=move || tr("handout.write_code")/>
                }.into_any(),
                None => view! {
                    <ErrorBox title=move || tr("handout.nobody_title") errors=Signal::derive(errors)/>
                    <NumberGrid legend=move || tr("handout.how_many_people")>
                        {BRACKETS.iter().zip(counts).enumerate().map(|(i, (bracket, count))| {
                            let age = move || tr(&format!("bracket.{bracket}"));
                            view! {
                                <NumberCell label=AGES[i]>
                                    <Stepper
                                        narrow=true
                                        id=format!("people-{i}")
                                        value=count
                                        max=99_u32
                                        label=age
                                        fewer=move || tr_with("handout.fewer", &[("kit", &age())])
                                        more=move || tr_with("handout.more", &[("kit", &age())])
                                    />
                                </NumberCell>
                            }
                        }).collect_view()}
                    </NumberGrid>
                    <AskedLanguage value=language/>
                    <Asked key="handout.allergies" icon="allergy" area="allergen" codes=&ALLERGENS first=6 value=allergens/>
                    <Asked key="handout.diet" icon="vegetarian" area="diet" codes=&DIETS first=4 value=diet/>
                    <Asked key="handout.needs" icon="help" area="need" codes=&NEEDS first=4 value=needs/>
                    <Tick
                        label=move || tr("handout.consent")
                        note=move || tr("handout.consent_note")
                        checked=consent
                        on_change=move |on: bool| consent.set(on)
                    />
                    <p class="small soft">{move || tr("handout.walk_in_words")}</p>
                }.into_any(),
            }}
        </Frame>
    }
}
