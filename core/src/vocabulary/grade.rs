//! How much effort a contact deserves.

use super::word::vocabulary;

vocabulary! {
    /// How much effort a contact deserves.
    Grade {
        /// The fifth that deserves four fifths of the effort.
        A = "a",
        /// Worth a regular word.
        B = "b",
        /// Kept, seldom written to. What everyone is until somebody says otherwise.
        C = "c",
    }
}

impl Grade {
    /// The next lower grade, if there is one.
    pub fn lower(self) -> Option<Grade> {
        match self {
            Grade::A => Some(Grade::B),
            Grade::B => Some(Grade::C),
            Grade::C => None,
        }
    }
}
