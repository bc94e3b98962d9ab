//! A contact as it was read from a text or from a row of a file, before it is in the book.

use serde::{Deserialize, Serialize};

use super::table::marked;
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
    /// They opted out, as it says: never to be written to.
    #[serde(default)]
    pub opted_out: bool,
    /// Mail to the address bounced, as it says.
    #[serde(default)]
    pub bounced: bool,
}

impl Draft {
    /// Whether anything was understood.
    pub fn says_something(&self) -> bool {
        *self != Draft::default()
    }

    /// Takes what another reading of the same person says and this one does not. What a person wrote otherwise there is
    /// left over, so that nothing is lost.
    pub fn join(&mut self, other: Draft) {
        for field in Field::ALL {
            let (mine, theirs) = (field.get(&self.profile), field.get(&other.profile));
            if mine.is_some() && theirs != mine {
                self.leftover.extend(theirs);
            }
        }
        for (mine, theirs) in [(&mut self.leftover, &other.leftover), (&mut self.unread, &other.unread)] {
            let new: Vec<String> = theirs.iter().filter(|note| !mine.contains(note)).cloned().collect();
            mine.extend(new);
        }
        self.fill(other);
    }

    /// Takes the fields that are missing here, with the doubts about them; nothing else.
    pub fn fill(&mut self, other: Draft) {
        let missing = |field: &Field| field.get(&self.profile).is_none();
        let unsure: Vec<Field> = other.unsure.iter().copied().filter(missing).collect();
        self.unsure.extend(unsure);
        self.profile.fill(&other.profile);
        self.grade = self.grade.or(other.grade);
        self.opted_out |= other.opted_out;
        self.bounced |= other.bounced;
    }

    /// Whether it says who it is.
    pub fn is_somebody(&self) -> bool {
        self.profile.name.is_some() || self.profile.company.is_some()
    }

    /// Heeds what stands in no field and says that they opted out, or that mail bounced.
    pub(super) fn heed(&mut self) {
        for said in self.leftover.iter().chain(&self.unread).filter_map(|piece| marked(piece)) {
            self.opted_out |= said.opted_out;
            self.bounced |= said.bounced;
        }
    }

    /// All that stands in no field, as one note; empty where there is nothing.
    pub fn note(&self) -> String {
        self.leftover.iter().chain(&self.unread).map(String::as_str).collect::<Vec<_>>().join("; ")
    }

    /// Whether the text would read otherwise on another day.
    pub fn hangs_on_the_day(&self) -> bool {
        self.profile.acquired_on.is_some()
    }
}
