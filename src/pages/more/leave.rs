//! Leaving: the sample team in one step, a real team after its records were offered as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::files::{self, Which};
use crate::actions::{self, steps, team};
use crate::components::{Button, ButtonKind, Callout, CalloutKind, Card, Live};
use crate::i18n::{tr, tr_count, tr_with};
use crate::screen::practice::ThrowAway;
use crate::state::App;

/// The way out of the team of this phone.
#[component]
pub fn Leave() -> impl IntoView {
    let app = App::get();
    let practice =
        move || app.identity.with(|identity| identity.as_ref().is_some_and(|i| i.practice));
    view! {
        <Show when=practice fallback=move || view! { <LeaveTeam/> }>
            <EndPractice/>
        </Show>
    }
}

#[component]
fn EndPractice() -> impl IntoView {
    view! {
        <Card title=move || tr("more.sample") icon="training">
            <p>{move || tr("more.sample_words")}</p>
            <ThrowAway/>
        </Card>
    }
}

/// The first tap says what would be lost; the second, beside the file, leaves.
#[component]
fn LeaveTeam() -> impl IntoView {
    let app = App::get();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    steps::follow(open);
    let name = move || {
        app.identity
            .with(|identity| identity.as_ref().map(|i| i.space_name.clone()))
            .unwrap_or_default()
    };
    let save = move || {
        spawn_local(async move {
            match files::save_file(app, Which::Everything).await {
                Ok(count) => actions::say(app, tr_count("more.file_saved", count as u32)),
                Err(problem) => actions::fail(app, &problem),
            }
        });
    };
    let leave = move || {
        busy.set(true);
        spawn_local(async move {
            if let Err(problem) = team::leave(app).await {
                actions::fail(app, &problem);
                busy.set(false);
            }
        });
    };
    let lost = move || tr_count("more.leave_held", app.held() as u32);
    view! {
        <Card title=move || tr("more.leave") icon="close">
            <p>{move || tr("more.leave_words")}</p>
            <Show
                when=move || open.get()
                fallback=move || view! {
                    <Button
                        label=move || tr_with("more.leave_team", &[("name", &name())])
                        kind=ButtonKind::StopLine
                        on_press=move || open.set(true)
                    />
                }
            >
                <Callout kind=CalloutKind::Stop title=lost live=Live::Status>
                    <p>{move || tr("more.leave_lost")}</p>
                    <div class="stack">
                        <Button label=move || tr("more.leave_file") icon="file" wide=true on_press=save/>
                        <Button label=move || tr("more.leave_stay") wide=true on_press=move || open.set(false)/>
                        <Button
                            label=move || tr("more.leave_now")
                            kind=ButtonKind::Stop
                            wide=true
                            busy=busy
                            on_press=leave
                        />
                    </div>
                </Callout>
            </Show>
        </Card>
    }
}
