//! This phone: what is on it, how much room is left, counting again from every record.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::{self, boot, device};
use crate::components::{Button, Card, Fact, Facts};
use crate::i18n::{tr, tr_count, tr_with};
use crate::state::App;

/// Records and room, and *Count again*.
#[component]
pub fn ThisPhoneCard() -> impl IntoView {
    let app = App::get();
    let phone = RwSignal::new(None::<device::ThisPhone>);
    let busy = RwSignal::new(false);
    // Looks again when a record was saved, sent or received.
    Effect::new(move |_| {
        app.unsent.track();
        app.received.track();
        spawn_local(async move { phone.set(Some(device::this_phone(app).await)) });
    });
    let rebuild = move || {
        busy.set(true);
        spawn_local(async move {
            match boot::rebuild(app).await {
                Ok(()) => actions::say(app, tr("more.rebuilt")),
                Err(problem) => actions::fail(app, &problem),
            }
            busy.set(false);
        });
    };
    let facts = move || {
        phone.get().map(|phone| {
            view! {
                <Facts>
                    <Fact icon="receipt">{tr_count("more.records", phone.records)}</Fact>
                    <Fact icon="phone">{tr_count("more.held", app.held() as u32)}</Fact>
                    {phone.free_mb.map(|mb| view! { <Fact icon="file">{room(mb)}</Fact> })}
                </Facts>
            }
        })
    };
    view! {
        <Card title=move || tr("more.phone") icon="phone">
            {facts}
            <p class="small soft">{move || tr("more.rebuild_words")}</p>
            <Button
                label=move || tr("more.rebuild")
                busy_label=move || tr("more.rebuilding")
                icon="undo"
                busy=busy
                on_press=rebuild
            />
        </Card>
    }
}

fn room(mb: u32) -> String {
    match mb {
        0..1000 => tr_with("more.free_mb", &[("n", &mb.to_string())]),
        _ => tr_with("more.free_gb", &[("n", &(mb / 1000).to_string())]),
    }
}
