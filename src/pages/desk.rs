//! The desk: the same app, wide, for those who prepare, answer and show what was done.

mod activities;
mod activity_choice;
mod ask_first;
mod cards;
mod feedback;
mod frame;
mod home;
mod households;
mod list_parts;
mod picture;
mod report;
mod reports;
mod saved;
mod settings;
mod stock;
mod team;
mod words;

pub use activities::DeskActivitiesPage;
pub use cards::DeskCardsPage;
pub use feedback::DeskFeedbackPage;
pub use home::DeskPage;
pub use households::{DeskChangePage, DeskHouseholdPage, DeskHouseholdsPage};
pub use report::DeskReportPage;
pub use reports::DeskReportsPage;
pub use settings::DeskSettingsPage;
pub use stock::DeskStockPage;
pub use team::DeskTeamPage;
