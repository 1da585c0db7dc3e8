//! Counting one kit or item by two people. The field starts empty, and nothing on the screen says
//! what there should be: that comes after the count is saved (`sum.rs`).

use leptos::prelude::*;
use passamano_core::id::{ActivityId, MemberId};
use passamano_core::stock::{CountedBy, Spot, how_many, two_counted};

use crate::actions;
use crate::actions::stock::Counting;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::state::App;

/// Counts without a second member, by code. A count by one is better written down as that than
/// not at all, or under a name that was not there.
const WITHOUT: [&str; 2] = ["second_has_no_app", "counted_alone"];
/// Everything was counted anew.
pub(super) const ANEW: &str = "anew";
/// One more place was counted, and is added.
pub(super) const MORE: &str = "more";

/// What is missing before a count can be saved, in the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// No number, or something that is none.
    Number,
    /// Whether it is everything or one more place.
    Where,
    /// The second person.
    Second,
}

impl Missing {
    fn field(self) -> &'static str {
        match self {
            Self::Number => "counted",
            Self::Where => "counted-where",
            Self::Second => "counted-with",
        }
    }
}

/// What is typed in the count.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// How many there were, as typed.
    pub(super) counted: RwSignal<String>,
    /// [`ANEW`] or [`MORE`], where something was counted before; empty while nothing is chosen.
    pub how: RwSignal<String>,
    /// What the place is called.
    pub(super) place: RwSignal<String>,
    /// The second person's id as text, or one of [`WITHOUT`]; empty while nothing is chosen.
    pub(super) with: RwSignal<String>,
    /// Somebody tried to save without this.
    missing: RwSignal<Option<Missing>>,
    /// Something was counted before in this activity.
    again: Memo<bool>,
}

impl Form {
    /// An empty form.
    pub(super) fn new(again: Memo<bool>) -> Self {
        let empty = || RwSignal::new(String::new());
        let missing = RwSignal::new(None);
        Self { counted: empty(), how: empty(), place: empty(), with: empty(), missing, again }
    }

    /// How many were typed. Tracked.
    pub(super) fn number(&self) -> Option<u32> {
        how_many(&self.counted.read())
    }

    /// What is missing. Tracked.
    pub(super) fn lacks(&self) -> Option<Missing> {
        match () {
            () if self.number().is_none() => Some(Missing::Number),
            () if self.again.get() && self.how.read().is_empty() => Some(Missing::Where),
            () if self.with.read().is_empty() => Some(Missing::Second),
            () => None,
        }
    }

    /// The count as it stands, or nothing: then the screen says what is missing and leads there.
    pub(super) fn read(&self, app: App, activity: ActivityId, code: String) -> Option<Counting> {
        let read = untrack(|| self.whole(app, activity, code));
        if let Err(missing) = read {
            self.missing.set(Some(missing));
            actions::guide::look_at(missing.field());
        }
        read.ok()
    }

    fn whole(&self, app: App, activity: ActivityId, code: String) -> Result<Counting, Missing> {
        if let Some(missing) = self.lacks() {
            return Err(missing);
        }
        let counted = self.number().ok_or(Missing::Number)?;
        let me = app.identity.with(|identity| identity.as_ref().map(|i| i.member));
        let chosen = self.with.get();
        let without = WITHOUT.into_iter().find(|code| *code == chosen);
        let with = chosen.parse::<MemberId>().ok();
        if without.is_none() {
            let two = me.ok_or(CountedBy::Alone).and_then(|me| two_counted(me, with));
            two.map_err(|_| Missing::Second)?;
        }
        let named = self.place.get().trim().to_string();
        let place = (self.again.get() && self.how.read().as_str() == MORE).then(|| match named {
            named if named.is_empty() => {
                app.world.with(|world| world.round(activity, &code).next_place())
            }
            named => named,
        });
        Ok(Counting { code, counted, with, without, place })
    }

    /// Ready for the next count.
    pub(super) fn clear(&self) {
        for field in [self.counted, self.place] {
            field.set(String::new());
        }
        self.missing.set(None);
    }

    fn wrong(&self, missing: Missing) -> bool {
        self.missing.get().is_some() && self.lacks() == Some(missing)
    }
}

/// A place that was counted, with its number and time. Tracked.
pub(super) fn spot_words(spot: &Spot) -> String {
    let (n, time) = (spot.counted.to_string(), spot.at.clock());
    let places = [("n", n.as_str()), ("time", &time)];
    match &spot.place {
        Some(place) => {
            tr_with("stock.spot_named", &[places.as_slice(), &[("place", place)]].concat())
        }
        None => tr_with("stock.spot", &places),
    }
}

/// The fields of the count.
#[component]
pub(super) fn CountCard(
    /// What is typed.
    form: Form,
    /// The places that were counted so far.
    spots: Memo<Vec<Spot>>,
) -> impl IntoView {
    let app = App::get();
    let people = move || {
        let me = app.identity.with(|identity| identity.as_ref().map(|i| i.member));
        let without = WITHOUT.map(|code| Opt::new(code, tr(&format!("stock.{code}"))));
        app.world.with(|world| {
            let others = world.members.values().filter(|member| Some(member.member) != me);
            let mut others: Vec<_> = others.collect();
            others.sort_by(|a, b| (&a.name, a.member).cmp(&(&b.name, b.member)));
            let others = others
                .into_iter()
                .map(|member| Opt::new(member.member.to_string(), member.name.clone()));
            others.chain(without).collect::<Vec<_>>()
        })
    };
    let hows = move || {
        let so_far: u32 = spots.read().iter().fold(0, |sum, spot| sum.saturating_add(spot.counted));
        vec![
            Opt::new(ANEW, tr("stock.count_anew")),
            Opt::new(MORE, tr_with("stock.count_more", &[("n", &so_far.to_string())])),
        ]
    };
    let one_more = move || form.again.get() && form.how.read().as_str() == MORE;
    view! {
        <Card title=move || tr(if form.again.get() { "stock.count" } else { "stock.opening_count" })>
            <Show when=move || form.again.get() fallback=|| view! { <p>{move || tr("stock.opening_note")}</p> }>
                <Lines>
                    {move || spots.get().into_iter().map(|spot| view! {
                        <Line icon="check" words=move || spot_words(&spot)/>
                    }).collect_view()}
                </Lines>
            </Show>
            <Field
                id="counted"
                kind=FieldKind::Number
                label=move || tr("stock.you_counted")
                value=form.counted
                max_length=9
                error=move || form.wrong(Missing::Number).then(|| tr("stock.no_number"))
            />
            <Show when=move || form.again.get()>
                <Choice
                    id="counted-where"
                    legend=move || tr("stock.count_where")
                    value=form.how
                    options=Signal::derive(hows)
                    error=move || form.wrong(Missing::Where).then(|| tr("stock.say_where"))
                />
            </Show>
            <Show when=one_more>
                <Field label=move || tr("stock.place") hint=move || tr("stock.place_hint") value=form.place max_length=40/>
            </Show>
            <Select
                id="counted-with"
                label=move || tr("stock.counted_with")
                hint=move || tr("stock.two_people")
                value=form.with
                options=people
                empty=move || tr("stock.choose_person")
                error=move || form.wrong(Missing::Second).then(|| tr("stock.alone"))
            />
        </Card>
    }
}

/// What the main action of the count says below its label. Tracked.
pub(super) fn lacks_words(form: Form) -> Option<String> {
    form.lacks().map(|missing| {
        tr(match missing {
            Missing::Number => "stock.no_number",
            Missing::Where => "stock.say_where",
            Missing::Second => "stock.alone",
        })
    })
}
