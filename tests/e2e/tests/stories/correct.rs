//! Stories of correcting: a wrong card that is found later and put right on another phone, a part
//! and what is left of it, what was not given, somebody who is on no list.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, team, tour};
use serde_json::json;

use super::bad_input::storage::{HOLD, HOLD_LATER};
use super::bad_input::tries_it;

const WORDS: &str = "The neighbour's card lay on top";

/// Amina gives to the wrong card and goes on. The desk finds it later and says which card it was;
/// then that nothing was given at all. What counts follows on both phones, and nothing is lost.
pub async fn a_wrong_card_found_later_is_corrected_on_another_phone(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let codes = team::codes(6);
    let desk = team::found_and_plan(engine, &hub.url(), &team::list(&codes)?).await?;
    let (link, _) = team::invites(&desk).await?;
    let amina = team::joined(engine, "Amina", &link).await?;
    team::pass_the_gate(&desk, &hub.url()).await?;
    team::hands_out(&amina, &hub.url(), &codes[..2]).await?;
    let card = |code: &str| format!("{}/handout/card/{code}", hub.url());

    desk.open(&card(&codes[0])).await?;
    desk.sees("Already served").await?;
    desk.sees("What this card received").await?;
    desk.taps("by Amina").await?;
    desk.taps("It was something else").await?;
    desk.taps("Save the correction").await?;
    desk.sees("Choose a reason.").await?;
    desk.sees("This is what is written already").await?;
    desk.types("Code of the right card", &codes[2].to_lowercase()).await?;
    desk.taps("Another card was meant").await?;
    desk.types("In your words, for the desk", WORDS).await?;
    desk.taps("Save the correction").await?;
    desk.sees("It was something else: the correction counts").await?;
    desk.taps("See what counts now").await?;
    desk.sees(&format!("Card {}", codes[2])).await?;
    desk.open(&card(&codes[0])).await?;
    desk.sees("Due today").await?;
    desk.taps("by Amina").await?;
    desk.sees("It was something else: the correction counts").await?;
    desk.sees("Reason: Another card was meant").await?;
    desk.sees(WORDS).await?;

    // The phone that did it, within seconds.
    amina.open(&card(&codes[2])).await?;
    amina.sees("Already served").await?;
    amina.sees("By this phone").await?;
    amina.open(&card(&codes[0])).await?;
    amina.sees("Due today").await?;
    amina.open(&format!("{}/sent", hub.url())).await?;
    amina.sees("Corrected. ").await?;
    amina.open(&hub.url()).await?;
    amina.sees("2 households served").await?;
    assert!(!amina.words().await?.contains(WORDS), "the words are the desk's");

    desk.open(&card(&codes[2])).await?;
    desk.sees("Already served").await?;
    desk.script("document.querySelector('a[href^=\"/record/\"]').click()", vec![]).await?;
    desk.taps("This was not given").await?;
    desk.taps("It was not taken in the end").await?;
    desk.taps("This was not given").await?;
    desk.sees("It counts nowhere").await?;
    amina.sees("1 household served").await?;
    amina.open(&card(&codes[2])).await?;
    amina.sees("Due today").await?;

    desk.taps("It was given after all").await?;
    amina.sees("Already served").await
}

/// A part is less than everything, the rest stays due, and an undo brings the card back.
pub async fn a_part_is_given_and_the_card_proposes_what_is_left(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the phone").await?;
    tries_it(&phone, &hub.url()).await?;
    let card = team::walks_in(&phone, &hub.url()).await?;

    phone.taps("Part given, swapped or refused").await?;
    phone.taps("Save").await?;
    phone.sees("That is everything that is due").await?;
    fewer(&phone, 0).await?;
    phone.taps("Save").await?;
    phone.sees("Saved on this phone").await?;
    phone.sees("Still missing: 1 ").await?;
    phone.taps("Undo this hand-over").await?;
    phone.sees("Due today").await?;
    phone.taps("Part given, swapped or refused").await?;
    fewer(&phone, 0).await?;
    phone.taps("Save").await?;
    phone.sees("Still missing: 1 ").await?;

    // Two taps from the hand-out.
    phone.taps("Next card").await?;
    phone.sees("Last cards of this phone").await?;
    phone.taps(&format!("{card}: ")).await?;
    phone.sees("Part given").await?;
    phone.taps("This was not given").await?;
    phone.taps("Leave it as it is").await?;
    phone.taps("Back").await?;
    phone.sees("Last cards of this phone").await?;

    tour::goes(&phone, &format!("/handout/card/{card}")).await?;
    phone.sees("Still missing").await?;
    phone.taps("Somebody else collects").await?;
    phone.taps("Give").await?;
    phone.sees("Saved on this phone").await?;

    tour::goes(&phone, "/handout").await?;
    tour::goes(&phone, &format!("/handout/card/{card}")).await?;
    phone.sees("Already served").await?;
    phone.taps("Do not give").await?;
    phone.sees("not given, at").await?;
    phone.taps("Undo this note").await?;
    phone.sees("Already served").await?;
    phone.taps("Do not give").await?;
    phone.sees("not given, at").await?;
    tour::goes(&phone, "/sent").await?;
    phone.sees(&format!("Not given {card}")).await?;
    phone.sees("Undone. ").await
}

/// Somebody without a card and with an allergy: one screen, no consent. The card says what to
/// leave out before anything is given, and not why. Where nobody asked about food the card says to
/// ask; where they said that there is nothing, it does not.
pub async fn somebody_on_no_list_has_an_allergy(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the phone").await?;
    tries_it(&phone, &hub.url()).await?;
    phone.open(&format!("{}/handout/walk-in", hub.url())).await?;
    phone.sees("How many people, by age").await?;
    phone.taps("Make the card").await?;
    phone.sees("Put in at least one person.").await?;
    phone.taps("Put in at least one person.").await?;
    let focused = phone.script("return document.activeElement.innerText", vec![]).await?;
    assert_eq!(focused, "One more: 0-1 years", "the error leads to the numbers");
    phone.taps("One more: 18-59 years").await?;
    phone.sees("Food: not asked").await?;
    phone.tick("gluten").await?;
    phone.sees("Food: not asked").await?;
    says_none(&phone, "Allergies").await?;
    phone.tick("gluten").await?;
    says_none(&phone, "Diet").await?;
    phone.no_longer_sees("Food: not asked").await?;
    phone.taps("Make the card").await?;
    phone.sees("New code").await?;
    phone.taps("Hand out to this card").await?;
    phone.sees(": leave out").await?;
    phone.sees("Give").await?;
    let words = phone.words().await?;
    assert!(!words.contains("Allergy: gluten"), "without consent nobody says why");
    assert!(words.contains(ASK), "and what it is can be asked");

    team::walks_in(&phone, &hub.url()).await?;
    phone.sees(ASK).await?;
    phone.open(&format!("{}/handout/walk-in", hub.url())).await?;
    phone.taps("One more: 18-59 years").await?;
    for question in ["Allergies", "Diet"] {
        says_none(&phone, question).await?;
    }
    phone.taps("Make the card").await?;
    phone.taps("Hand out to this card").await?;
    phone.sees("Due today").await?;
    assert!(!phone.words().await?.contains(ASK), "they said that there is nothing");
    Ok(())
}

/// What a card says where somebody has to ask.
const ASK: &str = "Ask about allergies and food.";

/// *None* is the first answer of each question.
async fn says_none(phone: &Phone, question: &str) -> Result<(), Failure> {
    phone
        .waits("be asked", async || Ok(phone.script(NONE, vec![json!(question)]).await? == "None"))
        .await
}

const NONE: &str = "
    const asked = [...document.querySelectorAll('.picks')].find(e => e.innerText.includes(arguments[0]));
    const none = asked?.querySelector('.pick');
    if (none && !none.querySelector('input').checked) none.click();
    return none?.innerText.trim();";

/// A save of feedback ends without a word, though the record is kept, and the next person comes:
/// an answer to the first would be read out to whoever has the same code.
pub async fn a_follow_up_code_is_given_to_one_person(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the phone").await?;
    tries_it(&phone, &hub.url()).await?;
    tour::goes(&phone, "/feedback").await?;
    thanks_in_arabic(&phone).await?;
    phone.script(&format!("{HOLD} {HOLD_LATER}"), vec![]).await?;
    let ready = async || phone.script("return window.storyReady", vec![]).await;
    phone.waits("share its records", async || Ok(ready().await? == true)).await?;
    phone.taps("تم").await?;
    phone.sees("لم يُحفظ").await?;
    phone.script("window.storyHolds = false", vec![]).await?;
    team::gives_the_phone_back(&phone).await?;
    tour::goes(&phone, "/feedback").await?;
    thanks_in_arabic(&phone).await?;
    phone.taps("تم").await?;
    phone.sees("رمزكم").await?;
    team::gives_the_phone_back(&phone).await?;
    phone.open(&format!("{}/sent", hub.url())).await?;
    phone.sees("On this phone only").await?;
    let words = phone.words().await?;
    let given: Vec<&str> = words.lines().filter(|line| line.starts_with("Feedback ")).collect();
    assert_eq!(given.len(), 2, "both are kept: {given:?}");
    assert_ne!(given[0], given[1], "two people, two codes");
    Ok(())
}

async fn thanks_in_arabic(phone: &Phone) -> Result<(), Failure> {
    team::answers_in_arabic(phone).await?;
    phone.taps("أريد أن أشكر").await?;
    phone.types("بكلماتكم", "شكراً").await
}

/// One fewer of the kit at this place.
async fn fewer(phone: &Phone, place: usize) -> Result<(), Failure> {
    let press =
        "document.querySelectorAll('.stepper')[arguments[0]].querySelector('button').click()";
    phone.script(press, vec![json!(place)]).await?;
    Ok(())
}
