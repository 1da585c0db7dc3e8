//! What nobody uses any more: texts of the interface, components, and other public items of the
//! app. The compiler cannot see them: texts are data, and the app is a library for its own tests.

use std::collections::BTreeSet;

use anyhow::Result;

use super::source::{code, first_arguments, has_word, strings};
use super::translations::{FIRST, INTERFACE, texts};
use super::{Findings, Project};

/// Texts that no literal of the app names, and why they stay: a key, or how keys begin.
const ASKED_FOR_OTHERWISE: &[(&str, &str)] = &[
    ("need.", "a list of codes is shown with its area as a prop"),
    ("diet.", "a list of codes is shown with its area as a prop"),
    ("intake.beside.", "both kinds of lists tell what was left out, each in its own area"),
];

/// Whose first argument is how keys begin, up to the dot.
const AREAS: [&str; 1] = ["tr_known"];

/// Where tables are made: their cells hold codes whose words the app asks for by area.
const TABLES: (&str, [&str; 2]) = ("crates/passamano-core/src/export.rs", ["code", "codes"]);

/// Where components are looked for. A page that is in no table the compiler sees.
const SHARED: [&str; 2] = ["src/components/", "src/screen/"];

pub fn check(project: &Project, findings: &mut Findings) -> Result<()> {
    let mut sources = Vec::new();
    for file in project.files("src", ".rs")? {
        let text = project.read(&file)?;
        sources.push((file, text));
    }
    let mut asked = Asked::of(sources.iter().map(|(_, text)| text.as_str()));
    let (tables, cells) = TABLES;
    asked.take_areas(&code(&project.read(tables)?, true), &cells);
    let file = format!("{INTERFACE}/{FIRST}.json");
    for key in texts(project, &file)?.keys().filter(|key| !asked.is_asked(key)) {
        findings.add(&file, format!("nobody asks for \"{key}\""), "take it out of every language");
    }
    let code: Vec<(&str, String)> =
        sources.iter().map(|(file, text)| (file.as_str(), code(text, false))).collect();
    let shared = |file: &str| SHARED.iter().any(|folder| file.starts_with(folder));
    for (file, name) in unused_components(&code).into_iter().filter(|(file, _)| shared(file)) {
        findings.add(file, format!("nobody shows <{name}/>"), "take it out, with its style");
    }
    Ok(())
}

/// What the app asks the texts for.
struct Asked {
    whole: BTreeSet<String>,
    /// How keys begin and end that are put together from a code.
    parts: BTreeSet<(String, String)>,
}

impl Asked {
    fn of<'a>(sources: impl Iterator<Item = &'a str>) -> Self {
        let mut asked = Self { whole: BTreeSet::new(), parts: BTreeSet::new() };
        for source in sources {
            asked.take_areas(&code(source, true), &AREAS);
            for literal in strings(source) {
                match (literal.split_once('{'), literal.rsplit_once('}')) {
                    (Some((begin, _)), Some((_, end))) => {
                        asked.parts.insert((begin.to_owned(), end.to_owned()));
                    }
                    _ => {
                        asked.whole.insert(literal.to_owned());
                    }
                }
            }
        }
        asked
    }

    /// Whatever begins with what these functions are given.
    fn take_areas(&mut self, source: &str, functions: &[&str]) {
        let areas = functions.iter().flat_map(|function| first_arguments(source, function));
        self.parts.extend(areas.map(|area| (format!("{area}."), String::new())));
    }

    fn is_asked(&self, key: &str) -> bool {
        let by_part = |(begin, end): &(String, String)| match begin.as_str() {
            // A key and more: `{key}_note`. The key itself stands somewhere.
            "" if end.starts_with(['.', '_']) => {
                key.strip_suffix(end).is_some_and(|key| self.whole.contains(key))
            }
            begin => begin.contains('.') && key.starts_with(begin) && key.ends_with(end),
        };
        let otherwise = |(begin, _): &(&str, &str)| key.starts_with(begin);
        self.whole.contains(key)
            || self.parts.iter().any(by_part)
            || ASKED_FOR_OTHERWISE.iter().any(otherwise)
    }
}

/// The components for others that stand in no view, with their files. One that is its file's own
/// the compiler tells.
fn unused_components<'a>(code: &[(&'a str, String)]) -> Vec<(&'a str, String)> {
    let components = code.iter().flat_map(|(file, code)| {
        code.split("#[component]").skip(1).filter_map(move |rest| {
            let name = rest.trim_start().strip_prefix("pub fn ")?.split(['(', '<']).next()?;
            Some((*file, name.to_owned()))
        })
    });
    let shown = |name: &str| code.iter().any(|(_, code)| is_shown(code, name));
    components.filter(|(_, name)| !shown(name)).collect()
}

/// As an element, or by its name where a view is asked for: `fallback=Name`.
fn is_shown(code: &str, name: &str) -> bool {
    let given = format!("={name}");
    let mut rests = code.split(&given).skip(1);
    has_word(code, &format!("<{name}"))
        || rests.any(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_asked_for_by_its_key_or_by_how_it_begins() {
        let source = r#"
            tr("a.whole"); tr(&format!("b.reason.{}", code)); tr_known("lang", tag);
            tr(&format!("{key}_note")); let key = "c.door"; format!("d.{code}.cause");
            // tr("e.comment")
            format!("{n} x");
        "#;
        let asked = Asked::of([source].into_iter());
        for key in
            ["a.whole", "b.reason.lost", "lang.fa-AF", "c.door", "c.door_note", "d.full.cause"]
        {
            assert!(asked.is_asked(key), "{key}");
        }
        for key in ["b.note", "b.other", "c.window_note", "d.full", "e.comment", "n.x"] {
            assert!(!asked.is_asked(key), "{key}");
        }
    }

    #[test]
    fn a_component_is_shown_somewhere() {
        let shown = "#[component]\npub fn Bar() {} let all: Vec<Bars>; view! { <Bar/> <Show fallback=Lost> }";
        let lost =
            "#[component] pub fn Lost() {} fn a() {} #[component] pub fn Bars<F: Fn()>(a: F) {}";
        let code = [("a.rs", shown.to_owned()), ("b.rs", lost.to_owned())];
        assert_eq!(unused_components(&code), [("b.rs", "Bars".to_owned())]);
    }
}
