//! Codes that zxing-cpp 3.1.1 drew, one dot for each module, held before the reader in several
//! ways. Neither the dots nor what they say may change.

use fast_qr::{ECL, QRBuilder};
use passamano_codes::{draw, read};

const CODES: [(&[u8], &str); 6] = [
    (include_bytes!("../frozen/ean-13.pbm"), "4006381333931"),
    (include_bytes!("../frozen/code-128.pbm"), "CR-00417/a"),
    (include_bytes!("../frozen/code-128-digits.pbm"), "00041712345"),
    (include_bytes!("../frozen/code-39.pbm"), "K7-4QD"),
    (include_bytes!("../frozen/code-39-signs.pbm"), "A-1. $/+%9"),
    (include_bytes!("../frozen/qr.pbm"), "UNHCR-ITA-2026-000123"),
];

/// Dots, true is dark.
struct Dots {
    rows: Vec<Vec<bool>>,
}

impl Dots {
    /// A portable bitmap.
    fn of(file: &[u8]) -> Self {
        let mut parts = file.splitn(3, |byte| *byte == b'\n');
        let (kind, size, bits) =
            (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        assert_eq!(kind, b"P4");
        let size = std::str::from_utf8(size).unwrap();
        let (width, height) = size.split_once(' ').unwrap();
        let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
        let dark = |y: usize, x: usize| bits[y * width.div_ceil(8) + x / 8] >> (7 - x % 8) & 1 == 1;
        Self { rows: (0..height).map(|y| (0..width).map(|x| dark(y, x)).collect()).collect() }
    }

    /// On a grey table of 800 × 450, each dot so many pixels wide, with parts of pixels.
    fn shown(&self, dot: f32, upright: bool, backwards: bool) -> (Vec<u8>, usize, usize) {
        let (width, height) = (800, 450);
        let (wide, high) = (self.rows[0].len(), self.rows.len());
        // Lines are short in the file and long on a card.
        let tall = if high < 20 { 90.0 } else { dot };
        let grey = |x: usize, y: usize| {
            let (x, y) = if upright { (y, x) } else { (x, y) };
            let (mut sum, fine) = (0, 4);
            for part in 0..fine {
                let place = x as f32 + (part as f32 + 0.5) / fine as f32 - 30.3;
                let (u, v) = ((place / dot).floor() as i32, ((y as f32 - 60.0) / tall).floor());
                let v = if high < 20 && (0.0..2.0).contains(&v) { 0 } else { v as i32 };
                let inside = (0..wide as i32).contains(&u) && (0..high as i32).contains(&v);
                let u = if backwards { wide as i32 - 1 - u } else { u };
                let dark = inside && self.rows[v as usize][u as usize];
                sum += if dark {
                    40
                } else if inside {
                    220
                } else {
                    130
                };
            }
            (sum / fine) as u8
        };
        let all = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        (all.map(|(x, y)| grey(x, y)).collect(), width, height)
    }
}

#[test]
fn what_another_program_drew_is_read_level_upright_backwards_and_small() {
    for (file, text) in CODES {
        let dots = Dots::of(file);
        let square = dots.rows.len() > 20;
        for (dot, upright) in [(2.0, false), (2.37, false), (2.0, true), (3.1, false), (1.7, false)]
        {
            for backwards in [false, true] {
                // A code that is seen in a mirror is no code that was turned.
                if (square || upright) && backwards {
                    continue;
                }
                let (grey, width, height) = dots.shown(dot, upright, backwards);
                let said = format!("{text} at {dot}, upright {upright}, backwards {backwards}");
                assert_eq!(read(&grey, width, height).as_deref(), Some(text), "{said}");
            }
        }
    }
}

#[test]
fn colored_pixels_are_read_and_other_lengths_are_no_picture() {
    let (grey, width, height) = Dots::of(CODES[5].0).shown(4.0, false, false);
    let colored: Vec<u8> = grey.iter().flat_map(|grey| [*grey, *grey, *grey, 255]).collect();
    assert_eq!(read(&colored, width, height).as_deref(), Some(CODES[5].1));
    assert_eq!(read(&grey, width, height - 1), None);
    assert_eq!(read(&[], 0, 0), None);
    assert_eq!(read(&[0; 6], 2, 3), None);
}

#[test]
fn what_is_drawn_is_read_back_in_every_script_and_in_latin_1() {
    let shown = |size: usize, dark: &dyn Fn(usize, usize) -> bool| {
        let row = |y: usize| {
            let mut row = vec![false; size + 8];
            if (4..size + 4).contains(&y) {
                (0..size).for_each(|x| row[x + 4] = dark(x, y - 4));
            }
            row
        };
        Dots { rows: (0..size + 8).map(row).collect() }.shown(3.0, false, false)
    };
    for text in ["K7-4QD", "أسرة-12", "পরিবার-১২", "Città-12", "家-7", "MSF/VTM/2026/00017"]
    {
        let (size, modules) = draw(text).unwrap();
        let size = size as usize;
        let (grey, width, height) = shown(size, &|x, y| modules[y * size + x] == 1);
        assert_eq!(read(&grey, width, height).as_deref(), Some(text));
    }
    for text in ["Città-12", "N° 12"] {
        let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
        let code = QRBuilder::new(bytes).ecl(ECL::M).build().unwrap();
        let (grey, width, height) = shown(code.size, &|x, y| code[y][x].value());
        assert_eq!(read(&grey, width, height).as_deref(), Some(text));
    }
    assert_eq!(draw(&"x".repeat(4_000)), None);
}

#[test]
fn grain_and_stripes_are_no_code() {
    let mut chance = super::scene::Chance::new(3);
    let grain: Vec<u8> = (0..800 * 450).map(|_| (chance.part() * 256.0) as u8).collect();
    assert_eq!(read(&grain, 800, 450), None);
    for wide in [2, 3, 5, 9] {
        let stripe = |at: usize| if (at % 800 / wide).is_multiple_of(2) { 30 } else { 220 };
        let stripes: Vec<u8> = (0..800 * 450).map(stripe).collect();
        assert_eq!(read(&stripes, 800, 450), None, "{wide}");
    }
}
