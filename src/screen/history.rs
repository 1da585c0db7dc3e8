//! Hand-overs in lists, each with its mark where it does not count, and each with a page of its
//! own: those of one card, and the latest of this phone.

use leptos::prelude::*;
use passamano_core::id::RecordId;
use passamano_core::projection::HandOverView;

use crate::components::{Chip, Line, Lines};
use crate::i18n::{isolated, tr};
use crate::route::{From, Route};
use crate::screen::hand_over::{mark, not_given, what};
use crate::screen::said::said;
use crate::screen::when::when;
use crate::state::App;

/// So many of the latest are shown at the hand-out.
const LATEST: usize = 3;

/// One line of a list.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    record: RecordId,
    given: bool,
    words: String,
    note: String,
    mark: Option<String>,
}

/// Everything that a card received, also what does not count; nothing where there is nothing.
#[component]
pub fn History(
    /// The household's code.
    #[prop(into)]
    code: String,
    /// Where *Back* leads from one of them.
    from: From,
) -> impl IntoView {
    let app = App::get();
    let story = Memo::new(move |_| {
        app.world.with(|world| {
            let shown = |view: &HandOverView<'_>| {
                let at = said(
                    app,
                    &passamano_core::projection::Origin { at: view.fold.at(), ..view.fold.from },
                );
                shown(view, what(app, &view.fold.fact), at)
            };
            world.story(&code).iter().map(shown).collect::<Vec<_>>()
        })
    });
    view! { <List title=move || tr("record.history") shown=story from/> }
}

/// The latest cards of this phone: an undo is two taps from the hand-out.
#[component]
pub fn LastCards() -> impl IntoView {
    let app = App::get();
    let last = Memo::new(move |_| {
        let Some(me) = app.identity.with(|i| i.as_ref().map(|i| i.device_id())) else {
            return vec![];
        };
        let now = app.now.get();
        app.world.with(|world| {
            let shown = |view: &HandOverView<'_>| {
                let code = view.fold.fact.household.clone().unwrap_or_default();
                let words = format!("{}: {}", isolated(&code), what(app, &view.fold.fact));
                shown(view, words, when(view.fold.at().ms, now))
            };
            world.latest_of(me, LATEST).iter().map(shown).collect::<Vec<_>>()
        })
    });
    view! { <List title=move || tr("record.last") shown=last from=From::HandOut/> }
}

fn shown(view: &HandOverView<'_>, words: String, note: String) -> Shown {
    let given = !not_given(&view.fold.fact);
    Shown { record: view.fold.from.record, given, words, note, mark: mark(view.standing) }
}

#[component]
fn List(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// The lines.
    shown: Memo<Vec<Shown>>,
    /// Where *Back* leads from one of them.
    from: From,
) -> impl IntoView {
    let line = move |Shown { record, given, words, note, mark }: Shown| {
        let mark = mark.map(|mark| view! { <Chip label=mark/> });
        view! {
            <Line
                wrap=true
                icon=if given { "give" } else { "next" }.to_string()
                href=Route::Record(record, from).path()
                words=words
                note=note
            >
                {mark}
            </Line>
        }
    };
    view! {
        <Show when=move || !shown.read().is_empty()>
            <section class="stack">
                <h2>{title}</h2>
                <Lines card=true>{move || shown.get().into_iter().map(line).collect_view()}</Lines>
            </section>
        </Show>
    }
}
