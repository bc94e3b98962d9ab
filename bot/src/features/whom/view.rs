//! Which of several, and what is offered to be logged.

use renmai_core::contact::Contact;
use renmai_core::interaction::Kind;

use crate::handler::buttons::{Button, CardAct};
use crate::handler::cancel_key;
use crate::i18n::{Key, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of whom a line names.
    pub enum Phrase {
        /// So many are called so.
        Several { name: String, total: u64 } = "whom-several",
        /// Which of these was meant.
        Which = "whom-which",
        /// With which of these words are to be logged.
        LogWithWhich { text: Quote } = "whom-log-with-which",
        /// Whether words are to be logged.
        LogWith { text: Quote, name: String, kind: Kind } = "whom-log-with",
        /// Nobody is called so, and nothing was logged.
        NobodyCalled { name: Quote } = "whom-nobody-called",
        /// More fit than can be chosen from.
        TooManyFit { name: String, most: usize } = "whom-too-many-fit",
        /// More numbers than one line may name.
        TooManyNumbers { most: usize } = "whom-too-many-numbers",
        /// The command takes one contact.
        OneAtATime { command: &'static str } = "whom-one-at-a-time",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// One of several is to be chosen.
    Which {
        /// The question.
        said: Phrase,
        /// The choices.
        contacts: Vec<Contact>,
        /// The number of the question.
        question: i64,
    },
    /// Words may be logged.
    Offer {
        /// With whom.
        contact: Box<Contact>,
        /// The words.
        text: Quote,
        /// As what they would be logged.
        kind: Kind,
        /// The number of the question.
        question: i64,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Which { said, contacts, question } => {
                let (mut message, question) = (said.message(words), *question);
                for (choice, contact) in (0u8..).zip(contacts) {
                    message.keyboard.row([Key::press(label(contact), &Button::Choose { question, choice })]);
                }
                message.keyboard.row([cancel_key(question, words)]);
                message
            }
            Reply::Offer { contact, text, kind, question } => {
                let (no, version) = (contact.no, contact.version);
                let name = format!("#{} {}", no.0, shorten(contact.title(), 40));
                let mut message = Phrase::LogWith { text: text.clone(), name, kind: *kind }.message(words);
                let log = Button::Choose { question: *question, choice: 0 };
                let open = Button::Card { act: CardAct::Show, no, version, back: None };
                message.keyboard.row([
                    Key::press(words.word("button-log-words"), &log),
                    Key::press(words.word("button-open-card"), &open),
                ]);
                message
            }
        }
    }
}

fn label(contact: &Contact) -> String {
    let company = contact.profile.company.as_deref().filter(|company| *company != contact.title());
    let company = company.map(|company| format!(" · {}", shorten(company, 24))).unwrap_or_default();
    format!("#{} {}{company}", contact.no.0, shorten(contact.title(), 30))
}
