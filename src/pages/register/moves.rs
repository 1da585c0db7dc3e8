//! What may be done with an entry: its moves, and taking it over. A move that asks something opens
//! its form; one that asks nothing is made at once, and can be taken back in the history.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::form::{Finished, Form};
use passamano_core::id::RecordId;
use passamano_core::register::{Move, Register, Standing};

use crate::actions::{self, feedback, register};
use crate::components::*;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::names::text;
use crate::screen::questions::Questions;
use crate::state::App;

/// An entry that something is done with. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Work {
    /// The register.
    pub register: StoredValue<Register>,
    /// The entry.
    pub record: RecordId,
    /// Where it stands.
    pub standing: Memo<Option<Standing>>,
    /// The moves that this person may make.
    pub moves: Memo<Vec<Move>>,
    /// What comes next is for somebody else: it needs a second pair of eyes.
    pub another: Memo<bool>,
    /// The move whose form is open.
    pub open: RwSignal<Option<String>>,
    /// Saving goes on.
    pub busy: RwSignal<bool>,
}

impl Work {
    /// The word of a move. Tracked.
    fn word(self, step: &Move) -> String {
        let key = self.register.with_value(|register| format!("{}.move.{}", register.id, step.id));
        text(App::get(), &key)
    }

    /// Opens the move's form, or makes the move.
    fn begin(self, app: App, step: &Move) {
        match &step.form {
            Some(_) => self.open.set(Some(step.id.clone())),
            None => self.make(app, step.clone(), Finished::default()),
        }
    }

    /// Makes the move.
    pub(super) fn make(self, app: App, step: Move, answers: Finished) {
        let Some(standing) = self.standing.get_untracked() else { return };
        let register = self.register.get_value();
        self.busy.set(true);
        spawn_local(async move {
            let made = register::work(app, &register, self.record, &standing, &step, answers).await;
            if made.is_ok() {
                feedback::drop_draft(app, draft(&step, self.record)).await;
                let _ = self.open.try_set(None);
                actions::say(app, tr("saved.here"));
            }
            let _ = self.busy.try_set(false);
        });
    }

    /// Takes the entry over.
    fn take_over(self, app: App) {
        let me = app.identity.with_untracked(|identity| identity.as_ref().map(|me| me.member));
        let (Some(me), Some(standing)) = (me, self.standing.get_untracked()) else { return };
        let register = self.register.get_value();
        self.busy.set(true);
        spawn_local(async move {
            let taken = register::take_over(app, &register, self.record, &standing, me).await;
            if taken.is_ok() {
                actions::say(app, tr("saved.here"));
            }
            let _ = self.busy.try_set(false);
        });
    }
}

/// The name of the draft of a move's form.
fn draft(step: &Move, record: RecordId) -> String {
    format!("form {} {record}", step.form.as_deref().unwrap_or_default())
}

/// The first move, as the main action.
#[component]
pub(super) fn FirstMove(
    /// The entry.
    work: Work,
) -> impl IntoView {
    let app = App::get();
    move || {
        // Where another person must go on, going another way is not the main thing.
        let step =
            work.moves.with(|moves| moves.first().cloned()).filter(|_| !work.another.get())?;
        let label = {
            let step = step.clone();
            move || work.word(&step)
        };
        Some(view! {
            <MainAction
                icon="onward"
                label=Signal::derive(label)
                busy_label=move || tr("common.saving")
                on_press=move || work.begin(app, &step)
                busy=work.busy
            />
        })
    }
}

/// The other moves, and taking over.
#[component]
pub(super) fn OtherMoves(
    /// The entry.
    work: Work,
) -> impl IntoView {
    let app = App::get();
    let mine = Memo::new(move |_| {
        let me = app.identity.with(|identity| identity.as_ref().map(|me| me.member));
        work.standing.with(|standing| standing.as_ref().and_then(|standing| standing.owner) == me)
    });
    let button = move |step: Move| {
        let label = {
            let step = step.clone();
            move || work.word(&step)
        };
        view! {
            <Button label=Signal::derive(label) on_press=move || work.begin(app, &step) busy=work.busy/>
        }
    };
    let takes = move || work.moves.with(|moves| !moves.is_empty()) && !mine.get();
    view! {
        <div class="row-wrap">
            {move || {
                let first = usize::from(!work.another.get());
                work.moves.get().into_iter().skip(first).map(button).collect_view()
            }}
            <Show when=takes>
                <Button
                    kind=ButtonKind::Quiet
                    icon="team"
                    label=move || tr("entry.take_over")
                    on_press=move || work.take_over(app)
                    busy=work.busy
                />
            </Show>
        </div>
    }
}

/// The form of the move that is open.
#[component]
pub(super) fn MoveForm(
    /// The entry.
    work: Work,
    /// The move.
    step: Move,
    /// Its form.
    form: Form,
) -> impl IntoView {
    let app = App::get();
    let draft = draft(&step, work.record);
    let step = StoredValue::new(step);
    view! {
        <Questions
            form
            draft
            back=Route::Entry(work.record)
            save=move || step.with_value(|step| work.word(step))
            busy=work.busy
            on_done=move |answers| work.make(app, step.get_value(), answers)
        />
    }
}
