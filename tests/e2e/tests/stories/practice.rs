//! Practice, from the first tap to the closed day and away with it: a newcomer learns everything
//! without a card, a printer or a team, and no call is made.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::tour::goes;
use passamano_e2e::{Engine, Failure, team};
use serde_json::json;

pub async fn from_the_first_tap_to_the_closed_day(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the newcomer").await?;
    phone.open(&hub.url()).await?;
    phone.taps("English").await?;
    phone.taps("Try it").await?;
    phone.sees("Food parcels, San Lorenzo").await?;
    phone.sees("0 households served of 12").await?;

    phone.taps("Practise go or no-go").await?;
    phone.sees("You cannot open yet").await?;
    goes(&phone, "/").await?;
    phone.taps("Back to the open day").await?;
    phone.sees("Food parcels, San Lorenzo").await?;
    goes(&phone, "/gate").await?;
    phone.sees("It is open").await?;
    // It does not say one thing and show another.
    phone.no_longer_sees("must-check").await?;

    hands_out_from_the_strip(&phone).await?;
    nobody_is_called(&phone).await?;
    the_team_has_a_yesterday(&phone).await?;

    goes(&phone, "/close").await?;
    team::closes_the_day(&phone).await?;
    phone.taps("Next: ").await?;
    goes(&phone, "/gate").await?;
    team::pass_the_gate_inside(&phone).await?;

    phone.taps("Throw the sample away").await?;
    phone.sees("Everything in it was made up").await?;
    phone.taps("Yes, throw it away").await?;
    phone.sees("From hand to hand").await?;
    phone.sees("Try it").await
}

/// Two of twelve cards, each a tap as if it were scanned.
async fn hands_out_from_the_strip(phone: &Phone) -> Result<(), Failure> {
    goes(phone, "/handout").await?;
    phone.sees("tap one as if you scanned it").await?;
    let cards = "return document.querySelectorAll('.card-strip button').length";
    assert_eq!(phone.script(cards, vec![]).await?, json!(12));
    for place in [0, 7] {
        goes(phone, "/handout").await?;
        phone.sees("tap one as if you scanned it").await?;
        let tap = "document.querySelectorAll('.card-strip button')[arguments[0]].click()";
        phone.script(tap, vec![json!(place)]).await?;
        phone.sees("Due today").await?;
        phone.taps("Give").await?;
        phone.sees("Saved on this phone").await?;
    }
    goes(phone, "/").await?;
    phone.sees("2 households served of 12").await
}

/// Every way to call says that it does not, and none is a telephone's.
async fn nobody_is_called(phone: &Phone) -> Result<(), Failure> {
    for path in ["/happened", "/more"] {
        goes(phone, path).await?;
        let calls = "return document.querySelectorAll('a[href^=\"tel:\"]').length";
        assert_eq!(phone.script(calls, vec![]).await?, json!(0), "{path}");
    }
    goes(phone, "/happened").await?;
    phone.sees("Practice: this does not call. In a real team it calls 112.").await
}

/// Served, closed, counted with two too few, answered in part; and a phone that says nothing.
async fn the_team_has_a_yesterday(phone: &Phone) -> Result<(), Failure> {
    goes(phone, "/desk/feedback").await?;
    phone.sees("The wait was long and there was no shade.").await?;
    phone.sees("Could we come in the evening?").await?;
    goes(phone, "/desk/reports").await?;
    phone.sees("Write the time of closing at the entrance.").await?;
    phone.sees("A second table for people who cannot queue.").await?;
    goes(phone, "/desk").await?;
    phone.sees("Table 2").await?;
    phone.sees("Storeroom").await?;
    goes(phone, "/activities").await?;
    phone.sees("Parcels that need no cooking, San Lorenzo").await?;
    phone.script(CHOOSE_YESTERDAY, vec![]).await?;
    phone.sees("Closed on ").await?;
    phone.sees("9 households served of 12").await?;
    goes(phone, "/close").await?;
    phone.sees("2 fewer than there should be").await?;
    goes(phone, "/").await?;
    phone.taps("Back to the open day").await?;
    phone.sees("2 households served of 12").await
}

const CHOOSE_YESTERDAY: &str = "
    const card = [...document.querySelectorAll('main section, main article, main .card')]
        .find(card => card.textContent.includes('no cooking') && card.querySelector('button'));
    card.querySelector('button').click();";
