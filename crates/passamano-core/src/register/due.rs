//! By when an entry must have left its state.

use std::collections::BTreeMap;

use super::{Register, Standing, State};
use crate::expr::{Expr, Over};
use crate::time::Moment;
use crate::value::Answers;

const MS_PER_HOUR: f64 = 3_600_000.0;
/// No state lasts longer, whatever a condition gives: ten years.
const MOST_HOURS: f64 = 87_600.0;

/// What the states of a register say of their time, read once for all entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Dues(BTreeMap<String, Expr>);

impl Dues {
    /// Reads them. A condition that does not parse, of a later version, sets no time.
    pub fn new(register: &Register) -> Self {
        let timed = register.states.iter().filter(|state| !state.end);
        let read = |state: &State| {
            let hours = Expr::parse(state.due.as_deref()?).ok()?;
            Some((state.id.clone(), hours))
        };
        Self(timed.filter_map(read).collect())
    }

    /// The moment, with the offset of the phone on which the entry came into its state. Nothing
    /// where the state has no end in time, or its condition gives no number for these answers.
    pub fn of(&self, standing: &Standing, answers: &Answers) -> Option<Moment> {
        let since = standing.since.at;
        let hours = self.0.get(&standing.state)?.eval(&Over { answers, now: since }).number();
        let within = hours.is_finite() && (0.0..=MOST_HOURS).contains(&hours);
        within
            .then(|| Moment { ms: since.ms.saturating_add((hours * MS_PER_HOUR) as i64), ..since })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{DeviceId, MemberId, RecordId};
    use crate::json;
    use crate::projection::Origin;
    use crate::value::Value;

    fn in_hours(due_by: &str, risk: Option<i64>) -> Option<i64> {
        let register: Register = json::from_str(&format!(
            r#"{{"id":"r.a","form":"r.a","title":[],"moves":[],"states":[{{"id":"new","due":"{due_by}"}}]}}"#
        ))
        .unwrap();
        let from = Origin {
            record: RecordId([1; 16]),
            device: DeviceId([1; 32]),
            seq: 1,
            by: MemberId([1; 8]),
            at: Moment { ms: 0, offset: 60 },
            activity: None,
        };
        let standing = Standing::of(&register, &from, &[]);
        let answers =
            risk.map(|risk| ("risk".to_owned(), Value::Whole(risk))).into_iter().collect();
        Dues::new(&register).of(&standing, &answers).map(|due| due.ms / 3_600_000)
    }

    #[test]
    fn the_time_goes_by_the_answers() {
        let by_risk = "if(${risk} >= 6, 24, if(${risk} >= 3, 72, 168))";
        assert_eq!(in_hours(by_risk, Some(9)), Some(24));
        assert_eq!(in_hours(by_risk, Some(4)), Some(72));
        assert_eq!(in_hours(by_risk, Some(1)), Some(168));
        // Nobody rated it: a rating that is not there is not a high one.
        assert_eq!(in_hours(by_risk, None), Some(168));
        assert_eq!(in_hours("${risk}", None), None);
        assert_eq!(in_hours("1 div 0", None), None);
    }
}
