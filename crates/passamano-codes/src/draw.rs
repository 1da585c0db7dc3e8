//! Drawing QR codes.

use fast_qr::{ECL, QRBuilder};

/// The modules of a code with this text, row by row, 1 is dark; and how many a side has. Nothing
/// for a text that is too long for a code.
pub fn draw(text: &str) -> Option<(u32, Vec<u8>)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let modules = (0..code.size).flat_map(|y| code[y][..code.size].iter());
    let modules = modules.map(|module| u8::from(module.value())).collect();
    Some((code.size as u32, modules))
}
