#!/usr/bin/env bash
# A binary workbook (.xlsb) is read without its numbers, and nothing says so.
#
# Seen with: SheetJS (npm xlsx 0.18.5) writes, calamine 0.38.0 (Rust) reads. In a row, SheetJS writes
# each cell behind the first as a "short" record (MS-XLSB 2.4: BrtShortRk, BrtShortSt and their
# kin, without a column number). calamine skips these: of code and people only the code arrives, for
# every row, and there is no error. pyxlsb 1.0.10 (Python) skips them too.
# For us: a household would have nobody in it, so an .xlsb is refused with what to do.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund xlsx@0.18.5
node -e '
const X = require("xlsx"), book = X.utils.book_new();
X.utils.book_append_sheet(book, X.utils.aoa_to_sheet([["code", "people"], ["A-1", 4], ["A-2", 2]]), "list");
X.writeFile(book, "list.xlsb");
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
        let mut book = open_workbook_auto(&path).unwrap();
        let range = book.worksheet_range("list").unwrap();
        let rows: Vec<_> = range.rows().map(|row| format!("{row:?}")).collect();
        println!("{path} {}", rows.join(" "));
    }
}
RUST
cargo run --quiet --manifest-path reads/Cargo.toml -- list.xlsx list.xlsb | tee said
grep -qF 'list.xlsx [String("code"), String("people")] [String("A-1"), Float(4.0)]' said
grep -qF 'list.xlsb [String("code")] [String("A-1")] [String("A-2")]' said
python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install pyxlsb==1.0.10
venv/bin/python -c '
from pyxlsb import open_workbook
with open_workbook("list.xlsb") as book, book.get_sheet(1) as sheet:
    rows = [[cell.v for cell in row] for row in sheet.rows()]
print("pyxlsb", rows)
assert not any(4 in row for row in rows)'
echo "as found"
