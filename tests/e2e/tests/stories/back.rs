//! The Back of phone and browser: one step back, and never to the team on a phone that a recipient
//! holds. What is half-typed is there again.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, tour};

/// So often somebody presses Back who wants out. Every second press leads from the screen that
/// gives the phone back to the one before, so an odd number ends there.
const PRESSES: usize = 5;

/// A recipient presses Back on the lent phone as often as they like, loads the page anew, closes the
/// app and opens it again: only the words at the end give the team's screens.
pub async fn a_lent_phone_never_shows_the_team(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let mut phone = sample(engine, &hub).await?;
    phone.taps("Stock").await?;
    phone.sees("Dry food").await?;
    phone.taps("Feedback").await?;
    phone.sees("Ciao").await?;
    for _ in 0..PRESSES {
        goes_back(&phone).await?;
        is_lent(&phone, &hub.url()).await?;
    }
    if phone.script(GIVEN_BACK, vec![]).await? == true {
        goes_back(&phone).await?;
    }
    phone.taps("English").await?;
    phone.sees("How did the volunteers treat you today?").await?;
    phone.script("document.querySelector('.face').click()", vec![]).await?;
    phone.sees("Did you get what you needed?").await?;
    // One step, not out of the questions.
    goes_back(&phone).await?;
    phone.sees("How did the volunteers treat you today?").await?;
    for _ in 0..PRESSES {
        goes_back(&phone).await?;
        is_lent(&phone, &hub.url()).await?;
    }
    phone.browser()?.refresh().await?;
    phone.sees("Ciao").await?;
    for _ in 0..PRESSES {
        goes_back(&phone).await?;
        is_lent(&phone, &hub.url()).await?;
    }
    // WebKit writes preferences so late that an end right after this visit began takes them along.
    if engine != Engine::WebKit {
        phone.switch_off().await?;
        phone.switch_on().await?;
    }
    phone.open(&hub.url()).await?;
    phone.sees("Ciao").await?;
    is_lent(&phone, &hub.url()).await?;
    phone.taps("Team").await?;
    phone.taps("I am from the team").await?;
    phone.sees("Hand out").await?;
    // It is the team's again.
    phone.browser()?.refresh().await?;
    phone.sees("Hand out").await
}

/// Doors, cards, forms and sheets that are no addresses of their own are steps all the same.
pub async fn back_goes_one_step_back(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = sample(engine, &hub).await?;
    // A door of *Something happened*.
    phone.taps("Something happened").await?;
    phone.taps("Incident or near miss").await?;
    phone.types("The facts", "A shelf fell").await?;
    goes_back(&phone).await?;
    phone.sees("Call 112").await?;
    phone.browser()?.forward().await?;
    phone
        .waits("have the words again", async || {
            Ok(phone.value("The facts").await? == "A shelf fell")
        })
        .await?;
    // The link at the foot is the same step.
    phone.taps("Back").await?;
    phone.sees("Call 112").await?;
    goes_back(&phone).await?;
    phone.sees("Hand out").await?;
    // Another way to give, and its way back to the card.
    tour::goes(&phone, "/desk/households").await?;
    let code = phone.script(CODE, vec![]).await?;
    tour::goes(&phone, "/handout").await?;
    tour::goes(&phone, &format!("/handout/card/{}", code.as_str().unwrap_or_default())).await?;
    phone.taps("Part given, swapped or refused").await?;
    phone.sees("How did it go?").await?;
    goes_back(&phone).await?;
    phone.sees("Due today").await?;
    phone.taps("Part given, swapped or refused").await?;
    phone.taps("Everything given").await?;
    phone.taps("Save").await?;
    phone.sees("Saved on this phone").await?;
    // What is given is given: Back does not lead to the form of it.
    goes_back(&phone).await?;
    phone.sees("Or type the code on the card").await?;
    // What came or went, half-written.
    tour::goes(&phone, "/stock").await?;
    tour::goes(&phone, "/stock/KIT-DRY7").await?;
    phone.taps("Something came or went").await?;
    phone.types("Lot", "B2").await?;
    goes_back(&phone).await?;
    phone.no_longer_sees("What happened?").await?;
    goes_back(&phone).await?;
    phone.sees("Stock").await?;
    tour::goes(&phone, "/stock/KIT-DRY7").await?;
    phone.sees("Kept from before").await?;
    phone.waits("have the lot again", async || Ok(phone.value("Lot").await? == "B2")).await?;
    phone.taps("Throw it away").await?;
    // A list that is being looked at.
    tour::goes(&phone, "/desk/households").await?;
    let list = tempfile::NamedTempFile::with_suffix(".csv")?;
    std::fs::write(list.path(), "code,people\nB-001,2\n")?;
    phone.gives_file("Choose the list file", list.path()).await?;
    phone.sees("1 household is ready").await?;
    goes_back(&phone).await?;
    phone.no_longer_sees("1 household is ready").await?;
    phone.sees("Choose the list file").await?;
    phone.browser()?.forward().await?;
    phone.sees("1 household is ready").await?;
    phone.taps("Add 1 household").await?;
    phone.sees("1 household added").await?;
    goes_back(&phone).await?;
    phone.no_longer_sees("Choose the list file").await?;
    // A plan that is half-written.
    tour::goes(&phone, "/desk/activities").await?;
    phone.taps("Plan an activity").await?;
    phone.types("Title", "Evening round").await?;
    goes_back(&phone).await?;
    phone.sees("All activities").await?;
    phone.taps("Plan an activity").await?;
    match phone.value("Title").await?.as_str() {
        "Evening round" => Ok(()),
        other => Err(format!("the plan forgot what was typed: {other:?}").into()),
    }
}

/// A form of the desk that is left in the middle has what was typed when it is opened again, also
/// after the browser ended; what was saved or put away does not come up again.
pub async fn what_is_half_typed_at_the_desk_is_there_again(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let mut phone = sample(engine, &hub).await?;
    // A new household.
    tour::goes(&phone, "/desk/households").await?;
    tour::goes(&phone, "/desk/household").await?;
    phone.types("Code on the card", "C-900").await?;
    phone.taps("sesame").await?;
    phone.types("Note for the desk", "Third floor").await?;
    goes_back(&phone).await?;
    phone.sees("Choose the list file").await?;
    phone.switch_off().await?;
    phone.switch_on().await?;
    phone.open(&format!("{}/desk/household", hub.url())).await?;
    phone.sees("Kept from before").await?;
    is(&phone, "Code on the card", "C-900").await?;
    is(&phone, "Note for the desk", "Third floor").await?;
    phone.taps("Save").await?;
    // Not "sesame": the form says it too, before it is saved.
    phone.sees("This card is lost").await?;
    tour::goes(&phone, "/desk/household").await?;
    is(&phone, "Code on the card", "").await?;
    // The team's name and a contact.
    tour::goes(&phone, "/desk/settings").await?;
    phone.types("Name of the team", "Casa Verde").await?;
    goes_back(&phone).await?;
    tour::goes(&phone, "/desk/settings").await?;
    phone.sees("Kept from before").await?;
    is(&phone, "Name of the team", "Casa Verde").await?;
    phone.taps("Save the settings").await?;
    phone.sees("Saved on this phone").await?;
    tour::goes(&phone, "/desk/activities").await?;
    tour::goes(&phone, "/desk/settings").await?;
    is(&phone, "Name of the team", "Casa Verde").await?;
    phone.no_longer_sees("Kept from before").await?;
    // The goal.
    tour::goes(&phone, "/desk/activities").await?;
    phone.types("Long-term goal", "Everybody eats").await?;
    tour::goes(&phone, "/desk/households").await?;
    tour::goes(&phone, "/desk/activities").await?;
    phone.sees("Kept from before").await?;
    phone.taps("Throw it away").await?;
    phone.no_longer_sees("Kept from before").await?;
    tour::goes(&phone, "/desk/households").await?;
    tour::goes(&phone, "/desk/activities").await?;
    phone.sees("Long-term goal").await?;
    match phone.value("Long-term goal").await?.as_str() {
        "Everybody eats" => Err("what was thrown away came up again".into()),
        _ => Ok(()),
    }
}

async fn is(phone: &Phone, label: &str, text: &str) -> Result<(), Failure> {
    let what = format!("have “{text}” in “{label}”");
    phone.waits(&what, async || Ok(phone.value(label).await? == text)).await
}

async fn sample(engine: Engine, hub: &TestHub) -> Result<Phone, Failure> {
    let phone = Phone::new(engine, "Amina").await?;
    phone.open(&hub.url()).await?;
    phone.taps("English").await?;
    phone.taps("Try it").await?;
    phone.sees("Food parcels, San Lorenzo").await?;
    Ok(phone)
}

async fn goes_back(phone: &Phone) -> Result<(), Failure> {
    phone.browser()?.back().await?;
    tour::calm(phone).await
}

/// The recipient's screens are shown, and those of the team were not on the way there. WebKit
/// passes over entries that were made without a touch, so it may leave the app; whoever opens it
/// again in this tab is where they were.
async fn is_lent(phone: &Phone, url: &str) -> Result<(), Failure> {
    if phone.browser()?.current_url().await?.as_str() == "about:blank" {
        phone.open(url).await?;
    }
    phone
        .waits("show a screen", async || match phone.script(SHOWN, vec![]).await?.as_str() {
            Some("team") => Err(format!("it shows:\n{}", phone.words().await?).into()),
            shown => Ok(shown == Some("guest")),
        })
        .await
}

/// The screen that gives the phone back.
const GIVEN_BACK: &str = "return !!document.querySelector('.foot-guest .main-action')";

const SHOWN: &str = "
    if (document.querySelector('.rail, .tiles, .held-pill, .chain')) return 'team';
    return document.querySelector('.screen.guest') ? 'guest' : null;";

/// The code of a household that nothing was given to yet.
const CODE: &str = "
    return document.querySelector('tbody tr').textContent.match(/[0-9A-Z]{2}-[0-9A-Z]{3}/)[0];";
