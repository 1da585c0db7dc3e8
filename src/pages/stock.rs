//! Stock: what there should be, what was counted, what came and went, and which dates are over.

mod counting;
mod item;
mod list;
mod loans;
mod lots;
mod moving;
mod words;

pub use item::StockItemPage;
pub use list::StockPage;
pub(crate) use words::{codes_here, name_of, state_words};
