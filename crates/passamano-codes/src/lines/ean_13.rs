//! EAN-13: thirteen digits, as on goods. The first stands in the way the next six are drawn, the
//! last checks the others.

use super::nearest;

/// Widths of each digit in the right half, and in the left half where it is drawn the first way.
const DIGITS: [[u8; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];
/// Which of the six left digits are drawn the second way, for each first digit.
const FIRST: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];
/// Edge, six digits, middle, six digits, edge.
const RUNS: usize = 3 + 24 + 5 + 24 + 3;
const MODULES: f32 = 95.0;
/// Light on both sides, in modules. The standard asks for more than many cards have.
const QUIET: f32 = 5.0;

/// Reads at a bar, with the light before it.
pub fn read(quiet: f32, bars: &[f32]) -> Option<String> {
    let module = bars.get(..RUNS)?.iter().sum::<f32>() / MODULES;
    let edge = |runs: &[f32]| runs.iter().all(|run| (0.4..1.8).contains(&(run / module)));
    let (left, right) = (&bars[3..27], &bars[32..56]);
    let after = bars.get(RUNS).copied().unwrap_or_default();
    if quiet.min(after) < QUIET * module
        || !edge(&bars[..3])
        || !edge(&bars[27..32])
        || !edge(&bars[56..RUNS])
    {
        return None;
    }
    // The second way is the first from behind.
    let mut both = DIGITS.to_vec();
    both.extend(DIGITS.map(|[a, b, c, d]| [d, c, b, a]));
    let (mut digits, mut ways) = (vec![0], 0);
    for runs in left.chunks(4) {
        let digit = nearest(runs, 7, both.iter())?;
        digits.push(digit % 10);
        ways = ways * 2 + u8::from(digit >= 10);
    }
    for runs in right.chunks(4) {
        digits.push(nearest(runs, 7, DIGITS.iter())?);
    }
    digits[0] = FIRST.iter().position(|first| *first == ways)?;
    let sum: usize = digits.iter().zip([1, 3].into_iter().cycle()).map(|(d, by)| d * by).sum();
    let text = digits.iter().filter_map(|digit| char::from_digit(*digit as u32, 10)).collect();
    sum.is_multiple_of(10).then_some(text)
}
