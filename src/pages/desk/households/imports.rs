//! The lists that were brought in from files, with the way back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::projection::Import;

use crate::actions::{self, desk::households};
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::pages::guide::said;
use crate::state::App;

/// So many are offered: whoever takes back an older list looks at the households instead.
const SHOWN: usize = 5;

/// The card. Nothing where no list stands.
#[component]
pub(super) fn Imports() -> impl IntoView {
    let app = App::get();
    let imports = Memo::new(move |_| {
        let mut all = app.world.with(|world| world.imports());
        all.truncate(SHOWN);
        all
    });
    let asked = RwSignal::new(None::<i64>);
    move || {
        let imports = imports.get();
        (!imports.is_empty()).then(|| {
            view! {
                <Card title=move || tr("imports.title") icon="undo">
                    {imports.into_iter().map(|import| view! { <One import asked/> }).collect_view()}
                </Card>
            }
        })
    }
}

#[component]
fn One(
    /// The list.
    import: Import,
    /// The one whose way back is asked about, by its moment.
    asked: RwSignal<Option<i64>>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let (from, households, alone) = (import.from, import.households, import.alone);
    let own = from.at.ms;
    let import = StoredValue::new(import);
    let back = move || {
        busy.set(true);
        spawn_local(async move {
            if households::take_back(app, &import.get_value()).await.is_ok() {
                actions::say(app, tr("imports.done"));
            }
            let _ = busy.try_set(false);
            let _ = asked.try_set(None);
        });
    };
    view! {
        <p>{move || tr_count("imports.one", households)}" "{move || said(app, &from)}</p>
        <Show
            when=move || asked.get() == Some(own)
            fallback=move || view! {
                <Button small=true icon="undo" label=move || tr("imports.take_back") on_press=move || asked.set(Some(own))/>
            }
        >
            <Callout kind=CalloutKind::Stop icon="warning" live=Live::Status title=move || tr("imports.sure")>
                <p>{move || tr_with("imports.sure_words", &[("n", &alone.to_string())])}</p>
                <div class="row-wrap">
                    <Button icon="undo" label=move || tr("imports.yes") on_press=back busy=busy/>
                    <Button kind=ButtonKind::Quiet label=move || tr("common.cancel") on_press=move || asked.set(None)/>
                </div>
            </Callout>
        </Show>
    }
}
