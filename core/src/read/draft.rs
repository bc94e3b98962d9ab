//! A contact as it was read from a text or from a row of a file, before it is in the book.

use serde::{Deserialize, Serialize};

use crate::contact::Profile;
use crate::vocabulary::{Field, Grade};

/// What was understood of a text or of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The fields.
    pub profile: Profile,
    /// The grade, if one was given.
    pub grade: Option<Grade>,
    /// What is understood and has no field of its own, such as a second number: kept as a note.
    pub leftover: Vec<String>,
    /// What was not understood: it is shown, and one tap makes it a note (docs/product.md, rule 6.7).
    #[serde(default)]
    pub unread: Vec<String>,
    /// The fields that were guessed: a person should look at them.
    #[serde(default)]
    pub unsure: Vec<Field>,
    /// They opted out, as the file says: never to be written to.
    #[serde(default)]
    pub opted_out: bool,
    /// Mail to the address bounced, as the file says.
    #[serde(default)]
    pub bounced: bool,
}

impl Draft {
    /// All that stands in no field, as one note; empty where there is nothing.
    pub fn note(&self) -> String {
        self.leftover.iter().chain(&self.unread).map(String::as_str).collect::<Vec<_>>().join("; ")
    }

    /// Whether the text would read otherwise on another day.
    pub fn hangs_on_the_day(&self) -> bool {
        self.profile.acquired_on.is_some()
    }
}
