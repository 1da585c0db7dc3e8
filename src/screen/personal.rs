//! Notices what could name a person in a text: a phone number, a mail address, an Italian tax
//! code. It only warns: it can be wrong, and the words belong to who writes them.

use passamano_core::card;

/// Fewer digits than this are a count, an hour or a year.
const SHORTEST_PHONE: usize = 9;
const LONGEST_PHONE: usize = 15;
const TAX_CODE: usize = 16;

/// The text seems to hold something personal.
pub fn looks_personal(text: &str) -> bool {
    let words = || {
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>'))
    };
    words().any(is_mail) || words().any(is_tax_code) || has_phone(text)
}

fn is_mail(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else { return false };
    let dot = host.trim_end_matches('.').rfind('.');
    !name.is_empty() && dot.is_some_and(|dot| dot > 0)
}

/// Six letters of the names first, a check letter last, and digits of the birth between.
fn is_tax_code(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.len() == TAX_CODE
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.bytes().take(6).all(|b| b.is_ascii_alphabetic())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().last().is_some_and(|b| b.is_ascii_alphabetic())
}

/// A run of digits, with spaces and dashes between, that begins as numbers here do. Dates begin
/// otherwise, or are parted by other signs.
fn has_phone(text: &str) -> bool {
    let mut run = String::new();
    for c in text.chars().chain(['.']) {
        let key = if c.is_alphanumeric() {
            card::normalize(c.encode_utf8(&mut [0; 4]))
        } else {
            String::new()
        };
        match key.chars().next() {
            Some(digit) if digit.is_ascii_digit() => run.push(digit),
            None if matches!(c, ' ' | '-' | '\u{a0}') => {}
            None if c == '+' => run = String::from("+"),
            _ if is_phone(&run) => return true,
            _ => run.clear(),
        }
    }
    false
}

fn is_phone(run: &str) -> bool {
    let digits = run.trim_start_matches('+').len();
    (SHORTEST_PHONE..=LONGEST_PHONE).contains(&digits) && run.starts_with(['+', '0', '3'])
}

#[cfg(test)]
mod tests {
    use super::looks_personal;

    #[test]
    fn what_could_name_a_person_is_noticed() {
        for text in [
            "call 333 123 4567 tonight",
            "+39 06-1234 5678",
            "٣٣٣١٢٣٤٥٦٧",
            "write to rosa@example.org.",
            "(a.b@mail.example.it)",
            "code rssmra80a01h501u",
        ] {
            assert!(looks_personal(text), "{text}");
        }
    }

    #[test]
    fn counts_hours_days_and_card_codes_are_not() {
        for text in [
            "",
            "12 boxes fell at 10:41 on 28/11/2026",
            "2026-11-28 10:41",
            "card K7-4QD, 3 people hurt, 112 called",
            "@ the door",
            "100 kg, 2500 kcal, 1522 and 114",
            "🙂🙂🙂",
        ] {
            assert!(!looks_personal(text), "{text}");
        }
    }
}
