//! What machines can say about accessibility: axe's rules, sideways scroll, and the tree that a
//! screen reader gets, as text that can be compared.

use std::fmt::Write as _;

use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::phone::Phone;
use crate::{Failure, root, tools};

/// Loads axe into the page. A page that is opened anew has forgotten it.
pub async fn load(phone: &Phone) -> Result<(), Failure> {
    let tools = tools().ok_or("HOME is not set")?;
    let path = tools.join("npm/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path)
        .map_err(|e| format!("axe-core is missing, `cargo xtask test` installs it: {e}"))?;
    phone.script(&axe, vec![]).await?;
    Ok(())
}

/// What breaks the rules of WCAG 2.2 A and AA on this screen, in each of these themes.
pub async fn violations(phone: &Phone, themes: &[&str]) -> Result<Vec<String>, Failure> {
    let found = phone.browser()?.execute_async(VIOLATIONS, vec![json!(themes)]).await?;
    Ok(serde_json::from_value(found.json().clone())?)
}

/// Makes the browser's window as wide and high as this, in CSS pixels.
pub async fn resize(phone: &Phone, width: u32, height: u32) -> Result<(), Failure> {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    phone.browser()?.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
    Ok(())
}

/// What reaches over the side of the screen, so that the whole page scrolls sideways.
pub async fn sideways(phone: &Phone) -> Result<Option<String>, Failure> {
    Ok(phone.script(SIDEWAYS, vec![]).await?.as_str().map(str::to_string))
}

/// The tree that a screen reader gets: a line for each part, with its role, name and state.
/// What differs from one run to the next is a dot: codes, times, days, addresses.
pub async fn tree(phone: &Phone) -> Result<String, Failure> {
    tree_of(phone.browser()?).await
}

/// The same, of a browser.
pub async fn tree_of(browser: &WebDriver) -> Result<String, Failure> {
    let answer = browser.cdp().send_raw("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = answer["nodes"].as_array().ok_or("no accessibility tree")?;
    let mut text = String::new();
    if let Some(root) = nodes.first() {
        write(nodes, root, 0, "", &mut text)?;
    }
    Ok(text)
}

/// One part and those in it. `said` is the name of the part around it: its words are not
/// written twice.
fn write(
    nodes: &[Value],
    node: &Value,
    depth: usize,
    said: &str,
    text: &mut String,
) -> Result<(), Failure> {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = node["name"]["value"].as_str().unwrap_or_default().trim();
    let silent = node["ignored"] == true
        || matches!(role, "none" | "generic" | "InlineTextBox" | "LineBreak" | "ListMarker")
        || (role == "StaticText" && said.contains(name));
    // What a cell holds is data of the sample, which is made anew in each run.
    let data = matches!(role, "cell" | "gridcell");
    if !silent {
        let role = if role == "StaticText" { "text" } else { role };
        let name = if data { "·".into() } else { steady(name) };
        write!(text, "{:indent$}{role}", "", indent = depth * 2)?;
        if !name.is_empty() {
            write!(text, " \"{name}\"")?;
        }
        writeln!(text, "{}", states(node))?;
    }
    if data {
        return Ok(());
    }
    let (depth, said) = if silent { (depth, said) } else { (depth + 1, name) };
    for id in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = nodes.iter().find(|node| node["nodeId"] == *id) {
            write(nodes, child, depth, said, text)?;
        }
    }
    Ok(())
}

/// The states that a reader says, in brackets.
fn states(node: &Value) -> String {
    const SAID: [&str; 7] =
        ["level", "checked", "pressed", "expanded", "invalid", "required", "disabled"];
    let properties = node["properties"].as_array().into_iter().flatten();
    let mut states = String::new();
    for property in properties {
        let name = property["name"].as_str().unwrap_or_default();
        let value = &property["value"]["value"];
        let word = value.as_str().map_or_else(|| value.to_string(), str::to_string);
        if SAID.contains(&name) && !matches!(word.as_str(), "false" | "null") || name == "expanded"
        {
            states.push_str(&format!(" [{name} {word}]"));
        }
    }
    states
}

/// A name without what differs from one run to the next.
fn steady(name: &str) -> String {
    // A code of a card, or of a follow-up, sign by sign.
    let signs = name.split(' ').count();
    let spelled = matches!(signs, 5 | 7) && name.split(' ').all(|sign| sign.len() == 1);
    if spelled {
        return "·".into();
    }
    // A code that is read whole has a hyphen at which no line breaks.
    let words = name.replace('\n', " ").replace('\u{2011}', "-");
    let mut after_free_space = false;
    let words: Vec<String> = words
        .split(' ')
        .map(|word| {
            let core = word.trim_matches(|c: char| !c.is_alphanumeric());
            let digits = core.chars().filter(char::is_ascii_digit).count();
            let others = core.chars().filter(|c| !c.is_ascii_alphanumeric()).collect::<String>();
            let is_number = !core.is_empty() && digits == core.len();
            let is_time = digits >= 3
                && matches!(others.as_str(), ":" | "//" | "--")
                && digits + others.len() == core.len();
            let groups: Vec<usize> = core.split('-').map(str::len).collect();
            let is_code = others.trim_matches('-').is_empty()
                && matches!(groups[..], [2, 3] | [2, 3, 2])
                && !core.chars().any(|c| c.is_ascii_lowercase());
            let is_address = core.contains("localhost");
            let steady = match is_time || is_code || is_address || (is_number && after_free_space) {
                true => word.replace(core, "·"),
                false => word.to_string(),
            };
            after_free_space = word == "libero:";
            steady
        })
        .collect();
    words.join(" ")
}

/// Compares a tree with the stored one of this page; with `UPDATE_ARIA=1` it becomes the stored
/// one. Gives what differs first.
pub fn compare(page: &str, tree: &str) -> Result<Option<String>, Failure> {
    let path = root().join("tests/e2e/aria").join(format!("{page}.txt"));
    if std::env::var_os("UPDATE_ARIA").is_some() {
        std::fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        std::fs::write(&path, tree)?;
        return Ok(None);
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let (mut now, mut before) = (tree.lines(), stored.lines());
    loop {
        match (now.next(), before.next()) {
            (None, None) => return Ok(None),
            (now, before) if now == before => {}
            (now, before) => {
                let (now, before) =
                    (now.unwrap_or("nothing").trim(), before.unwrap_or("nothing").trim());
                return Ok(Some(format!("the tree says {now} where it said {before}")));
            }
        }
    }
}

/// All rules in the first theme. In the others only what a theme can change: the colors.
const VIOLATIONS: &str = "
    const [themes, done] = arguments;
    const all = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
    const colors = { type: 'rule', values: ['color-contrast'] };
    (async () => {
        const found = [];
        for (const theme of themes) {
            document.documentElement.dataset.theme = theme;
            const options = { runOnly: theme === themes[0] ? all : colors, resultTypes: ['violations'] };
            for (const rule of (await axe.run(document, options)).violations) {
                for (const node of rule.nodes) {
                    found.push(`${theme}: ${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`);
                }
            }
        }
        document.documentElement.dataset.theme = themes[0];
        done(found);
    })().catch(e => done(['axe failed: ' + e]));";

const SIDEWAYS: &str = "
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const over = [...document.querySelectorAll('body *')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    const names = over.slice(-3).map(e => e.localName + '.' + (e.getAttribute('class') || '') + ' ' + e.textContent.slice(0, 30));
    return `${root.scrollWidth} px wide: ${names.join('; ')}`;";
