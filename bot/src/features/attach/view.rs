//! Attachments, shown again.

use renmai_core::interaction::Attached;
use renmai_core::vocabulary::ContactId;

use crate::i18n::{Html, Message, Render, Words, phrases, shorten};

phrases! {
    /// What is said of attachments.
    pub enum Phrase {
        /// A voice note: nobody knows whose.
        AttachToWhom = "attach-to-whom",
        /// What was sent is no longer there.
        AttachmentGone = "attach-gone",
        /// A command under a photo that has nothing to do with one.
        CaptionCommand = "photo-caption-command",
        /// Photos are being read.
        Reading { count: usize } = "photo-reading",
        /// Something was read of the print.
        PrintRead = "photo-print-read",
        /// There is no program that reads print.
        PrintNotRead = "photo-print-not-read",
        /// The print took too long, or the program failed.
        PrintFailed = "photo-print-failed",
        /// Nothing could be read.
        NothingRead = "photo-nothing-read",
        /// More photos wait than are read for one person.
        TooManyPhotos = "photo-too-many",
        /// The photo is larger than Telegram gives a bot.
        PhotoTooBig = "photo-too-big",
        /// Telegram did not give the photo.
        PhotoNotFetched = "photo-not-fetched",
        /// The file is no picture that can be read.
        NoPicture = "photo-no-picture",
        /// Reading failed for good.
        ReadingFailed = "photo-failed",
        /// How to say who it is.
        ReplyWithName = "photo-reply-with-name",
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
