//! The codes of cards: [`read`] finds a QR code or a line barcode in a picture, [`draw`] makes a
//! QR code. The app runs this in a worker; nothing of a browser is here, so that the same program
//! is measured and tested on any machine.
//!
//! What a code means is not here: see `card.rs` of the core.

mod draw;
mod lines;
mod qr;
mod threshold;

pub use draw::draw;

use std::borrow::Cow;

use threshold::{flipped, hybrid, local_mean};

/// The text of the first code that can be read. `pixels` holds one grey byte, or red, green,
/// blue and alpha, for each of `width` × `height`; other lengths hold no picture.
///
/// One way to tell dark from light does not do for every picture: the second look finds what lies
/// partly in shade or has little contrast, the third what is light on dark.
pub fn read(pixels: &[u8], width: usize, height: usize) -> Option<String> {
    let grey = grey(pixels, width, height)?;
    let mut first = hybrid(&grey, width, height)?;
    let found =
        qr::read(&first).or_else(|| qr::read(&local_mean(&grey, width, height)?)).or_else(|| {
            flipped(&mut first);
            qr::read(&first)
        });
    found.or_else(|| lines::read(&grey, width, height))
}

fn grey(pixels: &[u8], width: usize, height: usize) -> Option<Cow<'_, [u8]>> {
    let count = width.checked_mul(height).filter(|count| *count > 0)?;
    match pixels.len() {
        length if length == count => Some(pixels.into()),
        length if length == count * 4 => {
            let luminance = |pixel: &[u8]| {
                let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
                ((red * 77 + green * 150 + blue * 29) >> 8) as u8
            };
            Some(pixels.chunks_exact(4).map(luminance).collect())
        }
        _ => None,
    }
}
