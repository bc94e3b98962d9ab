//! Fair mode: for some days the leads that a member adds come from a trade show (docs/product.md, section 5).

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::Owed;
use crate::contact::Source;
use crate::schedule::Schedule;
use crate::vocabulary::{Channel, Routine};

/// The fair at which a member is, or was last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fair {
    /// Its name.
    pub name: String,
    /// Since when (UTC).
    pub since: DateTime<Utc>,
    /// The member's last local day there.
    pub until: NaiveDate,
    /// It was ended by hand then (UTC).
    pub ended_at: Option<DateTime<Utc>>,
}

/// From this local time the leads of the day are counted.
const EVENING: NaiveTime = match NaiveTime::from_hms_opt(19, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

impl Fair {
    /// Where the leads of this fair come from.
    pub fn source(&self) -> Source {
        Source { channel: Channel::TradeShow, detail: self.name.clone() }
    }

    /// Whether the member was there at an instant: a message that was written there counts, whenever it arrives.
    pub fn is_on(&self, schedule: &Schedule, at: DateTime<Utc>) -> bool {
        let ended = self.ended_at.is_some_and(|ended| ended <= at);
        self.since <= at && !ended && schedule.today(at) <= self.until
    }

    /// What is owed on an evening at the fair: from 19:00 until midnight, once for each local day.
    pub fn owed(&self, schedule: &Schedule, now: DateTime<Utc>) -> Option<Owed> {
        let local = now.with_timezone(&schedule.zone).naive_local();
        let (day, evening) = (local.date(), local.time() >= EVENING);
        let owed = Owed { routine: Routine::Fair, period: day.to_string(), day, after_list: false };
        (evening && self.is_on(schedule, now)).then_some(owed)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use chrono_tz::Asia::Shanghai;

    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        Shanghai.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap().to_utc()
    }

    fn fair() -> Fair {
        let until = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        Fair { name: "Interlight".into(), since: at(23, 10, 0), until, ended_at: None }
    }

    #[test]
    fn a_fair_is_on_from_its_beginning_until_the_end_of_its_last_local_day() {
        let schedule = Schedule::default();
        for (when, on) in
            [(at(23, 9, 59), false), (at(23, 10, 0), true), (at(27, 23, 59), true), (at(28, 0, 0), false)]
        {
            assert_eq!(fair().is_on(&schedule, when), on, "{when}");
        }
        let ended = Fair { ended_at: Some(at(25, 12, 0)), ..fair() };
        assert!(ended.is_on(&schedule, at(25, 11, 59)) && !ended.is_on(&schedule, at(25, 12, 0)));
    }

    #[test]
    fn each_evening_at_the_fair_is_owed_once_also_on_a_day_off() {
        let schedule = Schedule::default();
        let until = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        let fair = Fair { until, ..fair() };
        for (when, period) in [
            (at(23, 18, 59), None),
            (at(23, 19, 0), Some("2026-11-23")),
            (at(23, 23, 59), Some("2026-11-23")),
            (at(24, 0, 0), None),
            // A Sunday.
            (at(29, 20, 0), Some("2026-11-29")),
            (at(30, 20, 0), None),
        ] {
            let owed = fair.owed(&schedule, when).map(|owed| owed.period);
            assert_eq!(owed.as_deref(), period, "{when}");
        }
    }
}
