//! The whole day of a focal point, who may open, with the hub stopped from the first second after
//! joining: languages, guide, gate, handing out, listening, stock, what happened, closing. Then the
//! hub comes back, has everything, and the desk reads what was for it alone.

use passamano_e2e::phone::Phone;
use passamano_e2e::tour::goes;
use passamano_e2e::{Engine, Failure, team};
use thirtyfour::Key;

use super::cast::{Team, WITHOUT_CONSENT, opens_cold};
use super::day_words::{lies_in_clear, speaks_every_language};

/// What a recipient confides, and nobody but the desk may read.
const CONFIDED: &str = "حدث لي شيء وأخاف أن أقوله هنا";
const REMARK: &str = "The queue needs a second table";
const INCIDENT: &str = "Two people pushed at 10:40, nobody was hurt";
const REFERRAL: &str = "Needs help with a paper";

/// The day, and the evening after it.
pub async fn a_whole_day_without_signal(engine: Engine) -> Result<(), Failure> {
    let mut team = Team::start(engine).await?;
    let mut amina = team.joined_by("Amina", "Protection focal point").await?;
    team.stop()?;
    let url = team.hub.url();

    opens_cold(&mut amina, &url).await?;
    amina.sees("0 households served of 20").await?;
    speaks_every_language(&amina).await?;
    follows_the_guide(&amina).await?;
    goes(&amina, "/gate").await?;
    team::pass_the_gate_inside(&amina).await?;
    counts(&amina, 60).await?;
    moves(&amina, "It came in", 10).await?;
    moves(&amina, "It is damaged or past its date", 2).await?;
    hands_out(&mut amina, &url, &team.codes).await?;
    let code = listens(&amina).await?;
    tells_the_desk(&amina, &team.codes[0]).await?;
    // 60 at opening and 10 more, 2 damaged; 4 households, one of them twice, and 1 counted.
    counts(&amina, 62).await?;
    closes(&amina, &team.codes[0]).await?;
    knows_where_the_records_are(&amina, &code).await?;

    team.hub.resume()?;
    amina.taps("Test now").await?;
    received(&amina).await?;
    // The desk asked in vain all day, each time after a longer wait: somebody who expects the
    // evening's records does not wait for its next turn.
    goes(&team.desk, "/sent").await?;
    team.desk.taps("Test now").await?;
    the_desk_reads(&team.desk).await
}

/// The first guide of the pack, step by step.
async fn follows_the_guide(phone: &Phone) -> Result<(), Failure> {
    goes(phone, "/guide").await?;
    phone.taps("Open step 1").await?;
    for step in 1..=5 {
        phone.sees("Step done").await?;
        team::ticks_everything(phone).await?;
        phone.taps("Step done").await?;
        phone.sees("Next step").await?;
        if step < 5 {
            phone.taps("Next step").await?;
        }
    }
    Ok(())
}

/// Two people count the food parcels, and nothing is missing: that is said when it is counted.
async fn counts(phone: &Phone, there_should_be: u32) -> Result<(), Failure> {
    goes(phone, "/stock").await?;
    phone.taps("Dry food").await?;
    phone.sees("Who counted with you").await?;
    phone.types("You counted", &there_should_be.to_string()).await?;
    phone.chooses("Who counted with you", "Rosa").await?;
    phone.taps(&format!("Confirm {there_should_be}")).await?;
    phone.sees("Saved on this phone").await?;
    if phone.words().await?.contains("than there should be") {
        return Err(format!("{there_should_be} parcels are all of them").into());
    }
    Ok(())
}

async fn moves(phone: &Phone, why: &str, qty: u32) -> Result<(), Failure> {
    goes(phone, "/stock").await?;
    phone.taps("Dry food").await?;
    phone.taps("Something came or went").await?;
    phone.taps(why).await?;
    let field = phone.element("main input[aria-label='How many']").await?;
    field.send_keys(Key::Control + "a").await?;
    field.send_keys(qty.to_string()).await?;
    phone.types("Lot, if there is one", "L-20").await?;
    phone.taps("Save").await?;
    phone.no_longer_sees("What happened?").await
}

/// Everything that can be the case at the table.
async fn hands_out(phone: &mut Phone, url: &str, codes: &[String]) -> Result<(), Failure> {
    // With consent the card says why; without it only what to leave out.
    types_the_card(phone, &codes[0]).await?;
    phone.sees("Allergy: gluten.").await?;
    gives(phone).await?;
    types_the_card(phone, &codes[WITHOUT_CONSENT]).await?;
    phone.sees(": leave out").await?;
    if phone.words().await?.contains("gluten") {
        return Err("a household that did not agree is shown with its allergy".into());
    }
    gives(phone).await?;

    types_the_card(phone, &codes[0]).await?;
    phone.sees("Already served").await?;
    phone.sees("By this phone").await?;
    phone.taps("Give again, with a reason").await?;
    phone.taps("Part of it was missing").await?;
    gives(phone).await?;

    types_the_card(phone, &codes[2]).await?;
    gives(phone).await?;
    phone.taps("Undo this hand-over").await?;
    phone.sees("It stays written").await?;

    goes(phone, "/handout/walk-in").await?;
    phone.taps("One more: 18-59 years").await?;
    phone.taps("Make the card").await?;
    phone.sees("New code").await?;
    phone.taps("Hand out to this card").await?;
    gives(phone).await?;

    // A hand scanner or another app opens the card's address, and the app was not running.
    opens_cold(phone, &format!("{url}/handout/card/{}", codes[3])).await?;
    gives(phone).await?;

    goes(phone, "/tally").await?;
    for n in 1..=2 {
        phone.taps("Add 1").await?;
        phone.sees(&format!("Today: {} kits", 5 + n)).await?;
    }
    phone.taps("Undo: ").await?;
    phone.sees("Today: 6 kits").await?;

    goes(phone, "/").await?;
    phone.sees("4 households served of 20").await
}

async fn types_the_card(phone: &Phone, code: &str) -> Result<(), Failure> {
    goes(phone, "/handout").await?;
    phone.types("Or type the code on the card", &code.to_lowercase().replace('-', "")).await?;
    phone.taps("Find").await
}

async fn gives(phone: &Phone) -> Result<(), Failure> {
    phone.taps("Give").await?;
    phone.sees("Saved on this phone").await
}

/// A recipient confides something in Arabic. Gives the follow-up code.
async fn listens(phone: &Phone) -> Result<String, Failure> {
    goes(phone, "/feedback").await?;
    team::answers_in_arabic(phone).await?;
    phone.taps("أمر خطير أو خاص").await?;
    for number in ["112", "1522", "114"] {
        phone.sees(number).await?;
    }
    phone.taps("الكتابة إلى شخص مدرَّب فقط").await?;
    team::says_in_arabic(phone, CONFIDED).await?;
    let code = phone.element(".code-big-code [aria-hidden]").await?.text().await?;
    team::gives_the_phone_back(phone).await?;

    phone.browser()?.back().await?;
    for page in ["/", "/feedback", "/remark", "/answers", "/happened", "/sent", "/close"] {
        goes(phone, page).await?;
        if phone.words().await?.contains(CONFIDED) {
            return Err(format!("what was confided is shown again at {page}").into());
        }
    }
    match lies_in_clear(phone, CONFIDED).await? || !lies_in_clear(phone, &code).await? {
        true => Err("what was confided lies on the phone in clear, or was not looked for".into()),
        false => Ok(code),
    }
}

/// The volunteer's own remark, an incident and a referral.
async fn tells_the_desk(phone: &Phone, card: &str) -> Result<(), Failure> {
    goes(phone, "/remark").await?;
    phone.taps("I have an idea").await?;
    phone.types("In your words", REMARK).await?;
    saves(phone).await?;

    goes(phone, "/happened").await?;
    phone.taps("Incident or near miss").await?;
    phone.chooses("What happened?", "Crowd, queue, pushing").await?;
    phone.taps("Near miss: nothing happened").await?;
    phone.types("The facts", INCIDENT).await?;
    saves(phone).await?;

    goes(phone, "/").await?;
    goes(phone, "/happened").await?;
    phone.taps("Refer somebody to a service").await?;
    phone.tick("The person says yes").await?;
    phone.types("Code of the card", card).await?;
    phone.chooses("Which service is needed?", "Legal help").await?;
    phone.types("Why, in two lines", REFERRAL).await?;
    saves(phone).await?;
    for words in [REMARK, INCIDENT, REFERRAL] {
        if phone.words().await?.contains(words) || lies_in_clear(phone, words).await? {
            return Err(format!("“{words}” stays readable on the phone").into());
        }
    }
    Ok(())
}

async fn saves(phone: &Phone) -> Result<(), Failure> {
    phone.taps("Save").await?;
    phone.sees("Saved on this phone").await
}

/// The day in numbers is shared, exported, and closed. The phone's list of apps to share with is
/// played by a script: no engine here has one.
async fn closes(phone: &Phone, card: &str) -> Result<(), Failure> {
    goes(phone, "/close").await?;
    phone.sees("The day in numbers").await?;
    let apps = "Object.defineProperty(navigator, 'share', { configurable: true, value: async (what) => { window.shared = what.text; } })";
    phone.script(apps, vec![]).await?;
    phone.taps("Share the text").await?;
    let shared = "return window.shared || null";
    phone.waits("share", async || Ok(!phone.script(shared, vec![]).await?.is_null())).await?;
    let text = phone.script(shared, vec![]).await?.as_str().unwrap_or_default().to_string();
    if !text.contains("Households served: 4") || text.contains(card) || text.contains(INCIDENT) {
        return Err(format!("the summary that leaves the phone is not the day's:\n{text}").into());
    }
    phone.script("delete navigator.share", vec![]).await?;
    phone.taps("Table of the day").await?;
    phone.sees("The file is in the downloads").await?;
    team::closes_the_day(phone).await
}

/// Every record is on this phone only, since when, and the file is a way out.
async fn knows_where_the_records_are(phone: &Phone, code: &str) -> Result<(), Failure> {
    goes(phone, "/sent").await?;
    phone.sees("On this phone only: ").await?;
    phone.sees("No answer since ").await?;
    phone.sees(&format!("Feedback {code}")).await?;
    phone.taps("Save to a file").await?;
    phone.sees("are in the file. It is a copy: the count stays.").await
}

/// Nothing is on the phone only any more.
async fn received(phone: &Phone) -> Result<(), Failure> {
    team::holds(phone, "0").await?;
    phone.no_longer_sees("On this phone only: ").await
}

/// The desk has the whole day, and reads what no phone shows.
async fn the_desk_reads(desk: &Phone) -> Result<(), Failure> {
    goes(desk, "/desk").await?;
    desk.sees("Household").await?;
    goes(desk, "/desk/feedback").await?;
    desk.sees(CONFIDED).await?;
    desk.sees(REMARK).await?;
    goes(desk, "/desk/reports").await?;
    desk.sees(INCIDENT).await?;
    desk.sees(REFERRAL).await?;
    goes(desk, "/").await?;
    desk.sees("4 households served of 20").await
}
