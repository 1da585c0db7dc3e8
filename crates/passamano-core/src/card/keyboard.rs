//! What a hand scanner types when the phone has another keyboard set than the scanner: keys come
//! where letters were meant. Undoing it is here; which card it was, and whether to believe it, is in
//! `look_up.rs`.
//!
//! A scanner that is set to the American keyboard types on a phone that is set to
//!
//! | Keyboard | `K7-4QD` | `P4-7MX-3K` | `A-001` |
//! |---|---|---|---|
//! | Italian | `K7'4QD` | `P4'7MX'3K` | `A'001` |
//! | Italian (Mac) | `K)-(QD` | `P(-)?X-'K` | `A-éé&` |
//! | Spanish | `K7'4QD` | `P4'7MX'3K` | `A'001` |
//! | Portuguese | `K7'4QD` | `P4'7MX'3K` | `A'001` |
//! | Swiss | `K7'4QD` | `P4'7MX'3K` | `A'001` |
//! | German | `K7ß4QD` | `P4ß7MXß3K` | `Aß001` |
//! | French | `Kè)'AD` | `P')è?X)"K` | `Q)àà&` |
//! | Belgian | `Kè)'AD` | `P')è?X)"K` | `Q)àà&` |
//! | Turkish | `K7*4QD` | `P4*7MX*3K` | `A*001` |
//! | Romanian | `K7+4QD` | `P4+7MX+3K` | `A+001` |
//! | Polish | `K7+4QD` | `P4+7MX+3K` | `A+001` |
//! | Greek | `Κ7-4:Δ` | `Π4-7ΜΧ-3Κ` | `Α-001` |
//! | Ukrainian | `Л7-4ЙВ` | `З4-7ЬЧ-3Л` | `Ф-001` |
//! | Russian | `Л7-4ЙВ` | `З4-7ЬЧ-3Л` | `Ф-001` |
//! | Arabic | `،7-4َ]` | `؛4-7'ْ-3،` | `ِ-001` |
//! | Persian | `»۷-۴ْي` | `[۴-۷ءٓ-۳»` | `ؤ-۰۰۱` |
//! | Urdu | `خ7-4ْڈ` | `ُ4-7٘ژ-3خ` | `آ-001` |
//! | Bengali | `খ৭-৪ধঢ` | `ফ৪-৭ঙঢ়-৩খ` | `অ-০০১` |

/// The signs of codes, as their keys stand on the American keyboard: alone, then with Shift.
const MEANT: &str = "1234567890-./abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// What the same keys type elsewhere. Keyboards differ between systems by a few rare keys; these
/// are those of xkeyboard-config 2.35.1.
struct Layout {
    /// For the tests, and for whoever reads them.
    #[cfg_attr(not(test), expect(dead_code, reason = "people read it"))]
    name: &'static str,
    types: &'static str,
}

const LAYOUTS: [Layout; 18] = [
    Layout {
        name: "Italian",
        types: "1234567890'.-abcdefghijklmnopqrstuvwxyz?ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    },
    Layout {
        name: "Italian (Mac)",
        types: "&\"'(çè)£àé-:òabcdefghijkl,nopqrstuvzxyw_ABCDEFGHIJKL?NOPQRSTUVZXYW",
    },
    Layout {
        name: "Spanish",
        types: "1234567890'.-abcdefghijklmnopqrstuvwxyz?ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    },
    Layout {
        name: "Portuguese",
        types: "1234567890'.-abcdefghijklmnopqrstuvwxyz?ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    },
    Layout {
        name: "Swiss",
        types: "1234567890'.-abcdefghijklmnopqrstuvwxzy?ABCDEFGHIJKLMNOPQRSTUVWXZY",
    },
    Layout {
        name: "German",
        types: "1234567890ß.-abcdefghijklmnopqrstuvwxzy?ABCDEFGHIJKLMNOPQRSTUVWXZY",
    },
    Layout {
        name: "French",
        types: "&é\"'(-è_çà):!qbcdefghijkl,noparstuvzxyw°QBCDEFGHIJKL?NOPARSTUVZXYW",
    },
    Layout {
        name: "Belgian",
        types: "&é\"'(§è!çà):=qbcdefghijkl,noparstuvzxyw°QBCDEFGHIJKL?NOPARSTUVZXYW",
    },
    Layout {
        name: "Turkish",
        types: "1234567890*ç.abcdefghıjklmnopqrstuvwxyz?ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    },
    Layout {
        name: "Romanian",
        types: "1234567890+.-abcdefghijklmnopqrstuvwxzy?ABCDEFGHIJKLMNOPQRSTUVWXZY",
    },
    Layout {
        name: "Polish",
        types: "1234567890+.-abcdefghijklmnopqrstuvwxzy?ABCDEFGHIJKLMNOPQRSTUVWXZY",
    },
    Layout {
        name: "Greek",
        types: "1234567890-./αβψδεφγηιξκλμνοπ;ρστθωςχυζ_ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠ:ΡΣΤΘΩΣΧΥΖ",
    },
    Layout {
        name: "Ukrainian",
        types: "1234567890-ю.фисвуапршолдьтщзйкіегмцчня_ФИСВУАПРШОЛДЬТЩЗЙКІЕГМЦЧНЯ",
    },
    Layout {
        name: "Russian",
        types: "1234567890-ю.фисвуапршолдьтщзйкыегмцчня_ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ",
    },
    Layout {
        name: "Arabic",
        types: "1234567890-\u{632}\u{638}\u{634}\u{fefb}\u{624}\u{64a}\u{62b}\u{628}\u{644}\u{627}\u{647}\u{62a}\u{646}\u{645}\u{629}\u{649}\u{62e}\u{62d}\u{636}\u{642}\u{633}\u{641}\u{639}\u{631}\u{635}\u{621}\u{63a}\u{626}_\u{650}\u{fef5}}]\u{64f}[\u{fef7}\u{623}÷\u{640}\u{60c}/'\u{622}×\u{61b}\u{64e}\u{64c}\u{64d}\u{fef9}`{\u{64b}\u{652}\u{625}~",
    },
    Layout {
        name: "Persian",
        types: "\u{6f1}\u{6f2}\u{6f3}\u{6f4}\u{6f5}\u{6f6}\u{6f7}\u{6f8}\u{6f9}\u{6f0}-./\u{634}\u{630}\u{632}\u{6cc}\u{62b}\u{628}\u{644}\u{627}\u{647}\u{62a}\u{646}\u{645}\u{67e}\u{62f}\u{62e}\u{62d}\u{636}\u{642}\u{633}\u{641}\u{639}\u{631}\u{635}\u{637}\u{63a}\u{638}\u{640}\u{624}\u{200c}\u{698}\u{64a}\u{64d}\u{625}\u{623}\u{622}\u{651}\u{629}»«\u{621}\u{654}][\u{652}\u{64b}\u{626}\u{64f}\u{64e}\u{670}\u{64c}\u{653}\u{650}\u{643}",
    },
    Layout {
        name: "Urdu",
        types: "1234567890-\u{6d4}/\u{627}\u{628}\u{686}\u{62f}\u{639}\u{641}\u{6af}\u{62d}\u{6cc}\u{62c}\u{6a9}\u{644}\u{645}\u{646}\u{6c1}\u{67e}\u{642}\u{631}\u{633}\u{62a}\u{621}\u{637}\u{648}\u{634}\u{6d2}\u{632}_\u{622}.\u{62b}\u{688}\u{670}\u{651}\u{63a}\u{6be}\u{650}\u{636}\u{62e}\u{654}\u{658}\u{6ba}\u{6c3}\u{64f}\u{652}\u{691}\u{635}\u{679}\u{626}\u{638}\u{624}\u{698}\u{64e}\u{630}",
    },
    Layout {
        name: "Bengali",
        types: "\u{9e7}\u{9e8}\u{9e9}\u{9ea}\u{9eb}\u{9ec}\u{9ed}\u{9ee}\u{9ef}\u{9e6}-\u{964}\u{9cd}\u{9be}\u{9ac}\u{99a}\u{9a1}\u{9c0}\u{9a4}\u{997}\u{9b9}\u{9bf}\u{99c}\u{995}\u{9b2}\u{9ae}\u{9a8}\u{993}\u{9aa}\u{9a6}\u{9b0}\u{9b8}\u{99f}\u{9c1}\u{986}\u{9c2}\u{9b6}\u{98f}\u{9df}_\u{985}\u{9ad}\u{99b}\u{9a2}\u{988}\u{9a5}\u{998}\u{983}\u{987}\u{99d}\u{996}\u{982}\u{999}\u{9a3}\u{994}\u{9ab}\u{9a7}\u{9dc}\u{9b7}\u{9a0}\u{989}\u{98b}\u{98a}\u{9dd}\u{990}\u{9af}",
    },
];

/// Two letters of Arabic that some systems type with one key, and that key's own sign.
const LAM_ALEF: [(&str, &str); 4] = [
    ("\u{644}\u{627}", "\u{fefb}"),
    ("\u{644}\u{623}", "\u{fef7}"),
    ("\u{644}\u{625}", "\u{fef9}"),
    ("\u{644}\u{622}", "\u{fef5}"),
];

/// What may have been meant by a text that came through another keyboard, each once; never the
/// text itself.
pub fn undone(text: &str) -> Vec<String> {
    let mut all: Vec<String> = vec![];
    let mut joined = text.to_owned();
    LAM_ALEF.iter().for_each(|(two, one)| joined = joined.replace(two, one));
    for layout in &LAYOUTS {
        for text in [text, joined.as_str()] {
            let meant: String = text.chars().map(|typed| meant(layout, typed)).collect();
            if meant != text && !all.contains(&meant) {
                all.push(meant);
            }
        }
    }
    all
}

fn meant(layout: &Layout, typed: char) -> char {
    let find = |typed: char| layout.types.chars().zip(MEANT.chars()).find(|(c, _)| *c == typed);
    // With Caps Lock a letter comes in the other size.
    let other = || typed.to_lowercase().next().and_then(find);
    find(typed).or_else(other).map_or(typed, |(_, meant)| meant)
}

/// The text has a sign that our own keyboards and printers would not put into a code: it may have
/// come through another keyboard. What only swaps letters shows nothing.
pub fn is_strange(text: &str) -> bool {
    text.trim().chars().any(|c| {
        !(c.is_ascii_alphanumeric()
            || c.is_whitespace()
            || super::is_dash(c)
            || super::is_invisible(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a scanner set to the American keyboard types for `K7-4QD`, `P4-7MX-3K` and `A-001`.
    const TABLE: [(&str, [&str; 3]); 18] = [
        ("Italian", ["K7'4QD", "P4'7MX'3K", "A'001"]),
        ("Italian (Mac)", ["K)-(QD", "P(-)?X-'K", "A-éé&"]),
        ("Spanish", ["K7'4QD", "P4'7MX'3K", "A'001"]),
        ("Portuguese", ["K7'4QD", "P4'7MX'3K", "A'001"]),
        ("Swiss", ["K7'4QD", "P4'7MX'3K", "A'001"]),
        ("German", ["K7ß4QD", "P4ß7MXß3K", "Aß001"]),
        ("French", ["Kè)'AD", "P')è?X)\"K", "Q)àà&"]),
        ("Belgian", ["Kè)'AD", "P')è?X)\"K", "Q)àà&"]),
        ("Turkish", ["K7*4QD", "P4*7MX*3K", "A*001"]),
        ("Romanian", ["K7+4QD", "P4+7MX+3K", "A+001"]),
        ("Polish", ["K7+4QD", "P4+7MX+3K", "A+001"]),
        ("Greek", ["Κ7-4:Δ", "Π4-7ΜΧ-3Κ", "Α-001"]),
        ("Ukrainian", ["Л7-4ЙВ", "З4-7ЬЧ-3Л", "Ф-001"]),
        ("Russian", ["Л7-4ЙВ", "З4-7ЬЧ-3Л", "Ф-001"]),
        ("Arabic", ["\u{60c}7-4\u{64e}]", "\u{61b}4-7'\u{652}-3\u{60c}", "\u{650}-001"]),
        (
            "Persian",
            [
                "»\u{6f7}-\u{6f4}\u{652}\u{64a}",
                "[\u{6f4}-\u{6f7}\u{621}\u{653}-\u{6f3}»",
                "\u{624}-\u{6f0}\u{6f0}\u{6f1}",
            ],
        ),
        ("Urdu", ["\u{62e}7-4\u{652}\u{688}", "\u{64f}4-7\u{658}\u{698}-3\u{62e}", "\u{622}-001"]),
        (
            "Bengali",
            [
                "\u{996}\u{9ed}-\u{9ea}\u{9a7}\u{9a2}",
                "\u{9ab}\u{9ea}-\u{9ed}\u{999}\u{9dd}-\u{9e9}\u{996}",
                "\u{985}-\u{9e6}\u{9e6}\u{9e7}",
            ],
        ),
    ];

    #[test]
    fn every_keyboard_of_the_table_is_undone() {
        for ((name, typed), layout) in TABLE.iter().zip(&LAYOUTS) {
            assert_eq!(*name, layout.name);
            assert_eq!(layout.types.chars().count(), MEANT.chars().count(), "{name}");
            for (typed, meant) in typed.iter().zip(["K7-4QD", "P4-7MX-3K", "A-001"]) {
                assert!(undone(typed).iter().any(|text| text == meant), "{name}: {typed}");
                assert!(is_strange(typed), "{name}: {typed}");
            }
        }
    }

    #[test]
    fn letters_that_change_places_and_keys_that_type_two_come_back_too() {
        assert!(undone("Yß34Z").contains(&"Z-34Y".to_string()), "German");
        assert!(undone("Zß34Y").contains(&"Y-34Z".to_string()), "German");
        assert!(undone("\u{644}\u{625}-001").contains(&"T-001".to_string()), "Arabic, two letters");
        assert!(undone("л7-4йв").contains(&"k7-4qd".to_string()), "Caps Lock on");
    }

    #[test]
    fn a_code_as_we_print_it_is_not_strange() {
        for text in ["K7-4QD", " k7 4qd ", "CR\u{2013}0012", "A-001\u{200f}"] {
            assert!(!is_strange(text), "{text}");
        }
        for text in ["K7'4QD", "K7ß4QD", "]Q1K7-4QD", "أسرة-12"] {
            assert!(is_strange(text), "{text}");
        }
    }
}
