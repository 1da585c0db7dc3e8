//! What a newcomer does, by the words on the screens, and in which order: the table of paths. How
//! they are walked is in [`super::touch`], how they are counted in [`super::newcomer`].

/// One thing that a person does or waits for. Words in alternatives are separated by `|`: what is
/// there is taken, in this order. Words that begin with a dot are a class, for what has no words.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Touches what has these words.
    Tap(&'static str),
    /// Touches the field with this label and types.
    Type(&'static str, &'static str),
    /// A hand scanner types the code of a card to which nothing was given yet, and Enter, into
    /// whatever has the focus.
    Scan,
    /// Chooses in the list with this label: one touch opens it, one takes the choice.
    Choose(&'static str, &'static str),
    /// Touches the boxes that must be ticked, from the top, until the distribution can be opened.
    TickMust,
    /// Waits for these words; a path ends with them.
    Sees(&'static str),
}

use Step::{Choose, Scan, Sees, Tap, TickMust, Type};

/// A path through the app, from *Today*.
pub struct Path {
    /// What it is called in the table.
    pub name: &'static str,
    /// What is done first and not counted.
    pub first: &'static [Step],
    /// What is done.
    pub now: &'static [Step],
    /// The same in revision [`OLD`]; nothing where it could not be done there.
    pub old: Option<&'static [Step]>,
}

/// The revision in whose words `old` is written. Another one is walked as this build is.
pub const OLD: &str = "0b11613";

/// Stands for the code of a card to which nothing was given yet.
pub const CARD: &str = "the code";

/// Whether these steps need such a card.
pub fn need_card(steps: &[Step]) -> bool {
    steps.iter().any(|step| matches!(step, Scan | Type(_, CARD)))
}

/// The title of an activity that is not open.
pub const PLANNED: &str = "Bread and milk";

const OUT: Step = Tap("Hand out");
const CODE: Step = Type("Or type the code on the card", CARD);
const GO: Step = Tap("Find");
const GIVE: Step = Tap("Give");
const SAVED: Step = Sees("Saved on this phone");
const GIVEN: &[Step] = &[OUT, CODE, GO, GIVE, SAVED];
const SCANNED: &[Step] = &[OUT, Tap("Open the camera"), Sees("Due today"), GIVE, SAVED];
const PART: &[Step] = &[OUT, CODE, GO, Tap("One fewer: "), GIVE, SAVED];
const AT_ONCE: &[Step] = &[Tap("Undo this hand-over"), Sees("Due today|Undone")];
const NO_CARD: Step = Tap("Not on the list");
const WALKS_IN: &[Step] =
    &[OUT, NO_CARD, Tap("One more: 18-59 years"), Tap("Make the card"), Sees("New code")];
const ANSWERS: &[Step] = &[
    Tap("Feedback"),
    Tap("English"),
    Sees("How did the volunteers treat you"),
    Tap(".face"),
    Sees("Did you get what you needed"),
    Tap(".face"),
    Sees("Did you feel safe"),
    Tap(".face"),
    Tap("I want to say thanks"),
    Tap("Done"),
    Tap("Give the phone back"),
    Tap("I am from the team|I am the volunteer"),
    Sees("Scan or type a card"),
];
const OPENS: &[Step] = &[
    OUT,
    Tap("Go to go or no-go"),
    TickMust,
    Tap("Open the distribution"),
    Sees("During · step 1"),
];

/// All of them, in the order in which one phone walks them. The one with the camera comes first,
/// because its film shows the first card; the gate last, because it makes another day today's.
pub const PATHS: [Path; 12] = [
    Path { name: "scanned hand-out", first: &[], now: SCANNED, old: Some(SCANNED) },
    Path { name: "typed hand-out", first: &[], now: GIVEN, old: Some(GIVEN) },
    Path {
        name: "next card, by a hand scanner",
        first: GIVEN,
        now: &[Scan, Sees("Due today"), GIVE, SAVED],
        old: Some(&[
            Tap("Next card"),
            Type("Or type the code on the card", ""),
            Scan,
            Sees("Due today"),
            GIVE,
            SAVED,
        ]),
    },
    Path {
        name: "somebody else collects",
        first: &[],
        now: &[OUT, CODE, GO, Tap("Somebody else collects"), GIVE, SAVED],
        old: Some(&[
            OUT,
            CODE,
            GO,
            Tap("Part given, swapped or refused"),
            Tap("Everything given"),
            Tap("Somebody else collects"),
            Tap("Save"),
            SAVED,
        ]),
    },
    Path { name: "part given", first: &[], now: PART, old: Some(PART) },
    Path { name: "corrected at once", first: GIVEN, now: AT_ONCE, old: Some(AT_ONCE) },
    Path {
        name: "corrected later",
        first: &[OUT, CODE, GO, GIVE, SAVED, Tap("Next card")],
        now: &[
            Tap(".line[href^='/record/']"),
            Tap("This was not given"),
            Tap("Tapped by mistake"),
            Tap("This was not given"),
            Sees("It counts nowhere"),
        ],
        old: None,
    },
    Path {
        name: "count of one kit",
        first: &[],
        now: &[
            Tap("Stock"),
            Tap("Dry food"),
            Type("You counted", "30"),
            Choose("Who counted with you", "Somebody without Passamano"),
            Tap("Confirm 30"),
            Sees("than there should be"),
        ],
        old: Some(&[
            Tap("Stock"),
            Tap("Dry food"),
            Type("You counted", "30"),
            Choose("Who counted with you", "Somebody without Passamano"),
            Tap("Confirm 30"),
            Sees("Counted 30"),
        ]),
    },
    Path { name: "walk-in, one adult", first: &[], now: WALKS_IN, old: Some(WALKS_IN) },
    Path {
        name: "walk-in, three people, everything asked",
        first: &[],
        now: &[
            OUT,
            NO_CARD,
            Tap("One more: 18-59 years"),
            Tap("One more: 18-59 years"),
            Tap("One more: 5-11 years"),
            Tap("Arabic"),
            Tap("peanuts"),
            Tap("Halal"),
            Tap("Help to carry"),
            Tap("They agree that phones show this"),
            Tap("Make the card"),
            Sees("New code"),
        ],
        old: None,
    },
    Path { name: "feedback", first: &[], now: ANSWERS, old: Some(ANSWERS) },
    Path { name: "gate", first: &[], now: OPENS, old: Some(OPENS) },
];
