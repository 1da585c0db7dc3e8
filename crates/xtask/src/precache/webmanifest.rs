//! The built web manifest: every picture it names must exist. Screenshots may be missing, as they
//! are taken from a built app; those that exist get their size from the file itself.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// Checks the icons and completes the screenshots.
pub fn finish(folder: &Path) -> Result<()> {
    let path = folder.join("manifest.webmanifest");
    let text = fs::read_to_string(&path).context("manifest.webmanifest")?;
    let mut manifest: Value = serde_json::from_str(&text).context("manifest.webmanifest")?;

    for icon in manifest["icons"].as_array().into_iter().flatten() {
        let (source, sizes) = (text_of(icon, "src"), text_of(icon, "sizes"));
        let found = folder.join(source.trim_start_matches('/'));
        ensure!(
            found.is_file(),
            "manifest.webmanifest: {source} does not exist: add it to public/"
        );
        let wrong = png_size(&found)?.filter(|size| size != sizes);
        ensure!(
            wrong.is_none(),
            "manifest.webmanifest: {source} is not {sizes}: correct one of them"
        );
    }

    if let Some(screenshots) = manifest["screenshots"].as_array_mut() {
        screenshots.retain(|picture| {
            folder.join(text_of(picture, "src").trim_start_matches('/')).is_file()
        });
        for picture in screenshots {
            let file = folder.join(text_of(picture, "src").trim_start_matches('/'));
            picture["sizes"] = json!(png_size(&file)?.context("a screenshot must be a PNG file")?);
        }
    }
    fs::write(&path, serde_json::to_string(&manifest)?)?;
    Ok(())
}

fn text_of<'a>(item: &'a Value, key: &str) -> &'a str {
    item[key].as_str().unwrap_or_default()
}

/// Width and height as the manifest writes them, or `None` for what is not a PNG file.
fn png_size(path: &Path) -> Result<Option<String>> {
    let content = fs::read(path).with_context(|| path.display().to_string())?;
    if !content.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(None);
    }
    // The header's two numbers, most significant byte first, follow a fixed 16 bytes.
    let number = |from: usize| {
        let bytes = content.get(from..from + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    Ok(number(16).zip(number(20)).map(|(width, height)| format!("{width}x{height}")))
}
