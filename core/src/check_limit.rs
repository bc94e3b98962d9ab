//! How often a salesperson may ask who of a colleague's has whom: enough for somebody who looks before they write, too
//! little for somebody who tries a list (docs/product.md, rule 8.7).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// So many questions in a minute are answered.
pub const CHECKS_A_MINUTE: u32 = 10;

/// So many questions in a day that nobody's contact answers are told to those who lead the team, once.
pub const MISSES_A_DAY: u32 = 30;

/// What one member has asked lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checks {
    /// When the minute began that is counted (UTC).
    pub since: DateTime<Utc>,
    /// How much was asked in it.
    pub asked: u32,
    /// The member's local day that is counted.
    pub day: NaiveDate,
    /// What nobody's contact answered on it.
    pub missed: u32,
}

impl Checks {
    /// With one more question, asked at `now` (UTC). `None`: it is too many for this minute.
    pub fn ask(before: Option<Checks>, now: DateTime<Utc>, day: NaiveDate) -> Option<Checks> {
        let missed = before.filter(|checks| checks.day == day).map_or(0, |checks| checks.missed);
        // A clock that is set back begins a new minute.
        let recent = before.filter(|checks| (now - checks.since).abs() < TimeDelta::minutes(1));
        let (since, asked) = recent.map_or((now, 0), |checks| (checks.since, checks.asked));
        (asked < CHECKS_A_MINUTE).then_some(Checks { since, asked: asked + 1, day, missed })
    }

    /// With one more that nobody's contact answered; whether it is the one that is told.
    pub fn miss(self) -> (Checks, Told) {
        let checks = Checks { missed: self.missed.saturating_add(1), ..self };
        let told = if checks.missed == MISSES_A_DAY { Told::Now } else { Told::NotNow };
        (checks, told)
    }
}

/// Whether those who lead the team are told of the misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// With this one.
    Now,
    /// Not yet, or earlier today.
    NotNow,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    #[test]
    fn a_minute_takes_ten_and_a_day_tells_once() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let mut checks = None;
        for second in 0..10 {
            checks = Checks::ask(checks, at(second), day);
            assert!(checks.is_some(), "{second}");
        }
        assert_eq!(Checks::ask(checks, at(59), day), None);
        let later = Checks::ask(checks, at(60), day).unwrap();
        assert_eq!((later.asked, later.missed), (1, 0));
        assert!(Checks::ask(checks, at(-60), day).is_some(), "a clock that was set back shuts nobody out");

        let mut told = Vec::new();
        let mut checks = later;
        for n in 1..=100 {
            let (next, now) = checks.miss();
            checks = next;
            told.extend((now == Told::Now).then_some(n));
        }
        assert_eq!(told, [30]);
        let tomorrow = Checks::ask(Some(checks), at(90_000), day.succ_opt().unwrap()).unwrap();
        assert_eq!(tomorrow.missed, 0);
    }
}
