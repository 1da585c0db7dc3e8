//! Lists of households that are no list, are written in another way, hold formulas, or are long.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use passamano_core::card;
use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, cdp};

use super::{says, sentence, speaks, tries_it};

/// So long the page may answer nobody while it reads, on a busy machine and with a build for
/// trying. A list that is read in one go takes twice as long here.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);
/// And while it saves: everything is kept at once or not at all.
const LONGEST_SAVE: Duration = Duration::from_secs(1);

/// A cell that a spreadsheet would calculate.
const FORMULA: &str = "=1+cmd|' /C calc'!A0";

pub async fn a_file_that_is_no_list_says_what_it_is_and_the_list_stays(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the desk").await?;
    tries_it(&phone, &hub.url()).await?;
    for language in ["en", "it"] {
        speaks(&phone, &format!("{}/desk/households", hub.url()), language).await?;
        for (bytes, key) in [
            (&b"\xef\xbb\xbf\r\n "[..], "import.empty"),
            (b"<!doctype html><title>Wi-Fi</title>", "import.html"),
            (b"%PDF-1.7\n", "import.pdf"),
            (b"\x89PNG\r\n\x1a\n", "import.not_text"),
            (b"PK\x03\x04 cut off", "import.damaged"),
            (b"code;people\nA1;\"2\nA2;3\n", "import.open_quote"),
        ] {
            chooses(&phone, language, bytes).await?;
            says(&phone, language, key).await?;
            says(&phone, language, "import.nothing_saved").await?;
        }
        // Nobody can say which column is the code, so nothing can be added.
        chooses(&phone, language, b"nome;persone\nRosa;2\n").await?;
        says(&phone, language, "import.no_code_words").await?;
        let buttons = "return document.querySelectorAll('.dock button').length";
        assert_eq!(phone.script(buttons, vec![]).await?, 1, "only the one that leaves it");
        phone.sees("12").await?;
        says(&phone, language, "desk.household_count").await?;
    }
    Ok(())
}

pub async fn latin_1_semicolons_bad_rows_and_long_comments_are_read(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the desk").await?;
    tries_it(&phone, &hub.url()).await?;
    phone.open(&format!("{}/desk/households", hub.url())).await?;
    let comment = format!("Perché così: {}", "è ".repeat(5_000));
    let list = format!("codice;persone;note\nA-1;2;{comment}\nA-2;molte;\nA-1;3;\n");
    let latin_1: Vec<u8> = list.chars().map(|sign| sign as u8).collect();
    chooses(&phone, "en", &latin_1).await?;
    phone.sees("1 household is ready").await?;
    phone.sees("2 rows stay out until they are corrected").await?;
    phone.sees("A number is needed, here stands: molte").await?;
    phone.sees("A-1 stands in row 2 already").await?;
    phone.taps("Add 1 household").await?;
    says(&phone, "en", "saved.here").await?;
    phone.types("Search", "a1").await?;
    phone.taps("A-1").await?;
    phone.sees(comment.trim()).await
}

pub async fn a_person_says_which_column_is_the_code_and_the_card_is_found(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the desk").await?;
    tries_it(&phone, &hub.url()).await?;
    phone.open(&format!("{}/desk/households", hub.url())).await?;
    // A title, a date and an empty row stand above the headers; a sum below the households.
    let list = "Famiglie del quartiere;;;\nal 3 marzo;;;\n;;;\nCodice;Rif. nostro;Componenti;Allergie\n\
                1;T-101;4;latte\n2;T-102;2;\nTotale;;6;\n";
    chooses(&phone, "en", list.as_bytes()).await?;
    phone.sees("2 households are ready").await?;
    phone.sees("No household, a sum: row 7").await?;
    let (question, column) =
        ("Which column is the code of the card?", "Rif. nostro (T-101 · T-102)");
    phone.chooses(question, column).await?;
    phone.sees("For example T-101 · T-102").await?;
    phone.sees("The first codes: T-101").await?;
    let place = "const box = [...document.querySelectorAll('.dock button')].find(b => b.innerText.startsWith('Add')).getBoundingClientRect(); \
                 return box.top >= 0 && box.bottom <= innerHeight";
    assert_eq!(phone.script(place, vec![]).await?, true, "the button is in sight");
    phone.taps("Add 2 households").await?;
    says(&phone, "en", "saved.here").await?;
    // The next file with these headers is read in the same way.
    chooses(&phone, "en", list.replace("T-10", "T-20").as_bytes()).await?;
    says(&phone, "en", "import.recalled").await?;
    phone.sees("The first codes: T-201").await?;

    phone.open(&format!("{}/handout", hub.url())).await?;
    phone.types("Or type the code on the card", "t101").await?;
    phone.taps("Find").await?;
    phone.sees("T-101").await?;
    phone.sees("Due today").await
}

pub async fn a_formula_stays_text_in_the_list_and_in_the_file(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the desk").await?;
    tries_it(&phone, &hub.url()).await?;
    phone.open(&format!("{}/desk/households", hub.url())).await?;
    let link = "=HYPERLINK(\"\"https://evil.example\"\",\"\"here\"\")";
    let list = format!("code,people,notes\n{FORMULA},2,\"{link}\"\n");
    chooses(&phone, "en", list.as_bytes()).await?;
    says(&phone, "en", "import.kind.formula").await?;
    phone.taps("Add 1 household").await?;
    says(&phone, "en", "saved.here").await?;
    phone.types("Search", FORMULA).await?;
    phone.taps(FORMULA).await?;
    phone.sees("=HYPERLINK(\"https://evil.example\",\"here\")").await?;

    phone.open(&format!("{}/handout", hub.url())).await?;
    phone.types("Or type the code on the card", FORMULA).await?;
    phone.taps("Find").await?;
    phone.sees("Due today").await?;
    phone.taps("Give").await?;
    says(&phone, "en", "saved.here").await?;
    phone.script(CATCH_FILES, vec![]).await?;
    phone.taps("Today").await?;
    phone.taps("Coordinator's desk").await?;
    phone.chooses("Kind of file", "Text table (CSV)").await?;
    phone.taps("Save the hand-outs").await?;
    phone.waits("get the file", async || Ok(!file(&phone).await?.is_empty())).await?;
    let csv = file(&phone).await?;
    assert!(csv.contains(&format!("'{FORMULA}")), "an apostrophe makes it text:\n{csv}");
    assert!(!csv.contains(&format!(",{FORMULA}")), "it is nowhere without:\n{csv}");
    Ok(())
}

pub async fn a_list_of_50_000_is_taken_while_the_page_still_answers(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "the desk").await?;
    cdp::before_each_page(phone.browser()?, WATCH_PAUSES).await?;
    tries_it(&phone, &hub.url()).await?;
    phone.open(&format!("{}/desk/households", hub.url())).await?;
    phone.sees("12 households on the list").await?;
    let mut list = String::from("codice;f_18_59;m_18_59;f_5_11;lingua;consenso;allergeni;note\n");
    for code in codes(50_000) {
        writeln!(list, "{code};1;1;2;ar;sì;arachidi;Famiglia di prova")?;
    }
    let before = busy(&phone).await?;
    let begun = Instant::now();
    chooses(&phone, "en", list.as_bytes()).await?;
    phone.sees("50000 households are ready").await?;
    let read = (begun.elapsed(), longest_pause(&phone).await?, busy(&phone).await?);
    let begun = Instant::now();
    phone.taps("Add 50000 households").await?;
    says(&phone, "en", "import.saving").await?;
    // The sample's codes are drawn anew each time: one may be among these, and is changed.
    phone.sees(" households added").await?;
    let added = (begun.elapsed(), longest_pause(&phone).await?, busy(&phone).await?);
    let said = phone.script("return window.storySaid", vec![]).await?;
    for key in ["import.reading", "import.saving"] {
        let sentence = sentence("en", key)?;
        assert!(said.as_str().is_some_and(|said| said.contains(&sentence)), "never: {sentence}");
    }
    let took = format!("read {read:?}, added {added:?} (in all, longest pause, how busy)");
    let (reading, saving) = (before.max(read.2), read.2.max(added.2));
    let short = read.1 < LONGEST_PAUSE.mul_f64(reading) && added.1 < LONGEST_SAVE.mul_f64(saving);
    assert!(short, "the page answered nobody for too long: {took}");
    Ok(())
}

/// Chooses a file with these bytes.
async fn chooses(phone: &Phone, language: &str, bytes: &[u8]) -> Result<(), Failure> {
    let file = tempfile::Builder::new().suffix(".csv").tempfile()?;
    std::fs::write(file.path(), bytes)?;
    phone.gives_file(&sentence(language, "import.choose")?, file.path()).await?;
    phone.no_longer_sees(&sentence(language, "import.reading")?).await
}

/// Codes of cards, each another.
fn codes(count: u64) -> impl Iterator<Item = String> {
    (0..count).filter_map(|n| card::new_code(n.to_le_bytes(), |_| false))
}

/// How many times longer the page works on something than it would with the processor to itself:
/// of many short pieces of work, the mean beside the fastest, which nobody interrupted.
async fn busy(phone: &Phone) -> Result<f64, Failure> {
    let script = "
        let sum = 0;
        const piece = () => {
            const begun = performance.now();
            for (let i = 0; i < 3e6; i++) sum = (sum + i) | 0;
            return performance.now() - begun;
        };
        for (let i = 0; i < 20; i++) piece();
        const took = Array.from({ length: 150 }, piece);
        window.storyFrom = performance.now();
        return took.reduce((a, b) => a + b) / took.length / Math.max(Math.min(...took), 0.1);";
    let times = phone.script(script, vec![]).await?.as_f64().ok_or("no number")?;
    Ok(times.max(1.0))
}

async fn file(phone: &Phone) -> Result<String, Failure> {
    let text = phone.script("return window.storyFile || ''", vec![]).await?;
    Ok(text.as_str().unwrap_or_default().to_string())
}

/// The longest time for which the page answered nobody, since this was last asked.
async fn longest_pause(phone: &Phone) -> Result<Duration, Failure> {
    let script = "const longest = window.storyPause; window.storyPause = 0; return longest;";
    let ms = phone.script(script, vec![]).await?.as_f64().unwrap_or_default();
    Ok(Duration::from_millis(ms as u64))
}

const CATCH_FILES: &str = "
    const make = URL.createObjectURL;
    URL.createObjectURL = blob => { blob.text().then(text => window.storyFile = text); return make.call(URL, blob); };";

const WATCH_PAUSES: &str = "
    window.storyPause = 0;
    window.storyFrom = 0;
    window.storySaid = '';
    new MutationObserver(() => document.querySelectorAll('[role=status]').forEach(
        status => window.storySaid += status.innerText
    )).observe(document, { subtree: true, childList: true, characterData: true });
    new PerformanceObserver(list => {
        const own = list.getEntries().filter(task => task.startTime >= window.storyFrom);
        for (const { duration } of own) window.storyPause = Math.max(window.storyPause, duration);
    }).observe({ type: 'longtask', buffered: true });";
