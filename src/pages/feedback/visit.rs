//! One visit of a recipient: where it stands, what was answered, and whether that is saved.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::{Feedback, Topic};
use passamano_core::id::ActivityId;

use crate::actions::{self, feedback};
use crate::i18n::tr_with;
use crate::state::App;

/// Id of the heading of each recipient screen.
pub(super) const HEADING: &str = "guest-question";

/// A screen of the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Choose a language.
    Language,
    /// One of [`feedback::QUESTIONS`], by its place.
    Question(usize),
    /// What else there is to say.
    Topics,
    /// Whom to call, or write to.
    Serious,
    /// The person's own words.
    Words(Topic),
    /// Thanks, and the code.
    Thanks,
    /// The phone goes back to the volunteer.
    GiveBack,
}

/// Where the record of the visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nobody has tried to save it.
    NotYet,
    /// On its way to the disk.
    Saving,
    /// Saved and read back.
    Here,
    /// Not saved; what was answered is still on the screen.
    Failed,
}

/// The visit. Copied into every part of the page.
#[derive(Clone, Copy)]
pub(super) struct Visit {
    pub(super) app: App,
    pub(super) stage: RwSignal<Stage>,
    pub(super) said: RwSignal<Feedback>,
    pub(super) kept: RwSignal<Kept>,
    /// The work that went on when the phone was handed over.
    pub(super) activity: Option<ActivityId>,
}

impl Visit {
    pub(super) fn new(app: App) -> Self {
        let said =
            Feedback { code: feedback::new_code(app).unwrap_or_default(), ..Default::default() };
        Self {
            app,
            stage: RwSignal::new(Stage::Language),
            said: RwSignal::new(said),
            kept: RwSignal::new(Kept::NotYet),
            activity: feedback::current(app),
        }
    }

    /// The words of a key in the recipient's language, or in the interface's until one is
    /// chosen. Tracked.
    pub(super) fn say(self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The same with places filled. Tracked.
    pub(super) fn say_with(self, key: &str, places: &[(&str, &str)]) -> String {
        let guest =
            self.app.guest_texts.with(|texts| texts.as_ref().map(|texts| texts.get(key, places)));
        guest.unwrap_or_else(|| tr_with(key, places))
    }

    /// Shows another screen.
    pub(super) fn go(self, stage: Stage) {
        self.stage.set(stage);
    }

    /// Ends the questions: saves, and thanks.
    pub(super) fn finish(self) {
        self.save();
        self.go(Stage::Thanks);
    }

    /// Saves what was answered, once. A visit without an answer leaves nothing.
    pub(super) fn save(self) {
        let said = self.said.get_untracked();
        if feedback::is_silent(&said)
            || matches!(self.kept.get_untracked(), Kept::Saving | Kept::Here)
        {
            return;
        }
        self.kept.set(Kept::Saving);
        let Self { app, activity, kept, .. } = self;
        spawn_local(async move {
            let saved = feedback::give(app, activity, said).await;
            // The page may be gone by now: then nobody is left to tell, and the notice does.
            let _ = kept.try_set(if saved.is_ok() { Kept::Here } else { Kept::Failed });
            if saved.is_ok() {
                app.notice.set(None);
                feedback::drop_draft(app, feedback::VISIT).await;
            }
        });
    }
}

/// Puts the focus on the heading of a screen that has just come, so that a reader starts there.
pub(super) fn start_at_heading() {
    Effect::new(|_| actions::guide::look_at(HEADING));
}
