//! Stories of a phone that can be believed: what it says in the first second after a start is so
//! and follows, whoever it offers to call can be called, and the recovery file is asked for until
//! it is kept, and once a month. And a day on paper that names nobody.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::team::{self, DATABASE};
use passamano_e2e::{Engine, Failure, axe, kept::Kept};
use serde_json::{Value, json};

/// The longest that a screen may say something that is not so, in milliseconds.
const A_SECOND: f64 = 1_000.0;

/// From the first sight of the chain until the words are there: the milliseconds, and what the
/// chain said of received records when it was first seen.
const FOLLOWS: &str = "
    return new Promise(done => {
        const [wanted, cut] = arguments;
        let since, received;
        const begun = performance.now();
        const look = () => {
            const chain = document.querySelector('.chain');
            if (chain && since === undefined) {
                since = performance.now();
                received = chain.querySelector('.chain-endpoint').innerText.trim();
            }
            const is = !!chain?.querySelector('.chain-thread-cut');
            if (chain && is === cut && document.body.innerText.includes(wanted)) {
                done({ after: performance.now() - since, received });
            } else if (performance.now() - begun > 25000) {
                done({ after: Infinity, received, words: document.body.innerText });
            } else {
                requestAnimationFrame(look);
            }
        };
        look();
    })";

/// From *Saved on this phone* until the saved screen says that the hub has it and the count of
/// unsent records is 0, in milliseconds.
const IS_RECEIVED: &str = "
    return new Promise(done => {
        let since;
        const begun = performance.now();
        const look = () => {
            const words = document.body.innerText;
            if (since === undefined && words.includes('Saved on this phone')) since = performance.now();
            const held = document.querySelector('.held-pill-count')?.innerText.trim();
            if (since !== undefined && words.includes('has received it.') && held === '0') {
                done(performance.now() - since);
            } else if (performance.now() - begun > 25000) {
                done(Infinity);
            } else {
                requestAnimationFrame(look);
            }
        };
        [...document.querySelectorAll('button')].find(button => button.innerText.includes('Give')).click();
        look();
    })";

pub async fn the_first_second_after_a_start_is_right(engine: Engine) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let codes = team::codes(2);
    let desk = team::found_and_plan(engine, &hub.url(), &team::list(&codes)?).await?;
    team::pass_the_gate(&desk, &hub.url()).await?;
    let wrote = team::sent_everything(&desk, &hub.url(), 0).await?;
    desk.has_the_app().await?;

    // With a hub the cord is whole, and what was received is said from the first moment.
    let sent = format!("{}/sent", hub.url());
    desk.open(&sent).await?;
    in_a_second(&desk, " answers", false, wrote).await?;

    // What is saved is received, and each screen says so.
    desk.open(&format!("{}/handout/card/{}", hub.url(), codes[0])).await?;
    desk.sees("Due today").await?;
    desk.sees("Give").await?;
    let after = desk.script(IS_RECEIVED, vec![]).await?;
    let after = after.as_f64().ok_or("the hub's receipt never came to the screen")?;
    assert!(after <= A_SECOND, "the saved screen followed after {after} ms");
    assert_eq!(Kept::on(&desk, DATABASE).await?.seq, wrote + 1);

    // Without a hub it is cut.
    hub.stop();
    desk.open(&sent).await?;
    in_a_second(&desk, "cannot be reached", true, wrote + 1).await?;

    // And whole again as soon as the hub is there and a person asks.
    hub.resume()?;
    desk.taps("Test now").await?;
    in_a_second(&desk, " answers", false, wrote + 1).await
}

/// From the first sight of the chain it takes at most a second until it says this.
async fn in_a_second(phone: &Phone, words: &str, cut: bool, received: u64) -> Result<(), Failure> {
    let told = phone.script(FOLLOWS, vec![json!(words), json!(cut)]).await?;
    let after = told["after"].as_f64().ok_or(format!("“{words}” never came: {told}"))?;
    assert!(after <= A_SECOND, "“{words}” came after {after} ms");
    assert_eq!(told["received"], json!(received.to_string()), "at the first sight");
    Ok(())
}

pub async fn whom_to_call_is_checked_before_any_phone_offers_it(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let (desk, _) = team::found(engine, &hub.url()).await?;
    let settings = format!("{}/desk/settings", hub.url());
    desk.open(&settings).await?;
    desk.types("Focal point: phone", "abc").await?;
    desk.taps("Save the settings").await?;
    desk.sees("Write whose number it is.").await?;
    desk.types("Focal point: name", "Nadia").await?;
    desk.sees("A telephone cannot dial “a”.").await?;
    desk.taps("Save the settings").await?;
    desk.sees("A telephone cannot dial “a”.").await?;
    assert_eq!(calls(&desk, &hub.url()).await?, [] as [String; 0], "nothing was saved");

    desk.open(&settings).await?;
    desk.types("Focal point: name", "Nadia").await?;
    desk.types("Focal point: phone", "+39 06/4927-1234").await?;
    desk.taps("Save the settings").await?;
    desk.sees("Saved on this phone").await?;
    assert_eq!(calls(&desk, &hub.url()).await?, ["tel:+390649271234"]);
    Ok(())
}

/// What the page for what happened offers to call, without the numbers of the country.
async fn calls(phone: &Phone, url: &str) -> Result<Vec<String>, Failure> {
    phone.open(&format!("{url}/happened")).await?;
    phone.sees("112").await?;
    let script = "return [...document.querySelectorAll('a[href^=\"tel:\"]')].map(a => a.getAttribute('href'))";
    let all: Vec<String> = serde_json::from_value(phone.script(script, vec![]).await?)?;
    let country = ["tel:112", "tel:1522", "tel:114"];
    Ok(all.into_iter().filter(|number| !country.contains(&number.as_str())).collect())
}

/// Makes the phone believe that it kept the file a month ago.
const A_MONTH_AGO: &str = "
    const kept = JSON.parse(localStorage.getItem('passamano.recovery'));
    kept.at_ms -= 31 * 86400000;
    localStorage.setItem('passamano.recovery', JSON.stringify(kept));";

pub async fn the_recovery_file_is_asked_for_until_it_is_kept_and_once_a_month(
    engine: Engine,
) -> Result<(), Failure> {
    const KEEP: &str = "The recovery file is not kept yet";
    const LOOK: &str = "Is the recovery file still where you can find it?";
    let hub = TestHub::start()?;
    let desk = Phone::new(engine, "the desk").await?;
    desk.open(&hub.url()).await?;
    desk.taps("English").await?;
    desk.taps("Start a team").await?;
    desk.types("Name of the organisation or project", "Casa Rossa").await?;
    desk.types("What the team calls you", "Rosa").await?;
    desk.taps("Start the team").await?;
    desk.sees("Save the recovery file").await?;
    // Skipped: it is asked for at each start, wherever a coordinator begins.
    for path in ["", "/desk"] {
        desk.open(&format!("{}{path}", hub.url())).await?;
        desk.sees(KEEP).await?;
    }
    desk.taps("Save the recovery file").await?;
    assert_eq!(desk.takes_file().await?.name, "passamano-recovery.json");
    desk.no_longer_sees(KEEP).await?;
    team::sent_everything(&desk, &hub.url(), 0).await?;

    // Another coordinator is not asked for what is kept.
    desk.open(&format!("{}/desk/team", hub.url())).await?;
    desk.sees("Make an invitation").await?;
    desk.taps("Coordinator").await?;
    desk.taps("Make an invitation").await?;
    let link = desk.value("Link of the invitation").await?;
    let other = Phone::new(engine, "Piero").await?;
    team::join(&other, &link).await?;
    other.no_longer_sees(KEEP).await?;
    other.open(&format!("{}/desk", hub.url())).await?;
    other.sees("Phones of the team").await?;
    other.no_longer_sees(KEEP).await?;

    // Whoever kept it is asked a month later.
    desk.open(&hub.url()).await?;
    desk.sees("Hand out").await?;
    assert!(!desk.words().await?.contains(LOOK));
    let none: Vec<Value> = vec![];
    desk.script(A_MONTH_AGO, none).await?;
    desk.open(&format!("{}/desk", hub.url())).await?;
    desk.sees(LOOK).await?;
    desk.taps("Yes, I found it").await?;
    desk.no_longer_sees(LOOK).await
}

/// So many pages the browser makes of a PDF file in base64.
const PAGES: &str = "return (atob(arguments[0]).match(/\\/Type\\s*\\/Page\\b/g) ?? []).length";

/// Something on the page that looks like the code of a card.
const A_CODE: &str = "return document.querySelector('main').innerText.match(/\\b[0-9A-Z]{2}-[0-9A-Z]{3}\\b/)?.[0] ?? ''";

pub async fn the_day_is_on_one_page_of_paper_and_names_nobody(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the desk").await?;
    phone.open(&hub.url()).await?;
    phone.taps("English").await?;
    phone.taps("Try it").await?;
    phone.sees("Food parcels, San Lorenzo").await?;
    phone.open(&format!("{}/desk", hub.url())).await?;
    phone.taps("Report of the day, to print").await?;
    for words in ["Food parcels, San Lorenzo", "Who was served", "18-59 years", "What is left"] {
        phone.sees(words).await?;
    }
    assert_eq!(phone.script(A_CODE, vec![]).await?, "", "no card is on the paper");
    axe::resize(&phone, 390, 844).await?;
    phone.waits("fit 390", async || Ok(axe::sideways(&phone).await?.is_none())).await?;
    let how = json!({ "preferCSSPageSize": true });
    let pdf = phone.browser()?.cdp().send_raw("Page.printToPDF", how).await?;
    let pages = phone.script(PAGES, vec![pdf["data"].clone()]).await?;
    assert_eq!(pages, 1, "one page");
    Ok(())
}
