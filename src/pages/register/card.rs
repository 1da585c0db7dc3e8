//! An entry as a card that people share: the fact first, what to do, who says so, until when. A
//! card that is past its day or was pulled back is never given on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::register::{Card as CardOf, Register, Shows};
use passamano_core::time::Day;
use passamano_core::value::{Answers, Value};

use crate::actions::export;
use crate::components::*;
use crate::i18n::{self, LANGUAGES, Language, tr, tr_with};
use crate::screen::answers;
use crate::screen::when::date;
use crate::state::{App, Toolkit};

/// What stands on a card in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// The fact.
    pub fact: String,
    /// What to do.
    pub advice: Option<String>,
    /// Who says so.
    pub sources: Option<String>,
    /// The verdict.
    pub verdict: Option<String>,
    /// The last day.
    pub until: Day,
}

impl Written {
    /// Reads the card of an entry; nothing where its fact or its last day is missing.
    pub(super) fn of(
        toolkit: &Toolkit,
        register: &Register,
        all: &Answers,
        language: &str,
    ) -> Option<Self> {
        let CardOf { fact, advice, verdict, sources, until } = register.card.as_ref()?;
        let words = |question: &String| match all.get(question)? {
            Value::Words(words) => answers::spoken(words, language).map(str::to_owned),
            _ => None,
        };
        let Some(Value::Date(until)) = all.get(until) else { return None };
        let choice = |question: &String| {
            let asked = answers::asked(&toolkit.pack, register);
            let asked = asked.into_iter().find(|asked| asked.question.id == *question)?;
            Some(answers::words(toolkit, asked.question, all.get(question)?))
        };
        Some(Self {
            fact: words(fact)?,
            advice: advice.as_ref().and_then(words),
            sources: sources.as_ref().and_then(words),
            verdict: verdict.as_ref().and_then(choice),
            until: *until,
        })
    }

    /// The card as a message: nothing of the team, nothing of who asked. Tracked.
    fn message(&self) -> String {
        let until = tr_with("entry.card_until", &[("day", &date(self.until))]);
        let sources =
            self.sources.as_ref().map(|who| tr_with("entry.card_sources", &[("who", who)]));
        let lines = [Some(self.fact.clone()), self.advice.clone(), sources, Some(until)];
        lines.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }
}

/// The card, with the ways to give it on.
#[component]
pub(super) fn SharedCard(
    /// The register.
    register: StoredValue<Register>,
    /// All answers of the entry.
    all: Signal<Answers>,
    /// What the card is in the entry's state.
    shows: Shows,
) -> impl IntoView {
    let app = App::get();
    let spoken = RwSignal::new(i18n::active().tag.to_string());
    let has = move |language: &Language| {
        all.with(|all| register.with_value(|register| {
            let fact = register.card.as_ref().and_then(|card| all.get(&card.fact));
            matches!(fact, Some(Value::Words(words)) if words.get(language.tag).is_some_and(|text| !text.trim().is_empty()))
        }))
    };
    let languages = move || -> Vec<Opt> {
        let written = LANGUAGES.into_iter().filter(has);
        written.map(|language| Opt::new(language.tag, language.name)).collect()
    };
    let card = Memo::new(move |_| {
        let toolkit = app.toolkit.get()?;
        register.with_value(|register| {
            all.with(|all| Written::of(&toolkit, register, all, &spoken.read()))
        })
    });
    let over = Memo::new(move |_| {
        card.with(|card| card.as_ref().is_some_and(|card| card.until < app.now.get().day()))
    });
    let share = move || {
        let Some(message) =
            card.with_untracked(|card| card.as_ref().map(|card| untrack(|| card.message())))
        else {
            return;
        };
        spawn_local(export::share_text(app, message));
    };
    let instead = move || {
        // Why it was pulled back is the last answer for everybody that is not on the card.
        let toolkit = app.toolkit.get()?;
        register.with_value(|register| {
            let back = register.moves.iter().filter(|step| {
                register.state(&step.to).is_some_and(|state| state.card == Some(Shows::PulledBack))
            });
            let forms = back.filter_map(|step| toolkit.pack.form(step.form.as_deref()?));
            let questions: Vec<_> = forms.flat_map(|form| &form.questions).collect();
            all.with(|all| {
                questions.iter().find_map(|question| match all.get(&question.id)? {
                    Value::Words(words) => {
                        answers::spoken(words, &spoken.read()).map(str::to_owned)
                    }
                    _ => None,
                })
            })
        })
    };
    let pulled_back = shows == Shows::PulledBack;
    let stop = move || {
        (pulled_back || over.get()).then(|| {
        let title = if pulled_back { "entry.card_back" } else { "entry.card_over" };
        view! {
            <Callout kind=CalloutKind::Stop icon="warning" title=move || tr(title)>
                <p dir="auto">{move || if pulled_back { instead() } else { None }.unwrap_or_else(|| tr("entry.card_do_not_share"))}</p>
            </Callout>
        }
    })
    };
    view! {
        {stop}
        {move || card.get().map(|card| view! {
            <section class="info-card" lang=move || spoken.get() dir="auto" aria-label=move || tr("entry.card")>
                {card.verdict.clone().map(|verdict| view! { <Chip label=verdict kind=ChipKind::Outline/> })}
                <p class="info-card-fact" dir="auto">{card.fact.clone()}</p>
                {card.advice.clone().map(|advice| view! { <p dir="auto">{advice}</p> })}
                {card.sources.clone().map(|who| view! { <p class="small soft" dir="auto">{move || tr_with("entry.card_sources", &[("who", &who)])}</p> })}
                <p class="small soft">{move || tr_with("entry.card_until", &[("day", &date(card.until))])}</p>
            </section>
        })}
        <Show when=move || !pulled_back && !over.get()>
            <div class="row-wrap">
                <Show when=move || { languages().len() > 1 }>
                    <Select quiet=true label=move || tr("common.language") options=Signal::derive(languages) value=spoken/>
                </Show>
                <Button kind=ButtonKind::Brand icon="share" label=move || tr("entry.share") on_press=share/>
            </div>
        </Show>
    }
}
