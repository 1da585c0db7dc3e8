//! Looking after households: a list over known ones, a lost card, a household that is suspended.

use std::io::Write as _;

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::team::{found_and_plan, invites, joined, pass_the_gate};
use passamano_e2e::tour::goes;
use passamano_e2e::{Engine, Failure};

/// One household that declared what may hurt, one that declared nothing.
const FIRST: &str = "code,f_18_59,m_5_11,language,consent,diet,allergens,notes\n\
    A-001,1,2,Arabic,yes,halal,\"peanuts, milk\",second floor\n\
    A-002,1,,French,yes,,,\n";
/// The same two later, without those columns, and a third.
const LATER: &str = "code,people\nA-001,4\nA-002,1\nA-003,2\n";
/// The later list says that nothing was declared.
const LOSS: &str = "code,people,allergens\nA-001,5,none\n";

/// A legend above the list holds words that headers have; the list's own nobody could know.
const LEGEND: &str = "Legenda,codice tessera,persone,lingua\n,sulla tessera,quante sono,a casa\n\n\
    Tss,Bocche,Piccoli,Grandi\nL-1,5,1,4\nL-2,4,1,3\n";

/// A desk with an open day and this list, and a volunteer's phone of its team.
async fn a_desk_and_a_phone(
    engine: Engine,
    list: &str,
) -> Result<(TestHub, Phone, Phone), Failure> {
    let hub = TestHub::start()?;
    let desk = found_and_plan(engine, &hub.url(), list).await?;
    pass_the_gate(&desk, &hub.url()).await?;
    desk.open(&format!("{}/desk", hub.url())).await?;
    let (link, _) = invites(&desk).await?;
    let phone = joined(engine, "Amina", &link).await?;
    Ok((hub, desk, phone))
}

pub async fn a_list_over_known_households_loses_nothing_without_a_tick(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let desk = found_and_plan(engine, &hub.url(), FIRST).await?;
    pass_the_gate(&desk, &hub.url()).await?;

    brings_in(&desk, &hub.url(), LATER).await?;
    desk.sees("2 are on the list already").await?;
    desk.sees("A-001, people: 3 goes, 4 comes").await?;
    desk.sees("1 on the list stays as it is").await?;
    desk.taps("Add 3 households").await?;
    desk.sees("1 household added").await?;
    desk.sees("1 household changed").await?;
    heeds_allergies(&desk, &hub.url(), true).await?;

    // Without its tick a loss is not taken; what else the row says is.
    brings_in(&desk, &hub.url(), LOSS).await?;
    desk.sees("1 loss of allergies, diet or consent").await?;
    desk.sees("A-001, allergies: milk, peanuts goes").await?;
    desk.taps("Add 1 household").await?;
    desk.sees("1 household changed").await?;
    heeds_allergies(&desk, &hub.url(), true).await?;
    desk.sees("5 people").await?;

    // With it the loss is taken, and the list can be taken back.
    brings_in(&desk, &hub.url(), LOSS).await?;
    desk.tick("A-001, allergies").await?;
    desk.taps("Add 1 household").await?;
    desk.sees("1 household changed").await?;
    heeds_allergies(&desk, &hub.url(), false).await?;
    desk.open(&format!("{}/desk/households", hub.url())).await?;
    for _ in 0..2 {
        desk.taps("Take this list back").await?;
        desk.sees("Take this list back?").await?;
        desk.taps("Yes, take it back").await?;
        desk.sees("The households are as before").await?;
        desk.no_longer_sees("Take this list back?").await?;
    }
    heeds_allergies(&desk, &hub.url(), true).await?;
    desk.sees("4 people").await
}

pub async fn a_lost_card_is_replaced_and_the_old_one_says_so(
    engine: Engine,
) -> Result<(), Failure> {
    let (mut hub, desk, phone) = a_desk_and_a_phone(engine, FIRST).await?;
    phone.sees("Hand out").await?;
    goes(&phone, "/handout/card/A-001").await?;
    phone.sees("Due today").await?;

    // The phone is out of reach when the desk hears that the card is lost, and serves it.
    hub.stop();
    let new = replaces(&desk, "A-001").await?;
    desk.taps("Back").await?;
    desk.sees("A-001 lost, new card").await?;
    desk.sees("peanuts").await?;
    phone.sees("peanuts").await?;
    phone.taps("Give").await?;
    phone.sees("Saved on this phone").await?;

    // The hub is back: the phone hears of it, and the new card is served already.
    hub.resume()?;
    goes(&phone, "/handout/card/A-001").await?;
    phone.sees("This card was replaced: A-001").await?;
    phone.sees("Walk with the person to the focal point").await?;
    assert!(!phone.words().await?.contains(&new), "a finder learns no other code");
    goes(&phone, &format!("/handout/card/{new}")).await?;
    phone.sees("Already served").await?;
    phone.sees("peanuts").await?;

    desk.sees("Everything given").await?;
    goes(&desk, "/handout/card/A-001").await?;
    desk.taps(&format!("Open the card {new}")).await?;
    desk.sees("Already served").await?;
    goes(&desk, "/desk/households").await?;
    desk.sees("2 households on the list").await?;
    desk.types("Search", "a001").await?;
    desk.sees("1 found").await?;
    desk.taps(&new).await?;
    desk.sees("History").await?;
    goes(&desk, "/desk/households").await?;
    desk.types("Search", "zz-zzz").await?;
    desk.sees("Nothing found for “zz-zzz”").await
}

pub async fn a_person_says_where_the_headers_are_and_hears_of_ages(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let desk = found_and_plan(engine, &hub.url(), FIRST).await?;
    brings_in(&desk, &hub.url(), LEGEND).await?;
    // The words of the legend were taken for headers.
    let (heading, code) =
        ("In which row are the headers?", "Which column is the code of the card?");
    desk.chooses(heading, "Row 4: Tss · Bocche · Piccoli").await?;
    desk.sees("We did not find the column with the code").await?;
    desk.chooses(code, "Tss (L-1 · L-2)").await?;
    desk.sees("2 households are ready").await?;
    desk.taps("What each of the 4 columns holds").await?;
    desk.chooses("Bocche", "Number of people").await?;
    desk.chooses("Piccoli", "Sex not said 2-4").await?;
    desk.sees("7 people without an age: counted as 18-59").await?;
    desk.sees("were not understood: Grandi").await?;
    desk.chooses("Grandi", "Sex not said 18-59").await?;
    desk.no_longer_sees("without an age").await?;

    // The same list a month later, with one row of a title more: it is known again.
    brings_in(&desk, &hub.url(), &format!("April\n{LEGEND}")).await?;
    desk.sees("The first codes: L-1 · L-2").await?;
    desk.no_longer_sees("without an age").await?;
    desk.chooses(heading, "There are no headers: every row is a household").await?;
    desk.sees("We did not find the column with the code").await
}

pub async fn a_card_that_is_not_lost_after_all_counts_again(engine: Engine) -> Result<(), Failure> {
    let (mut hub, desk, phone) = a_desk_and_a_phone(engine, FIRST).await?;
    phone.sees("Hand out").await?;

    // Printed, and taken back in the same minute.
    let new = replaces(&desk, "A-002").await?;
    desk.taps("Back").await?;
    desk.sees(&format!("{new} is the household's card now")).await?;
    desk.sees("Saved on this phone").await?;
    desk.taps("Undo").await?;
    desk.sees(&format!("A-002 counts again. {new} is not used.")).await?;
    desk.sees(&format!("This card is not used: {new}")).await?;
    desk.taps("Open the card A-002").await?;
    desk.sees("This card is lost").await?;
    desk.sees("taken back").await?;
    goes(&phone, &format!("/handout/card/{new}")).await?;
    phone.sees(&format!("This card is not used: {new}")).await?;
    phone.sees("The household's card is A-002").await?;
    assert!(!phone.words().await?.contains("Open the card"), "it may be other people's");
    goes(&phone, "/handout/card/A-002").await?;
    phone.sees("Due today").await?;

    // Found days later, when the new card was served, and learned more.
    let new = replaces(&desk, "A-001").await?;
    goes(&desk, &format!("/desk/household/{new}/change")).await?;
    desk.taps("sesame").await?;
    desk.taps("Save").await?;
    desk.sees("sesame").await?;
    goes(&phone, &format!("/handout/card/{new}")).await?;
    phone.sees("sesame").await?;
    phone.taps("Give").await?;
    phone.sees("Saved on this phone").await?;
    // The phone is out of reach: it hears of the way back later.
    desk.sees("Everything given").await?;
    hub.stop();
    desk.taps("The card is not lost").await?;
    desk.sees("Use the card A-001 again?").await?;
    desk.sees(&format!("Something was given on {new}")).await?;
    desk.taps("Yes, use A-001 again").await?;
    desk.sees(&format!("This card is not used: {new}")).await?;
    goes(&phone, "/handout/card/A-001").await?;
    phone.sees("This card was replaced: A-001").await?;
    hub.resume()?;
    phone.sees("Already served").await?;
    phone.sees("sesame").await?;
    phone.sees("peanuts").await?;
    goes(&phone, &format!("/handout/card/{new}")).await?;
    phone.sees("The household's card is A-001").await?;
    goes(&desk, &format!("/handout/card/{new}")).await?;
    desk.taps("Open the card A-001").await?;
    desk.sees("Already served").await?;
    goes(&desk, "/desk/households").await?;
    desk.sees("2 households on the list").await
}

pub async fn a_suspended_household_is_not_served_before_the_desk_decides(
    engine: Engine,
) -> Result<(), Failure> {
    let list = "code,people,flags\nS-1,2,suspended\nS-2,2,closed\nS-3,2,moved\nS-4,2,Active\n";
    let (_hub, desk, phone) = a_desk_and_a_phone(engine, list).await?;
    for code in ["S-1", "S-2", "S-3"] {
        goes(&phone, &format!("/handout/card/{code}")).await?;
        phone.sees("Do not give yet").await?;
        phone.sees("Say no reason aloud").await?;
        let words = phone.words().await?;
        for word in ["uspended", "losed", "oved", "with a reason"] {
            assert!(!words.contains(word), "{code} says {word}:\n{words}");
        }
    }
    phone.taps("Do not give").await?;
    phone.sees("S-3: not given").await?;
    goes(&phone, "/handout/card/S-4").await?;
    phone.sees("Due today").await?;

    goes(&desk, "/handout/card/S-1").await?;
    desk.sees("On the list: Suspended").await?;
    desk.taps("Give all the same, with a reason").await?;
    desk.taps("The focal point or the coordinator decided").await?;
    desk.taps("Give").await?;
    desk.sees("Saved on this phone").await?;

    // The desk takes the suspension away, and the phone hears of it.
    goes(&desk, "/desk/household/S-2/change").await?;
    desk.taps("Active").await?;
    desk.taps("Save").await?;
    desk.sees("History").await?;
    desk.no_longer_sees("State:").await?;
    goes(&phone, "/handout/card/S-2").await?;
    phone.sees("Due today").await?;

    // Two entries are one household: not without a reason, which stays with the desk.
    goes(&desk, "/desk/household/S-2").await?;
    desk.taps("It is one household with another card").await?;
    desk.types("The other card", "s4").await?;
    desk.sees("S-4: 2 people").await?;
    desk.taps("Join them").await?;
    desk.no_longer_sees("S-4 joined to S-2").await?;
    desk.types("Why they are one household", "the same mother").await?;
    desk.taps("Join them").await?;
    desk.sees("S-4 joined to S-2").await?;
    desk.sees("S-4 was joined: the same mother").await?;
    goes(&phone, "/handout/card/S-4").await?;
    phone.sees("This card was replaced: S-4").await?;
    phone.taps("Open the card S-2").await?;
    phone.sees("Due today").await?;
    assert!(!phone.words().await?.contains("the same mother"), "the words are the desk's");
    // They are two after all.
    desk.taps("They are two households").await?;
    goes(&phone, "/handout/card/S-4").await?;
    phone.sees("Due today").await
}

pub async fn a_household_stopped_while_its_card_is_open_gets_nothing(
    engine: Engine,
) -> Result<(), Failure> {
    let (_hub, desk, phone) = a_desk_and_a_phone(engine, FIRST).await?;
    phone.sees("Hand out").await?;

    // The card is open, and one step further in; nobody touches the phone.
    goes(&phone, "/handout/card/A-001").await?;
    phone.sees("Due today").await?;
    phone.taps("Part given, swapped or refused").await?;
    phone.no_longer_sees("Due today").await?;
    goes(&desk, "/desk/household/A-001/change").await?;
    desk.taps("Suspended").await?;
    desk.taps("Save").await?;
    desk.sees("State:").await?;
    phone.sees("Do not give yet").await?;
    phone.no_longer_sees("Saved on this phone").await?;
    goes(&phone, "/handout").await?;
    phone.types("Or type the code on the card", "A-001").await?;
    phone.taps("Find").await?;
    phone.sees("Do not give yet").await?;

    // A card that is replaced while it is open.
    goes(&phone, "/handout/card/A-002").await?;
    phone.sees("Due today").await?;
    goes(&desk, "/desk/household/A-002").await?;
    desk.taps("This card is lost").await?;
    desk.taps("Make the new card").await?;
    desk.sees("1 card to print").await?;
    phone.sees("This card was replaced: A-002").await?;
    goes(&desk, "/handout/card/A-002").await?;
    desk.sees("This card was replaced: A-002").await
}

/// Says at the desk that a card is lost; gives the code of the new one, whose sheet is shown.
async fn replaces(desk: &Phone, old: &str) -> Result<String, Failure> {
    goes(desk, &format!("/desk/household/{old}")).await?;
    desk.taps("This card is lost").await?;
    desk.taps("Make the new card").await?;
    desk.sees("1 card to print").await?;
    let code = "return document.querySelector('.card-sheet-code').textContent";
    Ok(desk.script(code, vec![]).await?.as_str().unwrap_or_default().to_string())
}

/// Gives the desk a list.
async fn brings_in(desk: &Phone, url: &str, list: &str) -> Result<(), Failure> {
    desk.open(&format!("{url}/desk/households")).await?;
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile()?;
    file.write_all(list.as_bytes())?;
    file.flush()?;
    desk.gives_file("Choose the list file", file.path()).await
}

/// The card of the first household warns of what was declared, or no longer.
async fn heeds_allergies(desk: &Phone, url: &str, heeds: bool) -> Result<(), Failure> {
    desk.open(&format!("{url}/handout/card/A-001")).await?;
    desk.sees("Due today").await?;
    desk.sees("Halal").await?;
    assert_eq!(desk.words().await?.contains("Allergy: peanuts"), heeds);
    Ok(())
}
