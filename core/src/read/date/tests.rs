use super::*;
use crate::read::schedule::{parse_days, parse_time, parse_zone};
use crate::schedule::WorkDays;
use chrono_tz::Tz;
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
        split_day(text, TODAY.parse().unwrap()).map(|(day, rest): (NaiveDate, &str)| (day.to_string(), rest))
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
