//! A hub that is away, is hidden behind a login page, or forgets what it held.

use passamano_e2e::hub::TestHub;
use passamano_e2e::kept::Kept;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, team};

use super::place::Portal;
use super::{founds_and_invites, holds, saves_remark, says, sentence, speaks};

pub async fn away_or_behind_a_login_page_the_hub_gets_everything_later(
    engine: Engine,
) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let (desk, link) = founds_and_invites(engine, &hub).await?;
    let phone = Phone::new(engine, "Amina").await?;
    team::join(&phone, &link).await?;
    holds(&phone, &hub, "0").await?;
    phone.has_the_app().await?;

    hub.stop();
    // A remark is two records: what was said, sealed, and a mark for the day's count.
    saves(&phone, &hub, "while it was away").await?;
    holds(&phone, &hub, "2").await?;
    says(&phone, "en", "link.network").await?;
    speaks(&phone, &format!("{}/sent", hub.url()), "ar").await?;
    says(&phone, "ar", "link.network.words").await?;

    let portal = Portal::in_place_of(&mut hub)?;
    speaks(&phone, &format!("{}/sent", hub.url()), "it").await?;
    says(&phone, "it", "link.login_page").await?;
    speaks(&phone, &hub.url(), "en").await?;
    saves(&phone, &hub, "behind the login page").await?;
    holds(&phone, &hub, "4").await?;
    says(&phone, "en", "link.login_page").await?;

    drop(portal);
    hub.resume()?;
    holds(&phone, &hub, "0").await?;
    says(&phone, "en", "link.good").await?;
    desk.open(&format!("{}/desk/feedback", hub.url())).await?;
    desk.sees("while it was away").await?;
    desk.sees("behind the login page").await
}

pub async fn a_hub_that_forgot_gets_every_record_again(engine: Engine) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let (desk, link) = founds_and_invites(engine, &hub).await?;
    let phone = Phone::new(engine, "Amina").await?;
    team::join(&phone, &link).await?;
    phone.has_the_app().await?;
    saves(&phone, &hub, "before it forgot").await?;
    holds(&phone, &hub, "0").await?;
    holds(&desk, &hub, "0").await?;

    // Whoever looks at the app is told at once, and finds on *Sent and unsent* what it means.
    phone.open(&hub.url()).await?;
    phone.sees("Your own remark").await?;
    speaks(&desk, &format!("{}/sent", hub.url()), "ar").await?;
    says(&desk, "ar", "link.good").await?;
    hub.forget()?;
    says(&phone, "en", "link.forgot").await?;
    phone.taps("Close").await?;
    phone.no_longer_sees(&sentence("en", "link.forgot")?).await?;
    says(&desk, "ar", "link.forgot.words").await?;
    says(&desk, "ar", "link.good").await?;
    speaks(&desk, &format!("{}/sent", hub.url()), "en").await?;
    says(&desk, "en", "link.good").await?;
    desk.no_longer_sees(&sentence("en", "link.forgot")?).await?;
    holds(&phone, &hub, "0").await?;
    // Who comes now gets from the hub what the two sent again: settings, both who joined.
    let marco = Phone::new(engine, "Marco").await?;
    desk.open(&format!("{}/desk", hub.url())).await?;
    let (link, _) = team::invites(&desk).await?;
    team::join(&marco, &link).await?;
    marco
        .waits("get what the others sent again", async || {
            Ok(Kept::on(&marco, "passamano").await?.envelopes >= 4)
        })
        .await?;
    holds(&phone, &hub, "0").await?;
    desk.open(&format!("{}/desk/feedback", hub.url())).await?;
    desk.sees("before it forgot").await
}

pub async fn a_hub_that_has_its_team_tells_a_stranger_so(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let (desk, _) = team::found(engine, &hub.url()).await?;
    let (stranger, _) = team::found(engine, &hub.url()).await?;
    for language in ["en", "ar"] {
        speaks(&stranger, &format!("{}/sent", hub.url()), language).await?;
        says(&stranger, language, "link.hub_closed").await?;
        says(&stranger, language, "link.hub_closed.words").await?;
    }
    // What the stranger wrote is kept, and the hub is still its team's.
    stranger.no_longer_sees(&sentence("ar", "link.not_enrolled")?).await?;
    holds(&desk, &hub, "0").await
}

async fn saves(phone: &Phone, hub: &TestHub, words: &str) -> Result<(), Failure> {
    phone.open(&hub.url()).await?;
    saves_remark(phone, words).await
}
