//! One-line adding, signatures, business cards, vCards.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use renmai_core::read::signature::{looks_like_card, parse_card};
use renmai_core::read::add::parse_add;
use renmai_core::read::vcard::parse_vcard;

fuzz_target!(|text: &str| {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 23) else { return };
    let _ = (parse_add(text, today), looks_like_card(text), parse_card(text, today), parse_vcard(text, today));
});
