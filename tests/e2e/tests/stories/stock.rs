//! The bag and the shelf: a count in two places, dates as packs print them, goods past their date,
//! and what goes into a parcel. In Chromium alone: rules and words of ours.

use passamano_core::time::{Day, Moment};
use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, axe, boxes, now_ms, team, tour};
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
    in_days(-2)
}

/// The day so many days from now, as a pack prints it.
fn in_days(days: i32) -> Result<String, Failure> {
    let today = Moment { ms: now_ms()?, offset: 0 }.day();
    let (year, month, day) = Day(today.0 + days).ymd();
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
    // Nor in the place of something else.
    desk.taps("Part given, swapped or refused").await?;
    desk.taps("Something else given instead").await?;
    desk.no_longer_sees("Do not give: past its date").await?;
    desk.chooses("What was given instead", "Dry food parcel, about 7 days").await?;
    desk.sees("Do not give: past its date").await?;
    desk.taps("Save").await?;
    desk.sees("Choose a reason.").await?;
    desk.no_longer_sees("Saved on this phone").await?;
    desk.taps("Leave it as it is").await?;
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

    // Nor by counting without cards. By a link of the app: it goes back over the step that was just
    // closed, which would call off the way to an address.
    tour::goes(&desk, "/tally").await?;
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
    desk.sees("Dry food 7 days, past its date").await?;

    // One thing in the place of a kit has its own name wherever it is told.
    let card = team::walks_in(&desk, &hub.url()).await?;
    desk.taps("Part given, swapped or refused").await?;
    desk.taps("Something else given instead").await?;
    desk.chooses("What was given instead", "Sugar").await?;
    desk.taps("Save").await?;
    desk.sees("Saved on this phone").await?;
    tour::goes(&desk, &format!("/desk/household/{card}")).await?;
    desk.sees("1 Sugar").await?;
    desk.no_longer_sees("kit.").await
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
    desk.no_longer_sees("−1").await?;
    // Neither on paper, where nobody wrote down what came.
    tour::goes(&desk, "/desk").await?;
    desk.taps("Report of the day, to print").await?;
    desk.sees("What is left").await?;
    let cells = "return [...document.querySelectorAll('main td.number')].map(e => e.innerText).filter(e => /^[-−]\\d/.test(e)).join()";
    assert_eq!(desk.script(cells, vec![]).await?, "", "below zero is no number of goods");
    Ok(())
}

/// A list as a food bank sends it: a title, its own columns, lots and dates, a name of a brand,
/// half a date, a sum.
fn stock_file() -> Result<String, Failure> {
    let (soon, later, over) = (in_days(4)?, in_days(9)?, in_days(-3)?);
    let next_year = &in_days(400)?[3..];
    Ok(format!(
        "Banco Alimentare Roma;;;;\nGiacenze di magazzino;;;;\n;;;;\n\
         Prodotto;N. lotto;Scadenza;Quantità;Fornitore\n\
         Pane confezionato;B7;{later};15;Forno\n\
         Pane confezionato;A3;{soon};8;Forno\n\
         Pane confezionato;C1;{over};2;Forno\n\
         Pasta;L2405;{next_year};1.200;Coop\n\
         Penne rigate;;;7;Coop\n\
         Riso;R1;2028;30;Coop\n\
         Totale;;;1.262;\n"
    ))
}

async fn gives_stock(desk: &Phone, text: &[u8]) -> Result<(), Failure> {
    let file = tempfile::Builder::new().suffix(".csv").tempfile()?;
    std::fs::write(file.path(), text)?;
    desk.gives_file("Choose the stock file", file.path()).await?;
    // The file goes when this returns, so the page must have read it.
    desk.no_longer_sees("Reading the file").await
}

pub async fn a_stock_list_is_brought_in_from_a_file(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let codes = team::codes(2);
    let households = format!("codice;persone\n{};1\n{};2\n", codes[0], codes[1]);
    let desk = team::found_and_plan(engine, &hub.url(), &households).await?;
    let (link, _) = team::invites(&desk).await?;
    desk.open(&format!("{}/stock", hub.url())).await?;
    desk.taps("Bring in a stock list").await?;
    gives_stock(&desk, b"%PDF-1.7\n").await?;
    desk.sees("This is a PDF").await?;
    desk.sees("Nothing was saved").await?;

    let list = stock_file()?;
    gives_stock(&desk, list.as_bytes()).await?;
    desk.sees("4 rows are ready").await?;
    desk.sees("They come into: Pacchi San Lorenzo").await?;
    desk.sees("2 rows stay out until they are corrected").await?;
    desk.sees("1 row is past its use-by date").await?;
    desk.sees("No goods, a sum: row 11").await?;
    desk.sees("Columns that are not used: Fornitore").await?;
    desk.sees("1200, lot L2405. Best before").await?;
    desk.sees("Half a date: 2028").await?;
    desk.sees("Nothing is saved yet").await?;
    for size in boxes::PHONES.into_iter().chain([boxes::LAPTOP]) {
        assert_eq!(boxes::faults(&desk, size).await?, Vec::<String>::new());
    }

    axe::load(&desk).await?;
    assert_eq!(axe::violations(&desk, &["light"]).await?, Vec::<String>::new());

    // Back is one step back, and Forward leads here again: nothing is lost.
    desk.script("history.back()", vec![]).await?;
    desk.no_longer_sees("4 rows are ready").await?;
    desk.script("history.forward()", vec![]).await?;
    desk.sees("4 rows are ready").await?;

    // What a brand calls its pasta, a person says.
    desk.sees("1 name is not in our catalog").await?;
    desk.chooses("Penne rigate (row 9)", "Pasta").await?;
    desk.sees("5 rows are ready").await?;
    desk.taps("Save 5 rows").await?;
    desk.sees("Saved on this phone").await?;
    desk.sees("5 rows are in the stock now").await?;
    desk.sees(&format!("8, lot A3. Use by {}.", in_days(4)?)).await?;
    let first = "return [...document.querySelectorAll('.line')].filter(l => l.innerText.includes('Give first')).map(l => l.innerText).join()";
    let first = desk.script(first, vec![]).await?;
    let first = first.as_str().unwrap_or_default();
    assert!(first.contains("lot A3") && !first.contains("lot B7"), "{first}");

    // The same list again makes no goods of nothing; what was corrected in it comes in.
    gives_stock(&desk, list.replace(";2028;", ";05/2028;").as_bytes()).await?;
    desk.sees("5 rows are here already").await?;
    desk.sees("1 row is ready").await?;
    desk.taps("Save 1 row").await?;
    desk.sees("1 row is in the stock now").await?;
    desk.sees("30, lot R1. Best before 31/05/2028.").await?;
    desk.taps("Undo").await?;
    desk.sees("Taken back").await?;
    desk.no_longer_sees("lot R1").await?;

    // A phone of the team that knows nothing of files has the lots.
    let phone = team::joined(engine, "Amina", &link).await?;
    phone.open(&format!("{}/stock/F005", hub.url())).await?;
    phone.sees("8, lot A3. Use by").await?;
    phone.sees("2 are past their date and counted apart").await?;

    desk.taps("Take this list back").await?;
    desk.taps("Yes, take it back").await?;
    desk.no_longer_sees("lot A3").await?;
    phone.no_longer_sees("lot A3").await
}
