//! Code 39: capitals, digits and some signs between two stars, without a check of its own. The
//! medicines of Italy put a code of their own into it; a card is never taken for one here.

/// Which two of a character's five bars are wide, for each place in [`CHARACTERS`].
const BARS: [u8; 10] =
    [0b10001, 0b01001, 0b11000, 0b00101, 0b10100, 0b01100, 0b00011, 0b10010, 0b01010, 0b00110];
/// Which one of the four gaps is wide, and the characters for the wide bars.
const CHARACTERS: [(u8, &[u8; 10]); 4] = [
    (0b0100, b"1234567890"),
    (0b0010, b"ABCDEFGHIJ"),
    (0b0001, b"KLMNOPQRST"),
    (0b1000, b"UVWXYZ-. *"),
];
/// Characters without a wide bar, by their three wide gaps.
const SIGNS: [(u8, u8); 4] = [(0b1110, b'$'), (0b1101, b'/'), (0b1011, b'+'), (0b0111, b'%')];
/// Bars and gaps of a character; one more gap stands between two.
const RUNS: usize = 9;
/// A shorter text is found in too many patterns.
const SHORTEST: usize = 2;

/// Reads at a bar, with the light before it.
pub fn read(quiet: f32, bars: &[f32]) -> Option<String> {
    let first = bars.get(..RUNS)?;
    let width: f32 = first.iter().sum();
    if quiet < width / 3.0 || character(first)? != b'*' {
        return None;
    }
    let mut text = String::new();
    let mut at = RUNS + 1;
    loop {
        let runs = bars.get(at..at + RUNS)?;
        let (gap, now) = (bars[at - 1], runs.iter().sum::<f32>());
        // One text has one size, and its characters stand close.
        if gap > width / 2.0 || !(0.7..1.4).contains(&(now / width)) {
            return None;
        }
        match character(runs)? {
            b'*' => {
                let after = bars.get(at + RUNS).copied().unwrap_or_default();
                return (text.len() >= SHORTEST && after >= width / 3.0).then_some(text);
            }
            other => text.push(char::from(other)),
        }
        at += RUNS + 1;
    }
}

/// Three of the nine are wide. Bars and gaps are judged apart: ink spreads.
fn character(runs: &[f32]) -> Option<u8> {
    let bars: Vec<f32> = runs.iter().step_by(2).copied().collect();
    let gaps: Vec<f32> = runs.iter().skip(1).step_by(2).copied().collect();
    if let (Some(bars), Some(gaps)) = (wide(&bars, 2), wide(&gaps, 1)) {
        let (_, characters) = CHARACTERS.iter().find(|(gap, _)| *gap == gaps)?;
        return characters.get(BARS.iter().position(|wide| *wide == bars)?).copied();
    }
    let gaps = wide(&gaps, 3)?;
    let even = bars.iter().fold(0.0, |a: f32, b| a.max(*b))
        < 1.6 * bars.iter().fold(f32::MAX, |a, b| a.min(*b));
    SIGNS.iter().find(|(wide, _)| even && *wide == gaps).map(|(_, sign)| *sign)
}

/// Which are the `many` widest, if they stand out from the others.
fn wide(runs: &[f32], many: usize) -> Option<u8> {
    let mut sorted = runs.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (least, most) = (sorted[many - 1], sorted[many]);
    let alike = sorted[0] < 2.2 * least && most < 2.2 * sorted[runs.len() - 1].max(0.1);
    let limit = f32::midpoint(least, most);
    let bits = runs.iter().fold(0, |bits, run| bits * 2 + u8::from(*run > limit));
    (alike && least > 1.35 * most).then_some(bits)
}
