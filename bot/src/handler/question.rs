//! A question to which a text is the answer.

use super::buttons::Button;
use crate::i18n::{Key, Message, Render, Words};

/// What is asked, with a way out.
#[derive(Debug, Clone, PartialEq)]
pub struct Question<P>(pub P);

impl<P: Render> Render for Question<P> {
    fn message(&self, words: &Words) -> Message {
        let mut message = self.0.message(words);
        message.keyboard.row([Key::press(words.word("button-cancel"), &Button::Cancel)]);
        message
    }
}
