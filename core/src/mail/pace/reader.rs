//! When somebody reads mail: their zone, their working days, and from nine to half past five.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::calendar::instant;
use crate::holidays::Holidays;
use crate::schedule::{Schedule, WorkDays};
use crate::vocabulary::Country;

/// Working weeks that are not Monday to Friday, by country.
static WEEKS: LazyLock<HashMap<&str, WorkDays>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/mail/weekends.tsv").lines();
    let weeks = lines.filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (mask, codes) = line.split_once('\t')?;
        Some((WorkDays::from_mask(mask.parse().ok()?)?, codes))
    });
    weeks.flat_map(|(days, codes)| codes.split(' ').map(move |code| (code, days))).collect()
});

/// Longer than any row of days off.
const LONGEST_REST: usize = 60;

/// The one who reads a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader(Schedule);

impl Reader {
    /// Somebody in a country; in no known one, with the hours of the sender's zone.
    pub fn of(country: Option<Country>, sender: Tz) -> Reader {
        Reader(Schedule {
            zone: country.map_or(sender, |country| country.zone()),
            days: country.and_then(|country| WEEKS.get(country.code()).copied()).unwrap_or(WorkDays::MON_FRI),
            holidays: country.and_then(Holidays::of),
            ..Schedule::default()
        })
    }

    /// Their zone.
    pub fn zone(&self) -> Tz {
        self.0.zone
    }

    /// When they begin to read again; `None`: they read now.
    pub(super) fn opens_after(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let local = at.with_timezone(&self.0.zone).naive_local();
        let [opens, closes] = hours();
        if self.0.works_on(local.date()) && (opens..closes).contains(&local.time()) {
            return None;
        }
        let days = local.date().iter_days().take(LONGEST_REST).filter(|day| self.0.works_on(*day));
        let mut begins = days.map(|day| instant(self.0.zone, day.and_time(opens)));
        begins.find(|begin| *begin > at)
    }

    /// The first instant from this one on at which they read.
    pub fn next_hour(&self, from: DateTime<Utc>) -> DateTime<Utc> {
        self.opens_after(from).unwrap_or(from)
    }

    /// Whether they begin to read at this very instant.
    pub(super) fn opens_at(&self, at: DateTime<Utc>) -> bool {
        at.with_timezone(&self.0.zone).time() == hours()[0]
    }
}

/// From when until when mail is read.
const fn hours() -> [NaiveTime; 2] {
    const OPENS: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    };
    const CLOSES: NaiveTime = match NaiveTime::from_hms_opt(17, 30, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    };
    [OPENS, CLOSES]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_somebody_reads() {
        for (country, at, want) in [
            ("DE", "2026-11-30T07:59:59Z", Some("2026-11-30T08:00:00Z")),
            ("DE", "2026-11-30T08:00:00Z", None),
            ("DE", "2026-11-30T16:29:59Z", None),
            ("DE", "2026-11-30T16:30:00Z", Some("2026-12-01T08:00:00Z")),
            // Friday evening; then Christmas on a Friday.
            ("DE", "2026-11-27T17:00:00Z", Some("2026-11-30T08:00:00Z")),
            ("DE", "2026-12-24T17:00:00Z", Some("2026-12-28T08:00:00Z")),
            // Both changes of the clock fall on a Sunday.
            ("DE", "2026-03-27T18:00:00Z", Some("2026-03-30T07:00:00Z")),
            ("DE", "2026-10-23T18:00:00Z", Some("2026-10-26T08:00:00Z")),
            // The Gulf works on Sunday; a Saturday is worked for a holiday in China.
            ("SA", "2026-11-27T08:00:00Z", Some("2026-11-29T06:00:00Z")),
            ("CN", "2026-10-10T02:00:00Z", None),
            ("NP", "2026-11-29T05:00:00Z", None),
            // No country: the sender's hours.
            ("", "2026-11-30T08:00:00Z", None),
            ("", "2026-11-30T10:00:00Z", Some("2026-12-01T01:00:00Z")),
        ] {
            let reader = Reader::of(Country::parse(country), Tz::Asia__Shanghai);
            let want = want.map(|at| at.parse::<DateTime<Utc>>().unwrap());
            assert_eq!(reader.opens_after(at.parse().unwrap()), want, "{country} {at}");
        }
    }

    #[test]
    fn every_week_is_of_a_country() {
        assert_eq!(WEEKS.len(), 20);
        for code in WEEKS.keys() {
            assert_eq!(Country::parse(code).map(|country| country.code()), Some(*code));
        }
    }
}
