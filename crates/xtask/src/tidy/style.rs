//! Style sheets: each in one cascade layer that tokens.css has named, and listed in index.html.

use anyhow::Result;

use super::{Findings, Project};

const FIRST: &str = "style/tokens.css";

pub fn check(project: &Project, findings: &mut Findings) -> Result<()> {
    let tokens = without_comments(&project.read(FIRST)?);
    let statements = top_level(&tokens);
    let layers: Vec<&str> = statements
        .iter()
        .filter_map(|item| item.strip_prefix("@layer ")?.strip_suffix(';'))
        .flat_map(|names| names.split(',').map(str::trim))
        .collect();

    let index = project.read("index.html")?;
    let listed: Vec<&str> =
        index.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    if listed.iter().find(|href| href.starts_with("style/")) != Some(&FIRST) {
        findings.add(
            "index.html",
            format!("{FIRST} is not the first style sheet"),
            "list it first",
        );
    }

    for file in project.files("style", ".css")? {
        if !listed.contains(&file.as_str()) {
            findings.add("index.html", format!("{file} is not listed"), "add its link");
        }
        let text = without_comments(&project.read(&file)?);
        for problem in layer_problems(&text, &layers, file == FIRST) {
            findings.add(&file, problem, "put everything in one @layer that tokens.css names");
        }
    }
    Ok(())
}

fn layer_problems(css: &str, layers: &[&str], may_name_layers: bool) -> Vec<String> {
    let mut blocks = 0;
    let mut problems = Vec::new();
    for item in top_level(css) {
        match item.strip_prefix("@layer ").map(str::trim) {
            Some(names) if names.ends_with(';') && may_name_layers => {}
            Some(name) if layers.contains(&name) => blocks += 1,
            _ => problems.push(format!("`{item}` is outside of a known layer")),
        }
    }
    if blocks != 1 {
        problems.push(format!("has {blocks} layer blocks"));
    }
    problems
}

/// What stands at the top level: a statement with its `;`, or what comes before a block.
fn top_level(css: &str) -> Vec<String> {
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for each in css.chars() {
        match each {
            '{' if depth == 0 => items.push(std::mem::take(&mut item)),
            ';' if depth == 0 => items.push(std::mem::take(&mut item) + ";"),
            _ if depth == 0 && each != '}' => item.push(each),
            _ => {}
        }
        match each {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    items.push(item);
    items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_layer_block_and_nothing_beside_it() {
        let layers = ["tokens", "components"];
        assert!(layer_problems("@layer components { a { b: c; } }", &layers, false).is_empty());
        assert!(
            layer_problems("@layer a, b;\n@layer tokens { :root { --x: 1; } }", &layers, true)
                .is_empty()
        );
        assert_eq!(layer_problems("a { b: c; }", &layers, false).len(), 2);
        assert_eq!(layer_problems("@layer other { a { b: c; } }", &layers, false).len(), 2);
    }
}
