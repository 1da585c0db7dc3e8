//! A hub that is away, is hidden behind a login page, or forgets what it held.

use passamano_e2e::kept::Kept;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};

use super::place::{Place, founds, holds, invites, joins};
use super::{says, sentence, speaks, writes_remark};

#[tokio::test(flavor = "multi_thread")]
async fn away_or_behind_a_login_page_the_hub_gets_everything_later() -> Result<(), Failure> {
    let mut place = Place::start()?;
    let desk = founds(&place).await?;
    let link = invites(&desk, &place).await?;
    let phone = Phone::new(Engine::Chromium, "Amina").await?;
    joins(&phone, &link).await?;
    holds(&phone, &place, "0").await?;
    is_kept(&phone).await?;

    place.stop();
    // A remark is two records: what was said, sealed, and a mark for the day's count.
    saves(&phone, &place, "while it was away").await?;
    holds(&phone, &place, "2").await?;
    says(&phone, "en", "link.network").await?;
    speaks(&phone, &format!("{}/sent", place.url()), "ar").await?;
    says(&phone, "ar", "link.network.words").await?;

    let portal = place.portal()?;
    speaks(&phone, &format!("{}/sent", place.url()), "it").await?;
    says(&phone, "it", "link.login_page").await?;
    speaks(&phone, &place.url(), "en").await?;
    saves(&phone, &place, "behind the login page").await?;
    holds(&phone, &place, "4").await?;
    says(&phone, "en", "link.login_page").await?;

    drop(portal);
    place.resume()?;
    holds(&phone, &place, "0").await?;
    says(&phone, "en", "link.good").await?;
    desk.open(&format!("{}/desk/feedback", place.url())).await?;
    desk.sees("while it was away").await?;
    desk.sees("behind the login page").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_forgot_gets_every_record_again() -> Result<(), Failure> {
    let mut place = Place::start()?;
    let desk = founds(&place).await?;
    let link = invites(&desk, &place).await?;
    let phone = Phone::new(Engine::Chromium, "Amina").await?;
    joins(&phone, &link).await?;
    is_kept(&phone).await?;
    saves(&phone, &place, "before it forgot").await?;
    holds(&phone, &place, "0").await?;
    holds(&desk, &place, "0").await?;

    // Whoever looks at the app is told at once, and finds on *Sent and unsent* what it means.
    phone.open(&place.url()).await?;
    phone.sees("Your own remark").await?;
    speaks(&desk, &format!("{}/sent", place.url()), "ar").await?;
    says(&desk, "ar", "link.good").await?;
    place.forget()?;
    says(&phone, "en", "link.forgot").await?;
    phone.taps("Close").await?;
    phone.no_longer_sees(&sentence("en", "link.forgot")?).await?;
    says(&desk, "ar", "link.forgot.words").await?;
    says(&desk, "ar", "link.good").await?;
    speaks(&desk, &format!("{}/sent", place.url()), "en").await?;
    says(&desk, "en", "link.good").await?;
    desk.no_longer_sees(&sentence("en", "link.forgot")?).await?;
    holds(&phone, &place, "0").await?;
    // Who comes now gets from the hub what the two sent again: settings, both who joined.
    let marco = Phone::new(Engine::Chromium, "Marco").await?;
    joins(&marco, &invites(&desk, &place).await?).await?;
    marco
        .waits("get what the others sent again", async || {
            Ok(Kept::on(&marco, "passamano").await?.envelopes >= 4)
        })
        .await?;
    holds(&phone, &place, "0").await?;
    desk.open(&format!("{}/desk/feedback", place.url())).await?;
    desk.sees("before it forgot").await
}

/// The app is on the phone: it opens without its server.
async fn is_kept(phone: &Phone) -> Result<(), Failure> {
    phone
        .waits("keep the app", async || {
            let kept = "return !!navigator.serviceWorker.controller";
            Ok(phone.script(kept, vec![]).await? == true)
        })
        .await
}

async fn saves(phone: &Phone, place: &Place, words: &str) -> Result<(), Failure> {
    phone.open(&place.url()).await?;
    writes_remark(phone, words).await?;
    phone.taps("Save").await?;
    says(phone, "en", "remark.saved").await
}
