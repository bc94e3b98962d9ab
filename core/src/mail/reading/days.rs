//! The days that a text names, in the languages of our customers, seen from the day on which it was written.

use std::fmt::Write as _;
use std::sync::LazyLock;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use regex::{Captures, Regex};

use super::super::letter::Letter;

/// When and roughly where something was written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Written {
    pub(super) on: Option<NaiveDate>,
    /// Where people put the month before the day.
    pub(super) month_first: bool,
}

impl Written {
    pub(super) fn of(letter: &Letter) -> Self {
        let date = letter.headers.raw("date").and_then(mail_parser::DateTime::parse_rfc822);
        let Some(date) = date else { return Self::default() };
        let on = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day));
        Self { on, month_first: date.tz_before_gmt && (4..=10).contains(&date.tz_hour) }
    }
}

/// How exactly a day was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    /// By its number.
    Written,
    /// By a weekday, or as tomorrow.
    Spoken,
}

/// A day in a text, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: NaiveDate,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is the end of a span written in one ("July 10-31").
    pub(super) spans: bool,
    pub(super) precision: Precision,
}

type Names = Vec<(String, u32)>;

fn names(table: &str) -> Names {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(number, names)| Some((number.parse().ok()?, names)))
        .flat_map(|(number, names)| names.split('|').map(move |name| (name.trim().to_owned(), number)))
        .collect()
}

static MONTHS: LazyLock<Names> = LazyLock::new(|| names(include_str!("../../../data/mail/months.tsv")));
static WEEKDAYS: LazyLock<Names> = LazyLock::new(|| names(include_str!("../../../data/mail/weekdays.tsv")));

fn any_of(names: &Names) -> String {
    let mut names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut any = String::new();
    for name in names {
        let _ = write!(any, "{}{}", if any.is_empty() { "" } else { "|" }, regex::escape(name));
    }
    any
}

#[expect(clippy::expect_used, reason = "patterns written here, which a test compiles")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

const SPAN: &str = r"(?:\s?(?:-|–|—|to|through|thru|until|till|~)\s?(?P<to>\d{1,2})(?:st|nd|rd|th)?\b)?";

static ISO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<y>\d{4})\s?[-./]\s?(?P<m>\d{1,2})\s?[-./]\s?(?P<d>\d{1,2})\b"));
static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})(?:\.\s?(?P<y>20\d{2}|\d{2}\b)|\.|\b)"));
static SLASHED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<a>\d{1,2})\s?[/-]\s?(?P<b>\d{1,2})(?:\s?[/-]\s?(?P<y>\d{4}|\d{2}))?\b"));
static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let months = any_of(&MONTHS);
    pattern(&format!(
        r"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|º|ª|°|er|e|-го|-е|-ое|го)?[\s-]?(?:of |de |d'|di |d\. )?(?P<n>{months})\b\.?(?:,?[\s-]?(?:de |del |of )?(?P<y>20\d{{2}})\b)?"
    ))
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    let months = any_of(&MONTHS);
    pattern(&format!(
        r"\b(?P<n>{months})\b\.?\s?(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b{SPAN}(?:,?\s?(?P<y>20\d{{2}})\b)?"
    ))
});
static EASTERN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日号號일]?(?:\s?(?:至|到|-|–|—|~|～|から|부터)\s?(?P<to>\d{1,2})\s?[日号號일])?",
    )
});
static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<next>下|来|來)?(?:\b(?P<n>{})\b|(?:周|星期|礼拜|週)(?P<c>[一二三四五六日天]))",
        any_of(&WEEKDAYS)
    ))
});
static TOMORROW: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:tomorrow|morgen|demain|mañana|amanhã|domani|завтра)\b|明天|明日"));

/// The days that a text in lower case names, in the order in which they stand.
pub(super) fn days(text: &str, written: &Written) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    let eastern = text.chars().any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'));
    let slashed = |named: &Captures<'_>| {
        let (a, b, year) = (number(named, "a")?, number(named, "b")?, number(named, "y"));
        by_order(a, b, year, written, eastern)
    };
    let numbered =
        |named: &Captures<'_>| dated(number(named, "y"), number(named, "m")?, number(named, "d")?, written);
    let by_name = |named: &Captures<'_>| {
        let name = named.name("n")?.as_str();
        let month = MONTHS.iter().find(|(known, _)| known == name)?.1;
        dated(number(named, "y"), month, number(named, "d")?, written)
    };
    take(&mut found, text, &ISO, numbered);
    take(&mut found, text, &EASTERN, numbered);
    take(&mut found, text, &DAY_MONTH, by_name);
    take(&mut found, text, &MONTH_DAY, by_name);
    take(&mut found, text, &DOTTED, numbered);
    take(&mut found, text, &SLASHED, slashed);
    if let Some(on) = written.on {
        spoken(&mut found, text, on);
    }
    found.sort_by_key(|day| day.start);
    found
}

fn take(
    found: &mut Vec<Day>,
    text: &str,
    pattern: &Regex,
    read: impl Fn(&Captures<'_>) -> Option<NaiveDate>,
) {
    for named in pattern.captures_iter(text).take(40) {
        let Some(whole) = named.get(0) else { continue };
        if found.iter().any(|day| day.start < whole.end() && whole.start() < day.end)
            || is_part_of_number(text, whole.start(), whole.end())
        {
            continue;
        }
        let Some(mut date) = read(&named) else { continue };
        let to = number(&named, "to").and_then(|to| date.with_day(to)).filter(|to| *to > date);
        if let Some(to) = to {
            date = to;
        }
        let spans = to.is_some();
        found.push(Day {
            date,
            start: whole.start(),
            end: whole.end(),
            spans,
            precision: Precision::Written,
        });
    }
}

/// A telephone number or a version is no day.
fn is_part_of_number(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let (first, second) = (after.next(), after.next());
    before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '+' | '@'))
        || first.is_some_and(|c| c.is_ascii_digit() || c == '@')
        || (matches!(first, Some('.' | '/' | ':')) && second.is_some_and(|c| c.is_ascii_digit()))
}

fn number(named: &Captures<'_>, name: &str) -> Option<u32> {
    named.name(name)?.as_str().parse().ok()
}

fn dated(year: Option<u32>, month: u32, day: u32, written: &Written) -> Option<NaiveDate> {
    match year {
        Some(year) => {
            let year = if year < 100 { 2000 + year } else { year };
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        }
        None => {
            let on = written.on?;
            let this = NaiveDate::from_ymd_opt(on.year(), month, day);
            match this {
                // What lies a month behind is meant for next year.
                Some(this) if (on - this).num_days() > 31 => {
                    NaiveDate::from_ymd_opt(on.year() + 1, month, day)
                }
                Some(this) if (this - on).num_days() > 330 => {
                    NaiveDate::from_ymd_opt(on.year() - 1, month, day)
                }
                Some(this) => Some(this),
                None => NaiveDate::from_ymd_opt(on.year() + 1, month, day),
            }
        }
    }
}

/// Two numbers of which either may be the month: the one that lies ahead, else as people there write.
fn by_order(a: u32, b: u32, year: Option<u32>, written: &Written, eastern: bool) -> Option<NaiveDate> {
    let day_first = dated(year, b, a, written);
    let month_first = dated(year, a, b, written);
    let (Some(one), Some(other)) = (day_first, month_first) else { return day_first.or(month_first) };
    let soon = |date: NaiveDate| written.on.is_some_and(|on| (0..=100).contains(&(date - on).num_days()));
    let usual = if written.month_first || eastern { other } else { one };
    match (soon(one), soon(other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        _ => Some(usual),
    }
}

fn spoken(found: &mut Vec<Day>, text: &str, on: NaiveDate) {
    let mut spoken: Vec<Day> = Vec::new();
    let at = |start, end, date| Day { date, start, end, spans: false, precision: Precision::Spoken };
    for named in WEEKDAY.captures_iter(text).take(20) {
        let (Some(whole), next_week) = (named.get(0), named.name("next").is_some()) else { continue };
        let number = match (named.name("n"), named.name("c")) {
            (Some(name), _) => {
                WEEKDAYS.iter().find(|(known, _)| known == name.as_str()).map(|(_, number)| *number)
            }
            (_, Some(number)) => "一二三四五六日"
                .chars()
                .chain(['天'])
                .position(|c| number.as_str().starts_with(c))
                .and_then(|at| u32::try_from(at.min(6)).ok()),
            _ => None,
        };
        let Some(number) = number else { continue };
        let Ok(weekday) =
            u8::try_from(number).map_err(drop).and_then(|number| Weekday::try_from(number).map_err(drop))
        else {
            continue;
        };
        let ahead = u64::from((7 + weekday.num_days_from_monday() - on.weekday().num_days_from_monday()) % 7);
        let ahead = match next_week {
            true => u64::from(7 - on.weekday().num_days_from_monday() + weekday.num_days_from_monday()),
            false if ahead == 0 => 7,
            false => ahead,
        };
        spoken.extend(on.checked_add_days(Days::new(ahead)).map(|date| at(whole.start(), whole.end(), date)));
    }
    for whole in TOMORROW.find_iter(text).take(5) {
        spoken.extend(on.checked_add_days(Days::new(1)).map(|date| at(whole.start(), whole.end(), date)));
    }
    // A weekday beside a written day is part of it.
    let beside = |one: &Day, other: &Day| one.start < other.end + 6 && other.start < one.end + 12;
    let alone: Vec<Day> =
        spoken.into_iter().filter(|day| !found.iter().any(|known| beside(day, known))).collect();
    found.extend(alone);
}
