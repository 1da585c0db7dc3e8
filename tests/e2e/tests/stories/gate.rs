//! Open and closed: nothing is handed out before go or after closing, whichever way it is tried;
//! who may make an exception, and that the desk sees it; a round that ends after midnight.

use passamano_e2e::hub::TestHub;
use passamano_e2e::kept::Kept;
use passamano_e2e::phone::Phone;
use passamano_e2e::team::{self, DATABASE};
use passamano_e2e::tour::goes;
use passamano_e2e::{Engine, Failure, cdp};
use serde_json::json;

const HOUSEHOLDS: usize = 3;
const NOT_OPEN: &str = "The distribution is not open yet";

pub async fn the_gate_refuses_on_four_paths(engine: Engine) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let codes = team::codes(HOUSEHOLDS);
    let desk = team::found_and_plan(engine, &hub.url(), &team::list(&codes)?).await?;
    let (link, _) = team::invites(&desk).await?;
    let amina = team::joined(engine, "Amina", &link).await?;

    refuses(&amina, &hub.url(), &codes[0], NOT_OPEN).await?;
    a_wrong_word_opens_nothing(&amina).await?;
    a_volunteer_ticks_and_does_not_open(&amina).await?;
    desk.open(&format!("{}/gate", hub.url())).await?;
    // The last tick has come: who may open is said before.
    desk.sees("Open the distribution").await?;
    hub.stop();
    desk.taps("Open the distribution").await?;
    desk.sees("During · step 1").await?;
    by_word(&desk, &amina, &codes[0]).await?;
    hub.resume()?;

    // It reaches the phone that waits on the card.
    amina.open(&card(&hub.url(), &codes[2])).await?;
    amina.sees("Due today").await?;
    // A pause is everybody's; going on is not.
    goes(&amina, "/gate").await?;
    amina.taps("Pause: hand out nothing for now").await?;
    amina.sees("Who may opens again").await?;
    refuses(&amina, &hub.url(), &codes[1], "The distribution is paused").await?;
    desk.open(&format!("{}/gate", hub.url())).await?;
    desk.taps("Go on handing out").await?;
    amina.open(&card(&hub.url(), &codes[1])).await?;
    gives(&amina).await?;

    desk.open(&format!("{}/close", hub.url())).await?;
    desk.taps("Close and leave the rest open").await?;
    // It is asked once, and no is an answer.
    desk.taps("Leave it as it is").await?;
    desk.sees("Close and leave the rest open").await?;
    team::closes_the_day(&desk).await?;
    desk.sees("No other activity is planned.").await?;
    refuses(&amina, &hub.url(), &codes[2], "Closed at ").await?;
    goes(&amina, "/close").await?;
    amina.sees("The day can be opened again.").await?;
    amina.sees("decides. Ask: ").await?;
    amina.no_longer_sees("Open the day again").await?;

    somebody_of_the_desk_makes_an_exception(&desk, &hub.url(), &codes[2]).await?;
    opens_again(&desk, &hub.url()).await?;
    amina.open(&card(&hub.url(), &codes[0])).await?;
    amina.sees("Already served").await
}

fn card(url: &str, code: &str) -> String {
    format!("{url}/handout/card/{code}")
}

async fn gives(phone: &Phone) -> Result<(), Failure> {
    phone.sees("Due today").await?;
    phone.taps("Give").await?;
    phone.sees("Saved on this phone").await
}

/// A card that is read, an address that is typed, somebody who is on no list, and the counter: each
/// says why, offers nothing that gives, and leaves no record.
async fn refuses(phone: &Phone, url: &str, code: &str, why: &str) -> Result<(), Failure> {
    let before = Kept::on(phone, DATABASE).await?.seq;
    phone.open(&format!("{url}/handout")).await?;
    phone.sees(why).await?;
    phone.types("Or type the code on the card", code).await?;
    phone.taps("Find").await?;
    phone.sees(code).await?;
    kept_back(phone, why).await?;
    for path in [format!("/handout/card/{code}"), "/handout/walk-in".into(), "/tally".into()] {
        phone.open(&format!("{url}{path}")).await?;
        kept_back(phone, why).await?;
    }
    let after = Kept::on(phone, DATABASE).await?.seq;
    if after == before {
        Ok(())
    } else {
        Err(format!("{} records too many", after - before).into())
    }
}

async fn kept_back(phone: &Phone, why: &str) -> Result<(), Failure> {
    phone.sees(why).await?;
    phone.sees("A focal point or coordinator decides. Ask: ").await?;
    phone.sees("Rosa").await?;
    let words = "return [...document.querySelectorAll('main button, .dock button, .main-action')].map(b => b.innerText).join()";
    let buttons = phone.script(words, vec![]).await?.as_str().unwrap_or_default().to_string();
    for giving in ["Give", "Make the card", "swapped", "One more"] {
        if buttons.contains(giving) {
            return Err(format!("“{giving}” is among {buttons}").into());
        }
    }
    Ok(())
}

/// A phone without signal is told the word; another one is none.
async fn a_wrong_word_opens_nothing(phone: &Phone) -> Result<(), Failure> {
    phone.types("No signal?", "K7-4QD").await?;
    phone.taps("It is open").await?;
    phone.sees("This is not the word of this activity").await?;
    phone.sees(NOT_OPEN).await
}

/// Without signal nobody hears that it is open: the word is told, and the phone gives.
async fn by_word(desk: &Phone, phone: &Phone, code: &str) -> Result<(), Failure> {
    goes(desk, "/gate").await?;
    desk.sees("tell them the word ").await?;
    let read = "return document.body.innerText.match(/the word \\W*(\\w+\\W\\w+)/)[1]";
    let word = desk.script(read, vec![]).await?.as_str().unwrap_or_default().to_lowercase();
    goes(phone, &format!("/handout/card/{code}")).await?;
    phone.sees(NOT_OPEN).await?;
    phone.types("No signal?", &word).await?;
    phone.taps("It is open").await?;
    phone.sees("You give although it is not open").await?;
    gives(phone).await
}

/// The page is short, leads to what is missing, and says who opens.
async fn a_volunteer_ticks_and_does_not_open(phone: &Phone) -> Result<(), Failure> {
    goes(phone, "/gate").await?;
    phone.sees("You cannot open yet").await?;
    phone.sees("Everybody can tick.").await?;
    phone.taps("Go to what is open").await?;
    phone
        .waits("see what is missing above the dock", async || {
            Ok(phone.script(IN_SIGHT, vec![]).await? == true)
        })
        .await?;
    team::ticks_everything(phone).await?;
    phone.sees("All is ready: ask for it to be opened").await?;
    let opens = "return document.body.innerText.includes('Open the distribution')";
    assert_eq!(phone.script(opens, vec![]).await?, json!(false), "a volunteer does not open");
    Ok(())
}

/// The box that has the focus is between the bar and the dock.
const IN_SIGHT: &str = "
    const box = document.activeElement;
    if (box.type !== 'checkbox') return false;
    const { top, bottom } = box.getBoundingClientRect();
    return top > 0 && bottom < document.querySelector('.dock').getBoundingClientRect().top;";

/// Nobody looks for what is missing: where the last *must* of a part is ticked, the next part opens.
/// Somebody in the middle of a part keeps view and focus, and hears of it; who has done all of it
/// finds both at the next.
pub async fn the_gate_leads_from_part_to_part(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let desk =
        team::found_and_plan(engine, &hub.url(), &team::list(&team::codes(HOUSEHOLDS))?).await?;
    goes(&desk, "/gate").await?;
    desk.sees("You cannot open yet").await?;
    let waits = async |what: &str, is: &str| {
        let is = format!("{PART} return {is}");
        desk.waits(what, async || Ok(desk.script(&is, vec![]).await? == true)).await
    };
    waits("show what is missing", "part(0).open && must(0).length > 1 && rest(0).length > 0")
        .await?;

    ticks(&desk, 0, "must").await?;
    waits("open the next part", "part(1).open").await?;
    waits("leave the focus where it is", "part(0).contains(document.activeElement)").await?;
    let said = "[...document.querySelectorAll('[role=status]')].some(e => e.textContent.startsWith('Open below: '))";
    waits("say what has opened", said).await?;

    ticks(&desk, 1, "rest").await?;
    waits("keep the others closed", "!part(2).open").await?;
    ticks(&desk, 1, "must").await?;
    waits("open the part after", "part(2).open").await?;
    let there = "document.activeElement === part(2).querySelector('summary') && inSight(part(2).querySelector('summary'))";
    waits("be there with focus and view", there).await
}

/// Ticks, one after the other, what must be or all that is left in a part of the gate.
async fn ticks(phone: &Phone, part: usize, which: &str) -> Result<(), Failure> {
    loop {
        let next = format!(
            "{PART} const box = {which}({part})[0]; box?.focus(); box?.click(); return box?.id ?? null"
        );
        let next = phone.script(&next, vec![]).await?;
        let Some(id) = next.as_str() else { return Ok(()) };
        phone
            .waits("save the tick", async || {
                let ticked = "return document.getElementById(arguments[0]).checked";
                Ok(phone.script(ticked, vec![json!(id)]).await? == true)
            })
            .await?;
    }
}

/// The parts of the gate by their places, and what is not ticked in them.
const PART: &str = "
    const part = at => document.querySelectorAll('.phase')[at];
    const open = at => [...part(at).querySelectorAll('input:not(:checked)')];
    const must = at => open(at).filter(box => box.labels[0].innerText.includes('Must'));
    const rest = at => open(at).filter(box => !must(at).includes(box));
    const inSight = e => {
        const { top, bottom } = e.getBoundingClientRect();
        return top >= 0 && bottom <= document.querySelector('.dock').getBoundingClientRect().top;
    };";

/// With a reason, which every record keeps and the desk sees.
async fn somebody_of_the_desk_makes_an_exception(
    desk: &Phone,
    url: &str,
    code: &str,
) -> Result<(), Failure> {
    desk.open(&card(url, code)).await?;
    desk.sees("Closed at ").await?;
    desk.taps("Give all the same, with a reason").await?;
    desk.taps("Give from now on").await?;
    desk.sees("Choose a reason.").await?;
    desk.taps("It cannot wait").await?;
    desk.taps("Give from now on").await?;
    desk.sees("You give although it is not open").await?;
    gives(desk).await?;
    goes(desk, "/desk").await?;
    desk.sees("1 hand-over while it was not open").await?;
    desk.sees("It cannot wait").await
}

async fn opens_again(desk: &Phone, url: &str) -> Result<(), Failure> {
    desk.open(&format!("{url}/close")).await?;
    desk.taps("Open the day again").await?;
    desk.taps("It was closed or paused by mistake").await?;
    desk.taps("Open the day again").await?;
    desk.sees("Close and leave the rest open").await?;
    goes(desk, "/desk").await?;
    desk.sees("Opened again: ").await
}

pub async fn a_night_round_belongs_to_the_day_it_began(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let codes = team::codes(HOUSEHOLDS);
    let desk = team::found_and_plan(engine, &hub.url(), &team::list(&codes)?).await?;
    cdp::before_each_page(desk.browser()?, CLOCK).await?;
    desk.taps("Edit").await?;
    fills(&desk, "plan-opens", "13:00").await?;
    fills(&desk, "plan-closes", "09:00").await?;
    desk.taps("Save the plan").await?;
    desk.sees("These hours do not make a day").await?;
    fills(&desk, "plan-opens", "21:00").await?;
    fills(&desk, "plan-closes", "01:30").await?;
    desk.sees("It closes the next day at 01:30.").await?;
    desk.taps("Save the plan").await?;
    desk.sees("(the next day)").await?;
    // What is planned for the next morning must not push the night away.
    plans_tomorrow(&desk).await?;

    it_is(&desk, 0, "23:30").await?;
    team::pass_the_gate(&desk, &hub.url()).await?;
    desk.open(&card(&hub.url(), &codes[0])).await?;
    gives(&desk).await?;
    it_is(&desk, 1, "00:40").await?;
    desk.open(&hub.url()).await?;
    desk.sees("Pacchi San Lorenzo").await?;
    desk.sees("21:00–01:30").await?;
    desk.sees("1 household served of 3").await?;
    desk.open(&card(&hub.url(), &codes[1])).await?;
    gives(&desk).await?;
    desk.open(&card(&hub.url(), &codes[0])).await?;
    desk.sees("Already served").await?;
    desk.open(&hub.url()).await?;
    desk.sees("2 households served of 3").await?;
    desk.open(&format!("{}/close", hub.url())).await?;
    team::closes_the_day(&desk).await?;
    desk.sees("Closed at 00:4").await?;
    desk.sees("Next: ").await?;
    desk.sees("Colazione").await
}

async fn plans_tomorrow(desk: &Phone) -> Result<(), Failure> {
    desk.taps("Plan an activity").await?;
    desk.types("Title", "Colazione").await?;
    desk.types("Place", "Piazza dei Sanniti 5").await?;
    let tomorrow = "const day = new Date(); day.setDate(day.getDate() + 1);
         return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map(n => String(n).padStart(2, '0')).join('-')";
    let day = desk.script(tomorrow, vec![]).await?;
    fills(desk, "plan-day", day.as_str().unwrap_or_default()).await?;
    desk.tick("Dry food").await?;
    desk.taps("Save the plan").await?;
    desk.sees("Colazione").await
}

/// Puts a time or date into a field, whose keys differ from one browser's language to another's.
async fn fills(phone: &Phone, field: &str, text: &str) -> Result<(), Failure> {
    let script = "const field = document.getElementById(arguments[0]);
         field.value = arguments[1];
         field.dispatchEvent(new Event('input', { bubbles: true }));";
    phone.script(script, vec![json!(field), json!(text)]).await?;
    Ok(())
}

/// From the next page on, the phone's clock says so, so many days after today.
async fn it_is(phone: &Phone, days: u32, clock: &str) -> Result<(), Failure> {
    let script = "localStorage.setItem('story.clock', [arguments[0], arguments[1]].join(' '))";
    phone.script(script, vec![json!(days), json!(clock)]).await?;
    Ok(())
}

const CLOCK: &str = "
    const told = localStorage.getItem('story.clock');
    if (told) {
        const Real = Date, now = new Real(), [days, hour, minute] = told.split(/[ :]/).map(Number);
        const ahead = new Real(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, minute) - now;
        window.Date = class extends Real {
            constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + ahead); }
            static now() { return Real.now() + ahead; }
        };
    }";
