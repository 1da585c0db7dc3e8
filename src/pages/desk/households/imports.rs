//! The lists that were brought in from files, with the way back.

use leptos::prelude::*;
use passamano_core::id::RecordId;
use passamano_core::projection::Import;

use crate::actions::{self, desk::households};
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::screen::desk::list_parts::WayBack;
use crate::screen::said::said;
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
    let asked = RwSignal::new(None::<RecordId>);
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
    /// The one whose way back is asked about, by its first record.
    asked: RwSignal<Option<RecordId>>,
) -> impl IntoView {
    let app = App::get();
    let (from, households, alone) = (import.from, import.households, import.alone);
    let import = StoredValue::new(import);
    let take_back = move || async move {
        if households::take_back(app, &import.get_value()).await.is_ok() {
            actions::say(app, tr("imports.done"));
        }
    };
    view! {
        <WayBack
            words=Signal::derive(move || format!("{} {}", tr_count("imports.one", households), said(app, &from)))
            warning=Signal::derive(move || tr_with("imports.sure_words", &[("n", &alone.to_string())]))
            own=from.record
            asked
            take_back
        />
    }
}
