//! What a step says: what to do, why, and when to stop and ask whom.

use leptos::prelude::*;
use passamano_core::pack::Step;

use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::names::text;
use crate::screen::practice::Call;
use crate::state::App;

/// What to do, and why.
#[component]
pub(super) fn DoList(
    /// The step.
    step: Step,
) -> impl IntoView {
    let app = App::get();
    let doing = lines_of(step.id.clone() + ".do", step.instructions);
    let why = step.why.then(|| {
        let key = format!("{}.why", step.id);
        view! {
            <p class="row-top soft">
                <Icon name="help"/>
                <span class="fill"><span class="hidden-text">{move || tr("guide.why")} " "</span>{move || text(app, &key)}</span>
            </p>
        }
    });
    view! {
        <ol class="bullets">{doing}</ol>
        {why}
    }
}

/// When to stop, and whom to call. Nothing where the step names no condition.
#[component]
pub(super) fn StopAndAsk(
    /// The step.
    step: Step,
) -> impl IntoView {
    if step.stop == 0 {
        return ().into_any();
    }
    let app = App::get();
    let conditions = lines_of(step.id.clone() + ".stop", step.stop);
    let title = move || match contact(app, "site_lead") {
        Some((name, _)) => tr_with("guide.stop_ask", &[("name", &name)]),
        None => tr("guide.stop_ask_lead"),
    };
    view! {
        <Callout kind=CalloutKind::Stop title=title>
            <ul class="bullets">{conditions}</ul>
            <div class="row-wrap">
                <CallContact code="site_lead" words="guide.call_lead"/>
                <CallContact code="focal_point" words="guide.call_focal"/>
            </div>
            <Show when=move || contact(app, "site_lead").is_none()>
                <p class="small">{move || tr("guide.no_number")}</p>
            </Show>
        </Callout>
    }
    .into_any()
}

/// The numbered texts of a list, as bullets.
fn lines_of(prefix: String, count: u32) -> impl IntoView {
    let app = App::get();
    let keys = (1..=count).map(|n| format!("{prefix}.{n}"));
    keys.map(|key| view! { <li class="bullet">{move || text(app, &key)}</li> }).collect_view()
}

/// A button that calls a contact of the team, where its number is known.
#[component]
fn CallContact(
    /// Code of the contact.
    code: &'static str,
    /// Key of the words, with `{name}`.
    words: &'static str,
) -> impl IntoView {
    let app = App::get();
    move || {
        contact(app, code).map(|(name, dial)| {
            view! { <Call small=true label=move || tr_with(words, &[("name", &name)]) number=dial/> }
        })
    }
}

/// Name and number of a contact of the team who can be called. Tracked.
fn contact(app: App, code: &str) -> Option<(String, String)> {
    app.world.with(|world| {
        let found = world.settings.as_ref()?.callable(code)?;
        Some((found.name, found.dial))
    })
}
