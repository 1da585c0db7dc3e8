//! The words for a hand-over and for what became of it, the same wherever one is listed.

use passamano_core::distribution::{Collector, HandOver, PastWhy};
use passamano_core::projection::{Amendment, Standing};

use crate::actions::correct::REASONS;
use crate::i18n::{tr, tr_known, tr_with};
use crate::screen::names::{goods, text};
use crate::screen::past::why_words;
use crate::screen::said::said;
use crate::screen::when::date;
use crate::state::App;

/// The word of an outcome. Tracked.
pub fn outcome(fact: &HandOver) -> String {
    tr_known("outcome", fact.outcome.code())
}

/// What was given, or why nothing was. Tracked.
pub fn what(app: App, fact: &HandOver) -> String {
    match fact.outcome.served() && !fact.lines.is_empty() {
        true => goods(app, &fact.lines),
        false => outcome(fact),
    }
}

/// What else a hand-over says. Tracked.
pub fn besides(fact: &HandOver) -> Vec<String> {
    let proxy = match fact.collector {
        Collector::Household => None,
        Collector::Proxy => Some(tr("handout.by_proxy")),
        Collector::Later(code) => Some(code.as_str().to_string()),
    };
    let why = fact.why.as_ref().map(|code| tr(&format!("refused.{code}")));
    let next = fact.next.map(|day| tr_with("record.next", &[("day", &date(day))]));
    let loan = fact.loan.then(|| tr("handout.loan"));
    let past = fact.past_date.as_ref().map(|past| past_words(past.why));
    [proxy, why, next, loan, past].into_iter().flatten().collect()
}

/// Why goods past their date were given. Tracked.
pub fn past_words(why: PastWhy) -> String {
    tr_with("record.past", &[("why", &why_words(why))])
}

/// Nothing was given: a hand-over by kind, and not by what happened.
pub fn not_given(fact: &HandOver) -> bool {
    !fact.outcome.served()
}

/// The word that marks a hand-over that does not count; nothing for one that does. Tracked.
pub fn mark(standing: Standing) -> Option<String> {
    Some(match standing {
        Standing::Counts => return None,
        Standing::Undone(_) => tr("record.mark.undone"),
        Standing::Corrected(_) => tr("record.mark.corrected"),
        Standing::OtherCounts(_) => tr("record.mark.other"),
    })
}

/// Who amended, when and why. Tracked.
pub fn amended(app: App, by: &Amendment) -> String {
    let who = said(app, &by.from);
    match by.fact.as_deref().and_then(reason) {
        Some(reason) => tr_with("record.amended", &[("who", &who), ("reason", &reason)]),
        None => who,
    }
}

/// The words of a reason; nothing for one that has none here. Tracked.
pub fn reason(code: &str) -> Option<String> {
    (REASONS.contains(&code) || code == "undo").then(|| tr(&format!("record.reason.{code}")))
}

/// The title of a check or step by its id. Tracked.
pub fn of_pack(app: App, id: &str) -> String {
    let title = text(app, &format!("{id}.title"));
    if title.is_empty() || title == format!("{id}.title") { text(app, id) } else { title }
}
