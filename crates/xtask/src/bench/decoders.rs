//! The table of readers of codes: ours beside zxing-cpp, on the same drawn pictures in one run. The
//! pictures are in `crates/passamano-codes/tests/it/pictures.rs`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use crate::shell;

/// What ours is measured by, as a package of Python.
const ZXING_CPP: &str = "zxing-cpp==3.1.1";
/// Of what zxing-cpp reads, ours must read so much at least.
const SHARES: [(&str, f64); 2] = [("cards", 0.97), ("invitations", 0.95)];
/// The most that the worker may take for a picture, as the median on a processor so much slower
/// than this one, milliseconds. Chromium slows pages down, not workers: what it took is multiplied.
const LONGEST: f64 = 12.0;
const SLOWER: f64 = 4.0;
/// The most that the worker may weigh, compressed.
const HEAVIEST: u64 = 70_000;
const FOLDER: &str = "target/decoders";

/// What one reader made of one picture.
struct Read {
    right: bool,
    micros: u64,
}

/// Draws the pictures, lets both read them, and prints how many each read and how fast. Fails
/// when ours reads too few, or when the worker of the last full build is too slow or too heavy.
pub fn table() -> Result<()> {
    let pictures = shell::root().join(FOLDER).join("pictures");
    std::fs::create_dir_all(&pictures)?;
    let pictures = pictures.to_str().context("the folder's name is not Unicode")?;
    let python = shell::root().join(FOLDER).join("venv/bin/python");
    let python = python.to_str().context("the folder's name is not Unicode")?;
    let venv = format!("{FOLDER}/venv");
    shell::run(&["python3", "-m", "venv", &venv])?;
    shell::run(&[python, "-m", "pip", "install", "--quiet", ZXING_CPP, "numpy"])?;

    let example = ["cargo", "run", "--quiet", "--package=passamano-codes", "--example=decoders"];
    let own = output(&[&example[..], &["--", pictures]].concat())?;
    let other = output(&[python, "crates/passamano-codes/zxing_cpp.py", pictures])?;

    let mut others = BTreeMap::new();
    for line in other.lines() {
        let [name, right, micros] = columns(line)?;
        others.insert(name, Read { right: right == "True", micros: micros.parse()? });
    }
    let mut groups: Vec<(String, [usize; 3])> = vec![];
    let mut sets: BTreeMap<&str, Vec<(Read, &Read)>> = BTreeMap::new();
    for line in own.lines() {
        let [name, group, right, micros] = columns(line)?;
        let own = Read { right: right == "true", micros: micros.parse()? };
        let other =
            others.get(name).with_context(|| format!("zxing-cpp says nothing of {name}"))?;
        let set = name.split_once('-').map_or(name, |(set, _)| set);
        let group = format!("{set}: {group}");
        if groups.last().is_none_or(|(last, _)| *last != group) {
            groups.push((group, [0; 3]));
        }
        if let Some((_, [all, ours, theirs])) = groups.last_mut() {
            *all += 1;
            *ours += usize::from(own.right);
            *theirs += usize::from(other.right);
        }
        sets.entry(set).or_default().push((own, other));
    }
    println!("| Pictures | all | ours | {ZXING_CPP} |\n|---|---|---|---|");
    for (group, [all, ours, theirs]) in &groups {
        println!("| {group} | {all} | {ours} | {theirs} |");
    }
    println!("\n| Set | all | ours | {ZXING_CPP} | median ms here: ours | zxing-cpp |");
    println!("|---|---|---|---|---|---|");
    let mut shares = BTreeMap::new();
    for (set, reads) in &sets {
        let count =
            |right: &dyn Fn(&(Read, &Read)) -> bool| reads.iter().filter(|r| right(r)).count();
        let (ours, theirs) = (count(&|(own, _)| own.right), count(&|(_, other)| other.right));
        let ms = [
            median(reads.iter().map(|(own, _)| own.micros)),
            median(reads.iter().map(|(_, other)| other.micros)),
        ];
        println!("| {set} | {} | {ours} | {theirs} | {:.1} | {:.1} |", reads.len(), ms[0], ms[1]);
        shares.insert(*set, ours as f64 / theirs.max(1) as f64);
    }
    for (set, least) in SHARES {
        let share = shares.get(set).copied().unwrap_or_default();
        ensure!(share >= least, "of the {set} that zxing-cpp reads, ours reads {share:.3}");
    }
    let program = super::measuring_program(&shell::root())?;
    let program = program.to_str().context("the folder's name is not Unicode")?;
    let worker: f64 = output(&[program, "--reader", pictures])?.trim().parse()?;
    let slow = worker * SLOWER;
    println!("The worker takes {worker:.1} ms for a card here, {slow:.1} of {LONGEST} on a phone.");
    ensure!(slow <= LONGEST, "the worker is too slow");
    weight()
}

/// What the worker of the last full build weighs, if there is one.
fn weight() -> Result<()> {
    let Ok(file) = std::fs::metadata(shell::root().join("dist/codes-worker_bg.wasm.br")) else {
        println!("The worker was not weighed: there is no full build.");
        return Ok(());
    };
    println!("The worker weighs {} of {HEAVIEST} bytes, compressed.", file.len());
    ensure!(file.len() <= HEAVIEST, "the worker is too heavy");
    Ok(())
}

fn columns<const N: usize>(line: &str) -> Result<[&str; N]> {
    let columns: Vec<&str> = line.split('\t').collect();
    columns.try_into().map_err(|_| anyhow::anyhow!("a line of another form: {line}"))
}

fn median(micros: impl Iterator<Item = u64>) -> f64 {
    let mut all: Vec<u64> = micros.collect();
    all.sort_unstable();
    all.get(all.len() / 2).map_or(0.0, |micros| *micros as f64 / 1_000.0)
}

fn output(line: &[&str]) -> Result<String> {
    let out = shell::command(line)?.output().with_context(|| format!("{line:?} did not start"))?;
    ensure!(out.status.success(), "{line:?}: {}", String::from_utf8_lossy(&out.stderr));
    Ok(String::from_utf8(out.stdout)?)
}
