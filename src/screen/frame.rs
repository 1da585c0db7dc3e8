//! The frame of every team screen: bar with the count of records that are on this phone only,
//! content, dock with the main action, and the rail with the same three words everywhere. And a
//! bar that stays while one screen follows another, for screens that a queue waits for.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::actions::steps::Behind;
use crate::actions::{self, arrival};
use crate::components::{AppBar, Dock, HeldPill, Rail, SkipLink};
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::notices::{Notices, UpdateReady};
use crate::state::App;

/// A team screen.
#[component]
pub fn Frame(
    /// What the screen is for.
    #[prop(into)]
    title: Signal<String>,
    /// One line of context.
    #[prop(into, optional)]
    sub: Signal<Option<String>>,
    /// Where *Back* leads.
    #[prop(default = Route::Home)]
    back: Route,
    /// The word of *Back*, when it is another screen's name: a key of the texts.
    #[prop(default = "common.back")]
    back_word: &'static str,
    /// The main action, and a second one where there must be.
    #[prop(optional, into)]
    action: ViewFn,
    /// The desk's wide column.
    #[prop(optional)]
    wide: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let app = App::get();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if app.identity.with(Option::is_none) {
            navigate(&Route::Home.path(), Default::default());
        }
    });
    let bar = use_context::<Bar>();
    if let Some(bar) = bar {
        bar.show(title, sub);
        arrival::at_top();
    }
    arrival::at(title);
    // What was said on one screen is not true of the next.
    on_cleanup(move || actions::forget_notice(app));
    let behind = use_context::<Behind>();
    let a_step_back = move || behind.is_some_and(Behind::is_there);
    let step_back = Callback::new(move |()| {
        let step = behind.filter(|behind| untrack(|| behind.is_there()));
        step.map(Behind::go).is_some()
    });
    let screen = view! {
        <main class="screen-main" id="main" tabindex="-1">
            <UpdateReady/>
            {children()}
        </main>
        <Dock
            label=move || tr("common.next_action")
            news=|| view! { <Notices/> }
            rail=move || view! {
                <Rail
                    label=move || tr("common.always_here")
                    back=move || tr(if a_step_back() { "common.back" } else { back_word })
                    back_href=back.path()
                    step_back=step_back
                    feedback=move || tr("common.feedback")
                    feedback_href=Route::Feedback.path()
                    happened=move || tr("common.happened")
                    happened_href=Route::Happened.path()
                />
            }
        >
            {move || action.run()}
        </Dock>
    };
    match bar {
        Some(_) => screen.into_any(),
        None => framed(title, sub, wide, screen.into_any()),
    }
}

/// The bar above screens that follow one another. It stays, and the screens change what it says:
/// taking away a heading that has the focus costs a slow phone ten milliseconds each time.
#[component]
pub fn SteadyBar(
    /// The screens, each in a [`Frame`].
    children: Children,
) -> impl IntoView {
    let bar = Bar { title: RwSignal::default(), sub: RwSignal::default() };
    provide_context(bar);
    framed(bar.title.into(), bar.sub.into(), false, children().into_any())
}

/// What a steady bar says.
#[derive(Clone, Copy)]
struct Bar {
    title: RwSignal<String>,
    sub: RwSignal<Option<String>>,
}

impl Bar {
    /// Says what the screen says that is being made, now and whenever that changes.
    fn show(self, title: Signal<String>, sub: Signal<Option<String>>) {
        let show = move || {
            self.title.set(title.get());
            self.sub.set(sub.get());
        };
        // Before the focus comes to the heading, which may be in the same moment.
        untrack(show);
        Effect::new(move |_| show());
    }
}

fn framed(
    title: Signal<String>,
    sub: Signal<Option<String>>,
    wide: bool,
    screen: AnyView,
) -> AnyView {
    view! {
        <SkipLink label=move || tr("common.skip")/>
        <div class=if wide { "screen screen-wide" } else { "screen" }>
            <AppBar title=title sub=sub><Held/></AppBar>
            {screen}
        </div>
    }
    .into_any()
}

/// The count of records that are on this phone only; it leads to *Sent and unsent*.
#[component]
pub fn Held() -> impl IntoView {
    let app = App::get();
    let held = Signal::derive(move || app.held());
    view! {
        <HeldPill
            count=held
            label=move || tr_count("sent.held_label", held.get() as u32)
            href=Route::Sent.path()
        />
    }
}
