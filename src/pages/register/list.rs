//! What is in a register: what must be done first, narrowed by state and by the pack's filters.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use passamano_core::register::{Dues, Register};

use super::row::{Row, due_words, state_kind, state_word};
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::answers::asked;
use crate::screen::desk::list_parts::ShowMore;
use crate::screen::frame::Frame;
use crate::screen::names::text;
use crate::state::{App, Toolkit};

/// So many rows are drawn at first, and so many more with each tap.
const STEP: usize = 30;
/// The value of the first filter that leaves out what is over.
const OPEN: &str = "";
/// The value that leaves out nothing.
const ALL: &str = "*";

/// The page of the register in the address.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("register").unwrap_or_default());
    let here = Memo::new(move |_| {
        app.toolkit.with(|toolkit| {
            let toolkit = toolkit.as_ref()?;
            toolkit.pack.register(&id.read()).cloned()
        })
    });
    move || match here.get() {
        Some(register) => view! { <List register/> }.into_any(),
        None => view! { <NoRegister/> }.into_any(),
    }
}

/// No pack has such a register.
#[component]
pub(super) fn NoRegister() -> impl IntoView {
    view! {
        <Frame title=move || tr("entry.no_register") back=Route::More>
            <Callout icon="help" title=move || tr("entry.no_register")>
                <p>{move || tr("entry.no_register_words")}</p>
            </Callout>
        </Frame>
    }
}

#[component]
fn List(
    /// The register.
    register: Register,
) -> impl IntoView {
    let app = App::get();
    let register = Arc::new(register);
    let state = RwSignal::new(String::from(OPEN));
    let shown = RwSignal::new(STEP);
    let filters: Vec<(String, RwSignal<String>)> =
        register.filters.iter().map(|question| (question.clone(), RwSignal::default())).collect();
    let rows = Memo::new({
        let register = register.clone();
        move |_| {
            let Some(toolkit) = app.toolkit.get() else { return vec![] };
            let (asked, dues) = (asked(&toolkit.pack, &register), Dues::new(&register));
            let mut rows: Vec<Row> = app.world.with(|world| {
                let entries = world.entries(&register.id);
                entries.map(|one| Row::of(&toolkit, &register, &asked, &dues, &one)).collect()
            });
            rows.sort_by_key(Row::order);
            rows
        }
    });
    let found = Memo::new({
        let filters = filters.clone();
        move |_| {
            let state = state.get();
            let wanted: Vec<(String, String)> =
                filters.iter().map(|(question, value)| (question.clone(), value.get())).collect();
            let fits = |row: &&Row| {
                let by_state = match state.as_str() {
                    OPEN => !row.end,
                    ALL => true,
                    one => row.state == one,
                };
                by_state
                    && wanted.iter().all(|(question, code)| {
                        let said = row.codes.iter().find(|(asked, _)| asked == question);
                        code.is_empty() || said.is_some_and(|(_, codes)| codes.contains(code))
                    })
            };
            rows.with(|rows| rows.iter().filter(fits).cloned().collect::<Vec<_>>())
        }
    });
    let total = Signal::derive(move || found.with(Vec::len));
    let kept = StoredValue::new(register.clone());
    let row = move |row: Row| view! { <EntryLine register=kept.get_value() row/> };
    let id = StoredValue::new(register.id.clone());
    let say = move |part: &str| text(app, &format!("{}.{part}", id.read_value()));
    let add = register.add;
    let may_add =
        move || app.identity.with(|identity| identity.as_ref().is_some_and(|me| add.is(me.role)));
    let action = move || {
        may_add().then(|| {
            let to = Route::RegisterAdd(id.get_value()).path();
            view! { <MainAction icon="plus" label=move || say("add") href=to/> }
        })
    };
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    view! {
        <Frame title=move || say("title") back=Route::More back_word="common.more" action=action>
            <Show
                when=move || !is_empty.get()
                fallback=move || view! {
                    <EmptyPlace icon="guide" title=move || tr("common.nothing_here") note=move || say("note")/>
                }
            >
                <p class="soft">{move || say("note")}</p>
                <Filters register=register.clone() state filters=filters.clone()/>
                <p role="status" class="small">{move || tr_count("entry.count", total.get() as u32)}</p>
                <Lines card=true>
                    {move || {
                        let first = found.with(|all| all.iter().take(shown.get()).cloned().collect::<Vec<_>>());
                        first.into_iter().map(row).collect_view()
                    }}
                </Lines>
                <ShowMore shown step=STEP all=total/>
            </Show>
        </Frame>
    }
}

/// What the list can be narrowed by.
#[component]
fn Filters(
    /// The register.
    register: Arc<Register>,
    /// The state, or what stands for several.
    state: RwSignal<String>,
    /// The code that each of the pack's filters wants.
    filters: Vec<(String, RwSignal<String>)>,
) -> impl IntoView {
    let app = App::get();
    let states = {
        let register = register.clone();
        move || {
            let Some(toolkit) = app.toolkit.get() else { return vec![] };
            let all = register.states.iter().map(|state| {
                Opt::new(state.id.clone(), state_word(&toolkit, &register, &state.id))
            });
            [Opt::new(OPEN, tr("entry.open")), Opt::new(ALL, tr("entry.all"))]
                .into_iter()
                .chain(all)
                .collect()
        }
    };
    let select = move |(question, value): (String, RwSignal<String>)| {
        let register = register.clone();
        let options = Memo::new(move |_| {
            let Some(toolkit) = app.toolkit.get() else { return (String::new(), vec![]) };
            let all = asked(&toolkit.pack, &register);
            let Some(asked) = all.into_iter().find(|asked| asked.question.id == question) else {
                return (String::new(), vec![]);
            };
            let list = asked.question.list.as_deref().unwrap_or_default();
            let codes = toolkit.pack.list(list).map(|list| &list.codes[..]).unwrap_or_default();
            let word = |code: &str| toolkit.texts.text(&format!("list.{list}.{code}")).to_owned();
            let options = codes.iter().map(|listed| Opt::new(&*listed.code, word(&listed.code)));
            (toolkit.texts.text(&asked.key()).to_owned(), options.collect::<Vec<_>>())
        });
        view! {
            <Select
                quiet=true
                label=Signal::derive(move || options.get().0)
                empty=Signal::derive(move || Some(options.get().0))
                options=Signal::derive(move || options.get().1)
                value
            />
        }
    };
    view! {
        <div class="row-wrap">
            <Select quiet=true label=move || tr("entry.state") options=Signal::derive(states) value=state/>
            {filters.into_iter().map(select).collect_view()}
        </div>
    }
}

/// One row.
#[component]
fn EntryLine(
    /// The register.
    register: Arc<Register>,
    /// The row.
    row: Row,
) -> impl IntoView {
    let app = App::get();
    let (due, record) = (row.due, row.record);
    let time = Memo::new(move |_| due.map(|due| due_words(due, app.now.get())));
    let late = move || time.get().is_some_and(|(_, late)| late);
    let state = {
        let (register, state) = (register.clone(), row.state.clone());
        move || {
            let word = |toolkit: &Arc<Toolkit>| state_word(toolkit, &register, &state);
            app.toolkit.with(|toolkit| toolkit.as_ref().map(word)).unwrap_or_default()
        }
    };
    let chip = move || {
        let kind = state_kind(&register, &row.state, late());
        let word = state.clone();
        view! { <Chip label=Signal::derive(word) kind/> }
    };
    view! {
        <Line
            words=row.title
            note=Signal::derive(move || time.get().map(|(words, _)| words))
            href=Route::Entry(record).path()
            wrap=true
        >
            {chip}
        </Line>
    }
}
