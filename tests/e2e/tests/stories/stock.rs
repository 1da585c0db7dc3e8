//! The bag and the shelf: a count in two places, dates as packs print them, goods past their date,
//! and what goes into a parcel. In Chromium alone: rules and words of ours.

use passamano_core::time::{Day, Moment};
use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, axe, now_ms, team};
use serde_json::json;

/// The number field of the screen, tapped as a thumb does, and these keys.
const STEPPER: &str = ".stepper-field";

/// A desk with an open day. The first card is one person's, the second a family of seven in which
/// somebody cannot have milk.
async fn an_open_day(engine: Engine) -> Result<(TestHub, Phone, Vec<String>), Failure> {
    let hub = TestHub::start()?;
    let codes = team::codes(2);
    let list = format!(
        "codice;f_18_59;f_5_11;consenso;allergeni\n{};1;0;sì;\n{};2;5;sì;latte\n",
        codes[0], codes[1]
    );
    let desk = team::found_and_plan(engine, &hub.url(), &list).await?;
    team::pass_the_gate(&desk, &hub.url()).await?;
    Ok((hub, desk, codes))
}

async fn at_the_item(desk: &Phone, hub: &TestHub) -> Result<(), Failure> {
    desk.open(&format!("{}/stock/KIT-DRY7", hub.url())).await?;
    desk.sees("What is here and what happened").await
}

/// Yesterday, as a pack prints it.
fn yesterday() -> Result<String, Failure> {
    let today = Moment { ms: now_ms()?, offset: 0 }.day();
    let (year, month, day) = Day(today.0 - 2).ymd();
    Ok(format!("{day:02}/{month:02}/{year}"))
}

pub async fn a_count_in_two_places_is_one_count(engine: Engine) -> Result<(), Failure> {
    let (hub, desk, _) = an_open_day(engine).await?;
    at_the_item(&desk, &hub).await?;
    assert_eq!(desk.value("You counted").await?, "", "nothing to confirm unseen");
    desk.taps("Confirm the count").await?;
    desk.sees("Write how many you counted").await?;
    desk.types("You counted", "36").await?;
    desk.chooses("Who counted with you", "Nobody: I counted alone").await?;
    desk.taps("Confirm 36").await?;
    desk.sees("Counted 36").await?;

    at_the_item(&desk, &hub).await?;
    desk.types("You counted", "12").await?;
    desk.chooses("Who counted with you", "Nobody: I counted alone").await?;
    desk.taps("Confirm 12").await?;
    desk.sees("Say if it is everything or one more place").await?;
    desk.taps("One more place: add it to 36").await?;
    desk.types("Which place", "Cellar").await?;
    desk.taps("Confirm 12").await?;
    desk.sees("Counted 48").await?;

    // One fewer in the cellar: the difference comes after the count, with both places.
    at_the_item(&desk, &hub).await?;
    desk.sees("Cellar: 12 at").await?;
    desk.taps("One more place: add it to 48").await?;
    desk.types("Which place", "cellar").await?;
    desk.types("You counted", "11").await?;
    desk.chooses("Who counted with you", "Nobody: I counted alone").await?;
    desk.no_longer_sees("There should be").await?;
    desk.taps("Confirm 11").await?;
    desk.sees("1 fewer than there should be").await?;
    desk.sees("Here now: 47").await?;
    desk.sees("cellar: 11 at").await?;
    desk.taps("Back to the stock").await?;
    desk.sees("Counted 47").await
}

pub async fn a_date_is_read_or_refused_and_a_lot_has_one(engine: Engine) -> Result<(), Failure> {
    let (hub, desk, _) = an_open_day(engine).await?;
    at_the_item(&desk, &hub).await?;
    desk.taps("Something came or went").await?;
    desk.no_longer_sees("Confirm").await?;
    // A tap and a digit: the digit takes the place of the number that stands there.
    let number = desk.element(STEPPER).await?;
    number.click().await?;
    number.send_keys("36").await?;
    desk.sees("It came in: 36").await?;
    desk.types("Lot, if there is one", "B2").await?;
    desk.chooses("Which date is on the pack", "Use by").await?;
    desk.types("Date", "2027").await?;
    desk.taps("Save").await?;
    desk.sees("This is half a date").await?;
    desk.types("Date", "052207").await?;
    desk.sees("There is no such date").await?;
    desk.types("Date", "05/2207").await?;
    desk.taps("Save").await?;
    desk.sees("This date is unusual").await?;
    desk.types("Date", "٠٥٢٠٢٧").await?;
    desk.sees("That is 31/05/2027").await?;
    desk.taps("Save").await?;
    desk.sees("36, lot B2. Use by 31/05/2027.").await?;

    // The same lot again without a date has that date; with another one the screen asks.
    desk.taps("Something came or went").await?;
    desk.types("Lot, if there is one", "b2").await?;
    desk.sees("This lot is known here: Use by 31/05/2027").await?;
    desk.taps("Save").await?;
    desk.sees("37, lot B2. Use by 31/05/2027.").await?;
    desk.taps("Something came or went").await?;
    desk.types("Lot, if there is one", "B2").await?;
    desk.types("Date", "06/2027").await?;
    desk.taps("Save").await?;
    desk.sees("Look at the pack and choose a date").await?;
    desk.taps("Use by 30/06/2027").await?;
    desk.taps("Save").await?;
    desk.sees("38, lot B2. Use by 30/06/2027.").await?;
    desk.sees("Give first").await
}

pub async fn goods_past_their_date_need_a_reason(engine: Engine) -> Result<(), Failure> {
    let (hub, desk, codes) = an_open_day(engine).await?;
    at_the_item(&desk, &hub).await?;
    desk.taps("Something came or went").await?;
    let number = desk.element(STEPPER).await?;
    number.click().await?;
    number.send_keys("10").await?;
    desk.chooses("Which date is on the pack", "Use by").await?;
    desk.types("Date", &yesterday()?).await?;
    desk.taps("Save").await?;
    desk.sees("10 are past their date and counted apart").await?;

    desk.open(&format!("{}/handout/card/{}", hub.url(), codes[0])).await?;
    desk.sees("Do not give: past its date").await?;
    desk.taps("Give all the same").await?;
    desk.sees("Choose a reason.").await?;
    desk.no_longer_sees("Saved on this phone").await?;
    desk.taps("The site lead agreed").await?;
    desk.taps("Give all the same").await?;
    desk.sees("Saved on this phone").await?;

    // A household that the desk stopped: giving all the same asks for both reasons.
    desk.open(&format!("{}/desk/household/{}/change", hub.url(), codes[1])).await?;
    desk.taps("Suspended").await?;
    desk.taps("Save").await?;
    desk.sees("State:").await?;
    desk.open(&format!("{}/handout/card/{}", hub.url(), codes[1])).await?;
    desk.sees("Do not give yet").await?;
    desk.taps("Give all the same, with a reason").await?;
    desk.sees("Do not give: past its date").await?;
    desk.taps("The focal point or the coordinator decided").await?;
    desk.taps("Give").await?;
    desk.sees("Choose a reason").await?;
    desk.no_longer_sees("Saved on this phone").await?;
    desk.taps("The site lead agreed").await?;
    desk.taps("Give").await?;
    desk.sees("Saved on this phone").await?;

    // Nor by counting without cards.
    desk.open(&format!("{}/tally", hub.url())).await?;
    desk.sees("Do not give: past its date").await?;
    desk.taps("Dry food 7 days").await?;
    desk.sees("Choose a reason.").await?;
    desk.no_longer_sees("Undo: Dry food").await?;
    desk.taps("Another reason").await?;
    desk.taps("Dry food 7 days").await?;
    desk.sees("Undo: Dry food").await?;

    at_the_item(&desk, &hub).await?;
    desk.sees("7 are past their date and counted apart").await?;
    desk.open(&format!("{}/close", hub.url())).await?;
    desk.sees("Dry food 7 days, past its date").await
}

pub async fn a_parcel_says_what_goes_in_for_one_and_for_seven(
    engine: Engine,
) -> Result<(), Failure> {
    let (hub, desk, codes) = an_open_day(engine).await?;
    let opens = async |code: &str| {
        desk.open(&format!("{}/handout/card/{code}", hub.url())).await?;
        desk.sees("Due today").await?;
        desk.taps("what goes in").await
    };
    opens(&codes[0]).await?;
    desk.sees("For 1 person").await?;
    desk.sees("2 × Pasta (500 g)").await?;
    desk.sees("½ × Olive or seed oil (1 l)").await?;
    desk.sees("2 × Long-life milk (1 l)").await?;
    opens(&codes[1]).await?;
    desk.sees("For 6 people and more").await?;
    desk.sees("8 × Pasta (500 g)").await?;
    desk.no_longer_sees("× Long-life milk").await?;

    // What to leave out and what is left are seen without opening anything, and the main action
    // stands on a small screen.
    desk.open(&format!("{}/handout/card/{}", hub.url(), codes[1])).await?;
    desk.sees("leave out").await?;
    desk.sees("Long-life milk").await?;
    axe::resize(&desk, 320, 640).await?;
    desk.waits("see the main action whole", async || {
        let inside = "const box = document.querySelector('.main-action').getBoundingClientRect();
             return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;";
        Ok(desk.script(inside, vec![json!(null)]).await? == true)
    })
    .await?;

    // More given than the book has is a sentence.
    desk.taps("Give").await?;
    desk.sees("Saved on this phone").await?;
    desk.sees("Not counted yet").await?;
    desk.no_longer_sees("-1").await?;
    desk.no_longer_sees("−1").await
}
