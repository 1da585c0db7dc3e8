//! Every screen on five phones, in the language with the longest words and in the one that goes
//! the other way: the main action is in the view, nothing is cut, every target is large enough.
//! The desk also on a laptop.

use passamano_e2e::boxes::{self, LAPTOP, PHONES};
use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, axe, tour};
use serde_json::json;

/// Words are longest here.
pub async fn every_screen_fits_five_phones_in_italian(engine: Engine) -> Result<(), Failure> {
    every_screen(engine, "it").await
}

/// Everything stands the other way round.
pub async fn every_screen_fits_five_phones_in_arabic(engine: Engine) -> Result<(), Failure> {
    every_screen(engine, "ar").await
}

async fn every_screen(engine: Engine, language: &str) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = tour::still(engine, &hub.url()).await?;
    tour::speaks(&phone, &hub.url(), language).await?;
    tour::calm(&phone).await?;
    let mut found = Vec::new();
    let mut look = async |screen: &'static str| {
        let desk = screen.starts_with("desk").then_some(LAPTOP);
        for size in PHONES.into_iter().chain(desk) {
            let seen = boxes::faults(&phone, size).await?;
            found.extend(seen.into_iter().map(|what| format!("{language} {screen} {what}")));
        }
        Ok(())
    };
    tour::outside(&phone, &mut look).await?;
    tour::inside(&phone, language, &mut look).await?;
    match found.is_empty() {
        true => Ok(()),
        false => Err(format!("{} faults:\n{}", found.len(), found.join("\n")).into()),
    }
}

/// After a save the words stand in the view, wherever the page was scrolled to, and are said once.
pub async fn what_was_done_is_said_where_the_eye_is(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    phone.open(&hub.url()).await?;
    phone.taps("English").await?;
    phone.taps("Try it").await?;
    phone.sees("Food parcels, San Lorenzo").await?;
    let [small, .., usual, _] = PHONES;
    for size in [small, usual] {
        axe::resize(&phone, size.width, size.height).await?;
        // A step, from the dock.
        tour::goes(&phone, &format!("/guide/{}", STEP[usize::from(size.height > 640)])).await?;
        phone.script("for (const box of document.querySelectorAll('.tick-input')) if (!box.checked) box.click()", vec![]).await?;
        tour::calm(&phone).await?;
        phone.taps("Step done").await?;
        is_said_in_view(&phone, "Done.").await?;
        // A plan, from the end of a long form.
        tour::goes(&phone, "/desk/activities").await?;
        phone.taps("Plan an activity").await?;
        phone.types("Title", "Evening round").await?;
        phone.types("Place", "San Lorenzo").await?;
        phone
            .script("document.querySelector('.desk-page [type=checkbox]').click()", vec![])
            .await?;
        phone.taps("Save the plan").await?;
        is_said_in_view(&phone, "Evening round").await?;
        phone.taps("Undo").await?;
        is_said_in_view(&phone, "Undone").await?;
    }
    Ok(())
}

/// Two steps of the day's guide, one for each phone.
const STEP: [&str; 2] = ["g1-05.last", "g1-05.count"];

async fn is_said_in_view(phone: &Phone, words: &str) -> Result<(), Failure> {
    phone
        .waits(&format!("say “{words}” in the view, once"), async || {
            Ok(phone.script(SAID, vec![json!(words)]).await? == true)
        })
        .await
}

const SAID: &str = "
    const live = [...document.querySelectorAll('[role=status], [role=alert]')].filter(e => e.innerText.includes(arguments[0]));
    if (live.length !== 1) return false;
    const box = live[0].getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;";
