//! Invitations that are cut off, from another version, over, or no invitation at all; and one to
//! a team that the phone is in.

use passamano_core::space::{Founding, Role};
use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, now_ms, team};
use serde_json::Value;

use super::{LANGUAGES, holds, pastes, saves_remark, says, sentence, speaks};

/// A link that is valid for so many days from now.
fn invitation(url: &str, days: i64) -> Result<String, Failure> {
    let founding = Founding::new(&[5; 112]);
    let ends = now_ms()? + days * 86_400_000;
    let grant = founding.grant(Role::Volunteer, [1; 16], ends, 1);
    Ok(format!("{url}/{}", founding.invite("Casa Rossa", None, grant).to_fragment()))
}

pub async fn a_link_that_is_no_good_says_why_in_every_language(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    let good = invitation(&hub.url(), 1)?;
    // The version is the first byte, which is the first letter and a half: 1 is `AQ`, 2 is `Ag`.
    let later = good.replace("/join/AQ", "/join/Ag");
    for language in LANGUAGES {
        speaks(&phone, &format!("{}/join", hub.url()), language).await?;
        let field = sentence(language, "join.link")?;
        for (link, key) in [
            (&good[..good.len() - 9], "join.bad_damaged"),
            (&later, "join.bad_later"),
            (&invitation(&hub.url(), -1)?, "join.bad_expired"),
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

pub async fn a_broken_link_that_is_opened_says_why_and_leaves_the_address(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    let good = invitation(&hub.url(), 1)?;
    speaks(&phone, &hub.url(), "ar").await?;
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

pub async fn a_new_link_of_the_same_team_renews_the_access_of_a_phone(
    engine: Engine,
) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let (desk, recovery) = team::found(engine, &hub.url()).await?;
    let recovery: Value = serde_json::from_slice(&recovery.bytes)?;
    let founding: Founding = serde_json::from_value(recovery["founding"].clone())?;
    let (_, made) = team::invites(&desk).await?;
    let tomorrow = now_ms()? + 86_400_000;
    let link = |code: u8, role: Role| {
        // One device may use it.
        let grant = founding.grant(role, [code; 16], tomorrow, 1);
        let invitation = founding.invite("Casa Rossa", made.hub.clone(), grant);
        format!("{}/{}", hub.url(), invitation.to_fragment())
    };
    let (first, second, other) =
        (link(1, Role::Volunteer), link(2, Role::Volunteer), link(3, Role::FocalPoint));
    let phone = Phone::new(engine, "Amina").await?;
    team::join(&phone, &first).await?;
    holds(&phone, &hub, "0").await?;

    // The hub forgets everything, and somebody else has used the link before the phone comes back.
    phone.open("about:blank").await?;
    hub.forget()?;
    desk.open(&format!("{}/sent", hub.url())).await?;
    says(&desk, "en", "link.good").await?;
    let marco = Phone::new(engine, "Marco").await?;
    team::join(&marco, &first).await?;
    holds(&marco, &hub, "0").await?;
    phone.open(&hub.url()).await?;
    saves_remark(&phone, "before the new link").await?;
    phone.open(&format!("{}/sent", hub.url())).await?;
    says(&phone, "en", "link.not_enrolled").await?;

    // A link for another role is none for this person.
    phone.open(&other).await?;
    says(&phone, "en", "join.already").await?;
    phone.open(&second).await?;
    says(&phone, "en", "join.same_words").await?;
    phone.taps(&sentence("en", "join.renew")?).await?;
    says(&phone, "en", "join.renewed").await?;
    holds(&phone, &hub, "0").await?;
    desk.open(&format!("{}/desk/feedback", hub.url())).await?;
    desk.sees("before the new link").await
}
