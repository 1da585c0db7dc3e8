//! Stock: what there should be, what was counted, what came and went, and which dates are over.

mod counting;
mod draft;
mod item;
mod keep;
mod list;
mod loans;
mod lots;
mod move_form;
mod moving;
mod sum;
mod words;

pub use item::StockItemPage;
pub use list::StockPage;
pub(crate) use lots::{LotLines, is_told};
pub(crate) use words::{codes_here, left_words, lot_words, name_of, state_words};
