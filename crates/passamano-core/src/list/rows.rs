//! Rows of a list that tell of none of its things: HXL tags, headers once more, examples, what type
//! a column has, sums. Here is how one is known by its words; where in a row they have to stand is
//! said by those who read a list.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Line;
use super::words::{fold, set};

/// Why a row is none of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Beside {
    /// HXL tags.
    Tags,
    /// The headers once more, in other words or in the same.
    Headers,
    /// An example of how to fill the list in.
    Example,
    /// What type or unit a column has.
    Types,
    /// A sum of the rows above.
    Sum,
}

static EXAMPLE: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set("example|examples|esempio|esempi|exemple|exemples|مثال|ejemplo|sample|demo")
});
static TYPES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set(
        "text|number|numeric|integer|int|string|date|decimal|yes no|true false|testo|numero|intero|data|si no\
    |texte|nombre|entier|oui non|نص|رقم|تاريخ|required|optional|mandatory|obbligatorio|facoltativo|obligatoire|facultatif|select one|select multiple\
    |dd mm yyyy|yyyy mm dd|gg mm aaaa|jj mm aaaa|unit|units|persons|people|persone|personnes",
    )
});
static SUM: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set(
        "total|totals|grand total|sum|subtotal|totale|totali|totale generale|somma|subtotale|totaux|total general|somme|sous total\
    |المجموع|مجموع|الاجمالي|اجمالي|المجموع الكلي|gesamt|suma|tot|tot gen|tot generale|σ",
    )
});

/// Words for *the same as above*, beside the signs of [`is_ditto`].
static DITTO: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set("ditto|same|same as above|as above|see above|idem|come sopra|c s|vedi sopra|stesso|stessa\
    |idem ci dessus|ci dessus|comme ci dessus|voir ci dessus|meme|نفسه|نفسها|نفس الشيء|كما سبق|كما اعلاه|مثل السابق|مثل اعلاه")
});

/// A cell is an HXL tag.
pub fn is_tag(cell: &str) -> bool {
    cell.trim().strip_prefix('#').is_some_and(|tag| {
        tag.starts_with(|c: char| c.is_ascii_alphabetic())
            && !tag.contains(['!', '?'])
            && tag != "N/A"
            && tag != "N/D"
    })
}

/// Most filled cells are HXL tags; a template may have signs of its own in the same row.
pub fn is_of_tags(row: &Line) -> bool {
    // Asked of each row of a long list, and nearly never so.
    if !row.cells.iter().any(|cell| cell.contains('#')) {
        return false;
    }
    let filled = (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).count();
    let tags = (0..row.cells.len()).filter(|at| is_tag(row.cell(*at))).count();
    tags > 0 && tags * 2 >= filled
}

/// A word of a sum. Such words hold no digits, and most codes do: folding each cell takes time.
pub fn says_sum(cell: &str) -> bool {
    !cell.chars().any(char::is_numeric) && SUM.contains(&fold(cell))
}

/// `Totale famiglie`: the first word is that of a sum.
pub fn begins_with_sum(cell: &str) -> bool {
    !cell.chars().any(char::is_numeric)
        && fold(cell).split(' ').next().is_some_and(|word| SUM.contains(word))
}

/// A folded word stands before an example.
pub fn is_example(word: &str) -> bool {
    EXAMPLE.contains(word)
}

/// A folded word names a type.
pub fn is_type(word: &str) -> bool {
    TYPES.contains(word)
}

/// The cell says that it is the same as the one above.
pub fn is_ditto(cell: &str) -> bool {
    const MARKS: &str = "\"'”“„″〃´`";
    let cell = cell.trim();
    !cell.is_empty() && (cell.chars().all(|c| MARKS.contains(c)) || DITTO.contains(&fold(cell)))
}

/// A stroke says that there is nothing.
pub fn is_stroke(cell: &str) -> bool {
    matches!(cell, "-" | "–" | "—" | "/" | "//")
}

/// The row repeats most of the headers: a list that was printed page by page.
pub fn repeats(row: &Line, headers: &Line) -> bool {
    let first = row.cells.iter().position(|cell| !cell.is_empty()).unwrap_or_default();
    if row.cell(first) != headers.cell(first) {
        return false;
    }
    let filled: Vec<usize> = (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).collect();
    let same = filled.iter().filter(|at| row.cell(**at) == headers.cell(**at)).count();
    filled.len() > 1 && same * 2 > filled.len()
}

/// `-->`: a template points to what should stay.
pub fn is_arrow(cell: &str) -> bool {
    cell.chars().all(|c| "-=>→⇒ ".contains(c)) && cell.contains(['>', '→', '⇒'])
}
