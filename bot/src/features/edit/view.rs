//! What an edit changed, or what is wrong with it.

use renmai_core::contact::Profile;
use renmai_core::vocabulary::{ContactNo, Field};

use crate::i18n::value::of_field;
use crate::i18n::{Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of editing.
    pub enum Phrase {
        /// Either the name or the company has to stay.
        NameOrCompanyStays { no: ContactNo } = "contact-name-or-company-stays",
        /// Grade and stage are not fields to edit.
        OwnCommand { no: ContactNo, command: &'static str } = "contact-own-command",
        /// Asks for a field.
        AskField { no: ContactNo, name: String, field: Field } = "log-ask-field",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// No such field; these are there.
    NoSuchField {
        /// The contact.
        no: ContactNo,
        /// What was typed.
        typed: Quote,
    },
    /// What an edit changed.
    Edited {
        /// The contact.
        no: ContactNo,
        /// Each field, before and after.
        changes: Vec<(Field, Profile, Profile)>,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        let html = match self {
            Reply::NoSuchField { no, typed } => {
                let names = Field::ALL.iter().map(|field| words.field(*field)).collect::<Vec<_>>();
                let names = words.list(&names);
                words.html("contact-no-such-field", &[("no", no), ("typed", typed), ("fields", &names)])
            }
            Reply::Edited { no, changes } if changes.is_empty() => {
                words.html("contact-unchanged", &[("no", no)])
            }
            Reply::Edited { no, changes } => {
                let mut html = words.html("contact-edited", &[("no", no)]);
                for (field, before, after) in changes {
                    let said = |profile| {
                        shorten(&of_field(*field, profile, words).unwrap_or_else(|| "–".to_owned()), 100)
                    };
                    let (before, after) = (said(before), said(after));
                    html.line(words.html(
                        "contact-edited-field",
                        &[("field", field), ("before", &before), ("after", &after)],
                    ));
                }
                html
            }
        };
        Message::text(html.fitting())
    }
}
