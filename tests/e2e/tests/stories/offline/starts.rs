//! Cold starts with the hub stopped: the browser has ended, the same profile is opened again, and
//! the person's own screens are there, with every file of the app.

use std::path::Path;
use std::time::Instant;

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, dist, tour};
use serde_json::{Value, json};

use super::cast::{Team, opens_cold};

/// What the product promises.
const COLD_STARTS: usize = 20;
/// In the slower engines: enough to see that a start does not use up what the next one needs.
const SOME_STARTS: usize = 3;

/// A phone of a team starts so many times. Every start is tried, so that the count says how
/// often it works and not only that it once did not.
pub async fn a_team_starts_cold_without_signal(engine: Engine) -> Result<(), Failure> {
    let times = if engine == Engine::Chromium { COLD_STARTS } else { SOME_STARTS };
    let mut team = Team::start(engine).await?;
    team.desk.has_the_app().await?;
    team.stop()?;
    let url = team.hub.url();
    let mut good = 0;
    for n in 1..=times {
        let begun = Instant::now();
        match start(&mut team.desk, &url).await {
            Ok(()) => good += 1,
            Err(failure) => {
                let why = failure.to_string();
                println!("cold start {n}: {}", why.lines().next().unwrap_or_default());
            }
        }
        println!("cold start {n} of {times}: {good} good, {} ms", begun.elapsed().as_millis());
    }
    println!("{engine:?}: {good} of {times} cold starts without signal");
    if good < times {
        return Err(format!("{good} of {times} cold starts showed Today").into());
    }
    every_file_answers(&team.desk).await?;
    draws_codes(&team.desk).await
}

async fn start(phone: &mut Phone, url: &str) -> Result<(), Failure> {
    opens_cold(phone, url).await?;
    phone.sees("Pacchi San Lorenzo").await?;
    phone.sees("0 households served of 20").await?;
    phone.sees("Hand out").await
}

/// Somebody opens the page once with signal and does nothing: the sample can be tried later, and
/// what was done in it is there at the next start.
pub async fn the_sample_team_starts_cold_without_signal(engine: Engine) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let mut phone = Phone::new(engine, "a stranger").await?;
    phone.open(&hub.url()).await?;
    phone.sees("Try it").await?;
    phone.has_the_app().await?;
    hub.stop();

    opens_cold(&mut phone, &hub.url()).await?;
    phone.taps("Try it").await?;
    phone.sees("0 households served of 12").await?;
    tour::goes(&phone, "/handout/walk-in").await?;
    phone.taps("One more: 18").await?;
    phone.taps("Make the card").await?;
    phone.taps("Hand out to this card").await?;
    phone.taps("Give").await?;
    phone.sees("Saved on this phone").await?;

    opens_cold(&mut phone, &hub.url()).await?;
    phone.sees("Sample team").await?;
    phone.sees("1 household").await
}

/// Languages, packs, pictures and the programs of the workers, each with all its bytes. What the
/// hub serves and the phone need not keep: the service worker itself, and what is for crawlers
/// and stores.
async fn every_file_answers(phone: &Phone) -> Result<(), Failure> {
    let mut files = Vec::new();
    collect(&dist(), "", &mut files)?;
    for part in ["/i18n/ar.json", "/packs/ar.json", "/codes-worker_bg.wasm"] {
        if !files.iter().any(|file| file[0] == part) {
            return Err(format!("the build has no {part}").into());
        }
    }
    let missing = phone.browser()?.execute_async(MISSING, vec![json!(files)]).await?;
    println!("{:?}: {} files answer without signal", phone.engine, files.len());
    match missing.json() {
        Value::Array(missing) if missing.is_empty() => Ok(()),
        missing => Err(format!("{:?} does not have {missing}", phone.engine).into()),
    }
}

fn collect(folder: &Path, under: &str, files: &mut Vec<Value>) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let url = format!("{under}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &url, files)?;
            continue;
        }
        let name = url.as_str();
        let kept = !matches!(name, "/sw.js" | "/robots.txt" | "/index.html")
            && !name.starts_with("/screenshots/")
            && !name.ends_with(".br");
        if kept {
            files.push(json!([url, entry.metadata()?.len()]));
        }
    }
    Ok(())
}

/// The worker that draws and reads codes does its work, not only answers.
async fn draws_codes(desk: &Phone) -> Result<(), Failure> {
    tour::goes(desk, "/desk/cards").await?;
    desk.taps("Make the cards of the list").await?;
    desk.sees("20 cards to print").await
}

const MISSING: &str = "
    const [files, done] = arguments;
    const all = async (url, bytes) => {
        const answer = await fetch(url);
        return answer.ok && (await answer.arrayBuffer()).byteLength === bytes;
    };
    Promise.all(files.map(([url, bytes]) => all(url, bytes).catch(() => false)))
        .then((good) => done(files.filter((_, at) => !good[at]).map(([url]) => url)));";
