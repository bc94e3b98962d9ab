//! Days, times, working days, time zones; on any day.
#![no_main]

use chrono::{Days, NaiveDate};
use libfuzzer_sys::fuzz_target;
use renmai_core::read::date::{parse_day, split_when};
use renmai_core::read::schedule::{parse_days, parse_time, parse_zone};

fuzz_target!(|input: (u16, &str)| {
    let (days, text) = input;
    let first = NaiveDate::from_ymd_opt(2000, 1, 1);
    let Some(today) = first.and_then(|first| first.checked_add_days(Days::new(u64::from(days)))) else { return };
    let _ = (parse_day(text, today), split_when(text, today), parse_time(text), parse_days(text), parse_zone(text));
});
