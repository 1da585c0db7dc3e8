//! People by sex and age in words: for tables of numbers.

use passamano_core::household::BRACKETS;

/// The brackets in as few signs as can be, youngest first.
pub const AGES: [&str; BRACKETS.len()] = ["0–1", "2–4", "5–11", "12–17", "18–59", "60+"];

/// Keys of the words for women and girls, men and boys, and who is not said: in the order in which
/// people are counted.
pub const SEXES: [&str; 3] = ["form.women", "form.men", "form.not_said"];
