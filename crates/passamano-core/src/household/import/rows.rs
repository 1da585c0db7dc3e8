//! Rows of a list that are no household: tags, headers once more, examples, what type a column
//! has, sums. They are named to the person and left out.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::columns::{Column, is_tag};
use super::layout::Layout;
use super::number;
use super::words::{fold, set};
use super::workbook::{Line, Sheet};

/// Why a row is no household.
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

/// A word of a sum stands for the code, or anywhere in a row without a code.
pub fn says_sum(layout: &Layout, row: &Line) -> bool {
    let code = layout.code().map(|at| row.cell(at)).unwrap_or_default();
    // Words of sums hold no digits, and most codes do: folding each code takes time.
    let sum = |cell: &str| !cell.chars().any(char::is_numeric) && SUM.contains(&fold(cell));
    // `Totale nuclei`, `Tot. famiglie`: only where the code should be, for a note may begin so too.
    let first = || {
        !code.chars().any(char::is_numeric)
            && fold(code).split(' ').next().is_some_and(|word| SUM.contains(word))
    };
    sum(code) || first() || (code.is_empty() && (0..row.cells.len()).any(|at| sum(row.cell(at))))
}

/// Why one of the rows before the first household is none.
pub fn beside(layout: &Layout, row: &Line, sheet: &Sheet) -> Option<Beside> {
    if is_of_tags(row) {
        return Some(Beside::Tags);
    }
    if repeats_headers(layout, row, sheet) {
        return Some(Beside::Headers);
    }
    let code = layout.code().map(|at| row.cell(at)).unwrap_or_default();
    let arrow = || (0..row.cells.len()).any(|at| is_arrow(row.cell(at)));
    // Nowhere else: somebody may be called Example.
    let marked = || {
        let noted = |(at, field): (usize, &super::Field)| {
            matches!(field.column, Some(Column::Notes | Column::Code))
                && EXAMPLE.contains(&fold(row.cell(at)))
        };
        layout.fields.iter().enumerate().any(noted)
    };
    let code = fold(code);
    let begins = code.split(' ').next().is_some_and(|word| EXAMPLE.contains(word));
    if begins || ((arrow() || marked()) && !says_types(layout, row)) {
        return Some(Beside::Example);
    }
    says_types(layout, row).then_some(Beside::Types)
}

/// The headers themselves, further down: a list that was printed page by page.
pub fn repeats_headers(layout: &Layout, row: &Line, sheet: &Sheet) -> bool {
    let headers = &sheet.rows[layout.header];
    let first = row.cells.iter().position(|cell| !cell.is_empty()).unwrap_or_default();
    if row.cell(first) != headers.cell(first) {
        return false;
    }
    let filled: Vec<usize> = (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).collect();
    let same = filled.iter().filter(|at| row.cell(**at) == headers.cell(**at)).count();
    filled.len() > 1 && same * 2 > filled.len()
}

/// Words stand where numbers of people should, or a type stands where the code should.
fn says_types(layout: &Layout, row: &Line) -> bool {
    let code = layout.code().map(|at| row.cell(at)).unwrap_or_default();
    let has_digit = code.chars().any(char::is_numeric);
    let mut counts = layout
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.column.is_some_and(Column::counts))
        .map(|(at, _)| row.cell(at))
        .filter(|cell| !cell.is_empty())
        .peekable();
    let words = counts.peek().is_some() && counts.all(|cell| number(cell).is_err());
    let typed = fold(code);
    !has_digit && (words || TYPES.contains(&typed))
}

/// `-->`: a template points to what should stay.
fn is_arrow(cell: &str) -> bool {
    cell.chars().all(|c| "-=>→⇒ ".contains(c)) && cell.contains(['>', '→', '⇒'])
}
