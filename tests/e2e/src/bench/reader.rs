//! How long the worker of the built app takes to look at a picture. The pictures are those of the
//! table of readers (`cargo xtask bench --decoders`), which holds the time against its budget.

use std::path::Path;

use serde_json::{Value, json};

use crate::hub::TestHub;
use crate::phone::Phone;
use crate::{Engine, Failure};

/// Looks at each picture, of which the quickest counts: what else runs on the machine is not the
/// worker's.
const LOOKS: u32 = 3;

/// Shows the cards of a folder to the worker and prints the median, in milliseconds of this machine.
pub async fn median(pictures: &Path) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let mut phone = Phone::new(Engine::Chromium, "reader").await?;
    phone.open(&hub.url()).await?;
    let mut all = vec![];
    for file in std::fs::read_dir(pictures)? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("cards-") && name.ends_with(".pgm") {
            let picture = std::fs::read(&path)?;
            let asked = vec![json!(LOOKS), latin1(&picture)];
            let took = phone.browser()?.execute_async(LOOK, asked).await?;
            all.push(took.json().as_f64().ok_or(format!("the worker did not look at {name}"))?);
        }
    }
    phone.switch_off().await?;
    all.sort_by(f64::total_cmp);
    let median = all.get(all.len() / 2).ok_or("there are no pictures of cards")?;
    println!("{median:.2}");
    Ok(())
}

/// One letter for each byte, as a script can take it.
fn latin1(bytes: &[u8]) -> Value {
    json!(bytes.iter().map(|byte| char::from(*byte)).collect::<String>())
}

/// Takes a PGM apart, and asks the worker as `src/platform/worker.rs` does.
const LOOK: &str = "
    const [looks, file, done] = arguments;
    const [head, width, height] = file.match(/^P5\\n(\\d+) (\\d+)\\n255\\n/);
    const data = Uint8Array.from(file.slice(head.length), letter => letter.charCodeAt(0));
    const message = { op: 'read', data, width: Number(width), height: Number(height) };
    (async () => {
        const worker = await (window.benchReader ??= new Promise(ready => {
            const worker = new Worker('/codes-worker_loader.js');
            worker.onmessage = () => ready(worker);
        }));
        let quickest = Infinity;
        for (let look = 0; look < looks; look++) {
            const { port1, port2 } = new MessageChannel();
            const begun = performance.now();
            await new Promise(answered => {
                port1.onmessage = answered;
                worker.postMessage(message, [port2]);
            });
            quickest = Math.min(quickest, performance.now() - begun);
        }
        done(quickest);
    })();";
