//! The files of a pack as one structure and one file of words for each language: what a phone
//! fetches. A pack's folder holds `pack.json` with what there is one of; each folder in it is a
//! list of parts of that name, one file for each; `<name>.<language>.json` beside a part, and
//! `<language>.json` beside `pack.json`, hold words. Nothing is judged here: that is in
//! `pack/check.rs`.
//!
//! The build tool takes this file in as its own, so that it waits for nothing else of the core:
//! use only serde_json in it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A pack in the form in which it is fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bundle {
    /// `pack.json` with all parts in it.
    pub structure: Map<String, Value>,
    /// Words by language, then by key.
    pub words: BTreeMap<String, Map<String, Value>>,
}

/// Puts the files of one pack together, each with its path from the pack's folder. An error says
/// which file is wrong.
pub fn bundle<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Bundle, String> {
    let mut files: Vec<_> = files.into_iter().collect();
    // In the order of their names, whatever the order in which a folder gives them.
    files.sort_unstable();
    let mut bundle = Bundle::default();
    for (path, text) in files {
        let name = path.strip_suffix(".json").ok_or_else(|| format!("{path}: not a .json file"))?;
        let json: Map<String, Value> =
            serde_json::from_str(text).map_err(|problem| format!("{path}: {problem}"))?;
        match name.split_once('/') {
            None if name == "pack" => {
                for (key, value) in json {
                    if bundle.structure.contains_key(&key) {
                        return Err(format!("{path}: there is a folder {key} beside it"));
                    }
                    bundle.structure.insert(key, value);
                }
            }
            None => bundle.say(name, json, path)?,
            Some((_, part)) if part.contains('/') => {
                return Err(format!("{path}: a folder in a folder"));
            }
            Some((folder, part)) => match part.split_once('.') {
                Some((_, language)) => bundle.say(language, json, path)?,
                None => {
                    let parts =
                        bundle.structure.entry(folder).or_insert_with(|| Value::Array(vec![]));
                    let parts = parts.as_array_mut().ok_or_else(|| {
                        format!("{path}: pack.json has something else under {folder}")
                    })?;
                    parts.push(Value::Object(json));
                }
            },
        }
    }
    Ok(bundle)
}

impl Bundle {
    fn say(&mut self, language: &str, words: Map<String, Value>, path: &str) -> Result<(), String> {
        let all = self.words.entry(language.to_owned()).or_default();
        for (key, text) in words {
            if all.insert(key.clone(), text).is_some() {
                return Err(format!("{path}: there are words for {key} already"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_by_folder_and_words_by_language() {
        let files = [
            ("forms/b.json", r#"{"id":"p.b"}"#),
            ("pack.json", r#"{"id":"p","version":"1"}"#),
            ("forms/a.json", r#"{"id":"p.a"}"#),
            ("forms/a.it.json", r#"{"p.a.name":"Nome"}"#),
            ("it.json", r#"{"pack.p.title":"Prova"}"#),
        ];
        let bundle = bundle(files).unwrap();
        assert_eq!(
            Value::from(bundle.structure).to_string(),
            r#"{"forms":[{"id":"p.a"},{"id":"p.b"}],"id":"p","version":"1"}"#
        );
        assert_eq!(bundle.words["it"].len(), 2);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_file() {
        let wrong = |path, text| {
            bundle([("pack.json", r#"{"forms":{},"rules":{}}"#), (path, text)]).unwrap_err()
        };
        assert_eq!(wrong("forms/a.json", "{}"), "pack.json: there is a folder forms beside it");
        let late = wrong("rules/a.json", "{}");
        assert_eq!(late, "rules/a.json: pack.json has something else under rules");
        assert!(wrong("lists/a.json", "[]").starts_with("lists/a.json: "));
        assert!(wrong("lists/a.txt", "").starts_with("lists/a.txt: not a .json"));
        assert!(wrong("lists/a/b.json", "{}").starts_with("lists/a/b.json: a folder in a folder"));
        let twice = [("it.json", r#"{"k":"1"}"#), ("lists/a.it.json", r#"{"k":"2"}"#)];
        assert_eq!(bundle(twice).unwrap_err(), "lists/a.it.json: there are words for k already");
    }
}
