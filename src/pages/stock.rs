//! Stock: what there should be, what was counted, what came and went, and which dates are over.

mod counting;
mod draft;
mod item;
mod keep;
mod list;
mod loans;
mod move_form;
mod moving;
mod sum;

pub use item::StockItemPage;
pub use list::StockPage;
