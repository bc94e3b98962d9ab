//! Adding, editing, finding, checking, forgetting.

use chrono::NaiveDate;
use renmai_core::contact::Profile;
use renmai_core::email::Email;
use renmai_core::read::Draft;
use renmai_core::read::add::AddError;
use renmai_core::read::field::FieldError;
use renmai_core::vocabulary::{ContactNo, Field, Grade};

use super::value::of_field;
use super::{Html, Key, Keyboard, Message, Quote, Say, Words, phrases, shorten};
use crate::buttons::{Button, CardAct, Place};
use crate::commands::draft::Choice;
use crate::dialogues::add_form::SKIP;

phrases! {
    /// What is said of contacts.
    pub enum Said {
        /// It is in the book.
        Added { no: ContactNo } = "contact-added",
        /// It is in the book, and what belonged to no field is a note.
        AddedWithNote { no: ContactNo, note: String } = "contact-added-with-note",
        /// Neither a name nor a company.
        NameOrCompanyMissing = "contact-name-or-company-missing",
        /// Either the name or the company has to stay.
        NameOrCompanyStays { no: ContactNo } = "contact-name-or-company-stays",
        /// Too much text.
        TooLong = "contact-too-long",
        /// A label that is none.
        UnknownLabel { label: String } = "contact-unknown-label",
        /// Not a grade.
        NotAGrade { typed: Quote } = "contact-not-a-grade",
        /// A bought list.
        BoughtList = "contact-bought-list",
        /// Not an email address.
        BadEmail { value: String } = "contact-bad-email",
        /// Not a phone number.
        BadPhone { value: String } = "contact-bad-phone",
        /// Not a country.
        UnknownCountry { value: String } = "contact-unknown-country",
        /// Not a day.
        BadDate { value: String } = "contact-bad-date",
        /// Not a role in the purchase.
        BadRole { value: String } = "contact-bad-role",
        /// Not a value.
        BadValue { value: String } = "contact-bad-value",
        /// Not a web address.
        BadAddress { value: String } = "contact-bad-address",
        /// The value of a field is too long.
        ValueTooLong { field: Field, limit: usize } = "contact-value-too-long",
        /// Grade and stage are not fields to edit.
        OwnCommand { no: ContactNo, command: &'static str } = "contact-own-command",
        /// Nothing after the field's name.
        EmptyValue { field: Field } = "contact-empty-value",
        /// How to find.
        FindHow = "contact-find-how",
        /// How to check.
        CheckHow = "contact-check-how",
        /// Nothing was found.
        NotFound { text: String } = "contact-not-found",
        /// So many were found.
        Found { text: String, total: u64 } = "contact-found",
        /// Nobody has them.
        Free { text: String } = "contact-free",
        /// The draft was let go.
        Ignored = "contact-ignored",
        /// The person is erased.
        Forgotten { no: ContactNo } = "contact-forgotten",
    }
}

/// What a member may hear of a contact of the team.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Its number.
    pub no: ContactNo,
    /// Who has it; nobody: the pool.
    pub owner: Option<String>,
    /// Since which local day of the reader.
    pub since: NaiveDate,
    /// The rest, where the reader may see it.
    pub open: Option<Open>,
}

/// What only those hear who may see the contact.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// What it is called.
    pub title: String,
    /// Its company.
    pub company: Option<String>,
    /// Its grade.
    pub grade: Grade,
    /// The local day of the last touch.
    pub last_touch: Option<NaiveDate>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// A phrase alone.
    Said(Said),
    /// The same address is in the book.
    Taken {
        /// Where.
        known: Vec<Known>,
    },
    /// Somebody like it is in the book.
    LooksLike {
        /// Who.
        known: Vec<Known>,
        /// Of which draft.
        number: i64,
    },
    /// Who has what was checked.
    Checked {
        /// What was checked.
        text: String,
        /// Who has it.
        known: Vec<Known>,
    },
    /// What was understood of a card.
    Understood {
        /// The draft.
        draft: Box<Draft>,
        /// Which one.
        number: i64,
    },
    /// The draft as a message that can be corrected and sent.
    Rewrite {
        /// The draft.
        draft: Box<Draft>,
    },
    /// A question of the form.
    AskStep {
        /// What for.
        field: Field,
    },
    /// The last question of the form.
    AskGrade,
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
    /// Asks whether to erase a person.
    AskForget {
        /// The contact.
        no: ContactNo,
        /// What it is called.
        name: String,
        /// The version that was shown.
        version: i64,
        /// The list behind it.
        back: Option<Place>,
    },
}

impl From<Said> for Reply {
    fn from(said: Said) -> Reply {
        Reply::Said(said)
    }
}

impl From<Said> for super::Reply {
    fn from(said: Said) -> super::Reply {
        Reply::Said(said).into()
    }
}

/// Why a text is no contact, in words with an example.
pub fn why_not(error: &AddError) -> Said {
    match error {
        AddError::Nothing | AddError::NameOrCompanyMissing => Said::NameOrCompanyMissing,
        AddError::Field { field, value, error } => wrong_value(*field, value, *error),
        AddError::BadGrade(typed) => Said::NotAGrade { typed: typed.as_str().into() },
        AddError::UnknownLabel(label) => Said::UnknownLabel { label: shorten(label, 60) },
        AddError::TooLong => Said::TooLong,
    }
}

/// Why a text is no value of a field, in words with an example.
pub fn wrong_value(field: Field, value: &str, error: FieldError) -> Said {
    let value = shorten(value.trim(), 60);
    match error {
        FieldError::BadEmail => Said::BadEmail { value },
        FieldError::BadPhone => Said::BadPhone { value },
        FieldError::UnknownCountry => Said::UnknownCountry { value },
        FieldError::BadDate => Said::BadDate { value },
        FieldError::UnknownWord if field == Field::Role => Said::BadRole { value },
        FieldError::UnknownWord => Said::BadValue { value },
        FieldError::BoughtList => Said::BoughtList,
        FieldError::TooLong => Said::ValueTooLong { field, limit: field.limit() },
        FieldError::BadAddress => Said::BadAddress { value },
        FieldError::Empty => Said::EmptyValue { field },
    }
}

impl Reply {
    /// As a message.
    pub fn message(&self, words: &Words) -> Message {
        let cancel = || Key::press(words.word("button-cancel"), &Button::Cancel);
        let choice = |id: &str, choice: Choice, draft| Key::press(words.word(id), &choice.on(draft));
        let mut keyboard = Keyboard::default();
        let html = match self {
            Reply::Said(said) => return said.message(words),
            Reply::Taken { known } => listed(words.html("contact-taken", &[]), known, words),
            Reply::LooksLike { known, number } => {
                let choice = |id, which| choice(id, which, *number);
                keyboard.row([
                    choice("button-add-anyway", Choice::AddAnyway),
                    choice("button-cancel", Choice::Ignore),
                ]);
                listed(words.html("contact-looks-like", &[]), known, words)
            }
            Reply::Checked { text, known } => {
                listed(words.html("contact-checked", &[("text", text)]), known, words)
            }
            Reply::Understood { draft, number } => {
                keyboard.row([
                    choice("button-add", Choice::Add, *number),
                    choice("button-edit", Choice::Edit, *number),
                    choice("button-ignore", Choice::Ignore, *number),
                ]);
                let mut html = fields(words.html("contact-understood", &[]), draft, words);
                if !draft.unsure.is_empty() {
                    html.line(words.html("contact-unsure", &[]));
                }
                if let Some(meant) = draft.profile.email.as_ref().and_then(Email::likely_meant) {
                    html.line(words.html("card-meant", &[("email", &meant.as_str().to_owned())]));
                    keyboard.row([Key::press(mending(&meant, words), &Choice::Mend.on(*number))]);
                }
                html
            }
            Reply::Rewrite { draft } => {
                let mut html = words.html("contact-rewrite", &[]);
                html.line(Html::code(&rewritten(draft, words)));
                html
            }
            Reply::AskStep { field } => {
                keyboard.row([Key::press(words.word("button-skip"), &Button::Choose(SKIP)), cancel()]);
                words.html(&format!("form-{}", field.code()), &[])
            }
            Reply::AskGrade => {
                keyboard.row(
                    Grade::ALL
                        .iter()
                        .zip(0..)
                        .map(|(grade, at)| Key::press(grade.code().to_uppercase(), &Button::Choose(at))),
                );
                keyboard.row([Key::press(words.word("button-skip"), &Button::Choose(SKIP)), cancel()]);
                words.html("form-grade", &[])
            }
            Reply::NoSuchField { no, typed } => {
                let names = Field::ALL.iter().map(|field| name(*field, words)).collect::<Vec<_>>();
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
            Reply::AskForget { no, name, version, back } => {
                let key = |id: &str, act| {
                    Key::press(words.word(id), &Button::Card { act, no: *no, version: *version, back: *back })
                };
                keyboard.row([
                    key("button-erase", CardAct::ForgetYes),
                    key("button-keep-contact", CardAct::Show),
                ]);
                words.html("contact-ask-forget", &[("no", no), ("name", &shorten(name, 80))])
            }
        };
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

fn listed(mut html: Html, known: &[Known], words: &Words) -> Html {
    for contact in known {
        let owner = match &contact.owner {
            Some(owner) => shorten(owner, 40),
            None => words.word("contact-in-pool"),
        };
        html.line(match &contact.open {
            None => words.html(
                "contact-known-masked",
                &[("no", &contact.no), ("owner", &owner), ("since", &contact.since)],
            ),
            Some(open) => {
                let company = open.company.clone().filter(|company| *company != open.title);
                let title =
                    [Some(open.title.clone()), company].into_iter().flatten().collect::<Vec<_>>().join(" · ");
                let touch = match open.last_touch {
                    Some(day) => words.html("contact-last-touch", &[("day", &day)]),
                    None => words.html("contact-no-touch", &[]),
                };
                let link = Html::text(&format!("/l{}", contact.no.0));
                let title = shorten(&title, 100);
                let args: [(&'static str, &dyn Say); 6] = [
                    ("link", &link),
                    ("title", &title),
                    ("owner", &owner),
                    ("since", &contact.since),
                    ("grade", &open.grade),
                    ("touch", &touch),
                ];
                words.html("contact-known", &args)
            }
        });
    }
    html
}

fn fields(mut html: Html, draft: &Draft, words: &Words) -> Html {
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
    if !draft.leftover.is_empty() {
        let rest = shorten(&draft.leftover.join("; "), 300);
        html.line(words.html("contact-field", &[("field", &words.word("word-note")), ("value", &rest)]));
    }
    html
}

/// What stands on the button that corrects an address.
pub(super) fn mending(meant: &Email, words: &Words) -> String {
    words.plain("button-mend", &[("email", &shorten(meant.as_str(), 40))])
}

/// The draft as `/add` reads it.
fn rewritten(draft: &Draft, words: &Words) -> String {
    let label = |field: &Field| {
        let name = name(*field, words);
        if Field::parse(&name) == Some(*field) { name } else { field.code().to_owned() }
    };
    let fields = Field::ALL.iter().filter_map(|field| Some((label(field), field.get(&draft.profile)?)));
    let fields: Vec<String> = fields.map(|(label, value)| format!("{label}: {value}")).collect();
    format!("/add {}", fields.join("; "))
}

fn name(field: Field, words: &Words) -> String {
    words.word(&format!("field-{}", field.code().replace([' ', '_'], "-")))
}
