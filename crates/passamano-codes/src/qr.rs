//! QR codes in a picture of dark and light: the search and the decoding are rxing's port of
//! zxing-cpp, taken in parts, because its whole reader brings tables of character sets that weigh
//! more than itself.

use rxing::common::BitMatrix;
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};

/// So many candidates are tried in one picture: a page full of print can hold thousands, and the
/// next picture of a film comes soon.
const CANDIDATES: usize = 24;

/// The text of the first code that can be read.
pub fn read(image: &BitMatrix) -> Option<String> {
    let mut patterns = FindFinderPatterns(image, true, 0);
    let sets = GenerateFinderPatternSets(&mut patterns);
    sets.iter().take(CANDIDATES).find_map(|set| {
        let sampled = SampleQR(image, set).ok()?;
        let decoded = Decode(rxing::common::DetectorRXingResult::getBits(&sampled)).ok()?;
        decoded.isValid().then(|| text(decoded.content().bytes()))
    })
}

/// A code seldom says in which character set its bytes are. UTF-8 recognizes itself; else they are
/// Latin-1, which is what the standard says.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
