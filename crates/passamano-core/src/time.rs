//! When: a label on a record, never its order. The order of records is (device, sequence),
//! because phone clocks lie. No clock is here.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A wall-clock moment as the phone saw it, with the phone's offset from UTC, so that
/// "today" is the day where it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1970-01-01 UTC.
    pub ms: i64,
    /// Minutes east of UTC.
    pub offset: i16,
}

impl Moment {
    /// The local calendar day.
    pub fn day(self) -> Day {
        Day(self.local_ms().div_euclid(MS_PER_DAY) as i32)
    }

    /// Minutes since local midnight, 0..1440.
    pub fn minute_of_day(self) -> u16 {
        (self.local_ms().rem_euclid(MS_PER_DAY) / 60_000) as u16
    }

    /// The local time of day as `HH:MM`.
    pub fn clock(self) -> String {
        clock(self.minute_of_day())
    }

    fn local_ms(self) -> i64 {
        self.ms.saturating_add(i64::from(self.offset) * 60_000)
    }
}

/// Minutes since midnight as `HH:MM`.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// RFC 3339 with offset and seconds.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.local_ms().div_euclid(1000).rem_euclid(60);
        let sign = if self.offset < 0 { '-' } else { '+' };
        let offset = self.offset.unsigned_abs();
        write!(
            f,
            "{}T{}:{second:02}{sign}{:02}:{:02}",
            self.day(),
            self.clock(),
            offset / 60,
            offset % 60
        )
    }
}

const MS_PER_DAY: i64 = 86_400_000;

/// A calendar day: days since 1970-01-01. Written as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a proleptic Gregorian date, or nothing for a date that does not exist.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=12).contains(&month) || day == 0 || !(1..=9999).contains(&year) {
            return None;
        }
        let candidate = Self(days_from_civil(year, month, day));
        (candidate.ymd() == (year, month, day)).then_some(candidate)
    }

    /// Year, month and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        // Howard Hinnant's days-to-civil algorithm, with years that start in March.
        let z = i64::from(self.0) + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
        let year = yoe + era * 400 + i64::from(month <= 2);
        (year as i32, month, day)
    }

    /// Days from `earlier` to this day.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let y = i64::from(year) - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = (i64::from(month) + 9) % 12;
    let doy = (153 * mp + 2) / 5 + i64::from(day) - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    (era * 146_097 + doe - 719_468) as i32
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Text was not a date that exists, as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadDay;

impl fmt::Display for BadDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a date like 2026-11-28")
    }
}

impl FromStr for Day {
    type Err = BadDay;
    fn from_str(text: &str) -> Result<Self, BadDay> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<u32>().map_err(|_| BadDay));
        let mut next = || parts.next().unwrap_or(Err(BadDay));
        let (year, month, day) = (next()?, next()?, next()?);
        Day::from_ymd(i32::try_from(year).map_err(|_| BadDay)?, month, day).ok_or(BadDay)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_where_it_happened() {
        // 23:30 UTC on 27 November is half past midnight on the 28th in Rome.
        let late = Moment { ms: 1_795_822_200_000, offset: 60 };
        assert_eq!(late.to_string(), "2026-11-28T00:30:00+01:00");
        assert_eq!(late.day().to_string(), "2026-11-28");
    }

    #[test]
    fn every_day_of_four_centuries_reads_back() {
        for n in -80_000..80_000 {
            let (year, month, day) = Day(n).ymd();
            assert_eq!(Day::from_ymd(year, month, day), Some(Day(n)));
        }
    }

    #[test]
    fn a_date_that_does_not_exist_is_refused() {
        for text in ["2026-02-29", "2026-13-01", "28/11/2026", "", "2026-11", "2026-1-1x"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_clock_in_2036_and_a_clock_at_zero_are_only_labels() {
        assert_eq!(Moment { ms: 2_095_000_000_000, offset: 60 }.day().ymd().0, 2036);
        assert_eq!(Moment { ms: 0, offset: -90 }.to_string(), "1969-12-31T22:30:00-01:30");
    }
}
