//! One word for one thing: words that mean what another word of ours already says. The list of
//! terms, for people, is the glossary in `ARCHITECTURE.md`.

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Findings, Project};

/// Language, how the word begins, and what we say instead.
const NOT_OURS: &[(&str, &str, &str)] = &[
    ("en", "inventor", "stock"),
    ("en", "beneficiar", "household, people"),
    ("it", "scort", "magazzino"),
    ("it", "nucle", "famiglia"),
    ("it", "beneficiar", "famiglia, persone"),
    ("it", "riscontr", "parere"),
    ("it", "ascolto", "parere"),
    ("fr", "ménage", "foyer"),
    ("fr", "bénéficiaire", "foyer, personnes"),
    ("ar", "المستودع", "المخزون"),
    ("ar", "العائلة", "الأسرة"),
];

/// Names of other things in which such a word stands: the table where people are listened to.
const NAMES: &[&str] = &["banco ascolto"];

pub fn check(project: &Project, findings: &mut Findings) -> Result<()> {
    for (language, begins, ours) in NOT_OURS {
        let file = format!("public/i18n/{language}.json");
        if !project.root.join(&file).is_file() {
            continue;
        }
        let texts: Value =
            serde_json::from_str(&project.read(&file)?).with_context(|| file.clone())?;
        for key in keys_with(&texts, begins) {
            findings.add(&file, format!("\"{key}\" says \"{begins}…\""), &format!("say {ours}"));
        }
    }
    Ok(())
}

/// The keys whose texts hold a word that begins so.
fn keys_with(texts: &Value, begins: &str) -> Vec<String> {
    let Value::Object(texts) = texts else { return vec![] };
    let says = |text: &Value| match text {
        Value::String(text) => holds(text, begins),
        Value::Object(forms) => {
            forms.values().filter_map(Value::as_str).any(|text| holds(text, begins))
        }
        _ => false,
    };
    texts.iter().filter(|(_, text)| says(text)).map(|(key, _)| key.clone()).collect()
}

fn holds(text: &str, begins: &str) -> bool {
    let mut text = text.to_lowercase();
    for name in NAMES {
        text = text.replace(name, "");
    }
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_not_ours_is_found_in_every_form() {
        let texts = serde_json::json!({
            "a": "Salva le scorte",
            "b": { "one": "{n} nucleo", "other": "{n} nuclei" },
            "c": "Passa dal banco ascolto",
            "d": "Il magazzino della famiglia",
        });
        assert_eq!(keys_with(&texts, "scort"), ["a"]);
        assert_eq!(keys_with(&texts, "nucle"), ["b"]);
        assert!(keys_with(&texts, "ascolto").is_empty());
    }
}
