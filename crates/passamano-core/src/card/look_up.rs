//! Which card of a list a scanned or typed text is: the same code in any writing, with what hand
//! scanners put around it, without any sign, or through another keyboard. What is not certain is
//! offered and never taken.

use super::{BadCard, from_qr, is_ours, keyboard, normalize, suggest};

/// What a text is on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookUp {
    /// A card of the list.
    Card {
        /// The code as the list has it.
        code: String,
        /// It came through another keyboard than the scanner's.
        other_keyboard: bool,
    },
    /// No card of the list.
    Unknown {
        /// What was read.
        code: String,
        /// Cards that it may have been, best first.
        close: Vec<String>,
        /// It came through another keyboard than the scanner's.
        other_keyboard: bool,
    },
    /// No card at all.
    Bad(BadCard),
}

/// Looks a text up. `exact` gives the code of the list that has the same key, `known` all codes.
pub fn look_up<'a, I: Iterator<Item = &'a str>>(
    text: &str,
    exact: impl Fn(&str) -> Option<&'a str>,
    known: impl Fn() -> I,
) -> LookUp {
    let code = match from_qr(text) {
        Ok(code) => code,
        Err(bad) => return LookUp::Bad(bad),
    };
    let card = |code: &str, other_keyboard| LookUp::Card { code: code.into(), other_keyboard };
    let readings = readings(&code);
    if let Some(found) = readings.iter().find_map(|reading| exact(reading)) {
        return card(found, false);
    }
    let strange = keyboard::is_strange(&code);
    let meant = keyboard::undone(&code);
    let list: Vec<(String, &str)> = known().map(|code| (bare(code), code)).collect();
    let same = |text: &str| -> Vec<&str> {
        let wanted = bare(text);
        let same = list.iter().filter(|(key, _)| !wanted.is_empty() && *key == wanted);
        same.map(|(_, code)| *code).collect()
    };
    let (mut through, mut whole): (Vec<&str>, Vec<&str>) = (vec![], vec![]);
    for text in meant.iter().flat_map(|text| self::readings(text)) {
        // The keyboard that brings back a code of the list with its very signs is the one.
        let with_signs = exact(&text);
        whole.extend(with_signs);
        let found = with_signs.map_or_else(|| same(&text), |code| vec![code]);
        for code in found {
            if !through.contains(&code) {
                through.push(code);
            }
        }
    }
    let bare = readings.iter().map(|text| same(text)).find(|same| !same.is_empty());
    let bare = bare.unwrap_or_default();
    match (through.as_slice(), bare.as_slice()) {
        // Without a strange sign nothing says that there was another keyboard, and these signs
        // come from keyboards that move letters and from others that do not.
        ([one], []) if strange && (is_ours(one) || code.contains(is_telling)) => {
            return card(one, true);
        }
        ([], [one]) => return card(one, false),
        ([one], [same]) if one == same => return card(one, strange && whole.contains(one)),
        _ => {}
    }
    let ours = || meant.iter().find(|text| strange && is_ours(text));
    let (code, other_keyboard) = match ours() {
        Some(ours) => (super::shown(ours), true),
        None => (code, false),
    };
    let mut close = suggest(&code, known());
    for other in bare.into_iter().chain(through) {
        if !close.iter().any(|code| code == other) {
            close.push(other.to_owned());
        }
    }
    LookUp::Unknown { code, close, other_keyboard }
}

/// The text as it is, and without what a scanner puts around a code: the kind of code in three
/// signs before it, or the stars of Code 39.
fn readings(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    let mut chars = text.chars();
    let kind = [chars.next(), chars.next(), chars.next()];
    if let [Some(']'), Some(letter), Some(digit)] = kind
        && letter.is_ascii_alphabetic()
        && digit.is_ascii_alphanumeric()
    {
        all.push(chars.as_str().to_owned());
    }
    if let Some(inner) = text.strip_prefix('*').and_then(|text| text.strip_suffix('*')) {
        all.push(inner.to_owned());
    }
    all
}

/// A sign that only keyboards type that move letters or digits.
fn is_telling(c: char) -> bool {
    keyboard::is_strange(c.encode_utf8(&mut [0; 4])) && !"'+*?".contains(c)
}

/// The key of a code without any sign.
fn bare(code: &str) -> String {
    normalize(code).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn look(text: &str, list: &[&str]) -> LookUp {
        let exact = |code: &str| list.iter().copied().find(|on| normalize(on) == normalize(code));
        look_up(text, exact, || list.iter().copied())
    }

    fn card(code: &str, other_keyboard: bool) -> LookUp {
        LookUp::Card { code: code.into(), other_keyboard }
    }

    #[test]
    fn a_card_is_found_through_every_keyboard_and_it_is_said() {
        let list = ["K7-4QD", "P4-7MX-3K", "A-001", "CR-0012"];
        for (typed, code) in [
            ("K7'4QD", "K7-4QD"),
            ("K7ß4QD", "K7-4QD"),
            ("Kè)'AD", "K7-4QD"),
            ("Л7-4ЙВ", "K7-4QD"),
            ("،7-4\u{64e}]", "K7-4QD"),
            ("P4'7MX'3K", "P4-7MX-3K"),
            ("P')è?X)\"K", "P4-7MX-3K"),
            ("Q)àà&", "A-001"),
            ("\u{650}-001", "A-001"),
            ("অ-০০১", "A-001"),
            ("CR+0012", "CR-0012"),
        ] {
            assert_eq!(look(typed, &list), card(code, true), "{typed}");
        }
    }

    #[test]
    fn what_scanners_put_around_a_code_and_other_signs_in_it_do_not_hide_the_card() {
        let list = ["36-EZY", "MSF/VTM/2026/00017", "A-001"];
        for (typed, code) in [
            ("36-EZY", "36-EZY"),
            ("]Q136-EZY", "36-EZY"),
            ("]C036-ezy", "36-EZY"),
            ("*36-EZY*", "36-EZY"),
            ("*36EZY*", "36-EZY"),
            ("MSF-VTM-2026-00017", "MSF/VTM/2026/00017"),
            ("msfvtm202600017", "MSF/VTM/2026/00017"),
            ("A.001", "A-001"),
            ("[A-001]", "A-001"),
            ("A-001;", "A-001"),
        ] {
            assert_eq!(look(typed, &list), card(code, false), "{typed}");
        }
    }

    #[test]
    fn what_is_not_certain_is_offered_and_never_taken() {
        // Typed by hand: y for z is a German keyboard only by chance.
        let LookUp::Unknown { close, other_keyboard, .. } = look("Z2-34Y", &["Y2-34Z"]) else {
            panic!("taken");
        };
        assert_eq!((close, other_keyboard), (vec!["Y2-34Z".to_string()], false));
        // Two cards that differ only in a sign.
        let LookUp::Unknown { close, .. } = look("A.1", &["A/1", "A-1"]) else { panic!("taken") };
        assert_eq!(close.len(), 2);
        // Two keyboards, two cards: an Italian and a Swiss one.
        let LookUp::Unknown { close, .. } = look("Z'34Y", &["Y-34Z", "Z-34Y"]) else {
            panic!("taken");
        };
        assert_eq!(close, ["Z-34Y", "Y-34Z"]);
        // An Italian keyboard, and a card that is not on the list: it is not the one that a Swiss
        // keyboard would have meant.
        let LookUp::Unknown { close, .. } = look("Z2'34Y", &["Y2-34Z"]) else { panic!("taken") };
        assert_eq!(close, ["Y2-34Z"]);
        // With an ß there is no doubt.
        assert_eq!(look("Z2ß34Y", &["Y2-34Z"]), card("Y2-34Z", true));
    }

    #[test]
    fn one_of_our_codes_that_is_not_on_the_list_is_shown_as_it_is_printed() {
        let code = crate::card::new_code([7, 1, 0, 9, 0, 0, 0, 3], |_| false).unwrap();
        let typed = code.replace('-', "'");
        assert_eq!(
            look(&typed, &["XX-XXX"]),
            LookUp::Unknown { code, close: vec![], other_keyboard: true }
        );
        assert_eq!(look("WIFI:S:casa;;", &["A"]), LookUp::Bad(BadCard::Wifi));
    }

    #[test]
    fn a_number_is_offered_for_the_same_number_with_leading_zeros() {
        for (typed, list) in
            [("417", "000417"), ("000417", "417"), ("0012", "12"), ("A-1", "A-001")]
        {
            let LookUp::Unknown { close, .. } = look(typed, &["9417", list, "4170"]) else {
                panic!("taken");
            };
            assert_eq!(close.first().map(String::as_str), Some(list), "{typed}");
        }
    }

    #[test]
    fn a_list_in_another_script_is_itself() {
        let list = ["أسرة-12", "бабуся-7"];
        assert_eq!(look("أسرة-١٢", &list), card("أسرة-12", false));
        assert_eq!(look("Бабуся 7", &list), card("бабуся-7", false));
    }

    #[test]
    fn a_scan_through_another_keyboard_is_looked_up_in_5_000_cards_in_a_blink() {
        let random = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
        let codes: Vec<String> =
            (0..5_000).filter_map(|n| crate::card::new_code(random(n), |_| false)).collect();
        let list: BTreeMap<String, &str> =
            codes.iter().map(|code| (normalize(code), code.as_str())).collect();
        let exact = |code: &str| list.get(&normalize(code)).copied();
        let begun = std::time::Instant::now();
        let _ = look_up("ZZ'ZZZZ", exact, || list.values().copied());
        assert!(begun.elapsed().as_millis() < 900, "{:?}", begun.elapsed());
    }
}
