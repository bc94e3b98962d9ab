//! When a person works, and how often a grade is followed up.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::holidays::{Holidays, SpecialDay};
use crate::vocabulary::Grade;

/// The working days of a person, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkDays(u8);

impl WorkDays {
    /// Monday to Friday.
    pub const MON_FRI: WorkDays = WorkDays(0b001_1111);

    /// From a mask whose lowest bit is Monday; `None` when no day or a day too many is set.
    pub fn from_mask(mask: u8) -> Option<WorkDays> {
        (mask != 0 && mask < 0b1000_0000).then_some(WorkDays(mask))
    }

    /// The mask whose lowest bit is Monday.
    pub fn mask(self) -> u8 {
        self.0
    }

    /// Whether the person works on this day.
    pub fn has(self, weekday: chrono::Weekday) -> bool {
        self.0 & (1 << weekday.num_days_from_monday()) != 0
    }

    /// Whether all days from Monday to Friday are among them.
    fn has_the_week(self) -> bool {
        self.0 & Self::MON_FRI.0 == Self::MON_FRI.0
    }
}

/// Days after a touch until the next is due, per grade; `None` is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cadence {
    /// For grade A.
    pub a: Option<u16>,
    /// For grade B.
    pub b: Option<u16>,
    /// For grade C.
    pub c: Option<u16>,
}

impl Default for Cadence {
    fn default() -> Self {
        Cadence { a: Some(7), b: Some(14), c: Some(90) }
    }
}

impl Cadence {
    /// Days for a grade.
    pub fn of(&self, grade: Grade) -> Option<u16> {
        match grade {
            Grade::A => self.a,
            Grade::B => self.b,
            Grade::C => self.c,
        }
    }

    /// Sets the days for a grade.
    pub fn set(&mut self, grade: Grade, days: Option<u16>) {
        match grade {
            Grade::A => self.a = days,
            Grade::B => self.b = days,
            Grade::C => self.c = days,
        }
    }
}

/// When a person works: what a due day depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Their time zone, which decides where a day begins.
    pub zone: Tz,
    /// Their working days.
    pub days: WorkDays,
    /// The time of the daily reminder, local.
    pub reminder_at: NaiveTime,
    /// No reminders before this local day.
    pub away_until: Option<NaiveDate>,
    /// The public holidays on which they do not work.
    pub holidays: Option<Holidays>,
}

impl Default for Schedule {
    /// Shanghai, Monday to Friday, nine o'clock.
    fn default() -> Schedule {
        const NINE: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
            Some(nine) => nine,
            None => NaiveTime::MIN,
        };
        Schedule {
            zone: Tz::Asia__Shanghai,
            days: WorkDays::MON_FRI,
            reminder_at: NINE,
            away_until: None,
            holidays: None,
        }
    }
}

impl Schedule {
    /// The person's local day at an instant.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone).date_naive()
    }

    /// Whether the person works on this local day (docs/product.md, rule 12.11). A weekend day that is worked for a
    /// holiday is worked by those who had the holiday off: who works from Monday to Friday.
    pub fn works_on(&self, day: NaiveDate) -> bool {
        let usual = self.days.has(day.weekday());
        match self.holidays.and_then(|holidays| holidays.on(day)) {
            Some(SpecialDay::Off) => false,
            Some(SpecialDay::Worked) => usual || self.days.has_the_week(),
            None => usual,
        }
    }
}

/// Longer than any row of holidays, for whoever works on one day of the week.
const LONGEST_REST: usize = 60;

/// The day itself, or the next working day after it (docs/product.md, rule 11.9).
pub fn working_day(day: NaiveDate, schedule: &Schedule) -> NaiveDate {
    day.iter_days().take(LONGEST_REST).find(|day| schedule.works_on(*day)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vocabulary::Country;

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        let seconds = 0..253_402_300_800_i64;
        prop_oneof![
            8 => seconds.prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap().date_naive()),
            1 => Just(DateTime::<Utc>::MIN_UTC.date_naive()),
            1 => Just(DateTime::<Utc>::MAX_UTC.date_naive()),
        ]
    }

    proptest! {
        #[test]
        fn the_next_working_day_is_at_most_six_days_away(start in any_day(), mask in 1..128_u8) {
            let days = WorkDays::from_mask(mask).unwrap();
            let found = working_day(start, &Schedule { days, ..Schedule::default() });
            prop_assert!((0..7).contains(&(found - start).num_days()));
            prop_assert!(days.has(found.weekday()) || (NaiveDate::MAX - start).num_days() < 7);
        }

        #[test]
        fn every_rest_ends(day in 0..1_200_u64, mask in 1..128_u8, code in prop::sample::select(Holidays::codes().collect::<Vec<_>>())) {
            let start = NaiveDate::from_ymd_opt(2025, 12, 1).unwrap() + chrono::Days::new(day);
            let holidays = Holidays::of(Country::parse(code).unwrap());
            let schedule = Schedule { days: WorkDays::from_mask(mask).unwrap(), holidays, ..Schedule::default() };
            prop_assert!(schedule.works_on(working_day(start, &schedule)));
        }
    }

    #[test]
    fn a_public_holiday_is_free_and_what_is_worked_for_it_is_not() {
        let mon_thu = WorkDays::from_mask(0b000_1111).unwrap();
        let every_day = WorkDays::from_mask(127).unwrap();
        for (country, days, day, next) in [
            ("CN", WorkDays::MON_FRI, "2026-10-01", "2026-10-08"),
            ("CN", every_day, "2026-10-03", "2026-10-08"),
            ("CN", WorkDays::MON_FRI, "2026-10-10", "2026-10-10"),
            ("CN", mon_thu, "2026-10-10", "2026-10-12"),
            ("CN", WorkDays::MON_FRI, "2026-10-11", "2026-10-12"),
            ("DE", WorkDays::MON_FRI, "2026-12-25", "2026-12-28"),
            ("", WorkDays::MON_FRI, "2026-10-01", "2026-10-01"),
            ("", WorkDays::MON_FRI, "2026-10-10", "2026-10-12"),
            // Beyond the table only weekends count.
            ("DE", WorkDays::MON_FRI, "2040-12-25", "2040-12-25"),
        ] {
            let holidays = Country::parse(country).and_then(Holidays::of);
            let found =
                working_day(day.parse().unwrap(), &Schedule { days, holidays, ..Schedule::default() });
            assert_eq!(found.to_string(), next, "{country} {days:?} {day}");
        }
    }
}
