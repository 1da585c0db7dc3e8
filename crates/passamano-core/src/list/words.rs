//! Words of any language made alike, so that they can be compared: small letters without accents,
//! one digit set, one space for every sign. And the names of the months. What words stand for is
//! said by those who read a list.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::card;

/// Names of months, by their first letters where people shorten them.
const MONTHS: [&str; 12] = [
    "jan|gen|janv|يناير",
    "feb|fevr|fev|فبراير",
    "mar|mars|marzo|march|مارس",
    "apr|avr|avril|aprile|april|ابريل",
    "may|mag|mai|maggio|مايو",
    "jun|giu|juin|giugno|june|يونيو",
    "jul|lug|juil|juillet|luglio|july|يوليو",
    "aug|ago|aout|agosto|august|اغسطس",
    "sep|set|sept|settembre|september|سبتمبر",
    "oct|ott|ottobre|october|اكتوبر",
    "nov|novembre|november|نوفمبر",
    "dec|dic|dicembre|december|ديسمبر",
];

/// The words of a list `one|two`, folded.
pub fn set(words: &str) -> HashSet<String> {
    words.split('|').map(fold).collect()
}

/// A word for comparing: small letters, no accents, one digit set, one space for every sign.
/// Arabic letters that people write in several ways are brought to one.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let kept = text.chars().filter(|c| !card::is_invisible(*c) && !is_accent(*c));
    for c in kept.flat_map(char::to_lowercase).filter(|c| !is_accent(*c)) {
        let c = base_letter(card::plain_digit(c).unwrap_or(c));
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A mark on or under a letter, of Latin or Arabic script, or the stroke that stretches one.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// The letter without what a keyboard may have added to it.
fn base_letter(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ș' => 's',
        'ť' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ک' => 'ك',
        _ => c,
    }
}

/// Which month a folded word names, counted from 1.
pub fn month(word: &str) -> Option<u32> {
    static FOLDED: LazyLock<Vec<HashSet<String>>> =
        LazyLock::new(|| MONTHS.iter().map(|names| set(names)).collect());
    FOLDED.iter().position(|names| names.contains(word)).map(|at| at as u32 + 1)
}
