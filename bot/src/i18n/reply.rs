//! What is answered, before and after it is put into words.

use std::fmt;
use std::sync::Arc;

use renmai_core::interaction::Attachment;
use renmai_core::vocabulary::ContactId;

use super::{Html, Keyboard, Words};

/// A message as it will stand in the chat.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// Its text.
    pub html: Html,
    /// Its buttons.
    pub keyboard: Keyboard,
    /// The contact whose card it is: a reply to it is logged there.
    pub card_of: Option<ContactId>,
    /// The kept file that it carries, by number.
    pub file: Option<i64>,
    /// What somebody sent before and is sent again.
    pub attached: Option<Attachment>,
}

impl Message {
    /// A message of text alone.
    pub fn text(html: Html) -> Message {
        Message { html, ..Message::default() }
    }
}

/// An answer of a feature: values that become a message in the reader's language.
pub trait Render: fmt::Debug + Send + Sync {
    /// The message, in these words.
    fn message(&self, words: &Words) -> Message;
}

/// Any feature's answer. Each feature has an enum of its own; what carries answers need not know which.
#[derive(Debug, Clone)]
pub struct AnyReply(Arc<dyn Render>);

impl AnyReply {
    /// The message, in these words.
    pub fn message(&self, words: &Words) -> Message {
        self.0.message(words)
    }
}

impl<R: Render + 'static> From<R> for AnyReply {
    fn from(reply: R) -> AnyReply {
        AnyReply(Arc::new(reply))
    }
}
