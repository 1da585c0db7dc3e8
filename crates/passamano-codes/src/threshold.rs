//! Telling dark from light, in the three ways that find a code.

use rxing::common::{BitMatrix, HybridBinarizer};
use rxing::{Binarizer, Luma8LuminanceSource};

/// A side of the square around a pixel that it is compared with, as a part of the longer side.
const WINDOW: usize = 16;
/// A pixel is dark if it is darker than this share of the mean around it, in 256ths: 95 %.
const DARK: u64 = 243;

/// Blocks of eight pixels and their neighbors: good for most pictures.
pub fn hybrid(grey: &[u8], width: usize, height: usize) -> Option<BitMatrix> {
    let source = Luma8LuminanceSource::new(grey.to_vec(), width as u32, height as u32).ok()?;
    HybridBinarizer::new(source).get_black_matrix().ok().cloned()
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
