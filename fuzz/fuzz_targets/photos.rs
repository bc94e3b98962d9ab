//! A photo that somebody sends, and what its codes say.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use renmai_core::read::photo::{Picture, read_code};

fuzz_target!(|bytes: &[u8]| {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 23) else { return };
    if let Ok(picture) = Picture::open(bytes) {
        let _ = (picture.codes(), picture.for_print());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = read_code(text, today);
    }
});
