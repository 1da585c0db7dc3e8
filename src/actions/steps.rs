//! The steps of one screen as places in the history, so that the Back of phone and browser goes
//! one step back and not out of the screen. A screen keeps its step in a signal, as it would
//! without a history; one line makes Back follow it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::history::{self, Held, Places};
use crate::route::Route;

/// The steps that lie behind, the one that is shown, and those that Forward leads to.
struct Way<T> {
    steps: Vec<T>,
    at: usize,
}

/// Whether a step lies behind the one that is shown, of what follows this signal or of the screen
/// around it. A screen whose own step it is provides it as context, so that the *Back* of its frame
/// goes there; a form within a screen does not, for what is provided there would outlive it.
#[derive(Clone, Copy)]
pub struct Behind(Signal<bool>);

impl Behind {
    /// One does. Tracked.
    pub fn is_there(self) -> bool {
        self.0.try_get().unwrap_or_default()
    }

    /// Goes there.
    pub fn go(self) {
        history::back(1);
    }
}

/// Back goes through the values that this signal has had since now. A value that it had before is
/// a way back to it, whether *Back*, *Cancel* or the phone leads there.
pub fn follow<T>(step: RwSignal<T>) -> Behind
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    walk(step, |_| false).1
}

/// The same, where a step can be the end, such as what is said after a save: Back does not go to
/// what led there, for that is over.
pub fn follow_to<T>(step: RwSignal<T>, is_end: fn(&T) -> bool) -> Behind
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    walk(step, is_end).1
}

/// The same, on a phone that was lent: Back never leaves this address, it comes to the step
/// `instead`, from where a person of the team goes on.
pub fn follow_lent<T>(step: RwSignal<T>, is_end: fn(&T) -> bool, here: &Route, instead: T)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let (way, _) = walk(step, is_end);
    let leave = move || {
        let Some(now) = step.try_get_untracked() else { return };
        *way.borrow_mut() = Way { steps: vec![now], at: 0 };
        step.set(instead.clone());
    };
    let held: Held = history::hold(&here.path(), leave);
    StoredValue::new_local(held);
}

fn walk<T>(step: RwSignal<T>, is_end: fn(&T) -> bool) -> (Rc<RefCell<Way<T>>>, Behind)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let way = Rc::new(RefCell::new(Way { steps: vec![step.get_untracked()], at: 0 }));
    let behind = RwSignal::new(false);
    let seen = way.clone();
    let places = Places::new(move |place| {
        let mut way = seen.borrow_mut();
        let Some(to) = way.steps.get(place as usize).cloned() else { return };
        way.at = place as usize;
        drop(way);
        // The screen may be gone by now. Another part of it may have moved: a signal that is set to
        // what it was would draw anew what hangs on it, and lose what is half-done there.
        let moves = step.try_with_untracked(|step| *step != to);
        let _ = behind.try_set(place > 0);
        if moves == Some(true) {
            let _ = step.try_set(to);
        }
    });
    let places = StoredValue::new_local(places);
    let kept = way.clone();
    Effect::new(move |_| {
        let now = step.get();
        let mut way = kept.borrow_mut();
        let Way { steps, at } = &mut *way;
        let shown = &steps[*at];
        if *shown == now {
            return;
        }
        let before = steps[..*at].iter().rposition(|step| *step == now);
        if is_end(&now) || is_end(shown) {
            let over = *at;
            (*steps, *at) = (vec![now], 0);
            history::back(over as u32);
        } else if let Some(place) = before {
            let over = *at - place;
            *at = place;
            history::back(over as u32);
        } else {
            let from = *at;
            steps.truncate(from + 1);
            steps.push(now);
            *at = from + 1;
            places.with_value(|places| places.push(from as u32, from as u32 + 1));
        }
        behind.set(*at > 0);
    });
    let around = use_context::<Behind>();
    let is_there = move || {
        // Both are asked each time, so that the news of either is heard.
        let (own, around) = (behind.try_get(), around.is_some_and(Behind::is_there));
        own.unwrap_or_default() || around
    };
    (way, Behind(Signal::derive(is_there)))
}
