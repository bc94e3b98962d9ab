//! A question to which a text is the answer.

use super::buttons::Button;
use crate::i18n::{Key, Message, Render, Words};

/// What is asked, with a way out.
#[derive(Debug, Clone, PartialEq)]
pub struct Question<P> {
    /// What is asked.
    pub said: P,
    /// The number of the question.
    pub number: i64,
}

impl<P: Render> Render for Question<P> {
    fn message(&self, words: &Words) -> Message {
        let mut message = self.said.message(words);
        message.keyboard.row([cancel_key(self.number, words)]);
        message
    }
}

/// The way out of a question.
pub fn cancel_key(question: i64, words: &Words) -> Key {
    Key::press(words.word("button-cancel"), &Button::Cancel { question })
}
