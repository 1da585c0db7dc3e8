//! A newcomer's measure: what each path of [`super::paths`] takes in touches and seconds, on one
//! build or on two that take turns. Each run is a new phone that tries the sample.

use std::path::{Path as FilePath, PathBuf};

use serde_json::json;

use super::paths::{OLD, PATHS, PLANNED, Path, Step, need_card};
use super::touch::{self, Taken};
use crate::hub::TestHub;
use crate::phone::Phone;
use crate::tour::{calm, goes};
use crate::{Engine, Failure, cdp, film};

/// Runs, of which the medians count.
const RUNS: usize = 3;

/// A column of the table: its head, the digits after the point, and what it shows.
type Figure = (&'static str, usize, fn(&Taken) -> f64);

/// A build, and what each path took in each run.
struct Side {
    name: String,
    dist: PathBuf,
    taken: Vec<Vec<Taken>>,
}

/// Walks all paths and prints the table.
pub async fn table(dist: &FilePath, against: Option<(&str, &FilePath)>) -> Result<(), Failure> {
    let side = |name: &str, dist: &FilePath| Side {
        name: name.into(),
        dist: dist.into(),
        taken: PATHS.iter().map(|_| vec![]).collect(),
    };
    let mut sides: Vec<Side> = against.map(|(name, dist)| side(name, dist)).into_iter().collect();
    sides.push(side("now", dist));
    let mut whole = true;
    for run in 0..RUNS {
        let mut order: Vec<&mut Side> = sides.iter_mut().collect();
        if run % 2 == 1 {
            order.reverse();
        }
        for side in order {
            whole &= side.run().await?;
        }
    }
    print(&sides);
    if whole { Ok(()) } else { Err("not every path could be walked".into()) }
}

impl Side {
    fn steps(&self, path: &Path) -> Option<&'static [Step]> {
        if self.name.starts_with(OLD) { path.old } else { Some(path.now) }
    }

    /// Walks each path once. Says whether all came to their ends.
    async fn run(&mut self) -> Result<bool, Failure> {
        let hub = TestHub::serving(self.dist.clone())?;
        let (mut phone, codes) = newcomer(&hub.url()).await?;
        // The film shows the first card.
        let (mut cards, mut whole) = (codes.iter().skip(1), true);
        for (at, path) in PATHS.iter().enumerate() {
            let Some(steps) = self.steps(path) else { continue };
            let mut card = |steps: &[Step]| match need_card(steps) {
                true => cards.next().map(String::as_str).ok_or("no card is left"),
                false => Ok(""),
            };
            let cards = [card(path.first)?, card(steps)?];
            match walks(&phone, cards, path, steps).await {
                Ok(taken) => self.taken[at].push(taken),
                Err(failure) => {
                    eprintln!("{}, {}: {failure}", self.name, path.name);
                    whole = false;
                }
            }
        }
        phone.switch_off().await?;
        Ok(whole)
    }
}

async fn walks(
    phone: &Phone,
    [before, card]: [&str; 2],
    path: &Path,
    steps: &[Step],
) -> Result<Taken, Failure> {
    goes(phone, "/").await?;
    touch::walk(phone, before, path.first).await?;
    if path.name == "gate" {
        plans_another(phone).await?;
    }
    calm(phone).await?;
    touch::walk(phone, card, steps).await
}

/// A phone on which the sample is open. Gives the codes of the
/// sample's cards; the camera sees the first of them.
async fn newcomer(url: &str) -> Result<(Phone, Vec<String>), Failure> {
    let mut phone = Phone::new(Engine::Chromium, "newcomer").await?;
    phone.open(url).await?;
    phone.taps("English").await?;
    phone.taps("Try it").await?;
    phone.sees("households served of 12").await?;
    goes(&phone, "/desk/households").await?;
    phone.sees("12 households on the list").await?;
    let codes = phone.script(CODES, vec![]).await?;
    let codes: Vec<String> = serde_json::from_value(codes)?;
    phone.has_the_app().await?;
    phone.switch_off().await?;
    film::before_the_camera(&phone, codes.first().ok_or("no card")?, false)?;
    phone.switch_on().await?;
    touch::is_a_phone(&phone).await?;
    cdp::before_each_page(phone.browser()?, touch::HEAR_ENTER).await?;
    phone.open(url).await?;
    phone.sees("households served of 12").await?;
    phone.has_the_app().await?;
    cdp::slow_processor(phone.browser()?).await?;
    Ok((phone, codes))
}

/// One more activity, which is not open, and works on it.
async fn plans_another(phone: &Phone) -> Result<(), Failure> {
    goes(phone, "/desk/activities").await?;
    phone.taps("Plan an activity").await?;
    phone.types("Title", PLANNED).await?;
    phone.types("Place", "Piazza dei Sanniti 5").await?;
    phone.tick("Dry food").await?;
    phone.taps("Save the plan").await?;
    phone.sees(PLANNED).await?;
    goes(phone, "/activities").await?;
    phone.sees(PLANNED).await?;
    phone.script(WORK_ON, vec![json!(PLANNED)]).await?;
    goes(phone, "/").await?;
    phone.sees(PLANNED).await
}

fn print(sides: &[Side]) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load after: {}\n", load.trim());
    let figures: [Figure; 5] = [
        ("taps", 0, |taken| f64::from(taken.taps)),
        ("swipes", 0, |taken| f64::from(taken.swipes)),
        ("signs typed", 0, |taken| f64::from(taken.typed)),
        ("s of the app", 2, |taken| taken.app),
        ("s in all", 1, |taken| taken.app + taken.person),
    ];
    let row = |cells: Vec<String>| println!("| {} |", cells.join(" | "));
    let mut heads = vec!["Path".to_string()];
    for (figure, ..) in &figures {
        heads.extend(sides.iter().map(|side| format!("{figure}, {}", side.name)));
    }
    let rule = vec!["---".to_string(); heads.len()];
    row(heads);
    row(rule);
    for (at, path) in PATHS.iter().enumerate() {
        let mut cells = vec![path.name.to_string()];
        for (_, digits, figure) in &figures {
            cells.extend(sides.iter().map(|side| match median(&side.taken[at], *figure) {
                Some(value) => format!("{value:.digits$}"),
                None if side.steps(path).is_none() => "not possible".to_string(),
                None => "failed".to_string(),
            }));
        }
        row(cells);
    }
    println!(
        "\nMedians of {RUNS} runs, 390×844, touch, processor 4 times slower. All seconds: the app's \
         and those of a person who makes no mistake, by the keystroke-level model: {} s to decide, \
         {} s a sign, touches at {} bit/s. A card is typed with its line.",
        touch::MIND,
        touch::KEY,
        touch::BITS
    );
}

fn median(all: &[Taken], figure: fn(&Taken) -> f64) -> Option<f64> {
    let mut values: Vec<f64> = all.iter().map(figure).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The codes of the desk's list, in its order.
const CODES: &str =
    "return [...new Set(document.body.innerText.match(/\\b[0-9A-Z]{2}-[0-9A-Z]{3}\\b/g))]";

/// Presses the button of the card with this title, if it is not the one that is worked on.
const WORK_ON: &str = "
    const all = [...document.querySelectorAll('main section, main article, main .card')];
    all.find(card => card.textContent.includes(arguments[0]) && card.querySelector('button'))
        ?.querySelector('button').click();";
