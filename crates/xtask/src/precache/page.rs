//! The built index.html: one style sheet in place of many, names that say the content, and nothing
//! that the content security policy would refuse. The source lists each sheet, because each is a
//! file of its own there; a phone on a weak link should wait for one.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::{fingerprint, integrity};

/// Joins the style sheets and checks the page.
pub fn finish(folder: &Path) -> Result<()> {
    let path = folder.join("index.html");
    let html = fs::read_to_string(&path).context("index.html")?;
    check(&html)?;
    let html = name_by_content(&html, folder)?;
    fs::write(&path, plain_preload(&join_styles(&html, folder)?))?;
    Ok(())
}

fn check(html: &str) -> Result<()> {
    for script in tags(html, "<script") {
        ensure!(attribute(script, "src").is_some(), "index.html: has an inline script: {script}");
    }
    for needed in ["data-js", "data-wasm"] {
        let named = tags(html, "<script").filter_map(|script| attribute(script, needed)).count();
        ensure!(named == 1, "index.html: one script tag must have `{needed}`: see Trunk.toml");
    }
    ensure!(!html.contains("<style"), "index.html: has an inline style sheet: move it to style/");
    Ok(())
}

/// Trunk takes its hash before wasm-opt runs, so the same name could hold two contents; browsers
/// keep a hashed name for a year.
fn name_by_content(html: &str, folder: &Path) -> Result<String> {
    let mut html = html.to_owned();
    for (address, ending) in [("data-js", ".js"), ("data-wasm", ".wasm")] {
        let named = tags(&html, "<script").find_map(|script| attribute(script, address));
        let old = named.context("index.html: names no app")?.trim_start_matches('/').to_owned();
        let content = fs::read(folder.join(&old)).with_context(|| old.clone())?;
        let new = format!("passamano-{}{ending}", fingerprint(&content));
        fs::rename(folder.join(&old), folder.join(&new))?;
        html = html.replace(&old, &new);
    }
    Ok(html)
}

fn join_styles(html: &str, folder: &Path) -> Result<String> {
    let links: Vec<&str> =
        tags(html, "<link").filter(|link| attribute(link, "rel") == Some("stylesheet")).collect();
    let (first, others) = links.split_first().context("index.html: links no style sheet")?;
    let mut joined = String::new();
    for link in &links {
        let href = attribute(link, "href").context("index.html: a style sheet has no address")?;
        let file = folder.join(href.trim_start_matches('/'));
        joined += &fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        joined.push('\n');
        fs::remove_file(&file)?;
    }
    let name = format!("style-{}.css", fingerprint(joined.as_bytes()));
    let link = format!(
        r#"<link rel="stylesheet" href="/{name}" integrity="{}">"#,
        integrity(joined.as_bytes())
    );
    fs::write(folder.join(name), joined)?;
    let joined =
        others.iter().fold(html.replace(first, &link), |html, other| html.replace(other, ""));
    let lines: Vec<&str> = joined.lines().filter(|line| !line.trim().is_empty()).collect();
    Ok(lines.join("\n"))
}

/// Chromium ignores a hash on a preloaded WASM file, and warns about it on every start. Nothing is
/// lost: the page that would name the hash comes from where the file comes from.
fn plain_preload(html: &str) -> String {
    tags(html, "<link").filter(|link| attribute(link, "rel") == Some("preload")).fold(
        html.to_owned(),
        |html, link| match attribute(link, "integrity") {
            Some(hash) => html.replace(link, &link.replace(&format!(" integrity=\"{hash}\""), "")),
            None => html,
        },
    )
}

/// The opening tags that begin with `start`, such as `<link`.
fn tags<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.match_indices(start).filter_map(move |(at, _)| {
        let rest = html.get(at..)?;
        rest.get(..=rest.find('>')?)
    })
}

/// An attribute's value, with or without quotes: minified pages have none.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.split(quote).nth(1),
        _ => rest.split([' ', '>']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inline_script_is_refused() {
        let page = r#"<script src="/boot.js" data-js="/a.js" data-wasm="/a.wasm"></script>"#;
        assert!(check(page).is_ok());
        assert!(check(&format!("{page}<script>let a;</script>")).is_err());
        assert!(check(r#"<script src="/boot.js"></script>"#).is_err());
    }

    #[test]
    fn only_the_preload_of_the_wasm_file_loses_its_hash() {
        let page = r#"<link rel="preload" href="/a.wasm" integrity="b"><link rel="modulepreload" integrity="b">"#;
        let plain =
            r#"<link rel="preload" href="/a.wasm"><link rel="modulepreload" integrity="b">"#;
        assert_eq!(plain_preload(page), plain);
    }

    #[test]
    fn attributes_with_and_without_quotes() {
        assert_eq!(attribute(r#"<link rel="stylesheet" href="/a.css"/>"#, "href"), Some("/a.css"));
        assert_eq!(attribute("<link href=/a.css rel=stylesheet>", "rel"), Some("stylesheet"));
        assert_eq!(attribute("<link href=/a.css>", "rel"), None);
    }
}
