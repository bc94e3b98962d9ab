//! The public holidays of countries: days off, and the weekend days that are worked for them (调休).
//! A table (`core/data/holidays.tsv`) says them for some years; on any other day only the weekday counts.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::vocabulary::Country;

/// A country whose public holidays are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Country", into = "Country")]
pub struct Holidays(Country);

/// What a day is that differs from others of its weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialDay {
    /// A public holiday.
    Off,
    /// A day of the weekend that is worked for a holiday.
    Worked,
}

type Days = HashMap<NaiveDate, SpecialDay>;

static TABLE: LazyLock<BTreeMap<&'static str, Days>> = LazyLock::new(|| {
    let mut table: BTreeMap<&'static str, Days> = BTreeMap::new();
    for line in include_str!("../data/holidays.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(code), Some(year)) = (columns.next(), columns.next()) else { continue };
        let days = table.entry(code).or_default();
        for (column, what) in columns.zip([SpecialDay::Off, SpecialDay::Worked]) {
            let of_year = |day: &str| format!("{year}-{day}").parse().ok();
            days.extend(column.split(' ').filter_map(of_year).map(|day: NaiveDate| (day, what)));
        }
    }
    table
});

impl Holidays {
    /// Those of a country, where they are known.
    pub fn of(country: Country) -> Option<Holidays> {
        TABLE.contains_key(country.code()).then_some(Holidays(country))
    }

    /// Whose they are.
    pub fn country(self) -> Country {
        self.0
    }

    /// What this day is there, where it differs from others of its weekday.
    pub fn on(self, day: NaiveDate) -> Option<SpecialDay> {
        TABLE.get(self.0.code())?.get(&day).copied()
    }

    /// Those of the countries whose business city lies in this zone.
    pub fn in_zone(zone: Tz) -> impl Iterator<Item = Holidays> {
        let known = Holidays::codes().filter_map(Country::parse).filter_map(Holidays::of);
        known.filter(move |holidays| holidays.country().zone() == zone)
    }

    /// The last year that the table knows.
    pub fn last_year(self) -> Option<i32> {
        TABLE.get(self.0.code())?.keys().map(|day| day.year()).max()
    }

    /// The codes of the countries whose holidays are known, in their order.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        TABLE.keys().copied()
    }
}

/// The holidays of this country are not known.
#[derive(Debug, thiserror::Error)]
#[error("the holidays of {0} are not known")]
pub struct UnknownHolidays(&'static str);

impl TryFrom<Country> for Holidays {
    type Error = UnknownHolidays;

    fn try_from(country: Country) -> Result<Holidays, UnknownHolidays> {
        Holidays::of(country).ok_or(UnknownHolidays(country.code()))
    }
}

impl From<Holidays> for Country {
    fn from(holidays: Holidays) -> Country {
        holidays.country()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holidays(code: &str) -> Holidays {
        Holidays::of(Country::parse(code).unwrap()).unwrap()
    }

    #[test]
    fn the_table_knows_what_is_published_and_what_follows_from_a_rule() {
        for (country, day, what) in [
            // China's notice for 2026: nine days of Spring Festival, with two Saturdays that are worked for them.
            ("CN", "2026-02-14", Some(SpecialDay::Worked)),
            ("CN", "2026-02-15", Some(SpecialDay::Off)),
            ("CN", "2026-02-23", Some(SpecialDay::Off)),
            ("CN", "2026-02-24", None),
            ("CN", "2026-02-28", Some(SpecialDay::Worked)),
            ("CN", "2026-10-07", Some(SpecialDay::Off)),
            ("CN", "2026-10-10", Some(SpecialDay::Worked)),
            ("CN", "2027-02-08", Some(SpecialDay::Off)),
            ("DE", "2026-12-25", Some(SpecialDay::Off)),
            ("DE", "2027-03-29", Some(SpecialDay::Off)),
            ("US", "2026-11-26", Some(SpecialDay::Off)),
            ("GB", "2026-08-31", Some(SpecialDay::Off)),
            ("FR", "2027-07-14", Some(SpecialDay::Off)),
            ("IT", "2026-06-02", Some(SpecialDay::Off)),
            ("ES", "2026-10-12", Some(SpecialDay::Off)),
            ("VN", "2027-02-08", Some(SpecialDay::Off)),
            ("IN", "2027-01-26", Some(SpecialDay::Off)),
            ("AE", "2026-12-02", Some(SpecialDay::Off)),
            ("DE", "2050-12-25", None),
        ] {
            assert_eq!(holidays(country).on(day.parse().unwrap()), what, "{country} {day}");
        }
    }

    #[test]
    fn every_line_is_read_and_every_code_is_a_country() {
        let lines = include_str!("../data/holidays.tsv").lines().filter(|line| !line.starts_with('#'));
        let written: usize = lines.map(|line| line.split(['\t', ' ']).count() - 2).sum();
        assert_eq!(TABLE.values().map(HashMap::len).sum::<usize>(), written);
        for code in Holidays::codes() {
            assert_eq!(holidays(code).country().code(), code);
            assert!(holidays(code).last_year() >= Some(2028), "{code}");
        }
        assert!(Holidays::of(Country::parse("Antarctica").unwrap()).is_none());
    }
}
