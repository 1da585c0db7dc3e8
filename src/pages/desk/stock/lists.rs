//! The stock lists that were brought into an activity, with the way back.

use leptos::prelude::*;
use passamano_core::id::RecordId;
use passamano_core::projection::Origin;
use passamano_core::record::Activity;

use crate::actions::{self, desk::stock_list};
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::screen::desk::list_parts::WayBack;
use crate::screen::said::said;
use crate::state::App;

/// So many are offered.
const SHOWN: usize = 5;

/// The card. Nothing where no list stands.
#[component]
pub(super) fn Lists(
    /// The activity.
    activity: Memo<Option<Activity>>,
) -> impl IntoView {
    let app = App::get();
    let lists = Memo::new(move |_| {
        let id = activity.with(|activity| activity.as_ref().map(|activity| activity.id));
        let of = |id| app.world.with(|world| world.stock_lists(id));
        let mut all = id.map(of).unwrap_or_default();
        all.truncate(SHOWN);
        all
    });
    let asked = RwSignal::new(None::<RecordId>);
    move || {
        let one = move |(from, records)| view! { <One from records asked/> };
        let all: Vec<_> = lists.get().into_iter().map(one).collect();
        (!all.is_empty()).then(|| {
            view! { <Card title=move || tr("imports.title") icon="undo">{all}</Card> }
        })
    }
}

#[component]
fn One(
    /// Who brought it in, when.
    from: Origin,
    /// Its records.
    records: Vec<RecordId>,
    /// The one whose way back is asked about, by its first record.
    asked: RwSignal<Option<RecordId>>,
) -> impl IntoView {
    let app = App::get();
    let count = records.len() as u32;
    let records = StoredValue::new(records);
    let take_back = move || async move {
        let Some(activity) = from.activity else { return };
        if stock_list::take_back(app, activity, records.get_value()).await.is_ok() {
            actions::say(app, tr("intake.taken_back"));
        }
    };
    view! {
        <WayBack
            words=Signal::derive(move || format!("{} {}", tr_count("intake.one", count), said(app, &from)))
            warning=Signal::derive(move || tr_count("intake.sure_words", count))
            own=from.record
            asked
            take_back
        />
    }
}
