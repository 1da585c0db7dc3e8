//! What lives as long as the app: who we are, the world that the records make, the pack, and
//! how the exchange with endpoints stands. Signals only; what changes them is in
//! [`crate::actions`] and [`crate::sync`].

mod identity;

pub use identity::Identity;

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::opening::{self, Exception};
use passamano_core::pack::{self, Pack};
use passamano_core::projection::World;
use passamano_core::record::Activity;
use passamano_core::sync::Status;
use passamano_core::time::Moment;

use crate::i18n::Texts;
use crate::storage::{Entry, Store};

/// The handles to all state. Cheap to copy; every signal is owned by the root.
#[derive(Clone, Copy)]
pub struct App {
    /// Who this device is, in which space. Nothing before joining.
    pub identity: RwSignal<Option<Arc<Identity>>>,
    /// The open database of the space.
    pub store: RwSignal<Option<Store>, LocalStorage>,
    /// What the records say.
    pub world: RwSignal<World>,
    /// The pack that is followed, with its texts in the active language.
    pub toolkit: RwSignal<Option<Arc<Toolkit>>>,
    /// The pack did not arrive, or not whole.
    pub toolkit_missing: RwSignal<bool>,
    /// The piece of work that was chosen on this phone, if not the first of today.
    pub chosen: RwSignal<Option<ActivityId>>,
    /// Why this phone gives in an activity that is shut; never kept after the app is closed.
    pub exception: RwSignal<Option<(ActivityId, Exception)>>,
    /// Own records that not every endpoint has received, newest last.
    pub unsent: RwSignal<Vec<Entry>>,
    /// How many own records some endpoint has received.
    pub received: RwSignal<u32>,
    /// The exchange with each endpoint, by its key.
    pub links: RwSignal<Vec<(String, Status)>>,
    /// The phone's clock, set anew each minute and at each save.
    pub now: RwSignal<Moment>,
    /// What to say once, politely: a key of the texts.
    pub notice: RwSignal<Option<Notice>>,
    /// The browser deleted what this phone held of its team.
    pub wiped: RwSignal<bool>,
    /// A new version waits to be put in place.
    pub update_ready: RwSignal<bool>,
    /// Something is typed and not saved: an update must wait.
    pub typing: RwSignal<bool>,
    /// The texts of a recipient's language, when it is not the interface's.
    pub guest_texts: RwSignal<Option<Arc<Texts>>>,
}

/// A pack and its texts in one language.
#[derive(Debug, Clone)]
pub struct Toolkit {
    /// The structure, the same in every language.
    pub pack: Pack,
    /// The words.
    pub texts: pack::Texts,
}

impl Toolkit {
    /// What the team calls a kit or item; nothing for a code that has no name here.
    pub fn name(&self, code: &str) -> Option<&str> {
        self.texts.get(&format!("kit.{code}")).or_else(|| self.texts.get(&format!("item.{code}")))
    }

    /// The same in few letters.
    pub fn short_name(&self, code: &str) -> Option<&str> {
        self.texts.get(&format!("kit.{code}.short")).or_else(|| self.name(code))
    }
}

/// A sentence for the person, in words of the active language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Whether it is about something that failed.
    pub failed: bool,
    /// The sentence.
    pub words: String,
    /// When it was said, Unix milliseconds.
    pub at_ms: i64,
}

impl App {
    /// Makes the state, under the root owner.
    pub fn new(now: Moment) -> Self {
        Self {
            identity: RwSignal::new(None),
            store: RwSignal::new_local(None),
            world: RwSignal::new(World::default()),
            toolkit: RwSignal::new(None),
            toolkit_missing: RwSignal::new(false),
            chosen: RwSignal::new(None),
            exception: RwSignal::new(None),
            unsent: RwSignal::new(vec![]),
            received: RwSignal::new(0),
            links: RwSignal::new(vec![]),
            now: RwSignal::new(now),
            notice: RwSignal::new(None),
            wiped: RwSignal::new(false),
            update_ready: RwSignal::new(false),
            typing: RwSignal::new(false),
            guest_texts: RwSignal::new(None),
        }
    }

    /// The state of this app, from any component.
    pub fn get() -> Self {
        expect_context()
    }

    /// The activity that the phone works on: the chosen one, else what the core says is now's.
    /// Tracked.
    pub fn activity(&self) -> Option<Activity> {
        let (now, chosen) = (self.now.get(), self.chosen.get());
        self.world.with(|world| {
            let state = |id| world.state(id).map(|fold| fold.fact);
            opening::current(&world.activities(), state, chosen, now).cloned()
        })
    }

    /// The next activity after this one that is not over. Tracked.
    pub fn following(&self, done: ActivityId) -> Option<Activity> {
        let today = self.now.get().day();
        self.world.with(|world| {
            let state = |id| world.state(id).map(|fold| fold.fact);
            opening::following(&world.activities(), state, done, today).cloned()
        })
    }

    /// Records that no endpoint has received yet. Tracked.
    pub fn held(&self) -> usize {
        self.unsent
            .with(|entries| entries.iter().filter(|entry| !entry.received_somewhere()).count())
    }

    /// What the space is called. Tracked.
    pub fn space_name(&self) -> String {
        let settled =
            self.world.with(|world| world.settings.as_ref().map(|settings| settings.name.clone()));
        settled
            .or_else(|| self.identity.with(|i| i.as_ref().map(|i| i.space_name.clone())))
            .unwrap_or_default()
    }

    /// Some endpoint is configured that this version can send to. Tracked.
    pub fn has_endpoint(&self) -> bool {
        let settled = self.world.with(|world| {
            world.settings.as_ref().map(|settings| settings.reachable().next().is_some())
        });
        settled
            .unwrap_or_else(|| self.identity.with(|i| i.as_ref().is_some_and(|i| i.hub.is_some())))
    }

    /// This device may open what is sealed to the desk. Tracked.
    pub fn opens_desk(&self) -> bool {
        self.identity.with(|identity| identity.as_ref().is_some_and(|i| i.role.opens_desk()))
    }

    /// The name of the endpoint that receives, or of the space when there is none. Tracked.
    pub fn endpoint_name(&self) -> String {
        let named = self.world.with(|world| {
            let first = world.settings.as_ref().and_then(|settings| settings.reachable().next());
            first.map(|endpoint| endpoint.name().to_string())
        });
        named
            .or_else(|| self.identity.with(|i| i.as_ref().map(|i| i.space_name.clone())))
            .unwrap_or_default()
    }
}
