//! Attachments, shown again.

use renmai_core::interaction::Attached;
use renmai_core::vocabulary::ContactId;

use crate::i18n::{Html, Message, Render, Words, phrases, shorten};

phrases! {
    /// What is said of attachments.
    pub enum Phrase {
        /// A photo, a voice note: nobody knows whose.
        AttachToWhom = "attach-to-whom",
        /// What was sent is no longer there.
        AttachmentGone = "attach-gone",
    }
}

/// Something that was sent before, again.
#[derive(Debug, Clone, PartialEq)]
pub struct Again {
    /// Whose it is: a reply to it is logged there.
    pub contact: ContactId,
    /// Who that is.
    pub title: String,
    /// What was sent.
    pub attached: Attached,
}

impl Render for Again {
    fn message(&self, _words: &Words) -> Message {
        let mut html = Html::bold(&shorten(&self.title, 80));
        html.line(Html::text(&shorten(&self.attached.summary, 800)));
        let attached = Some(self.attached.what.clone());
        Message { html, attached, card_of: Some(self.contact), ..Message::default() }
    }
}
