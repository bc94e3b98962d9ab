//! A question to which a text is the answer.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::ContactId;

use super::buttons::{Button, CardAct, Place};
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

/// The choice that says that there is nothing to add.
pub const NOTHING_TO_ADD: u8 = 1;

/// A question about a contact, in place of the card: a reply to it belongs to that contact.
#[derive(Debug, Clone, PartialEq)]
pub struct CardQuestion<P> {
    /// What is asked.
    said: P,
    /// The number of the question.
    number: i64,
    /// Whether there may be nothing to add.
    may_be_empty: bool,
    /// About whom.
    contact: ContactId,
    /// Shows the card again; whatever is asked is left then.
    back: Button,
}

impl<P> CardQuestion<P> {
    /// A question about a contact whose card goes back to `back`.
    pub fn new(said: P, number: i64, contact: &Contact, back: Option<Place>) -> CardQuestion<P> {
        let (no, version) = (contact.no, contact.version);
        let back = Button::Card { act: CardAct::Show, no, version, back };
        CardQuestion { said, number, may_be_empty: false, contact: contact.id, back }
    }

    /// The same, to which there may be nothing to add.
    #[must_use]
    pub fn or_nothing(self) -> CardQuestion<P> {
        CardQuestion { may_be_empty: true, ..self }
    }
}

impl<P: Render> Render for CardQuestion<P> {
    fn message(&self, words: &Words) -> Message {
        let mut message = self.said.message(words);
        let choose = Button::Choose { question: self.number, choice: NOTHING_TO_ADD };
        let nothing = self.may_be_empty.then(|| Key::press(words.word("button-nothing-to-add"), &choose));
        message.keyboard.row(nothing.into_iter().chain([Key::press(words.word("button-back"), &self.back)]));
        Message { card_of: Some(self.contact), ..message }
    }
}

/// The way out of a question.
pub fn cancel_key(question: i64, words: &Words) -> Key {
    Key::press(words.word("button-cancel"), &Button::Cancel { question })
}
