//! What leaves: the list behind `/outbox`.

use chrono_tz::Tz;
use renmai_core::contact::Contact;
use renmai_core::mail::gate::MailboxState;
use renmai_core::mail::mailbox::Mailbox;
use renmai_core::mail::outgoing::Mail;
use renmai_core::vocabulary::MailState;

use super::{MailButton, gate};
use crate::i18n::{Key, Keyboard, Message, Render, Words, shorten};

/// A mailbox in a line.
#[derive(Debug, Clone)]
pub struct MailboxLine {
    address: String,
    state: MailboxState,
}

impl MailboxLine {
    /// Of a mailbox.
    pub fn of(mailbox: &Mailbox) -> MailboxLine {
        MailboxLine { address: mailbox.account.address.as_str().to_owned(), state: mailbox.state }
    }
}

/// A mail that leaves, and to whom.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// The mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
}

/// What leaves.
#[derive(Debug, Clone)]
pub struct OutboxList {
    /// The member's mailbox.
    pub mailbox: Option<MailboxLine>,
    /// The soonest first.
    pub leaving: Vec<Leaving>,
    /// Whether there are more.
    pub more: bool,
    /// The reader's zone.
    pub zone: Tz,
}

impl Render for OutboxList {
    fn message(&self, words: &Words) -> Message {
        let mut keyboard = Keyboard::default();
        let Some(mailbox) = &self.mailbox else {
            return Message::text(words.html("mail-outbox-no-mailbox", &[]));
        };
        let mut html = words.html("mail-outbox", &[("address", &mailbox.address)]);
        if mailbox.state != MailboxState::Ready {
            html.line(gate::mailbox(mailbox.state, words));
        }
        if self.leaving.is_empty() {
            html.line(words.html("mail-outbox-empty", &[]));
        }
        for Leaving { mail, contact } in &self.leaving {
            let (no, link) = (contact.no, format!("/l{}", contact.no.0));
            let (name, subject) = (shorten(contact.title(), 40), shorten(&mail.text.subject, 50));
            let id = match mail.state {
                MailState::Parked => "mail-outbox-parked",
                MailState::Claimed | MailState::Handed => "mail-outbox-leaving",
                _ => "mail-outbox-waiting",
            };
            let at = mail.due_at.unwrap_or_default().with_timezone(&self.zone).naive_local();
            html.line(words.html(
                id,
                &[("at", &at), ("no", &no), ("link", &link), ("name", &name), ("subject", &subject)],
            ));
            let number = mail.id.number();
            if mail.state == MailState::Parked {
                let label = |id| words.plain(id, &[("no", &no)]);
                keyboard.row([
                    Key::press(label("mail-button-arrived-of"), &MailButton::Arrived { mail: number }),
                    Key::press(label("mail-button-again-of"), &MailButton::Again { mail: number }),
                ]);
            }
        }
        if self.more {
            html.line(words.html("mail-outbox-more", &[]));
        }
        let waiting: Vec<Key> = self
            .leaving
            .iter()
            .filter(|leaving| leaving.mail.state == MailState::Waiting)
            .map(|Leaving { mail, contact }| {
                Key::press(format!("✉ #{}", contact.no.0), &MailButton::Look { mail: mail.id.number() })
            })
            .collect();
        for row in waiting.chunks(5) {
            keyboard.row(row.iter().cloned());
        }
        keyboard.row(match mailbox.state {
            MailboxState::Ready => Some(Key::press(words.word("mail-button-pause"), &MailButton::Pause)),
            MailboxState::Refused => None,
            _ => Some(Key::press(words.word("mail-button-resume"), &MailButton::Resume)),
        });
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}
