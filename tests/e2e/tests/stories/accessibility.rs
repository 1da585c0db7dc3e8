//! Every screen, in every language and theme: axe finds nothing, nothing scrolls sideways on a
//! small phone or with text twice as large, no text is missing, and a screen reader gets the
//! tree that is kept in `aria/` (`UPDATE_ARIA=1` keeps the new one; read the difference).
//!
//! A machine finds only part of what shuts people out: there is no real screen reader here, no
//! sun, no gloves and nobody who reads Arabic from childhood.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, axe, tour};
use serde_json::json;

const THEMES: [&str; 3] = ["light", "dark", "sun"];
/// A phone of today, so high that the dock covers nothing: a screen can scroll, axe does not.
const TALL: (u32, u32) = (390, 11_000);
const PHONE: (u32, u32) = (390, 844);
const SMALL: (u32, u32) = (320, 640);
/// With the widths: words are longest in Italian. And with the trees.
pub async fn every_screen_in_italian(engine: Engine) -> Result<(), Failure> {
    every_screen(engine, "it", true).await
}

/// What most stories read.
pub async fn every_screen_in_english(engine: Engine) -> Result<(), Failure> {
    every_screen(engine, "en", false).await
}

/// The language with the most signs above and below its letters.
pub async fn every_screen_in_french(engine: Engine) -> Result<(), Failure> {
    every_screen(engine, "fr", false).await
}

/// With the widths: it goes the other way.
pub async fn every_screen_in_arabic(engine: Engine) -> Result<(), Failure> {
    every_screen(engine, "ar", true).await
}

async fn every_screen(engine: Engine, language: &str, widths: bool) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = tour::still(engine, &hub.url()).await?;
    speaks(&phone, &hub, language).await?;
    let mut found = Vec::new();
    let mut look = async |screen: &'static str| {
        let seen = looks(&phone, language, widths, screen).await?;
        found.extend(seen.into_iter().map(|what| format!("{language} {screen}: {what}")));
        Ok(())
    };
    tour::outside(&phone, &mut look).await?;
    tour::inside(&phone, language, &mut look).await?;
    match found.is_empty() {
        true => Ok(()),
        false => Err(format!("{} faults:\n{}", found.len(), found.join("\n")).into()),
    }
}

/// Opens the app anew in a language, ready to be looked at.
async fn speaks(phone: &Phone, hub: &TestHub, language: &str) -> Result<(), Failure> {
    tour::speaks(phone, &hub.url(), language).await?;
    tour::calm(phone).await?;
    axe::load(phone).await
}

/// Everything that is wrong with the screen that is shown.
async fn looks(
    phone: &Phone,
    language: &str,
    widths: bool,
    screen: &str,
) -> Result<Vec<String>, Failure> {
    axe::resize(phone, TALL.0, TALL.1).await?;
    let mut wrong = axe::violations(phone, &THEMES).await?;
    let plain = phone.script(PLAIN_FAULTS, vec![]).await?;
    wrong.extend(serde_json::from_value::<Vec<String>>(plain)?);
    if widths {
        axe::resize(phone, SMALL.0, SMALL.1).await?;
        wrong.extend(
            axe::sideways(phone).await?.map(|what| format!("sideways at {} px: {what}", SMALL.0)),
        );
        axe::resize(phone, TALL.0, TALL.1).await?;
        phone.script(TEXT_SIZE, vec![json!("200%")]).await?;
        wrong.extend(
            axe::sideways(phone).await?.map(|what| format!("sideways with large text: {what}")),
        );
        let large = axe::violations(phone, &THEMES[..1]).await?;
        wrong.extend(large.into_iter().map(|what| format!("with large text, {what}")));
        phone.script(TEXT_SIZE, vec![json!("")]).await?;
    }
    if language == "it" {
        axe::resize(phone, PHONE.0, PHONE.1).await?;
        let tree = axe::tree(phone).await?;
        wrong.extend(axe::compare(screen, &tree)?);
    }
    Ok(wrong)
}

/// As the app does when the person's text is large.
const TEXT_SIZE: &str = "
    document.documentElement.style.fontSize = arguments[0];
    document.documentElement.toggleAttribute('data-large-text', arguments[0] !== '');";

/// One heading of the first rank, a title that names the screen, and no key where a text should be.
const PLAIN_FAULTS: &str = "
    const wrong = [];
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) wrong.push(`${headings} headings of the first rank`);
    // A recipient reads questions, and the window says only what they are for.
    const [name] = document.title.split(' · ');
    const named = location.pathname === '/feedback' || document.querySelector('h1').textContent.includes(name);
    if (!named) wrong.push(`the window is named ${name}`);
    const keys = document.body.innerText.match(/(^|\\s)[a-z_]+(\\.[a-z_0-9]+)+(?=\\s|$)/g) || [];
    const missing = keys.map(key => key.trim()).filter(key => !/^(it|records)\\./.test(key));
    if (missing.length) wrong.push(`texts are missing: ${missing.join(' ')}`);
    return wrong;";
