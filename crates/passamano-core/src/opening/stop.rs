//! Cards on which nothing is given, whatever is due: one that was replaced, and one of a household
//! that the desk has stopped. Every save goes by this, also when the screen has not heard yet.

use super::{hands_out, may_decide};
use crate::distribution::{HandOver, Override, Rules, stopping_flag};
use crate::household::Household;
use crate::record::Fact;
use crate::space::Role;

/// Why nothing is given on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The household has another card: what is given is given on that one.
    Replaced,
    /// The household is suspended, has moved or is closed, or has a flag of which nobody here knows
    /// what it means: the desk decides.
    Household,
}

/// How a card stands.
pub fn stop(household: &Household, rules: &Rules, replaced: bool) -> Option<Stop> {
    match replaced {
        true => Some(Stop::Replaced),
        false => stopping_flag(household, rules).map(|_| Stop::Household),
    }
}

/// Whether a fact may be saved, by how the card stands that it names. `corrects` that it puts an
/// earlier record right: the goods have left already, and the record has to say so.
pub fn judge(fact: &Fact, corrects: bool, stop: Option<Stop>, role: Role) -> Result<(), Stop> {
    let Some(stop) = stop.filter(|_| hands_out(fact) && !corrects) else { return Ok(()) };
    let decided = stop == Stop::Household && may_decide(role) && is_decided(fact);
    if decided { Ok(()) } else { Err(stop) }
}

/// The record says that somebody decided to give all the same, with a reason that fits a household
/// that was stopped. One of those for a second share was given before anybody knew of the stop.
fn is_decided(fact: &Fact) -> bool {
    let Fact::HandedOver(HandOver { set_aside, .. }) = fact else { return false };
    matches!(set_aside, Some(Override::LeadAgreed | Override::Other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Line, Outcome};
    use crate::household::STOPS;

    const DECIDES: [Role; 2] = [Role::FocalPoint, Role::Coordinator];

    fn given(set_aside: Option<Override>) -> Fact {
        let lines = vec![Line { code: "DRY".into(), qty: 1 }];
        let plain = HandOver::new("K7", Outcome::ServedFull, lines);
        Fact::HandedOver(HandOver { set_aside, ..plain })
    }

    #[test]
    fn a_stopped_household_and_a_replaced_card_stop() {
        let with = |flag: &str| Household { flags: vec![flag.into()], ..Default::default() };
        for flag in STOPS {
            assert_eq!(
                stop(&with(flag), &Rules::default(), false),
                Some(Stop::Household),
                "{flag}"
            );
            assert_eq!(stop(&with(flag), &Rules::default(), true), Some(Stop::Replaced), "{flag}");
        }
        assert_eq!(stop(&with("active"), &Rules::default(), false), None);
        assert_eq!(stop(&with("active"), &Rules::default(), true), Some(Stop::Replaced));
    }

    #[test]
    fn a_flag_that_nobody_here_knows_stops_until_the_rules_name_it() {
        let flags = ["active".to_string(), "under_protection".to_string()];
        let household = Household { flags: flags.to_vec(), ..Default::default() };
        let by = |rules: &Rules| stopping_flag(&household, rules);
        assert_eq!(by(&Rules::default()), Some("under_protection"));
        let named = || vec!["under_protection".to_string()];
        assert_eq!(by(&Rules { required_flags: named(), ..Rules::default() }), None);
        assert_eq!(by(&Rules { debarring_flags: named(), ..Rules::default() }), None);
    }

    #[test]
    fn a_stopped_household_gets_what_the_desk_decided_with_a_reason_and_nothing_else() {
        let judged = |why, role| judge(&given(why), false, Some(Stop::Household), role);
        for role in DECIDES {
            assert_eq!(judged(Some(Override::LeadAgreed), role), Ok(()));
            assert_eq!(judged(Some(Override::Other), role), Ok(()));
            let others = [Override::PartMissing, Override::WrongCard, Override::BadGoods];
            for why in [None].into_iter().chain(others.map(Some)) {
                assert_eq!(judged(why, role), Err(Stop::Household), "{why:?}");
            }
        }
        for why in [None, Some(Override::LeadAgreed), Some(Override::Other)] {
            assert_eq!(judged(why, Role::Volunteer), Err(Stop::Household), "{why:?}");
        }
    }

    #[test]
    fn a_replaced_card_never_gives() {
        for role in DECIDES.into_iter().chain([Role::Volunteer]) {
            for why in [None, Some(Override::LeadAgreed), Some(Override::Other)] {
                let judged = judge(&given(why), false, Some(Stop::Replaced), role);
                assert_eq!(judged, Err(Stop::Replaced), "{role:?} {why:?}");
            }
        }
    }

    #[test]
    fn what_gives_nothing_and_what_corrects_is_always_saved() {
        let nobody = Fact::HandedOver(HandOver::new("K7", Outcome::NotDue, vec![]));
        for stop in [Stop::Replaced, Stop::Household] {
            assert_eq!(judge(&nobody, false, Some(stop), Role::Volunteer), Ok(()));
            assert_eq!(judge(&given(None), true, Some(stop), Role::Volunteer), Ok(()));
        }
        assert_eq!(judge(&given(None), false, None, Role::Volunteer), Ok(()));
    }
}
