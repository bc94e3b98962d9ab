//! The next follow-up of a contact, as it is kept beside the contact.

use chrono::NaiveDate;

use crate::vocabulary::DueReason;

/// The next follow-up of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// The owner's local day from which it is due.
    pub on: NaiveDate,
    /// Why.
    pub why: DueReason,
}
