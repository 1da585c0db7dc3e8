//! Moments and days in the few characters that a row has room for.

use passamano_core::time::{Day, Moment};

/// The time of day, and before it the day where that is not today: `10:41`, `21/11 10:41`.
pub fn when(ms: i64, now: Moment) -> String {
    let then = Moment { ms, offset: now.offset };
    if then.day() == now.day() {
        return then.clock();
    }
    let (_, month, day) = then.day().ymd();
    format!("{day:02}/{month:02} {}", then.clock())
}

/// A day as people here write it: `21/11/2026`.
pub fn date(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}/{month:02}/{year}")
}
