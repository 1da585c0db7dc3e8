//! Counting one kit or item by two people: the book, the number, the difference with its reason.

use leptos::prelude::*;
use passamano_core::id::{ActivityId, MemberId};
use passamano_core::stock::{CountedBy, Ledger as Book, two_counted};

use super::words::{WHYS, signed};
use crate::actions::stock::Counting;
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::state::App;

/// Counts without a second member, by code. A count by one is better written down as that than
/// not at all, or under a name that was not there.
const WITHOUT: [&str; 2] = ["second_has_no_app", "counted_alone"];

/// What is typed in the count.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// How many there were.
    pub counted: RwSignal<u32>,
    /// The second person's id as text, or one of [`WITHOUT`]; empty while nothing is chosen.
    pub with: RwSignal<String>,
    /// Code of the explanation.
    pub why: RwSignal<String>,
    /// Somebody tried to save without the second person.
    pub alone: RwSignal<bool>,
}

impl Form {
    /// A form that starts at what there should be.
    pub(super) fn new(expected: i64) -> Self {
        Self {
            counted: RwSignal::new(u32::try_from(expected).unwrap_or(0)),
            with: RwSignal::new(String::new()),
            why: RwSignal::new(String::new()),
            alone: RwSignal::new(false),
        }
    }

    /// The count as it stands, or why two people have not counted.
    pub(super) fn read(&self, app: App, code: String) -> Result<Counting, CountedBy> {
        let me = app.identity.with_untracked(|identity| identity.as_ref().map(|i| i.member));
        let chosen = self.with.get_untracked();
        let without = WITHOUT.into_iter().find(|code| *code == chosen);
        let with = chosen.parse::<MemberId>().ok();
        if without.is_none() {
            two_counted(me.ok_or(CountedBy::Alone)?, with)?;
        }
        let why = Some(self.why.get_untracked()).filter(|why| !why.is_empty());
        Ok(Counting { code, counted: self.counted.get_untracked(), with, without, why })
    }
}

/// The book of one code in rows. Tracked.
fn rows(book: &Book) -> Vec<LedgerRow> {
    let row = |sign, key: &str, value: i64| LedgerRow {
        sign,
        term: tr(key),
        value: value.to_string(),
        total: false,
    };
    let mut rows = vec![
        row(None, "stock.row_opening", book.opening),
        row(Some('+'), "stock.row_received", book.received),
    ];
    let rare = [
        ('+', "stock.row_returned", book.returned),
        ('−', "stock.row_given", book.given),
        ('−', "stock.row_damaged", book.damaged),
        ('−', "stock.row_lost", book.lost),
        ('−', "stock.row_transferred", book.transferred),
    ];
    let shown = rare.into_iter().filter(|(_, key, value)| *value != 0 || *key == "stock.row_given");
    rows.extend(shown.map(|(sign, key, value)| row(Some(sign), key, value)));
    rows.push(LedgerRow { total: true, ..row(None, "stock.row_expected", book.expected) });
    rows
}

/// The difference in words; nothing where there is none. Tracked.
pub(super) fn gap_words(difference: i64) -> Option<String> {
    let n = u32::try_from(difference.unsigned_abs()).unwrap_or(u32::MAX);
    match difference {
        0 => None,
        1.. => Some(tr_count("stock.gap_more", n)),
        _ => Some(tr_count("stock.gap_fewer", n)),
    }
}

/// The book, and the fields of the count.
#[component]
pub(super) fn CountCard(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
    /// What is typed.
    form: Form,
    /// What there should be, once something was written down; else this count is the opening.
    expected: Memo<Option<i64>>,
) -> impl IntoView {
    let app = App::get();
    let book = Memo::new(move |_| {
        code.with_value(|code| app.world.with(|world| world.ledger(activity, code)))
    });
    let difference = Memo::new(move |_| {
        expected.get().map_or(0, |expected| i64::from(form.counted.get()) - expected)
    });
    let last = move || {
        let counted = book.with(|book| book.counted)?;
        let n = counted.counted.to_string();
        let places = [
            ("n", n.as_str()),
            ("time", &counted.at.clock()),
            ("difference", &signed(counted.difference)),
        ];
        Some(crate::i18n::tr_with("stock.last_count", &places))
    };
    let people = move || {
        let me = app.identity.with(|identity| identity.as_ref().map(|i| i.member));
        let without = WITHOUT.map(|code| Opt::new(code, tr(&format!("stock.{code}"))));
        app.world.with(|world| {
            let others = world.members.values().filter(|member| Some(member.member) != me);
            let others =
                others.map(|member| Opt::new(member.member.to_string(), member.name.clone()));
            others.chain(without).collect::<Vec<_>>()
        })
    };
    let whys = move || WHYS.map(|code| Opt::new(code, tr(&format!("stock.why.{code}")))).to_vec();
    view! {
        <Card title=move || tr(if expected.get().is_some() { "stock.book" } else { "stock.opening_count" })>
            <Show when=move || expected.get().is_some() fallback=|| view! { <p>{move || tr("stock.opening_note")}</p> }>
                <Ledger rows=Signal::derive(move || book.with(rows))/>
            </Show>
            {move || last().map(|last| view! { <p class="small soft">{last}</p> })}
            <div class="row-ends">
                <label class="field-label" for="counted">{move || tr("stock.you_counted")}</label>
                <Stepper
                    id="counted"
                    value=form.counted
                    field=true
                    label=move || tr("stock.you_counted")
                    fewer=move || tr("stock.fewer")
                    more=move || tr("stock.more")
                />
            </div>
            <LedgerGap text=move || gap_words(difference.get())/>
            <Show when=move || difference.get() != 0>
                <Select label=move || tr("stock.why_gap") value=form.why options=whys empty=move || tr("stock.why_empty")/>
            </Show>
            <Select
                id="counted-with"
                label=move || tr("stock.counted_with")
                hint=move || tr("stock.two_people")
                value=form.with
                options=people
                empty=move || tr("stock.choose_person")
                error=move || (form.alone.get() && form.with.read().is_empty()).then(|| tr("stock.alone"))
            />
        </Card>
    }
}
