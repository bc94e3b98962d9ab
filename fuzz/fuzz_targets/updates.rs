//! An update, as Telegram sends it or not; and the commands and arguments that a text holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renmai::features;
use renmai::handler::first_word;
use renmai::telegram::Update;

fuzz_target!(|text: &str| {
    let _ = Update::read(text);
    if let Some((_, args)) = features::read(text) {
        let _ = (first_word(args), features::metrics::read(args));
    }
});
