//! The next card, from any screen of handing out: by the camera, by a hand scanner, typed. One place
//! decides which card it is, tells it by ear, and leads there.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use passamano_core::card::{self, BadCard, LookUp};
use passamano_core::distribution::Verdict;

use crate::actions::scan::{self, Eye, Outcome};
use crate::actions::{self, handout};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::scanner::EyeFrame;
use crate::state::App;

/// What became of the last code.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// None came, or it was a card of the list.
    Nothing,
    /// A code that is on no card of the list.
    NotOnList { code: String, close: Vec<String> },
    /// A code of something else.
    NotACard(BadCard),
}

/// What the screens of handing out share.
#[derive(Clone, Copy)]
pub struct Queue {
    /// What became of the last code.
    pub found: RwSignal<Found>,
    /// What stands in the field for codes.
    pub typed: RwSignal<String>,
    /// Counts up when the card that is shown already comes again.
    pub again: RwSignal<u32>,
    /// The camera.
    pub eye: Eye,
    /// A code came through another keyboard than the scanner's.
    other_keyboard: RwSignal<bool>,
    look: StoredValue<Callback<(String, bool)>>,
}

/// Makes it for all screens of handing out.
pub fn provide() {
    let app = App::get();
    let (navigate, place) = (use_navigate(), use_location().pathname);
    let scanned = RwSignal::new(None::<Callback<(String, bool)>>);
    let by_scan = Callback::new(move |text: String| {
        if let Some(look) = scanned.try_get_untracked().flatten() {
            look.run((text, true));
        }
    });
    let found = RwSignal::new(Found::Nothing);
    let typed = RwSignal::new(String::new());
    let again = RwSignal::new(0);
    let other_keyboard = RwSignal::new(false);
    let look = Callback::new(move |(text, by_scan): (String, bool)| {
        let looked = app.world.with_untracked(|world| {
            let exact = |code: &str| world.household(code).map(|household| household.code.as_str());
            card::look_up(&text, exact, || world.households().map(|h| h.code.as_str()))
        });
        let go = |route: Route| {
            let path = route.path();
            let here = place.get_untracked() == path;
            if !here {
                navigate(&path, Default::default());
            }
            here
        };
        let tell = |outcome| {
            if by_scan {
                scan::tell(outcome);
            }
        };
        match looked {
            LookUp::Card { code, other_keyboard: other } => {
                tell(outcome(app, &code));
                let route = Route::Household(code);
                let shown = place
                    .with_untracked(|place| Route::is_household(place) && *place != route.path());
                if by_scan && shown {
                    scan::another_card();
                }
                found.set(Found::Nothing);
                other_keyboard.update(|said| *said |= other);
                if go(route) {
                    again.update(|n| *n += 1);
                }
            }
            // Whoever counts without a list goes on counting.
            LookUp::Unknown { code, .. } if place.get_untracked() == Route::Tally.path() => {
                tell(Outcome::Unknown);
                actions::warn(app, tr_with("handout.check_code", &[("code", &code)]));
            }
            LookUp::Unknown { code, close, other_keyboard: other } => {
                tell(Outcome::Unknown);
                go(Route::HandOut);
                typed.set(code.clone());
                other_keyboard.update(|said| *said |= other);
                found.set(Found::NotOnList { code, close });
            }
            LookUp::Bad(BadCard::Empty) => {}
            LookUp::Bad(bad) => {
                tell(Outcome::Unknown);
                go(Route::HandOut);
                found.set(Found::NotACard(bad));
            }
        }
    });
    scanned.set(Some(look));
    scan::hear_hand_scanner(by_scan);
    let (eye, look) = (Eye::new(by_scan), StoredValue::new(look));
    provide_context(Queue { found, typed, again, eye, other_keyboard, look });
}

fn outcome(app: App, code: &str) -> Outcome {
    if app.world.with_untracked(|world| world.replaced(code).is_some()) {
        return Outcome::NotNow;
    }
    match untrack(|| handout::decide(app, code)).map(|decision| decision.verdict) {
        Some(Verdict::Due(_) | Verdict::Rest(_)) => Outcome::Found,
        _ => Outcome::NotNow,
    }
}

impl Queue {
    /// The one of these screens.
    pub fn get() -> Self {
        expect_context()
    }

    /// Looks up what was typed, and leads to the card.
    pub fn look_typed(self) {
        self.look.get_value().run((self.typed.get_untracked(), false));
    }

    /// Looks up what was in a photo.
    pub fn by_photo(self) -> Callback<String> {
        let look = self.look.get_value();
        Callback::new(move |text| look.run((text, true)))
    }
}

/// The field for a code, with its button.
#[component]
pub fn CodeField(
    /// How to read what stands on the card.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
) -> impl IntoView {
    let queue = Queue::get();
    // The page says itself what is wrong with a code; the browser's own look at the fields would
    // lay the page out once more while somebody waits.
    view! {
        <form novalidate=true on:submit=move |event| { event.prevent_default(); queue.look_typed(); }>
            <Field
                id="card-code"
                kind=FieldKind::Code
                label=move || tr("handout.type_code")
                hint=hint
                value=queue.typed
                autocomplete="off"
            >
                <Button submit=true kind=ButtonKind::Brand label=move || tr("handout.find")/>
            </Field>
        </form>
    }
}

/// Above a card: the live picture, where the camera is open, and what is to be said of the scanner.
#[component]
pub fn NextCard() -> impl IntoView {
    let queue = Queue::get();
    let on = Memo::new(move |_| queue.eye.is_on());
    view! {
        <Show when=move || on.get()><EyeFrame eye=queue.eye small=true/></Show>
        <OtherKeyboard/>
    }
}

/// The camera is closed: a place to open it again.
#[component]
pub fn ClosedEye() -> impl IntoView {
    let queue = Queue::get();
    let on = Memo::new(move |_| queue.eye.is_on());
    view! { <Show when=move || !on.get()><EyeFrame eye=queue.eye small=true/></Show> }
}

/// Said until somebody has understood it, once on each phone.
#[component]
pub fn OtherKeyboard() -> impl IntoView {
    let queue = Queue::get();
    let understood = move || {
        scan::keep_keyboard_said();
        queue.other_keyboard.set(false);
    };
    view! {
        <Show when=move || queue.other_keyboard.get() && !scan::keyboard_was_said()>
            <Callout icon="keyboard" live=Live::Status title=move || tr("handout.other_keyboard")>
                <p>{move || tr("handout.other_keyboard_words")}</p>
                <Button label=move || tr("handout.other_keyboard_known") on_press=understood/>
            </Callout>
        </Show>
    }
}
