//! An update, as Telegram sends it or not; and the commands and arguments that a text holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renmai::commands;
use renmai::telegram::Incoming;

fuzz_target!(|text: &str| {
    if let Ok(update) = serde_json::from_str(text) {
        let _ = Incoming::read(&update);
    }
    if let Some((_, args)) = commands::read(text) {
        let _ = (commands::word(args), commands::metrics::read(args));
    }
});
