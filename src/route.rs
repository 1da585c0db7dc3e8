//! Every address of the app. Nobody else writes a path; nothing personal stands in one but a
//! card's code, which names nobody.

use passamano_core::id::{ActivityId, RecordId};

/// A place in the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Today, or the three doors for somebody who is in no team yet.
    Home,
    /// Join a team.
    Join,
    /// Start a team.
    Found,
    /// All activities.
    Activities,
    /// The guide of the day.
    Guide,
    /// One step, by its id in the pack.
    Step(String),
    /// Go or no-go.
    Gate,
    /// All guides of the pack.
    Guides,
    /// One guide of the pack.
    GuideOf(String),
    /// Scan or type a card.
    HandOut,
    /// One household, by the code on its card.
    Household(String),
    /// A person without a card.
    WalkIn,
    /// Count without a list.
    Tally,
    /// The phone is handed to a recipient.
    Feedback,
    /// Volunteers' and partners' own remarks.
    Remark,
    /// The desk's answer to a follow-up code.
    Answers,
    /// What is here.
    Stock,
    /// One item: in, out, counted.
    StockItem(String),
    /// Incident, referral, confidential report.
    Happened,
    /// Close the day.
    Close,
    /// Where the records are.
    Sent,
    /// One record, and where *Back* leads from it.
    Record(RecordId, From),
    /// Language, theme, this phone, files.
    More,
    /// The desk's first page: what arrives.
    Desk,
    /// The day of an activity on one page, to print.
    DeskReport(ActivityId),
    /// Feedback to answer.
    DeskFeedback,
    /// One feedback.
    DeskFeedbackOf(RecordId),
    /// The list of households.
    DeskHouseholds,
    /// A household that is added to the list.
    DeskNewHousehold,
    /// One household, by the code on its card.
    DeskHousehold(String),
    /// Changing what is known of one household.
    DeskChange(String),
    /// Stock lists from files, and what is here by lot.
    DeskStock,
    /// Cards to print.
    DeskCards,
    /// Goals and activities to plan.
    DeskActivities,
    /// Incidents, referrals, suggestions, debriefs.
    DeskReports,
    /// People and invitations.
    DeskTeam,
    /// Name, languages, endpoints, contacts.
    DeskSettings,
}

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

/// How the address of each card begins.
const CARDS: &str = "/handout/card/";

impl Route {
    /// The address is that of some household's card.
    pub fn is_household(path: &str) -> bool {
        path.starts_with(CARDS)
    }

    /// The address.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".into(),
            Self::Join => "/join".into(),
            Self::Found => "/found".into(),
            Self::Activities => "/activities".into(),
            Self::Guide => "/guide".into(),
            Self::Step(id) => format!("/guide/{id}"),
            Self::Gate => "/gate".into(),
            Self::Guides => "/guides".into(),
            Self::GuideOf(id) => format!("/guides/{id}"),
            Self::HandOut => "/handout".into(),
            Self::Household(code) => format!("{CARDS}{}", escape(code)),
            Self::WalkIn => "/handout/walk-in".into(),
            Self::Tally => "/tally".into(),
            Self::Feedback => "/feedback".into(),
            Self::Remark => "/remark".into(),
            Self::Answers => "/answers".into(),
            Self::Stock => "/stock".into(),
            Self::StockItem(code) => format!("/stock/{}", escape(code)),
            Self::Happened => "/happened".into(),
            Self::Close => "/close".into(),
            Self::Sent => "/sent".into(),
            Self::Record(id, from) => format!("/record/{id}?from={}", from.word()),
            Self::More => "/more".into(),
            Self::Desk => "/desk".into(),
            Self::DeskReport(id) => format!("/desk/report/{id}"),
            Self::DeskFeedback => "/desk/feedback".into(),
            Self::DeskFeedbackOf(id) => format!("/desk/feedback/{id}"),
            Self::DeskHouseholds => "/desk/households".into(),
            Self::DeskNewHousehold => "/desk/household".into(),
            Self::DeskHousehold(code) => format!("/desk/household/{}", escape(code)),
            Self::DeskChange(code) => format!("/desk/household/{}/change", escape(code)),
            Self::DeskStock => "/desk/stock".into(),
            Self::DeskCards => "/desk/cards".into(),
            Self::DeskActivities => "/desk/activities".into(),
            Self::DeskReports => "/desk/reports".into(),
            Self::DeskTeam => "/desk/team".into(),
            Self::DeskSettings => "/desk/settings".into(),
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
