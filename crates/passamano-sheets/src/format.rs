//! A number as its sheet shows it: by the format code that Excel keeps for its cell. Colours,
//! conditions and widths change nothing here; what is not understood shows the plain number.

/// Names of months as English sheets shorten them. Which language a sheet shows is not in it.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days from 1899-12-30 to 1970-01-01.
const EPOCH: i64 = 25_569;
const DAY_SECONDS: f64 = 86_400.0;

/// The code of a format that Excel knows by number only.
pub fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        // How a short date looks depends on whoever looks at it.
        14 => "yyyy-mm-dd",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        37 | 38 => "#,##0",
        39 | 40 => "#,##0.00",
        45 => "mm:ss",
        46 => "h:mm:ss",
        47 => "mm:ss",
        49 => "@",
        _ => return None,
    })
}

/// A number as the format shows it. Days are counted as Excel does, from 1900.
pub fn show(value: f64, code: &str) -> String {
    let section = section(code, value);
    let tokens = tokens(section);
    if tokens.is_empty() || tokens.iter().all(|token| *token == Token::General) {
        return plain(value);
    }
    let dated = tokens.iter().any(|token| matches!(token, Token::Date(_)));
    let shown = if dated { date(value, &tokens) } else { digits(value, &tokens) };
    shown.unwrap_or_else(|| plain(value))
}

/// A number without a format.
pub fn plain(value: f64) -> String {
    value.to_string()
}

/// The section of a code that is for this number: positive, negative, zero.
fn section(code: &str, value: f64) -> &str {
    let sections: Vec<&str> = code.split(';').collect();
    match (value < 0.0, value == 0.0, sections.len()) {
        (true, _, 2..) if !sections[1].is_empty() => sections[1],
        (_, true, 3..) if !sections[2].is_empty() => sections[2],
        _ => sections[0],
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    General,
    /// `0` is shown always, `#` and `?` only if there is a digit.
    Digit(char),
    Point,
    Comma,
    Percent,
    Exponent,
    Slash,
    Literal(char),
    /// A run of one letter: `d`, `m`, `y`, `h`, `s`, or `a` for AM/PM.
    Date(String),
}

fn tokens(section: &str) -> Vec<Token> {
    let mut tokens = vec![];
    let mut rest = section;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        let small = rest.to_ascii_lowercase();
        if small.starts_with("general") {
            tokens.push(Token::General);
            length = "general".len();
        } else if small.starts_with("am/pm") || small.starts_with("a/p") {
            tokens.push(Token::Date("a".into()));
            length = if small.starts_with("am/pm") { 5 } else { 3 };
        } else {
            match c {
                '"' => {
                    let end = rest[1..].find('"').map_or(rest.len(), |at| at + 1);
                    tokens.extend(rest[1..end].chars().map(Token::Literal));
                    length = (end + 1).min(rest.len());
                }
                '\\' => {
                    if let Some(next) = rest[1..].chars().next() {
                        tokens.push(Token::Literal(next));
                        length += next.len_utf8();
                    }
                }
                // A blank as wide as a sign, a sign repeated over the width: no more than a blank.
                '_' | '*' => length += rest[1..].chars().next().map_or(0, char::len_utf8),
                '[' => length = rest.find(']').map_or(rest.len(), |at| at + 1),
                '0' | '#' | '?' => tokens.push(Token::Digit(c)),
                '.' => tokens.push(Token::Point),
                ',' => tokens.push(Token::Comma),
                '%' => tokens.push(Token::Percent),
                '/' => tokens.push(Token::Slash),
                '@' => {}
                'e' | 'E' if rest[1..].starts_with(['+', '-']) => {
                    tokens.push(Token::Exponent);
                    length += 1;
                }
                'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => {
                    let run =
                        small.chars().take_while(|next| *next == c.to_ascii_lowercase()).count();
                    tokens.push(Token::Date(small[..run].into()));
                    length = run;
                }
                c => tokens.push(Token::Literal(c)),
            }
        }
        rest = &rest[length..];
    }
    tokens
}

fn digits(value: f64, tokens: &[Token]) -> Option<String> {
    if tokens.contains(&Token::Exponent) || !tokens.iter().any(|t| matches!(t, Token::Digit(_))) {
        return None;
    }
    // A fraction.
    if tokens.contains(&Token::Slash) {
        return None;
    }
    let percents = tokens.iter().filter(|token| **token == Token::Percent).count();
    let value = value.abs() * 100_f64.powi(percents as i32) * if value < 0.0 { -1.0 } else { 1.0 };
    let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
    let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
    let decimals = tokens[point..].iter().filter(is_digit).count();
    let places = tokens[..point].iter().filter(is_digit).count();
    let grouped =
        tokens[..point].windows(2).any(|pair| matches!(pair, [Token::Comma, Token::Digit(_)]));
    let number = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    let whole: Vec<char> = if whole == "0" { vec![] } else { whole.chars().collect() };
    let mut shown = String::new();
    if value < 0.0 && number.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        shown.push('-');
    }
    // More digits than places: the first place takes the rest.
    let mut left = whole.len();
    let mut place = places;
    let push = |shown: &mut String, digit: char, left: usize| {
        shown.push(digit);
        if grouped && left > 1 && (left - 1).is_multiple_of(3) {
            shown.push(',');
        }
    };
    for token in &tokens[..point] {
        match token {
            Token::Digit(kind) => {
                while left > place {
                    push(&mut shown, whole[whole.len() - left], left);
                    left -= 1;
                }
                if left == place && left > 0 {
                    push(&mut shown, whole[whole.len() - left], left);
                    left -= 1;
                } else if *kind == '0' {
                    push(&mut shown, '0', place);
                }
                place = place.saturating_sub(1);
            }
            Token::Literal(sign) => shown.push(*sign),
            Token::Percent => shown.push('%'),
            _ => {}
        }
    }
    let mut fraction = fraction.chars();
    for token in &tokens[point..] {
        match token {
            Token::Point => shown.push('.'),
            Token::Digit(_) => shown.extend(fraction.next()),
            Token::Literal(sign) => shown.push(*sign),
            Token::Percent => shown.push('%'),
            _ => {}
        }
    }
    Some(shown.trim().to_string())
}

fn date(value: f64, tokens: &[Token]) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&value) {
        return None;
    }
    let seconds = (value.fract() * DAY_SECONDS).round() as i64;
    // Excel takes 1900 for a leap year: before March its days are one off.
    let days = value.trunc() as i64 + seconds / 86_400 + i64::from(value < 60.0);
    let seconds = seconds % 86_400;
    let (year, month, day) = civil(days - EPOCH);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let half = tokens.contains(&Token::Date("a".into()));
    let hour_shown = if half { (hour + 11) % 12 + 1 } else { hour };
    let dates: Vec<(usize, &str)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            Token::Date(run) => Some((at, run.as_str())),
            _ => None,
        })
        .collect();
    let minutes = |at: usize| {
        let nth = dates.iter().position(|(own, _)| *own == at).unwrap_or_default();
        let beside = |nth: Option<usize>, letter: char| {
            nth.and_then(|nth| dates.get(nth)).is_some_and(|(_, run)| run.starts_with(letter))
        };
        beside(nth.checked_sub(1), 'h') || beside(Some(nth + 1), 's')
    };
    // With the month first, 1/6/2027 would be read as the first of June.
    let place = |letter: char| {
        let of = |(at, run): &&(usize, &str)| {
            run.starts_with(letter) && !(letter == 'm' && minutes(*at))
        };
        dates.iter().find(of).filter(|(_, run)| letter == 'y' || run.len() <= 2).map(|(at, _)| *at)
    };
    if let (Some(at_month), Some(at_day), Some(at_year)) = (place('m'), place('d'), place('y'))
        && at_month < at_day
        && at_day < at_year
    {
        return Some(format!("{year:04}-{month:02}-{day:02}"));
    }
    let mut shown = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let name = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
        match token {
            Token::Date(run) => match (run.as_bytes()[0], run.len()) {
                (b'a', _) => shown.push_str(if hour < 12 { "AM" } else { "PM" }),
                (b'y', ..=2) => shown.push_str(&format!("{:02}", year % 100)),
                (b'y', _) => shown.push_str(&format!("{year:04}")),
                (b'm', 1) if minutes(at) => shown.push_str(&minute.to_string()),
                (b'm', 2) if minutes(at) => shown.push_str(&format!("{minute:02}")),
                (b'm', 1) => shown.push_str(&month.to_string()),
                (b'm', 2) => shown.push_str(&format!("{month:02}")),
                (b'm', 3) => shown.push_str(&name[..3]),
                (b'm', _) => shown.push_str(name),
                (b'd', 1) => shown.push_str(&day.to_string()),
                (b'd', 2) => shown.push_str(&format!("{day:02}")),
                (b'h', 1) => shown.push_str(&hour_shown.to_string()),
                (b'h', _) => shown.push_str(&format!("{hour_shown:02}")),
                (b's', 1) => shown.push_str(&second.to_string()),
                (b's', _) => shown.push_str(&format!("{second:02}")),
                // The name of the day says nothing that the date does not.
                _ => {}
            },
            Token::Literal(sign) => shown.push(*sign),
            Token::Slash => shown.push('/'),
            Token::Point => shown.push('.'),
            Token::Comma => shown.push(','),
            _ => {}
        }
    }
    let shown = shown.trim().trim_matches(',').trim();
    (!shown.is_empty()).then(|| shown.to_string())
}

/// Year, month and day from days since 1970.
fn civil(days: i64) -> (i32, u32, u32) {
    passamano_core::time::Day(days as i32).ymd()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        for (value, code, shown) in [
            (417.0, "000000", "000417"),
            (1_234_567_890_123_456.0, "0", "1234567890123456"),
            (12.0, "0000", "0012"),
            (12.0, "General", "12"),
            (0.5, "0%", "50%"),
            (2.0, "0.0", "2.0"),
            (2.5, "0", "2"),
            (-3.0, "0", "-3"),
            (0.0, "#", ""),
            (0.0, "0", "0"),
            (12345.0, "#,##0", "12,345"),
            (7.0, "000-000", "000-007"),
            (123_456.0, "000\\-000", "123-456"),
            (1234.0, "\"K\"000", "K1234"),
            (100_000.0, "0.00E+00", "100000"),
            (5.0, "[Red]0;[Blue]0", "5"),
            (5.0, "0_);(0)", "5"),
            (0.5, "# ?/?", "0.5"),
            (20.0, "@", "20"),
        ] {
            let expected = if shown.is_empty() { "" } else { shown };
            assert_eq!(show(value, code), expected, "{value} {code}");
        }
    }

    #[test]
    fn dates_are_shown_as_their_format_says() {
        for (value, code, shown) in [
            (46_082.0, "d-mmm", "1-Mar"),
            (46_114.0, "d-mmm", "2-Apr"),
            (46_331.0, "d-mmm", "5-Nov"),
            (46_082.0, "dd/mm/yyyy", "01/03/2026"),
            (46_082.0, "dd-mm", "01-03"),
            (46_082.0, "m/d/yyyy", "2026-03-01"),
            (46_082.0, "mm-dd-yy;@", "2026-03-01"),
            (46_082.0, "mmm d, yyyy", "Mar 1, 2026"),
            (46_082.0, "[$-410]d mmmm yyyy", "1 March 2026"),
            (46_082.0, "mmm-yy", "Mar-26"),
            (46_027.375_694_444_45, "yyyy-mm-dd h:mm:ss", "2026-01-05 9:01:00"),
            (0.604_166_666_7, "hh:mm", "14:30"),
            (0.604_166_666_7, "h:mm AM/PM", "2:30 PM"),
            (59.0, "yyyy-mm-dd", "1900-02-28"),
            (61.0, "yyyy-mm-dd", "1900-03-01"),
            (31_778.0, "yyyy-mm-dd", "1987-01-01"),
            (-1.0, "yyyy-mm-dd", "-1"),
        ] {
            assert_eq!(show(value, code), shown, "{value} {code}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_number_and_any_format_are_shown_without_a_panic(value: f64, code in "[0#?.,%dmyhsDMYEe+/;\"\\\\@_*\\[\\] a-]{0,12}") {
            let _ = show(value, &code);
        }
    }
}
