//! Three forms of the field (domain.md: F08, F12, F14) and the short set of the Washington Group,
//! lived by volunteers: each is data alone.

use std::sync::Arc;

use passamano_core::form::check::{self, Who};
use passamano_core::form::{
    At, CodeList, Draft, Event, Filling, Form, Prepared, Went, What, Why, Wrong, keys, list_keys,
};
use passamano_core::household::People;
use passamano_core::id::RecordId;
use passamano_core::time::Moment;
use passamano_core::value::{Answers, Value};

/// Sunday 29 November 2026, 16:05 in Rome.
const NOW: Moment = Moment { ms: 1_795_964_700_000, offset: 60 };

const LISTS: &str = r#"[
    {"id":"core.faces","codes":[{"code":"1"},{"code":"2"},{"code":"3"},{"code":"4"},{"code":"5"}]},
    {"id":"core.yes_a_little_no","codes":[{"code":"yes"},{"code":"a_little"},{"code":"no"}]},
    {"id":"core.why_not_content","codes":[{"code":"amount"},{"code":"quality"},{"code":"not_needed"},
        {"code":"late"},{"code":"far"},{"code":"tension"},{"code":"behaviour"},{"code":"other"}]},
    {"id":"core.incidents","codes":[{"code":"crowd"},{"code":"violence_threat"},{"code":"theft_loss"},
        {"code":"food_safety"},{"code":"injury_illness"},{"code":"vehicle"},{"code":"other"}]},
    {"id":"core.severity","codes":[{"code":"near_miss"},{"code":"minor"},{"code":"moderate"},
        {"code":"serious"},{"code":"critical"}]},
    {"id":"core.hurt","codes":[{"code":"volunteer"},{"code":"recipient"},{"code":"other"}]},
    {"id":"core.priority","codes":[{"code":"emergency"},{"code":"urgent"},{"code":"normal"}]},
    {"id":"core.services","codes":[{"code":"health_medical","has":{"minors":"yes"}},
        {"code":"legal_assistance","has":{"minors":"yes"}},{"code":"work_livelihoods"},
        {"code":"child_protection","has":{"minors":"yes"}},{"code":"other","has":{"minors":"yes"}}]},
    {"id":"core.shared","codes":[{"code":"code"},{"code":"age_band"},{"code":"contact"},
        {"code":"reason"},{"code":"nothing","alone":true}]},
    {"id":"core.consent","codes":[{"code":"yes"},{"code":"no"},{"code":"emergency"}]},
    {"id":"core.consent_how","codes":[{"code":"verbal"},{"code":"written"},{"code":"by_caregiver"}]},
    {"id":"core.difficulty","codes":[{"code":"none"},{"code":"some"},{"code":"a_lot"},{"code":"cannot"}]}]"#;

const EXIT_SURVEY: &str = r#"{"id":"core.exit_survey","guest":true,"questions":[
    {"id":"content","kind":"choice","list":"core.faces","look":"faces","required":true},
    {"id":"treated","kind":"choice","list":"core.faces","look":"faces"},
    {"id":"safe","kind":"choice","list":"core.yes_a_little_no","look":"chips"},
    {"id":"knew","kind":"yes_no"},
    {"id":"why","kind":"choices","list":"core.why_not_content","relevant":"${content} <= 2"},
    {"id":"change","kind":"text","look":"long"},
    {"id":"complain","kind":"yes_no"},
    {"id":"how","kind":"note","relevant":"${complain} = 'no'"}]}"#;

const INCIDENT: &str = r#"{"id":"core.incident","onePage":true,"questions":[
    {"id":"category","kind":"choice","list":"core.incidents","part":"team","required":true,"mustSay":true},
    {"id":"severity","kind":"choice","list":"core.severity","part":"team","required":true,"mustSay":true},
    {"id":"when","kind":"moment","part":"team","required":true,"mustSay":true,"default":"now()","limit":". <= now()"},
    {"id":"where","kind":"place","part":"team"},
    {"id":"what","kind":"text","look":"long","required":true,"mustSay":true},
    {"id":"hurt","kind":"repeat","relevant":"${severity} != 'near_miss'","questions":[
        {"id":"who","kind":"choice","list":"core.hurt","required":true},
        {"id":"doctor","kind":"yes_no"}]},
    {"id":"hurt_people","kind":"whole","calculate":"count(${who})"},
    {"id":"goods","kind":"yes_no","part":"team","relevant":"${category} = 'theft_loss'"},
    {"id":"worth","kind":"decimal","part":"team","relevant":"${goods}","limit":". > 0 and . < 100000"},
    {"id":"police","kind":"yes_no"},
    {"id":"stopped","kind":"yes_no","part":"team","mustSay":true,"required":true},
    {"id":"done","kind":"text","look":"long"}]}"#;

const REFERRAL: &str = r#"{"id":"core.referral","questions":[
    {"id":"priority","kind":"choice","list":"core.priority","part":"team","required":true,"mustSay":true,"default":"'normal'"},
    {"id":"card","kind":"card","part":"team"},
    {"id":"minor","kind":"yes_no","required":true},
    {"id":"carer","kind":"group","relevant":"${minor}","questions":[
        {"id":"told","kind":"yes_no","required":true},
        {"id":"not_told_because","kind":"text","required":true,"relevant":"${told} = 'no'"},
        {"id":"alone","kind":"yes_no"}]},
    {"id":"safe_contact","kind":"text"},
    {"id":"services","kind":"choices","list":"core.services","required":true,
        "filter":"not(${minor}) or minors = 'yes'","limit":"count-selected(.) <= 3"},
    {"id":"reason","kind":"text","look":"long","required":true,"limit":"string-length(.) <= 200"},
    {"id":"service","kind":"entry","register":"core.directory"},
    {"id":"consent","kind":"choice","list":"core.consent","required":true,"mustSay":true,
        "limit":". = 'yes' or (. = 'emergency' and ${priority} = 'emergency')"},
    {"id":"how","kind":"choice","list":"core.consent_how","required":true,"relevant":"${consent} = 'yes'"},
    {"id":"shared","kind":"choices","list":"core.shared","required":true,"relevant":"${consent} = 'yes'"},
    {"id":"override","kind":"text","required":true,"mustSay":true,"relevant":"${consent} = 'emergency'"},
    {"id":"due","kind":"date","part":"team","calculate":
        "date(today() + if(${priority} = 'emergency', 1, if(${priority} = 'urgent', 3, 14)))"}]}"#;

/// The short set of the Washington Group and the grid of a household: the rule that tells a
/// disability, at least one *a lot of difficulty*, is one expression.
const HOUSEHOLD: &str = r#"{"id":"core.household","questions":[
    {"id":"size","kind":"whole","part":"team","required":true,"limit":". >= 1 and . <= 30"},
    {"id":"people","kind":"people","part":"team","limit":". = ${size}"},
    {"id":"asked","kind":"yes_no"},
    {"id":"functioning","kind":"group","relevant":"${asked}","questions":[
        {"id":"seeing","kind":"choice","list":"core.difficulty"},
        {"id":"hearing","kind":"choice","list":"core.difficulty"},
        {"id":"walking","kind":"choice","list":"core.difficulty"},
        {"id":"remembering","kind":"choice","list":"core.difficulty"},
        {"id":"self_care","kind":"choice","list":"core.difficulty"},
        {"id":"communicating","kind":"choice","list":"core.difficulty"}]},
    {"id":"disability","kind":"yes_no","relevant":"${asked}","calculate":
        "selected('a_lot cannot', ${seeing}) or selected('a_lot cannot', ${hearing}) or selected('a_lot cannot', ${walking}) or selected('a_lot cannot', ${remembering}) or selected('a_lot cannot', ${self_care}) or selected('a_lot cannot', ${communicating})"}]}"#;

fn read(text: &str) -> (Form, Vec<CodeList>) {
    (Form::from_json(text.as_bytes()).unwrap(), serde_json::from_str(LISTS).unwrap())
}

fn prepared(text: &str) -> Arc<Prepared> {
    let (form, lists) = read(text);
    Arc::new(Prepared::new(&form, &lists).unwrap())
}

fn open(text: &str) -> Filling {
    Filling::new(prepared(text), NOW)
}

/// Answers, as a screen would.
fn answer(filling: &mut Filling, question: &str, value: Value) {
    assert_eq!(filling.step(Event::Answer(At::of(question), value), NOW), Went::Changed);
}

fn tap(filling: &mut Filling, question: &str, codes: &[&str]) {
    for code in codes {
        let tapped = Event::Toggle(At::of(question), (*code).into());
        assert_eq!(filling.step(tapped, NOW), Went::Changed, "{question}");
    }
}

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

fn here(filling: &Filling) -> String {
    let place = filling.place().unwrap();
    format!("{} {}/{}", place.at.question, place.number, place.of)
}

fn json(answers: &Answers) -> String {
    serde_json::to_string(answers).unwrap()
}

#[test]
fn the_forms_are_whole_and_every_text_has_a_key() {
    for (text, who) in [
        (EXIT_SURVEY, Who::Anyone),
        (INCIDENT, Who::Anyone),
        (REFERRAL, Who::Anyone),
        (HOUSEHOLD, Who::Anyone),
    ] {
        let (form, lists) = read(text);
        let problems = check::form(&form, &lists, &["core.directory"], who);
        assert_eq!(problems, [], "{}", form.id);
        assert!(keys(&form).iter().filter(|key| key.always).count() >= form.questions.len());
        for list in &lists {
            assert_eq!(check::list(list), []);
            assert_eq!(list_keys(list).len(), list.codes.len());
        }
    }
}

#[test]
fn somebody_says_in_a_minute_how_it_was() {
    let mut survey = open(EXIT_SURVEY);
    assert_eq!(here(&survey), "content 1/6");
    assert_eq!(survey.step(Event::Next, NOW), Went::Wrong);
    tap(&mut survey, "content", &["2"]);
    // Whoever is not content is asked why, two questions on.
    assert_eq!(survey.step(Event::Next, NOW), Went::Moved);
    assert_eq!(here(&survey), "treated 2/7");
    survey.step(Event::Refuse(At::of("treated")), NOW);
    for _ in 0..3 {
        assert_eq!(survey.step(Event::Next, NOW), Went::Moved);
    }
    assert_eq!(here(&survey), "why 5/7");
    tap(&mut survey, "why", &["late", "amount"]);
    survey.step(Event::Next, NOW);
    answer(&mut survey, "change", text("  Una sedia per mia madre.\n"));
    survey.step(Event::Next, NOW);
    answer(&mut survey, "complain", Value::YesNo(false));
    assert_eq!(survey.step(Event::Next, NOW), Went::Moved);
    assert_eq!(here(&survey), "how 8/8");
    // The phone's Back goes question by question, and stays inside.
    for _ in 0..7 {
        assert_eq!(survey.step(Event::Back, NOW), Went::Moved);
    }
    assert_eq!(survey.step(Event::Back, NOW), Went::Start);
    // A better face: why is asked no more, and the answer is not sent.
    tap(&mut survey, "content", &["4"]);
    while survey.step(Event::Next, NOW) == Went::Moved {}
    let finished = survey.finish(NOW).unwrap();
    assert!(finished.team.is_empty(), "nothing of it is for every phone");
    assert_eq!(
        json(&finished.desk),
        r#"{"change":{"text":"Una sedia per mia madre."},"complain":{"yes_no":false},"content":{"choice":"4"},"treated":"refused"}"#
    );
}

#[test]
fn an_incident_with_two_people_hurt_is_told_on_one_page() {
    let mut incident = open(INCIDENT);
    assert_eq!(incident.answer(&At::of("when")), Some(&Value::Moment(NOW)));
    assert_eq!(incident.step(Event::Next, NOW), Went::Wrong);
    let missing: Vec<String> =
        incident.wrong(NOW).into_iter().map(|wrong| wrong.at.question).collect();
    assert_eq!(missing, ["category", "severity", "what", "stopped"]);
    tap(&mut incident, "category", &["crowd"]);
    tap(&mut incident, "severity", &["moderate"]);
    answer(&mut incident, "what", text("Spinta alla porta."));
    answer(&mut incident, "stopped", Value::YesNo(true));
    // It cannot happen in an hour.
    answer(&mut incident, "when", Value::Moment(Moment { ms: NOW.ms + 3_600_000, ..NOW }));
    assert_eq!(incident.wrong(NOW), [Wrong { at: At::of("when"), why: Why::Limit }]);
    answer(&mut incident, "when", Value::Moment(Moment { ms: NOW.ms - 3_600_000, ..NOW }));
    for (row, who) in ["recipient", "volunteer"].into_iter().enumerate() {
        incident.step(Event::Add("hurt".into()), NOW);
        incident.step(Event::Toggle(At::row("who", row), who.into()), NOW);
    }
    // The phone dies and starts again: the draft goes on.
    let kept = serde_json::to_string(&incident.draft("core@1.2.0")).unwrap();
    let draft: Draft = serde_json::from_str(&kept).unwrap();
    let mut incident = Filling::resume(prepared(INCIDENT), &draft, NOW).unwrap();
    incident.step(Event::Answer(At::row("doctor", 1), Value::YesNo(true)), NOW);
    assert_eq!(incident.step(Event::Next, NOW), Went::Done);
    let finished = incident.finish(NOW).unwrap();
    assert_eq!(
        json(&finished.team),
        r#"{"category":{"choice":"crowd"},"severity":{"choice":"moderate"},"stopped":{"yes_no":true},"when":{"moment":{"ms":1795961100000,"offset":60}}}"#,
        "what happened, to whom and how many: not for every phone"
    );
    assert_eq!(
        json(&finished.desk),
        r#"{"hurt":{"repeat":[{"who":{"choice":"recipient"}},{"doctor":{"yes_no":true},"who":{"choice":"volunteer"}}]},"hurt_people":{"whole":2},"what":{"text":"Spinta alla porta."}}"#
    );
    // It was a near miss after all: nobody was hurt, and the count follows.
    tap(&mut incident, "severity", &["near_miss"]);
    let finished = incident.finish(NOW).unwrap();
    assert_eq!(
        json(&finished.desk),
        r#"{"hurt_people":{"whole":0},"what":{"text":"Spinta alla porta."}}"#
    );
}

#[test]
fn a_child_is_referred_with_consent_and_nothing_goes_without() {
    let mut referral = open(REFERRAL);
    answer(&mut referral, "card", Value::Card("7KQ2M9".into()));
    answer(&mut referral, "minor", Value::YesNo(true));
    tap(&mut referral, "services", &["health_medical", "child_protection"]);
    let offered = referral.choices(&At::of("services"), NOW);
    assert!(offered.iter().all(|code| code.code != "work_livelihoods"), "no work for a child");
    answer(&mut referral, "told", Value::YesNo(false));
    answer(&mut referral, "not_told_because", text("Ha paura a casa."));
    answer(&mut referral, "reason", text("Non mangia da due giorni."));
    answer(&mut referral, "service", Value::Entry(RecordId([7; 16])));
    tap(&mut referral, "consent", &["no"]);
    assert_eq!(
        referral.finish(NOW),
        Err(vec![Wrong { at: At::of("consent"), why: Why::Limit }]),
        "without consent there is no referral"
    );
    // Not even as an emergency, as long as it is none.
    tap(&mut referral, "consent", &["emergency"]);
    let wrong = referral.finish(NOW).unwrap_err();
    assert_eq!(wrong[0], Wrong { at: At::of("consent"), why: Why::Limit });
    tap(&mut referral, "consent", &["yes"]);
    tap(&mut referral, "how", &["by_caregiver"]);
    tap(&mut referral, "shared", &["code", "reason", "nothing", "code"]);
    let day = |text: &str| Value::Date(text.parse().unwrap());
    assert_eq!(referral.answer(&At::of("due")), Some(&day("2026-12-13")));
    tap(&mut referral, "priority", &["urgent"]);
    let finished = referral.finish(NOW).unwrap();
    assert_eq!(
        json(&finished.team),
        r#"{"card":{"card":"7KQ2M9"},"due":{"date":"2026-12-02"},"priority":{"choice":"urgent"}}"#
    );
    assert_eq!(
        json(&finished.desk),
        r#"{"carer":{"group":{"not_told_because":{"text":"Ha paura a casa."},"told":{"yes_no":false}}},"consent":{"choice":"yes"},"how":{"choice":"by_caregiver"},"minor":{"yes_no":true},"reason":{"text":"Non mangia da due giorni."},"service":{"entry":"BwcHBwcHBwcHBwcHBwcHBw"},"services":{"choices":["health_medical","child_protection"]},"shared":{"choices":["code"]}}"#
    );
    let whole = finished.team.with(&finished.desk);
    assert_eq!(whole.find("told"), Some(&Value::YesNo(false)));
    // An adult after all: what was said of the carer is not sent, and more can be asked for.
    answer(&mut referral, "minor", Value::YesNo(false));
    assert!(!referral.finish(NOW).unwrap().desk.0.contains_key("carer"));
    assert_eq!(referral.choices(&At::of("services"), NOW).len(), 5);
    // In danger to life without words: the reason stands in the place of the consent.
    tap(&mut referral, "priority", &["emergency"]);
    tap(&mut referral, "consent", &["emergency"]);
    assert_eq!(
        referral.finish(NOW),
        Err(vec![Wrong { at: At::of("override"), why: Why::Required }])
    );
    answer(&mut referral, "override", text("Non risponde, 112 chiamato."));
    assert_eq!(json(&referral.finish(NOW).unwrap().team).matches("2026-11-30").count(), 1);
}

#[test]
fn a_household_is_counted_and_asked_what_is_hard() {
    let mut household = open(HOUSEHOLD);
    answer(&mut household, "size", Value::Whole(4));
    let people = |f, m| Value::People(People { f, m, ..People::default() });
    answer(&mut household, "people", people([0, 1, 0, 0, 1, 0], [0; 6]));
    assert_eq!(household.wrong(NOW), [Wrong { at: At::of("people"), why: Why::Limit }]);
    answer(&mut household, "people", people([0, 1, 0, 0, 1, 1], [0, 0, 0, 0, 1, 0]));
    assert_eq!(household.wrong(NOW), []);
    answer(&mut household, "asked", Value::YesNo(true));
    let group = household.seen().iter().filter(|seen| seen.what == What::Group).count();
    assert_eq!((group, household.seen().len()), (1, 10));
    let disability = |f: &Filling| f.answer(&At::of("disability")).cloned();
    tap(&mut household, "seeing", &["some"]);
    household.step(Event::Refuse(At::of("hearing")), NOW);
    assert_eq!(disability(&household), Some(Value::YesNo(false)));
    tap(&mut household, "walking", &["a_lot"]);
    assert_eq!(disability(&household), Some(Value::YesNo(true)));
    let finished = household.finish(NOW).unwrap();
    assert!(!json(&finished.team).contains("disability"), "what is hard for one is for the desk");
    assert!(json(&finished.desk).contains(r#""disability":{"yes_no":true}"#));
}
