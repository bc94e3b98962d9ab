//! What has become of a mail, told to its writer.

use chrono_tz::Tz;
use renmai_core::contact::Contact;
use renmai_core::mail::gate::{Remedy, Rule};
use renmai_core::mail::outgoing::Mail;
use renmai_core::mail::pace::Pause;
use renmai_core::vocabulary::{ChangeId, Field, Role};

use super::{MailButton, gate};
use crate::handler::buttons::{Button, CardAct, undo_key};
use crate::i18n::{Key, Keyboard, Message, Quote, Render, Words, shorten};

/// What has become of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It went.
    Sent,
    /// The address does not exist.
    Bounced,
    /// The server refused it for another reason.
    Failed,
    /// Nobody knows.
    Parked,
    /// It cannot be put together as mail.
    Unsendable,
}

/// What has become of a mail, told.
#[derive(Debug, Clone)]
pub struct MailNews {
    /// What.
    pub news: News,
    /// The mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
    /// The change that logged a bounce.
    pub undo: Option<ChangeId>,
    /// The writer's zone.
    pub zone: Tz,
}

impl Render for MailNews {
    fn message(&self, words: &Words) -> Message {
        let MailNews { news, mail, contact, undo, zone } = self;
        let (no, name) = (contact.no, shorten(contact.title(), 60));
        let (to, subject) = (mail.to.as_str().to_owned(), shorten(&mail.text.subject, 100));
        let answer = Quote::new(mail.answer.as_deref().unwrap_or_default(), 200);
        let card = |id, act| {
            Key::press(words.word(id), &Button::Card { act, no, version: contact.version, back: None })
        };
        let mut keyboard = Keyboard::default();
        let html = match news {
            News::Sent => {
                let at = mail.handed_at.unwrap_or_default().with_timezone(zone).naive_local();
                keyboard.row([card("mail-button-card", CardAct::Show)]);
                words.html("mail-sent", &[("no", &no), ("name", &name), ("subject", &subject), ("at", &at)])
            }
            News::Bounced => {
                let undo = undo.map(|change| undo_key(change, words));
                let find = card("mail-button-find-another", CardAct::Fill(Field::Email));
                keyboard.row([find].into_iter().chain(undo));
                words.html("mail-bounced", &[("no", &no), ("to", &to), ("answer", &answer)])
            }
            News::Failed => {
                keyboard.row([card("mail-button-card", CardAct::Show)]);
                words.html("mail-failed", &[("no", &no), ("name", &name), ("to", &to), ("answer", &answer)])
            }
            News::Unsendable => {
                keyboard.row([card("mail-button-find-another", CardAct::Fill(Field::Email))]);
                words.html("mail-unsendable", &[("no", &no), ("name", &name), ("to", &to)])
            }
            News::Parked => {
                let mail = mail.id.number();
                keyboard.row([
                    Key::press(words.word("mail-button-arrived"), &MailButton::Arrived { mail }),
                    Key::press(words.word("mail-button-again"), &MailButton::Again { mail }),
                ]);
                words.html("mail-parked", &[("no", &no), ("name", &name), ("subject", &subject)])
            }
        };
        Message { html, keyboard, card_of: Some(contact.id), ..Message::default() }
    }
}

/// The gate stopped a mail at the last moment.
#[derive(Debug, Clone)]
pub struct StoppedNews {
    /// The mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
    /// The rule.
    pub rule: Rule,
    /// What would mend it.
    pub remedy: Remedy,
    /// The writer's role.
    pub role: Role,
}

impl Render for StoppedNews {
    fn message(&self, words: &Words) -> Message {
        let (no, name) = (self.contact.no, shorten(self.contact.title(), 60));
        let mut html = words.html("mail-stopped", &[("no", &no), ("name", &name)]);
        html.line(gate::line(self.rule, words));
        if let Some(remedy) = gate::remedy(&self.remedy, self.role, words) {
            html.line(remedy);
        }
        let mut keyboard = Keyboard::default();
        for row in gate::keys(self.rule, &self.remedy, self.mail.id.number(), words) {
            keyboard.row(row);
        }
        Message { html, keyboard, card_of: Some(self.contact.id), ..Message::default() }
    }
}

/// A mailbox has stopped by itself.
#[derive(Debug, Clone)]
pub struct PauseNews {
    /// Why, and until when.
    pub pause: Pause,
    /// The reader's zone.
    pub zone: Tz,
}

impl Render for PauseNews {
    fn message(&self, words: &Words) -> Message {
        let mut html = words.html("mail-paused", &[]);
        html.line(gate::pause(self.pause.why, words));
        if let Some(until) = self.pause.until {
            let until = until.with_timezone(&self.zone).naive_local();
            html.line(words.html("mail-paused-until", &[("until", &until)]));
        }
        let mut keyboard = Keyboard::default();
        keyboard.row([Key::press(words.word("mail-button-resume"), &MailButton::Resume)]);
        Message { html, keyboard, ..Message::default() }
    }
}

/// The reader of a mail opted out on its page.
#[derive(Debug, Clone)]
pub struct OptedOutNews {
    /// Who.
    pub contact: Contact,
    /// The change that logged it.
    pub change: Option<ChangeId>,
}

impl Render for OptedOutNews {
    fn message(&self, words: &Words) -> Message {
        let (no, name) = (self.contact.no, shorten(self.contact.title(), 60));
        let html = words.html("mail-in-opted-out", &[("no", &no), ("name", &name)]);
        let mut keyboard = Keyboard::default();
        keyboard.row(self.change.map(|change| undo_key(change, words)));
        Message { html, keyboard, card_of: Some(self.contact.id), ..Message::default() }
    }
}
