//! Modules of a crate that need each other in a circle: whoever changes one has to know them all.
//! Read from the `use crate::` lines of what is built, tests apart. The app's own modules are
//! looked after by `layers`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::source::{code, used_paths};
use super::{Findings, Project};

/// The crates whose modules stand in an order.
const ORDERED: &[&str] = &["crates/passamano-core/src", "crates/passamano-hub/src"];

/// Which module uses which others, and in which file.
type Uses = BTreeMap<String, BTreeMap<String, String>>;

pub fn check(project: &Project, findings: &mut Findings) -> Result<()> {
    for folder in ORDERED {
        let mut uses = Uses::new();
        for file in project.files(folder, ".rs")? {
            add(&mut uses, folder, &file, &project.read(&file)?);
        }
        for circle in circles(&uses) {
            let (first, second) = (&circle[0], &circle[1 % circle.len()]);
            let file = uses.get(first).and_then(|to| to.get(second)).map_or(*folder, |file| file);
            let round = [&circle[..], &circle[..1]].concat().join(" → ");
            findings.add(file, format!("uses in a circle: {round}"), "move what both need apart");
        }
    }
    Ok(())
}

/// Adds what one file uses.
fn add(uses: &mut Uses, folder: &str, file: &str, source: &str) {
    let Some(inside) = file.strip_prefix(folder) else { return };
    let parts: Vec<&str> = inside.split('/').filter(|part| !part.is_empty()).collect();
    let name = parts.first().map_or("", |part| part.trim_end_matches(".rs"));
    let is_test = parts.iter().any(|part| part.trim_end_matches(".rs") == "tests");
    if is_test || matches!(name, "lib" | "main") {
        return;
    }
    let built = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    for path in used_paths(&code(built, false)) {
        let Some(rest) = path.strip_prefix("crate::") else { continue };
        let other = rest.split("::").next().unwrap_or_default().trim();
        if other != name {
            let to = uses.entry(name.into()).or_default();
            to.entry(other.into()).or_insert_with(|| file.into());
        }
    }
}

/// One circle for each module that stands in one with none that was told before.
fn circles(uses: &Uses) -> Vec<Vec<String>> {
    let mut told = BTreeSet::new();
    let mut found = vec![];
    for start in uses.keys() {
        if told.contains(start) {
            continue;
        }
        if let Some(circle) = way_back(uses, start) {
            told.extend(circle.iter().cloned());
            found.push(circle);
        }
    }
    found
}

/// The shortest way from a module over others back to it.
fn way_back(uses: &Uses, start: &str) -> Option<Vec<String>> {
    let mut ways = vec![vec![start.to_string()]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = vec![];
        for way in ways {
            for next in uses.get(way.last()?).into_iter().flat_map(BTreeMap::keys) {
                if next == start {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    longer.push([&way[..], std::slice::from_ref(next)].concat());
                }
            }
        }
        ways = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let mut uses = Uses::new();
        for (file, source) in files {
            add(&mut uses, "core/src", &format!("core/src/{file}"), source);
        }
        circles(&uses)
    }

    #[test]
    fn a_circle_over_three_modules_is_found_once() {
        let files = [
            ("stock.rs", "use crate::distribution::Line;\nuse crate::time::Day;"),
            ("stock/import.rs", "use crate::{id::Id, time};"),
            ("distribution.rs", "pub use crate::{id, pack::{Kit, Item}};"),
            ("pack/check.rs", "use crate::stock::DateKind;"),
            ("time.rs", "use core::fmt;"),
        ];
        assert_eq!(of(&files), [["distribution", "pack", "stock"]]);
        assert!(of(&files[..3]).is_empty(), "without the way back there is none");
    }

    #[test]
    fn tests_comments_and_what_is_inside_a_module_are_no_circle() {
        let files = [
            ("a.rs", "use crate::b::B;\nuse crate::a::part;\n"),
            ("b.rs", "// use crate::a::A;\n#[cfg(test)]\nmod tests {\n use crate::a::A;\n}"),
            ("b/tests.rs", "use crate::a::A;"),
            ("b/tests/more.rs", "use crate::a::A;"),
            ("lib.rs", "use crate::a::A;"),
        ];
        assert!(of(&files).is_empty());
    }
}
