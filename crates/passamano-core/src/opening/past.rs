//! Goods past their use-by day leave only with a reason. Every save goes by this, also where the
//! screen has not heard yet. Which goods are past it is in [`crate::stock`].

use crate::distribution::Line;
use crate::record::Fact;

/// Whether a fact gives goods of which all that is left is past its use-by day, and does not say
/// why. `corrects` that it puts an earlier record right: the goods have left already.
pub fn lacks_reason(fact: &Fact, corrects: bool, is_past: impl Fn(&str) -> bool) -> bool {
    let past = |line: &Line| line.qty > 0 && is_past(&line.code);
    !corrects
        && match fact {
            Fact::HandedOver(given) => given.past_date.is_none() && given.lines.iter().any(past),
            Fact::Counted(given) => given.past_date.is_none() && past(&given.line),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{HandOver, Outcome, PastDate, PastWhy, Tallied};

    fn tallied(qty: u32, past_date: Option<PastWhy>) -> Fact {
        Fact::Counted(Tallied { line: Line { code: "DRY".into(), qty }, past_date })
    }

    fn handed(qty: u32, past_date: Option<PastWhy>) -> Fact {
        let past_date = past_date.map(|why| PastDate { why, codes: vec!["DRY".into()] });
        let lines = vec![Line { code: "HYG".into(), qty: 1 }, Line { code: "DRY".into(), qty }];
        let plain = HandOver::new("K7", Outcome::ServedFull, lines);
        Fact::HandedOver(HandOver { past_date, ..plain })
    }

    #[test]
    fn goods_past_their_date_leave_only_with_a_reason() {
        let lacks = |fact: &Fact, corrects| lacks_reason(fact, corrects, |code| code == "DRY");
        for of in [tallied, handed] {
            assert!(lacks(&of(1, None), false));
            assert!(!lacks(&of(0, None), false), "none of it is given");
            assert!(!lacks(&of(1, None), true), "it has left already");
            for why in [PastWhy::PackIsGood, PastWhy::LeadAgreed, PastWhy::Other] {
                assert!(!lacks(&of(1, Some(why)), false), "{why:?}");
            }
            assert!(!lacks_reason(&of(1, None), false, |code| code == "MILK"));
        }
        assert!(!lacks_reason(&Fact::Debriefed(Default::default()), false, |_| true));
    }
}
