//! Telling a hand scanner from a hand: keys that come a few milliseconds apart and end with Enter or
//! Tab are a scan. And for a camera: the same code again within some seconds is the same card.
//!
//! Here is no keyboard: keys and their times come in, and what they were comes out.

/// Between two keys of a scan, milliseconds.
const LONGEST_GAP: f64 = 70.0;
/// Wireless scanners stumble now and then, busy phones too. What comes so soon still belongs to
/// the keys before it: the second half of a code alone may be another household's.
const STUMBLE: f64 = 400.0;
/// Of so many keys one may stumble.
const KEYS_A_STUMBLE: usize = 4;
/// And on average: nobody types a code so fast.
const MEAN_GAP: f64 = 35.0;
/// The second of two keys that come so close may belong to a scan.
const FAST: f64 = 45.0;
/// No card has a shorter code, and two keys may be hit together.
const SHORTEST: usize = 3;
/// Some scanners end with two keys.
const ECHO: f64 = 120.0;
/// No scan is longer; a held key is.
const LONGEST: usize = 4_000;

/// A key that went down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// It types this.
    Text(&'a str),
    /// Enter or Tab.
    End,
    /// It changes what other keys type, such as Shift.
    Modifier,
    /// Any other.
    Other,
}

/// What a key was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A hand's, as far as anybody can tell: it does what it always does.
    Hand,
    /// The first of a new row of keys, which a scan may be. It does what it always does.
    First,
    /// It came as fast as a scanner types, or ended a scan that stumbled too often to be one.
    Fast,
    /// It ended a scan, of this text.
    Scan(String),
    /// It came right behind a scan and belongs to it.
    Echo,
}

/// Listens to keys, one after the other.
#[derive(Debug, Default)]
pub struct Keys {
    text: String,
    count: usize,
    /// Milliseconds between the keys, without stumbles.
    took: f64,
    stumbles: usize,
    last: f64,
    scanned: Option<f64>,
}

impl Keys {
    /// Hears a key at a time in milliseconds, and says what it was.
    pub fn hear(&mut self, key: Key, at: f64) -> Heard {
        let gap = at - self.last;
        let goes_on = self.count > 0 && (0.0..=STUMBLE).contains(&gap);
        match key {
            Key::Modifier => Heard::Hand,
            Key::Other => {
                self.count = 0;
                Heard::Hand
            }
            Key::Text(text) => {
                self.scanned = None;
                if !goes_on || self.text.len() > LONGEST {
                    (self.text, self.count) = (String::new(), 0);
                    (self.took, self.stumbles) = (0.0, 0);
                } else if gap > LONGEST_GAP {
                    self.stumbles += 1;
                } else {
                    self.took += gap;
                }
                self.text.push_str(text);
                self.count += 1;
                self.last = at;
                match self.count {
                    1 => Heard::First,
                    _ if gap <= FAST => Heard::Fast,
                    _ => Heard::Hand,
                }
            }
            Key::End => {
                if self.scanned.is_some_and(|before| (0.0..=ECHO).contains(&(at - before))) {
                    return Heard::Echo;
                }
                let gaps = self.count.saturating_sub(self.stumbles).max(1);
                let scan = (0.0..=LONGEST_GAP).contains(&gap)
                    && self.count >= SHORTEST
                    && self.stumbles <= self.count / KEYS_A_STUMBLE
                    && (self.took + gap) / gaps as f64 <= MEAN_GAP;
                let broken = self.stumbles > 0 && self.count >= SHORTEST && gap <= FAST;
                self.count = 0;
                if !scan {
                    return if broken { Heard::Fast } else { Heard::Hand };
                }
                self.scanned = Some(at);
                Heard::Scan(std::mem::take(&mut self.text))
            }
        }
    }
}

/// What a camera has seen of late.
#[derive(Debug, Default)]
pub struct Seen(Vec<(String, i64)>);

impl Seen {
    /// The same code again within this time is the same card still in front of the camera.
    const SAME_MS: i64 = 3_000;

    /// Whether a code that is seen now has come anew. Two cards side by side are two, not a new one
    /// at each look.
    pub fn is_new(&mut self, code: &str, now_ms: i64) -> bool {
        // A clock that was set back must not keep a code away for hours.
        self.0.retain(|(_, at)| (0..Self::SAME_MS).contains(&(now_ms - at)));
        match self.0.iter_mut().find(|(seen, _)| seen == code) {
            Some((_, at)) => {
                *at = now_ms;
                false
            }
            None => {
                self.0.push((code.to_owned(), now_ms));
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types a text with these milliseconds between two keys, and gives what the last key was.
    fn types(keys: &mut Keys, text: &str, gaps: &[f64], from: f64) -> (Vec<Heard>, f64) {
        let mut at = from;
        let mut heard = vec![];
        for (place, c) in text.chars().enumerate() {
            if place > 0 {
                at += gaps[(place - 1) % gaps.len()];
            }
            let typed = c.to_string();
            let key = if matches!(c, '\n' | '\t') { Key::End } else { Key::Text(&typed) };
            heard.push(keys.hear(key, at));
        }
        (heard, at)
    }

    fn last(text: &str, gaps: &[f64]) -> Heard {
        types(&mut Keys::default(), text, gaps, 1_000.0).0.pop().unwrap()
    }

    #[test]
    fn fast_keys_and_enter_or_tab_are_a_scan() {
        for gaps in [&[0.0][..], &[2.0], &[12.0], &[30.0], &[8.0, 8.0, 60.0]] {
            for text in ["A-001\n", "K7'4QD\n", "4006381333931\t", "أسرة-12\n"] {
                let scan = text.trim_end_matches(['\n', '\t']).to_string();
                assert_eq!(last(text, gaps), Heard::Scan(scan), "{text:?} {gaps:?}");
            }
        }
    }

    #[test]
    fn a_hand_stays_a_hand() {
        for gaps in [&[90.0][..], &[60.0], &[150.0, 45.0], &[38.0, 70.0]] {
            assert_eq!(last("K74QD\n", gaps), Heard::Hand, "{gaps:?}");
        }
        assert_eq!(last("\n", &[1.0]), Heard::Hand);
        assert_eq!(last("7\n", &[5.0]), Heard::Hand);
        assert_eq!(last("12\n", &[20.0]), Heard::Hand);
        // Pasted or typed fast, and Enter after a look.
        assert_eq!(last("K74QD\n", &[20.0, 20.0, 20.0, 20.0, 400.0]), Heard::Hand);
    }

    #[test]
    fn a_scan_that_stumbles_is_whole_or_none() {
        let once = [8.0, 8.0, 300.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0];
        for text in ["12-345\n", "A-001\n", "]Q13X-FY3\t"] {
            let scan = text.trim_end_matches(['\n', '\t']).to_string();
            assert_eq!(last(text, &once), Heard::Scan(scan), "{text:?}");
        }
        assert_eq!(last("]Q13X-FY3\n", &[200.0, 9.0, 9.0, 9.0, 9.0]), {
            Heard::Scan("]Q13X-FY3".into())
        });
        // Half of it would be another household's: 345.
        // And its Enter is not a hand's: it would press *Give* on the card that is open.
        assert_eq!(last("12-345\n", &[8.0, 300.0, 300.0, 8.0, 8.0, 8.0]), Heard::Fast);
        assert_eq!(last("12-345\n", &[200.0]), Heard::Hand);
    }

    #[test]
    fn a_scan_after_typed_keys_is_the_scan_alone_and_two_scans_are_two() {
        let mut keys = Keys::default();
        let (_, at) = types(&mut keys, "ZZ-9", &[200.0], 0.0);
        let (heard, at) = types(&mut keys, "A-002\n", &[3.0], at + 500.0);
        assert_eq!(heard.last(), Some(&Heard::Scan("A-002".into())));
        let (heard, _) = types(&mut keys, "A-003\t", &[3.0], at + 300.0);
        assert_eq!(heard.last(), Some(&Heard::Scan("A-003".into())));
    }

    #[test]
    fn no_key_is_held_back_before_it_is_known_for_a_scanners() {
        let (heard, _) = types(&mut Keys::default(), "A-01\n", &[4.0], 0.0);
        let scan = Heard::Scan("A-01".into());
        assert_eq!(heard, [Heard::First, Heard::Fast, Heard::Fast, Heard::Fast, scan]);
    }

    #[test]
    fn shift_belongs_to_a_scan_and_an_arrow_ends_it() {
        let mut keys = Keys::default();
        types(&mut keys, "A-0", &[4.0], 0.0);
        assert_eq!(keys.hear(Key::Modifier, 9.0), Heard::Hand);
        let (heard, _) = types(&mut keys, "01\n", &[4.0], 12.0);
        assert_eq!(heard.last(), Some(&Heard::Scan("A-001".into())));
        types(&mut keys, "A-0", &[4.0], 1_000.0);
        keys.hear(Key::Other, 1_010.0);
        let (heard, _) = types(&mut keys, "01\n", &[4.0], 1_012.0);
        assert_eq!(heard.last(), Some(&Heard::Hand));
    }

    #[test]
    fn a_second_end_right_behind_presses_nothing_and_a_later_one_does() {
        let mut keys = Keys::default();
        let (heard, at) = types(&mut keys, "A-001\n\t", &[4.0], 0.0);
        assert_eq!(heard.last(), Some(&Heard::Echo));
        assert_eq!(keys.hear(Key::End, at + 400.0), Heard::Hand);
    }

    #[test]
    fn a_card_that_stays_before_the_camera_is_seen_once() {
        let mut seen = Seen::default();
        assert!(seen.is_new("A", 0) && !seen.is_new("A", 2_900) && !seen.is_new("A", 5_800));
        assert!(seen.is_new("B", 5_900) && !seen.is_new("A", 6_000) && !seen.is_new("B", 6_100));
        assert!(seen.is_new("A", 9_100), "gone for three seconds");
        assert!(seen.is_new("A", 1_000), "the clock was set back");
    }
}
