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
    /// Pieces that belong to no field: kept as a note.
    pub leftover: Vec<String>,
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
    /// Whether the text would read otherwise on another day.
    pub fn hangs_on_the_day(&self) -> bool {
        self.profile.acquired_on.is_some()
    }
}
