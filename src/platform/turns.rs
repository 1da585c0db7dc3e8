//! Long work that lets the browser have its turn, so that the page still answers. Waiting for a
//! time is in `timer.rs`.

use super::{clock, timer};

/// So long the browser waits for its turn at most, milliseconds: a finger does not notice it.
const TURN_MS: i64 = 40;

/// Work in parts that are small beside a turn, with a [`Turns::pause`] after each.
pub struct Turns {
    since_ms: i64,
}

impl Turns {
    /// The first turn begins now.
    pub fn begin() -> Self {
        Self { since_ms: clock::now().ms }
    }

    /// Waits for the browser if the last turn was long enough ago. True if it had its turn.
    pub async fn pause(&mut self) -> bool {
        if (0..TURN_MS).contains(&(clock::now().ms - self.since_ms)) {
            return false;
        }
        timer::sleep(0).await;
        self.since_ms = clock::now().ms;
        true
    }
}
