//! What is read and written is held against serde_json, which is used nowhere else in the app.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::*;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Thing {
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    list: Vec<i64>,
    map: BTreeMap<String, (u8, Option<bool>)>,
    fixed: [u16; 3],
}

fn thing() -> impl Strategy<Value = Thing> {
    let map = proptest::collection::btree_map(".{0,3}", any::<(u8, Option<bool>)>(), 0..3);
    let list = proptest::collection::vec(any::<i64>(), 0..3);
    (".{0,20}", list, map, any::<[u16; 3]>()).prop_map(|(text, list, map, fixed)| Thing {
        text,
        list,
        map,
        fixed,
    })
}

/// Any JSON, in pieces that are often not quite JSON.
fn nearly_json() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(","),
        Just(":"),
        Just(" \n"),
        Just("\"text\""),
        Just("\"list\""),
        Just("\"a\\n\\u00e9\""),
        Just("\"\\ud83d\\ude42\""),
        Just("\"\\ud83d\""),
        Just("\"\\ude42\""),
        Just("\"\\x\""),
        Just("\"\u{1}\""),
        Just("\""),
        Just("null"),
        Just("true"),
        Just("fals"),
        Just("0"),
        Just("01"),
        Just("-12"),
        Just("1.5e3"),
        Just("1."),
        Just(".5"),
        Just("1e999"),
        Just("18446744073709551616"),
        Just("é"),
        Just("\\"),
    ];
    proptest::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_written_is_what_serde_json_writes_and_reads_back(thing in thing()) {
        let written = to_string(&thing).unwrap();
        prop_assert_eq!(&written, &serde_json::to_string(&thing).unwrap());
        prop_assert_eq!(from_str::<Thing>(&written), Ok(thing.clone()));
        let spaced = serde_json::to_string_pretty(&thing).unwrap();
        prop_assert_eq!(from_slice::<Thing>(spaced.as_bytes()), Ok(thing));
    }

    #[test]
    fn what_serde_json_takes_is_taken_and_nothing_else(text in nearly_json()) {
        let theirs = serde_json::from_str::<Value>(&text).ok();
        prop_assert_eq!(from_str::<Value>(&text).ok(), theirs.clone());
        let skipped = from_str::<serde::de::IgnoredAny>(&text).is_ok();
        prop_assert!(skipped || theirs.is_none());
        let raw = from_str::<Raw<'_>>(&text).ok();
        prop_assert_eq!(raw.and_then(|raw| serde_json::from_str(raw.0).ok()), theirs);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let _ = from_slice::<Thing>(&bytes);
        let _ = from_slice::<Value>(&bytes);
    }

    #[test]
    fn a_text_that_ends_too_early_is_called_so(thing in thing(), part in 0.0..1.0) {
        let whole = to_vec(&thing).unwrap();
        let end = 1 + (part * (whole.len() - 1) as f64) as usize;
        let problem = from_slice::<Thing>(&whole[..end]).unwrap_err();
        prop_assert!(problem.cut_off, "{problem} of {end}");
    }
}

#[test]
fn what_is_wrong_inside_is_not_called_cut_off() {
    for text in ["{}", "{\"text\":1}", "[]", "{\"text\":\"\"} x", ""] {
        assert!(!from_str::<Thing>(text).unwrap_err().cut_off, "{text}");
    }
}

#[test]
fn depth_has_an_end() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(from_str::<Value>(&nested(100)).is_ok());
    assert!(from_str::<Value>(&nested(1_000_000)).is_err());
    assert!(from_str::<Raw<'_>>(&nested(1_000_000)).is_err());
}

#[test]
fn a_list_of_a_fixed_length_has_that_length() {
    assert_eq!(from_str("[1,2]"), Ok((1, 2)));
    assert!(from_str::<(u8, u8)>("[1,2,3]").is_err());
    assert!(from_str::<(u8, u8)>("[1]").is_err());
}

#[test]
fn a_key_that_is_no_text_is_not_written() {
    assert_eq!(to_string(&BTreeMap::from([(1, 2)])), None);
}
