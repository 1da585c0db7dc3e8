//! What bad input gets: broken and foreign links and codes, lists that are none, damaged parts of
//! the app, a clock in 2036, storage that is full, blocked or gone, a hub that is away, answers
//! HTML or forgets. Each gets a plain sentence in the person's language, and nothing that was
//! saved or typed is lost. Here is the stage; each kind of input has a file of its own.

pub mod clock;
pub mod codes;
pub mod hubs;
pub mod links;
pub mod lists;
pub mod packs;
mod place;
pub mod storage;
pub mod words;

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, root, team, tour};
use serde_json::{Value, json};

/// The languages of the app.
const LANGUAGES: [&str; 4] = ["it", "en", "fr", "ar"];

/// The sentence of a key in a language, up to its first place to fill in.
fn sentence(language: &str, key: &str) -> Result<String, Failure> {
    let file = std::fs::read(root().join(format!("public/i18n/{language}.json")))?;
    let texts: Value = serde_json::from_slice(&file)?;
    let text = &texts[key];
    let text = text.as_str().or(text["other"].as_str()).ok_or(format!("{key} is no text"))?;
    let parts = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    let longest = parts.max_by_key(|part| part.len()).unwrap_or_default();
    Ok(longest.trim().to_string())
}

/// Waits until the phone says the sentence of a key.
pub async fn says(phone: &Phone, language: &str, key: &str) -> Result<(), Failure> {
    phone.sees(&sentence(language, key)?).await
}

/// Opens the app in a language.
async fn speaks(phone: &Phone, url: &str, language: &str) -> Result<(), Failure> {
    phone.open(url).await?;
    // The app writes down the language that it starts in.
    phone
        .waits("see a screen", async || {
            Ok(phone.script("return !!document.querySelector('h1')", vec![]).await? == true)
        })
        .await?;
    tour::speaks(phone, url, language).await
}

/// Puts a long or unusual text into the field of a label, as pasting does.
async fn pastes(phone: &Phone, label: &str, text: &str) -> Result<(), Failure> {
    phone.sees(label).await?;
    let script = "const label = [...document.querySelectorAll('label')].find(l => l.innerText.trim().startsWith(arguments[0]));
         label.control.value = arguments[1];
         label.control.dispatchEvent(new Event('input', { bubbles: true }));";
    phone.script(script, vec![json!(label), json!(text)]).await?;
    Ok(())
}

/// Opens the sample team: a desk, a dozen households and a distribution that is open.
pub async fn tries_it(phone: &Phone, url: &str) -> Result<(), Failure> {
    speaks(phone, url, "en").await?;
    phone.taps("Try it").await?;
    // The team is there a moment before what is made up for it.
    says(phone, "en", "sample.activity").await
}

/// A coordinator starts a team and invites. Gives the desk and the link.
async fn founds_and_invites(engine: Engine, hub: &TestHub) -> Result<(Phone, String), Failure> {
    let (desk, _) = team::found(engine, &hub.url()).await?;
    let (link, _) = team::invites(&desk).await?;
    Ok((desk, link))
}

/// Waits until the phone's own count of records that are only on it is this.
async fn holds(phone: &Phone, hub: &TestHub, count: &str) -> Result<(), Failure> {
    phone.open(&format!("{}/sent", hub.url())).await?;
    team::holds(phone, count).await
}

/// The code of a card, from the desk's list of the sample team.
async fn card_of_the_list(desk: &Phone) -> Result<String, Failure> {
    desk.sees("12 households on the list").await?;
    let find = "return document.body.innerText.match(/[0-9A-Z]{2}-[0-9A-Z]{3}/)[0]";
    let code = desk.script(find, vec![]).await?;
    Ok(code.as_str().ok_or("a list has codes")?.to_string())
}

/// Writes a remark on a screen that leads to it, and saves it.
async fn saves_remark(phone: &Phone, words: &str) -> Result<(), Failure> {
    writes_remark(phone, words).await?;
    phone.taps("Save").await?;
    says(phone, "en", "remark.saved").await
}

/// Writes a remark, without saving it.
async fn writes_remark(phone: &Phone, words: &str) -> Result<(), Failure> {
    phone.taps("Your own remark").await?;
    phone.taps("I have an idea").await?;
    pastes(phone, "In your words", words).await
}
