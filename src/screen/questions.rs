//! A form of a pack on the screen: one question at a time, or all on one page. What is seen, what
//! is wrong and what is done the core says (`form/fill.rs`); what was typed is kept as a sealed
//! draft until it is saved (`questions/kept.rs`). One at a time or on one page is in
//! `questions/pages.rs`, one question with its controls in `questions/one.rs`, the kinds of
//! controls beside it. What answers say afterwards is in [`crate::screen::answers`].

mod choices;
mod kept;
mod one;
mod pages;
mod people;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::form::{
    At, Draft, Event, Filling, Finished, Form, Kind, Prepared, Went, Why, Wrong,
};

use self::kept::keep;
use self::pages::{Alone, Page};
use crate::actions::{feedback, guide, steps};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::names::text;
use crate::state::App;

/// A form that is being filled in, for the parts of its screen. Cheap to copy.
#[derive(Clone, Copy)]
struct Sheet {
    app: App,
    /// The form's id.
    form: StoredValue<String>,
    /// How it stands.
    filling: RwSignal<Filling>,
}

impl Sheet {
    /// Does what the person does.
    fn step(self, event: Event) -> Went {
        let now = self.app.now.get_untracked();
        let mut went = Went::Nothing;
        self.filling.update(|filling| went = filling.step(event, now));
        went
    }

    /// The key of a question's words.
    fn key(self, question: &str) -> String {
        self.form.with_value(|form| format!("{form}.{question}"))
    }

    /// Why an answer is wrong, in words. Tracked.
    fn why(self, wrong: &Wrong) -> String {
        match wrong.why {
            Why::Limit => text(self.app, &self.key(&format!("{}.limit", wrong.at.question))),
            Why::Required => tr("questions.why.required"),
            Why::Kind => tr("questions.why.kind"),
            Why::Range => tr("questions.why.range"),
            Why::NotOffered => tr("questions.why.not_offered"),
            Why::NotTogether => tr("questions.why.not_together"),
            Why::MustSay => tr("questions.why.must_say"),
        }
    }
}

/// The id of a question's first control.
fn id_of(at: &At) -> String {
    match at.row {
        Some(row) => format!("q-{}-{row}", at.question),
        None => format!("q-{}", at.question),
    }
}

/// A form, from its first question to what is done with its answers.
#[component]
pub fn Questions(
    /// The form.
    form: Form,
    /// The name under which what is typed is kept.
    #[prop(into)]
    draft: String,
    /// Where *Back* leads from the first question.
    back: Route,
    /// What saving is called here.
    #[prop(into)]
    save: Signal<String>,
    /// Saving goes on.
    busy: RwSignal<bool>,
    /// Takes the answers, which are whole.
    #[prop(into)]
    on_done: Callback<Finished>,
) -> impl IntoView {
    let app = App::get();
    let ready = app.toolkit.with_untracked(|toolkit| {
        let lists = toolkit.as_ref().map_or(&[][..], |toolkit| &toolkit.pack.lists);
        Prepared::new(&form, lists)
    });
    let Ok(ready) = ready else {
        // It was checked when it was published: a pack of a later version may still not fit.
        return view! {
            <Frame title=move || tr("questions.broken") back>
                <Callout kind=CalloutKind::Stop icon="warning" title=move || tr("questions.broken")>
                    <p>{move || tr("questions.broken_words")}</p>
                </Callout>
            </Frame>
        }
        .into_any();
    };
    let ready = Arc::new(ready);
    let begun = RwSignal::new(None::<Filling>);
    let restored = RwSignal::new(false);
    let name = StoredValue::new(draft);
    spawn_local({
        let ready = ready.clone();
        async move {
            let kept = feedback::draft::<Draft>(app, name.get_value()).await;
            let now = app.now.get_untracked();
            let found = kept.and_then(|kept| Filling::resume(ready.clone(), &kept, now));
            let _ = restored.try_set(found.is_some());
            let _ = begun.try_set(Some(found.unwrap_or_else(|| Filling::new(ready, now))));
        }
    });
    let title = StoredValue::new(form.id.clone());
    let back = StoredValue::new(back);
    (move || match begun.get() {
        None => view! {
            <Frame title=move || text(app, &title.read_value()) back=back.get_value()>""</Frame>
        }
        .into_any(),
        Some(filling) => {
            let sheet = Sheet { app, form: title, filling: RwSignal::new(filling) };
            view! { <Filled sheet name restored back=back.get_value() save busy on_done/> }
                .into_any()
        }
    })
    .into_any()
}

/// The form as soon as it is known whether something was kept of it.
#[component]
fn Filled(
    /// The form.
    sheet: Sheet,
    /// The name of its draft.
    name: StoredValue<String>,
    /// What stands in it was typed before.
    restored: RwSignal<bool>,
    /// Where *Back* leads from the first question.
    back: Route,
    /// What saving is called.
    save: Signal<String>,
    /// Saving goes on.
    busy: RwSignal<bool>,
    /// Takes the answers.
    on_done: Callback<Finished>,
) -> impl IntoView {
    let Sheet { app, filling, .. } = sheet;
    let one_page = filling.with_untracked(|filling| filling.form().one_page());
    let for_everybody = filling.with_untracked(|filling| {
        filling.seen().iter().any(|seen| seen.question.kind == Kind::Words)
    });
    let place = Memo::new(move |_| filling.with(Filling::place));
    let at = RwSignal::new(place.get_untracked().map(|place| place.at));
    provide_context(steps::follow(at));
    // The phone's Back came to another question.
    Effect::new(move |_| {
        let Some(shown) = at.get() else { return };
        if place.get_untracked().is_some_and(|place| place.at != shown) {
            sheet.step(Event::GoTo(shown));
        }
    });
    keep(sheet, name, restored);
    let box_errors = RwSignal::new(vec![]);
    let finish = move || {
        let now = app.now.get_untracked();
        match filling.with_untracked(|filling| filling.finish(now)) {
            Ok(finished) => on_done.run(finished),
            Err(wrong) => {
                let first = wrong.first().map(|wrong| wrong.at.clone());
                box_errors.set(wrong);
                if let Some(first) = first.filter(|_| !one_page) {
                    sheet.step(Event::GoTo(first.clone()));
                    at.set(Some(first));
                }
            }
        }
    };
    let press = move || match sheet.step(Event::Next) {
        Went::Done => finish(),
        Went::Moved => {
            box_errors.set(vec![]);
            at.set(place.get_untracked().map(|place| place.at));
            guide::look_at(ALONE);
        }
        Went::Wrong => {
            let now = app.now.get_untracked();
            let shown = at.get_untracked();
            let here = |wrong: &Wrong| one_page || Some(&wrong.at) == shown.as_ref();
            let mut wrong = filling.with_untracked(|filling| filling.wrong(now));
            wrong.retain(here);
            box_errors.set(wrong);
        }
        Went::Changed | Went::Start | Went::Nothing => {}
    };
    let errors = move || {
        let told = box_errors.get();
        if told.is_empty() {
            // Nothing is looked for with each key as long as nobody wanted to go on.
            return vec![];
        }
        let still = filling.with(|filling| filling.wrong(app.now.get()));
        let told = told.iter().filter(|wrong| still.contains(wrong));
        told.map(|wrong| FieldError { field: id_of(&wrong.at), message: sheet.why(wrong) })
            .collect::<Vec<_>>()
    };
    let errors = Memo::new(move |_| errors());
    let is_last = move || one_page || place.get().is_none_or(|place| place.number == place.of);
    let label = move || if is_last() { save.get() } else { tr("common.next") };
    let sub = move || {
        let place = place.get().filter(|place| !one_page && place.of > 1)?;
        let (a, b) = (place.number.to_string(), place.of.to_string());
        Some(tr_with("common.of", &[("a", &a), ("b", &b)]))
    };
    let throw_away = move || {
        spawn_local(async move {
            feedback::drop_draft(app, name.get_value()).await;
            let now = app.now.get_untracked();
            filling.update(|filling| *filling = Filling::new(filling.prepared(), now));
            restored.set(false);
            at.set(filling.with_untracked(Filling::place).map(|place| place.at));
        });
    };
    let action = move || {
        view! {
            <MainAction
                icon=Signal::derive(move || String::from(if is_last() { "check" } else { "onward" }))
                label=Signal::derive(label)
                busy_label=move || tr("common.saving")
                on_press=press
                busy=busy
            />
        }
    };
    view! {
        <Frame title=move || text(app, &sheet.form.read_value()) sub=sub back action=action>
            <ErrorBox title=move || tr("common.error_title") errors=errors/>
            <Show when=move || restored.get()>
                <Callout icon="pen" title=move || tr("questions.kept")>
                    <Button kind=ButtonKind::Quiet label=move || tr("questions.throw_away") on_press=throw_away/>
                </Callout>
            </Show>
            <Show when=move || for_everybody>
                <Callout icon="team" title=move || tr("questions.words_note")/>
            </Show>
            {match one_page {
                true => view! { <Page sheet/> }.into_any(),
                false => view! { <Alone sheet at/> }.into_any(),
            }}
        </Frame>
    }
}

/// The id of the place of one question alone.
const ALONE: &str = "question";
