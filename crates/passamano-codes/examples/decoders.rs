//! Reads the pictures of the tests and says what came of each, for the table of
//! `cargo xtask bench`: set, group, right or not, microseconds. With a folder, it writes the
//! pictures there for other readers.

#![allow(clippy::expect_used, reason = "it measures, and may fail loudly")]

use std::io::Write;
use std::path::Path;
use std::time::Instant;

#[path = "../tests/it/pictures.rs"]
mod pictures;
#[path = "../tests/it/scene.rs"]
mod scene;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1);
    let folder = folder.as_deref().map(Path::new);
    let sets = [
        ("cards", pictures::cards()),
        ("invitations", pictures::invitations()),
        ("shade", pictures::shade()),
    ];
    let mut out = std::io::stdout().lock();
    for (set, pictures) in sets {
        for (at, picture) in pictures.iter().enumerate() {
            let frame = picture.frame();
            let begun = Instant::now();
            let read = passamano_codes::read(&frame.grey, frame.width, frame.height);
            let took = begun.elapsed().as_micros();
            let right = read.as_ref() == Some(&picture.text);
            let name = format!("{set}-{at:03}");
            writeln!(out, "{name}\t{}\t{right}\t{took}", picture.group)?;
            if let Some(folder) = folder {
                let mut file = format!("P5\n{} {}\n255\n", frame.width, frame.height).into_bytes();
                file.extend(&frame.grey);
                std::fs::write(folder.join(format!("{name}.pgm")), file)?;
                std::fs::write(folder.join(format!("{name}.txt")), &picture.text)?;
            }
        }
    }
    Ok(())
}
