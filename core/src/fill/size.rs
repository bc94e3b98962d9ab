//! How big a book is asked for, and what makes no sense.

/// The most contacts of a made-up book.
pub const MOST_CONTACTS: u64 = 1_000_000;

/// The most interactions of each contact, on average: more do not fit into two years.
pub const MOST_EACH: u64 = 200;

/// The most members of a made-up team.
pub const MOST_MEMBERS: u64 = 10_000;

/// How big a book is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub(super) contacts: u64,
    pub(super) interactions: u64,
    pub(super) members: u64,
}

/// Why no book of that size is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SizeError {
    /// Too few contacts, or too many.
    #[error("give between 1 and {MOST_CONTACTS} contacts")]
    Contacts,
    /// Too few members, or too many.
    #[error("give between 1 and {MOST_MEMBERS} members, and no more than there are contacts")]
    Members,
    /// More than people do in two years.
    #[error("give at most {} interactions: {MOST_EACH} for each contact", MOST_EACH * contacts)]
    Interactions {
        /// The contacts that were asked for.
        contacts: u64,
    },
}

impl Size {
    /// How many contacts.
    pub fn contacts(&self) -> u64 {
        self.contacts
    }

    /// How many interactions.
    pub fn interactions(&self) -> u64 {
        self.interactions
    }

    /// A size that makes sense.
    ///
    /// # Errors
    /// What would do instead.
    pub fn new(contacts: u64, interactions: u64, members: u64) -> Result<Size, SizeError> {
        if !(1..=MOST_CONTACTS).contains(&contacts) {
            return Err(SizeError::Contacts);
        }
        if !(1..=MOST_MEMBERS.min(contacts)).contains(&members) {
            return Err(SizeError::Members);
        }
        if interactions > contacts * MOST_EACH {
            return Err(SizeError::Interactions { contacts });
        }
        Ok(Size { contacts, interactions, members })
    }
}
