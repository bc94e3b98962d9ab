//! Templates as the team sees them.

use renmai_core::mail::template::Kept;
use renmai_core::vocabulary::ChangeId;

use super::TemplateButton;
use crate::handler::buttons::undo_key;
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of templates.
    pub enum Phrase {
        /// There is none of that name.
        NoSuch { typed: Quote } = "template-no-such",
        /// The text has no subject.
        NoSubject = "template-no-subject",
        /// Something is too long.
        TooLong { name: usize, subject: usize, body: usize } = "template-too-long",
        /// There are enough.
        TooMany { most: usize } = "template-too-many",
        /// It is gone.
        Gone = "template-gone",
    }
}

/// All of them.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// By name.
    pub kept: Vec<Kept>,
}

impl Render for Shelf {
    fn message(&self, words: &Words) -> Message {
        let mut html = words.html("template-shelf", &[]);
        let mut keyboard = Keyboard::default();
        if self.kept.is_empty() {
            html.line(words.html("template-none", &[]));
        }
        for kept in &self.kept {
            let button = TemplateButton::Show { template: kept.id.number() };
            keyboard.row([Key::press(format!("📄 {}", shorten(&kept.name, 40)), &button)]);
        }
        html.line(words.html("template-how", &[]));
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

/// One of them.
#[derive(Debug, Clone)]
pub struct One {
    /// Which.
    pub kept: Kept,
    /// The change that kept it.
    pub change: Option<ChangeId>,
}

impl Render for One {
    fn message(&self, words: &Words) -> Message {
        let name = self.kept.name.clone();
        let id = if self.change.is_some() { "template-kept" } else { "template-one" };
        let mut html = words.html(id, &[("name", &name)]);
        let subject = words.plain("mail-subject-line", &[("subject", &self.kept.subject)]);
        html.line(Html::code(&format!("{subject}\n\n{}", self.kept.body)));
        let mut keyboard = Keyboard::default();
        let template = self.kept.id.number();
        let remove = Key::press(words.word("template-button-remove"), &TemplateButton::Remove { template });
        let all = Key::press(words.word("template-button-all"), &TemplateButton::List);
        keyboard.row(self.change.map(|change| undo_key(change, words)).into_iter().chain([remove, all]));
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

/// One was removed.
#[derive(Debug, Clone)]
pub struct Removed {
    /// Its name.
    pub name: String,
    /// The change that removed it.
    pub change: ChangeId,
}

impl Render for Removed {
    fn message(&self, words: &Words) -> Message {
        let mut message = Message::text(words.html("template-removed", &[("name", &self.name)]));
        message.keyboard.row([undo_key(self.change, words)]);
        message
    }
}
