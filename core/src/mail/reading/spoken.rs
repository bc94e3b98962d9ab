//! Days that are said without a number: weekdays, tomorrow, next week, the end of the year.

use std::sync::LazyLock;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use regex::Regex;

use super::super::phrases::{Found, Phrases};
use super::day::{Day, Names, Precision, any_of, names, pattern};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    Tomorrow,
    Overmorrow,
    /// The week after this one.
    NextWeek,
    /// Beside a weekday: not the coming one, or just that one; people differ.
    Next,
    WeekEnd,
    MonthEnd,
    YearEnd,
    /// So many days from now.
    For(u64),
}

static TIMES: LazyLock<Phrases<Time>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../data/mail/times.tsv"), |code| {
        Some(match code {
            "tomorrow" => Time::Tomorrow,
            "overmorrow" => Time::Overmorrow,
            "next week" => Time::NextWeek,
            "next" => Time::Next,
            "week end" => Time::WeekEnd,
            "month end" => Time::MonthEnd,
            "year end" => Time::YearEnd,
            days => Time::For(days.parse().ok()?),
        })
    })
});
pub(super) static WEEKDAYS: LazyLock<Names> =
    LazyLock::new(|| names(include_str!("../../../data/mail/weekdays.tsv")));
static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<n>{})\b|(?:周|星期|礼拜|週)(?P<c>[一二三四五六日天])|(?P<j>[月火水木金土日])曜",
        any_of(&WEEKDAYS)
    ))
});

/// The days that are said in a text in lower case, seen from the day on which it was written.
pub(super) fn days(text: &str, on: NaiveDate) -> Vec<Day> {
    let times = TIMES.all(text);
    let times: Vec<_> = times.iter().filter(|time| !is_inside(time, &times)).copied().collect();
    let at = |start, end, date| Day { date, start, end, spans: false, precision: Precision::Spoken };
    let mut days: Vec<Day> = Vec::new();
    for named in WEEKDAY.captures_iter(text).take(20) {
        let Some(whole) = named.get(0) else { continue };
        let number = named
            .name("n")
            .and_then(|name| weekday(name.as_str()))
            .or_else(|| {
                named
                    .name("c")
                    .and_then(|c| place(c.as_str(), "一二三四五六日"))
                    .or(named.name("c").map(|_| 6))
            })
            .or_else(|| named.name("j").and_then(|j| place(j.as_str(), "月火水木金土日")));
        let beside = |time: Time| {
            times.iter().any(|found| {
                found.means == time && found.start <= whole.end() + 14 && whole.start() <= found.end + 6
            })
        };
        let date =
            number.and_then(|number| day_of_week(on, number, beside(Time::NextWeek), beside(Time::Next)));
        days.extend(date.map(|date| at(whole.start(), whole.end(), date)));
    }
    for time in times.iter().take(20) {
        let near = |day: &Day| day.start <= time.end + 6 && time.start <= day.end + 14;
        if time.means == Time::NextWeek && days.iter().any(near) {
            continue;
        }
        let spans = matches!(time.means, Time::For(_));
        days.extend(date_of(time.means, on).map(|date| Day { spans, ..at(time.start, time.end, date) }));
    }
    days
}

/// The number of a weekday, Monday 0.
pub(super) fn weekday(name: &str) -> Option<u32> {
    WEEKDAYS.iter().find(|(known, _)| known == name).map(|(_, number)| *number)
}

fn is_inside(time: &Found<Time>, times: &[Found<Time>]) -> bool {
    times.iter().any(|other| {
        other.start <= time.start && other.end >= time.end && other.end - other.start > time.end - time.start
    })
}

fn place(one: &str, all: &str) -> Option<u32> {
    all.chars().position(|c| one.starts_with(c)).and_then(|place| u32::try_from(place).ok())
}

/// The first day of the week after the one of a day.
fn next_monday(on: NaiveDate) -> Option<NaiveDate> {
    on.checked_add_days(Days::new(u64::from(7 - on.weekday().num_days_from_monday())))
}

/// The day that a weekday means; none where people differ.
fn day_of_week(on: NaiveDate, weekday: u32, in_next_week: bool, next: bool) -> Option<NaiveDate> {
    let today = on.weekday().num_days_from_monday();
    if in_next_week {
        return next_monday(on)?.checked_add_days(Days::new(u64::from(weekday)));
    }
    if next && weekday > today {
        return None;
    }
    let ahead = (6 + weekday - today) % 7 + 1;
    on.checked_add_days(Days::new(u64::from(ahead)))
}

/// The day that a time means: of an end, the first day behind it.
fn date_of(time: Time, on: NaiveDate) -> Option<NaiveDate> {
    match time {
        Time::Tomorrow => on.succ_opt(),
        Time::Overmorrow => on.checked_add_days(Days::new(2)),
        Time::NextWeek | Time::WeekEnd => next_monday(on),
        Time::Next => None,
        Time::For(days) => on.checked_add_days(Days::new(days)),
        Time::MonthEnd => on.with_day(1)?.checked_add_months(Months::new(1)),
        Time::YearEnd => NaiveDate::from_ymd_opt(on.year() + 1, 1, 1),
    }
}
