//! One-line adding, signatures, business cards, vCards.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use renmai_core::text_in::{looks_like_card, parse_add, parse_card, parse_vcard};

fuzz_target!(|text: &str| {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 23) else { return };
    let _ = (parse_add(text, today), looks_like_card(text), parse_card(text, today), parse_vcard(text, today));
});
