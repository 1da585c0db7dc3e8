//! Measures what the app promises, on an emulated cheap phone in Chromium (see `cdp`), and what
//! the hub promises, and prints both beside the budget. A figure over its budget is marked; the
//! program fails only where something could not be measured.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use passamano_e2e::bench::{FullTeam, HOUSEHOLDS, RECORDS};
use passamano_e2e::hub::TestHub;
use passamano_e2e::kept::Kept;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, cdp};
use serde_json::{Value, json};

/// Starts of the app, of which the median counts.
const STARTS: usize = 5;
/// Hand-overs, of which the 95th percentile counts.
const HAND_OVERS: usize = 40;
/// How long a phone may take to fetch the whole log.
const FETCHING: Duration = Duration::from_secs(600);

/// One line of the table.
struct Row {
    what: &'static str,
    unit: &'static str,
    budget: f64,
    at_least: bool,
    digits: usize,
    measured: Option<f64>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let cold = told(first_use().await);
    let full = told(full_phone().await);
    let receipts = told(receipts_per_second());
    let most = |what, budget, unit, digits, measured| Row {
        what,
        unit,
        budget,
        at_least: false,
        digits,
        measured,
    };
    let rows = [
        most("first screen, over the wire", 350.0, "kB", 0, cold.map(|c| c.bytes / 1e3)),
        most("first use", 2.6, "s", 2, cold.map(|c| c.ms / 1e3)),
        most("open again offline, full", 0.9, "s", 2, full.map(|f| f.reopen_ms / 1e3)),
        most("tap to Saved, full, p95", 50.0, "ms", 0, full.map(|f| f.saved_ms)),
        most("code to household, full, p95", 50.0, "ms", 0, full.map(|f| f.found_ms)),
        Row { at_least: true, ..most("hub, receipts a second", 2_000.0, "", 0, receipts) },
    ];
    println!("\n{:<32}{:>14}{:>14}", "what", "budget", "measured");
    rows.iter().for_each(Row::print);
    println!(
        "full: {HOUSEHOLDS} households and {RECORDS} records; Slow 4G, processor 4 times slower"
    );
    if rows.iter().all(|row| row.measured.is_some()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

impl Row {
    fn print(&self) {
        let (sign, digits) = (if self.at_least { '≥' } else { '≤' }, self.digits);
        let budget = format!("{sign} {} {}", self.budget, self.unit);
        let (measured, mark) = match self.measured {
            None => ("not measured".into(), ""),
            Some(value) => {
                let kept = if self.at_least { value >= self.budget } else { value <= self.budget };
                let mark = if kept { "" } else { "   over budget" };
                (format!("{value:.digits$} {}", self.unit), mark)
            }
        };
        println!("{:<32}{:>14}{:>14}{mark}", self.what, budget.trim_end(), measured.trim_end());
    }
}

/// Says why something was not measured; the rest goes on.
fn told<T>(result: Result<T, Failure>) -> Option<T> {
    result.inspect_err(|failure| eprintln!("{failure}")).ok()
}

/// From opening the address to the frame that shows the screen.
#[derive(Clone, Copy)]
struct Shown {
    ms: f64,
    bytes: f64,
}

/// Phones that have never been here, on a weak link.
async fn first_use() -> Result<Shown, Failure> {
    let hub = TestHub::start()?;
    let mut starts = vec![];
    for _ in 0..STARTS {
        let mut phone = Phone::new(Engine::Chromium, "newcomer").await?;
        starts.push(time_start(&phone, &hub.url(), &["Passamano", "Try it"]).await?);
        phone.switch_off().await?;
    }
    println!("first use: {}", list(starts.iter().map(|shown| shown.ms)));
    let ms = share(starts.iter().map(|shown| shown.ms), 50);
    Ok(Shown { ms, bytes: share(starts.iter().map(|shown| shown.bytes), 50) })
}

async fn time_start(phone: &Phone, url: &str, words: &[&str]) -> Result<Shown, Failure> {
    let browser = phone.browser()?;
    cdp::slow_phone(browser).await?;
    cdp::before_each_page(browser, &WATCH.replace("WORDS", &json!(words).to_string())).await?;
    phone.open(url).await?;
    phone.waits("see its first screen", async || Ok(!shown(phone).await?.is_null())).await?;
    let (ms, bytes) = serde_json::from_value(shown(phone).await?)?;
    Ok(Shown { ms, bytes })
}

async fn shown(phone: &Phone) -> Result<Value, Failure> {
    phone.script("return window.shown || null", vec![]).await
}

/// Notes the time of the first frame that shows all these words, and what came until then.
const WATCH: &str = "
    const all = () => WORDS.every(word => document.body && document.body.textContent.includes(word));
    const look = () => {
        if (!all()) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => {
            const entries = ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind));
            const bytes = entries.reduce((sum, entry) => sum + entry.transferSize, 0);
            window.shown = [performance.now(), bytes];
        }));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, characterData: true });";

/// What is measured on a phone that carries the full team.
#[derive(Clone, Copy)]
struct Full {
    reopen_ms: f64,
    saved_ms: f64,
    found_ms: f64,
}

async fn full_phone() -> Result<Full, Failure> {
    let mut hub = TestHub::start()?;
    let url = hub.url();
    println!("full phone: {RECORDS} records go to a hub, and from there to the phone");
    let team = FullTeam::at(&url)?;
    let mut phone = Phone::new(Engine::Chromium, "phone").await?;
    join(&phone, &url, &team).await?;

    cdp::slow_phone(phone.browser()?).await?;
    phone.open(&format!("{url}/handout")).await?;
    phone.sees("Find the card").await?;
    let (mut found, mut saved) = (vec![], vec![]);
    for code in team.due.iter().step_by(7).take(HAND_OVERS) {
        let times = phone.browser()?.execute_async(HAND_OVER, vec![json!(code)]).await?;
        let (found_ms, saved_ms): (f64, f64) = serde_json::from_value(times.json().clone())?;
        found.push(found_ms);
        saved.push(saved_ms);
        // Nobody is faster, and what follows a save belongs to the next one's time.
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    println!("tap to Saved: {}", list(saved.iter().copied()));
    println!("code to household: {}", list(found.iter().copied()));

    hub.stop();
    let mut starts = vec![];
    let served = format!("households served of {HOUSEHOLDS}");
    for _ in 0..STARTS {
        phone.switch_off().await?;
        phone.switch_on().await?;
        starts.push(time_start(&phone, &url, &["Friday distribution", &served]).await?.ms);
    }
    phone.switch_off().await?;
    println!("open again: {}", list(starts.iter().copied()));
    Ok(Full {
        reopen_ms: share(starts, 50),
        saved_ms: share(saved, 95),
        found_ms: share(found, 95),
    })
}

/// Joins by the link and waits until the whole log is there, and the app for offline use.
async fn join(phone: &Phone, url: &str, team: &FullTeam) -> Result<(), Failure> {
    phone.open(&format!("{url}/{}", team.invitation)).await?;
    phone.types("What the team calls you", "Amina").await?;
    phone.taps("Join the team").await?;
    phone.sees("Friday distribution").await?;
    let begun = Instant::now();
    while Kept::on(phone, "passamano").await?.envelopes <= RECORDS as u64 {
        if begun.elapsed() > FETCHING {
            return Err("the phone did not fetch the whole log in time".into());
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    println!("full phone: fetched in {:.0} s, not slowed", begun.elapsed().as_secs_f64());
    let ready = "navigator.serviceWorker.ready.then(arguments[arguments.length - 1])";
    phone.browser()?.execute_async(ready, vec![]).await?;
    Ok(())
}

/// Types a code, taps *Find*, then *Give*, then goes to the next card. Gives the milliseconds
/// from the first tap to the frame with the household, and from the second to the one with
/// *Saved on this phone*.
const HAND_OVER: &str = "
    const [code, done] = arguments;
    const frame = (test) => new Promise(resolve => {
        const look = () => {
            if (!test()) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
    });
    const named = (name) =>
        [...document.querySelectorAll('a, button')].find(e => e.textContent.trim().startsWith(name));
    const says = (words) => document.body.textContent.includes(words);
    (async () => {
        const field = document.getElementById('card-code');
        field.value = code;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        const asked = performance.now();
        field.form.requestSubmit();
        const found = await frame(() => named('Give') && says(code));
        const tapped = performance.now();
        named('Give').click();
        const saved = await frame(() => says('Saved on this phone'));
        named('Next card').click();
        await frame(() => document.getElementById('card-code'));
        done([found - asked, saved - tapped]);
    })();";

/// Lets the hub's own load example run, built for speed.
fn receipts_per_second() -> Result<f64, Failure> {
    let line = "run --quiet --locked --profile hub --package passamano-hub --example load";
    let output =
        Command::new("cargo").args(line.split(' ')).current_dir(passamano_e2e::root()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let rate = text
        .lines()
        .find_map(|line| line.split_once(" receipts in ")?.1.rsplit_once(": "))
        .and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
    rate.ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned().into())
}

/// The smallest value that is not below `percent` of all.
fn share(values: impl IntoIterator<Item = f64>, percent: usize) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(f64::NAN)
}

fn list(values: impl Iterator<Item = f64>) -> String {
    let values: Vec<String> = values.map(|value| format!("{value:.0}")).collect();
    format!("{} ms", values.join(" "))
}
