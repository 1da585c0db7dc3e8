//! Does *Saved on this phone* hold when the browser is killed right after? Chromium's processes
//! get SIGKILL 0 to 50 ms after the words, then the same profile is opened again and must hold
//! the record. The same is done to a page that keeps its records in localStorage: if that loses
//! nothing, the killing came too late to show anything.
//!
//! Killing a program loses what it had not yet given to the operating system. Power cuts are not
//! simulated here.
//!
//! `faults [rounds] [seed]`

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::ExitCode;
use std::time::Duration;

use passamano_e2e::hub::TestHub;
use passamano_e2e::kept::Kept;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};
use rustix::process::{Pid, Signal, kill_process};

/// The latest kill after the words, in milliseconds.
const LATEST_MS: u64 = 50;
/// Rounds of the control: it has to lose once.
const CONTROL: u64 = 10;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<bool, Failure> {
    let mut words = std::env::args().skip(1);
    let rounds: u64 = words.next().map_or(Ok(100), |word| word.parse())?;
    let seed: u64 = words.next().map_or(Ok(1), |word| word.parse())?;
    println!("killing Chromium 0 to {LATEST_MS} ms after “Saved on this phone”, seed {seed}");

    let page = control_page()?;
    let control = count_losses(&Subject::LocalStorage(page), CONTROL, seed).await?;
    println!("control, a page that uses localStorage: {control} of {CONTROL} records lost");
    let hub = TestHub::start()?;
    let lost = count_losses(&Subject::Passamano(hub.url()), rounds, seed).await?;
    println!("Passamano: {lost} of {rounds} records lost");
    if control == 0 {
        println!("the control lost nothing, so this shows nothing");
    }
    Ok(lost == 0 && control > 0)
}

/// What is killed, with its address.
enum Subject {
    Passamano(String),
    LocalStorage(String),
}

impl Subject {
    /// Once, on a new phone.
    async fn begin(&self, phone: &Phone) -> Result<(), Failure> {
        let Self::Passamano(url) = self else { return Ok(()) };
        phone.open(url).await?;
        phone.taps("Try it").await?;
        // The sample is whole when its activity stands on Today.
        phone.sees("households served of").await
    }

    /// Comes to the screen where one tap on *Give* saves a record. The card is a new one, so
    /// that the sample never runs out of them.
    async fn prepare(&self, phone: &Phone) -> Result<(), Failure> {
        match self {
            Self::LocalStorage(url) => phone.open(url).await?,
            Self::Passamano(url) => {
                phone.open(&format!("{url}/handout/walk-in")).await?;
                phone.taps("One more: 18").await?;
                phone.taps("Make the card").await?;
                phone.sees("New code").await?;
                let code = phone.script(NEW_CODE, vec![]).await?;
                let code = code.as_str().ok_or("the new card has no code")?;
                phone.open(&format!("{url}/handout/card/{code}")).await?;
            }
        }
        phone.sees("Give").await
    }

    /// How many records are kept.
    async fn records(&self, phone: &Phone) -> Result<Kept, Failure> {
        match self {
            Self::Passamano(_) => Kept::on(phone, "passamano-try").await,
            Self::LocalStorage(_) => {
                let count =
                    phone.script("return Number(localStorage.records || 0)", vec![]).await?;
                let count = count.as_u64().ok_or("no count")?;
                Ok(Kept { envelopes: count, seq: count })
            }
        }
    }

    /// A page of the same origin on which nothing runs that could write.
    fn quiet(&self) -> String {
        let (Self::Passamano(url) | Self::LocalStorage(url)) = self;
        format!("{url}/robots.txt")
    }
}

async fn count_losses(subject: &Subject, rounds: u64, seed: u64) -> Result<u64, Failure> {
    let mut phone = Phone::new(Engine::Chromium, "phone").await?;
    subject.begin(&phone).await?;
    phone.switch_off().await?;
    phone.switch_on().await?;
    let (mut lost, mut chance) = (0, seed);
    for round in 1..=rounds {
        subject.prepare(&phone).await?;
        let before = subject.records(&phone).await?;
        let processes = browser_of(&phone)?;
        phone.browser()?.execute_async(GIVE, vec![]).await?;
        let delay = Duration::from_millis(next(&mut chance) % (LATEST_MS + 1));
        tokio::time::sleep(delay).await;
        for process in processes {
            // One that has ended by itself is as dead as it should be.
            let _ = kill_process(process, Signal::KILL);
        }
        // It cannot be closed any more: that is the point.
        let _ = phone.switch_off().await;
        phone.switch_on().await?;
        phone.open(&subject.quiet()).await?;
        let after = subject.records(&phone).await?;
        if after.envelopes <= before.envelopes || after.seq <= before.seq {
            lost += 1;
            println!("  round {round}: lost, killed after {} ms", delay.as_millis());
        }
    }
    phone.switch_off().await?;
    Ok(lost)
}

/// The code of the card that was just made.
const NEW_CODE: &str = "return document.body.innerText.match(/\\b\\w\\w-\\w\\w\\w\\b/)[0]";

/// Taps *Give* and answers as soon as the words stand in the page.
const GIVE: &str = "
    const done = arguments[arguments.length - 1];
    const saved = () => document.body.textContent.includes('Saved on this phone');
    new MutationObserver((_, observer) => {
        if (saved()) { observer.disconnect(); done(true); }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    [...document.querySelectorAll('button')].find(b => b.innerText.startsWith('Give')).click();";

/// The browser that has this phone's profile, and every process that it started.
fn browser_of(phone: &Phone) -> Result<Vec<Pid>, Failure> {
    let profile = format!("--user-data-dir={}", phone.profile().display());
    let mut all: Vec<(i32, i32)> = vec![];
    let mut found: Vec<i32> = vec![];
    for entry in std::fs::read_dir("/proc")?.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        // "id (name) state parent …", and the name may hold anything.
        let parent =
            stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1)?.parse().ok());
        all.extend(parent.map(|parent| (id, parent)));
        let line = std::fs::read_to_string(entry.path().join("cmdline")).unwrap_or_default();
        // Its helpers name the profile too; the browser itself has no type.
        if line.contains(&profile) && !line.contains("--type=") && !line.contains("crashpad") {
            found.push(id);
        }
    }
    if found.len() != 1 {
        return Err(format!("{} browsers have this profile", found.len()).into());
    }
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        found.extend(all.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
        at += 1;
    }
    Ok(found.into_iter().filter_map(Pid::from_raw).collect())
}

/// The next number of a fixed row (SplitMix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Serves the control, a page that says the same words after writing to localStorage. Gives its
/// address.
fn control_page() -> Result<String, Failure> {
    const PAGE: &str = "<!doctype html><title>Control</title><button onclick=\"\
        localStorage.records = Number(localStorage.records || 0) + 1;\
        said.textContent = 'Saved on this phone'\">Give</button><p id=said></p>";
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let asked = BufReader::new(&stream).lines().map_while(Result::ok);
                asked.take_while(|line| !line.is_empty()).for_each(drop);
                // A browser that went away needs no answer.
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\
                     connection: close\r\n\r\n{PAGE}",
                    PAGE.len()
                );
            });
        }
    });
    Ok(url)
}
