//! Two contacts that became one.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::{ContactNo, Field};

use super::question::MERGE;
use crate::handler::buttons::Button;
use crate::handler::cancel_key;
use crate::i18n::value::of_field;
use crate::i18n::{Key, Message, Render, Words, phrases, shorten};

phrases! {
    /// What is said of merging.
    pub enum Phrase {
        /// How to merge.
        How = "merge-how",
        /// One contact named twice.
        Same { no: ContactNo } = "merge-same",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// They look nothing alike: whether they are one.
    Ask {
        /// The one that would stay.
        stays: String,
        /// The one that would go.
        gone: String,
        /// The number of the question.
        question: i64,
    },
    /// They are one.
    Merged {
        /// The one that stayed.
        into: ContactNo,
        /// The one that went.
        gone: ContactNo,
        /// The note of what was left behind.
        left: Option<String>,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Ask { stays, gone, question } => {
                let (stays, gone) = (shorten(stays, 60), shorten(gone, 60));
                let html = words.html("merge-ask", &[("stays", &stays), ("gone", &gone)]);
                let mut message = Message::text(html);
                let merge = Button::Choose { question: *question, choice: MERGE };
                let yes = Key::press(words.word("button-merge"), &merge);
                message.keyboard.row([yes, cancel_key(*question, words)]);
                message
            }
            Reply::Merged { into, gone, left } => {
                let mut html = words.html("merge-merged", &[("into", into), ("gone", gone)]);
                if let Some(left) = left {
                    html.line(words.html("merge-left", &[("note", &shorten(left, 300))]));
                }
                Message::text(html)
            }
        }
    }
}

/// What the other had and the one that stays does not take, as a note in its history.
pub fn note(left: &[Field], gone: &Contact, words: &Words) -> String {
    let values = left.iter().filter_map(|field| {
        let value = shorten(&of_field(*field, &gone.profile, words)?, 200);
        Some(words.plain("merge-note-field", &[("field", field), ("value", &value)]))
    });
    words.plain("merge-note", &[("no", &gone.no), ("values", &values.collect::<Vec<_>>().join("; "))])
}
