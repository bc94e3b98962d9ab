//! A mail that came in, as it is told.

use chrono_tz::Tz;
use renmai_core::contact::Contact;
use renmai_core::email::Email;
use renmai_core::mail::incoming::Incoming;
use renmai_core::mail::outgoing::Mail;
use renmai_core::vocabulary::{ChangeId, Field};

use super::MailButton;
use crate::handler::buttons::{Button, CardAct, undo_key};
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, shorten};

/// A mail that came in.
#[derive(Debug, Clone)]
pub struct InNews {
    /// The mail.
    pub incoming: Incoming,
    /// With whom it is kept.
    pub contact: Contact,
    /// What it is told as.
    pub told: Told,
    /// Whether all of it is shown.
    pub whole: bool,
    /// The change that logged it.
    pub change: Option<ChangeId>,
    /// The reader's zone.
    pub zone: Tz,
}

/// What a mail that came in is told as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// They answered.
    Reply,
    /// It is logged as an inquiry.
    Inquiry,
    /// Somebody of their company answered.
    Colleague,
    /// They are away; so many mails wait.
    Away(u64),
    /// They want no more mail.
    OptedOut,
    /// They pressed "spam".
    Complaint,
}

/// So much of a mail is shown before one opens it.
pub(super) const SHOWN: usize = 300;

impl Render for InNews {
    fn message(&self, words: &Words) -> Message {
        let InNews { incoming, contact, told, whole, change, zone } = self;
        let (no, name) = (contact.no, shorten(contact.title(), 60));
        let text =
            if *whole { incoming.text.clone() } else { shorten(&incoming.text.replace('\n', " "), SHOWN) };
        let sender = match incoming.sender_name.as_str() {
            "" => incoming.sender.as_str().to_owned(),
            name => name.to_owned(),
        };
        let mut html = match told {
            Told::Reply => words.html("mail-in-reply", &[("no", &no), ("name", &name)]),
            Told::Inquiry => words.html("mail-in-inquiry", &[("no", &no), ("name", &name)]),
            Told::Colleague => {
                let from = incoming.sender.as_str().to_owned();
                words.html("mail-in-colleague", &[("no", &no), ("sender", &sender), ("from", &from)])
            }
            Told::Away(held) => {
                let until = incoming.away_until;
                match until {
                    Some(until) => words.html(
                        "mail-in-away",
                        &[("no", &no), ("name", &name), ("until", &until), ("held", held)],
                    ),
                    None => words.html("mail-in-away-open", &[("no", &no), ("name", &name), ("held", held)]),
                }
            }
            Told::OptedOut => words.html("mail-in-opted-out", &[("no", &no), ("name", &name)]),
            Told::Complaint => words.html("mail-in-complaint", &[("no", &no), ("name", &name)]),
        };
        if *whole {
            let at = incoming.at.with_timezone(zone).naive_local();
            let from = incoming.sender.as_str().to_owned();
            html.line(words.html(
                "mail-in-head",
                &[("from", &from), ("at", &at), ("subject", &Quote::new(&incoming.subject, 150))],
            ));
            html.line(Html::default());
        }
        if !text.is_empty() {
            html.line(Html::text(&text));
        } else if matches!(told, Told::Reply | Told::Colleague) {
            html.line(words.html("mail-in-no-text", &[]));
        }
        Message {
            html: html.fitting(),
            keyboard: self.keyboard(*change, words),
            card_of: Some(contact.id),
            ..Message::default()
        }
    }
}

impl InNews {
    fn keyboard(&self, change: Option<ChangeId>, words: &Words) -> Keyboard {
        let reading = self.incoming.number;
        let key = |id: &str, button: MailButton| Key::press(words.word(id), &button);
        let open = (!self.whole).then(|| key("mail-button-open", MailButton::Open { reading }));
        let mut keyboard = Keyboard::default();
        match self.told {
            Told::Reply | Told::Inquiry | Told::Colleague => {
                let inquiry = (self.told != Told::Inquiry)
                    .then(|| key("mail-button-inquiry", MailButton::Inquiry { reading }));
                keyboard.row(
                    [key("mail-button-answer", MailButton::Answer { reading })].into_iter().chain(inquiry),
                );
                let add = (self.told == Told::Colleague)
                    .then(|| key("mail-button-add-colleague", MailButton::AddSender { reading }));
                let not = change.map(|_| key("mail-button-not-a-reply", MailButton::NotAReply { reading }));
                keyboard.row(add.into_iter().chain(open).chain(not));
            }
            Told::OptedOut | Told::Complaint => {
                let domain = self.contact.profile.email.as_ref().and_then(Email::company_domain);
                let company =
                    domain.map(|_| key("mail-button-company", MailButton::OptOutCompany { reading }));
                keyboard.row(open.into_iter().chain(change.map(|change| undo_key(change, words))));
                keyboard.row(company);
            }
            Told::Away(_) => {
                keyboard.row(open.into_iter().chain(change.map(|change| undo_key(change, words))));
            }
        }
        keyboard
    }
}

/// A mail came back.
#[derive(Debug, Clone)]
pub struct BouncedNews {
    /// Our mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
    /// What the server said.
    pub answer: String,
    /// Whether the address is bad.
    pub hard: bool,
    /// The change that logged it.
    pub change: Option<ChangeId>,
}

impl Render for BouncedNews {
    fn message(&self, words: &Words) -> Message {
        let BouncedNews { mail, contact, answer, hard, change } = self;
        let (no, to) = (contact.no, mail.to.as_str().to_owned());
        let answer = Quote::new(answer, 200);
        let id = if *hard { "mail-bounced" } else { "mail-came-back" };
        let html = words.html(id, &[("no", &no), ("to", &to), ("answer", &answer)]);
        let mut keyboard = Keyboard::default();
        if *hard {
            let find =
                Button::Card { act: CardAct::Fill(Field::Email), no, version: contact.version, back: None };
            let find = Key::press(words.word("mail-button-find-another"), &find);
            keyboard.row([find].into_iter().chain(change.map(|change| undo_key(change, words))));
        }
        Message { html, keyboard, card_of: Some(contact.id), ..Message::default() }
    }
}

/// A whole company opted out.
#[derive(Debug, Clone)]
pub(super) struct CompanyOptedOut {
    pub(super) domain: String,
    pub(super) change: ChangeId,
}

impl Render for CompanyOptedOut {
    fn message(&self, words: &Words) -> Message {
        let mut message = Message::text(words.html("mail-company-opted-out", &[("domain", &self.domain)]));
        message.keyboard.row([undo_key(self.change, words)]);
        message
    }
}
