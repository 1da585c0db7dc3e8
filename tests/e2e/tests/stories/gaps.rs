//! Stories of what a day also needs: what was lent comes back, the screen stays on while somebody
//! counts, half-typed words survive a restart, and the desk corrects itself. In every engine.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, team, tour};
use serde_json::json;

/// Names under which forms keep what is half-typed, and whether the words can be read there.
const DRAFTS: &str = "
    return (async () => {
        const found = [];
        for (const { name } of await indexedDB.databases()) {
            const db = await new Promise(done => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
            if (db.objectStoreNames.contains('drafts')) {
                const store = db.transaction('drafts').objectStore('drafts');
                const all = asked => new Promise(done => { asked.onsuccess = () => done(asked.result); });
                const [keys, values] = [await all(store.getAllKeys()), await all(store.getAll())];
                keys.forEach((key, i) => {
                    const text = new TextDecoder('latin1').decode(values[i]);
                    found.push(key + (text.includes('gate') ? ' in clear' : ''));
                });
            }
            db.close();
        }
        return found.join();
    })()";

/// A browser that says what it was asked about the screen. What it gives is of the page's own
/// kinds: Firefox runs scripts of a driver in a world of their own.
const LISTENS: &str = "
    window.asked = [];
    const ours = act => Object.setPrototypeOf(act, window.Function.prototype);
    const told = (word, answer) => ours(() => { window.asked.push(word); return window.Promise.resolve(answer); });
    const lock = { release: told('off') };
    Object.defineProperty(navigator, 'wakeLock', { value: { request: told('on', lock) }, configurable: true });";

/// Taps the link with these words. The field of codes takes the focus the moment that it comes, and
/// the answer is what has it when the heading's turn has gone by (`FOLLOWS_MS` in
/// `src/actions.rs`): equal timers come in order.
const TYPES_AT_ONCE: &str = "
    return new Promise(done => {
        const look = () => {
            const field = document.getElementById('card-code');
            if (!field) return;
            observer.disconnect();
            field.focus();
            setTimeout(() => done(document.activeElement.id), 100);
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true });
        [...document.links].find(link => link.textContent.includes(arguments[0])).click();
    })";

pub async fn what_a_day_also_needs(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let mut phone = Phone::new(engine, "the phone").await?;
    phone.open(&hub.url()).await?;
    phone.taps("English").await?;
    phone.taps("Try it").await?;
    phone.sees("Food parcels, San Lorenzo").await?;
    let card = a_loan_comes_back(&phone, &hub.url()).await?;
    a_reader_starts_at_the_heading(&phone, &hub.url()).await?;
    the_screen_stays_on(&phone, &hub.url()).await?;
    half_typed_words_survive(&mut phone, &hub.url()).await?;
    the_desk_corrects_itself(&phone, &hub.url()).await?;
    a_code_stays_whole_in_arabic(&phone, &hub.url(), &card).await
}

/// Lent to a new card, taken back damaged by mistake, undone, taken back in good order. Gives the
/// code of the card.
async fn a_loan_comes_back(phone: &Phone, url: &str) -> Result<String, Failure> {
    let code = team::walks_in(phone, url).await?;
    let card = format!("{url}/handout/card/{code}");
    a_screen_starts_at_its_top(phone).await?;
    phone.taps("Everything given").await?;
    phone.tick("Lent, to be brought back").await?;
    phone.taps("Save").await?;
    phone.sees("Saved on this phone").await?;

    let stock = format!("{url}/stock/KIT-DRY7");
    tour::goes(phone, "/stock/KIT-DRY7").await?;
    phone.sees("Out on loan").await?;
    phone.open(&format!("{url}/stock")).await?;
    phone.sees("39 by the book").await?;

    phone.open(&card).await?;
    phone.taps("Take it back").await?;
    phone.taps("Damaged").await?;
    phone.taps("Save").await?;
    phone.sees("Back, damaged: 1 ").await?;
    phone.no_longer_sees("since").await?;
    phone.taps("Undo").await?;
    phone.sees("since").await?;

    phone.taps("Take it back").await?;
    phone.taps("Save").await?;
    phone.sees("Back in good order: 1 ").await?;
    phone.no_longer_sees("since").await?;
    phone.open(&stock).await?;
    phone.sees("Opening count").await?;
    phone.no_longer_sees("Out on loan").await?;
    phone.open(&format!("{url}/stock")).await?;
    phone.sees("40 by the book").await?;
    Ok(code)
}

/// In large text the way to the next screen stands far down.
async fn a_screen_starts_at_its_top(phone: &Phone) -> Result<(), Failure> {
    let scrolled = async || Ok(phone.script("return window.scrollY", vec![]).await? != 0);
    let large = "document.documentElement.style.fontSize = arguments[0]";
    phone.script(large, vec![json!("32px")]).await?;
    phone.script("window.scrollTo(0, document.body.scrollHeight)", vec![]).await?;
    phone.waits("be at the end of the card", scrolled).await?;
    phone.taps("Part given, swapped or refused").await?;
    phone.sees("How did it go?").await?;
    phone.waits("show the new screen from its top", async || Ok(!scrolled().await?)).await?;
    phone.script(large, vec![json!("")]).await?;
    Ok(())
}

/// Who cannot see the screen is told of each new one; who already types there is not disturbed.
async fn a_reader_starts_at_the_heading(phone: &Phone, url: &str) -> Result<(), Failure> {
    let reads = async |title: &str| {
        let script = "const { id, textContent } = document.activeElement;
             return id === 'page-title' && textContent.includes(arguments[0])";
        let now = async || phone.script(script, vec![json!(title)]).await;
        phone.waits(&format!("read “{title}”"), async || Ok(now().await? == true)).await
    };
    phone.open(url).await?;
    phone.taps("Hand out").await?;
    reads("Hand out").await?;
    phone.taps("Not on the list").await?;
    reads("Not on the list").await?;
    phone.taps("Back").await?;
    reads("Hand out").await?;
    phone.taps("Today").await?;
    reads("Today").await?;
    let focused = phone.script(TYPES_AT_ONCE, vec![json!("Hand out")]).await?;
    assert_eq!(focused, "card-code");
    Ok(())
}

/// The browser is asked once, again when the page comes back, and released with the page.
async fn the_screen_stays_on(phone: &Phone, url: &str) -> Result<(), Failure> {
    phone.open(url).await?;
    phone.sees("Hand out").await?;
    phone.script(LISTENS, vec![]).await?;
    // How often it was asked, and how many locks are held.
    let holds = async |asked: u64, held: u64| {
        let script = "const on = window.asked.filter(word => word === 'on').length;
             return [on, 2 * on - window.asked.length, document.visibilityState].join()";
        let wanted = format!("{asked},{held},visible");
        let now = async || phone.script(script, vec![]).await;
        phone.waits(&format!("hold {wanted}"), async || Ok(now().await? == wanted)).await
    };
    phone.taps("Hand out").await?;
    phone.taps("Count, no card").await?;
    holds(1, 1).await?;
    phone.script("document.dispatchEvent(new Event('visibilitychange'))", vec![]).await?;
    holds(2, 1).await?;
    phone.taps("Today").await?;
    holds(2, 0).await
}

/// A report is half-written, the browser is closed, and the words are there again until saved.
async fn half_typed_words_survive(phone: &mut Phone, url: &str) -> Result<(), Failure> {
    let words = "People pushed at the gate.";
    let page = format!("{url}/happened");
    phone.open(&page).await?;
    phone.taps("Incident or near miss").await?;
    phone.types("The facts", words).await?;
    let keeps = async |phone: &Phone, what: &str| {
        let kept = async || phone.script(DRAFTS, vec![]).await;
        phone.waits(&format!("keep “{what}”"), async || Ok(kept().await? == what)).await
    };
    keeps(phone, "incident").await?;

    // WebKit under automation keeps nothing beyond its session: there only the page starts anew.
    if phone.engine != Engine::WebKit {
        phone.switch_off().await?;
        phone.switch_on().await?;
    }
    phone.open(&page).await?;
    phone.taps("Incident or near miss").await?;
    phone.sees("Kept from before").await?;
    assert_eq!(phone.value("The facts").await?, words);

    phone.chooses("What happened?", "Crowd, queue, pushing").await?;
    phone.taps("Minor: solved on the spot").await?;
    phone.taps("Save").await?;
    phone.sees("Saved on this phone").await?;
    keeps(phone, "").await
}

/// A remark is closed by mistake and opened again; both stay in the list.
async fn the_desk_corrects_itself(phone: &Phone, url: &str) -> Result<(), Failure> {
    phone.open(&format!("{url}/remark")).await?;
    phone.taps("I have an idea").await?;
    phone.types("In your words", "More chairs").await?;
    phone.taps("Save").await?;
    phone.sees("Saved on this phone").await?;
    tour::goes(phone, "/desk/feedback").await?;
    phone.taps("More chairs").await?;
    phone.chooses("Status", "Closed").await?;
    phone.taps("Save the status").await?;
    phone.sees(": Closed").await?;
    phone.taps("Take it back").await?;
    phone.sees("Corrected later").await?;
    phone.waits("be open again", async || Ok(phone.value("Status").await? == "open")).await
}

/// Without marks around it, a line from right to left turns `24-7U3` into `7U3-24`.
async fn a_code_stays_whole_in_arabic(phone: &Phone, url: &str, card: &str) -> Result<(), Failure> {
    tour::speaks(phone, &format!("{url}/sent"), "ar").await?;
    // Asked of the page itself: a driver may leave the marks out of what it reads.
    let holds = "return document.body.textContent.includes(arguments[0])";
    let whole = json!(format!("تسليم \u{2068}{card}\u{2069}"));
    phone
        .waits("see the code between its marks", async || {
            Ok(phone.script(holds, vec![whole.clone()]).await? == true)
        })
        .await
}
