//! Codes: short names of the values of a list, in records, settings and packs. A later version
//! knows more of them than this one. Such a code is never refused: it is carried as it is, shown
//! as itself, and written again as it was read. What it means here stands at the list's `Later`,
//! and is always the careful reading. No list itself is here.

use core::fmt;

use serde::{Deserialize, Deserializer};

use crate::id::Text;

/// The longest code, in bytes. Every list, also of later versions, keeps to it.
const LONGEST: usize = 31;

/// A code that is on no list of this version: lower-case letters, digits and `_`. It lies in the
/// value itself, so that whatever holds one can be copied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code([u8; LONGEST]);

impl Code {
    /// The code that a text is; nothing where it is none.
    pub fn new(text: &str) -> Option<Self> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let mut code = Self([0; LONGEST]);
        let room = code.0.get_mut(..text.len()).filter(|room| !room.is_empty())?;
        room.copy_from_slice(text.as_bytes());
        text.bytes().all(fits).then_some(code)
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|b| *b == 0).unwrap_or(LONGEST);
        core::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads a code of a list.
pub(crate) fn read<'de, D: Deserializer<'de>, T>(
    from: D,
    list: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let Text(text) = Text::deserialize(from)?;
    list(&text).ok_or_else(|| serde::de::Error::custom("not a code"))
}

/// Names the codes of an enum that has a variant `Later(Code)`, and writes and reads it by them.
macro_rules! codes {
    ($list:ident { $($variant:ident = $code:literal,)+ }) => {
        impl $list {
            /// The code, as it stands in records and packs.
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Later(code) => code.as_str(),
                }
            }

            /// What a code stands for; nothing where the text is no code.
            pub fn from_code(code: &str) -> Option<Self> {
                Some(match code {
                    $($code => Self::$variant,)+
                    _ => Self::Later(crate::code::Code::new(code)?),
                })
            }
        }

        impl serde::Serialize for $list {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $list {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                crate::code::read(from, Self::from_code)
            }
        }
    };
}

pub(crate) use codes;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{self, HandOver, Outcome, Past, Rules, Tallied, Verdict};
    use crate::feedback::{Status, Topic};
    use crate::guide::{Standing, StepState};
    use crate::household::Household;
    use crate::id::{DeviceId, RecordId};
    use crate::opening::{Exception, Shut, shut};
    use crate::pack::{Item, Kit, Step};
    use crate::record::ActivityState;
    use crate::stock::{DateKind, Freshness, Ledger, Movement, Reason, freshness};
    use crate::time::{Day, Moment};

    fn of<T: serde::de::DeserializeOwned>(json: &str) -> T {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_code_of_a_later_version_is_written_again_as_it_was_read() {
        for code in ["served_full", "given_by_drone", "x", "a_code_of_one_and_thirty_bytes_"] {
            let json = format!("\"{code}\"");
            let read: Outcome = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
            assert_eq!(read.code(), code);
            assert_eq!(matches!(read, Outcome::Later(_)), code != "served_full", "{code}");
        }
    }

    #[test]
    fn a_hand_over_full_of_codes_of_a_later_version_is_written_again_as_it_was_read() {
        let json = r#"{"household":"K7","outcome":"given_by_drone","collector":"neighbour","set_aside":"fire","past_date":{"why":"tasted","codes":["DRY"]}}"#;
        let read: HandOver = of(json);
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        let tallied: Tallied = of(r#"{"code":"DRY","qty":1,"past_date":"tasted"}"#);
        assert!(tallied.past_line().is_some());
    }

    /// What a phone does not understand never makes it give more, hide more or show less.
    #[test]
    fn the_reading_of_an_unknown_code_is_the_careful_one() {
        let later = Moment { ms: 0, offset: 0 };
        let kit: Kit = of(r#"{"code":"DRY","icon":"x","per":"street","bands":[]}"#);
        let household = Household { code: "K7".into(), ..Default::default() };
        assert_eq!(kit.how_many(&household.people), 1);
        let past = Past {
            record: RecordId([1; 16]),
            at: later,
            day: Day(20_000),
            device: DeviceId([1; 32]),
            by_me: false,
            this_activity: true,
            outcome: of("\"given_by_drone\""),
            lines: vec![],
        };
        let decided =
            distribution::decide(&Rules::default(), &household, &[&kit], &[past], Day(20_000));
        assert!(matches!(decided.verdict, Verdict::AlreadyServed(_)));

        let topic: Topic = of("\"threat\"");
        assert!(topic.sensitive());
        let status: Status = of("\"waiting_for_partner\"");
        assert!(Status::ActionTaken < status && status < Status::Closed);

        let state: ActivityState = of("\"evacuated\"");
        assert_eq!(shut(Some(state)), Some(Shut::Later));
        assert!(state > ActivityState::Aborted);
        let why = Exception::from_code("shut_flood");
        assert_eq!(why.map(|why| why.code().to_string()).as_deref(), Some("shut_flood"));
        assert_eq!(Exception::from_code("wrong_card"), None);

        let step: Step = of(
            r#"{"id":"a","mandatory":true,"do":0,"why":false,"checks":[],"stop":0,"opens":"hologram"}"#,
        );
        let steps = [("a".to_string(), of("\"half_done\""))].into();
        assert_eq!(Standing { steps, ..Default::default() }.state(&step), StepState::Todo);

        let item: Item = of(
            r#"{"code":"F1","category":"x","unit":"kg","size":1,"date":"opened_on","allergens":[],"mayContain":[],"diet":[],"handling":"diver","deliveryOnly":false}"#,
        );
        assert_eq!(item.date_kind(), Some(DateKind::UseBy));
        assert!(item.sealed_only());
        let kind: DateKind = of("\"freeze_by\"");
        assert_eq!(freshness(Some((kind, Day(10))), Day(11)), Freshness::Expired);
        let reason: Reason = of("\"swapped\"");
        let moved = Movement::new(reason, "F1", 5);
        assert_eq!(Ledger::of("F1", &[(later, &moved)], &[], &[]).expected, 0);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let long = "x".repeat(LONGEST + 1);
        for text in ["", "Served", "served full", "così", "a-b", "a\0", "<b>", &long] {
            assert_eq!(Code::new(text), None, "{text:?}");
            let json = serde_json::to_string(text).unwrap();
            assert!(serde_json::from_str::<Outcome>(&json).is_err(), "{text:?}");
        }
    }
}
