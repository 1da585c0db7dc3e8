//! Somebody who is not on the list: a new card on the spot, by the number of people in each age
//! group. No name, no papers.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::household::{BRACKETS, People};

use crate::actions::handout;
use crate::components::*;
use crate::i18n::{LANGUAGES, tr, tr_with};
use crate::pages::Frame;
use crate::pages::shut::{ShutNotice, ShutScreen, kept_back_at_first};
use crate::route::Route;
use crate::state::App;

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
    let (busy, empty, made) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<String>));
    let make = move || {
        let mut people = People::default();
        for (to, count) in people.x.iter_mut().zip(counts) {
            *to = u16::try_from(count.get_untracked()).unwrap_or(u16::MAX);
        }
        if people.total() == 0 {
            return empty.set(true);
        }
        let speaks = Some(language.get_untracked()).filter(|tag| !tag.is_empty());
        busy.set(true);
        spawn_local(async move {
            if let Ok(code) = handout::new_card(app, people, speaks).await {
                made.set(Some(code));
            }
            busy.set(false);
        });
    };
    let languages =
        move || LANGUAGES.map(|l| Opt::new(l.tag, tr(&format!("lang.{}", l.tag)))).to_vec();
    let errors = move || {
        let nobody = empty.get() && counts.iter().all(|count| count.get() == 0);
        let error = || FieldError { field: "people-4".into(), message: tr("handout.nobody") };
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
                    <p>{move || tr("handout.walk_in_words")}</p>
                    <ErrorBox title=move || tr("handout.nobody_title") errors=Signal::derive(errors)/>
                    <Card title=move || tr("handout.how_many_people")>
                        <Lines>
                            {BRACKETS.iter().zip(counts).enumerate().map(|(i, (bracket, count))| {
                                let age = move || tr(&format!("bracket.{bracket}"));
                                view! {
                                    <Line wrap=true words=age>
                                        <Stepper
                                            id=format!("people-{i}")
                                            value=count
                                            max=99_u32
                                            label=age
                                            fewer=move || tr_with("handout.fewer", &[("kit", &age())])
                                            more=move || tr_with("handout.more", &[("kit", &age())])
                                        />
                                    </Line>
                                }
                            }).collect_view()}
                        </Lines>
                    </Card>
                    <Select
                        label=move || tr("handout.language")
                        value=language
                        options=Signal::derive(languages)
                        empty=move || tr("common.dont_know")
                    />
                }.into_any(),
            }}
        </Frame>
    }
}
