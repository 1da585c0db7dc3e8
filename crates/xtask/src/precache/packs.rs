//! The packs that come with the app: of their folders a phone gets one file with the structure of
//! all, and one with all words for each language.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Map, Value};

// The core's own rule, without the rest of the core: a first build would wait for its ciphers.
#[path = "../../../passamano-core/src/pack/bundle.rs"]
mod bundle;

/// Puts the packs of a build together, in the order of their folders' names.
pub fn finish(folder: &Path) -> Result<()> {
    let packs = folder.join("packs");
    let (mut all, mut words) = (vec![], BTreeMap::<String, Map<String, Value>>::new());
    for name in super::names(&packs, &packs)?.iter().filter(|name| name.ends_with("/pack.json")) {
        let pack = packs.join(name.trim_end_matches("/pack.json"));
        let bundle = read(&pack).with_context(|| pack.display().to_string())?;
        all.push(Value::Object(bundle.structure));
        for (language, texts) in bundle.words {
            let spoken = words.entry(language).or_default();
            for (key, text) in texts {
                ensure!(
                    spoken.insert(key.clone(), text).is_none(),
                    "two packs have words for {key}"
                );
            }
        }
        fs::remove_dir_all(pack)?;
    }
    fs::write(packs.join("packs.json"), Value::Array(all).to_string())?;
    for (language, texts) in words {
        fs::write(packs.join(format!("{language}.json")), Value::Object(texts).to_string())?;
    }
    Ok(())
}

fn read(pack: &Path) -> Result<bundle::Bundle> {
    let mut files = vec![];
    for name in super::names(pack, pack)? {
        files.push((fs::read_to_string(pack.join(&name))?, name));
    }
    let files = files.iter().map(|(text, name)| (name.as_str(), text.as_str()));
    bundle::bundle(files).map_err(|wrong| anyhow!(wrong))
}
