//! Splits a program at its marked functions: installed as `wasm-split`.
//! `wasm-split PROGRAM FOLDER NAME` puts NAME.wasm, the
//! later parts and their loader into the folder.

use std::path::PathBuf;
use std::process::ExitCode;

use wasm_split_cli_support::{Options, transform};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [program, folder, name] = words.as_slice() else {
        eprintln!("wasm-split PROGRAM FOLDER NAME");
        return ExitCode::FAILURE;
    };
    match split(&PathBuf::from(program), &PathBuf::from(folder), name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn split(program: &PathBuf, folder: &PathBuf, name: &str) -> Result<(), String> {
    let whole = std::fs::read(program).map_err(|e| format!("{}: {e}", program.display()))?;
    let (main, loads) = (folder.join(format!("{name}.wasm")), format!("./{name}.js"));
    let mut options = Options::new(&whole);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = &loads;
    transform(options).map(|_| ()).map_err(|report| format!("{report:?}"))
}
