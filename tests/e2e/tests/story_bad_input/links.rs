//! Invitations that are cut off, from another version, over, or no invitation at all.

use std::time::{SystemTime, UNIX_EPOCH};

use passamano_core::space::{Founding, Role};
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};

use super::place::Place;
use super::{LANGUAGES, pastes, says, sentence, speaks};

/// A link that is valid for so many days from now.
fn invitation(url: &str, days: i64) -> Result<String, Failure> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
    let founding = Founding::new(&[5; 112]);
    let grant = founding.grant(Role::Volunteer, [1; 16], now + days * 86_400_000, 1);
    Ok(format!("{url}/{}", founding.invite("Casa Rossa", None, grant).to_fragment()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_no_good_says_why_in_every_language() -> Result<(), Failure> {
    let place = Place::start()?;
    let phone = Phone::new(Engine::Chromium, "Amina").await?;
    let good = invitation(&place.url(), 1)?;
    // The version is the first byte, which is the first letter and a half: 1 is `AQ`, 2 is `Ag`.
    let later = good.replace("/join/AQ", "/join/Ag");
    for language in LANGUAGES {
        speaks(&phone, &format!("{}/join", place.url()), language).await?;
        let field = sentence(language, "join.link")?;
        for (link, key) in [
            (&good[..good.len() - 9], "join.bad_damaged"),
            (&later, "join.bad_later"),
            (&invitation(&place.url(), -1)?, "join.bad_expired"),
            ("https://example.org/menu?table=4", "join.bad_foreign"),
            ("WIFI:T:WPA;S:Ospiti;P:secret;;", "join.bad_foreign"),
            ("\u{1f389} 你好", "join.bad_foreign"),
        ] {
            pastes(&phone, &field, link).await?;
            says(&phone, language, key).await?;
            assert_eq!(phone.value(&field).await?, link, "what was pasted stays");
        }
        // As it arrives in a chat: with words around it.
        let message = format!("Ciao! {good} \u{1f44b} Rosa");
        pastes(&phone, &field, &message).await?;
        phone.sees("Casa Rossa").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_link_that_is_opened_says_why_and_leaves_the_address() -> Result<(), Failure> {
    let place = Place::start()?;
    let phone = Phone::new(Engine::Chromium, "Amina").await?;
    let good = invitation(&place.url(), 1)?;
    speaks(&phone, &place.url(), "ar").await?;
    phone.open(&good[..good.len() - 9]).await?;
    says(&phone, "ar", "join.bad_damaged").await?;
    let address = phone.browser()?.current_url().await?;
    assert_eq!(address.fragment(), None, "a secret must not stay in the address");
    // The name that was typed outlives a wrong link between two good ones.
    let (field, name) = (sentence("ar", "join.link")?, sentence("ar", "join.name")?);
    pastes(&phone, &field, &good).await?;
    pastes(&phone, &name, "أمينة").await?;
    phone.taps(&sentence("ar", "join.other_link")?).await?;
    pastes(&phone, &field, "https://example.org").await?;
    says(&phone, "ar", "join.bad_foreign").await?;
    pastes(&phone, &field, &good).await?;
    phone.sees("Casa Rossa").await?;
    assert_eq!(phone.value(&name).await?, "أمينة");
    Ok(())
}
