//! Days as people type them, in English and Chinese (docs/product.md, rule 10.1). All days are local days of the
//! typist.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

use crate::text::half_width;

/// The most days that a person can plan ahead.
const FARTHEST: u64 = 3660;

/// Reads a day: `2026-12-05`, `12-05`, `3d`, `2w`, `tomorrow`, `fri`, `明天`, `下周一` and their like.
pub fn parse_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = half_width(text).trim().to_lowercase();
    let day = named(&text, today)
        .or_else(|| weekday(&text, today))
        .or_else(|| distance(&text, today))
        .or_else(|| written(&text, today))?;
    let farthest = today.checked_add_days(Days::new(FARTHEST))?;
    (day.year() >= 1970 && day <= farthest).then_some(day)
}

/// Reads the longest day at the beginning of a text and what follows: `2026-12-05 send the quote`, `明天寄样品`.
pub fn split_day(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let text = text.trim();
    let ends = text.char_indices().map(|(at, c)| (at + c.len_utf8(), c)).take(24).collect::<Vec<_>>();
    ends.iter().rev().find_map(|(end, last)| {
        let (head, tail) = text.split_at(*end);
        // A Latin word or a number is not cut in two; Chinese needs no space.
        let next = tail.chars().next();
        let cut = next
            .is_some_and(|next| next.is_alphanumeric() && last.is_ascii_alphanumeric() && next.is_ascii());
        let day = (!cut)
            .then(|| parse_day(head.trim_end_matches([',', '，', ':', '：', ';', '；']), today))
            .flatten()?;
        Some((day, tail.trim_start_matches([' ', '\n', ',', '，', ':', '：', ';', '；', '-', '—']).trim()))
    })
}

fn named(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ahead = |days| today.checked_add_days(Days::new(days));
    match text {
        "today" | "tonight" | "今天" | "今日" => Some(today),
        "yesterday" | "昨天" | "昨日" => today.checked_sub_days(Days::new(1)),
        "the day before yesterday" | "day before yesterday" | "前天" => {
            today.checked_sub_days(Days::new(2))
        }
        "tomorrow" | "tmr" | "tomorow" | "明天" | "明日" => ahead(1),
        "day after tomorrow" | "the day after tomorrow" | "后天" => ahead(2),
        "大后天" => ahead(3),
        "next week" | "下周" | "下星期" => monday_after(today),
        "next month" | "下月" | "下个月" => today.checked_add_months(Months::new(1)),
        "end of month" | "month end" | "月底" | "月末" => {
            today.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
        }
        _ => None,
    }
}

fn monday_after(today: NaiveDate) -> Option<NaiveDate> {
    today.checked_add_days(Days::new(7 - u64::from(today.weekday().num_days_from_monday())))
}

fn weekday(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let next =
        ["next ", "下周", "下星期", "下个星期", "下礼拜"].iter().find_map(|prefix| text.strip_prefix(prefix));
    if let Some(rest) = next {
        let day = day_of_week(rest)?;
        return monday_after(today)?.checked_add_days(Days::new(u64::from(day.num_days_from_monday())));
    }
    let plain = ["on ", "this ", "周", "星期", "礼拜", "本周", "这周"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix));
    let chinese = !text.is_ascii();
    let day = match plain {
        Some(rest) => day_of_week(rest)?,
        None if chinese => return None,
        None => day_of_week(text)?,
    };
    let ahead = (7 + day.num_days_from_monday() - today.weekday().num_days_from_monday() - 1) % 7 + 1;
    today.checked_add_days(Days::new(u64::from(ahead)))
}

pub(super) fn day_of_week(text: &str) -> Option<Weekday> {
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

fn distance(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.strip_prefix("in ").or_else(|| text.strip_prefix('+')).unwrap_or(text);
    let text = text.trim_end_matches(['后', '後']).trim_end_matches("之").trim_end_matches("以");
    let split = text.find(|c: char| !c.is_ascii_digit() && !is_han_number(c))?;
    let (number, unit) = text.split_at(split);
    let number = small_number(number)?;
    let days = match unit.trim() {
        "d" | "day" | "days" | "天" | "日" => number,
        "w" | "wk" | "week" | "weeks" | "周" | "星期" | "个星期" | "礼拜" | "个礼拜" => {
            number.checked_mul(7)?
        }
        "m" | "month" | "months" | "个月" => {
            let months = u32::try_from(number).ok().filter(|months| *months <= 120)?;
            return today.checked_add_months(Months::new(months));
        }
        _ => return None,
    };
    (days <= FARTHEST).then(|| today.checked_add_days(Days::new(days)))?
}

fn is_han_number(c: char) -> bool {
    "一二两三四五六七八九十半".contains(c)
}

/// `12`, `三`, `十五`, `二十`.
fn small_number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    if text.is_ascii() {
        return text.parse().ok();
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

fn written(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim_end_matches(['日', '号']);
    // "5.12." and "5.12.2026" begin with the day; "12.5" is a month and a day, as in Chinese.
    let turned = match text.split('.').collect::<Vec<_>>()[..] {
        [day, month, ""] => Some(format!("{month}-{day}")),
        [day, month, year] if year.len() == 4 => Some(format!("{year}-{month}-{day}")),
        _ => None,
    };
    let text = turned.unwrap_or_else(|| text.replace(['年', '月', '/', '.'], "-"));
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, longest| -> Option<u32> {
        (!part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())?
    };
    match parts[..] {
        [year, month, day] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(i32::try_from(number(year, 4)?).ok()?, number(month, 2)?, number(day, 2)?)
        }
        // Without a year it is the next such day.
        [month, day] => {
            let (month, day) = (number(month, 2)?, number(day, 2)?);
            (0..=4)
                .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
                .find(|found| *found >= today)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
