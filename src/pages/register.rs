//! The registers of the packs: what is in one, one more entry, one entry with its life and what
//! may be done with it. The same pages serve every register; what is in them the pack says.

mod add;
mod card;
mod entry;
mod history;
mod list;
mod moves;
mod row;

pub use add::RegisterAddPage;
pub use entry::EntryPage;
pub use list::RegisterPage;
