//! Days that are counted from today: by name, by the day of the week, by a distance.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

use super::FARTHEST;

/// Days with a name of their own, ends of weeks, months, quarters and years.
pub(super) fn named(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ahead = |days| today.checked_add_days(Days::new(days));
    let first = |months| today.with_day(1)?.checked_add_months(Months::new(months));
    let quarter = || first(3 - today.month0() % 3);
    match text {
        "today" | "tonight" | "今天" | "今日" | "今晚" | "今早" => Some(today),
        "yesterday" | "昨天" | "昨日" => today.checked_sub_days(Days::new(1)),
        "the day before yesterday" | "day before yesterday" | "前天" => {
            today.checked_sub_days(Days::new(2))
        }
        "tomorrow" | "tmr" | "tmrw" | "tomorow" | "tommorow" | "tommorrow" | "明天" | "明日" | "明儿"
        | "明晚" | "明早" | "明晨" => ahead(1),
        "day after tomorrow" | "the day after tomorrow" | "后天" => ahead(2),
        "大后天" => ahead(3),
        "next week" | "下周" | "下星期" | "下个星期" | "下礼拜" | "下个礼拜" => {
            monday_after(today)
        }
        "the week after next" | "week after next" | "下下周" | "下下星期" | "下下个星期" => {
            monday_after(today)?.checked_add_days(Days::new(7))
        }
        "weekend" | "the weekend" | "this weekend" | "周末" | "本周末" | "这周末" | "这个周末" => {
            weekday_from(today, Weekday::Sat)
        }
        "next weekend" | "下周末" | "下个周末" => monday_after(today)?.checked_add_days(Days::new(5)),
        "end of week" | "end of the week" | "end of this week" | "eow" => weekday_from(today, Weekday::Fri),
        "next month" | "下月" | "下个月" => today.checked_add_months(Months::new(1)),
        "end of month" | "end of the month" | "end of this month" | "month end" | "eom" | "月底" | "月末"
        | "本月底" | "本月末" | "这个月底" | "这月底" => first(1)?.pred_opt(),
        "end of next month" | "下月底" | "下个月底" | "下月末" | "下个月末" => {
            first(2)?.pred_opt()
        }
        "月中" | "本月中" | "这个月中" => {
            (0..=1).find_map(|months| first(months)?.with_day(15).filter(|day| *day >= today))
        }
        "下月中" | "下个月中" => first(1)?.with_day(15),
        "start of next month"
        | "beginning of next month"
        | "early next month"
        | "月初"
        | "下月初"
        | "下个月初" => first(1),
        "end of quarter" | "end of the quarter" | "quarter end" | "eoq" | "季末" | "季度末" | "本季度末" => {
            quarter()?.pred_opt()
        }
        "next quarter" | "下季度" | "下个季度" => quarter(),
        "end of year" | "end of the year" | "end of this year" | "year end" | "eoy" | "年底" | "年末"
        | "年终" => NaiveDate::from_ymd_opt(today.year(), 12, 31),
        _ => None,
    }
}

fn monday_after(today: NaiveDate) -> Option<NaiveDate> {
    today.checked_add_days(Days::new(7 - u64::from(today.weekday().num_days_from_monday())))
}

/// The next such day, today included.
fn weekday_from(today: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    today.checked_add_days(Days::new(u64::from(day.days_since(today.weekday()))))
}

/// A day of this week, of the next, of the one after or of the last.
pub(super) fn weekday(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const WEEKS: &[(&str, i64)] =
        &[("下下", 2), ("next ", 1), ("下", 1), ("last ", -1), ("上", -1), ("本", 0), ("这", 0)];
    let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
    let of_week = |weeks: i64, day: Weekday| {
        monday.checked_add_signed(chrono::TimeDelta::days(weeks * 7 + i64::from(day.num_days_from_monday())))
    };
    if let Some(day) = text.strip_suffix(" next week").or_else(|| text.strip_prefix("next week ")) {
        return of_week(1, day_of_week(day.trim_start_matches("on "))?);
    }
    let in_week = WEEKS.iter().find_map(|(prefix, weeks)| Some((text.strip_prefix(prefix)?, *weeks)));
    if let Some((rest, weeks)) = in_week
        && let Some(day) =
            if rest.is_ascii() { day_of_week(rest) } else { of_han_week(rest.trim_start_matches('个')) }
    {
        return of_week(weeks, day);
    }
    let plain = ["this ", "coming ", "this coming "].iter().find_map(|prefix| text.strip_prefix(prefix));
    let day = if text.is_ascii() { day_of_week(plain.unwrap_or(text)) } else { of_han_week(text) }?;
    weekday_from(today.succ_opt()?, day)
}

fn of_han_week(text: &str) -> Option<Weekday> {
    let day = ["周", "星期", "礼拜"].iter().find_map(|week| text.strip_prefix(week))?;
    day_of_week(day)
}

/// The day of the week of a word, or of its number in Chinese.
pub(in crate::read) fn day_of_week(text: &str) -> Option<Weekday> {
    Some(match text {
        "mon" | "monday" | "一" => Weekday::Mon,
        "tue" | "tues" | "tuesday" | "二" => Weekday::Tue,
        "wed" | "wednesday" | "三" => Weekday::Wed,
        "thu" | "thur" | "thurs" | "thursday" | "四" => Weekday::Thu,
        "fri" | "friday" | "五" => Weekday::Fri,
        "sat" | "saturday" | "六" => Weekday::Sat,
        "sun" | "sunday" | "日" | "天" | "末" => Weekday::Sun,
        _ => return None,
    })
}

/// A distance: "3d", "in two weeks", "3 days ago", "半个月后".
pub(super) fn distance(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const AFTER: &[&str] = &[" from now", " from today", " later", "之后", "以后", "过后", "后"];
    const BEFORE: &[&str] = &[" ago", "之前", "以前", "前"];
    let strip = |endings: &[&str]| endings.iter().find_map(|ending| text.strip_suffix(ending));
    let (bare, back) = match (strip(AFTER), strip(BEFORE)) {
        (Some(bare), _) => (bare, false),
        (_, Some(bare)) => (bare, true),
        _ => (text, false),
    };
    // "15日" is a day of the month, "15日后" a distance.
    if bare == text && text.ends_with('日') {
        return None;
    }
    let prefixes = ["in ", "after ", "+", "再过", "过"];
    let bare = prefixes.iter().find_map(|prefix| bare.strip_prefix(prefix)).unwrap_or(bare).trim();
    let (days, months) = match bare {
        "半个月" | "半月" | "half a month" => (15, 0),
        "半年" | "half a year" | "half year" => (0, 6),
        "a fortnight" | "fortnight" => (14, 0),
        _ => length(bare)?,
    };
    if days > FARTHEST || months > 120 {
        return None;
    }
    let (days, months) = (Days::new(days), Months::new(u32::try_from(months).ok()?));
    match back {
        false => today.checked_add_months(months)?.checked_add_days(days),
        true => today.checked_sub_months(months)?.checked_sub_days(days),
    }
}

/// Days and months of a number with its unit.
fn length(text: &str) -> Option<(u64, u64)> {
    let split = text.find(|c: char| !(c.is_ascii_digit() || "一二两三四五六七八九十".contains(c)))?;
    let (count, unit) = match text.split_at(split) {
        ("", _) => text.split_once([' ', '-'])?,
        parts => parts,
    };
    let count = number(count)?;
    Some(match unit.trim() {
        "d" | "day" | "days" | "天" | "日" => (count, 0),
        "w" | "wk" | "wks" | "week" | "weeks" | "周" | "星期" | "个星期" | "礼拜" | "个礼拜" => {
            (count.checked_mul(7)?, 0)
        }
        "m" | "mo" | "month" | "months" | "个月" => (0, count),
        "个半月" => (15, count),
        "quarter" | "quarters" | "个季度" => (0, count.checked_mul(3)?),
        "y" | "yr" | "year" | "years" | "年" => (0, count.checked_mul(12)?),
        "年半" => (0, count.checked_mul(12)?.checked_add(6)?),
        _ => return None,
    })
}

/// `12`, `twelve`, `a`, `三`, `十五`, `二十`.
pub(super) fn number(text: &str) -> Option<u64> {
    const WORDS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    if text.is_ascii() {
        let word = WORDS.iter().zip(1..).find(|(word, _)| **word == text).map(|(_, number)| number);
        let one = matches!(text, "a" | "an").then_some(1);
        return word
            .or(one)
            .or_else(|| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?);
    }
    let digit = |c: char| "一二三四五六七八九".chars().position(|known| known == c).map(|at| at as u64 + 1);
    let digit = |c: char| if c == '两' { Some(2) } else { digit(c) };
    let letters: Vec<char> = text.chars().collect();
    match letters[..] {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', ones] => Some(digit(tens)? * 10 + digit(ones)?),
        [one] => digit(one),
        _ => None,
    }
}
