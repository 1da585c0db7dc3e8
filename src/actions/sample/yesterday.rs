//! The day before in the sample: nine households served, two parcels that cannot be found, the day
//! closed, what people said with and without an answer, and two suggestions.

use passamano_core::card;
use passamano_core::distribution::{HandOver, Line, Outcome};
use passamano_core::feedback::{Answer, Feedback, Speaker, Status, Suggestion, Topic, Triage};
use passamano_core::id::{ActivityId, GoalId};
use passamano_core::record::{ActivityState, Fact, Mark};
use passamano_core::stock::Count;
use passamano_core::time::Moment;

use super::{NewRecord, Teller, opening, opens, plan};
use crate::i18n::tr;
use crate::platform::random;

/// Another kit than today's, so that yesterday holds nobody back today.
const KIT: &str = "KIT-NOCOOK";
/// How many were here, how many households came, and how many were left: two too few.
const HERE: u32 = 20;
const SERVED: usize = 9;
const LEFT: u32 = 9;

/// What somebody said: language, faces, topic, key of the words, key of the answer.
type Said = (&'static str, [u8; 3], Topic, &'static str, Option<&'static str>);

const SAID: [Said; 4] = [
    ("ar", [4, 4, 3], Topic::Complaint, "sample.feedback_1", Some("sample.answer_1")),
    ("bn", [5, 3, 4], Topic::Question, "sample.feedback_2", Some("sample.answer_2")),
    ("it", [5, 5, 5], Topic::Thanks, "sample.feedback_3", None),
    ("uk", [4, 4, 5], Topic::Request, "sample.feedback_4", None),
];

/// Steps that somebody proposes to change, what the proposal is about, key of the words.
const PROPOSED: [(&str, &str, &str); 2] = [
    ("g1-03.priority", "missing", "sample.suggestion_1"),
    ("g1-03.walk", "idea", "sample.suggestion_2"),
];

/// Tells it.
pub(super) fn tell(teller: &mut Teller, goal: GoalId, codes: &[String]) {
    let day = teller.ago(1, 9, 0).day();
    let plan = plan(goal, "sample.yesterday", day, &[KIT]);
    let id = plan.id;
    let at = |teller: &Teller, hour, minute| teller.ago(1, hour, minute);
    let planned = teller.ago(3, 17, 20);
    teller.mine(planned, NewRecord::of(None, Fact::ActivityPlanned(plan)));
    teller.theirs(at(teller, 9, 5), opening(id, KIT, HERE));
    let opened = opens(teller, at(teller, 9, 28), id);
    for (place, code) in codes.iter().take(SERVED).enumerate() {
        let minutes = 5 + place as i64 * 17;
        let given = at(teller, 9 + (30 + minutes) / 60, (30 + minutes) % 60);
        teller.theirs(given, hand_over(id, code));
    }
    for (place, said) in SAID.into_iter().enumerate() {
        says(teller, id, at(teller, 12, 5 + place as i64 * 9), said);
    }
    let counted = Count {
        code: KIT.into(),
        expected: i64::from(HERE) - SERVED as i64,
        counted: LEFT,
        with: Some(teller.me),
        why: None,
        place: None,
        at: None,
    };
    let count = NewRecord::of(Some(id), Fact::StockCounted(counted)).labelled(KIT);
    teller.theirs(at(teller, 12, 48), count);
    let closed = NewRecord::of(Some(id), Fact::ActivityMoved(ActivityState::Closed));
    teller.mine(at(teller, 12, 55), closed.amending(opened));
    for (place, (step, about, words)) in PROPOSED.into_iter().enumerate() {
        let proposed = Suggestion { step: step.into(), about: about.into(), words: tr(words) };
        let new_record = NewRecord::of(Some(id), Fact::Suggested(proposed)).labelled(step);
        let when = at(teller, 13, 10 + place as i64 * 7);
        match place {
            0 => teller.theirs(when, new_record),
            _ => teller.mine(when, new_record),
        };
    }
}

fn hand_over(activity: ActivityId, code: &str) -> NewRecord {
    let lines = vec![Line { code: KIT.into(), qty: 1 }];
    let fact = Fact::HandedOver(HandOver::new(code, Outcome::ServedFull, lines));
    NewRecord::of(Some(activity), fact).labelled(code)
}

/// Said to the phone at the table; answered here, by the desk, in the evening.
fn says(teller: &mut Teller, id: ActivityId, at: Moment, said: Said) {
    let (language, faces, topic, words, answer) = said;
    // It is only on this phone, and four of so many codes are not the same.
    let Some(code) = card::new_follow_up(random::bytes(), |_| false) else { return };
    let feedback = Feedback {
        code: code.clone(),
        speaker: Speaker::Recipient,
        language: language.into(),
        faces: crate::actions::feedback::QUESTIONS
            .map(String::from)
            .into_iter()
            .zip(faces)
            .collect(),
        topic: Some(topic),
        words: tr(words),
        wants_answer: topic != Topic::Thanks,
    };
    let given = NewRecord::of(Some(id), Fact::FeedbackGiven(feedback)).labelled(&code);
    let record = teller.theirs(at, given);
    teller.theirs(at, NewRecord::of(Some(id), Fact::Marked(Mark::Feedback)).labelled(&code));
    let Some(answer) = answer else { return };
    let evening = teller.ago(1, 18, 30);
    let answered = Answer { code: code.clone(), words: tr(answer), language: language.into() };
    let about = |fact| NewRecord::of(Some(id), fact).amending(record).labelled(&code);
    teller.mine(evening, about(Fact::FeedbackAnswered(answered)));
    let done = Triage { status: Status::ActionTaken, note: String::new() };
    teller.mine(evening, about(Fact::FeedbackTriaged(done)));
}
