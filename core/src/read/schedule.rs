//! Times, working days and time zones as people type them, in English and Chinese.

use chrono::{NaiveTime, TimeDelta, Timelike as _};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::date::{clock, day_of_week};
use crate::schedule::WorkDays;
use crate::text::half_width;

/// Reads a time of day: `08:30`, `8.30`, `8am`, `8点半`, `下午3点`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = half_width(text).trim().to_lowercase();
    let after_noon = ["下午", "晚上"].iter().find_map(|part| text.strip_prefix(part));
    let before_noon = ["上午", "早上"].iter().find_map(|part| text.strip_prefix(part));
    let time = clock(after_noon.or(before_noon).unwrap_or(&text))?;
    let later = after_noon.is_some() && time.hour() < 12;
    Some(if later { time + TimeDelta::hours(12) } else { time })
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
