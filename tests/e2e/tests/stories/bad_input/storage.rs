//! Storage that is full, blocked, gone, or does not answer: what was typed stays, what was saved
//! comes back or lies at the hub, and nothing is saved twice or by halves.

use passamano_e2e::hub::TestHub;
use passamano_e2e::kept::Kept;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, cdp, team};
use serde_json::json;

use super::{
    founds_and_invites, holds, pastes, saves_remark, says, sentence, speaks, tries_it,
    writes_remark,
};

const WORDS: &str = "Più acqua all'ingresso 🚰";

pub async fn a_full_phone_says_so_and_saves_when_there_is_room(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let mut phone = Phone::new(engine, "Amina").await?;
    tries_it(&phone, &hub.url()).await?;
    for language in ["en", "ar"] {
        // A browser remembers for a while how much room there was: it is started again.
        phone.switch_off().await?;
        phone.switch_on().await?;
        room(&phone, &hub, Some(1)).await?;
        speaks(&phone, &format!("{}/remark", hub.url()), language).await?;
        phone.taps(&sentence(language, "topic.suggestion")?).await?;
        let field = sentence(language, "remark.words")?;
        pastes(&phone, &field, WORDS).await?;
        phone.taps(&sentence(language, "common.save")?).await?;
        says(&phone, language, "storage.full").await?;
        assert_eq!(phone.value(&field).await?, WORDS, "what was typed stays");
        room(&phone, &hub, None).await?;
        phone.taps(&sentence(language, "common.save")?).await?;
        says(&phone, language, "remark.saved").await?;
    }
    Ok(())
}

pub async fn blocked_storage_says_so_and_deletes_nothing(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    cdp::before_each_page(phone.browser()?, BLOCK).await?;
    tries_it(&phone, &hub.url()).await?;
    for language in ["it", "ar"] {
        speaks(&phone, &hub.url(), language).await?;
        phone.script("localStorage.setItem('story.blocked', 1)", vec![]).await?;
        phone.open(&hub.url()).await?;
        says(&phone, language, "storage.blocked.cause").await?;
        says(&phone, language, "broken.words").await?;
        phone.script("localStorage.removeItem('story.blocked')", vec![]).await?;
        phone.taps(&sentence(language, "common.retry")?).await?;
        // The sample is as it was, in the language in which it was made.
        says(&phone, "en", "sample.activity").await?;
    }
    Ok(())
}

pub async fn a_browser_that_may_store_nothing_says_so(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let mut phone = Phone::new(engine, "Amina").await?;
    phone.switch_off().await?;
    // No cookies and no data of sites.
    let forbid = "user_pref(\"network.cookie.cookieBehavior\", 2);\n";
    std::fs::write(phone.profile().join("user.js"), forbid)?;
    phone.switch_on().await?;
    phone.open(&hub.url()).await?;
    says(&phone, "en", "storage.blocked.cause").await?;
    says(&phone, "en", "broken.words").await
}

pub async fn a_database_that_is_gone_is_told_and_what_was_sent_is_not_lost(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let (desk, link) = founds_and_invites(engine, &hub).await?;
    let phone = Phone::new(engine, "Amina").await?;
    team::join(&phone, &link).await?;
    saves_remark(&phone, "sent before").await?;
    holds(&phone, &hub, "0").await?;

    phone.open(&hub.url()).await?;
    writes_remark(&phone, WORDS).await?;
    let what = json!({ "origin": hub.url(), "storageTypes": "indexeddb" });
    phone.browser()?.cdp().send_raw("Storage.clearDataForOrigin", what).await?;
    phone.taps("Save").await?;
    says(&phone, "en", "storage.wiped").await?;
    assert_eq!(phone.value("In your words").await?, WORDS, "what was typed stays");

    speaks(&phone, &hub.url(), "ar").await?;
    says(&phone, "ar", "broken.wiped").await?;
    speaks(&phone, &hub.url(), "en").await?;
    says(&phone, "en", "broken.wiped_words").await?;
    team::join(&phone, &link).await?;
    phone.no_longer_sees(&sentence("en", "broken.wiped")?).await?;
    desk.open(&format!("{}/desk/feedback", hub.url())).await?;
    desk.sees("sent before").await
}

/// Another page holds the records: before anything of a save is written, then between the writing
/// and the reading back.
pub async fn a_phone_that_does_not_answer_says_so_and_saves_once(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    tries_it(&phone, &hub.url()).await?;
    let before = Kept::on(&phone, SAMPLE).await?;
    for (remarks, held) in [(1, HOLD_NOW), (2, HOLD_LATER)] {
        phone.open(&format!("{}/remark", hub.url())).await?;
        phone.taps("I have an idea").await?;
        pastes(&phone, "In your words", WORDS).await?;
        phone.script(&format!("{HOLD} {held}"), vec![]).await?;
        let ready = async || phone.script("return window.storyReady", vec![]).await;
        phone.waits("share its records", async || Ok(ready().await? == true)).await?;
        phone.taps("Save").await?;
        says(&phone, "en", "common.saving").await?;
        says(&phone, "en", "storage.timeout").await?;
        assert_eq!(phone.value("In your words").await?, WORDS, "what was typed stays");
        phone.script("window.storyHolds = false", vec![]).await?;
        phone.taps("Save").await?;
        says(&phone, "en", "remark.saved").await?;
        // A remark is two records: what was said, sealed, and a mark for the day's count.
        let kept = Kept::on(&phone, SAMPLE).await?;
        assert_eq!(kept.envelopes, before.envelopes + 2 * remarks, "once, not twice");
    }
    Ok(())
}

pub async fn a_phone_that_joins_in_its_last_moment_has_joined(
    engine: Engine,
) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let (_desk, link) = founds_and_invites(engine, &hub).await?;
    let phone = Phone::new(engine, "Amina").await?;
    cdp::before_each_page(phone.browser()?, ONE_WRITE).await?;
    speaks(&phone, &hub.url(), "en").await?;
    for (database, after) in [(SAMPLE, "sample.activity"), (TEAM, "today.remark")] {
        phone.script("localStorage.setItem('story.one', 1)", vec![]).await?;
        match database {
            SAMPLE => phone.open(&hub.url()).await?,
            _ => {
                phone.open(&link).await?;
                phone.types("What the team calls you", phone.name).await?;
            }
        }
        phone.taps(if database == SAMPLE { "Try it" } else { "Join the team" }).await?;
        phone
            .waits("keep its first records", async || Ok(Kept::on(&phone, database).await?.seq > 0))
            .await?;
        phone.script("localStorage.removeItem('story.one')", vec![]).await?;
        phone.open(&hub.url()).await?;
        says(&phone, "en", after).await?;
    }
    Ok(())
}

/// Gives the page so many bytes in all, or what the disk has.
async fn room(phone: &Phone, hub: &TestHub, bytes: Option<u32>) -> Result<(), Failure> {
    let mut what = json!({ "origin": hub.url() });
    if let Some(bytes) = bytes {
        what["quotaSize"] = json!(bytes);
    }
    phone.browser()?.cdp().send_raw("Storage.overrideQuotaForOrigin", what).await?;
    Ok(())
}

/// A browser window that may keep nothing, as long as the story says so.
const BLOCK: &str = "
    if (localStorage.getItem('story.blocked')) {
        IDBFactory.prototype.open = () => { throw new DOMException('not here', 'SecurityError'); };
    }";

/// The databases of a sample team and of a team on a phone.
const SAMPLE: &str = "passamano-try";
const TEAM: &str = "passamano";

/// Another page that can hold the records as long as the story says so.
pub const HOLD: &str = "
    const opening = indexedDB.open('passamano-try');
    const hold = () => {
        window.storyHolds = true;
        const tx = opening.result.transaction('envelopes', 'readwrite');
        tx.oncomplete = () => opening.result.close();
        const again = () => {
            if (window.storyHolds) tx.objectStore('envelopes').count().onsuccess = again;
        };
        again();
    };";

/// It holds them now.
const HOLD_NOW: &str = "opening.onsuccess = () => { hold(); window.storyReady = true; }";

/// It holds them when the next save has asked to write and asks to read back: it comes in between.
pub const HOLD_LATER: &str = "
    opening.onsuccess = () => {
        const begin = IDBDatabase.prototype.transaction;
        let written = false;
        IDBDatabase.prototype.transaction = function (...asked) {
            if ([...asked[0]].includes('envelopes')) {
                if (asked[1] === 'readwrite') written = true;
                else if (written) {
                    IDBDatabase.prototype.transaction = begin;
                    hold();
                }
            }
            return begin.apply(this, asked);
        };
        window.storyReady = true;
    };";

/// A phone that keeps one more transaction and then nothing, as long as the story says so.
const ONE_WRITE: &str = "
    if (localStorage.getItem('story.one')) {
        let written = false;
        const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (...asked) {
            if (asked[1] === 'readwrite' && written) throw new DOMException('', 'QuotaExceededError');
            written ||= asked[1] === 'readwrite';
            return begin.apply(this, asked);
        };
    }";
