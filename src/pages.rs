//! The screens, one file or folder for each route. A page is composition: it asks the state,
//! calls actions, and gives words to components. It never touches storage, sync or the browser.

mod activities;
mod answers;
mod broken;
mod close;
mod desk;
mod doorway;
mod feedback;
mod frame;
mod guide;
mod handout;
mod happened;
mod install;
mod language_switch;
mod languages;
mod more;
mod notices;
mod opening;
mod practice;
mod record;
mod remark;
mod save_or_cancel;
mod scanner;
mod sent;
mod shut;
mod start;
mod stock;
mod tally;
mod today;
mod when;
mod whereabouts;

pub use activities::ActivitiesPage;
pub use answers::AnswersPage;
pub use broken::{BrokenPage, NotFoundPage};
pub use close::ClosePage;
pub use desk::{
    DeskActivitiesPage, DeskCardsPage, DeskChangePage, DeskFeedbackPage, DeskHouseholdPage,
    DeskHouseholdsPage, DeskPage, DeskReportPage, DeskReportsPage, DeskSettingsPage, DeskTeamPage,
};
pub use feedback::FeedbackPage;
pub use frame::{Frame, Held, SteadyBar};
pub use guide::{GatePage, GuideOfPage, GuidePage, GuidesPage, StepPage};
pub use handout::{HandOutPage, HandOutScreens, HouseholdPage, WalkInPage};
pub use happened::HappenedPage;
pub use install::InstallHint;
pub use language_switch::LanguageSwitch;
pub use more::MorePage;
pub use opening::OpeningPage;
pub use record::RecordPage;
pub use remark::RemarkPage;
pub use save_or_cancel::SaveOrCancel;
pub use sent::{SentChain, SentPage};
pub use start::{FoundPage, InvitationCatcher, JoinPage, RecoveryAsk, RecoveryCard, StartPage};
pub use stock::{StockItemPage, StockPage};
pub use tally::TallyPage;
pub use today::TodayPage;
