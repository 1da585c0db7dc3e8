//! The screens, one file or folder for each route. A page is composition: it asks the state,
//! calls actions, and gives words to components. It never touches storage, sync or the browser.

mod activities;
mod answers;
mod broken;
mod close;
mod desk;
mod feedback;
mod guide;
mod handout;
mod happened;
mod more;
mod opening;
mod record;
mod register;
mod remark;
mod sent;
mod start;
mod stock;
mod tally;
mod today;

pub use activities::ActivitiesPage;
pub use answers::AnswersPage;
pub use broken::{BrokenPage, NotFoundPage};
pub use close::ClosePage;
pub use desk::{
    DeskActivitiesPage, DeskCardsPage, DeskChangePage, DeskFeedbackPage, DeskHouseholdPage,
    DeskHouseholdsPage, DeskPage, DeskReportPage, DeskReportsPage, DeskSettingsPage, DeskStockPage,
    DeskTeamPage,
};
pub use feedback::FeedbackPage;
pub use guide::{GatePage, GuideOfPage, GuidePage, GuidesPage, StepPage};
pub use handout::{HandOutPage, HandOutScreens, HouseholdPage, WalkInPage};
pub use happened::HappenedPage;
pub use more::MorePage;
pub use opening::OpeningPage;
pub use record::RecordPage;
pub use register::{EntryPage, RegisterAddPage, RegisterPage};
pub use remark::RemarkPage;
pub use sent::SentPage;
pub use start::{FoundPage, InvitationCatcher, JoinPage, StartPage};
pub use stock::{StockItemPage, StockPage};
pub use tally::TallyPage;
pub use today::TodayPage;
