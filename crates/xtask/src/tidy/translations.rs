//! Texts: every language says the same things as Italian, which is written first, and every text
//! that the code asks for exists.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use super::source::{code, first_arguments};
use super::{Findings, Project};

pub const FIRST: &str = "it";
pub const INTERFACE: &str = "public/i18n";
const PACKS: &str = "public/packs";
const FUNCTIONS: [&str; 3] = ["tr", "tr_with", "tr_count"];
/// A text with a number has one form for each of these that the language knows.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Key to placeholders, over all plural forms.
pub type Texts = BTreeMap<String, BTreeSet<String>>;

pub fn check(project: &Project, findings: &mut Findings) -> Result<()> {
    let mut folders: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for root in [INTERFACE, PACKS] {
        for file in project.files(root, ".json")? {
            if let Some((folder, language)) = language_file(&file) {
                folders.entry(folder).or_default().push((language, file));
            }
        }
    }
    for (folder, files) in &folders {
        let first = format!("{folder}{FIRST}.json");
        if !files.iter().any(|(language, _)| language == FIRST) {
            findings.add(&first, "does not exist", "write the Italian texts");
            continue;
        }
        let expected = texts(project, &first)?;
        for (_, file) in files.iter().filter(|(language, _)| language != FIRST) {
            compare(file, &expected, &texts(project, file)?, findings);
        }
    }
    check_calls(project, findings)
}

fn check_calls(project: &Project, findings: &mut Findings) -> Result<()> {
    let file = format!("{INTERFACE}/{FIRST}.json");
    let known =
        if project.root.join(&file).is_file() { texts(project, &file)? } else { Texts::new() };
    for source in project.files("src", ".rs")? {
        let code = code(&project.read(&source)?, true);
        for key in FUNCTIONS.iter().flat_map(|function| first_arguments(&code, function)) {
            if !known.contains_key(key) {
                findings.add(
                    &source,
                    format!("asks for the text \"{key}\""),
                    "add it to public/i18n",
                );
            }
        }
    }
    Ok(())
}

fn compare(file: &str, expected: &Texts, found: &Texts, findings: &mut Findings) {
    for (key, placeholders) in expected {
        match found.get(key) {
            None => findings.add(file, format!("\"{key}\" is missing"), "translate it"),
            Some(theirs) if theirs != placeholders => {
                let list = placeholders.iter().cloned().collect::<Vec<_>>().join(" ");
                let todo = format!("use exactly those of Italian: {{{list}}}");
                findings.add(file, format!("\"{key}\" has other placeholders"), &todo);
            }
            Some(_) => {}
        }
    }
    for key in found.keys().filter(|key| !expected.contains_key(*key)) {
        findings.add(file, format!("\"{key}\" is not in Italian"), "remove it, or add it there");
    }
}

/// What stands before the language of a file, and the language: of `public/i18n/fr.json` the
/// folder, of `forms/heard.fr.json` the part of a pack; `pack.json` is no language.
fn language_file(file: &str) -> Option<(String, String)> {
    let path = file.strip_suffix(".json")?;
    let at = path.rfind(['/', '.'])? + 1;
    let (before, name) = path.split_at(at);
    let tag = name.split('-').next()?;
    let is_language =
        (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    is_language.then(|| (before.to_owned(), name.to_owned()))
}

pub fn texts(project: &Project, file: &str) -> Result<Texts> {
    let value: Value =
        serde_json::from_str(&project.read(file)?).with_context(|| file.to_owned())?;
    let mut texts = Texts::new();
    flatten(&value, "", &mut texts);
    Ok(texts)
}

/// Nested groups become keys with dots; plural forms become one text.
fn flatten(value: &Value, key: &str, texts: &mut Texts) {
    let join = |part: &str| {
        if key.is_empty() { part.to_owned() } else { format!("{key}.{part}") }
    };
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                if part.is_string() && PLURALS.contains(&name.as_str()) {
                    flatten(part, key, texts);
                } else {
                    flatten(part, &join(name), texts);
                }
            }
        }
        Value::Array(parts) => {
            for (at, part) in parts.iter().enumerate() {
                flatten(part, &join(&at.to_string()), texts);
            }
        }
        Value::String(text) => {
            texts.entry(key.to_owned()).or_default().extend(placeholders(text));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The names in braces, as in `{count} parcels`.
fn placeholders(text: &str) -> Vec<String> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts_of(json: &str) -> Texts {
        let mut texts = Texts::new();
        flatten(&serde_json::from_str(json).unwrap(), "", &mut texts);
        texts
    }

    #[test]
    fn plural_forms_are_one_text() {
        let italian =
            texts_of(r#"{"a": {"one": "un pacco", "other": "{n} pacchi"}, "b.c": "ciao"}"#);
        let arabic =
            texts_of(r#"{"a": {"zero": "x", "two": "y", "other": "{n}"}, "b": {"c": "z"}}"#);
        assert_eq!(italian, arabic);
    }

    #[test]
    fn differences_are_found() {
        let mut findings = Findings::default();
        let italian = texts_of(r#"{"a": "{n}", "b": "x"}"#);
        compare("fr.json", &italian, &texts_of(r#"{"a": "{m}", "c": "y"}"#), &mut findings);
        assert_eq!(findings.0.len(), 3);
    }

    #[test]
    fn only_language_tags_are_languages() {
        assert!(language_file("public/packs/food/pack.json").is_none());
        let parts = |file| language_file(file).unwrap();
        assert_eq!(parts("public/packs/food/it.json"), ("public/packs/food/".into(), "it".into()));
        let part = ("public/packs/r/forms/heard.".into(), "fr".into());
        assert_eq!(parts("public/packs/r/forms/heard.fr.json"), part);
        assert!(language_file("public/packs/r/forms/heard.json").is_none());
    }
}
