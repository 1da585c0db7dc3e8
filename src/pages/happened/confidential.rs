//! Somebody told something serious: what to do, from the pack's guide, and whom to call. Nothing
//! of what was told is written; the app keeps only that a confidential report was made, and when.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::pack::Step;

use super::{Door, OtherDoors, start_at_title};
use crate::actions::feedback::{self, Saved};
use crate::components::*;
use crate::i18n::tr;
use crate::screen::calls::Calls;
use crate::screen::frame::Frame;
use crate::screen::saved::{SaveAction, SavedHere};
use crate::state::App;

/// The guide in the pack (domain.md, G-C2).
const GUIDE: &str = "g-c2";

/// What to do, whom to call, and the mark.
#[component]
pub(super) fn Confidential(
    /// Which door is open.
    door: RwSignal<Door>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let saved = RwSignal::new(None::<Saved>);
    let keep = move || {
        busy.set(true);
        spawn_local(async move {
            if let Ok(records) = feedback::confidential(app).await {
                saved.set(Some(records));
                // The words that it is saved stand at the top.
                start_at_title();
            }
            busy.set(false);
        });
    };
    let action = move || {
        view! {
            <SaveAction
                records=saved
                busy=busy
                label="happened.report_made"
                note=move || tr("happened.report_note")
                on_save=keep
            />
        }
    };
    view! {
        <Frame title=move || tr("happened.serious_short") back_word="common.today" action=action>
            {move || saved.with(Option::is_some).then(|| view! {
                <SavedHere records=saved words=move || tr("happened.report_saved")/>
            })}
            <Callout kind=CalloutKind::Stop icon="lock" title=move || tr("happened.write_nothing")>
                <p>{move || tr("happened.write_nothing_words")}</p>
            </Callout>
            <Calls say=tr/>
            <GuideInShort/>
            <OtherDoors door/>
        </Frame>
    }
}

/// The steps of the guide; each opens to what to do and say.
#[component]
fn GuideInShort() -> impl IntoView {
    let app = App::get();
    move || {
        let toolkit = app.toolkit.get()?;
        let text = |key: String| toolkit.texts.text(&key).to_string();
        let step = |(place, step): (usize, &Step)| {
            let lines = toolkit.texts.list(&format!("{}.do", step.id), step.instructions);
            let bullet = |line: &str| view! { <li class="bullet">{line.to_string()}</li> };
            let lines = lines.into_iter().map(bullet).collect_view();
            view! {
                <Phase name=text(format!("{}.title", step.id)) open={place == 0}>
                    <ul class="bullets">{lines}</ul>
                </Phase>
            }
        };
        let steps = toolkit.pack.guide(GUIDE)?.steps.iter().enumerate().map(step).collect_view();
        Some(view! {
            <section class="stack">
                <h2>{text(format!("{GUIDE}.title"))}</h2>
                {steps}
            </section>
        })
    }
}
