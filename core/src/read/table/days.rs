//! Days as programs write them into a column. `1/2/2026` is read as the other days of its column tell, and as nothing
//! where none does: a person is asked.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// What stands first in `1/2/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// The day: 1 February.
    DayFirst,
    /// The month: January 2.
    MonthFirst,
}

/// How the days of a column are written that a day and a month may begin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// What stands first; `None`: nothing tells it.
    pub order: Option<DayOrder>,
    /// The first that could be read either way.
    pub example: String,
}

impl Days {
    /// The example, read in this order.
    pub fn day(&self, order: DayOrder) -> Option<NaiveDate> {
        read(&self.example, Some(order))
    }
}

impl DayOrder {
    /// Both.
    pub const ALL: &'static [DayOrder] = &[DayOrder::DayFirst, DayOrder::MonthFirst];

    /// The stable code, for buttons.
    pub const fn code(self) -> &'static str {
        match self {
            DayOrder::DayFirst => "d",
            DayOrder::MonthFirst => "m",
        }
    }
}

/// What the cells of a column say so far about how its days are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    example: Option<String>,
    day_first: bool,
    month_first: bool,
}

impl Evidence {
    pub(super) fn look_at(&mut self, cell: &str) {
        let Some((first, second, _)) = stroked(cell) else { return };
        match (first > 12, second > 12) {
            (false, false) if first != second => {
                self.example.get_or_insert_with(|| cell.trim().to_owned());
            }
            (true, false) => self.day_first = true,
            (false, true) => self.month_first = true,
            _ => {}
        }
    }

    /// `None`: no day of the column could be read either way.
    pub(super) fn days(self) -> Option<Days> {
        let order = match (self.day_first, self.month_first) {
            (true, false) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            _ => None,
        };
        Some(Days { order, example: self.example? })
    }
}

/// A day as programs write it, with a time behind it or not.
pub(super) fn read(value: &str, order: Option<DayOrder>) -> Option<NaiveDate> {
    let value = value.trim();
    let found = match stroked(value) {
        Some(parts) => of_parts(parts, order),
        None => {
            year_first(value).or_else(|| dotted(value)).or_else(|| serial(value)).or_else(|| in_words(value))
        }
    };
    found.filter(|day| (1970..=9999).contains(&day.year()))
}

/// Whether a day could be read either way, so that nothing but its column may decide.
pub(super) fn is_stroked(value: &str) -> bool {
    stroked(value).is_some()
}

/// `1/2/2026`, `01-02-26 10:30`: two numbers and a year.
fn stroked(value: &str) -> Option<(u32, u32, i32)> {
    let date = value.trim().split(['T', ' ', ',']).next()?;
    if !date.as_bytes().first()?.is_ascii_digit() || date.len() > 10 {
        return None;
    }
    let mut parts = date.split(['/', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len());
    if parts.next().is_some() || !short(first) || !short(second) {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, full_year(year)?))
}

fn full_year(year: &str) -> Option<i32> {
    let number: i32 = year.parse().ok()?;
    match year.len() {
        4 => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

fn of_parts((first, second, year): (u32, u32, i32), order: Option<DayOrder>) -> Option<NaiveDate> {
    let (day, month) = match order {
        _ if first > 12 || first == second => (first, second),
        _ if second > 12 => (second, first),
        Some(DayOrder::DayFirst) => (first, second),
        Some(DayOrder::MonthFirst) => (second, first),
        None => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `2026-11-05T10:30:00Z`, `2026/11/5 10:30`, `2026年11月5日`, `20261105`.
fn year_first(value: &str) -> Option<NaiveDate> {
    let date = value.split(['T', ' ']).next().unwrap_or(value);
    if date.len() == 8 && date.bytes().all(|digit| digit.is_ascii_digit()) {
        return NaiveDate::parse_from_str(date, "%Y%m%d").ok();
    }
    let text = date.replace(['/', '.', '年', '月'], "-").replace(['日', '号'], "");
    let is_year = text.split('-').next().is_some_and(|year| year.len() == 4);
    if is_year { NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok() } else { None }
}

/// `5.11.2026`, which is written with the day first wherever it is written.
fn dotted(value: &str) -> Option<NaiveDate> {
    let date = value.split(' ').next().unwrap_or(value);
    let mut parts = date.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(full_year(year)?, month.parse().ok()?, day.parse().ok()?)
}

/// A day by its number: a spreadsheet's, counted from 1900, or seconds or milliseconds since 1970.
fn serial(value: &str) -> Option<NaiveDate> {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        // From 1970 to 2109.
        5 if (25_569..=76_670).contains(&number) => {
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(TimeDelta::days(number))
        }
        10 => Some(DateTime::from_timestamp(number, 0)?.date_naive()),
        13 => Some(DateTime::from_timestamp_millis(number)?.date_naive()),
        _ => None,
    }
}

fn in_words(value: &str) -> Option<NaiveDate> {
    const FORMS: &[&str] =
        &["%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y", "%d/%b/%Y"];
    let read = |text: &str| FORMS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    // A time may follow after one, three or four words.
    let words: Vec<&str> = value.split(' ').filter(|word| !word.is_empty()).collect();
    [words.len(), 3, 1].into_iter().find_map(|length| read(&words.get(..length)?.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_exports_write_them() {
        for (text, want) in [
            ("15 Nov 2026", Some("2026-11-15")),
            ("2026/11/5 10:30:00", Some("2026-11-05")),
            ("2026-11-05T10:30:00Z", Some("2026-11-05")),
            ("2026年11月5日 10:30", Some("2026-11-05")),
            ("20261105", Some("2026-11-05")),
            ("05.11.2026", Some("2026-11-05")),
            ("5.11.26", Some("2026-11-05")),
            ("11/25/2026", Some("2026-11-25")),
            ("25/11/2026", Some("2026-11-25")),
            ("11/25/26 9:05 PM", Some("2026-11-25")),
            ("5/5/2026", Some("2026-05-05")),
            ("5/6/2026", None),
            ("Nov 5, 2026", Some("2026-11-05")),
            ("Nov 5, 2026 10:30 AM", Some("2026-11-05")),
            ("5-Nov-2026", Some("2026-11-05")),
            ("46331", Some("2026-11-05")),
            ("46331.4375", Some("2026-11-05")),
            ("1793836800", Some("2026-11-05")),
            ("1793836800000", Some("2026-11-05")),
            ("10115", None),
            ("31/2/2026", None),
            ("13/13/2026", None),
            ("3.5", None),
            ("someday", None),
            ("", None),
        ] {
            assert_eq!(read(text, None).map(|day| day.to_string()).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_column_tells_what_stands_first_in_its_days() {
        let days = |cells: &[&str]| {
            let mut evidence = Evidence::default();
            cells.iter().for_each(|cell| evidence.look_at(cell));
            evidence.days().map(|days| (days.order, days.example))
        };
        for (cells, want) in [
            (&["1/2/2026", "13/2/2026"][..], Some((Some(DayOrder::DayFirst), "1/2/2026"))),
            (&["2/13/2026 9:00", "01-02-26"], Some((Some(DayOrder::MonthFirst), "01-02-26"))),
            (&["1/2/2026", "3/4/2026"], Some((None, "1/2/2026"))),
            (&["1/2/2026", "13/2/2026", "2/13/2026"], Some((None, "1/2/2026"))),
            (&["13/2/2026", "2026-01-02", "1.2.2026", "4/4/2026", "46310", "x"], None),
        ] {
            let want = want.map(|(order, example)| (order, example.to_owned()));
            assert_eq!(days(cells), want, "{cells:?}");
        }
        for (order, want) in [(DayOrder::DayFirst, "2026-02-01"), (DayOrder::MonthFirst, "2026-01-02")] {
            assert_eq!(read("1/2/2026", Some(order)).unwrap().to_string(), want);
            let days = Days { order: None, example: "1/2/2026".into() };
            assert_eq!(days.day(order).unwrap().to_string(), want);
        }
    }
}
