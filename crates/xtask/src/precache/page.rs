//! The built index.html: one style sheet in place of many, names that say the content, and nothing
//! that the content security policy would refuse. The source lists each sheet, because each is a
//! file of its own there; a phone on a weak link should wait for one.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::{fingerprint, integrity, parts};
use crate::build::How;
use crate::html::{attribute, tags};

/// Joins the style sheets, puts the program's parts in, and checks the page.
pub fn finish(folder: &Path, how: How) -> Result<()> {
    let path = folder.join("index.html");
    let html = fs::read_to_string(&path).context("index.html")?;
    check(&html)?;
    let html = part_program(&html, folder, how)?;
    fs::write(&path, join_styles(&html, folder)?)?;
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

/// Puts the app in its parts in place of the one program that trunk has made.
fn part_program(html: &str, folder: &Path, how: How) -> Result<String> {
    let mut html = html.to_owned();
    for preload in tags(&html.clone(), "<link").filter(|link| link.contains("preload\"")) {
        html = html.replace(preload, "");
    }
    let named = |needed| tags(&html, "<script").find_map(|script| attribute(script, needed));
    let (js, wasm) = named("data-js").zip(named("data-wasm")).context("index.html: no app")?;
    // Trunk has made the app whole.
    for made_whole in [js, wasm].map(|name| folder.join(name.trim_start_matches('/'))) {
        if made_whole.exists() {
            fs::remove_file(made_whole)?;
        }
    }
    let parts = parts::make(folder, how)?;
    // No integrity for the program: Chromium ignores it in a preload, and warns at every start.
    let preloads = format!(
        r#"<link rel="modulepreload" href="/{}"><link rel="modulepreload" href="/{}"><link rel="preload" href="/{}" as="fetch" type="application/wasm" crossorigin>"#,
        parts.js, parts.loader, parts.wasm
    );
    let html = html.replace(js, &format!("/{}", parts.js));
    let html = html.replace(wasm, &format!("/{}", parts.wasm));
    Ok(html.replacen("</head>", &format!("{preloads}\n</head>"), 1))
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
}
