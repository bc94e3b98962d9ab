//! Who has somebody already.

use chrono::NaiveDate;
use renmai_core::vocabulary::{ContactNo, Grade};

use crate::i18n::{Html, Message, Render, Say, Words, phrases, shorten};

phrases! {
    /// What is said of checking.
    pub enum Phrase {
        /// How to check.
        CheckHow = "contact-check-how",
        /// More questions in a minute than are answered.
        TooMany { most: u32 } = "check-too-many",
        /// To those who lead: somebody asks much that nobody has.
        ManyMisses { name: String, count: u32 } = "check-many-misses",
        /// Nobody has them.
        Free { text: String } = "contact-free",
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
    /// The same address is in the book.
    Taken {
        /// Where.
        known: Vec<Known>,
    },
    /// Who has what was checked.
    Checked {
        /// What was checked.
        text: String,
        /// Who has it.
        known: Vec<Known>,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        let html = match self {
            Reply::Taken { known } => listed(words.html("contact-taken", &[]), known, words),
            Reply::Checked { text, known } => {
                listed(words.html("contact-checked", &[("text", text)]), known, words)
            }
        };
        Message::text(html.fitting())
    }
}

/// The contacts, one line each, as far as the reader may hear of them.
pub fn listed(mut html: Html, known: &[Known], words: &Words) -> Html {
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
