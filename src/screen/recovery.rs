//! The recovery file, asked for where its holder comes by. It is made first while a team is founded,
//! in `pages/start/recovery.rs`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::space::AskFor;

use crate::actions::recovery;
use crate::components::{Button, Callout, CalloutKind, Card};
use crate::i18n::tr;
use crate::state::App;

/// Asks a coordinator for the file until it is kept, and once a month whether it is still there.
/// Nothing for everybody else.
#[component]
pub fn RecoveryAsk() -> impl IntoView {
    let app = App::get();
    let asked = Memo::new(move |_| recovery::asked(app));
    let save = move || {
        spawn_local(async move {
            recovery::save(app).await;
        });
    };
    move || {
        asked.get().map(|ask| match ask {
            AskFor::Keeping => view! {
                <Callout kind=CalloutKind::Held icon="lock" title=move || tr("found.ask_keep")>
                    <p>{move || tr("found.file_words")}</p>
                    <p>{move || tr("found.file_where")}</p>
                    <Button small=true icon="file" label=move || tr("found.save_file") on_press=save/>
                </Callout>
            }
            .into_any(),
            AskFor::Looking => view! {
                <Callout kind=CalloutKind::Held icon="lock" title=move || tr("found.ask_still")>
                    <p>{move || tr("found.ask_still_words")}</p>
                    <div class="row-wrap">
                        <Button small=true icon="check" label=move || tr("found.still_there") on_press=move || recovery::found(app)/>
                        <Button small=true icon="file" label=move || tr("found.save_again") on_press=save/>
                    </div>
                </Callout>
            }
            .into_any(),
        })
    }
}

/// For those who hold the team's secrets: the file once more.
#[component]
pub fn RecoveryCard() -> impl IntoView {
    let app = App::get();
    let founder = move || {
        app.identity
            .with(|identity| identity.as_ref().is_some_and(|i| !i.practice && i.founding.is_some()))
    };
    let save = move || {
        spawn_local(async move {
            recovery::save(app).await;
        });
    };
    view! {
        <Show when=founder>
            <Card title=move || tr("found.file_title") icon="lock">
                <p>{move || tr("found.file_words")}</p>
                <Button label=move || tr("found.save_file") icon="file" on_press=save/>
            </Card>
        </Show>
    }
}
