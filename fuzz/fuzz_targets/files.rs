//! A file that somebody sends: its format, its columns, its rows.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use renmai_core::read::table::{Plan, table};

fuzz_target!(|bytes: &[u8]| {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 23) else { return };
    if let Ok(plan) = table(bytes.to_vec()).and_then(Plan::of) {
        let _ = plan.rows(today).count();
    }
});
