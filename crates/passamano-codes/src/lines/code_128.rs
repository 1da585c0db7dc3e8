//! Code 128: any ASCII text in three sets of characters, with a check.

use super::nearest;

/// The widths of all characters, in the order of their values; the last three begin a text in set
/// A, B or C. What ends one is longer and not among them.
const PATTERNS: &[u8] = b"\
212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222\
123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321\
232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121\
313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224\
111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111\
111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113\
114311411113411311113141114131311141411131211412211214211232";
/// What ends a text, without its last bar of two.
const STOP: [u8; 6] = [2, 3, 3, 1, 1, 1];
const START_A: usize = 103;
const START_B: usize = 104;
const START_C: usize = 105;
/// Bars and gaps of a character.
const RUNS: usize = 6;
const MODULES: u8 = 11;
/// Light on both sides, in modules. The standard asks for ten.
const QUIET: f32 = 5.0;

/// Reads at a bar, with the light before it.
pub fn read(quiet: f32, bars: &[f32]) -> Option<String> {
    let width: f32 = bars.get(..RUNS)?.iter().sum();
    let module = width / f32::from(MODULES);
    // Cheap, and nearly every place in a picture ends here.
    if quiet < QUIET * module || !(1.3..2.8).contains(&(bars[0] / module)) {
        return None;
    }
    let patterns = patterns();
    let all = || patterns.iter().chain([&STOP]);
    let mut values = vec![];
    for at in (0..bars.len()).step_by(RUNS) {
        let runs = bars.get(at..at + RUNS)?;
        if !(0.75..1.33).contains(&(runs.iter().sum::<f32>() / width)) {
            return None;
        }
        let value = nearest(runs, MODULES, all())?;
        if values.is_empty() && !(START_A..=START_C).contains(&value) {
            return None;
        }
        if value == patterns.len() {
            let after = bars.get(at + RUNS + 1).copied().unwrap_or_default();
            return (after >= QUIET * module).then(|| checked(&values))?;
        }
        values.push(value);
    }
    None
}

fn patterns() -> Vec<[u8; RUNS]> {
    let widths = |pattern: &[u8]| std::array::from_fn(|at| pattern[at] - b'0');
    PATTERNS.chunks_exact(RUNS).map(widths).collect()
}

fn checked(values: &[usize]) -> Option<String> {
    let (check, values) = values.split_last()?;
    let weighted = |(at, value): (usize, &usize)| at.max(1) * value;
    let sum: usize = values.iter().enumerate().map(weighted).sum();
    (sum % 103 == *check).then(|| text(values))?
}

/// What the values mean, from set to set.
fn text(values: &[usize]) -> Option<String> {
    const GROUP: char = '\u{1d}';
    let (mut set, rest) = values.split_first()?;
    let (mut text, mut shifted) = (String::new(), None);
    for value in rest {
        let now = shifted.take().unwrap_or(*set);
        match (now, *value) {
            (START_C, pair @ 0..=99) => text.push_str(&format!("{pair:02}")),
            (START_A, low @ 64..=95) => text.push(char::from(low as u8 - 64)),
            (_, other @ 0..=95) => text.push(char::from(other as u8 + 32)),
            // The first one only says that the text follows the rules of goods.
            (_, 102) if text.is_empty() => {}
            (_, 102) => text.push(GROUP),
            (START_B, 100) | (START_A, 101) => return None,
            (_, 99) => set = &START_C,
            (_, 100) => set = &START_B,
            (_, 101) => set = &START_A,
            (START_A, 98) => shifted = Some(START_B),
            (START_B, 98) => shifted = Some(START_A),
            // Marks for the scanner itself.
            _ => {}
        }
    }
    (!text.is_empty()).then_some(text)
}
