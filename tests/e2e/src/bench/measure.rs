//! How each step is measured: on an emulated cheap phone in Chromium (see [`crate::cdp`]), on
//! the build that the stories would try.

use std::io::BufRead;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::own;
use super::steps::{Carries, Figures, Step};
use super::team::{FullTeam, HOUSEHOLDS, SERVED};
use crate::hub::TestHub;
use crate::kept::Kept;
use crate::phone::Phone;
use crate::{Engine, Failure, cdp};

/// How long a phone may take to fetch the whole log.
const FETCHING: Duration = Duration::from_secs(600);
/// Nobody hands out faster, and what follows a save belongs to the next one's time.
const BETWEEN: Duration = Duration::from_millis(500);
/// Every so many cards of the list are served, so that they lie apart in it.
const APART: usize = 7;

/// A phone that carries the large team, and what it needs.
struct Filled {
    hub: TestHub,
    phone: Phone,
    due: std::vec::IntoIter<String>,
    at_the_table: bool,
}

/// Takes the steps that it reads, until there are no more. Each answer is a line.
pub async fn answer(questions: impl BufRead) -> Result<(), Failure> {
    let mut filled = None;
    for line in questions.lines() {
        let Ok(step) = line?.parse() else { return Ok(()) };
        let figures = take(step, &mut filled).await.map_err(|failure| failure.to_string());
        println!("{}", serde_json::to_string(&figures)?);
    }
    Ok(())
}

async fn take(step: Step, filled: &mut Option<Filled>) -> Result<Figures, Failure> {
    let figures = match (step, filled) {
        (Step::FirstUse, _) => {
            let shown = first_use().await?;
            vec![("first use", shown.ms), ("first screen", shown.bytes)]
        }
        (Step::Receipts, _) => vec![("receipts", receipts_per_second()?)],
        (Step::Fill(carries), filled) => {
            *filled = Some(Filled::new(carries).await?);
            vec![]
        }
        (Step::HandOver, Some(filled)) => {
            let [found, saved] = filled.hand_over().await?;
            vec![("code to household", found), ("tap to Saved", saved)]
        }
        (Step::OpenAgain, Some(filled)) => vec![("open again", filled.open_again().await?)],
        (_, None) => return Err("no phone has been filled".into()),
    };
    Ok(figures.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

/// From opening the address to the frame that shows the screen.
struct Shown {
    ms: f64,
    bytes: f64,
}

/// A phone that has never been here, on a weak link.
async fn first_use() -> Result<Shown, Failure> {
    let hub = TestHub::start()?;
    let mut phone = Phone::new(Engine::Chromium, "newcomer").await?;
    let shown = time_start(&phone, &hub.url(), &["Passamano", "Try it"]).await?;
    phone.switch_off().await?;
    Ok(shown)
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

impl Filled {
    async fn new(carries: Carries) -> Result<Self, Failure> {
        let mut hub = TestHub::start()?;
        let url = hub.url();
        let team = FullTeam::at(&url, carries == Carries::Received)?;
        let mut phone = Phone::new(Engine::Chromium, "phone").await?;
        join(&phone, &url, &team).await?;
        if carries == Carries::Full {
            own::fill(&phone, &url, &team).await?;
            // Else it would send what shall stay unsent.
            hub.stop();
        }
        // The app reads all of it once, not slowed, and keeps what it read for the next start.
        phone.open(&url).await?;
        phone.sees(&format!("{SERVED} households served of {HOUSEHOLDS}")).await?;
        phone.switch_off().await?;
        phone.switch_on().await?;
        let due: Vec<String> = team.codes[SERVED..].iter().step_by(APART).cloned().collect();
        Ok(Self { hub, phone, due: due.into_iter(), at_the_table: false })
    }

    /// The milliseconds to the household, and to *Saved*.
    async fn hand_over(&mut self) -> Result<[f64; 2], Failure> {
        if !self.at_the_table {
            cdp::slow_phone(self.phone.browser()?).await?;
            self.phone.open(&format!("{}/handout", self.hub.url())).await?;
            self.phone.sees("Find the card").await?;
            self.at_the_table = true;
        }
        let code = self.due.next().ok_or("no card is due any more")?;
        let times = self.phone.browser()?.execute_async(HAND_OVER, vec![json!(code)]).await?;
        tokio::time::sleep(BETWEEN).await;
        Ok(serde_json::from_value(times.json().clone())?)
    }

    async fn open_again(&mut self) -> Result<f64, Failure> {
        self.hub.stop();
        self.at_the_table = false;
        self.phone.switch_off().await?;
        self.phone.switch_on().await?;
        let served = format!("households served of {HOUSEHOLDS}");
        let words = ["Friday distribution", served.as_str()];
        Ok(time_start(&self.phone, &self.hub.url(), &words).await?.ms)
    }
}

/// Joins by the link and waits until the whole log is there, and the app for offline use.
async fn join(phone: &Phone, url: &str, team: &FullTeam) -> Result<(), Failure> {
    phone.open(&format!("{url}/{}", team.invitation)).await?;
    phone.types("What the team calls you", "Amina").await?;
    phone.taps("Join the team").await?;
    phone.sees("Friday distribution").await?;
    let begun = Instant::now();
    // What others wrote, and that this phone has joined.
    while Kept::on(phone, "passamano").await?.envelopes <= team.records as u64 {
        if begun.elapsed() > FETCHING {
            return Err("the phone did not fetch the whole log in time".into());
        }
        tokio::time::sleep(BETWEEN).await;
    }
    phone.open(&format!("{url}/sent")).await?;
    crate::team::holds(phone, "0").await?;
    let ready = "navigator.serviceWorker.ready.then(arguments[arguments.length - 1])";
    phone.browser()?.execute_async(ready, vec![]).await?;
    Ok(())
}

/// Lets the hub's own load example run, built for speed.
fn receipts_per_second() -> Result<f64, Failure> {
    let line = "run --quiet --locked --profile hub --package passamano-hub --example load";
    let output = Command::new("cargo").args(line.split(' ')).current_dir(crate::root()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let rate = text
        .lines()
        .find_map(|line| line.split_once(" receipts in ")?.1.rsplit_once(": "))
        .and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
    rate.ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned().into())
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
