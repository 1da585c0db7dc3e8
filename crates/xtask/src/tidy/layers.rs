//! Who may use whom: DESIGN.md draws the layers, this table holds them.

use std::collections::BTreeSet;

use anyhow::Result;

use super::source::{code, has_word, named_paths, used_paths};
use super::{Findings, Project};
use crate::shell;

/// For the files under `part`, the modules of the app that they must not use.
struct Layer {
    part: &'static str,
    avoids: &'static [&'static str],
    instead: &'static str,
}

const LAYERS: &[Layer] = &[
    Layer {
        part: "pages",
        avoids: &["storage", "sync", "platform", "parts", "app"],
        instead: "call a verb in actions, or read state",
    },
    Layer {
        part: "screen",
        avoids: &["pages", "storage", "sync", "platform", "parts", "app"],
        instead: "what one page alone needs stays with it; for the rest call actions, or read state",
    },
    Layer {
        part: "components",
        avoids: &["state", "actions", "screen", "pages", "storage", "sync"],
        instead: "take a prop or a callback",
    },
    Layer {
        part: "actions",
        avoids: &["pages", "screen", "components"],
        instead: "change state, and the page will show it",
    },
    Layer {
        part: "storage",
        avoids: &["pages", "screen", "components", "state", "actions", "sync", "route", "i18n"],
        instead: "return a value or an error to the caller",
    },
    Layer {
        part: "sync",
        avoids: &["pages", "screen", "components", "actions", "route", "i18n"],
        instead: "report to the caller",
    },
    Layer {
        part: "platform",
        avoids: &[
            "pages",
            "screen",
            "components",
            "state",
            "actions",
            "storage",
            "sync",
            "route",
            "i18n",
        ],
        instead: "take an argument: this is a thin wrapper of the browser",
    },
];

/// Words that only one part of the app may use; an empty `only` means none may.
struct Word {
    word: &'static str,
    only: &'static str,
    instead: &'static str,
}

const WORDS: &[Word] = &[
    Word { word: "indexed_db", only: "storage", instead: "go through src/storage" },
    Word { word: "indexed_db_futures", only: "storage", instead: "go through src/storage" },
    Word { word: "IdbDatabase", only: "storage", instead: "go through src/storage" },
    Word { word: "web_sys::window", only: "platform", instead: "use a wrapper from src/platform" },
    Word { word: "js_sys::Date", only: "platform", instead: "use the clock in src/platform" },
    Word { word: "Date::now", only: "platform", instead: "use the clock in src/platform" },
    Word { word: "Date::new_0", only: "platform", instead: "use the clock in src/platform" },
    Word { word: "inner_html", only: "", instead: "make text nodes: content may come from others" },
];

/// What must not be anywhere in the tree of the core, which is pure.
const NOT_IN_CORE: [&str; 8] =
    ["web-sys", "js-sys", "leptos", "tokio", "sqlx", "rusqlite", "getrandom", "wasm-bindgen"];

pub fn check(project: &Project, findings: &mut Findings) -> Result<()> {
    for file in project.files("src", ".rs")? {
        let code = code(&project.read(&file)?, false);
        let paths = used_paths(&code);
        check_layers(&file, &code, &paths, findings);
        check_pages(&file, &code, findings);
        check_words(&file, &code, &paths, findings);
    }
    check_core(findings)
}

fn check_layers(file: &str, code: &str, paths: &[String], findings: &mut Findings) {
    for layer in LAYERS.iter().filter(|layer| is_in(file, layer.part)) {
        for avoided in layer.avoids {
            let path = format!("crate::{avoided}");
            if has_word(code, &path) || paths.iter().any(|used| has_word(used, &path)) {
                findings.add(file, format!("uses {path}"), layer.instead);
            }
        }
    }
    if is_in(file, "components") {
        for word in ["use_context", "expect_context"] {
            if has_word(code, word) {
                findings.add(file, format!("uses {word}"), "take a prop or a callback");
            }
        }
    }
}

/// No page uses another one. A page is a file of `src/pages` with its folder; in the desk's
/// folder each file is one.
fn check_pages(file: &str, code: &str, findings: &mut Findings) {
    let Some(module) = file.strip_prefix("src/").and_then(|it| it.strip_suffix(".rs")) else {
        return;
    };
    let module: Vec<&str> = module.split('/').collect();
    let (["pages", ..], Some(own)) = (&module[..], page_of(&module)) else { return };
    // What only names pages, `pages.rs` and `desk.rs`, may; tests stand at the end of their file,
    // and *super* means the file there.
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let paths: BTreeSet<_> = used_paths(code).into_iter().chain(named_paths(code)).collect();
    for path in paths {
        let Some(full) = from_root(&module, &path) else { continue };
        let full: Vec<&str> = full.iter().map(String::as_str).collect();
        if full.first() == Some(&"pages") && page_of(&full).is_none_or(|page| page != own) {
            let todo = "move what both need to src/screen";
            findings.add(file, format!("uses another page: {path}"), todo);
        }
    }
}

/// The page that a path in `src/pages` belongs to; none for the folders that only hold pages.
fn page_of<'a>(path: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let long = if path.get(1) == Some(&"desk") { 3 } else { 2 };
    path.get(..long)
}

/// The whole path from the root of the app, where it is one of the app's own.
fn from_root(module: &[&str], path: &str) -> Option<Vec<String>> {
    let mut parts = path.split("::").peekable();
    let mut base = module.to_vec();
    match parts.peek() {
        Some(&"crate") => base.clear(),
        Some(&"super") => {
            while parts.next_if_eq(&"super").is_some() {
                base.pop();
            }
            return Some(base.into_iter().chain(parts).map(str::to_owned).collect());
        }
        _ => return None,
    }
    Some(parts.skip(1).map(str::to_owned).collect())
}

fn check_words(file: &str, code: &str, paths: &[String], findings: &mut Findings) {
    for Word { word, only, instead } in WORDS {
        let used = has_word(code, word) || paths.iter().any(|path| has_word(path, word));
        if used && (only.is_empty() || !is_in(file, only)) {
            findings.add(file, format!("names {word}"), instead);
        }
    }
    // rustfmt puts spaces around every other `=`, so this can only be an attribute.
    if code.contains(" style=") {
        findings.add(
            file,
            "has a style attribute",
            "use a class: the content security policy refuses it",
        );
    }
}

fn check_core(findings: &mut Findings) -> Result<()> {
    let line = ["cargo", "tree", "--package=passamano-core", "--edges=normal", "--prefix=none"];
    let Some(tree) = shell::output(&line) else {
        findings.add("crates/passamano-core", "`cargo tree` failed", "run it to see why");
        return Ok(());
    };
    for crate_name in NOT_IN_CORE {
        if tree.lines().any(|line| line.split(' ').next() == Some(crate_name)) {
            let todo = "take it out: the core is pure";
            findings.add("crates/passamano-core", format!("depends on {crate_name}"), todo);
        }
    }
    Ok(())
}

/// Whether a file belongs to a part of the app: `src/sync.rs` and all of `src/sync/`.
fn is_in(file: &str, part: &str) -> bool {
    file.strip_prefix("src/")
        .and_then(|rest| rest.strip_prefix(part))
        .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(file: &str, source: &str) -> Vec<String> {
        let mut findings = Findings::default();
        let code = code(source, false);
        let paths = used_paths(&code);
        check_layers(file, &code, &paths, &mut findings);
        check_pages(file, &code, &mut findings);
        check_words(file, &code, &paths, &mut findings);
        findings.0
    }

    #[test]
    fn a_page_may_not_reach_past_actions() {
        assert_eq!(
            findings("src/pages/today.rs", "use crate::{route::Route, storage::Db};").len(),
            1
        );
        assert_eq!(findings("src/pages/today.rs", "crate::sync::start();").len(), 1);
        assert!(
            findings("src/pages/today.rs", "use crate::state::App; // crate::storage").is_empty()
        );
    }

    #[test]
    fn no_page_uses_another() {
        let of = |file, source| findings(file, source).len();
        assert_eq!(of("src/pages/today.rs", "use crate::pages::stock::{a, b};"), 2);
        assert_eq!(of("src/pages/today.rs", "let x = crate::pages::stock::a();"), 1);
        assert_eq!(of("src/pages/tally.rs", "use super::guide::text;"), 1);
        assert_eq!(of("src/pages/stock/item.rs", "let x = super::super::guide::text();"), 1);
        assert_eq!(of("src/pages/desk/stock/names.rs", "use crate::pages::desk::cards::a;"), 1);
        assert_eq!(of("src/pages/desk/stock.rs", "use super::cards::a;"), 1);
        assert_eq!(of("src/screen/shut.rs", "use crate::pages::today::a;"), 1);
        for own in [
            "use super::words::a;",
            "use crate::pages::stock::words::a;",
            "use crate::screen::frame::Frame; let x = super::words::b();",
            "#[cfg(test)] mod tests { use super::super::a; }",
        ] {
            assert_eq!(of("src/pages/stock/item.rs", own), 0, "{own}");
        }
        assert_eq!(of("src/pages/desk/stock/names.rs", "use super::intake::Intake;"), 0);
        assert_eq!(of("src/pages/tally.rs", "mod a; #[cfg(test)] mod tests { super::b(); }"), 0);
    }

    #[test]
    fn a_component_is_told_everything() {
        assert_eq!(findings("src/components/chip.rs", "let x = expect_context::<App>();").len(), 1);
        assert!(findings("src/components/chip.rs", "use crate::i18n::tr;").is_empty());
    }

    #[test]
    fn only_its_part_names_a_browser_interface() {
        assert!(findings("src/storage/db.rs", "use web_sys::IdbDatabase;").is_empty());
        assert_eq!(findings("src/sync.rs", "use web_sys::IdbDatabase;").len(), 1);
        assert_eq!(findings("src/app.rs", "use web_sys::{window, Event};").len(), 1);
        assert_eq!(findings("src/app.rs", "view! { <p style=\"x\">{style = 1}</p> }").len(), 1);
    }
}
