//! The dropbox, as members see it: their address of it, what was logged of a mail there, whom it did not know.

use renmai_core::book::Many;
use renmai_core::contact::Contact;
use renmai_core::email::Email;
use renmai_core::vocabulary::{ChangeId, ContactNo};

use super::MailboxButton;
use crate::features::add::FieldButton;
use crate::features::check::{Known, listed};
use crate::features::several::Numbers;
use crate::handler::buttons::undo_key;
use crate::i18n::{Html, Key, Keyboard, Message, Render, Words, shorten};

/// Shows a member's address in the dropbox below what is said of their mailbox.
pub(super) fn show(message: &mut Message, address: Option<&str>, words: &Words) {
    let Some(address) = address else { return };
    message.html.line(Html::default());
    message.html.line(words.html("dropbox-address", &[("address", &Html::code(address))]));
    message.html.line(words.html("dropbox-address-for", &[]));
    message.keyboard.row([Key::press(words.word("dropbox-button-new"), &MailboxButton::AskAddress)]);
}

/// Whether the member wants another address.
#[derive(Debug, Clone)]
pub struct NewAddress {
    /// The present one.
    pub address: String,
    /// The update for which it is asked: another time is another choice.
    pub drawn: i64,
}

impl Render for NewAddress {
    fn message(&self, words: &Words) -> Message {
        let html = words.html("dropbox-ask-new", &[("address", &Html::code(&self.address))]);
        let mut keyboard = Keyboard::default();
        keyboard.row([
            Key::press(words.word("dropbox-button-new"), &MailboxButton::NewAddress { drawn: self.drawn }),
            Key::press(words.word("button-back"), &MailboxButton::Look),
        ]);
        Message { html, keyboard, ..Message::default() }
    }
}

/// A mail of the member's is logged.
#[derive(Debug, Clone)]
pub struct DroppedMail {
    /// With whom.
    pub many: Many,
    /// Whom the member does not have, as far as they may hear of them.
    pub elsewhere: Vec<Known>,
    /// The mail's subject.
    pub subject: String,
}

impl Render for DroppedMail {
    fn message(&self, words: &Words) -> Message {
        let mut html = Html::default();
        let named = |contact: &Contact| format!("#{} {}", contact.no.0, shorten(contact.title(), 40));
        let people: Vec<String> = self.many.changed.iter().map(named).collect();
        let people = words.list(&people);
        match self.subject.as_str() {
            _ if self.many.changed.is_empty() => {}
            "" => {
                html.line(words.html("dropbox-logged-plain", &[("people", &people)]));
            }
            subject => {
                let subject = shorten(subject, SUBJECT);
                html.line(words.html("dropbox-logged", &[("people", &people), ("subject", &subject)]));
            }
        }
        if !self.many.suppressed.is_empty() {
            let numbers = Numbers(self.many.suppressed.clone());
            html.line(words.html("dropbox-suppressed", &[("numbers", &numbers)]));
        }
        let html = with_others(html, &self.elsewhere, words);
        let mut keyboard = Keyboard::default();
        keyboard.row(self.many.change.map(|change| undo_key(change, words)));
        let card_of = self.many.changed.first().map(|contact| contact.id);
        Message { html: html.fitting(), keyboard, card_of, ..Message::default() }
    }
}

/// A mail about nobody whom the member has.
#[derive(Debug, Clone)]
pub struct UnknownPeople {
    /// The addresses.
    pub people: Vec<Email>,
    /// Those of them whom a colleague has, or nobody, as far as the member may hear of them.
    pub elsewhere: Vec<Known>,
    /// The draft in which the first of them waits to be added.
    pub draft: Option<(i64, Email)>,
    /// The mail's subject.
    pub subject: String,
}

/// So many people are named, and so much of a subject.
const NAMED: usize = 5;
const SUBJECT: usize = 80;

impl Render for UnknownPeople {
    fn message(&self, words: &Words) -> Message {
        let subject = shorten(&self.subject, SUBJECT);
        let mut people: Vec<String> =
            self.people.iter().take(NAMED).map(|one| one.as_str().to_owned()).collect();
        if self.people.len() > NAMED {
            people.push("…".to_owned());
        }
        let html = match people.is_empty() {
            true => words.html("dropbox-no-address", &[("subject", &subject)]),
            false => {
                let people = words.list(&people);
                words.html("dropbox-unknown", &[("people", &people), ("subject", &subject)])
            }
        };
        let html = with_others(html, &self.elsewhere, words);
        let mut keyboard = Keyboard::default();
        keyboard.row(self.draft.as_ref().map(|(draft, address)| {
            let address = shorten(address.as_str(), 40);
            let label = words.plain("dropbox-button-add", &[("address", &address)]);
            Key::press(label, &FieldButton::Show { draft: *draft })
        }));
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

fn with_others(mut html: Html, elsewhere: &[Known], words: &Words) -> Html {
    if elsewhere.is_empty() {
        return html;
    }
    html.line(words.html("dropbox-elsewhere", &[]));
    listed(html, elsewhere, words)
}

/// Somebody whom the member does not have wants no more mail, by a mail that the member passed on.
#[derive(Debug, Clone)]
pub struct PassedOptOut {
    /// Who.
    pub no: ContactNo,
    /// What takes it back.
    pub change: Option<ChangeId>,
}

impl Render for PassedOptOut {
    fn message(&self, words: &Words) -> Message {
        let html = words.html("dropbox-opted-out", &[("no", &self.no)]);
        let mut keyboard = Keyboard::default();
        keyboard.row(self.change.map(|change| undo_key(change, words)));
        Message { html, keyboard, ..Message::default() }
    }
}

/// The dropbox no longer lets us in.
#[derive(Debug, Clone)]
pub struct DropboxRefused {
    /// Its address.
    pub address: Email,
    /// Why, in the reader's words.
    pub why: String,
}

impl Render for DropboxRefused {
    fn message(&self, words: &Words) -> Message {
        let address = self.address.as_str().to_owned();
        Message::text(words.html("dropbox-refused", &[("address", &address), ("why", &self.why)]))
    }
}
