//! One entry: where it stands, what was answered, what happened, and what may be done now.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use passamano_core::id::RecordId;
use passamano_core::register::{Dues, Move, Register};
use passamano_core::value::Answers;

use super::card::SharedCard;
use super::history::{History, events};
use super::list::NoRegister;
use super::moves::{FirstMove, MoveForm, OtherMoves, Work};
use super::row::{due_words, rivals_words, said, state_kind, state_word};
use crate::actions::steps;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::answers;
use crate::screen::frame::Frame;
use crate::screen::names::text;
use crate::screen::said::name_of_member;
use crate::state::App;

/// The page of the entry in the address.
#[component]
pub fn EntryPage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let record = Memo::new(move |_| params.read().get("record")?.parse::<RecordId>().ok());
    let here = Memo::new(move |_| {
        let record = record.get()?;
        let register =
            app.world.with(|world| Some(world.entry(record)?.added.fact.register.clone()))?;
        let register = app.toolkit.with(|t| t.as_ref()?.pack.register(&register).cloned())?;
        Some((record, register))
    });
    move || match here.get() {
        Some((record, register)) => view! { <Entry record register/> }.into_any(),
        None => view! { <NoRegister/> }.into_any(),
    }
}

#[component]
fn Entry(
    /// The entry.
    record: RecordId,
    /// Its register.
    register: Register,
) -> impl IntoView {
    let app = App::get();
    let register = StoredValue::new(register);
    let standing = Memo::new(move |_| {
        app.world.with(|world| {
            let entry = world.entry(record)?;
            Some(register.with_value(|register| entry.standing(register)))
        })
    });
    let all = Memo::new(move |_| {
        app.world.with(|world| world.entry(record).map(|entry| entry.answers())).unwrap_or_default()
    });
    let ahead = Memo::new(move |_| {
        let (role, me) = app.identity.with(|me| me.as_ref().map(|me| (me.role, me.member)))?;
        app.world.with(|world| {
            let (entry, standing) = (world.entry(record)?, standing.get()?);
            register.with_value(|register| {
                let moves = standing.moves(register, role, me, &entry.works);
                let another = standing.needs_another(register, role, me, &entry.works);
                Some((moves.into_iter().cloned().collect::<Vec<Move>>(), another))
            })
        })
    });
    let moves = Memo::new(move |_| ahead.get().map(|(moves, _)| moves).unwrap_or_default());
    let another = Memo::new(move |_| ahead.get().is_some_and(|(_, another)| another));
    let open = RwSignal::new(None::<String>);
    provide_context(steps::follow(open));
    let work =
        Work { register, record, standing, moves, another, open, busy: RwSignal::new(false) };
    move || {
        let form = open.get().and_then(|id| {
            let step =
                register.with_value(|one| one.moves.iter().find(|step| step.id == id).cloned())?;
            let form = app
                .toolkit
                .with_untracked(|t| t.as_ref()?.pack.form(step.form.as_deref()?).cloned())?;
            Some((step, form))
        });
        match form {
            Some((step, form)) => view! { <MoveForm work step form/> }.into_any(),
            None => view! { <Look work all/> }.into_any(),
        }
    }
}

#[component]
fn Look(
    /// The entry.
    work: Work,
    /// All answers that this phone may read.
    all: Memo<Answers>,
) -> impl IntoView {
    let app = App::get();
    let Work { register, record, standing, .. } = work;
    let title = Memo::new(move |_| {
        let toolkit = app.toolkit.get()?;
        register.with_value(|register| {
            let asked = answers::asked(&toolkit.pack, register);
            Some(all.with(|all| answers::title(&toolkit, register, &asked, all)))
        })
    });
    let back = register.with_value(|register| Route::Register(register.id.clone()));
    let name = register.with_value(|register| format!("{}.one", register.id));
    let events = Signal::derive(move || {
        let Some(toolkit) = app.toolkit.get() else { return vec![] };
        app.world.with(|world| {
            let Some(entry) = world.entry(record) else { return vec![] };
            let name = |member| name_of_member(app, member);
            register.with_value(|register| events(&toolkit, register, &entry, name))
        })
    });
    let rows = Memo::new(move |_| {
        let Some(toolkit) = app.toolkit.get() else { return vec![] };
        register.with_value(|register| all.with(|all| said(&toolkit, register, all)))
    });
    let shows = Memo::new(move |_| {
        let state = standing.with(|standing| standing.as_ref().map(|s| s.state.clone()))?;
        register.with_value(|register| register.state(&state)?.card)
    });
    let action = move || view! { <FirstMove work/> };
    view! {
        <Frame
            title=move || title.get().unwrap_or_default()
            sub=move || Some(text(app, &name))
            back
            action=action
        >
            <Where work all/>
            {move || shows.get().map(|shows| view! { <SharedCard register all=all.into() shows/> })}
            <Show when=move || work.another.get()>
                <Callout icon="team" title=move || tr("entry.another")/>
            </Show>
            <OtherMoves work/>
            <Card title=move || tr("entry.answers")>
                <dl class="answers">
                    {move || rows.get().into_iter().map(|(question, words)| view! {
                        <div><dt class="small soft">{question}</dt><dd dir="auto">{words}</dd></div>
                    }).collect_view()}
                </dl>
            </Card>
            <History events/>
        </Frame>
    }
}

/// Where the entry stands, by when it must move on, who looks after it.
#[component]
fn Where(
    /// The entry.
    work: Work,
    /// Its answers.
    all: Memo<Answers>,
) -> impl IntoView {
    let app = App::get();
    let Work { register, standing, .. } = work;
    let dues = StoredValue::new(register.with_value(Dues::new));
    let due = Memo::new(move |_| {
        standing.with(|standing| {
            let standing = standing.as_ref()?;
            dues.with_value(|dues| all.with(|all| dues.of(standing, all)))
        })
    });
    let time = Memo::new(move |_| due.get().map(|due| due_words(due, app.now.get())));
    let state = move || {
        let toolkit = app.toolkit.get()?;
        let late = time.get().is_some_and(|(_, late)| late);
        standing.with(|standing| {
            let standing = standing.as_ref()?;
            register.with_value(|register| {
                let word = state_word(&toolkit, register, &standing.state);
                Some((word, state_kind(register, &standing.state, late)))
            })
        })
    };
    let owner = move || {
        let owner = standing.with(|standing| standing.as_ref()?.owner)?;
        Some(tr_with("entry.owner", &[("name", &name_of_member(app, owner))]))
    };
    let rivals = move || {
        let toolkit = app.toolkit.get()?;
        standing.with(|standing| {
            let standing = standing.as_ref().filter(|standing| !standing.rivals.is_empty())?;
            Some(register.with_value(|register| rivals_words(&toolkit, register, standing)))
        })
    };
    view! {
        <div class="row-wrap">
            {move || state().map(|(word, kind)| view! { <Chip label=word kind/> })}
            {move || time.get().map(|(words, _)| view! { <span class="small">{words}</span> })}
            {move || owner().map(|words| view! { <span class="small soft">{words}</span> })}
        </div>
        {move || rivals().map(|states| view! {
            <Callout kind=CalloutKind::Held icon="warning" title=move || tr("entry.rivals")>
                <p>{move || tr_with("entry.rivals_words", &[("states", &states)])}</p>
            </Callout>
        })}
    }
}
