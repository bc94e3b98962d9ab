//! What is said while a contact is added: drafts, questions of the form, why it is refused.

use renmai_core::email::Email;
use renmai_core::read::Draft;
use renmai_core::read::add::AddError;
use renmai_core::vocabulary::{ContactNo, Field, Grade};

use super::fields::ALWAYS;
use super::form::SKIP;
use super::{DraftButton, FieldButton};
use crate::features::check::{self, Known};
use crate::features::{card, field};
use crate::handler::buttons::Button;
use crate::handler::cancel_key;
use crate::i18n::value::of_field;
use crate::i18n::{AnyReply, Html, Key, Keyboard, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of contacts.
    pub enum Phrase {
        /// It is in the book.
        Added { no: ContactNo } = "contact-added",
        /// It is in the book, and what belonged to no field is a note.
        AddedWithNote { no: ContactNo, note: String } = "contact-added-with-note",
        /// Neither a name nor a company.
        NameOrCompanyMissing = "contact-name-or-company-missing",
        /// Too much text.
        TooLong = "contact-too-long",
        /// A label that is none.
        UnknownLabel { label: String } = "contact-unknown-label",
        /// Not a grade.
        NotAGrade { typed: Quote } = "contact-not-a-grade",
        /// A field of a draft was corrected.
        Corrected { field: Field } = "contact-corrected",
        /// The draft was let go.
        Ignored = "contact-ignored",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Somebody like it is in the book.
    LooksLike {
        /// Who.
        known: Vec<Known>,
        /// Of which draft.
        number: i64,
    },
    /// What was understood of a card.
    Understood {
        /// The draft.
        draft: Box<Draft>,
        /// Which one.
        number: i64,
    },
    /// The fields of a draft: which is to be corrected?
    Fields {
        /// The draft.
        draft: Box<Draft>,
        /// Which one.
        number: i64,
    },
    /// A field of a draft is asked for.
    AskField {
        /// Which.
        field: Field,
        /// What stands there.
        now: Option<String>,
        /// Of which draft.
        number: i64,
    },
    /// A question of the form.
    AskStep {
        /// What for.
        field: Field,
        /// Its number.
        question: i64,
    },
    /// The last question of the form.
    AskGrade {
        /// Its number.
        question: i64,
    },
}

/// Why a text is no contact, in words with an example.
pub fn why_not(error: &AddError) -> AnyReply {
    match error {
        AddError::Nothing | AddError::NameOrCompanyMissing => Phrase::NameOrCompanyMissing.into(),
        AddError::Field { field, value, error } => field::wrong_value(*field, value, *error).into(),
        AddError::BadGrade(typed) => Phrase::NotAGrade { typed: typed.as_str().into() }.into(),
        AddError::UnknownLabel(label) => Phrase::UnknownLabel { label: shorten(label, 60) }.into(),
        AddError::TooLong => Phrase::TooLong.into(),
    }
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        let skip = |question: i64| {
            let skip = Button::Choose { question, choice: SKIP };
            [Key::press(words.word("button-skip"), &skip), cancel_key(question, words)]
        };
        let choice = |id: &str, button: DraftButton| Key::press(words.word(id), &button);
        let mut keyboard = Keyboard::default();
        let html = match self {
            Reply::LooksLike { known, number } => {
                let draft = *number;
                keyboard.row([
                    choice("button-add-anyway", DraftButton::AddAnyway { draft }),
                    choice("button-cancel", DraftButton::Ignore { draft }),
                ]);
                check::listed(words.html("contact-looks-like", &[]), known, words)
            }
            Reply::Understood { draft: understood, number } => {
                let draft = *number;
                keyboard.row([
                    choice("button-add", DraftButton::Add { draft }),
                    choice("button-edit", DraftButton::Edit { draft }),
                    choice("button-ignore", DraftButton::Ignore { draft }),
                ]);
                let mut html = field_lines(words.html("contact-understood", &[]), understood, words);
                if !understood.unsure.is_empty() {
                    html.line(words.html("contact-unsure", &[]));
                }
                if !understood.unread.is_empty() {
                    let unread = shorten(&understood.unread.join("; "), 300);
                    html.line(words.html("contact-unread", &[("unread", &unread)]));
                    keyboard.row([Key::press(words.word("button-to-note"), &FieldButton::Note { draft })]);
                }
                if let Some(meant) = understood.profile.email.as_ref().and_then(Email::likely_meant) {
                    html.line(words.html("card-meant", &[("email", &meant.as_str().to_owned())]));
                    keyboard.row([Key::press(card::mending(&meant, words), &DraftButton::Mend { draft })]);
                }
                html
            }
            Reply::Fields { draft: understood, number } => {
                let draft = *number;
                let has = |field: &&Field| field.get(&understood.profile).is_some() || ALWAYS.contains(field);
                let asked: Vec<&Field> = Field::ALL.iter().filter(has).collect();
                for row in asked.chunks(3) {
                    keyboard.row(row.iter().map(|field| {
                        Key::press(words.field(**field), &FieldButton::Ask { draft, field: **field })
                    }));
                }
                keyboard.row([Key::press(words.word("button-back"), &FieldButton::Show { draft })]);
                let mut html = field_lines(words.html("contact-understood", &[]), understood, words);
                html.line(words.html("contact-which-field", &[]));
                html
            }
            Reply::AskField { field, now, number } => {
                keyboard.row([Key::press(words.word("button-back"), &FieldButton::Show { draft: *number })]);
                let now = Quote::new(now.as_deref().unwrap_or_default(), 200);
                words.html("contact-ask-field", &[("field", field), ("now", &now)])
            }
            Reply::AskStep { field, question } => {
                keyboard.row(skip(*question));
                words.html(&format!("form-{}", field.code()), &[])
            }
            Reply::AskGrade { question } => {
                let question = *question;
                keyboard.row(Grade::ALL.iter().zip(0..).map(|(grade, choice)| {
                    Key::press(grade.code().to_uppercase(), &Button::Choose { question, choice })
                }));
                keyboard.row(skip(question));
                words.html("form-grade", &[])
            }
        };
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

/// What was understood, a line for each field.
pub fn field_lines(mut html: Html, draft: &Draft, words: &Words) -> Html {
    for field in Field::ALL {
        if let Some(value) = of_field(*field, &draft.profile, words) {
            let id = match draft.unsure.contains(field) {
                true => "contact-field-unsure",
                false => "contact-field",
            };
            html.line(words.html(id, &[("field", field), ("value", &shorten(&value, 200))]));
        }
    }
    if let Some(grade) = &draft.grade {
        html.line(words.html("contact-field", &[("field", &words.word("word-grade")), ("value", grade)]));
    }
    for (id, said) in [("contact-opted-out", draft.opted_out), ("contact-bounced", draft.bounced)] {
        if said {
            html.line(words.html(id, &[]));
        }
    }
    let note = draft.leftover.join("; ");
    if !note.is_empty() {
        let rest = shorten(&note, 300);
        html.line(words.html("contact-field", &[("field", &words.word("word-note")), ("value", &rest)]));
    }
    html
}
