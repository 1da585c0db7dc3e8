//! A new version of the app that arrives in part, and then whole. The first must change nothing
//! on the phone; the second waits until the person agrees.

use std::fs;
use std::path::Path;

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, copy_folder, dist};
use serde_json::json;

/// The file that the new version changes.
const CHANGED: &str = "logo.svg";
const NEW_VERSION: &str = "00000000000000f2";

/// A phone with the sample team meets both.
pub async fn an_update_that_arrives_in_part_changes_nothing(engine: Engine) -> Result<(), Failure> {
    let copy = tempfile::tempdir()?;
    let build = copy.path();
    copy_folder(&dist(), build)?;
    let mut hub = TestHub::serving(build.to_path_buf())?;
    let phone = Phone::new(engine, "a stranger").await?;
    phone.open(&hub.url()).await?;
    phone.taps("Try it").await?;
    phone.sees("0 households served of 12").await?;
    phone.has_the_app().await?;
    let first = version(&phone).await?;

    // The list names the new file; what comes is the old one, as from a proxy that kept it.
    let text = fs::read_to_string(build.join(CHANGED))? + "\n";
    new_list(&phone, build, &text).await?;
    hub.stop();
    hub.resume()?;
    let end = phone.browser()?.execute_async(UPDATE, vec![]).await?;
    expect("the end of the update in part", end.json().as_str().unwrap_or_default(), "redundant")?;
    expect("the running version", &version(&phone).await?, &first)?;
    expect("what is kept", &kept(&phone).await?, &format!("passamano-{first}"))?;
    hub.stop();
    phone.browser()?.refresh().await?;
    phone.sees("0 households served of 12").await?;
    if phone.words().await?.contains("A new version is ready") {
        return Err("a version is offered that is not whole".into());
    }

    fs::write(build.join(CHANGED), &text)?;
    hub.resume()?;
    phone.browser()?.refresh().await?;
    phone.sees("A new version is ready").await?;
    expect("the version before the person agrees", &version(&phone).await?, &first)?;
    hub.stop();
    phone.taps("Change now").await?;
    // The page loads anew meanwhile, and a question that was asked of the old one has no answer.
    let runs_new = async || Ok(version(&phone).await.is_ok_and(|running| running == NEW_VERSION));
    phone.waits("run the new version", runs_new).await?;
    phone.sees("0 households served of 12").await?;
    phone
        .waits("let the older version go", async || {
            Ok(kept(&phone).await? == format!("passamano-{NEW_VERSION}"))
        })
        .await
}

/// Writes the service worker of the new version: another name, and another hash for one file.
async fn new_list(phone: &Phone, build: &Path, text: &str) -> Result<(), Failure> {
    let hash = phone.browser()?.execute_async(HASH, vec![json!(text)]).await?;
    let hash = hash.json().as_str().ok_or("no hash")?.to_string();
    let path = build.join("sw.js");
    let worker = fs::read_to_string(&path)?;
    let between = |text: &str, before: &str, after: &str| {
        let (_, rest) = text.split_once(before)?;
        Some(rest.split_once(after)?.0.to_string())
    };
    let version = between(&worker, "const VERSION = '", "'").ok_or("no version in sw.js")?;
    let line = worker.lines().find(|line| line.contains(&format!("\"/{CHANGED}\"")));
    let line = line.ok_or("the changed file is not in sw.js")?;
    let old = between(line, "\"sha384\":\"", "\"").ok_or("no hash in sw.js")?;
    let changed = worker.replace(&version, NEW_VERSION).replace(line, &line.replace(&old, &hash));
    Ok(fs::write(path, changed)?)
}

async fn version(phone: &Phone) -> Result<String, Failure> {
    let version = phone.browser()?.execute_async(VERSION, vec![]).await?;
    Ok(version.json().as_str().unwrap_or_default().to_string())
}

/// The names of the versions whose files are on the phone.
async fn kept(phone: &Phone) -> Result<String, Failure> {
    let names = phone.browser()?.execute_async(KEPT, vec![]).await?;
    Ok(names.json().as_str().unwrap_or_default().to_string())
}

fn expect(what: &str, is: &str, should_be: &str) -> Result<(), Failure> {
    match is == should_be {
        true => Ok(()),
        false => Err(format!("{what} is “{is}”, not “{should_be}”").into()),
    }
}

const HASH: &str = "
    const [text, done] = arguments;
    crypto.subtle.digest('SHA-384', new TextEncoder().encode(text))
        .then((hash) => done('sha384-' + btoa(String.fromCharCode(...new Uint8Array(hash)))));";

const VERSION: &str = "
    const [done] = arguments;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => done(event.data.version);
    const worker = navigator.serviceWorker.controller;
    worker ? worker.postMessage({ type: 'version' }, [port2]) : done('');";

const KEPT: &str =
    "const [done] = arguments; caches.keys().then((names) => done(names.join(' ')));";

/// Looks for a new version, if the browser does not yet by itself, and gives how that ended.
const UPDATE: &str = "
    const [done] = arguments;
    navigator.serviceWorker.getRegistration().then((found) => {
        const follow = () => {
            const worker = found.installing;
            worker.addEventListener('statechange', () => done(worker.state));
        };
        if (found.installing) return follow();
        found.addEventListener('updatefound', follow);
        found.update();
    });";
