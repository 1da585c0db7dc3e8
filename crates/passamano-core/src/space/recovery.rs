//! When a coordinator is asked about the recovery file: until somebody of the team has kept it, and
//! once a month whether it is still there. The file itself is [`super::Founding`].

/// What to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskFor {
    /// Keep the file.
    Keeping,
    /// Look whether it is still where it was put.
    Looking,
}

/// So long nobody is asked again, milliseconds: thirty days.
const MONTH_MS: i64 = 30 * 86_400_000;
/// A clock may go so wrong, milliseconds: a day. What lies further ahead was written by a wrong
/// clock, and does not keep anybody from being asked.
const AHEAD_MS: i64 = 86_400_000;

/// What to ask a coordinator whose device last kept or found the file at `mine`, in a team where
/// somebody has said at `team` that it is kept. Times are Unix milliseconds.
pub fn ask_for_recovery(mine: Option<i64>, team: Option<i64>, now_ms: i64) -> Option<AskFor> {
    match (mine, team) {
        (Some(at), _) => {
            let fresh =
                at <= now_ms.saturating_add(AHEAD_MS) && now_ms < at.saturating_add(MONTH_MS);
            (!fresh).then_some(AskFor::Looking)
        }
        // Who did not put the file away cannot look for it.
        (None, Some(_)) => None,
        (None, None) => Some(AskFor::Keeping),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_asked_for_until_it_is_kept_and_then_once_a_month() {
        let now = 1_795_822_200_000;
        let days = |n: i64| n * 86_400_000;
        for (mine, team, ask) in [
            (None, None, Some(AskFor::Keeping)),
            (None, Some(now - days(400)), None),
            (Some(now), None, None),
            (Some(now - days(29)), Some(now - days(29)), None),
            (Some(now - days(30)), Some(now - days(1)), Some(AskFor::Looking)),
            // The clock was a little or ten years ahead when it was kept.
            (Some(now + days(1)), None, None),
            (Some(now + days(3_650)), None, Some(AskFor::Looking)),
            (Some(i64::MAX), None, Some(AskFor::Looking)),
        ] {
            assert_eq!(ask_for_recovery(mine, team, now), ask, "{mine:?} {team:?}");
        }
    }
}
