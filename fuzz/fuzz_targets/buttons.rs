//! What a button carries: whatever is read is written in at most 64 bytes and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renmai::handler::buttons::Button;
use renmai::i18n::CallbackData as _;

fuzz_target!(|data: &str| {
    if let Some(button) = Button::parse(data) {
        assert_eq!(Button::parse(&button.data()), Some(button));
    }
});
