#!/usr/bin/env bash
# An OpenDocument spreadsheet whose XML is indented is refused as broken.
#
# Seen with: SheetJS (npm xlsx 0.18.5) writes .ods with line breaks between its tags, which OpenDocument
# allows; calamine 0.38.0 (Rust) stops with "Mismatch, expected table-cell, found text". The very same
# sheet as .xlsx is read. gnumeric writes such files too.
# For us: the sentence must not say that the file is no spreadsheet; it says to save as .xlsx or .csv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund xlsx@0.18.5
node -e '
const X = require("xlsx"), book = X.utils.book_new();
X.utils.book_append_sheet(book, X.utils.aoa_to_sheet([["code", "people"], ["A-1", 4]]), "list");
X.writeFile(book, "list.ods");
X.writeFile(book, "list.xlsx");'
mkdir -p reads/src
cat > reads/Cargo.toml <<'TOML'
[package]
name = "reads"
version = "0.1.0"
edition = "2021"

[dependencies]
calamine = "=0.38.0"
TOML
cat > reads/src/main.rs <<'RUST'
use calamine::{open_workbook_auto, Reader};

fn main() {
    for path in std::env::args().skip(1) {
        match open_workbook_auto(&path) {
            Err(error) => println!("{path} is refused: {error:?}"),
            Ok(mut book) => println!("{path} {:?}", book.worksheet_range("list").map(|range| range.get_size())),
        }
    }
}
RUST
cargo run --quiet --manifest-path reads/Cargo.toml -- list.xlsx list.ods | tee said
grep -qF 'list.xlsx Ok((2, 2))' said
grep -q 'list.ods is refused: Ods(Mismatch { expected: "table-cell"' said
echo "as found"
