//! What a story leaves behind when it fails: of each browser that is still open the picture of its
//! screen, the page as it stands and what the browser wrote, in `target/stories/`. Stories are run
//! one to a program (see [`crate::runner`]), so the stage is the program's.

use std::fmt::Write as _;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::driver::Session;
use crate::runner::Telling;
use crate::{Failure, axe, root};

/// A story that takes longer hangs: every wait in it ends sooner with words of its own.
const LONGEST: Duration = Duration::from_secs(480);
/// What a browser does not answer within this time stays unknown.
const ANSWER: Duration = Duration::from_secs(10);

/// The end of the name of what a browser wrote.
pub const CONSOLE: &str = "console.txt";

/// The browsers that are open. They stay open when a story's own handle goes, because a failure
/// drops that before anybody has looked.
static OPEN: Mutex<Vec<Arc<Session>>> = Mutex::new(Vec::new());

/// Where a story leaves what is needed to understand its failure.
pub fn folder(story: &str) -> PathBuf {
    root().join("target/stories").join(story.replace("::", "-").replace(' ', "-"))
}

/// From now on the browser is looked at when the story fails.
pub fn enters(session: &Arc<Session>) {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(session));
}

/// The browser is no part of the story any more.
pub fn leaves(session: &Arc<Session>) {
    OPEN.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .retain(|other| !Arc::ptr_eq(other, session));
}

/// Tells a story to its end, and keeps what the browsers show if that is a bad one.
pub fn tell(story: &str, telling: Telling) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let _entered = runtime.enter();
    let told = AssertUnwindSafe(|| {
        runtime.block_on(async {
            let late = |_| Err(format!("not over after {LONGEST:?}").into());
            tokio::time::timeout(LONGEST, telling).await.unwrap_or_else(late)
        })
    });
    // The panic itself has been printed by then.
    let end = std::panic::catch_unwind(told).unwrap_or_else(|_| Err("it panicked".into()));
    let open = std::mem::take(&mut *OPEN.lock().unwrap_or_else(PoisonError::into_inner));
    if let Err(failure) = &end {
        eprintln!("{failure}");
        runtime.block_on(keep(&open, &folder(story)));
    }
    // Browsers end before the runtime through which they are told to.
    drop(open);
    end
}

async fn keep(open: &[Arc<Session>], folder: &Path) {
    for (at, session) in open.iter().enumerate() {
        let name = format!("{}-{}", at + 1, session.name.replace(' ', "-"));
        if let Err(failure) = keep_one(session, &folder.join(name)).await {
            eprintln!("not everything of {} could be kept: {failure}", session.name);
        }
    }
}

async fn keep_one(session: &Session, path: &Path) -> Result<(), Failure> {
    let mut console = String::new();
    for log in session.logs() {
        // A browser that wrote nothing has no such file.
        let text = fs::read(&log).unwrap_or_default();
        writeln!(console, "── {}\n{}", log.display(), String::from_utf8_lossy(&text))?;
    }
    fs::write(path.with_extension(CONSOLE), console)?;
    let picture = session.browser.screenshot_as_png();
    fs::write(path.with_extension("png"), tokio::time::timeout(ANSWER, picture).await??)?;
    let page = tokio::time::timeout(ANSWER, session.browser.source()).await??;
    fs::write(path.with_extension("html"), page)?;
    // Only Chromium says what a screen reader would be told.
    if let Ok(Ok(tree)) = tokio::time::timeout(ANSWER, axe::tree_of(&session.browser)).await {
        fs::write(path.with_extension("tree.txt"), tree)?;
    }
    Ok(())
}
