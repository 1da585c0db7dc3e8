//! The code on a household's card, and the follow-up code of a feedback: how a new one is made,
//! how a typed or scanned one is read, and what a mistyped one may have been. Who has which card
//! is in [`crate::household`]. Beside this file: which card of a list a text is (`look_up.rs`), what
//! other keyboards make of it (`keyboard.rs`), and telling a hand scanner from a hand
//! (`scanner.rs`).
//!
//! A card's code is four symbols and a check symbol, written `K7-4QD`; a follow-up code has two
//! symbols more, written `P4-7MX-3K`. Neither carries a meaning. Cards that an organisation
//! printed before keep their own codes, with any letters and digits.

mod keyboard;
mod look_up;
pub mod scanner;

use core::fmt;

pub use look_up::{LookUp, look_up};

/// The symbols of our codes: no O, I, L, 0 or 1, because people mix them up. Their number is
/// prime, so that the check notices every single wrong symbol and every swap of neighbors.
pub const ALPHABET: &str = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// Symbols of a card's code, with the check and without the dash.
pub const SYMBOLS: usize = 5;

/// Symbols of a follow-up code. Phones that do not hear of each other choose them, and nobody may
/// be read another person's answer: with 31⁶ values, two of 1,000 visits share one in 1 of 1,780
/// activities. The cards' 31⁴ would share one in 2 of 5.
pub const FOLLOW_UP: usize = 7;

const PRIME: u64 = 31;
/// Shares no factor with the number of codes, so that the search for a free code visits every one
/// and does not hand out neighbors.
const STRIDE: u64 = 400_009;
/// No QR code of a card is longer, in characters.
const LONGEST: usize = 40;
const SUGGESTIONS: usize = 3;

/// Makes a card's code that is not `taken` (which is asked with the printed form) from random
/// bytes. Nothing if every code is taken.
pub fn new_code(random: [u8; 8], taken: impl Fn(&str) -> bool) -> Option<String> {
    free(SYMBOLS, random, taken)
}

/// Makes a follow-up code in the same way.
pub fn new_follow_up(random: [u8; 8], taken: impl Fn(&str) -> bool) -> Option<String> {
    free(FOLLOW_UP, random, taken)
}

fn free(symbols: usize, random: [u8; 8], taken: impl Fn(&str) -> bool) -> Option<String> {
    let codes = how_many(symbols);
    let start = u64::from_le_bytes(random) % codes;
    let mut all = (0..codes).map(|step| printed(symbols, (start + step * STRIDE) % codes));
    all.find(|code| !taken(code))
}

/// How many codes of this length there are: all symbols but the check are free.
fn how_many(symbols: usize) -> u64 {
    (1..symbols).map(|_| PRIME).product()
}

fn printed(symbols: usize, number: u64) -> String {
    let mut values = vec![0; symbols];
    let mut rest = number;
    for value in &mut values[..symbols - 1] {
        *value = rest % PRIME;
        rest /= PRIME;
    }
    // The symbol that brings the sum to 0.
    let open = weighted(&values);
    let weight = symbols as u64;
    let closes = |value: &u64| (open + weight * value).is_multiple_of(PRIME);
    values[symbols - 1] = (0..PRIME).find(closes).unwrap_or_default();
    dashed(values.iter().filter_map(|value| ALPHABET.chars().nth(*value as usize)))
}

fn weighted(values: &[u64]) -> u64 {
    values.iter().zip(1..).map(|(value, weight)| value * weight).sum::<u64>() % PRIME
}

/// Groups of two, three and two symbols: as many as a person keeps in mind from one look.
fn dashed(symbols: impl Iterator<Item = char>) -> String {
    let mut text = String::with_capacity(FOLLOW_UP + 2);
    for (at, symbol) in symbols.enumerate() {
        if at == 2 || at == 5 {
            text.push('-');
        }
        text.push(symbol);
    }
    text
}

/// The key of a code: two texts name the same card when their keys are equal. Capitals, Latin
/// letters and digits wherever a keyboard of another script gave their twins, and no spaces,
/// dashes or invisible marks.
pub fn normalize(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !is_dash(*c) && !is_invisible(*c))
        .flat_map(|c| plain_digit(c).unwrap_or(c).to_uppercase())
        .map(latin_twin)
        .collect()
}

/// A code as people read it: ours as `K7-4QD`, others as they were printed, trimmed.
pub fn shown(text: &str) -> String {
    let key = normalize(text);
    if has_right_check(&key) {
        return dashed(key.chars());
    }
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    visible.trim().to_string()
}

/// The text is one of our codes: of a card or for following up, and the check is right.
pub fn is_ours(text: &str) -> bool {
    has_right_check(&normalize(text))
}

fn has_right_check(key: &str) -> bool {
    let values: Option<Vec<u64>> =
        key.chars().map(|c| ALPHABET.find(c).map(|at| at as u64)).collect();
    values.is_some_and(|values| {
        [SYMBOLS, FOLLOW_UP].contains(&values.len()) && weighted(&values) == 0
    })
}

/// The codes of `known` that a mistyped one may have been, at most three, best first: the same
/// code, then the same numbers with or without leading zeros, then look-alike symbols, then a swap
/// of neighbors, then one wrong symbol.
pub fn suggest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let typed: Vec<char> = normalize(text).chars().collect();
    if typed.is_empty() {
        return vec![];
    }
    let mut found: Vec<(u8, &str)> = known
        .filter_map(|code| {
            let key: Vec<char> = normalize(code).chars().collect();
            Some((distance(&typed, &key)?, code))
        })
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().take(SUGGESTIONS).map(|(_, code)| code.to_string()).collect()
}

/// How far two keys are apart, or nothing when nobody would take one for the other.
fn distance(typed: &[char], key: &[char]) -> Option<u8> {
    if typed.len() != key.len() {
        return (without_zeros(typed) == without_zeros(key)).then_some(1);
    }
    let differ = || (0..key.len()).filter(|at| typed[*at] != key[*at]);
    let mut wrong = differ().take(3);
    match (wrong.next(), wrong.next(), wrong.next()) {
        (None, ..) => Some(0),
        _ if differ().all(|at| look_alike(typed[at], key[at])) => Some(2),
        (Some(a), Some(b), None) if b == a + 1 && typed[a] == key[b] && typed[b] == key[a] => {
            Some(3)
        }
        (Some(_), None, _) => Some(4),
        _ => None,
    }
}

/// The key without zeros that begin a number: sheets drop them, people add them.
fn without_zeros(key: &[char]) -> Vec<char> {
    let mut kept: Vec<char> = vec![];
    for (at, c) in key.iter().enumerate() {
        let number_began = kept.last().is_some_and(char::is_ascii_digit);
        let number_goes_on = key.get(at + 1).is_some_and(char::is_ascii_digit);
        if *c != '0' || number_began || !number_goes_on {
            kept.push(*c);
        }
    }
    kept
}

fn look_alike(a: char, b: char) -> bool {
    const SETS: [&str; 11] =
        ["0ODQ", "1IL7", "2Z", "3E", "4A", "5S", "6GC", "8B", "UV", "MNW", "KX"];
    SETS.iter().any(|set| set.contains(a) && set.contains(b))
}

/// What a scanned QR code was, when it was no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadCard {
    /// Nothing to read in it.
    Empty,
    /// An invitation to a team. It must not be shown.
    Invitation,
    /// A web address.
    Link,
    /// The key of a wireless network.
    Wifi,
    /// A telephone number, a message, a place or a person's contact.
    Contact,
    /// Too long for a card, for example a ticket or a health pass.
    TooLong,
}

impl fmt::Display for BadCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "this code is empty",
            Self::Invitation => "this is an invitation, not a card",
            Self::Link => "this is a link, not a card",
            Self::Wifi => "this is the key of a wireless network, not a card",
            Self::Contact => "this is a contact, not a card",
            Self::TooLong => "this code is too long for a card",
        })
    }
}

/// Reads what a QR code held: the code as text and nothing else, as we print it.
pub fn from_qr(text: &str) -> Result<String, BadCard> {
    const CONTACTS: [&str; 9] =
        ["tel:", "sms:", "smsto:", "mailto:", "matmsg:", "geo:", "mecard:", "begin:", "bizcard:"];
    let code = shown(text);
    let small = code.to_lowercase();
    let starts = |with: &str| small.starts_with(with);
    if small.contains("#/join/") {
        Err(BadCard::Invitation)
    } else if small.contains("://") || starts("www.") {
        Err(BadCard::Link)
    } else if starts("wifi:") {
        Err(BadCard::Wifi)
    } else if CONTACTS.into_iter().any(starts) {
        Err(BadCard::Contact)
    } else if !code.chars().any(char::is_alphanumeric) {
        Err(BadCard::Empty)
    } else if code.chars().count() > LONGEST || code.contains('\n') {
        Err(BadCard::TooLong)
    } else {
        Ok(code)
    }
}

fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{ad}' | '\u{58a}' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Marks that keyboards and messengers add and nobody sees: joiners, directions, a byte order
/// mark. Line ends are left for the reader to judge.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || c.is_control() && !c.is_whitespace()
}

/// The digit 0-9 that a digit of another script stands for.
pub(crate) fn plain_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    // Where the ten digits begin: Arabic-Indic, Persian, Devanagari, Bengali, full width.
    const ZEROS: [u32; 5] = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
    let code = u32::from(c);
    ZEROS.iter().find_map(|zero| char::from_digit(code.checked_sub(*zero)?, 10))
}

/// The Latin capital that looks the same as a capital of another script or width.
fn latin_twin(c: char) -> char {
    const TWINS: [(&str, &str); 2] =
        [("АВЕЗКМНОРСТУХІЅЈ", "ABE3KMHOPCTYXISJ"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")];
    if c.is_ascii() {
        return c;
    }
    if let '\u{ff21}'..='\u{ff3a}' = c {
        return char::from_u32(u32::from(c) - 0xff21 + u32::from('A')).unwrap_or(c);
    }
    TWINS
        .iter()
        .flat_map(|(from, to)| from.chars().zip(to.chars()))
        .find_map(|(from, to)| (from == c).then_some(to))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CODES: u64 = PRIME.pow(4);

    fn code(number: u64) -> String {
        printed(SYMBOLS, number % CODES)
    }

    #[test]
    fn a_new_code_is_ours_and_reads_back_from_any_writing() {
        let code = new_code([7, 1, 0, 9, 0, 0, 0, 3], |_| false).unwrap();
        assert!(is_ours(&code));
        assert_eq!((code.len(), code.as_bytes()[2]), (6, b'-'));
        assert_eq!(shown(&format!(" {} \n", code.to_lowercase().replace('-', " "))), code);
    }

    #[test]
    fn a_follow_up_code_is_longer_and_reads_back_from_any_writing_too() {
        let code = new_follow_up([7, 1, 0, 9, 0, 0, 0, 3], |_| false).unwrap();
        assert!(is_ours(&code));
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [2, 3, 2]);
        assert_eq!(shown(&format!(" {} \n", code.to_lowercase().replace('-', ""))), code);
        // Codes that people took home before stay ours.
        assert!(is_ours(&printed(SYMBOLS, 12_345)));
    }

    #[test]
    fn three_thousand_visits_of_phones_that_do_not_hear_of_each_other_share_no_follow_up_code() {
        let random = |n: u64| crate::seal::digest(&n.to_le_bytes()).0[..8].try_into().unwrap();
        type New = fn([u8; 8], fn(&str) -> bool) -> Option<String>;
        let codes = |new: New| {
            let all = (0..3_000).filter_map(|n| new(random(n), |_| false));
            all.collect::<std::collections::BTreeSet<_>>().len()
        };
        assert_eq!(codes(|random, taken| new_follow_up(random, taken)), 3_000);
        assert!(codes(|random, taken| new_code(random, taken)) < 3_000);
    }

    #[test]
    fn a_taken_code_is_not_given_twice() {
        let mut taken = std::collections::BTreeSet::new();
        for _ in 0..300 {
            let code = new_code([9; 8], |code| taken.contains(code)).unwrap();
            assert!(taken.insert(code));
        }
    }

    #[test]
    fn every_single_wrong_symbol_and_every_swap_of_neighbors_is_noticed() {
        // The sum is linear: it is enough to try every pair of values at every place.
        let cards = (0..CODES).step_by(3_001).map(code);
        let follow_ups = (0..300).map(|n| printed(FOLLOW_UP, n * 2_900_009));
        for code in cards.chain(follow_ups) {
            let right: Vec<char> = normalize(&code).chars().collect();
            for at in 0..right.len() {
                for symbol in ALPHABET.chars().filter(|c| *c != right[at]) {
                    let mut wrong = right.clone();
                    wrong[at] = symbol;
                    assert!(!is_ours(&wrong.iter().collect::<String>()));
                }
                if at > 0 && right[at] != right[at - 1] {
                    let mut swapped = right.clone();
                    swapped.swap(at, at - 1);
                    assert!(!is_ours(&swapped.iter().collect::<String>()));
                }
            }
        }
        for weight in 1..=FOLLOW_UP as u64 {
            assert!((1..PRIME).all(|change| weight * change % PRIME != 0));
        }
    }

    #[test]
    fn a_code_reads_the_same_from_every_keyboard() {
        for (typed, key) in [
            ("k7–4qd", "K74QD"),
            ("\u{2066}K7-4QD\u{2069}", "K74QD"),
            ("Ｋ７－４ＱＤ", "K74QD"),
            ("К7-4QD", "K74QD"),
            ("к٧-۴qd", "K74QD"),
            ("ΚΑ-२৩", "KA23"),
            ("বাড়ি-১২", "বাড়ি12"),
            ("خ-١٢", "خ12"),
            ("\u{feff}cr 00/12", "CR00/12"),
            ("🙂", "🙂"),
        ] {
            assert_eq!(normalize(typed), key, "{typed}");
        }
    }

    #[test]
    fn a_code_of_another_organisation_stays_as_it_was_printed() {
        assert_eq!(shown("  Famiglia-0012\u{200f} "), "Famiglia-0012");
        assert!(!is_ours("Famiglia-0012"));
    }

    #[test]
    fn a_mistyped_code_finds_its_look_alikes_first_then_a_swap_then_one_wrong_symbol() {
        let known = ["B8-2ZD", "B8-22D", "8B-2ZD", "B8-2ZK", "XX-XXX", "CR-0012"];
        assert_eq!(suggest("88-ZZ0", known.into_iter()), ["B8-2ZD", "B8-22D", "8B-2ZD"]);
        assert_eq!(suggest("B8-2DZ", known.into_iter())[0], "B8-2ZD");
        assert_eq!(suggest("B8-2ZP", known.into_iter()), ["B8-2ZD", "B8-2ZK"]);
        assert_eq!(suggest("CR O0I2", known.into_iter()), ["CR-0012"]);
        assert!(suggest("PP-PPP", known.into_iter()).is_empty());
        assert!(suggest(" - ", known.into_iter()).is_empty());
    }

    #[test]
    fn five_thousand_codes_are_searched_in_the_blink_of_an_eye() {
        let known: Vec<String> = (0..5_000).map(|n| code(n * STRIDE)).collect();
        let start = std::time::Instant::now();
        assert!(!suggest(&known[4_999], known.iter().map(String::as_str)).is_empty());
        assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
    }

    #[test]
    fn a_foreign_qr_code_says_what_it_is() {
        let long = "A".repeat(41);
        for (text, problem) in [
            ("", BadCard::Empty),
            ("\n", BadCard::Empty),
            ("https://example.org/app/#/join/AQEBAQ", BadCard::Invitation),
            ("#/join/AQEBAQ", BadCard::Invitation),
            ("HTTPS://EXAMPLE.ORG", BadCard::Link),
            ("www.example.org", BadCard::Link),
            ("WIFI:S:casa;T:WPA;P:secret;;", BadCard::Wifi),
            ("tel:+39061234", BadCard::Contact),
            ("BEGIN:VCARD\nFN:Rosa", BadCard::Contact),
            (&long, BadCard::TooLong),
            ("two\nlines", BadCard::TooLong),
        ] {
            assert_eq!(from_qr(text), Err(problem), "{text}");
        }
        let ours = code(12_345);
        assert_eq!(from_qr(&format!("{ours}\r\n")), Ok(ours));
        assert_eq!(from_qr("أسرة-12").as_deref(), Ok("أسرة-12"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic_and_normalizing_twice_changes_nothing(text in "\\PC{0,60}") {
            let key = normalize(&text);
            prop_assert_eq!(normalize(&key), key.clone());
            let _ = (from_qr(&text), suggest(&text, ["K7-4QD", &text].into_iter()));
            prop_assert_eq!(normalize(&shown(&text)), key);
        }

        #[test]
        fn a_code_with_one_slip_finds_the_right_card(number in 0..CODES, at in 0..5_usize, symbol in 0..31_usize) {
            let right = code(number);
            let mut typed: Vec<char> = normalize(&right).chars().collect();
            typed[at] = ALPHABET.chars().nth(symbol).unwrap();
            prop_assert_eq!(suggest(&typed.iter().collect::<String>(), [right.as_str()].into_iter()), [right.clone()]);
        }
    }
}
