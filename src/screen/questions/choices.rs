//! Questions that are answered by choosing: one code, several codes, a face.

use leptos::prelude::*;
use passamano_core::form::{Event, as_typed};
use passamano_core::value::Value;

use super::one::Asked;
use crate::components::*;
use crate::i18n::tr;
use crate::screen::names::text;

impl Asked {
    /// The codes that may be chosen, in words. Tracked.
    fn options(self) -> Vec<Opt> {
        let now = self.sheet.app.now.get_untracked();
        let (list, at) =
            (self.question.with_value(|q| q.list.clone().unwrap_or_default()), self.at.get_value());
        let codes: Vec<String> = self.sheet.filling.with(|filling| {
            filling.choices(&at, now).into_iter().map(|listed| listed.code.clone()).collect()
        });
        let word = |code: String| {
            let words = text(self.sheet.app, &format!("list.{list}.{code}"));
            Opt::new(code, words)
        };
        codes.into_iter().map(word).collect()
    }

    pub(super) fn choice(self, yes_no: Option<[&'static str; 2]>) -> AnyView {
        let chosen = move || self.answer().as_ref().map(as_typed).unwrap_or_default();
        let value = RwSignal::new(untrack(chosen));
        Effect::new(move |before: Option<String>| {
            let now = value.get();
            if before.is_some_and(|before| before != now) {
                self.set(match (yes_no, now.as_str()) {
                    (_, "") => None,
                    (Some(_), code) => Some(Value::YesNo(code == "yes")),
                    (None, code) => Some(Value::Choice(code.into())),
                });
            }
            now
        });
        Effect::new(move |_| {
            let now = chosen();
            if *value.read_untracked() != now {
                value.set(now);
            }
        });
        let options = Memo::new(move |_| match yes_no {
            Some(codes) => codes.map(|code| Opt::new(code, tr(&format!("common.{code}")))).into(),
            None => self.options(),
        });
        view! {
            <Choice
                legend=move || self.label()
                hint=Signal::derive(move || self.hint())
                error=Signal::derive(move || self.error())
                options
                value
                id=self.id()
            />
        }
        .into_any()
    }

    pub(super) fn choices(self) -> AnyView {
        let chosen = move || self.answer().map(|value| value.codes().to_vec()).unwrap_or_default();
        let value = RwSignal::new(untrack(chosen));
        Effect::new(move |before: Option<Vec<String>>| {
            let now = value.get();
            let before = before.unwrap_or_else(|| now.clone());
            let at = self.at.get_value();
            let changed = now.iter().filter(|code| !before.contains(code));
            let gone = before.iter().filter(|code| !now.contains(code));
            let held = untrack(chosen);
            for code in changed.chain(gone) {
                // What the form itself has changed is no tap.
                if held.contains(code) != now.contains(code) {
                    self.sheet.step(Event::Toggle(at.clone(), code.clone()));
                }
            }
            now
        });
        Effect::new(move |_| {
            let now = chosen();
            if *value.read_untracked() != now {
                value.set(now);
            }
        });
        view! {
            <MultiChoice
                legend=move || self.label()
                hint=Signal::derive(move || self.hint())
                error=Signal::derive(move || self.error())
                options=Signal::derive(move || self.options())
                value
                id=self.id()
            />
        }
        .into_any()
    }

    pub(super) fn faces(self) -> AnyView {
        let options = Memo::new(move |_| self.options());
        let labels = move || options.get().into_iter().map(|option| option.label).collect();
        let chosen = move || {
            let code = self.answer().as_ref().map(as_typed)?;
            options.with(|all| all.iter().position(|option| option.value == code))
        };
        let choose = move |place: usize| {
            let code =
                options.with_untracked(|all| all.get(place).map(|option| option.value.clone()));
            self.set(code.map(Value::Choice));
        };
        let id = StoredValue::new(self.id());
        view! {
            <h2 id=id.get_value() tabindex="-1">{move || self.label()}</h2>
            {move || self.hint().map(|hint| view! { <p class="soft">{hint}</p> })}
            <Faces labels=Signal::derive(labels) named_by=id.get_value() on_choose=choose chosen=Signal::derive(chosen)/>
            {move || self.error().map(|error| view! { <p class="field-error">{error}</p> })}
        }
        .into_any()
    }
}
