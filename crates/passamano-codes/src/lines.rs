//! Line barcodes: where they are in a picture, as the widths of bars and gaps. What the widths
//! say is in `lines/`: one file for each kind.
//!
//! Written for cards: three kinds, held level or upright. rxing's own readers of lines bring its
//! results, character sets and a clock along.

mod code_128;
mod code_39;
mod ean_13;

/// So many lines are looked along, across and down the picture each.
const LINES: usize = 24;
/// Rows that are added up to one line: print is dirty and cameras see grain.
const ROWS: usize = 5;
/// Pixels of which the darkest and the lightest are taken together.
const BLOCK: usize = 8;
/// Blocks on each side that say with a pixel's own what is dark and light there.
const AROUND: usize = 3;
/// Less contrast than this, of 255, is paper.
const PAPER: i32 = 20;
/// The fewest bars and gaps of a barcode, with the light before and after.
const FEWEST: usize = 27;

/// The text that two lines of the picture agree on. One alone may be a scratch or a pattern of
/// cloth, and Code 39 has no check of its own.
pub fn read(grey: &[u8], width: usize, height: usize) -> Option<String> {
    along(height, |y| profile(width, height, y, |x, y| grey[y * width + x]))
        .or_else(|| along(width, |x| profile(height, width, x, |y, x| grey[y * width + x])))
}

fn along(count: usize, line: impl Fn(usize) -> Vec<i32>) -> Option<String> {
    let mut seen: Vec<String> = vec![];
    for at in 0..LINES {
        let runs = runs(&line((2 * at + 1) * count / (2 * LINES)));
        if let Some(text) = decode(&runs) {
            if seen.contains(&text) {
                return Some(text);
            }
            seen.push(text);
        }
    }
    None
}

/// The mean of some rows around one.
fn profile(length: usize, count: usize, at: usize, pixel: impl Fn(usize, usize) -> u8) -> Vec<i32> {
    let first = at.saturating_sub(ROWS / 2);
    let rows = first..(first + ROWS).min(count);
    let many = rows.len() as i32;
    let mean = |x| rows.clone().map(|y| i32::from(pixel(x, y))).sum::<i32>() * 16 / many;
    (0..length).map(mean).collect()
}

/// The widths of light and dark by turns, light first, with parts of pixels: where the line
/// crosses the middle between the darkest and the lightest nearby.
fn runs(line: &[i32]) -> Vec<f32> {
    let ends = |block: &[i32]| {
        let (low, high) = (block.iter().min(), block.iter().max());
        (low.copied().unwrap_or_default(), high.copied().unwrap_or_default())
    };
    let blocks: Vec<(i32, i32)> = line.chunks(BLOCK).map(ends).collect();
    let middles: Vec<Option<i32>> = (0..blocks.len())
        .map(|at| {
            let near = &blocks[at.saturating_sub(AROUND)..(at + AROUND + 1).min(blocks.len())];
            let low = near.iter().map(|(low, _)| *low).min()?;
            let high = near.iter().map(|(_, high)| *high).max()?;
            (high - low >= PAPER * 16).then_some(i32::midpoint(low, high))
        })
        .collect();
    let mut runs = vec![];
    let (mut began, mut dark, mut before) = (0.0, false, 0_i32);
    for (x, value) in line.iter().enumerate() {
        // How far under the middle: above 0 is dark.
        let under = middles[x / BLOCK].map_or(-1, |middle| middle - value);
        if (under > 0) != dark {
            let part = f64::from(before.abs()) / f64::from((under - before).abs().max(1));
            let edge = (x as f64 - 1.0 + part.min(1.0)) as f32;
            runs.push(edge - began);
            (began, dark) = (edge, !dark);
        }
        before = under;
    }
    runs.push(line.len() as f32 - began);
    runs
}

fn decode(runs: &[f32]) -> Option<String> {
    if runs.len() < FEWEST {
        return None;
    }
    // Light stands at even places, so a line of even length gets one more before it is turned.
    let mut turned: Vec<f32> = runs.iter().rev().copied().collect();
    if runs.len().is_multiple_of(2) {
        turned.insert(0, 0.0);
    }
    [runs, &turned].into_iter().find_map(|runs| {
        let starts = || (1..runs.len()).step_by(2);
        starts().find_map(|at| {
            let (quiet, bars) = (runs[at - 1], &runs[at..]);
            ean_13::read(quiet, bars)
                .or_else(|| code_128::read(quiet, bars))
                .or_else(|| code_39::read(quiet, bars))
        })
    })
}

/// The pattern that the widths are nearest to. Nothing when even that is further off than half a
/// module at some edge, or another one is as near.
fn nearest<'a, const N: usize>(
    widths: &[f32],
    modules: u8,
    patterns: impl Iterator<Item = &'a [u8; N]>,
) -> Option<usize> {
    let widths = widths.get(..N)?;
    let module = widths.iter().sum::<f32>() / f32::from(modules);
    if module <= 0.0 {
        return None;
    }
    // Ink spreads: bars grow and gaps shrink. The way from one edge to the next of its kind stays.
    let off = |pattern: &[u8; N]| {
        let mut sum = 0.0_f32;
        for at in 0..N - 1 {
            let way = (widths[at] + widths[at + 1]) / module;
            let off = (way - f32::from(pattern[at] + pattern[at + 1])).abs();
            if off > 0.8 {
                return f32::MAX;
            }
            sum += off;
        }
        for (width, pattern) in widths.iter().zip(pattern) {
            sum += 0.3 * (width / module - f32::from(*pattern)).abs();
        }
        sum
    };
    let (mut best, mut second) = ((0, f32::MAX), f32::MAX);
    for (at, pattern) in patterns.enumerate() {
        let off = off(pattern);
        if off < best.1 {
            (best, second) = ((at, off), best.1);
        } else if off < second {
            second = off;
        }
    }
    (best.1 < f32::MAX && second - best.1 > 0.05).then_some(best.0)
}
