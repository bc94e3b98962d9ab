//! Days of the calendar: "2026-12-05", "Dec 15", "15号", "十二月十五日".

use chrono::{Datelike as _, Months, NaiveDate};

use super::{ahead, is_between_words};

/// A day of the calendar; without a year, or without a month, the next such day.
pub(super) fn written(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = with_digits(text);
    in_figures(&text, today)
        .or_else(|| in_words(&text, today))
        .or_else(|| of_month(&text, today))
        .or_else(|| edge_of_month(&text, today))
        .or_else(|| of_year(&text, today))
}

/// A day with its day of the week, which must be the right one: "Fri, Dec 4", "12月4日周五".
pub(super) fn with_weekday(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let cuts = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0 && is_between_words(text, *at));
    let loose = |c: char| matches!(c, ' ' | ',' | '(' | ')' | '.');
    cuts.filter_map(|cut| {
        let (one, other) = text.split_at(cut);
        let (one, other) = (one.trim_matches(loose), other.trim_matches(loose));
        let both = |week: &str, day: &str| {
            // "wednesday" is the longest.
            let week = ahead::weekday(week, today).filter(|_| week.len() <= 9)?;
            written(day, today).filter(|day| day.weekday() == week.weekday())
        };
        both(one, other).or_else(|| both(other, one))
    })
    .next()
}

/// Chinese numbers as figures: "十二月十五日" is "12月15日", "二〇二六年" is "2026年".
fn with_digits(text: &str) -> String {
    let is_number = |c: char| "〇零一二三四五六七八九十".contains(c);
    if !text.contains(is_number) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if is_number(c) {
            run.push(c);
            continue;
        }
        let figure = |c: char| {
            "〇一二三四五六七八九".chars().position(|known| known == c).or((c == '零').then_some(0))
        };
        let year: Option<String> = run.chars().map(|c| Some(figure(c)?.to_string())).collect();
        match (ahead::number(&run), year) {
            (Some(number), _) => out.push_str(&number.to_string()),
            (None, Some(year)) if year.len() == 4 => out.push_str(&year),
            _ => out.push_str(&run),
        }
        run.clear();
        out.push(c);
    }
    out.trim_end_matches('\0').to_owned()
}

fn in_figures(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let whole =
        (text.len() == 8 && text.starts_with("20")).then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok());
    if let Some(day) = whole.flatten() {
        return Some(day);
    }
    let text = text.trim_end_matches(['日', '号']);
    // "5.12." and "5.12.2026" begin with the day; "12.5" is a month and a day, as in Chinese.
    let turned = match text.split('.').collect::<Vec<_>>()[..] {
        [day, month, ""] => Some(format!("{month}-{day}")),
        [day, month, year] if year.len() == 4 => Some(format!("{year}-{month}-{day}")),
        _ => None,
    };
    let slashed = text.contains('/');
    let text = turned.unwrap_or_else(|| text.replace(['年', '月', '/', '.'], "-"));
    let parts: Vec<&str> = text.split('-').map(str::trim).collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(i32::try_from(figure(year, 4)?).ok()?, figure(month, 2)?, figure(day, 2)?)
        }
        [first, second] => {
            let (first, second) = (figure(first, 2)?, figure(second, 2)?);
            // "15/12" can only be the day first.
            let (month, day) = if slashed && first > 12 { (second, first) } else { (first, second) };
            next(month, day, today)
        }
        _ => None,
    }
}

fn figure(text: &str, longest: usize) -> Option<u32> {
    (!text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// The next such day, today included.
fn next(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    (0..=4)
        .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
        .find(|found| *found >= today)
}

/// "Dec 15", "15th of December", "15-Dec-2026".
fn in_words(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let words = text.split([' ', ',', '-', '.', '/']).filter(|word| !matches!(*word, "" | "of" | "the"));
    let words: Vec<&str> = words.collect();
    let (month, day, year) = match words[..] {
        [one, other] => (one, other, None),
        [one, other, year] => (one, other, Some(figure(year, 4).filter(|_| year.len() == 4)?)),
        _ => return None,
    };
    let (month, day) = month_of(month).zip(nth(day)).or_else(|| month_of(day).zip(nth(month)))?;
    match year {
        Some(year) => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        None => next(month, day, today),
    }
}

fn month_of(word: &str) -> Option<u32> {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is =
        |month: &&str| **month == *word || word == &month[..3] || (word == "sept" && month.starts_with(word));
    Some(MONTHS.iter().zip(1..).find(|(month, _)| is(month))?.1)
}

/// "15", "15th".
fn nth(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    figure(bare, 2)
}

/// A day of this month or the next: "the 15th", "15号", "下个月15号".
fn of_month(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const THIS: &[&str] = &["本月", "这个月", "这月", "当月"];
    const NEXT: &[&str] = &["下个月", "下月", "次月"];
    let of_next = text.strip_suffix(" of next month").map(|day| (Some(1), day));
    let months = |words: &[&str], months| {
        words.iter().find_map(|word| text.strip_prefix(word)).map(|day| (Some(months), day))
    };
    let (months, day) =
        of_next.or_else(|| months(NEXT, 1)).or_else(|| months(THIS, 0)).unwrap_or((None, text));
    let day = day.strip_prefix("the ").unwrap_or(day);
    let day = match day.strip_suffix(['号', '日']) {
        Some(day) => figure(day, 2)?,
        None => nth(day).filter(|_| !day.bytes().all(|byte| byte.is_ascii_digit()))?,
    };
    let of = |months| today.with_day(1)?.checked_add_months(Months::new(months))?.with_day(day);
    match months {
        Some(months) => of(months),
        None => (0..=12).filter_map(of).find(|found| *found >= today),
    }
}

/// The first or the last day of a month: "end of December", "12月底", "12月初".
fn edge_of_month(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ended =
        |text: &str| text.strip_suffix(['底', '末'])?.strip_suffix('月').and_then(|month| figure(month, 2));
    if let Some(month) = text.strip_suffix("月初").and_then(|month| figure(month, 2)) {
        return next(month, 1, today);
    }
    let month = text.strip_prefix("end of ").and_then(month_of).or_else(|| ended(text))?;
    let last = |years| {
        NaiveDate::from_ymd_opt(today.year() + years, month, 1)?
            .checked_add_months(Months::new(1))?
            .pred_opt()
    };
    (0..=1).filter_map(last).find(|found| *found >= today)
}

/// A day of this year or of a later one: "明年3月5日".
fn of_year(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const YEARS: &[(&str, i32)] = &[("今年", 0), ("明年", 1), ("后年", 2)];
    let (rest, years) = YEARS.iter().find_map(|(word, years)| Some((text.strip_prefix(word)?, *years)))?;
    let first = NaiveDate::from_ymd_opt(today.year() + years, 1, 1)?;
    let found = in_figures(rest, first).or_else(|| edge_of_month(rest, first))?;
    (found.year() == first.year()).then_some(found)
}
