//! The next follow-up of a contact, as it is kept beside the contact.

use chrono::{DateTime, NaiveDate, Utc};

use crate::vocabulary::DueReason;

/// The next follow-up of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// The owner's local day from which it is due.
    pub on: NaiveDate,
    /// The owner's local day since which they have waited: a snooze and an attempt move the day on which it is due, and
    /// not this one (docs/product.md, rule 11.8).
    pub since: NaiveDate,
    /// Why.
    pub why: DueReason,
    /// When it rings (UTC): a next step that has a time.
    pub rings_at: Option<DateTime<Utc>>,
}
