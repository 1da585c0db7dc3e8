//! Telling dark from light, in the three ways that find a code.

use rxing::common::{BIT_FIELD_BASE_BITS, BitArray, BitMatrix};

/// A side of a block, in pixels.
const BLOCK: usize = 8;
/// Blocks on each side of one that say with it what is dark there.
const AROUND: usize = 2;
/// A block with no more contrast than this, of 255, is all of one kind.
const PLAIN: u8 = 24;

/// A side of the square around a pixel that it is compared with, as a part of the longer side.
const WINDOW: usize = 16;
/// A pixel is dark if it is darker than this share of the mean around it, in 256ths: 95 %.
const DARK: u64 = 243;

/// Blocks of eight pixels, each against the middle of those around it: good for most pictures.
/// The way of zxing's `HybridBinarizer`.
pub fn hybrid(grey: &[u8], width: usize, height: usize) -> Option<BitMatrix> {
    let mut image = BitMatrix::new(width as u32, height as u32).ok()?;
    let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
    let middles = middles(grey, width, height);
    let around = |at: usize, count: usize| {
        let first = at.saturating_sub(AROUND).min(count.saturating_sub(2 * AROUND + 1));
        first..(first + 2 * AROUND + 1).min(count)
    };
    let mut limits = vec![0_u8; across];
    for (y, row) in grey.chunks_exact(width).enumerate() {
        if y % BLOCK == 0 {
            let rows = around(y / BLOCK, down);
            let columns: Vec<u32> = (0..across)
                .map(|x| rows.clone().map(|y| u32::from(middles[y * across + x])).sum())
                .collect();
            for (x, limit) in limits.iter_mut().enumerate() {
                let near = around(x, across);
                let count = (near.len() * rows.len()) as u32;
                *limit = (columns[near].iter().sum::<u32>() / count) as u8;
            }
        }
        let mut bits = BitArray::with_size(width);
        let blocks = row.chunks(BLOCK).zip(&limits);
        let bytes = blocks.map(|(block, limit)| {
            block.iter().rev().fold(0, |byte, pixel| byte << 1 | usize::from(pixel <= limit))
        });
        put(&mut bits, bytes);
        image.setRow(y as u32, &bits);
    }
    Some(image)
}

/// What is between dark and light in each block.
fn middles(grey: &[u8], width: usize, height: usize) -> Vec<u8> {
    let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
    let mut middles = vec![0_u8; across * down];
    // The last block reaches back over what the one before it has, so as to be whole.
    let first = |at: usize, length: usize| (at * BLOCK).min(length.saturating_sub(BLOCK));
    for y in 0..down {
        let top = first(y, height);
        let rows = top..(top + BLOCK).min(height);
        for x in 0..across {
            let left = first(x, width);
            let right = (left + BLOCK).min(width);
            let (mut sum, mut low, mut high) = (0_u32, u8::MAX, u8::MIN);
            for y in rows.clone() {
                for pixel in &grey[y * width + left..y * width + right] {
                    sum += u32::from(*pixel);
                    low = low.min(*pixel);
                    high = high.max(*pixel);
                }
            }
            let at = y * across + x;
            middles[at] = if high - low > PLAIN {
                (sum / (rows.len() * (right - left)) as u32) as u8
            } else if y > 0 && x > 0 {
                // All paper or all ink: what is known beside it says which.
                let of = |at: usize| u32::from(middles[at]);
                let beside = (of(at - across) + 2 * of(at - 1) + of(at - across - 1)) / 4;
                if u32::from(low) < beside { beside as u8 } else { low / 2 }
            } else {
                low / 2
            };
        }
    }
    middles
}

/// Puts bytes, each of eight pixels, one after the other into a row.
fn put(row: &mut BitArray, bytes: impl Iterator<Item = usize>) {
    let (mut word, mut filled) = (0, 0);
    for (at, byte) in bytes.enumerate() {
        word |= byte << filled;
        filled += 8;
        if filled == BIT_FIELD_BASE_BITS {
            row.setBulk(at * 8 + 8 - filled, word);
            (word, filled) = (0, 0);
        }
    }
    if filled > 0 {
        row.setBulk(row.get_size() / BIT_FIELD_BASE_BITS * BIT_FIELD_BASE_BITS, word);
    }
}

/// Each pixel against the mean of a square around it: an edge of shade moves the mean with it.
pub fn local_mean(grey: &[u8], width: usize, height: usize) -> Option<BitMatrix> {
    let mut image = BitMatrix::new(width as u32, height as u32).ok()?;
    let half = (width.max(height) / WINDOW / 2).max(1);
    // The sum of a column's pixels in the window, moved down row by row.
    let mut columns = vec![0_u32; width];
    for row in grey.chunks_exact(width).take(half) {
        add(&mut columns, row);
    }
    for y in 0..height {
        if let Some(row) = grey.chunks_exact(width).nth(y + half) {
            add(&mut columns, row);
        }
        if let Some(past) = y.checked_sub(half + 1) {
            let row = &grey[past * width..][..width];
            columns.iter_mut().zip(row).for_each(|(sum, pixel)| *sum -= u32::from(*pixel));
        }
        let rows = (y + half).min(height - 1) + 1 - y.saturating_sub(half);
        let mut sum: u64 = columns.iter().take(half).map(|sum| u64::from(*sum)).sum();
        for x in 0..width {
            sum += columns.get(x + half).map_or(0, |sum| u64::from(*sum));
            if let Some(past) = x.checked_sub(half + 1) {
                sum -= u64::from(columns[past]);
            }
            let count = rows * ((x + half).min(width - 1) + 1 - x.saturating_sub(half));
            let pixel = u64::from(grey[y * width + x]);
            if pixel * count as u64 * 256 < sum * DARK {
                image.set(x as u32, y as u32);
            }
        }
    }
    Some(image)
}

fn add(columns: &mut [u32], row: &[u8]) {
    columns.iter_mut().zip(row).for_each(|(sum, pixel)| *sum += u32::from(*pixel));
}

/// Dark for light, for codes that are printed the other way round.
pub fn flipped(image: &mut BitMatrix) {
    image.flip_self();
}
