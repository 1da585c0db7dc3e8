//! How the letters of a text file are written. A file does not say it, so it is a guess that a
//! person can change: the letters under which the most headers make sense.

/// How the letters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Western Europe under Windows, a superset of Latin-1.
    Windows1252,
    /// Arabic under Windows.
    Windows1256,
    /// Cyrillic under Windows.
    Windows1251,
    /// Western Europe in old programs.
    Dos850,
    /// Western Europe on old Macs.
    MacRoman,
}

impl Encoding {
    /// All of them, the likely ones first.
    pub const ALL: [Self; 8] = [
        Self::Utf8,
        Self::Windows1252,
        Self::Windows1256,
        Self::Windows1251,
        Self::Dos850,
        Self::MacRoman,
        Self::Utf16Le,
        Self::Utf16Be,
    ];
    /// Those of one byte a letter, which nothing in a file tells apart.
    pub(super) const OF_BYTES: [Self; 5] =
        [Self::Windows1252, Self::Windows1256, Self::Windows1251, Self::Dos850, Self::MacRoman];

    /// Its name, as other programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
            Self::Windows1256 => "Windows-1256",
            Self::Windows1251 => "Windows-1251",
            Self::Dos850 => "DOS 850",
            Self::MacRoman => "Mac Roman",
        }
    }

    /// The encoding of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    /// What a file says itself: by its first bytes, or by being UTF-8 throughout.
    pub(super) fn told(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xfe, ..] => Some(Self::Utf16Le),
            [0xfe, 0xff, ..] => Some(Self::Utf16Be),
            _ => core::str::from_utf8(without_mark(bytes)).is_ok().then_some(Self::Utf8),
        }
    }

    /// The text. Bytes that mean nothing become a sign of replacement.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let utf16 = |unit: fn([u8; 2]) -> u16| {
            let rest = match bytes {
                [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => rest,
                rest => rest,
            };
            let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        };
        let high = match self {
            Self::Utf8 => return String::from_utf8_lossy(without_mark(bytes)).into_owned(),
            Self::Utf16Le => return utf16(u16::from_le_bytes),
            Self::Utf16Be => return utf16(u16::from_be_bytes),
            Self::Windows1252 => WINDOWS1252,
            Self::Windows1256 => WINDOWS1256,
            Self::Windows1251 => WINDOWS1251,
            Self::Dos850 => DOS850,
            Self::MacRoman => MACROMAN,
        };
        let table: Vec<char> = high.chars().collect();
        let letter = |byte: &u8| match byte.checked_sub(0x80) {
            None => char::from(*byte),
            Some(at) => table.get(usize::from(at)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        bytes.iter().map(letter).collect()
    }
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

// The letters of the bytes from 0x80 on. What an encoding leaves open stays a control character.
const WINDOWS1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\
    \u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
    àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
const WINDOWS1256: &str = "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u{200c}\u{200d}ں\
    \u{a0}،¢£¤¥¦§¨©ھ«¬\u{ad}®¯°±²³´µ¶·¸¹؛»¼½¾؟\
    ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقك\
    àلâمنهوçèéêëىيîïًٌٍَôُِ÷ّùْûü\u{200e}\u{200f}ے";
const WINDOWS1251: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\
    \u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї\
    АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ\
    абвгдежзийклмнопрстуфхцчшщъыьэюя";
const DOS850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const MACROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
    †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
    ¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
    ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_letter_for_each_byte() {
        for (encoding, bytes, text) in [
            (Encoding::Windows1252, &b"\xc8 \x80"[..], "È €"),
            (Encoding::Windows1256, b"\xc3\xd3\xd1\xc9", "أسرة"),
            (Encoding::Windows1251, b"\xca\xee\xe4", "Код"),
            (Encoding::Dos850, b"citt\x85 \xd4", "città È"),
            (Encoding::MacRoman, b"citt\x88 \xe9", "città È"),
        ] {
            assert_eq!(encoding.decode(bytes), text);
            let all: Vec<u8> = (0..=255).collect();
            assert_eq!(encoding.decode(&all).chars().count(), 256, "{encoding:?}");
            assert!(!encoding.decode(&all).contains(char::REPLACEMENT_CHARACTER), "{encoding:?}");
        }
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::named(encoding.name()), Some(encoding));
        }
    }
}
