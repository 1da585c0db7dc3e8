//! Text files with separated values: which bytes are letters, which sign separates, where a row
//! ends. Written by hand because empty rows must keep their number: a problem names the row that
//! a person sees in a spreadsheet. And because a long file is read in parts, between which a
//! screen can answer.

use super::Problem;
use super::encoding::Encoding;

/// Whether a cell may be the header of a column of the list that is looked for.
pub type Known = fn(&str) -> bool;

/// How a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notes {
    /// How its letters are written.
    pub encoding: Encoding,
    /// The file does not tell how its letters are written: look at the accents.
    pub guessed: bool,
    /// What separates its cells.
    pub separator: char,
}

/// A CSV file that is being read. Rows keep their place, empty ones too.
pub struct Csv {
    text: String,
    /// So far it was read, in bytes.
    at: usize,
    notes: Notes,
    /// The first line only says what separates.
    declared: bool,
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    cell: String,
    /// The row, counted from 1, in which the quotation mark stands that is open.
    open: Option<usize>,
}

impl Csv {
    /// Looks at a file: whether it is a text, how its letters are written unless a person said
    /// so, and what separates its cells. Which letters make sense is seen by the headers.
    pub fn open(bytes: &[u8], said: Option<Encoding>, header: Known) -> Result<Self, Problem> {
        foreign(bytes)?;
        let told = Encoding::told(bytes);
        let encoding = said.or(told).unwrap_or_else(|| guess_encoding(bytes, header));
        let text = encoding.decode(bytes);
        if text.contains('\0') {
            return Err(Problem::NotText);
        }
        let start: String = text.trim_start().chars().take(9).collect::<String>().to_lowercase();
        if start.starts_with("<?xml") || start.starts_with("<office:d") {
            return Err(if text.contains("<html") { Problem::Html } else { Problem::Xml });
        }
        if ["<!doctype", "<html", "<head", "<body", "<table"]
            .iter()
            .any(|tag| start.starts_with(tag))
        {
            return Err(Problem::Html);
        }
        if text.trim().is_empty() {
            return Err(Problem::Empty);
        }
        let declared = declared_separator(&text);
        let separator = declared.unwrap_or_else(|| guess_separator(&text));
        Ok(Self {
            text,
            at: 0,
            notes: Notes { encoding, guessed: told.is_none(), separator },
            declared: declared.is_some(),
            rows: vec![],
            row: vec![],
            cell: String::new(),
            open: None,
        })
    }

    /// How the file is read.
    pub fn notes(&self) -> Notes {
        self.notes
    }

    /// How many bytes are read, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.text.len())
    }

    /// Reads about so many bytes more. True while there are more.
    pub fn read(&mut self, bytes: usize) -> bool {
        let Self { text, at, rows, row, cell, open, .. } = self;
        let until = text.len().min(*at + bytes);
        while *at < until {
            let mut signs = text[*at..].chars();
            let Some(sign) = signs.next() else { break };
            *at += sign.len_utf8();
            let next = signs.next();
            if open.is_some() {
                if sign != '"' {
                    cell.push(sign);
                } else if next == Some('"') {
                    *at += 1;
                    cell.push('"');
                } else {
                    *open = None;
                }
            } else if sign == '"' && cell.is_empty() {
                *open = Some(rows.len() + 1);
            } else if sign == self.notes.separator {
                row.push(core::mem::take(cell));
            } else if sign == '\n' || sign == '\r' {
                if sign == '\r' && next == Some('\n') {
                    *at += 1;
                }
                row.push(core::mem::take(cell));
                rows.push(core::mem::take(row));
            } else {
                cell.push(sign);
            }
        }
        *at < text.len()
    }

    /// The rows, once everything is read.
    pub fn rows(mut self) -> Result<Vec<Vec<String>>, Problem> {
        if let Some(row) = self.open {
            return Err(Problem::OpenQuote { row });
        }
        if !self.cell.is_empty() || !self.row.is_empty() {
            self.row.push(self.cell);
            self.rows.push(self.row);
        }
        if self.declared {
            self.rows[0].clear();
        }
        Ok(self.rows)
    }
}

/// All rows of a file, read in one go or, for tests, in the smallest parts.
#[cfg(test)]
pub(crate) fn rows_from_csv(
    bytes: &[u8],
    header: Known,
) -> Result<(Vec<Vec<String>>, Notes), Problem> {
    let read = |part: usize| {
        let mut csv = Csv::open(bytes, None, header)?;
        while csv.read(part) {}
        let notes = csv.notes();
        Ok((csv.rows()?, notes))
    };
    let rows = read(usize::MAX / 2);
    assert_eq!(rows, read(1), "the parts in which a file is read change nothing");
    rows
}

/// Refuses files that are something else, by their first bytes.
fn foreign(bytes: &[u8]) -> Result<(), Problem> {
    const MAGIC: [(&[u8], Problem); 5] = [
        (b"PK\x03\x04", Problem::Zip),
        (b"PK\x05\x06", Problem::Zip),
        (b"\xd0\xcf\x11\xe0", Problem::OldExcel),
        (b"%PDF", Problem::Pdf),
        (b"\x89PNG", Problem::NotText),
    ];
    MAGIC
        .into_iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map_or(Ok(()), |(_, problem)| Err(problem))
}

/// The letters under which the most cells of the first lines are names of columns; where none
/// are more, those of Western Europe.
fn guess_encoding(bytes: &[u8], header: Known) -> Encoding {
    const LINES: usize = 25;
    const MOST: usize = 8 * 1024;
    let start = &bytes[..bytes.len().min(MOST)];
    let known = |encoding: Encoding| {
        let text = encoding.decode(start);
        let cells = text.lines().take(LINES).flat_map(|line| line.split([';', ',', '\t', '"']));
        cells.filter(|cell| header(cell)).count()
    };
    let mut best = (Encoding::Windows1252, known(Encoding::Windows1252));
    for encoding in Encoding::OF_BYTES {
        let known = known(encoding);
        if known > best.1 {
            best = (encoding, known);
        }
    }
    best.0
}

/// The line `sep=;` that Excel writes and reads before the headers.
fn declared_separator(text: &str) -> Option<char> {
    let line = text.lines().next()?;
    let (name, value) = line.split_once('=')?;
    let mut signs = value.chars();
    let separator = signs.next().filter(|sign| !sign.is_alphanumeric() && *sign != '"')?;
    (name.eq_ignore_ascii_case("sep") && signs.next().is_none()).then_some(separator)
}

/// The sign that stands outside quotes in the most of the first lines, and then most often: a
/// title above the headers holds none.
fn guess_separator(text: &str) -> char {
    const LINES: usize = 25;
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(LINES);
    let outside = |separator: char| {
        let mut quoted = false;
        let count = |line: &str| {
            line.chars()
                .filter(|c| {
                    quoted ^= *c == '"';
                    !quoted && *c == separator
                })
                .count()
        };
        let counts: Vec<usize> = lines().map(count).collect();
        (counts.iter().filter(|count| **count > 0).count(), counts.iter().sum::<usize>())
    };
    [';', '\t', ','].into_iter().max_by_key(|separator| outside(*separator)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<(Vec<Vec<String>>, Notes), Problem> {
        rows_from_csv(bytes, |cell| ["codice", "città"].contains(&cell))
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text.as_bytes()).unwrap().0
    }

    #[test]
    fn separators_quotes_and_line_ends_of_every_spreadsheet_are_read() {
        let expected =
            [["code", "note"], ["A1", "he said \"hi\", then\nleft"], ["أ-2", "Žofia 🙂"]];
        for separator in [",", ";", "\t"] {
            for end in ["\n", "\r\n", "\r"] {
                let text = ["code,note", "A1,\"he said \"\"hi\"\", then\nleft\"", "أ-2,Žofia 🙂"]
                    .join(end);
                let text = text.replacen("code,", &format!("code{separator}"), 1);
                let text = text.replacen("A1,", &format!("A1{separator}"), 1);
                assert_eq!(rows(&text.replace("2,", &format!("2{separator}"))), expected);
            }
        }
    }

    #[test]
    fn every_encoding_that_spreadsheets_save_is_read() {
        let text = "codice;città\nA1;È così €\n";
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let latin: Vec<u8> = text.chars().map(|c| if c == '€' { 0x80 } else { c as u8 }).collect();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), Encoding::Utf8),
            (
                [vec![0xff, 0xfe], utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect()]
                    .concat(),
                Encoding::Utf16Le,
            ),
            (
                [vec![0xfe, 0xff], utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect()]
                    .concat(),
                Encoding::Utf16Be,
            ),
            (latin, Encoding::Windows1252),
        ] {
            let (rows, notes) = read(&bytes).unwrap();
            assert_eq!(rows, [["codice", "città"], ["A1", "È così €"]]);
            let guessed = encoding == Encoding::Windows1252;
            assert_eq!(notes, Notes { encoding, guessed, separator: ';' });
        }
    }

    #[test]
    fn a_file_that_is_no_text_says_what_it_is() {
        for (bytes, problem) in [
            (&b""[..], Problem::Empty),
            (b"\xef\xbb\xbf\r\n ", Problem::Empty),
            (b"PK\x03\x04\x14\x00", Problem::Zip),
            (b"\xd0\xcf\x11\xe0\xa1", Problem::OldExcel),
            (b"%PDF-1.7", Problem::Pdf),
            (b"\x89PNG\r\n", Problem::NotText),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", Problem::NotText),
            (b"\n <!DOCTYPE html><html>", Problem::Html),
            (b"<html><body>Login</body>", Problem::Html),
            (b"a,b\n1,\"open\n2,3\n", Problem::OpenQuote { row: 2 }),
        ] {
            assert_eq!(read(bytes).err(), Some(problem));
        }
    }

    #[test]
    fn empty_rows_keep_their_place_and_a_declared_separator_is_obeyed() {
        assert_eq!(rows("\ncode\n\nA1"), [[""], ["code"], [""], ["A1"]]);
        let (rows, notes) = read(b"sep=|\r\ncode|a;b,c;d\r\nA1|2\r\n").unwrap();
        assert_eq!(notes.separator, '|');
        assert_eq!(rows[1..], [["code", "a;b,c;d"], ["A1", "2"]]);
        assert!(rows[0].is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "[a,;\"\r\n\t =sep🙂]{0,80}") {
            let _ = read(text.as_bytes());
        }
    }
}
