//! Every address of the app, in one table. A new page is one row of [`every_page`] and a component
//! in `src/pages`: the row makes the page's [`Route`] with its address, its place in the router
//! (`src/app.rs`) and in its part of the app (`src/parts.rs`). Nobody else writes a path; nothing
//! personal stands in one but a card's code, which names nobody.

use std::fmt;

use passamano_core::id::{ActivityId, RecordId};

/// The table, for the macro that is named: what it makes of the rows is its own.
///
/// A row is a page's name with what its address holds, the address, the part of the app that the
/// page is in (`team` or `desk`; `doors` is the team's with the start page in its place while there
/// is no team), and its component. Rows in one pair of braces begin with the same address; where
/// that is not empty they are screens of handing out, which share their bar and the camera.
macro_rules! every_page {
    ($then:ident) => {
        $then! {
            "" {
                /// Today, or the three doors for somebody who is in no team yet.
                Home = "/", doors TodayPage;
                /// Join a team.
                Join = "/join", team JoinPage;
                /// Start a team.
                Found = "/found", team FoundPage;
                /// All activities.
                Activities = "/activities", team ActivitiesPage;
                /// The guide of the day.
                Guide = "/guide", team GuidePage;
                /// One step, by its id in the pack.
                Step(step: String) = "/guide/:step", team StepPage;
                /// Go or no-go.
                Gate = "/gate", team GatePage;
                /// All guides of the pack.
                Guides = "/guides", team GuidesPage;
                /// One guide of the pack.
                GuideOf(guide: String) = "/guides/:guide", team GuideOfPage;
                /// The phone is handed to a recipient.
                Feedback = "/feedback", team FeedbackPage;
                /// Volunteers' and partners' own remarks.
                Remark = "/remark", team RemarkPage;
                /// The desk's answer to a follow-up code.
                Answers = "/answers", team AnswersPage;
                /// What is here.
                Stock = "/stock", team StockPage;
                /// One item: in, out, counted.
                StockItem(code: String) = "/stock/:code", team StockItemPage;
                /// Incident, referral, confidential report.
                Happened = "/happened", team HappenedPage;
                /// A register of a pack: what is in it.
                Register(register: String) = "/register/:register", team RegisterPage;
                /// One more entry of a register.
                RegisterAdd(register: String) = "/register/:register/add", team RegisterAddPage;
                /// One entry, by the record that added it.
                Entry(record: RecordId) = "/entry/:record", team EntryPage;
                /// Close the day.
                Close = "/close", team ClosePage;
                /// Where the records are.
                Sent = "/sent", team SentPage;
                /// One record, and where *Back* leads from it.
                Record(record: RecordId, from: From) = "/record/:record", team RecordPage;
                /// Language, theme, this phone, files.
                More = "/more", team MorePage;
                /// The desk's first page: what arrives.
                Desk = "/desk", desk DeskPage;
                /// The day of an activity on one page, to print.
                DeskReport(activity: ActivityId) = "/desk/report/:activity", desk DeskReportPage;
                /// Feedback to answer.
                DeskFeedback = "/desk/feedback", desk DeskFeedbackPage;
                /// One feedback.
                DeskFeedbackOf(record: RecordId) = "/desk/feedback/:record", desk DeskFeedbackPage;
                /// The list of households.
                DeskHouseholds = "/desk/households", desk DeskHouseholdsPage;
                /// A household that is added to the list.
                DeskNewHousehold = "/desk/household", desk DeskChangePage;
                /// One household, by the code on its card.
                DeskHousehold(code: String) = "/desk/household/:code", desk DeskHouseholdPage;
                /// Changing what is known of one household.
                DeskChange(code: String) = "/desk/household/:code/change", desk DeskChangePage;
                /// Cards to print.
                DeskCards = "/desk/cards", desk DeskCardsPage;
                /// Stock lists from files, and what is here by lot.
                DeskStock = "/desk/stock", desk DeskStockPage;
                /// Goals and activities to plan.
                DeskActivities = "/desk/activities", desk DeskActivitiesPage;
                /// Incidents, referrals, suggestions, debriefs.
                DeskReports = "/desk/reports", desk DeskReportsPage;
                /// People and invitations.
                DeskTeam = "/desk/team", desk DeskTeamPage;
                /// Name, languages, endpoints, contacts.
                DeskSettings = "/desk/settings", desk DeskSettingsPage;
            }
            "/handout" {
                /// Scan or type a card.
                HandOut = "", team HandOutPage;
                /// One household, by the code on its card.
                Household(code: String) = "/card/:code", team HouseholdPage;
                /// A person without a card.
                WalkIn = "/walk-in", team WalkInPage;
            }
            "/tally" {
                /// Count without a list.
                Tally = "", team TallyPage;
            }
        }
    };
}
pub(crate) use every_page;

macro_rules! as_places {
    ($($under:tt { $(
        $(#[$doc:meta])*
        $name:ident $(($($value:ident: $of:ty),+))? = $path:tt, $part:ident $view:ident;
    )* })*) => {
        /// A place in the app.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Route {
            $($( $(#[$doc])* $name $(($($of),+))?, )*)*
        }

        impl Route {
            /// The address with the names of what it holds, and what it holds here.
            fn parts(&self) -> (&'static str, Vec<String>) {
                match self {
                    $($(
                        Self::$name $(($($value),+))? =>
                            (concat!($under, $path), vec![$($($value.to_string()),+)?]),
                    )*)*
                }
            }
        }
    };
}
every_page!(as_places);

/// Where somebody came from to look at one record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum From {
    /// The list of records.
    #[default]
    Sent,
    /// The screen of the scanner.
    HandOut,
    /// The card of the household.
    Card,
    /// The desk's first page.
    Desk,
    /// The desk's list of households.
    DeskHouseholds,
}

impl From {
    const ALL: [Self; 5] =
        [Self::Sent, Self::HandOut, Self::Card, Self::Desk, Self::DeskHouseholds];

    /// The word in the address.
    fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::HandOut => "handout",
            Self::Card => "card",
            Self::Desk => "desk",
            Self::DeskHouseholds => "households",
        }
    }

    /// Reads the word of an address.
    pub fn of(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|from| Some(from.word()) == word).unwrap_or_default()
    }

    /// The way back, for a record of this card.
    pub fn route(self, card: Option<String>) -> Route {
        match (self, card) {
            (Self::Card, Some(card)) => Route::Household(card),
            (Self::HandOut | Self::Card, _) => Route::HandOut,
            (Self::Sent, _) => Route::Sent,
            (Self::Desk, _) => Route::Desk,
            (Self::DeskHouseholds, _) => Route::DeskHouseholds,
        }
    }
}

impl fmt::Display for From {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How the address of each card begins.
const CARDS: &str = "/handout/card/";

impl Route {
    /// The address is that of some household's card.
    pub fn is_household(path: &str) -> bool {
        path.starts_with(CARDS)
    }

    /// The address.
    pub fn path(&self) -> String {
        let (address, values) = self.parts();
        let mut values = values.iter();
        let part = |part: &str| match part.starts_with(':') {
            true => values.next().map(|value| escape(value)).unwrap_or_default(),
            false => part.to_string(),
        };
        let path = address.split('/').map(part).collect::<Vec<_>>().join("/");
        match self {
            Self::Record(_, from) => format!("{path}?from={from}"),
            _ => path,
        }
    }
}

/// A code of another organisation may hold any character.
fn escape(segment: &str) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    segment
        .bytes()
        .map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
