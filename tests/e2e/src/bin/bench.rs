//! Measures what the app and the hub promise, and prints it beside the budgets; with another
//! build also beside that one, the two taking turns in one run. A figure over its budget is
//! marked; the program fails only where something could not be measured. How each step is
//! measured is in `bench/measure.rs`.
//!
//! `bench [--paths] [--phone full|received] [--against NAME PROGRAM DIST]`; with `--paths` it
//! walks a newcomer's paths instead (`bench/newcomer.rs`).

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use passamano_e2e::bench::steps::{ANSWER, Carries, Figures, Measurer, Step};
use passamano_e2e::bench::team::{HOUSEHOLDS, RECORDS};
use passamano_e2e::bench::{measure, newcomer, own, reader};
use passamano_e2e::{Failure, dist};

/// Starts of the app, of which the median counts.
const STARTS: usize = 5;
/// Hand-overs, of which the 95th percentile counts.
const HAND_OVERS: usize = 40;

/// One line of the table: a figure, how its values become one, and the budget.
struct Row {
    what: &'static str,
    figure: &'static str,
    percent: usize,
    unit: &'static str,
    /// So many of the figure's own units are one of the table's.
    scale: f64,
    budget: f64,
    at_least: bool,
    digits: usize,
}

const MOST: Row = Row {
    what: "",
    figure: "",
    percent: 50,
    unit: "ms",
    scale: 1.0,
    budget: 0.0,
    at_least: false,
    digits: 0,
};

const ROWS: [Row; 6] = [
    Row {
        what: "first screen, over the wire",
        figure: "first screen",
        unit: "kB",
        scale: 1e3,
        budget: 350.0,
        ..MOST
    },
    Row {
        what: "first use",
        figure: "first use",
        unit: "s",
        scale: 1e3,
        budget: 2.6,
        digits: 2,
        ..MOST
    },
    Row {
        what: "open again offline",
        figure: "open again",
        unit: "s",
        scale: 1e3,
        budget: 0.9,
        digits: 2,
        ..MOST
    },
    Row { what: "tap to Saved, p95", figure: "tap to Saved", percent: 95, budget: 50.0, ..MOST },
    Row {
        what: "code to household, p95",
        figure: "code to household",
        percent: 95,
        budget: 50.0,
        ..MOST
    },
    Row {
        what: "hub, receipts a second",
        figure: "receipts",
        unit: "",
        budget: 2_000.0,
        at_least: true,
        ..MOST
    },
];

/// What the command line asks for.
struct Asked {
    carries: Carries,
    paths: bool,
    against: Option<(String, PathBuf, PathBuf)>,
}

fn main() -> ExitCode {
    let end = match std::env::args().nth(1).as_deref() {
        Some(ANSWER) => answer(),
        Some("--reader") => reader(),
        _ => Asked::read(std::env::args().skip(1)).and_then(|asked| match asked.paths {
            true => walk(&asked),
            false => compare(&asked),
        }),
    };
    match end {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), Failure> {
    runtime()?.block_on(measure::answer(std::io::stdin().lock()))
}

/// Prints what the worker takes for a picture, for `cargo xtask bench --decoders`.
fn reader() -> Result<(), Failure> {
    let pictures = std::env::args().nth(2).ok_or("--reader needs a folder of pictures")?;
    runtime()?.block_on(reader::median(Path::new(&pictures)))
}

/// Another build is walked by this program too, with this hub: it needs no program of its own.
fn walk(asked: &Asked) -> Result<(), Failure> {
    println!("load before: {}", load());
    let against = asked.against.as_ref().map(|(name, _, dist)| (name.as_str(), dist.as_path()));
    runtime()?.block_on(newcomer::table(&dist(), against))
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut asked = Self { carries: Carries::Received, paths: false, against: None };
        while let Some(word) = words.next() {
            let mut next = || words.next().ok_or(format!("{word} needs more words"));
            match word.as_str() {
                "--phone" => {
                    asked.carries = match next()?.as_str() {
                        "full" => Carries::Full,
                        "received" => Carries::Received,
                        other => {
                            return Err(format!("--phone is full or received, not {other}").into());
                        }
                    }
                }
                "--paths" => asked.paths = true,
                "--against" => asked.against = Some((next()?, next()?.into(), next()?.into())),
                other => return Err(format!("unknown: {other}").into()),
            }
        }
        Ok(asked)
    }
}

/// A build that takes its turns, and all that was measured of it.
struct Side {
    measurer: Measurer,
    all: Vec<Figures>,
    failed: bool,
}

fn compare(asked: &Asked) -> Result<(), Failure> {
    let mut sides = vec![Side::start("this", &std::env::current_exe()?, &dist())?];
    if let Some((name, program, dist)) = &asked.against {
        sides.push(Side::start(name, program, dist)?);
    }
    println!("load before: {}", load());
    turns(&mut sides, Step::FirstUse, STARTS);
    println!("a phone is filled for each build; that takes a minute or two");
    turns(&mut sides, Step::Fill(asked.carries), 1);
    turns(&mut sides, Step::HandOver, HAND_OVERS);
    turns(&mut sides, Step::OpenAgain, STARTS);
    turns(&mut sides, Step::Receipts, 1);
    println!("load after: {}\n", load());
    let names: Vec<String> =
        sides.iter().map(|side| format!("{:>14}", side.measurer.name)).collect();
    let ratio = if sides.len() > 1 { "   ratio" } else { "" };
    println!("{:<30}{:>12}{}{ratio}", "what", "budget", names.concat());
    for row in &ROWS {
        row.print(&sides);
    }
    println!(
        "{}; Slow 4G, processor 4 times slower",
        match asked.carries {
            Carries::Received => format!(
                "the phone has {HOUSEHOLDS} households and {RECORDS} records of another one"
            ),
            Carries::Full => format!(
                "the phone has {HOUSEHOLDS} households and {} hand-overs of its own, {} unsent",
                own::HAND_OVERS,
                own::UNSENT
            ),
        }
    );
    match sides.iter().any(|side| side.failed) {
        true => Err("not everything could be measured".into()),
        false => Ok(()),
    }
}

/// Every side takes the step once, then every side again, each first in turn: what else the
/// machine does meets all of them.
fn turns(sides: &mut [Side], step: Step, times: usize) {
    for time in 0..times {
        let mut order: Vec<&mut Side> = sides.iter_mut().collect();
        if time % 2 == 1 {
            order.reverse();
        }
        // What could not be prepared cannot be measured either.
        for side in order.into_iter().filter(|side| !side.failed) {
            match side.measurer.ask(step) {
                Ok(figures) => side.all.push(figures),
                Err(failure) => {
                    eprintln!("{failure}");
                    side.failed = true;
                }
            }
        }
    }
}

impl Side {
    fn start(name: &str, program: &Path, dist: &Path) -> Result<Self, Failure> {
        let measurer = Measurer::start(name, program, dist)?;
        Ok(Self { measurer, all: vec![], failed: false })
    }

    fn value(&self, row: &Row) -> Option<f64> {
        let values: Vec<f64> =
            self.all.iter().filter_map(|all| all.get(row.figure).copied()).collect();
        (!values.is_empty()).then(|| share(values, row.percent) / row.scale)
    }
}

impl Row {
    fn print(&self, sides: &[Side]) {
        let (sign, digits) = (if self.at_least { '≥' } else { '≤' }, self.digits);
        let budget = format!("{sign} {} {}", self.budget, self.unit);
        let values: Vec<Option<f64>> = sides.iter().map(|side| side.value(self)).collect();
        let words = values.iter().map(|value| match value {
            Some(value) => format!("{:>14}", format!("{value:.digits$} {}", self.unit).trim_end()),
            None => format!("{:>14}", "not measured"),
        });
        let ratio = match values[..] {
            [Some(this), Some(other)] => format!("   {:>5.2}", this / other),
            _ => String::new(),
        };
        let over = values.first().copied().flatten().is_some_and(|value| match self.at_least {
            true => value < self.budget,
            false => value > self.budget,
        });
        let mark = if over { "   over budget" } else { "" };
        println!(
            "{:<30}{:>12}{}{ratio}{mark}",
            self.what,
            budget.trim_end(),
            words.collect::<String>()
        );
    }
}

/// The smallest value that is not below `percent` of all.
fn share(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(f64::NAN)
}

/// How busy the machine is: processes that want a processor, over 1, 5 and 15 minutes.
fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim().to_string()
}
