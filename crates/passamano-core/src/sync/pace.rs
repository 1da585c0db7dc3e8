//! How long to wait and how much to send at once. When to do so is decided in the session.

use crate::endpoint::Diagnosis;

/// The first wait after a failure is at most so long, in milliseconds; it doubles from there.
const BASE_MS: i64 = 1_000;
/// No wait after a failure is longer, unless the endpoint asked for it.
pub(super) const CAP_MS: i64 = 5 * 60_000;
/// The longest wait that an endpoint may ask for.
const ASKED_CAP_MS: i64 = 60 * 60_000;

/// A wait. What ends it early is the session's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rest {
    since_ms: i64,
    for_ms: i64,
    /// The endpoint asked for it, so a change of network does not end it.
    pub(super) asked: bool,
}

impl Rest {
    /// Waits so long from now.
    pub(super) fn new(now_ms: i64, for_ms: i64) -> Self {
        Self { since_ms: now_ms, for_ms, asked: false }
    }

    /// Waits after the n-th failure in a row: full jitter, or what the endpoint asked for and
    /// up to a fifth more, never less, so that a thousand phones neither come early nor at once.
    pub(super) fn after(diagnosis: &Diagnosis, failures: u32, now_ms: i64, chance: u32) -> Self {
        if let Diagnosis::Busy { retry_after_ms: Some(asked) } = diagnosis {
            let asked = (*asked).clamp(0, ASKED_CAP_MS);
            return Self { asked: true, ..Self::new(now_ms, asked + share(asked / 5, chance)) };
        }
        let ceiling = BASE_MS.saturating_mul(1 << failures.min(20)).min(CAP_MS);
        Self::new(now_ms, share(ceiling, chance))
    }

    /// When it ends, Unix milliseconds.
    pub(super) fn until_ms(&self) -> i64 {
        self.since_ms.saturating_add(self.for_ms)
    }

    /// Whether it is over. When the clock was set back, it starts anew, so it never lasts longer
    /// than it was meant to.
    pub(super) fn is_over(&mut self, now_ms: i64) -> bool {
        self.since_ms = self.since_ms.min(now_ms);
        now_ms >= self.until_ms()
    }
}

/// The part of `whole` that chance picks, from nothing to all of it.
fn share(whole: i64, chance: u32) -> i64 {
    (i128::from(whole) * i128::from(chance) / i128::from(u32::MAX)) as i64
}

/// The pause between two rounds when all is well: half of the cap to all of it.
pub(super) fn period_ms(chance: u32) -> i64 {
    CAP_MS / 2 + share(CAP_MS / 2, chance)
}

/// How many at once: less after trouble, more after success.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    now: usize,
    most: usize,
}

impl Size {
    pub(super) fn new(most: usize) -> Self {
        Self { now: most, most }
    }

    pub(super) fn get(self) -> usize {
        self.now
    }

    /// Half of `used`, at least one.
    pub(super) fn shrink(&mut self, used: usize) {
        self.now = (used / 2).max(1);
    }

    pub(super) fn grow(&mut self) {
        self.now = (self.now * 2).min(self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_cap_and_no_further() {
        let longest = |failures| Rest::after(&Diagnosis::Timeout, failures, 0, u32::MAX).until_ms();
        assert_eq!((longest(0), longest(1), longest(3)), (1_000, 2_000, 8_000));
        assert_eq!((longest(9), longest(u32::MAX)), (CAP_MS, CAP_MS));
        assert_eq!(Rest::after(&Diagnosis::Timeout, 9, 0, 0).until_ms(), 0);
    }

    #[test]
    fn what_the_endpoint_asks_for_is_never_cut_short() {
        let busy = |ms| Diagnosis::Busy { retry_after_ms: Some(ms) };
        for chance in [0, u32::MAX / 2, u32::MAX] {
            let until = Rest::after(&busy(120_000), 3, 0, chance).until_ms();
            assert!((120_000..=144_000).contains(&until));
        }
        assert!(Rest::after(&busy(i64::MAX), 0, 0, u32::MAX).until_ms() <= ASKED_CAP_MS * 6 / 5);
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_prolong_a_wait() {
        let mut rest = Rest::new(1_000_000_000, 5_000);
        assert!(!rest.is_over(2_000));
        assert_eq!(rest.until_ms(), 7_000);
        assert!(rest.is_over(7_000));
        assert!(Rest::new(0, 5_000).is_over(i64::MAX));
    }

    #[test]
    fn a_batch_shrinks_to_one_and_grows_back() {
        let mut size = Size::new(50);
        size.shrink(3);
        size.shrink(1);
        assert_eq!(size.get(), 1);
        (0..9).for_each(|_| size.grow());
        assert_eq!(size.get(), 50);
    }
}
