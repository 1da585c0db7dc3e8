//! Reading and drawing QR codes, without a browser.

use fast_qr::{ECL, QRBuilder};
use rqrr::PreparedImage;

/// The text of the first code that can be read. `pixels` holds one grey byte, or red, green,
/// blue and alpha, for each of `width` × `height`; other lengths hold no picture.
pub fn read(pixels: &[u8], width: usize, height: usize) -> Option<String> {
    let count = width.checked_mul(height).filter(|count| *count > 0)?;
    let grey: fn(&[u8], usize) -> u8 = match pixels.len() {
        length if length == count => |pixels, at| pixels[at],
        length if length == count * 4 => |pixels, at| {
            let [red, green, blue] = [pixels[4 * at], pixels[4 * at + 1], pixels[4 * at + 2]];
            ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8
        },
        _ => return None,
    };
    let mut image =
        PreparedImage::prepare_from_greyscale(width, height, |x, y| grey(pixels, y * width + x));
    image.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// The modules of a code with this text, row by row, 1 is dark; and how many a side has. Nothing
/// for a text that is too long for a code.
pub fn draw(text: &str) -> Option<(u32, Vec<u8>)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let modules = (0..code.size).flat_map(|y| code[y][..code.size].iter());
    let modules = modules.map(|module| u8::from(module.value())).collect();
    Some((code.size as u32, modules))
}
