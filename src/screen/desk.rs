//! What the pages of the desk share.

pub mod activity_choice;
pub mod frame;
pub mod list_parts;
pub mod saved;
pub mod sheet;
