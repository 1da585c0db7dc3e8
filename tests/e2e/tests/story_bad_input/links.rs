//! Invitations that are cut off, from another version, over, or no invitation at all; and one to
//! a team that the phone is in.

use std::time::{SystemTime, UNIX_EPOCH};

use passamano_core::space::{Founding, Invitation, Role};
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};
use serde_json::Value;

use super::place::{Place, holds, invites, joins};
use super::{LANGUAGES, pastes, says, sentence, speaks, writes_remark};

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

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_of_the_same_team_renews_the_access_of_a_phone() -> Result<(), Failure> {
    let mut place = Place::start()?;
    let desk = Phone::new(Engine::Chromium, "the desk").await?;
    let founding = founds_and_saves(&desk, &place).await?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
    let made = Invitation::parse(&invites(&desk, &place).await?, now);
    let hub = made.map_err(|problem| format!("{problem:?}"))?.hub;
    let link = |code: u8, role: Role| {
        // One device may use it.
        let grant = founding.grant(role, [code; 16], now + 86_400_000, 1);
        let invitation = founding.invite("Casa Rossa", hub.clone(), grant);
        format!("{}/{}", place.url(), invitation.to_fragment())
    };
    let (first, second, other) =
        (link(1, Role::Volunteer), link(2, Role::Volunteer), link(3, Role::FocalPoint));
    let phone = Phone::new(Engine::Chromium, "Amina").await?;
    joins(&phone, &first).await?;
    holds(&phone, &place, "0").await?;

    // The hub forgets everything, and somebody else has used the link before the phone comes back.
    phone.open("about:blank").await?;
    place.forget()?;
    desk.open(&format!("{}/sent", place.url())).await?;
    says(&desk, "en", "link.good").await?;
    let marco = Phone::new(Engine::Chromium, "Marco").await?;
    joins(&marco, &first).await?;
    holds(&marco, &place, "0").await?;
    phone.open(&place.url()).await?;
    writes_remark(&phone, "before the new link").await?;
    phone.taps("Save").await?;
    says(&phone, "en", "remark.saved").await?;
    phone.open(&format!("{}/sent", place.url())).await?;
    says(&phone, "en", "link.not_enrolled").await?;

    // A link for another role is none for this person.
    phone.open(&other).await?;
    says(&phone, "en", "join.already").await?;
    phone.open(&second).await?;
    says(&phone, "en", "join.same_words").await?;
    phone.taps(&sentence("en", "join.renew")?).await?;
    says(&phone, "en", "join.renewed").await?;
    holds(&phone, &place, "0").await?;
    desk.open(&format!("{}/desk/feedback", place.url())).await?;
    desk.sees("before the new link").await
}

/// Starts a team and gives what its recovery file holds.
async fn founds_and_saves(desk: &Phone, place: &Place) -> Result<Founding, Failure> {
    speaks(desk, &place.url(), "en").await?;
    desk.taps("Start a team").await?;
    desk.types("Name of the organisation or project", "Casa Rossa").await?;
    desk.types("What the team calls you", "Rosa").await?;
    desk.taps("Start the team").await?;
    desk.taps("Save the recovery file").await?;
    let file: Value = serde_json::from_slice(&desk.takes_file().await?.bytes)?;
    desk.taps("Go to the desk").await?;
    desk.sees("Today's desk").await?;
    Ok(serde_json::from_value(file["founding"].clone())?)
}
