//! Reads Rust source just far enough for the checks: without comments, with or without the
//! contents of strings, and `use` trees written out in full. It is not a parser.

/// The source with comments blanked, and strings too unless they are asked for.
/// Lines stay lines, so that a place can be counted.
pub fn code(source: &str, keep_strings: bool) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let (length, kept) = match first {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), false),
            '/' if rest.starts_with("/*") => (block_comment(rest), false),
            '"' => (string(rest), keep_strings),
            'r' if is_raw(rest) && !ends_in_word(&out) => (raw_string(rest), keep_strings),
            '\'' => (character(rest), keep_strings),
            other => (other.len_utf8(), true),
        };
        let (part, after) = rest.split_at(length);
        if kept {
            out.push_str(part);
        } else {
            out.extend(part.chars().map(|each| if each == '\n' { '\n' } else { ' ' }));
        }
        rest = after;
    }
    out
}

/// Every path of every `use`, braces resolved: `use a::{b, c::d};` gives `a::b` and `a::c::d`.
pub fn used_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let (before, after) = (code.get(..at).unwrap_or(""), code.get(at + 4..).unwrap_or(""));
        if !ends_in_word(before) {
            let tree = after.split(';').next().unwrap_or("");
            expand("", &tree.split_whitespace().collect::<Vec<_>>().join(" "), &mut paths);
        }
    }
    paths
}

/// The paths of our own that stand in the code: what begins with `crate::` or `super::`. Those with
/// braces are [`used_paths`].
pub fn named_paths(code: &str) -> Vec<String> {
    let starts = ["crate::", "super::"].iter().flat_map(|start| code.match_indices(start));
    starts
        .filter(|(at, _)| {
            let before = code.get(..*at).unwrap_or("");
            !ends_in_word(before) && !before.ends_with("::")
        })
        .filter_map(|(at, _)| {
            let rest = code.get(at..)?;
            let end = rest.find(|each| !is_name(each) && each != ':').unwrap_or(rest.len());
            let path = rest.get(..end)?;
            (!path.ends_with("::")).then(|| path.to_owned())
        })
        .collect()
}

/// Whether `word` stands in the code by itself, not as a part of a longer name.
pub fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let after = code.get(at + word.len()..).unwrap_or("");
        !ends_in_word(code.get(..at).unwrap_or("")) && !after.starts_with(is_name)
    })
}

/// The string literals given as first argument to a function of this name.
pub fn first_arguments<'a>(code: &'a str, function: &str) -> Vec<&'a str> {
    let call = format!("{function}(");
    code.match_indices(&call)
        .filter(|(at, _)| !ends_in_word(code.get(..*at).unwrap_or("")))
        .filter_map(|(at, _)| code.get(at + call.len()..)?.trim_start().strip_prefix('"'))
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    match tree.split_once('{') {
        None => paths.push(format!("{prefix}{}", tree.trim())),
        Some((head, inner)) => {
            let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
            let prefix = format!("{prefix}{}", head.trim());
            for branch in branches(inner) {
                expand(&prefix, branch.trim(), paths);
            }
        }
    }
}

/// Splits at the commas that are in no inner braces.
fn branches(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, each) in text.char_indices() {
        match each {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.extend(text.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(from..));
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect()
}

fn is_name(each: char) -> bool {
    each.is_alphanumeric() || each == '_'
}

fn ends_in_word(text: &str) -> bool {
    text.ends_with(is_name)
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, each) in text.char_indices().skip(1) {
        match each {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn is_raw(text: &str) -> bool {
    text.strip_prefix('r').is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
}

fn raw_string(text: &str) -> usize {
    let hashes = text.chars().skip(1).take_while(|each| *each == '#').count();
    let end = format!("\"{}", "#".repeat(hashes));
    let start = 2 + hashes;
    text.get(start..)
        .and_then(|rest| rest.find(&end))
        .map_or(text.len(), |at| start + at + end.len())
}

/// A character such as `'"'`, or just the quote of a lifetime.
fn character(text: &str) -> usize {
    let mut parts = text.char_indices().skip(1);
    match parts.next() {
        Some((_, '\\')) => text.get(3..).and_then(|rest| rest.find('\'')).map_or(1, |at| at + 4),
        Some(_) => parts.next().filter(|(_, each)| *each == '\'').map_or(1, |(at, _)| at + 1),
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay_when_asked() {
        let source =
            "let a = \"// no\"; // use_context\nlet b: &'static str = '\"'; /* x /* y */ z */ c";
        let kept = code(source, true);
        assert!(kept.contains("\"// no\"") && !kept.contains("use_context") && !kept.contains('z'));
        let bare = code(source, false);
        assert!(!bare.contains("no") && bare.ends_with('c') && bare.lines().count() == 2);
        assert!(!code("r#\"a \" web_sys\"# b", false).contains("web_sys"));
    }

    #[test]
    fn use_trees_are_written_out() {
        let paths = used_paths("use crate::{a::{b, c as d}, e};\npub use f::g;\nlet reuse = 1;");
        assert_eq!(paths, ["crate::a::b", "crate::a::c as d", "crate::e", "f::g"]);
    }

    #[test]
    fn words_and_first_arguments() {
        assert!(has_word("a.inner_html(x)", "inner_html"));
        assert!(!has_word("my_inner_html", "inner_html"));
        assert_eq!(
            first_arguments("tr(\"a.b\") str(\"x\") tr( \"c\", 1) tr(key)", "tr"),
            ["a.b", "c"]
        );
    }
}
