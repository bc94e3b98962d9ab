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
        for note in &other.leftover {
            if !self.leftover.contains(note) {
                self.leftover.push(note.clone());
            }
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
    }

    /// Whether the text would read otherwise on another day.
    pub fn hangs_on_the_day(&self) -> bool {
        self.profile.acquired_on.is_some()
    }
}
