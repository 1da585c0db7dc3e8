//! The story *two phones, a desk, one hub, one day*: join, gate, import of 500 households, 40
//! hand-outs of which 6 are made offline on both phones (one household on both: shown as a
//! clash, both kept), feedback in Arabic, a stock difference of two, closing, export. The same
//! records reach the example webhook, which is away for a while and whose answers get lost, each
//! once. In every engine.

mod exports;

use std::collections::BTreeSet;

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::team::{self, THANKS};
use passamano_e2e::webhook::{SECRET, TestWebhook};
use passamano_e2e::{Engine, Failure};

const HOUSEHOLDS: usize = 500;
const HAND_OUTS: usize = 40;
/// Answers of the webhook that get lost: the records arrived, and the phone sends them again.
const LOST_ANSWERS: u32 = 3;

pub async fn two_phones_a_desk_one_hub_one_day(engine: Engine) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let mut hook = TestWebhook::start().await?;
    let codes = team::codes(HOUSEHOLDS);

    let desk = team::found_and_plan(engine, &hub.url(), &team::list(&codes)?).await?;
    team::adds_webhook(&desk, &hook).await?;
    let (link, invitation) = team::invites(&desk).await?;
    let space = invitation.grant.space;

    let amina = team::joined(engine, "Amina", &link).await?;
    let marco = team::joined(engine, "Marco", &link).await?;

    team::pass_the_gate(&desk, &hub.url()).await?;
    team::hear_of_it(&[&amina, &marco], &hub.url()).await?;
    counts(&amina, 60, None).await?;

    // With signal: 34 hand-outs on one phone. The first one is a clash that never happens: the
    // other phone knows of it and says so.
    hook.loses_answers(LOST_ANSWERS);
    team::hands_out(&amina, &hub.url(), &codes[..HAND_OUTS - 6]).await?;
    marco.open(&format!("{}/handout/card/{}", hub.url(), codes[0])).await?;
    marco.sees("Already served").await?;
    marco.sees("By Amina's phone").await?;

    // Without signal: three each, one household on both.
    amina.open(&hub.url()).await?;
    marco.open(&hub.url()).await?;
    marco.sees("34 households served").await?;
    hub.stop();
    hook.stop();
    let last = &codes[HAND_OUTS - 6..HAND_OUTS - 1];
    team::hands_out_inside(&amina, &[&last[0], &last[1], &last[2]]).await?;
    team::hands_out_inside(&marco, &[&last[2], &last[3], &last[4]]).await?;
    hub.resume()?;

    amina.taps("Today").await?;
    amina.sees("39 households served").await?;
    marco.taps("Today").await?;
    marco.sees("39 households served").await?;

    team::feedback_in_arabic(&marco).await?;
    // The webhook was away for longer than the hub.
    hook.resume().await?;
    // 60 parcels at opening, 40 given, 18 left.
    counts(&amina, 18, Some("2 fewer than there should be")).await?;
    closes(&amina).await?;

    desk.open(&format!("{}/desk/feedback", hub.url())).await?;
    desk.sees(THANKS).await?;
    desk.open(&format!("{}/desk", hub.url())).await?;
    desk.sees("Households served").await?;
    desk.sees("1 card served twice").await?;
    desk.sees(&last[2]).await?;
    let mut served: Vec<&String> = codes[..HAND_OUTS - 1].iter().collect();
    served.push(&last[2]);
    exports::of_the_desk(&desk, &served).await?;
    exports::of_the_closing(&amina, &hub.url()).await?;

    let mut wrote = Vec::new();
    for phone in [&desk, &amina, &marco] {
        wrote.push(team::sent_everything(phone, &hub.url(), 0).await?);
    }
    let all = wrote.iter().sum::<u64>() as usize;
    let records: BTreeSet<_> = hub.records(space)?.into_iter().collect();
    assert_eq!((records.len(), hub.records(space)?.len()), (all, all), "each is at the hub once");
    the_webhook_has_the_same(&hook, &wrote)
}

/// The receiver holds what the phones wrote, each record once; of what is not for it, only the
/// sealed form.
fn the_webhook_has_the_same(hook: &TestWebhook, wrote: &[u64]) -> Result<(), Failure> {
    hook.holds_each_once(wrote)?;
    assert_eq!(hook.answers_to_lose(), 0, "answers got lost, so some records were sent twice");
    let entries = hook.entries()?;
    let in_plain = |kind| entries.iter().filter(|e| e.kind.as_deref() == Some(kind)).count();
    assert_eq!(in_plain("handed_over"), HAND_OUTS);
    // Two counts, and the reason of what the second did not find.
    assert_eq!(in_plain("stock_counted"), 3);
    assert_eq!(in_plain("feedback_given") + in_plain("settings_published"), 0);
    let text = hook.text()?;
    assert!(!text.contains(THANKS) && !text.contains(SECRET), "what is sealed stays sealed");
    Ok(())
}

/// Two people count the food parcels; `finds` is on the screen once it is saved, not before.
async fn counts(phone: &Phone, counted: u32, finds: Option<&str>) -> Result<(), Failure> {
    phone.taps("Stock").await?;
    phone.taps("Dry food").await?;
    phone.types("You counted", &counted.to_string()).await?;
    phone.chooses("Who counted with you", "Marco").await?;
    if let Some(words) = finds {
        phone.no_longer_sees(words).await?;
    }
    phone.taps(&format!("Confirm {counted}")).await?;
    if let Some(words) = finds {
        phone.sees(words).await?;
        phone.chooses("Why, if you know", "It cannot be found").await?;
        phone.taps("Save the reason").await?;
    }
    phone.sees("The rest of the catalog").await?;
    phone.taps("Today").await?;
    phone.sees("Hand out").await
}

async fn closes(phone: &Phone) -> Result<(), Failure> {
    phone.taps("Close the day").await?;
    phone.sees("The day in numbers").await?;
    phone.sees("39").await?;
    team::closes_the_day(phone).await
}
