//! The days that a text names, in the languages of our customers, seen from the day on which it was written.

use std::sync::LazyLock;

use chrono::{Datelike as _, Months, NaiveDate};
use regex::{Captures, Match, Regex};

use super::super::letter::Letter;
use super::day::{Day, Names, Precision, any_of, names, pattern};
use super::spoken;

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

static MONTHS: LazyLock<Names> = LazyLock::new(|| names(include_str!("../../../data/mail/months.tsv")));
const SPAN: &str = r"(?:\s?(?:-|–|—|to|through|thru|until|till|~)\s?(?P<to>\d{1,2})(?:st|nd|rd|th)?\b)?";

static ISO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<y>\d{4})\s?[-./]\s?(?P<m>\d{1,2})\s?[-./]\s?(?P<d>\d{1,2})\b"));
static DOTTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})(?:\.\s?(?P<y>(?:19|20)\d{2}|\d{2}\b)|\.|\b)")
});
static SLASHED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<a>\d{1,2})\s?[/-]\s?(?P<b>\d{1,2})(?:\s?[/-]\s?(?P<y>\d{4}|\d{2}))?\b"));
static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let months = any_of(&MONTHS);
    pattern(&format!(
        r"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|º|ª|°|er|e|-го|-е|-ое|го)?[\s/-]?(?:of |de |d'|di |d\. |do )?(?P<n>{months})\b\.?(?:,?[\s/-]?(?:de |del |of )?(?P<y>(?:19|20)\d{{2}})\b)?"
    ))
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    let months = any_of(&MONTHS);
    pattern(&format!(
        r"\b(?P<n>{months})\b\.?,?\s?(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b{SPAN}(?:,?\s?(?P<y>(?:19|20)\d{{2}})\b)?"
    ))
});
static EASTERN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日号號일]?(?:\s?(?:至|到|-|–|—|~|～|から|부터)\s?(?P<to>\d{1,2})\s?[日号號일])?",
    )
});
/// A day of some month: only beside words that say what is then.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)\b|\b(?P<e>\d{1,2})(?:-?го\b| числа\b|[日号號])|\b(?:am|dem|den|zum|der|le|el|el día|día|dia|il|giorno|dal|au|al|do dia|o dia|ao dia|dnia|op) (?P<f>\d{1,2})\b",
    )
});
/// A weekday and a number, which must fall together.
static WEEKDAY_BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<w>{})\b,?\s(?:the |den |der |le |il |el |o |dia |día |den )?(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?",
        any_of(&spoken::WEEKDAYS)
    ))
});
static MONTH_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:end of|ende|fin|fin de|finales de|final de|fim de|fine|fine di|конца|eind|einde|końca) (?P<n>{})\b\.?(?:,?\s?(?:de )?(?P<y>(?:19|20)\d{{2}})\b)?",
        any_of(&MONTHS)
    ))
});

/// The days that a text in lower case names, in the order in which they stand.
pub(super) fn days(text: &str, written: &Written) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    let month_first = is_month_first(text, written);
    let slashed = |named: &Captures<'_>| {
        let (a, b, year) = (number(named, "a")?, number(named, "b")?, number(named, "y"));
        if (a, b, year) == (24, 7, None) {
            return None;
        }
        by_order(a, b, year, written, month_first)
    };
    let month_end = |named: &Captures<'_>| {
        let name = named.name("n")?.as_str();
        let month = MONTHS.iter().find(|(known, _)| known == name)?.1;
        dated(number(named, "y"), month, 1, written)?.checked_add_months(Months::new(1))
    };
    let weekday_bare = |named: &Captures<'_>| {
        let (day, weekday) = (number(named, "d")?, spoken::weekday(named.name("w")?.as_str())?);
        let falls = |date: &NaiveDate| date.day() == day && date.weekday().num_days_from_monday() == weekday;
        written.on?.iter_days().skip(1).take(100).find(falls)
    };
    let bare = |named: &Captures<'_>| {
        let day = ["d", "e", "f"].into_iter().find_map(|name| number(named, name))?;
        written.on?.iter_days().skip(1).take(62).find(|date| date.day() == day)
    };
    let numbered =
        |named: &Captures<'_>| dated(number(named, "y"), number(named, "m")?, number(named, "d")?, written);
    let dotted = |named: &Captures<'_>| {
        let (day, month, year) = (number(named, "d")?, number(named, "m")?, number(named, "y"));
        match is_eastern(text) {
            true => dated(year, day, month, written).or_else(|| dated(year, month, day, written)),
            false => dated(year, month, day, written),
        }
    };
    let by_name = |named: &Captures<'_>| {
        let name = named.name("n")?.as_str();
        let month = MONTHS.iter().find(|(known, _)| known == name)?.1;
        dated(number(named, "y"), month, number(named, "d")?, written)
    };
    take(&mut found, text, &ISO, numbered);
    take(&mut found, text, &EASTERN, numbered);
    take(&mut found, text, &DAY_MONTH, by_name);
    take(&mut found, text, &MONTH_DAY, by_name);
    take(&mut found, text, &DOTTED, dotted);
    take(&mut found, text, &SLASHED, slashed);
    take(&mut found, text, &MONTH_END, month_end);
    take(&mut found, text, &WEEKDAY_BARE, weekday_bare);
    take(&mut found, text, &BARE, bare);
    if let Some(on) = written.on {
        let spoken = spoken::days(text, on);
        // A weekday beside a written day is part of it.
        let beside = |one: &Day, other: &Day| one.start < other.end + 6 && other.start < one.end + 12;
        let alone: Vec<Day> =
            spoken.into_iter().filter(|day| !found.iter().any(|known| beside(day, known))).collect();
        found.extend(alone);
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
            end: end_of(&whole),
            spans,
            precision: Precision::Written,
        });
    }
}

/// Where a day ends: a full stop behind the whole name of a month ends the sentence.
fn end_of(whole: &Match<'_>) -> usize {
    let name =
        whole.as_str().strip_suffix('.').map(|day| day.chars().rev().take_while(|c| c.is_alphabetic()));
    whole.end() - usize::from(name.is_some_and(|name| name.count() > 4))
}

/// A telephone number or a version is no day.
fn is_part_of_number(text: &str, start: usize, end: usize) -> bool {
    let mut ahead = text[..start].chars().rev();
    let (before, earlier) = (ahead.next(), ahead.next());
    let hyphened = before == Some('-') && earlier.is_some_and(|c| c.is_ascii_digit());
    let mut after = text[end..].chars();
    let (first, second) = (after.next(), after.next());
    before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '+' | '@'))
        || (hyphened && text[start..end].contains('-'))
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

/// Whether people who write like this put the month first: another day in the text says so, else their script, else
/// where they are and which language they write.
fn is_month_first(text: &str, written: &Written) -> bool {
    let pairs = || {
        SLASHED
            .captures_iter(text)
            .take(20)
            .filter_map(|named| Some((number(&named, "a")?, number(&named, "b")?)))
    };
    if pairs().any(|(a, b)| (1..=12).contains(&a) && (13..=31).contains(&b)) {
        return true;
    }
    if pairs().any(|(a, b)| (13..=31).contains(&a) && (1..=12).contains(&b)) {
        return false;
    }
    let romance = [" de ", " el ", " la ", " le ", " du ", " do "].iter().any(|word| text.contains(word));
    is_eastern(text) || (written.month_first && !romance)
}

/// Whether a text is Chinese, Japanese or Korean: there the month stands first.
fn is_eastern(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

/// Two numbers of which either may be the month: the one that lies ahead, else as people there write.
fn by_order(a: u32, b: u32, year: Option<u32>, written: &Written, month_first: bool) -> Option<NaiveDate> {
    let day_first = dated(year, b, a, written);
    let by_month = dated(year, a, b, written);
    let (Some(one), Some(other)) = (day_first, by_month) else { return day_first.or(by_month) };
    let soon = |date: NaiveDate| written.on.is_some_and(|on| (0..=45).contains(&(date - on).num_days()));
    let usual = if month_first { other } else { one };
    match (soon(one), soon(other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        _ => Some(usual),
    }
}
