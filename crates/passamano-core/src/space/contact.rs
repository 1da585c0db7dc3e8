//! Whom to call: what a number must be so that a telephone dials it, and which contacts of the
//! settings may be offered. Nothing here calls anybody.

use core::fmt;

use super::{Contact, Settings};
use crate::card::{is_invisible, plain_digit};

/// A contact that can be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callable {
    /// What the team calls the person or office.
    pub name: String,
    /// The number as it was written, for people.
    pub phone: String,
    /// The number as a telephone takes it: digits, and a plus at most before them.
    pub dial: String,
}

/// Why nobody can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadContact {
    /// There is a number, and nobody's name.
    NoName,
    /// There is a name, and no number.
    NoNumber,
    /// A letter or sign that no telephone dials.
    Sign(char),
    /// Too few digits for any telephone.
    Short,
    /// More digits than any telephone has: perhaps two numbers.
    Long,
    /// After a plus comes the number of a country.
    Country,
}

impl BadContact {
    /// Its stable name, the end of the key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::NoNumber => "no_number",
            Self::Sign(_) => "sign",
            Self::Short => "short",
            Self::Long => "long",
            Self::Country => "country",
        }
    }
}

impl fmt::Display for BadContact {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::NoName => "a number without a name",
            Self::NoNumber => "a name without a number",
            Self::Sign(_) => "a sign that is not dialled",
            Self::Short => "too few digits",
            Self::Long => "too many digits",
            Self::Country => "no country after the plus",
        })
    }
}

/// The fewest digits: 112.
const FEWEST: usize = 3;
/// The fewest digits after a plus: a country and a number.
const FEWEST_ABROAD: usize = 7;
/// The most digits of any telephone in the world (ITU-T E.164).
const MOST: usize = 15;

/// What a telephone takes of a number that a person wrote. Spaces, brackets, dots, dashes and
/// slashes are for people; digits may be of another script.
pub fn dialled(phone: &str) -> Result<String, BadContact> {
    let mut dial = String::new();
    let mut zero_in_brackets = false;
    let mut open = None;
    for c in phone.chars().filter(|c| !is_invisible(*c)) {
        match plain_digit(c).unwrap_or(c) {
            digit @ '0'..='9' => dial.push(digit),
            '+' | '＋' if dial.is_empty() => dial.push('+'),
            '(' => open = Some(dial.len()),
            ')' => zero_in_brackets |= open.take().is_some_and(|at| &dial[at..] == "0"),
            '.' | '-' | '/' | '\u{2010}'..='\u{2015}' => {}
            space if space.is_whitespace() => {}
            other => return Err(BadContact::Sign(other)),
        }
    }
    let abroad = dial.starts_with('+');
    // "+44 (0)20": the zero is dialled only without the country, so nobody can say what is meant.
    if abroad && zero_in_brackets {
        return Err(BadContact::Sign('('));
    }
    match dial.trim_start_matches('+') {
        "" => Err(BadContact::NoNumber),
        digits if abroad && digits.starts_with('0') => Err(BadContact::Country),
        digits if digits.len() < if abroad { FEWEST_ABROAD } else { FEWEST } => {
            Err(BadContact::Short)
        }
        digits if digits.len() > MOST => Err(BadContact::Long),
        _ => Ok(dial),
    }
}

impl Contact {
    /// This contact as one that can be called, or what is wrong with it.
    pub fn callable(&self) -> Result<Callable, BadContact> {
        let name = self.name.trim();
        let dial = dialled(&self.phone);
        if !name.chars().any(char::is_alphabetic) {
            return Err(BadContact::NoName);
        }
        Ok(Callable { name: name.into(), phone: self.phone.trim().into(), dial: dial? })
    }

    /// Nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.phone.trim().is_empty()
    }
}

impl Settings {
    /// Everybody who can be called. What an earlier version let in unchecked is left out.
    pub fn callables(&self) -> impl Iterator<Item = Callable> {
        self.contacts.iter().filter_map(|contact| contact.callable().ok())
    }

    /// Whom to call by the code of a contact, if that is possible.
    pub fn callable(&self, code: &str) -> Option<Callable> {
        let of_code = self.contacts.iter().filter(|contact| contact.code == code);
        of_code.filter_map(|contact| contact.callable().ok()).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(name: &str, phone: &str) -> Contact {
        Contact {
            code: "focal_point".into(),
            name: name.into(),
            phone: phone.into(),
            more: Default::default(),
        }
    }

    #[test]
    fn what_people_write_is_dialled_by_its_digits() {
        for (written, dial) in [
            ("112", "112"),
            ("1522", "1522"),
            ("06 4927 1234", "0649271234"),
            ("+39 06/4927-1234", "+390649271234"),
            ("(06) 49.27", "064927"),
            ("\u{202a}+39 333 1234567\u{202c}", "+393331234567"),
            ("٠٦ ٤٩٢٧", "064927"),
            ("0039\u{a0}333 1234567", "00393331234567"),
        ] {
            assert_eq!(dialled(written).as_deref(), Ok(dial), "{written}");
        }
    }

    #[test]
    fn what_no_telephone_dials_is_refused_with_its_reason() {
        for (written, why) in [
            ("", BadContact::NoNumber),
            (" + ", BadContact::NoNumber),
            ("abc", BadContact::Sign('a')),
            ("06 1234 int. 5", BadContact::Sign('i')),
            ("333 1234567, 06 1234", BadContact::Sign(',')),
            ("39+06123", BadContact::Sign('+')),
            ("*#06#", BadContact::Sign('*')),
            ("+44 (0)20 7946 0000", BadContact::Sign('(')),
            ("12", BadContact::Short),
            ("+39 06", BadContact::Short),
            ("+0649271234", BadContact::Country),
            ("333 1234567 / 06 49271234", BadContact::Long),
        ] {
            assert_eq!(dialled(written), Err(why), "{written}");
        }
    }

    #[test]
    fn only_who_has_a_name_and_a_number_is_offered_also_from_old_settings() {
        let mut settings = Settings {
            contacts: vec![
                contact("", "abc"),
                contact("", "06 1234"),
                contact("Rosa", ""),
                contact("12", "06 1234"),
            ],
            ..Settings::default()
        };
        assert_eq!((settings.callables().count(), settings.callable("focal_point")), (0, None));
        settings.contacts.push(contact(" Rosa ", " 06 1234 "));
        let rosa = Callable { name: "Rosa".into(), phone: "06 1234".into(), dial: "061234".into() };
        assert_eq!(settings.callable("focal_point"), Some(rosa));
        assert_eq!(settings.callable("site_lead"), None);
        assert!(contact(" ", "\u{a0}").is_empty() && !contact("Rosa", "").is_empty());
    }
}
