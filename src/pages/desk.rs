//! The desk: the same app, wide, for those who prepare, answer and show what was done.

mod activities;
mod cards;
mod feedback;
mod home;
mod households;
mod report;
mod reports;
mod settings;
mod stock;
mod team;

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
