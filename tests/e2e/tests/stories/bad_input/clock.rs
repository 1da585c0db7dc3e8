//! A phone whose clock says 2036.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, cdp, team};

use super::{
    card_of_the_list, founds_and_invites, holds, pastes, saves_remark, says, sentence, speaks,
    tries_it,
};

pub async fn a_link_that_is_over_by_a_wrong_clock_says_which_day_the_phone_has(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let (_desk, link) = founds_and_invites(engine, &hub).await?;
    let phone = Phone::new(engine, "Amina").await?;
    cdp::before_each_page(phone.browser()?, CLOCK).await?;
    phone.open(&hub.url()).await?;
    is_2036(&phone, true).await?;
    for language in ["en", "ar"] {
        speaks(&phone, &format!("{}/join", hub.url()), language).await?;
        pastes(&phone, &sentence(language, "join.link")?, &link).await?;
        says(&phone, language, "join.bad_expired").await?;
        phone.sees("20/07/2036").await?;
    }
    is_2036(&phone, false).await?;
    speaks(&phone, &hub.url(), "en").await?;
    team::join(&phone, &link).await
}

pub async fn what_is_saved_in_2036_is_kept_and_the_date_is_asked_about(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    cdp::before_each_page(phone.browser()?, CLOCK).await?;
    tries_it(&phone, &hub.url()).await?;
    phone.open(&format!("{}/handout", hub.url())).await?;
    phone.sees("Households served: 0").await?;
    phone.no_longer_sees(&sentence("en", "handout.wrong_clock")?).await?;
    is_2036(&phone, true).await?;
    speaks(&phone, &format!("{}/handout", hub.url()), "it").await?;
    says(&phone, "it", "handout.wrong_clock").await?;
    phone.sees("20/07/2036").await?;
    speaks(&phone, &format!("{}/desk/households", hub.url()), "en").await?;
    let code = card_of_the_list(&phone).await?;
    phone.open(&format!("{}/handout/card/{code}", hub.url())).await?;
    phone.sees("Due today").await?;
    phone.taps("Give").await?;
    says(&phone, "en", "saved.here").await?;
    is_2036(&phone, false).await?;
    phone.open(&format!("{}/handout/card/{code}", hub.url())).await?;
    phone.sees("Already served").await
}

pub async fn a_phone_in_2036_sends_and_does_not_hurt_the_others(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let (desk, link) = founds_and_invites(engine, &hub).await?;
    let phone = Phone::new(engine, "Amina").await?;
    cdp::before_each_page(phone.browser()?, CLOCK).await?;
    team::join(&phone, &link).await?;
    is_2036(&phone, true).await?;
    phone.open(&hub.url()).await?;
    saves_remark(&phone, "from 2036").await?;
    holds(&phone, &hub, "0").await?;
    desk.open(&format!("{}/desk/feedback", hub.url())).await?;
    desk.sees("from 2036").await?;
    desk.open(&hub.url()).await?;
    saves_remark(&desk, "from today").await?;
    desk.open(&format!("{}/desk/feedback", hub.url())).await?;
    desk.sees("from today").await?;
    desk.sees("from 2036").await
}

async fn is_2036(phone: &Phone, yes: bool) -> Result<(), Failure> {
    let script = match yes {
        true => "localStorage.setItem('story.2036', 1)",
        false => "localStorage.removeItem('story.2036')",
    };
    phone.script(script, vec![]).await?;
    Ok(())
}

/// It is the 20th of July 2036, as long as the story says so.
const CLOCK: &str = "
    if (localStorage.getItem('story.2036')) {
        const Real = Date, ahead = new Real(2036, 6, 20, 12).getTime() - Real.now();
        window.Date = class extends Real {
            constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + ahead); }
            static now() { return Real.now() + ahead; }
        };
    }";
