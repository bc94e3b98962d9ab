//! A mailbox as its owner sees it.

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::email::Email;
use renmai_core::mail::gate::MailboxState;
use renmai_core::mail::mailbox::Mailbox;
use renmai_core::vocabulary::Provider;

use super::{MailboxButton, dropbox};
use crate::features::mail::state_line;
use crate::i18n::{Html, Key, Keyboard, Message, Render, Words, phrases};

phrases! {
    /// What is said of mailboxes.
    pub enum Phrase {
        /// It is disconnected.
        Disconnected = "mailbox-disconnected",
        /// There was none.
        NothingConnected = "mailbox-nothing-connected",
        /// What may be a secret was typed into the chat.
        SecretTyped = "mailbox-secret-typed",
        /// There is no dropbox any more.
        NoDropbox = "dropbox-none",
        /// The member has another address in the dropbox.
        AddressIsNew = "dropbox-address-is-new",
    }
}

/// How long a mailbox is new, and sends less.
const NEW_FOR: TimeDelta = TimeDelta::days(30);

/// The mailbox, or how to connect one.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The member's mailbox.
    pub mailbox: Option<Mailbox>,
    /// The member's address in the dropbox, where there is one.
    pub copies_to: Option<String>,
    /// When it is shown (UTC).
    pub now: DateTime<Utc>,
}

impl Render for Overview {
    fn message(&self, words: &Words) -> Message {
        let Some(mailbox) = &self.mailbox else {
            let mut message = Message {
                html: words.html("mailbox-none", &[]),
                keyboard: providers(words),
                ..Message::default()
            };
            dropbox::show(&mut message, self.copies_to.as_deref(), words);
            return message;
        };
        let address = mailbox.account.address.as_str().to_owned();
        let reads = match mailbox.account.imap {
            Some(_) => words.word("mailbox-sends-and-reads"),
            None => words.word("mailbox-sends"),
        };
        let is_new = self.now - mailbox.connected_at < NEW_FOR;
        let cap = words.word(if is_new { "mailbox-cap-new" } else { "mailbox-cap" });
        let mark = if mailbox.state == MailboxState::Ready { "✓" } else { "⏸" };
        let mut html = words.html(
            "mailbox-line",
            &[("mark", &mark), ("address", &address), ("reads", &reads), ("cap", &cap)],
        );
        if mailbox.state != MailboxState::Ready {
            html.line(state_line(mailbox.state, words));
        }
        let key = |id: &str, button: MailboxButton| Key::press(words.word(id), &button);
        let mut keyboard = Keyboard::default();
        let again = MailboxButton::Connect { provider: mailbox.account.provider };
        let first = match mailbox.state {
            MailboxState::Ready => key("mailbox-button-hold", MailboxButton::Hold),
            MailboxState::Refused => key("mailbox-button-again", again),
            MailboxState::Held | MailboxState::Paused(..) => {
                key("mailbox-button-resume", MailboxButton::Resume)
            }
        };
        keyboard.row([first, key("mailbox-button-other", MailboxButton::Providers)]);
        keyboard.row([key("mailbox-button-disconnect", MailboxButton::AskDisconnect)]);
        let mut message = Message { html, keyboard, ..Message::default() };
        dropbox::show(&mut message, self.copies_to.as_deref(), words);
        message
    }
}

fn providers(words: &Words) -> Keyboard {
    let mut keyboard = Keyboard::default();
    let keys: Vec<Key> = Provider::ALL
        .iter()
        .map(|provider| {
            let label = words.word(&format!("mailbox-provider-{}", provider.code()));
            Key::press(label, &MailboxButton::Connect { provider: *provider })
        })
        .collect();
    for three in keys.chunks(3) {
        keyboard.row(three.iter().cloned());
    }
    keyboard
}

/// Whether it is to be disconnected.
#[derive(Debug, Clone)]
pub struct Disconnecting {
    /// The member's mailbox.
    pub mailbox: Option<Mailbox>,
}

impl Render for Disconnecting {
    fn message(&self, words: &Words) -> Message {
        let address = self.mailbox.as_ref().map(|mailbox| mailbox.account.address.as_str().to_owned());
        let html = words.html("mailbox-ask-disconnect", &[("address", &address.unwrap_or_default())]);
        let mut keyboard = Keyboard::default();
        keyboard.row([
            Key::press(words.word("mailbox-button-disconnect"), &MailboxButton::Disconnect),
            Key::press(words.word("button-back"), &MailboxButton::Look),
        ]);
        Message { html, keyboard, ..Message::default() }
    }
}

/// What a provider wants, and where it is given.
#[derive(Debug, Clone)]
pub struct Wants {
    /// Whose servers.
    pub provider: Provider,
    /// The page that works once; `None`: the terminal.
    pub page: Option<String>,
    /// The team's name.
    pub team: String,
    /// The member's name.
    pub member: String,
}

impl Render for Wants {
    fn message(&self, words: &Words) -> Message {
        let mut html = words.html(&format!("mailbox-wants-{}", self.provider.code()), &[]);
        let mut keyboard = Keyboard::default();
        html.line(Html::default());
        match &self.page {
            Some(url) => {
                html.line(words.html("mailbox-page", &[]));
                let label = words.word("mailbox-button-page");
                keyboard.row([Key::Link { label, url: url.clone() }]);
            }
            None => {
                let servers = self.provider.servers().map(|servers| {
                    servers.map(|server| (format!("{}:{}", server.host, server.port), server.security.code()))
                });
                let (smtp, imap) = match servers {
                    Some([(smtp, _), (imap, _)]) => (smtp, imap),
                    None => ("smtp.example.com:465".to_owned(), "imap.example.com:993".to_owned()),
                };
                let command = format!(
                    "renmai mailbox add --team \"{}\" --member \"{}\" --address you@example.com --smtp {smtp} --imap {imap}",
                    self.team, self.member,
                );
                html.line(words.html("mailbox-terminal", &[])).line(Html::code(&command));
            }
        }
        html.line(words.html("mailbox-never-here", &[]));
        Message { html, keyboard, ..Message::default() }
    }
}

/// A mailbox that no longer lets us in.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Whose servers.
    pub provider: Provider,
    /// Its address.
    pub address: Email,
    /// Why, in the reader's words.
    pub why: String,
}

impl Render for Refused {
    fn message(&self, words: &Words) -> Message {
        let address = self.address.as_str().to_owned();
        let html = words.html("mailbox-refused", &[("address", &address), ("why", &self.why)]);
        let mut keyboard = Keyboard::default();
        let again = MailboxButton::Connect { provider: self.provider };
        keyboard.row([Key::press(words.word("mailbox-button-again"), &again)]);
        Message { html, keyboard, ..Message::default() }
    }
}

/// A mailbox that has not been read for hours.
#[derive(Debug, Clone)]
pub struct Silent {
    /// Its address.
    pub address: Email,
    /// Why, in the reader's words.
    pub why: String,
}

impl Render for Silent {
    fn message(&self, words: &Words) -> Message {
        let address = self.address.as_str().to_owned();
        let html = words.html("mailbox-silent", &[("address", &address), ("why", &self.why)]);
        let mut keyboard = Keyboard::default();
        keyboard.row([Key::press(words.word("mailbox-button-look"), &MailboxButton::Look)]);
        Message { html, keyboard, ..Message::default() }
    }
}
