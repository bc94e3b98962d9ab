//! Erasing a person: the question and its answer.

use renmai_core::vocabulary::ContactNo;

use crate::handler::buttons::{Button, CardAct, Place};
use crate::i18n::{Key, Message, Render, Words, phrases, shorten};

phrases! {
    /// What is said of erasing.
    pub enum Phrase {
        /// The person is erased.
        Forgotten { no: ContactNo } = "contact-forgotten",
    }
}

/// Asks whether to erase a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The contact.
    pub no: ContactNo,
    /// What it is called.
    pub name: String,
    /// The version that was shown.
    pub version: i64,
    /// The list behind it.
    pub back: Option<Place>,
}

impl Render for Question {
    fn message(&self, words: &Words) -> Message {
        let Question { no, name, version, back } = self;
        let key = |id: &str, act| {
            Key::press(words.word(id), &Button::Card { act, no: *no, version: *version, back: *back })
        };
        let html = words.html("contact-ask-forget", &[("no", no), ("name", &shorten(name, 80))]);
        let mut message = Message::text(html);
        message
            .keyboard
            .row([key("button-erase", CardAct::ForgetYes), key("button-keep-contact", CardAct::Show)]);
        message
    }
}
