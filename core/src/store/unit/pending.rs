//! Pending rows: they are written many in a statement.

use chrono::{DateTime, Utc};

use crate::interaction::Interaction;
use crate::vocabulary::{ChangeId, ContactId, Grade, MemberId, TeamId, Verb};

/// A change that is not written yet.
#[derive(Debug, Clone)]
pub(in crate::store) struct NewChange {
    pub(in crate::store) id: ChangeId,
    pub(in crate::store) team: TeamId,
    pub(in crate::store) by: MemberId,
    pub(in crate::store) contact: Option<ContactId>,
    pub(in crate::store) at: DateTime<Utc>,
    pub(in crate::store) verb: Verb,
    pub(in crate::store) reason: Option<String>,
    pub(in crate::store) part_of: Option<ChangeId>,
    /// As JSON.
    pub(in crate::store) effects: String,
}

/// An interaction that is not written yet.
#[derive(Debug, Clone)]
pub(in crate::store) struct NewInteraction {
    pub(in crate::store) interaction: Interaction,
    pub(in crate::store) team: TeamId,
    /// The contact's grade then.
    pub(in crate::store) grade: Grade,
    pub(in crate::store) change: ChangeId,
}
