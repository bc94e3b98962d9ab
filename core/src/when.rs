//! Days, times and zones as people type them, in English and Chinese. All days are those of the person's zone.

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveTime, Weekday};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::team::WorkDays;
use crate::text::half_width;

/// How far ahead a person plans at most.
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

fn day_of_week(text: &str) -> Option<Weekday> {
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

/// Reads a time of day: `08:30`, `8.30`, `8am`, `8点半`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = half_width(text).trim().to_lowercase();
    let (text, afternoon) = match () {
        () if text.ends_with("pm") => (text.trim_end_matches("pm").trim().to_owned(), true),
        () if text.ends_with("am") => (text.trim_end_matches("am").trim().to_owned(), false),
        () if text.starts_with("下午") => (text.trim_start_matches("下午").to_owned(), true),
        () => (text.trim_start_matches("上午").trim_start_matches("早上").to_owned(), false),
    };
    let text = text.replace("点半", ":30").replace('点', ":").trim_end_matches('分').replace('.', ":");
    let (hour, minute) = text.split_once(':').unwrap_or((&text, "0"));
    let minute = if minute.is_empty() { "0" } else { minute };
    let number = |part: &str| -> Option<u32> {
        (part.len() <= 2 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())?
    };
    let hour = number(hour)?;
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    NaiveTime::from_hms_opt(hour, number(minute)?, 0)
}

/// Reads working days: `mon-sat`, `mon,tue,fri`, `周一到周五`, `每天`.
pub fn parse_days(text: &str) -> Option<WorkDays> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "daily" | "every day" | "all" | "每天" | "天天" => return WorkDays::from_mask(0b111_1111),
        "weekdays" | "工作日" => return Some(WorkDays::MON_FRI),
        _ => {}
    }
    let text = text.replace(['到', '至', '–', '~', '～'], "-").replace([',', '，', '、', '/'], " ");
    let mut mask = 0u8;
    for piece in text.split_whitespace() {
        let day = |name: &str| {
            let name =
                ["星期", "礼拜", "周"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
            day_of_week(name).map(|day| day.num_days_from_monday())
        };
        let (first, last) = match piece.split_once('-') {
            Some((first, last)) => (day(first)?, day(last)?),
            None => (day(piece)?, day(piece)?),
        };
        let mut at = first;
        loop {
            mask |= 1 << at;
            if at == last {
                break;
            }
            at = (at + 1) % 7;
        }
    }
    WorkDays::from_mask(mask)
}

/// Reads a time zone: an IANA name, or a city that gives one its name.
pub fn parse_zone(text: &str) -> Option<Tz> {
    const ALIASES: &[(&str, Tz)] = &[
        ("北京", Tz::Asia__Shanghai),
        ("beijing", Tz::Asia__Shanghai),
        ("shenzhen", Tz::Asia__Shanghai),
        ("深圳", Tz::Asia__Shanghai),
        ("guangzhou", Tz::Asia__Shanghai),
        ("广州", Tz::Asia__Shanghai),
        ("上海", Tz::Asia__Shanghai),
        ("ningbo", Tz::Asia__Shanghai),
        ("宁波", Tz::Asia__Shanghai),
        ("yiwu", Tz::Asia__Shanghai),
        ("义乌", Tz::Asia__Shanghai),
        ("中国", Tz::Asia__Shanghai),
        ("china", Tz::Asia__Shanghai),
        ("香港", Tz::Asia__Hong_Kong),
        ("台北", Tz::Asia__Taipei),
        ("东京", Tz::Asia__Tokyo),
        ("新加坡", Tz::Asia__Singapore),
        ("迪拜", Tz::Asia__Dubai),
        ("柏林", Tz::Europe__Berlin),
        ("伦敦", Tz::Europe__London),
        ("巴黎", Tz::Europe__Paris),
        ("莫斯科", Tz::Europe__Moscow),
        ("纽约", Tz::America__New_York),
        ("洛杉矶", Tz::America__Los_Angeles),
        ("frankfurt", Tz::Europe__Berlin),
        ("munich", Tz::Europe__Berlin),
        ("milan", Tz::Europe__Rome),
        ("utc", Tz::UTC),
        ("gmt", Tz::UTC),
    ];
    let text = text.trim().to_lowercase().replace(' ', "_");
    let alias = ALIASES.iter().find(|(name, _)| *name == text).map(|(_, zone)| *zone);
    let named = || TZ_VARIANTS.iter().copied().find(|zone| zone.name().to_lowercase() == text);
    let city = || {
        TZ_VARIANTS.iter().copied().find(|zone| {
            zone.name()
                .rsplit_once('/')
                .is_some_and(|(area, city)| !area.starts_with("Etc") && city.to_lowercase() == text)
        })
    };
    alias.or_else(named).or_else(city)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Monday.
    const TODAY: &str = "2026-11-23";

    fn day(text: &str) -> Option<String> {
        parse_day(text, TODAY.parse().unwrap()).map(|day| day.to_string())
    }

    #[test]
    fn days_are_read_in_both_languages() {
        for (text, want) in [
            ("5.12.", "2026-12-05"),
            ("05.12.2026", "2026-12-05"),
            ("３天", "2026-11-26"),
            ("2026-12-05", "2026-12-05"),
            ("2026/12/5", "2026-12-05"),
            ("2026.12.5", "2026-12-05"),
            ("2026年12月5日", "2026-12-05"),
            ("12-05", "2026-12-05"),
            ("12/5", "2026-12-05"),
            ("12月5日", "2026-12-05"),
            ("12月5号", "2026-12-05"),
            ("01-05", "2027-01-05"),
            ("11-23", "2026-11-23"),
            ("02-29", "2028-02-29"),
            ("3d", "2026-11-26"),
            ("2w", "2026-12-07"),
            ("1m", "2026-12-23"),
            ("in 3 days", "2026-11-26"),
            ("3天", "2026-11-26"),
            ("三天后", "2026-11-26"),
            ("两周后", "2026-12-07"),
            ("1个月后", "2026-12-23"),
            ("十五天后", "2026-12-08"),
            ("today", "2026-11-23"),
            ("今天", "2026-11-23"),
            ("yesterday", "2026-11-22"),
            ("昨天", "2026-11-22"),
            ("前天", "2026-11-21"),
            ("tomorrow", "2026-11-24"),
            ("Tomorrow ", "2026-11-24"),
            ("明天", "2026-11-24"),
            ("后天", "2026-11-25"),
            ("大后天", "2026-11-26"),
            ("fri", "2026-11-27"),
            ("Friday", "2026-11-27"),
            ("周五", "2026-11-27"),
            ("星期五", "2026-11-27"),
            ("礼拜天", "2026-11-29"),
            ("mon", "2026-11-30"),
            ("next mon", "2026-11-30"),
            ("next fri", "2026-12-04"),
            ("下周一", "2026-11-30"),
            ("下周五", "2026-12-04"),
            ("next week", "2026-11-30"),
            ("下周", "2026-11-30"),
            ("月底", "2026-11-30"),
        ] {
            assert_eq!(day(text).as_deref(), Some(want), "{text}");
        }
        for text in [
            "",
            "2026-02-30",
            "9999-12-31",
            "5.13.",
            "13-01",
            "99999999d",
            "someday",
            "4000m",
            "-3d",
            "0000-01-01",
            "一",
            "d",
            "2026-12",
            "12-5-26",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn the_longest_day_is_taken_and_the_rest_is_what_to_do() {
        let split = |text| {
            split_day(text, TODAY.parse().unwrap())
                .map(|(day, rest): (NaiveDate, &str)| (day.to_string(), rest))
        };
        for (text, want, rest) in [
            ("2026-12-05 send the quote", "2026-12-05", "send the quote"),
            ("in 3 days call her", "2026-11-26", "call her"),
            ("fri send it", "2026-11-27", "send it"),
            ("next mon: call", "2026-11-30", "call"),
            ("明天寄样品", "2026-11-24", "寄样品"),
            ("下周一 寄样品", "2026-11-30", "寄样品"),
            ("12月5日寄样品", "2026-12-05", "寄样品"),
            ("3天后打电话", "2026-11-26", "打电话"),
            ("3d", "2026-11-26", ""),
        ] {
            assert_eq!(split(text), Some((want.to_owned(), rest)), "{text}");
        }
        for text in ["monkey business", "send the quote", "3dogs", ""] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn times_days_and_zones_are_read() {
        let time = |text| parse_time(text).map(|time| time.format("%H:%M").to_string());
        for (text, want) in [
            ("08:30", "08:30"),
            ("8:30", "08:30"),
            ("8.30", "08:30"),
            ("8am", "08:00"),
            ("8:15 pm", "20:15"),
            ("8点半", "08:30"),
            ("8点", "08:00"),
            ("下午3点", "15:00"),
            ("20", "20:00"),
        ] {
            assert_eq!(time(text).as_deref(), Some(want), "{text}");
        }
        for text in ["24:00", "8:60", "", "noon", "123:4"] {
            assert_eq!(time(text), None, "{text}");
        }
        for (text, mask) in [
            ("mon-sat", 0b011_1111),
            ("mon-fri", 0b001_1111),
            ("mon,tue,fri", 0b001_0011),
            ("周一到周五", 0b001_1111),
            ("周一至周六", 0b011_1111),
            ("daily", 0b111_1111),
            ("sun-thu", 0b100_1111),
            ("每天", 0b111_1111),
        ] {
            assert_eq!(parse_days(text).map(WorkDays::mask), Some(mask), "{text}");
        }
        for text in ["", "never", "mon-xyz"] {
            assert_eq!(parse_days(text), None, "{text}");
        }
        for (text, zone) in [
            ("Asia/Shanghai", Tz::Asia__Shanghai),
            ("asia/shanghai", Tz::Asia__Shanghai),
            ("shanghai", Tz::Asia__Shanghai),
            ("北京", Tz::Asia__Shanghai),
            ("Berlin", Tz::Europe__Berlin),
            ("new york", Tz::America__New_York),
            ("UTC", Tz::UTC),
        ] {
            assert_eq!(parse_zone(text), Some(zone), "{text}");
        }
        assert_eq!(parse_zone("Atlantis"), None);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in ".{0,40}", number in 0u64.., unit in "[a-z天周月年日号/.-]{0,3}") {
            let today = TODAY.parse().unwrap();
            for text in [text, format!("{number}{unit}"), format!("{number}-{number}")] {
                let _ = (parse_day(&text, today), split_day(&text, today).is_some(), parse_time(&text), parse_days(&text), parse_zone(&text));
            }
        }
    }
}
