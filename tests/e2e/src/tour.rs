//! A walk through every screen of the app, the same in each language: nothing here goes by words.

use serde_json::json;

use crate::phone::Phone;
use crate::{Engine, Failure, PATIENCE, cdp};

/// Screens of a team that have an address of their own.
const PAGES: [(&str, &str); 28] = [
    ("today", "/"),
    ("activities", "/activities"),
    ("guide", "/guide"),
    ("guide-step", "/guide/g1-04.verify"),
    ("gate", "/gate"),
    ("guides", "/guides"),
    ("handout", "/handout"),
    ("handout-not-found", "/handout/card/ZZ-ZZZ"),
    ("handout-walk-in", "/handout/walk-in"),
    ("tally", "/tally"),
    ("remark", "/remark"),
    ("answers", "/answers"),
    ("stock", "/stock"),
    ("stock-item", "/stock/KIT-DRY7"),
    ("happened", "/happened"),
    ("close", "/close"),
    ("sent", "/sent"),
    ("more", "/more"),
    ("desk", "/desk"),
    ("desk-feedback", "/desk/feedback"),
    ("desk-households", "/desk/households"),
    ("desk-stock", "/desk/stock"),
    ("desk-cards", "/desk/cards"),
    ("desk-activities", "/desk/activities"),
    ("desk-reports", "/desk/reports"),
    ("desk-team", "/desk/team"),
    ("desk-settings", "/desk/settings"),
    ("not-found", "/nowhere"),
];

/// Looks at a screen, by its name.
pub trait Look: AsyncFnMut(&'static str) -> Result<(), Failure> {}
impl<F: AsyncFnMut(&'static str) -> Result<(), Failure>> Look for F {}

/// The household of the sample that is served: as large as this.
const PEOPLE: &str = "5";

const NO_OFFER: &str =
    "addEventListener('beforeinstallprompt', event => event.stopImmediatePropagation(), true);";

/// A phone at its first screen that is the same whenever it is looked at: the browser does not offer
/// to install the app when it likes, and what moves stands still.
pub async fn still(engine: Engine, url: &str) -> Result<Phone, Failure> {
    let phone = Phone::new(engine, "Amina").await?;
    phone.open(url).await?;
    phone.sees("Passamano").await?;
    cdp::before_each_page(phone.browser()?, NO_OFFER).await?;
    let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    phone.browser()?.cdp().send_raw("Emulation.setEmulatedMedia", still).await?;
    Ok(phone)
}

/// The screens of somebody who is in no team. At the end the sample team is open.
pub async fn outside(phone: &Phone, look: &mut impl Look) -> Result<(), Failure> {
    look("start").await?;
    for (name, path) in [("join", "/join"), ("found", "/found")] {
        goes(phone, path).await?;
        look(name).await?;
    }
    goes(phone, "/").await?;
    presses(phone, ".offer", 0).await?;
    shows(phone, ".chain").await
}

/// The screens of a team. The household that is served is one that nothing was given to yet.
pub async fn inside(phone: &Phone, language: &str, look: &mut impl Look) -> Result<(), Failure> {
    for (name, path) in PAGES {
        goes(phone, path).await?;
        look(name).await?;
    }
    goes(phone, "/guides").await?;
    presses(phone, "main a[href^='/guides/']", 0).await?;
    look("guide-of").await?;
    hand_out(phone, look).await?;
    for (place, name) in
        ["happened-serious", "happened-incident", "happened-referral"].into_iter().enumerate()
    {
        goes(phone, "/happened").await?;
        presses(phone, ".offer", place).await?;
        look(name).await?;
        if place > 0 {
            presses(phone, ".main-action", 0).await?;
            look(["", "happened-incident-wrong", "happened-referral-wrong"][place]).await?;
        }
        goes(phone, "/").await?;
    }
    at_the_desk(phone, look).await?;
    register(phone, look).await?;
    feedback(phone, language, look).await?;
    goes(phone, "/desk/feedback").await?;
    presses(phone, ".inbox-item", 0).await?;
    look("desk-feedback-of").await?;
    goes(phone, "/").await
}

/// The desk's screens that are about one thing: a household, the plan of an activity, its report.
async fn at_the_desk(phone: &Phone, look: &mut impl Look) -> Result<(), Failure> {
    goes(phone, "/desk/household").await?;
    look("desk-household-new").await?;
    goes(phone, "/desk/households").await?;
    let code = phone.script(CODE_OF, vec![json!(PEOPLE)]).await?;
    let path = format!("/desk/household/{}", code.as_str().ok_or("no such household")?);
    goes(phone, &path).await?;
    look("desk-household").await?;
    goes(phone, &format!("{path}/change")).await?;
    look("desk-household-change").await?;
    goes(phone, "/desk/activities").await?;
    presses(phone, ".row-wrap > .button", 0).await?;
    look("desk-activities-plan").await?;
    goes(phone, "/desk").await?;
    presses(phone, "a[href^='/desk/report/']", 0).await?;
    look("desk-report").await?;
    goes(phone, "/").await
}

/// A register with an entry: the list, each kind of question, the entry, and a form on one page.
async fn register(phone: &Phone, look: &mut impl Look) -> Result<(), Failure> {
    goes(phone, "/register/rumours.heard").await?;
    look("register-empty").await?;
    goes(phone, "/register/rumours.heard/add").await?;
    shows(phone, "#question").await?;
    look("register-note").await?;
    presses(phone, ".main-action", 0).await?;
    presses(phone, ".main-action", 0).await?;
    look("register-missing").await?;
    phone.element("textarea").await?.send_keys("Ok").await?;
    presses(phone, ".main-action", 0).await?;
    presses(phone, ".tick-input", 0).await?;
    look("register-choice").await?;
    for question in 0..5 {
        presses(phone, ".main-action", 0).await?;
        if question < 4 {
            presses(phone, ".tick-input", 0).await?;
        }
    }
    presses(phone, ".main-action", 0).await?;
    shows(phone, ".callout-held").await?;
    look("register-saved").await?;
    goes(phone, "/register/rumours.heard").await?;
    look("register").await?;
    presses(phone, "main a[href^='/entry/']", 0).await?;
    look("entry").await?;
    presses(phone, "main .button", 0).await?;
    look("entry-form").await?;
    goes(phone, "/").await
}

/// A card, what else can be the case, given, and shown again.
async fn hand_out(phone: &Phone, look: &mut impl Look) -> Result<(), Failure> {
    goes(phone, "/desk/households").await?;
    let code = phone.script(CODE_OF, vec![json!(PEOPLE)]).await?;
    let path = format!("/handout/card/{}", code.as_str().ok_or("no such household")?);
    goes(phone, &path).await?;
    look("card").await?;
    presses(phone, "main > .button", 0).await?;
    look("card-other").await?;
    goes(phone, "/handout").await?;
    goes(phone, &path).await?;
    presses(phone, ".main-action", 0).await?;
    shows(phone, ".callout-held").await?;
    look("card-saved").await?;
    goes(phone, "/").await?;
    goes(phone, &path).await?;
    look("card-clash").await?;
    presses(phone, "main > .button", 0).await?;
    presses(phone, ".main-action", 0).await?;
    look("card-again").await?;
    goes(phone, "/handout").await?;
    presses(phone, "a[href^='/record/']", 0).await?;
    shows(phone, ".fact").await?;
    look("record").await?;
    presses(phone, ".dock .button", 0).await?;
    look("record-else").await?;
    goes(phone, "/").await
}

/// The screens that a recipient holds, up to where the phone goes back.
async fn feedback(phone: &Phone, language: &str, look: &mut impl Look) -> Result<(), Failure> {
    goes(phone, "/feedback").await?;
    look("feedback-language").await?;
    presses(phone, &format!(".language-button[lang={language}]"), 0).await?;
    for question in ["feedback-treated", "feedback-needed", "feedback-safe"] {
        shows(phone, ".face").await?;
        look(question).await?;
        presses(phone, ".face", 1).await?;
    }
    look("feedback-topics").await?;
    presses(phone, ".offer", 6).await?;
    look("feedback-serious").await?;
    presses(phone, ".offer", 0).await?;
    phone.element("textarea").await?.send_keys("Ok").await?;
    look("feedback-words").await?;
    presses(phone, ".main-action", 0).await?;
    shows(phone, ".code-big").await?;
    look("feedback-thanks").await?;
    presses(phone, ".main-action", 0).await?;
    look("feedback-give-back").await?;
    goes(phone, "/").await
}

/// Follows a link to an address of the app, as a tap on one does.
pub async fn goes(phone: &Phone, path: &str) -> Result<(), Failure> {
    phone.script(FOLLOW, vec![json!(path)]).await?;
    phone
        .waits(&format!("come to {path}"), async || {
            let there =
                "return location.pathname === arguments[0] && !!document.querySelector('h1')";
            Ok(phone.script(there, vec![json!(path)]).await? == true)
        })
        .await?;
    calm(phone).await
}

/// Opens an address of the app anew in a language; the phone has been on a page of it before.
pub async fn speaks(phone: &Phone, url: &str, language: &str) -> Result<(), Failure> {
    let keep = "localStorage.setItem('passamano.language', JSON.stringify(arguments[0]))";
    phone.script(keep, vec![json!(language)]).await?;
    phone.open(url).await?;
    phone.waits(&format!("speak {language}"), async || {
        let spoken = "return document.documentElement.lang === arguments[0] && !!document.querySelector('h1')";
        Ok(phone.script(spoken, vec![json!(language)]).await? == true)
    })
    .await
}

/// Presses the element of a selector at this place, from 0.
async fn presses(phone: &Phone, selector: &str, place: usize) -> Result<(), Failure> {
    phone.waits(&format!("find {selector} {place}"), async || {
        let press = "const e = document.querySelectorAll(arguments[0])[arguments[1]]; if (e) e.click(); return !!e;";
        Ok(phone.script(press, vec![json!(selector), json!(place)]).await? == true)
    })
    .await?;
    calm(phone).await
}

async fn shows(phone: &Phone, selector: &str) -> Result<(), Failure> {
    phone
        .waits(&format!("show {selector}"), async || {
            let shown = "return !!document.querySelector(arguments[0])";
            Ok(phone.script(shown, vec![json!(selector)]).await? == true)
        })
        .await?;
    calm(phone).await
}

/// Waits until the screen has stopped changing.
pub async fn calm(phone: &Phone) -> Result<(), Failure> {
    let patience = u64::try_from(PATIENCE.as_millis()).unwrap_or(u64::MAX);
    phone.browser()?.execute_async(CALM, vec![json!(patience / 10)]).await?;
    Ok(())
}

const FOLLOW: &str = "
    const link = document.createElement('a');
    link.href = arguments[0];
    document.body.append(link);
    link.click();
    link.remove();";

/// The code of the first household of this size in the desk's list.
const CODE_OF: &str = "
    const row = [...document.querySelectorAll('tbody tr')]
        .find(row => row.querySelector('.table-number').textContent.trim() === arguments[0]);
    return row && row.textContent.match(/[0-9A-Z]{2}-[0-9A-Z]{3}/)[0];";

const CALM: &str = "
    const [patience, done] = arguments;
    let timer = setTimeout(end, 120);
    const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 120); });
    const limit = setTimeout(end, patience);
    watch.observe(document, { subtree: true, childList: true, characterData: true });
    function end() { watch.disconnect(); clearTimeout(timer); clearTimeout(limit); done(true); }";
