//! What is looked at in the day's story beside the words on the screen: languages as the phone
//! itself holds them, and whether sealed words lie anywhere on it in clear.

use passamano_e2e::phone::Phone;
use passamano_e2e::{Failure, tour};
use serde_json::{Value, json};

/// Every language, by its button, with the direction that it is read in. English last: the story
/// goes on in it.
const LANGUAGES: [(&str, &str, &str); 4] = [
    ("ar", "العربية", "rtl"),
    ("fr", "Français", "ltr"),
    ("it", "Italiano", "ltr"),
    ("en", "English", "ltr"),
];

/// Chooses each language, and then interface and pack speak it.
pub async fn speaks_every_language(phone: &Phone) -> Result<(), Failure> {
    for (tag, name, dir) in LANGUAGES {
        tour::goes(phone, "/more").await?;
        phone.taps(name).await?;
        let texts = file(phone, &format!("/i18n/{tag}.json")).await?;
        let pack = file(phone, &format!("/packs/{tag}.json")).await?;
        phone.sees(text(&texts, "more.title")?).await?;
        tour::goes(phone, "/guide").await?;
        phone.sees(text(&texts, "guide.before")?).await?;
        phone.sees(text(&pack, "g-c1.read.title")?).await?;
        let page = "return [document.documentElement.lang, document.documentElement.dir]";
        if phone.script(page, vec![]).await? != json!([tag, dir]) {
            return Err(format!("the page is not marked as {tag}, {dir}").into());
        }
    }
    Ok(())
}

async fn file(phone: &Phone, path: &str) -> Result<Value, Failure> {
    let read = "const [path, done] = arguments; fetch(path).then((a) => a.json()).then(done, () => done(null))";
    Ok(phone.browser()?.execute_async(read, vec![json!(path)]).await?.json().clone())
}

fn text<'a>(texts: &'a Value, key: &str) -> Result<&'a str, Failure> {
    texts[key].as_str().ok_or_else(|| format!("the phone has no text for {key}").into())
}

/// Whether these words stand in clear anywhere that a page can keep something: every database,
/// local and session storage.
pub async fn lies_in_clear(phone: &Phone, words: &str) -> Result<bool, Failure> {
    let found = phone.browser()?.execute_async(IN_CLEAR, vec![json!(words)]).await?;
    found.json().as_bool().ok_or_else(|| "what the phone keeps could not be read".into())
}

const IN_CLEAR: &str = "
    const [words, done] = arguments;
    const plain = (value) => {
        if (value instanceof ArrayBuffer) value = new Uint8Array(value);
        if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
        if (value && typeof value === 'object') return Object.values(value).map(plain).join(' ');
        return String(value);
    };
    const ready = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const look = async () => {
        let text = plain({ ...localStorage }) + plain({ ...sessionStorage });
        const db = await ready(indexedDB.open('passamano'));
        for (const name of db.objectStoreNames) {
            const store = db.transaction(name).objectStore(name);
            text += plain(await ready(store.getAllKeys())) + plain(await ready(store.getAll()));
        }
        db.close();
        return text.includes(words);
    };
    look().then(done, () => done(null));";
