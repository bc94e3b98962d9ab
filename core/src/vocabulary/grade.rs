//! How much effort a contact deserves.

use super::word::vocabulary;

vocabulary! {
    /// How much effort a contact deserves.
    Grade {
        /// About a fifth of the contacts, which should get four fifths of the touches (docs/product.md, rule 16.9).
        A = "a",
        /// Touched regularly.
        B = "b",
        /// Seldom touched. A contact without a grade is C (docs/product.md, rule 2.3).
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
