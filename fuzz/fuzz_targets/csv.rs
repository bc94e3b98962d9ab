//! A file that somebody sends: its columns, its rows.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use renmai_core::csv_in::Plan;

fuzz_target!(|bytes: &[u8]| {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 23) else { return };
    if let Ok(plan) = Plan::read(bytes) {
        let _ = plan.rows(today).count();
    }
});
