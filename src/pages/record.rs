//! One record by itself: what, when, who, to which card, who has it, and what became of it. A
//! hand-over is corrected here, wherever one came from: a card, the hand-out, the list of
//! records, the desk. The lists that lead here are in `screen/history.rs`.

mod correct;
mod page;

pub use page::RecordPage;
