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
        ("15/12", "2026-12-15"),
        ("until monday", "2026-11-30"),
        ("till 15 Dec", "2026-12-15"),
        ("到周五", "2026-11-27"),
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
        ("in two weeks", "2026-12-07"),
        ("in a week", "2026-11-30"),
        ("in a month", "2026-12-23"),
        ("in 10 days", "2026-12-03"),
        ("2 weeks from now", "2026-12-07"),
        ("a fortnight", "2026-12-07"),
        ("3 days later", "2026-11-26"),
        ("half a year", "2027-05-23"),
        ("3 days ago", "2026-11-20"),
        ("3天前", "2026-11-20"),
        ("半个月后", "2026-12-08"),
        ("半年后", "2027-05-23"),
        ("一个半月后", "2027-01-07"),
        ("过两周", "2026-12-07"),
        ("一年后", "2027-11-23"),
        ("Dec 15", "2026-12-15"),
        ("15 Dec", "2026-12-15"),
        ("15th of December", "2026-12-15"),
        ("December 15th, 2026", "2026-12-15"),
        ("15-Dec-2027", "2027-12-15"),
        ("Jan. 5", "2027-01-05"),
        ("Fri, Dec 4", "2026-12-04"),
        ("12月4日周五", "2026-12-04"),
        ("15th", "2026-12-15"),
        ("the 25th", "2026-11-25"),
        ("31st", "2026-12-31"),
        ("15号", "2026-12-15"),
        ("二十五号", "2026-11-25"),
        ("下个月15号", "2026-12-15"),
        ("本月25日", "2026-11-25"),
        ("十二月十五日", "2026-12-15"),
        ("二〇二六年十二月十五日", "2026-12-15"),
        ("12 月 15 日", "2026-12-15"),
        ("明年3月5日", "2027-03-05"),
        ("20261215", "2026-12-15"),
        ("明早", "2026-11-24"),
        ("明晚8点", "2026-11-24"),
        ("今晚", "2026-11-23"),
        ("tonight", "2026-11-23"),
        ("tomorrow 3pm", "2026-11-24"),
        ("年底", "2026-12-31"),
        ("end of month", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("月初", "2026-12-01"),
        ("月中", "2026-12-15"),
        ("下月中", "2026-12-15"),
        ("end of February", "2027-02-28"),
        ("12月底", "2026-12-31"),
        ("next month", "2026-12-23"),
        ("end of quarter", "2026-12-31"),
        ("下季度", "2027-01-01"),
        ("下下周一", "2026-12-07"),
        ("下下周", "2026-12-07"),
        ("week after next", "2026-12-07"),
        ("Tuesday next week", "2026-12-01"),
        ("這週五", "2026-11-27"),
        ("本周一", "2026-11-23"),
        ("last fri", "2026-11-20"),
        ("周末", "2026-11-28"),
        ("元旦", "2027-01-01"),
        ("元旦后", "2027-01-02"),
        ("春节后", "2027-02-13"),
        ("春節後", "2027-02-13"),
        ("过完年后", "2027-02-13"),
        ("after CNY", "2027-02-13"),
        ("Chinese New Year", "2027-02-06"),
        ("五一后", "2027-05-06"),
        ("国庆后", "2027-10-08"),
        ("after the National Day holiday", "2027-10-08"),
        ("after Christmas", "2026-12-27"),
        ("中秋节", "2027-09-15"),
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
        "3d or so later than fri",
        "fri or mon",
        "tomorrow at the fair",
        "soon",
        "after the holidays",
        "节后",
        "Q1",
        "next year",
        "Dec",
        "Tue, Dec 4",
        "周五12月5日",
        "Feb 30",
        "32nd",
        "within 3 days",
        "a few days",
        "十",
        "may",
        "after fri",
    ] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn the_longest_day_is_taken_and_the_rest_is_what_to_do() {
    let split = |text| {
        split_when(text, TODAY.parse().unwrap()).map(|(when, rest): (When, &str)| (when.on.to_string(), rest))
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

#[test]
fn a_time_stands_before_or_after_its_day() {
    let split = |text| {
        let (when, what): (When, &str) = split_when(text, TODAY.parse().unwrap())?;
        Some((when.on.to_string(), when.at.map(|at| at.format("%H:%M").to_string()), what))
    };
    for (text, on, at, what) in [
        ("tomorrow 15:00 call", "2026-11-24", "15:00", "call"),
        ("tomorrow at 3pm call", "2026-11-24", "15:00", "call"),
        ("tomorrow at 3 call", "2026-11-24", "15:00", "call"),
        ("tomorrow at 9: call", "2026-11-24", "09:00", "call"),
        ("3 pm fri, call", "2026-11-27", "15:00", "call"),
        ("tomorrow 10 o'clock call", "2026-11-24", "10:00", "call"),
        ("wed 14:30-15:00 call", "2026-11-25", "14:30", "call"),
        ("at noon on fri call", "2026-11-27", "12:00", "call"),
        ("2026-12-05T15:00 call", "2026-12-05", "15:00", "call"),
        ("12-05 9.30am send it", "2026-12-05", "09:30", "send it"),
        ("fri afternoon: call", "2026-11-27", "14:00", "call"),
        ("tomorrow at 8 in the evening call", "2026-11-24", "20:00", "call"),
        ("下周三上午 打电话", "2026-12-02", "10:00", "打电话"),
        ("下周三上午10点半打电话", "2026-12-02", "10:30", "打电话"),
        ("明晚8点 打电话", "2026-11-24", "20:00", "打电话"),
        ("明天下午3点半打电话", "2026-11-24", "15:30", "打电话"),
        ("明天三点打电话", "2026-11-24", "15:00", "打电话"),
        ("明天凌晨三点打电话", "2026-11-24", "03:00", "打电话"),
        ("明早打电话", "2026-11-24", "09:00", "打电话"),
        ("12月5日15：00 寄样品", "2026-12-05", "15:00", "寄样品"),
        ("tomorrow call", "2026-11-24", "", "call"),
        ("fri 15 pcs to send", "2026-11-27", "", "15 pcs to send"),
        ("tomorrow at the fair send catalogue", "2026-11-24", "", "at the fair send catalogue"),
        ("tomorrow to send the quote", "2026-11-24", "", "to send the quote"),
        ("明天前台打电话", "2026-11-24", "", "前台打电话"),
        ("fri - send it", "2026-11-27", "", "send it"),
    ] {
        assert_eq!(
            split(text),
            Some((on.to_owned(), (!at.is_empty()).then(|| at.to_owned()), what)),
            "{text}"
        );
    }
    for text in [
        "3d or so later than fri",
        "fri or mon call",
        "周五或周一打电话",
        "周五前发报价",
        "12-05 - 12-08 fair",
        "12-05 to 12-08 fair",
        "tomorrow 15:00 CET call",
        "tomorrow 15:00 Berlin time call",
        "明天15点当地时间打电话",
        "15:00 call",
        "call tomorrow",
        "a week from Monday call",
        "Monday week call",
        "tomorrow 25:00 call",
        "1月下旬打电话",
    ] {
        assert_eq!(split(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_taken_for_a_day_is_one_as_a_whole(
        day in "tomorrow|fri|3d|明天|下周三|12-05|Dec 15|15号|两周后",
        at in "( 15:00| at 3pm|下午3点| morning)?",
        what in "[ ,:]?[a-z]{0,5} ?[a-z0-9]{0,5}|[ ，]?[发寄打给他样品点上后前周一二3]{0,6}",
    ) {
        let (text, today) = (format!("{day}{at}{what}"), TODAY.parse().unwrap());
        if let Some((when, rest)) = split_when(&text, today) {
            let head = text.trim().strip_suffix(rest).unwrap();
            let head = head.trim_end_matches([' ', ',', '，', ':']);
            prop_assert_eq!(parse_when(head, today), Some(when), "{}", text);
        }
    }

    #[test]
    fn a_day_that_was_read_is_read_again(text in ".{0,12}|[0-9]{1,4}[-/.月][0-9]{1,2}[日号]?|(in |过)?[0-9a-z一二三十半两]{1,4}[ 个]?(days?|weeks?|天|周|月)后?") {
        let today = TODAY.parse().unwrap();
        if let Some(day) = parse_day(&text, today) {
            prop_assert_eq!(parse_day(&day.to_string(), today), Some(day));
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in ".{0,40}", number in 0u64.., unit in "[a-z天周月年日号/.-]{0,3}") {
        let today = TODAY.parse().unwrap();
        for text in [text, format!("{number}{unit}"), format!("{number}-{number}")] {
            let _ = (parse_day(&text, today), split_when(&text, today).is_some(), parse_time(&text), parse_days(&text), parse_zone(&text));
        }
    }
}

#[test]
fn in_the_place_of_a_day_one_may_say_that_there_is_none() {
    for text in ["off", "Cancel", "none", "取消", "-"] {
        assert!(is_no_day(text), "{text}");
    }
    for text in ["", "fri", "office", "取消订单"] {
        assert!(!is_no_day(text), "{text}");
    }
}
