//! One question with its controls. What is in a control goes into the form at once; what the form
//! makes of it, a code that leaves no other beside it, comes back.

use leptos::prelude::*;
use passamano_core::form::{At, Event, Kind, Look, Question, What, Wrong, as_typed, typed};
use passamano_core::value::Value;

use super::people::PeopleGrid;
use super::words::WordsFields;
use super::{Sheet, id_of};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::answers;
use crate::screen::names::{text, text_if_any};
use crate::screen::words_field::WordsField;

/// What stands at one place of a form.
#[component]
pub(super) fn One(
    /// The form.
    sheet: Sheet,
    /// The place.
    at: At,
    /// What stands there.
    what: What,
) -> impl IntoView {
    let question =
        sheet.filling.with_untracked(|filling| filling.form().question(&at.question).cloned());
    let Some(question) = question else { return ().into_any() };
    let asked = Asked { sheet, at: StoredValue::new(at), question: StoredValue::new(question) };
    match what {
        What::Group => view! { <h2>{move || asked.label()}</h2> }.into_any(),
        What::Row => asked.row(),
        What::More => asked.more(),
        What::Question => asked.question(),
    }
}

/// A question at its place. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) sheet: Sheet,
    pub(super) at: StoredValue<At>,
    pub(super) question: StoredValue<Question>,
}

impl Asked {
    /// The question in words. Tracked.
    pub(super) fn label(self) -> String {
        let words = self.words();
        match self.question.with_value(|question| question.required || question.kind == Kind::Note)
        {
            true => words,
            false => tr_with("questions.optional", &[("what", &words)]),
        }
    }

    /// How to answer, where the pack says it. Tracked.
    pub(super) fn hint(self) -> Option<String> {
        let key =
            self.question.with_value(|question| self.sheet.key(&format!("{}.hint", question.id)));
        text_if_any(self.sheet.app, &key)
    }

    /// What is wrong with the answer, as soon as it is to be told. Tracked.
    pub(super) fn error(self) -> Option<String> {
        let now = self.sheet.app.now.get_untracked();
        let at = self.at.get_value();
        let why = self.sheet.filling.with(|filling| filling.told(&at, now))?;
        Some(self.sheet.why(&Wrong { at, why }))
    }

    /// The answer as it stands. Tracked.
    pub(super) fn answer(self) -> Option<Value> {
        self.sheet.filling.with(|filling| self.at.with_value(|at| filling.answer(at).cloned()))
    }

    /// Answers.
    pub(super) fn set(self, value: Option<Value>) {
        let before = untrack(|| self.answer());
        // An empty control says nothing against *prefers not to say*.
        if before == value || (value.is_none() && before == Some(Value::Refused)) {
            return;
        }
        let at = self.at.get_value();
        self.sheet.step(match value {
            Some(value) => Event::Answer(at, value),
            None => Event::Clear(at),
        });
    }

    pub(super) fn id(self) -> String {
        self.at.with_value(id_of)
    }

    fn row(self) -> AnyView {
        let number = self.at.with_value(|at| at.row.unwrap_or_default());
        let name = move || {
            let n = (number + 1).to_string();
            tr_with("questions.row", &[("what", &self.words()), ("n", &n)])
        };
        let remove = move || {
            let repeat = self.question.with_value(|question| question.id.clone());
            self.sheet.step(Event::Remove(repeat, number));
        };
        view! {
            <div class="row-ends">
                <h2>{name}</h2>
                <Button kind=ButtonKind::Quiet icon="minus" label=move || tr("common.remove") on_press=remove/>
            </div>
        }
        .into_any()
    }

    fn more(self) -> AnyView {
        let add = move || {
            let repeat = self.question.with_value(|question| question.id.clone());
            self.sheet.step(Event::Add(repeat));
        };
        let words = move || {
            let key = self.question.with_value(|q| self.sheet.key(&format!("{}.add", q.id)));
            let own = text_if_any(self.sheet.app, &key);
            own.unwrap_or_else(|| tr_with("questions.add", &[("what", &self.words())]))
        };
        view! { <Button icon="plus" wide=true label=words on_press=add/> }.into_any()
    }

    /// The question's words alone. Tracked.
    pub(super) fn words(self) -> String {
        text(self.sheet.app, &self.question.with_value(|question| self.sheet.key(&question.id)))
    }

    fn question(self) -> AnyView {
        let question = self.question.get_value();
        if question.calculate.is_some() {
            return self.reckoned();
        }
        let control = match question.kind {
            Kind::Note => {
                return view! {
                    <Callout kind=CalloutKind::Plain icon="help" title=move || self.label()/>
                }
                .into_any();
            }
            Kind::YesNo => self.choice(Some(["yes", "no"])),
            Kind::Choice if question.look == Some(Look::Faces) => self.faces(),
            Kind::Choice => self.choice(None),
            Kind::Choices => self.choices(),
            Kind::People => view! { <PeopleGrid asked=self/> }.into_any(),
            Kind::Words => view! { <WordsFields asked=self id=self.id()/> }.into_any(),
            kind => self.field(kind, question.look),
        };
        let refusable = !question.must_say;
        let refused = Memo::new(move |_| self.answer() == Some(Value::Refused));
        let refuse = move |on: bool| {
            let at = self.at.get_value();
            self.sheet.step(if on { Event::Refuse(at) } else { Event::Clear(at) });
        };
        view! {
            <div class="question-one">
                {control}
                {refusable.then(|| view! {
                    <Tick label=move || tr("questions.refused") checked=refused on_change=refuse/>
                })}
            </div>
        }
        .into_any()
    }

    /// An answer that nobody types.
    fn reckoned(self) -> AnyView {
        let value = move || {
            let value = self.answer()?;
            let toolkit = self.sheet.app.toolkit.get()?;
            let words =
                self.question.with_value(|question| answers::words(&toolkit, question, &value));
            Some(words).filter(|words| !words.is_empty())
        };
        let value = Memo::new(move |_| value());
        view! {
            <Show when=move || value.get().is_some()>
                <p class="row-ends"><span>{move || self.words()}</span><b>{move || value.get()}</b></p>
            </Show>
        }
        .into_any()
    }

    /// What is typed into a control of one line or more.
    fn typed(self) -> RwSignal<String> {
        let value =
            RwSignal::new(untrack(|| self.answer()).as_ref().map(as_typed).unwrap_or_default());
        let kind = self.question.with_value(|question| question.kind);
        let offset = self.sheet.app.now.get_untracked().offset;
        Effect::new(move |before: Option<String>| {
            let now = value.get();
            if before.is_some_and(|before| before != now) {
                self.set(typed(kind, &now, offset));
            }
            now
        });
        // *Prefers not to say* empties the control.
        Effect::new(move |_| {
            if self.answer() == Some(Value::Refused) && !value.read_untracked().is_empty() {
                value.set(String::new());
            }
        });
        value
    }

    fn field(self, kind: Kind, look: Option<Look>) -> AnyView {
        let value = self.typed();
        let (label, hint) = (move || self.label(), move || self.hint());
        let error = Signal::derive(move || self.error());
        if kind == Kind::Text {
            if look == Some(Look::Long) {
                return view! { <WordsField label hint value error id=self.id()/> }.into_any();
            }
            return view! { <Field label hint=Signal::derive(hint) value error id=self.id()/> }
                .into_any();
        }
        let field = match kind {
            Kind::Whole => FieldKind::Number,
            Kind::Decimal => FieldKind::Decimal,
            Kind::Date => FieldKind::Date,
            Kind::Time => FieldKind::Time,
            Kind::Moment => FieldKind::Moment,
            Kind::Card => FieldKind::Code,
            _ => FieldKind::Text,
        };
        view! { <Field kind=field label hint=Signal::derive(hint) value error id=self.id()/> }
            .into_any()
    }
}
