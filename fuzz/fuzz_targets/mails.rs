//! Incoming mails, and what servers answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renmai_core::mail::reading::{Command, read, verdict_of};

fuzz_target!(|bytes: &[u8]| {
    let _ = (read(bytes), verdict_of(Command::Rcpt, &String::from_utf8_lossy(bytes)));
});
