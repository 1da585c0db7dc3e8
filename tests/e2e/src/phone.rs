//! A phone: what a person sees and does on it, by the words on the screen, as a person would.

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{By, Key, WebDriver, WebElement};

use crate::driver::{self, Session};
use crate::{Engine, Failure, PATIENCE, stage};

/// A script that finds the field of a label by the words that it begins with.
macro_rules! field_of {
    () => {
        "
    const field = wanted => {
        const labels = [...document.querySelectorAll('label')].filter(l => l.innerText.trim().startsWith(wanted));
        labels.sort((a, b) => a.innerText.length - b.innerText.length);
        for (const label of labels) {
            const field = label.control || label.querySelector('input, select, textarea');
            if (field) return field;
        }
        return null;
    };"
    };
}

/// How often a browser that does not open is started again.
const STARTS: u32 = 3;

/// How the names of files end that a browser has not finished.
const UNFINISHED: [&str; 4] = [".crdownload", ".part", ".tmp", ".wkdownload"];

/// A file that a browser saved.
pub struct Saved {
    /// What the browser called it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A browser that plays a phone.
pub struct Phone {
    /// Which engine.
    pub engine: Engine,
    /// What the story calls it.
    pub name: &'static str,
    profile: Arc<TempDir>,
    session: Option<Arc<Session>>,
}

impl Phone {
    /// A new phone that has never been here.
    pub async fn new(engine: Engine, name: &'static str) -> Result<Self, Failure> {
        let profile = Arc::new(tempfile::tempdir()?);
        let mut phone = Self { engine, name, profile, session: None };
        std::fs::create_dir(driver::downloads(phone.profile.path()))?;
        phone.switch_on().await?;
        Ok(phone)
    }

    /// Opens the browser again on what it stored.
    pub async fn switch_on(&mut self) -> Result<(), Failure> {
        // A browser's first window sometimes fails to open on a busy machine, before any page:
        // that says nothing of the app, so it is tried again.
        for _ in 0..STARTS {
            if self.try_to_switch_on().await.is_ok() {
                return Ok(());
            }
        }
        self.try_to_switch_on().await
    }

    async fn try_to_switch_on(&mut self) -> Result<(), Failure> {
        let session = Session::open(self.engine, self.name, Arc::clone(&self.profile)).await?;
        let session = Arc::new(session);
        stage::enters(&session);
        self.session = Some(session);
        Ok(())
    }

    /// Closes the browser as a person would.
    pub async fn switch_off(&mut self) -> Result<(), Failure> {
        if let Some(session) = self.session.take() {
            stage::leaves(&session);
            session.browser.clone().quit().await?;
        }
        Ok(())
    }

    /// Where the browser keeps its data.
    pub fn profile(&self) -> PathBuf {
        self.profile.path().to_path_buf()
    }

    /// The browser's session.
    pub fn browser(&self) -> Result<&WebDriver, Failure> {
        let session = self.session.as_ref();
        Ok(&session.ok_or_else(|| format!("{} is switched off", self.name))?.browser)
    }

    /// Opens an address.
    pub async fn open(&self, url: &str) -> Result<(), Failure> {
        Ok(self.browser()?.goto(url).await?)
    }

    /// Runs a script and gives what it returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Failure> {
        Ok(self.browser()?.execute(script, arguments).await?.json().clone())
    }

    /// All words on the screen.
    pub async fn words(&self) -> Result<String, Failure> {
        let words =
            self.script("return document.body ? document.body.innerText : ''", vec![]).await?;
        Ok(words.as_str().unwrap_or_default().to_string())
    }

    /// Waits until these words are on the screen.
    pub async fn sees(&self, words: &str) -> Result<(), Failure> {
        self.waits(&format!("see “{words}”"), async || Ok(self.words().await?.contains(words)))
            .await
    }

    /// Waits until these words are no longer on the screen.
    pub async fn no_longer_sees(&self, words: &str) -> Result<(), Failure> {
        self.waits(&format!("no longer see “{words}”"), async || {
            Ok(!self.words().await?.contains(words))
        })
        .await
    }

    /// Waits until the service worker keeps the whole app, which is when it takes over the page.
    pub async fn has_the_app(&self) -> Result<(), Failure> {
        let kept = "return !!navigator.serviceWorker.controller";
        self.waits("keep the app", async || Ok(self.script(kept, vec![]).await? == true)).await
    }

    /// Waits for something that a story can name.
    pub async fn waits(
        &self,
        what: &str,
        test: impl AsyncFn() -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let until = Instant::now() + PATIENCE;
        loop {
            if test().await? {
                return Ok(());
            }
            if Instant::now() > until {
                let address = self.browser()?.current_url().await?;
                let words = self.words().await.unwrap_or_default();
                return Err(format!(
                    "{} ({:?}) did not {what}. At {address} it says:\n{words}",
                    self.name, self.engine
                )
                .into());
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Taps a button, link or box by its words, as a finger does: what lies over it gets the tap.
    /// Where the page moved it away from under the finger, as it may when a record arrives, or a
    /// notice covers it for a moment, a person taps again: so does this.
    pub async fn taps(&self, words: &str) -> Result<(), Failure> {
        let said_so = Cell::new(false);
        self.waits(&format!("tap “{words}”"), async || {
            let element = self.finds("find something to tap", FIND_TAPPABLE, words).await?;
            self.browser()?.execute(TO_THE_MIDDLE, vec![element.to_json()?]).await?;
            self.script(HEED_TAP, vec![json!(words)]).await?;
            let refused = element.click().await.is_err();
            // A page that is another one by now had the tap.
            let missed = self.script(MISSED, vec![]).await?;
            let hit = missed == false || (missed.is_null() && !refused);
            if !hit && !said_so.replace(true) {
                eprintln!("{} ({:?}): the tap on “{words}” missed", self.name, self.engine);
            }
            Ok(hit)
        })
        .await
    }

    /// Types into a field by its label, in place of what stands there.
    pub async fn types(&self, label: &str, text: &str) -> Result<(), Failure> {
        let field = self.finds("find a field", FIND_FIELD, label).await?;
        field.send_keys(Key::Control + "a").await?;
        Ok(field.send_keys(text).await?)
    }

    /// Chooses in a list by its label and the words of the choice, as soon as that is there: what
    /// others have recorded fills some lists.
    pub async fn chooses(&self, label: &str, words: &str) -> Result<(), Failure> {
        self.waits(&format!("choose “{words}” in “{label}”"), async || {
            Ok(self.script(CHOOSE, vec![json!(label), json!(words)]).await? == true)
        })
        .await
    }

    /// Ticks a box by the beginning of its label, if it is not ticked.
    pub async fn tick(&self, label: &str) -> Result<(), Failure> {
        let field = self.finds("find a box", FIND_FIELD, label).await?;
        let script = "if (!arguments[0].checked) arguments[0].click()";
        self.browser()?.execute(script, vec![field.to_json()?]).await?;
        Ok(())
    }

    /// What stands in a field.
    pub async fn value(&self, label: &str) -> Result<String, Failure> {
        let field = self.finds("find a field", FIND_FIELD, label).await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }

    /// Gives a file to a file button by its words.
    pub async fn gives_file(&self, label: &str, path: &std::path::Path) -> Result<(), Failure> {
        let field = self.finds("find a file button", FIND_FIELD, label).await?;
        // The phone's own: on a busy machine the page reads it when the story has gone on, and its
        // file with it.
        let folder = tempfile::tempdir_in(self.profile.path())?.keep();
        let own = folder.join(path.file_name().ok_or("the file has no name")?);
        std::fs::copy(path, &own)?;
        Ok(field.send_keys(own.to_string_lossy()).await?)
    }

    /// Waits until the browser has saved one file, and takes it out of the downloads.
    pub async fn takes_file(&self) -> Result<Saved, Failure> {
        let folder = driver::downloads(self.profile.path());
        let whole = async || {
            let mut files = std::fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()?;
            // While a browser writes, the file is empty, or another one lies beside it.
            let one = files.pop().filter(|_| files.is_empty());
            let written = one.filter(|file| file.metadata().is_ok_and(|about| about.len() > 0));
            Ok::<_, Failure>(written.filter(|file| {
                let name = file.file_name().to_string_lossy().into_owned();
                !UNFINISHED.iter().any(|ending| name.ends_with(ending)) && !name.starts_with('.')
            }))
        };
        self.waits("save a file", async || Ok(whole().await?.is_some())).await?;
        let file = whole().await?.ok_or("the saved file went away")?;
        let bytes = std::fs::read(file.path())?;
        std::fs::remove_file(file.path())?;
        Ok(Saved { name: file.file_name().to_string_lossy().into_owned(), bytes })
    }

    async fn finds(&self, what: &str, script: &str, words: &str) -> Result<WebElement, Failure> {
        self.waits(&format!("{what} “{words}”"), async || {
            Ok(!self.script(script, vec![json!(words)]).await?.is_null())
        })
        .await?;
        let found = self.browser()?.execute(script, vec![json!(words)]).await?;
        Ok(found.element()?)
    }

    /// An element by its selector.
    pub async fn element(&self, css: &'static str) -> Result<WebElement, Failure> {
        Ok(self.browser()?.find(By::Css(css)).await?)
    }
}

/// The visible thing to tap whose words are nearest to what is asked: the same, else the
/// shortest that holds them.
const FIND_TAPPABLE: &str = "
    const wanted = arguments[0];
    const all = [...document.querySelectorAll('a, button, summary, label, [role=button]')]
        .filter(e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden')
        .map(e => [e, (e.innerText || e.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').trim()])
        .filter(([, text]) => text.includes(wanted));
    all.sort(([, a], [, b]) => a.length - b.length);
    return all.length ? all[0][0] : null;";

/// Away from the edges, where the dock and the heading lie over the page. Not where it is in sight
/// already: what moves is easily missed.
const TO_THE_MIDDLE: &str = "
    const box = arguments[0].getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const there = document.elementFromPoint(x, y);
    if (!there || !(arguments[0].contains(there) || there.contains(arguments[0])))
        arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });";

/// Notes whether the next click is on something with these words. What it is drawn as may be
/// another element by then; what it says is read before anything hears of the click.
const HEED_TAP: &str = "
    const words = arguments[0];
    const said = e => (e.innerText || e.getAttribute('aria-label') || '').replace(/\\s+/g, ' ');
    window.tapMissed = true;
    addEventListener('click', event => {
        const tapped = event.target.closest('a, button, summary, label, [role=button]');
        if (tapped && said(tapped).includes(words)) window.tapMissed = false;
    }, { capture: true, once: true });";

/// Whether that click was on something else. Null where nothing was noted: on another page.
const MISSED: &str = "return window.tapMissed ?? null";

/// The field of a label.
const FIND_FIELD: &str = concat!(field_of!(), "return field(arguments[0]);");

const CHOOSE: &str = concat!(
    field_of!(),
    "
    const list = field(arguments[0]);
    const option = [...(list?.options ?? [])].find(option => option.text.trim() === arguments[1]);
    if (!option) return false;
    list.value = option.value;
    for (const kind of ['change', 'input']) list.dispatchEvent(new Event(kind, { bubbles: true }));
    return true;"
);
