//! Stories of registers: what a pack alone brings, lived by volunteers and desk.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, team, tour};

const LIST: &str = "code,adults\nR-001,2\nR-002,1\n";

/// From *heard* over two checks to a card that is shared, and pulled back.
pub async fn a_rumour_from_heard_to_a_card_to_pulled_back(engine: Engine) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let mut desk = team::found_and_plan(engine, &hub.url(), LIST).await?;
    let (link, _) = team::invites_as(&desk, "Protection focal point").await?;
    let second = team::joined(engine, "Bruno", &link).await?;
    let (link, _) = team::invites(&desk).await?;
    let phone = team::joined(engine, "Chiara", &link).await?;

    // A volunteer without signal writes down what people say, and goes back once.
    hub.stop();
    // A dot in an address makes no file of it: it opens without a server.
    phone.open(&format!("{}/register/rumours.heard", hub.url())).await?;
    phone.taps("Write down a rumour").await?;
    phone.sees("Do not write who said it").await?;
    phone.taps("Next").await?;
    phone.taps("Next").await?;
    phone.sees("The answer is missing").await?;
    phone.types("What is being said?", "They arrest you at the hospital").await?;
    phone.taps("Next").await?;
    phone.taps("Access to care").await?;
    phone.browser()?.back().await?;
    phone
        .waits("still have the words", async || {
            Ok(phone.value("What is being said?").await? == "They arrest you at the hospital")
        })
        .await?;
    phone.taps("Next").await?;
    phone.taps("Next").await?;
    phone.taps("In a message group").await?;
    phone.taps("Next").await?;
    phone.taps("Many times").await?;
    phone.taps("Next").await?;
    phone.taps("A lot: many believe it").await?;
    phone.taps("Next").await?;
    phone.taps("Serious: panic, violence, no care").await?;
    phone.taps("Next").await?;
    phone.sees("High risk: tell the coordinator at once").await?;
    phone.taps("Next").await?;
    phone.taps("Save").await?;
    phone.sees("Saved on this phone").await?;
    phone.taps("See all").await?;
    phone.taps("Access to care").await?;
    phone.sees("Risk, from 1 to 9").await?;
    let words = phone.words().await?;
    assert!(!words.contains("arrest"), "a phone cannot read back what is for the desk");
    assert!(!words.contains("Write the verdict"), "a volunteer decides nothing");
    hub.resume()?;

    // The desk checks it with two sources and writes the card; it cannot confirm its own card.
    let said = "They arrest you at the hospital";
    to_the_rumours(&desk).await?;
    desk.taps("Access to care").await?;
    desk.sees(said).await?;
    desk.sees("Within 2").await?;
    desk.taps("Write the verdict").await?;
    desk.sees("First source: official").await?;
    desk.taps("Back").await?;
    desk.sees("What happened").await?;
    desk.taps("Write the verdict").await?;
    desk.types("First source: official", "Local health authority, 29/11/2026").await?;
    desk.types("Second source, independent", "A doctor of the clinic").await?;
    desk.taps("False").await?;
    desk.taps("Write the verdict").await?;
    desk.sees("Checked, no card yet").await?;
    desk.taps("Write the card").await?;
    desk.types("The fact, short and first (English)", "You can go to hospital without fear.")
        .await?;
    desk.taps("Write the card").await?;
    // What is missing is named, and what was typed is kept, through an end of the app.
    desk.sees("The answer is missing").await?;
    // WebKit under automation keeps nothing beyond its session: there only the page starts anew.
    if engine != Engine::WebKit {
        desk.switch_off().await?;
        desk.switch_on().await?;
    }
    desk.open(&hub.url()).await?;
    desk.sees("Pacchi San Lorenzo").await?;
    to_the_rumours(&desk).await?;
    desk.taps("Access to care").await?;
    desk.taps("Write the card").await?;
    desk.sees("Kept from before").await?;
    desk.types("The fact, short and first (Italiano)", "In ospedale puoi andare senza paura.")
        .await?;
    desk.types("Who says so (English)", "Local health authority, 29/11/2026").await?;
    desk.taps("Write the card").await?;
    desk.sees("Card written, to be read again").await?;
    desk.sees("Another person is needed").await?;
    assert!(!desk.words().await?.contains("I read it again"), "four eyes are two people");

    // Another one of the desk reads it again; the volunteer gets the card and shares it.
    to_the_rumours(&second).await?;
    second.taps("You can go to hospital").await?;
    second.sees(said).await?;
    second.taps("I read it again: it can be shared").await?;
    second.sees("Share the card").await?;
    phone.sees("You can go to hospital without fear.").await?;
    phone.sees("Source: Local health authority, 29/11/2026").await?;
    phone.chooses("Language", "Italiano").await?;
    phone.sees("In ospedale puoi andare senza paura.").await?;
    phone.sees("Share the card").await?;

    // It was wrong after all: it is pulled back, and the phone that has it is told what is true.
    second.taps("Pull the card back").await?;
    let told = "What to tell people who have the card (English)";
    second.types(told, "Ask at the clinic first: the rule has changed.").await?;
    second.taps("Pull the card back").await?;
    second.sees("This card was pulled back").await?;
    phone.sees("This card was pulled back").await?;
    phone.sees("Ask at the clinic first: the rule has changed.").await?;
    phone.no_longer_sees("Share the card").await
}

async fn to_the_rumours(phone: &Phone) -> Result<(), Failure> {
    tour::goes(phone, "/more").await?;
    phone.taps("Rumours").await
}
