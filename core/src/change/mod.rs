//! A change of the record: who did what when, and how to take it back.
//!
//! A change keeps the difference that it made, cell by cell, as JSON. The same difference is the history that a
//! person reads and what `/undo` reverts, so the two cannot disagree.

mod record;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::vocabulary::{
    ChangeId, ContactId, ContactNo, InsightId, InviteId, MailId, MemberId, TemplateId, Verb,
};

pub(crate) use record::{ContactRecord, MemberRecord, TeamRecord};

/// One cell of a record, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diff {
    /// The cell: the name of a field of the record.
    pub cell: String,
    /// What stood there.
    pub before: Json,
    /// What stands there since.
    pub after: Json,
}

/// What a change did, beside the rows that carry its number (new contacts, interactions).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Cells of a contact changed.
    Contact {
        /// Which contact.
        id: ContactId,
        /// Its cells.
        cells: Vec<Diff>,
    },
    /// Two contacts became one.
    Merged {
        /// The one that stayed.
        into: ContactId,
        /// The one that went.
        gone: ContactId,
        /// The number of the one that went.
        no: ContactNo,
        /// What the one that stayed took.
        cells: Vec<Diff>,
    },
    /// Cells of a member changed.
    Member {
        /// Which member.
        id: MemberId,
        /// Their cells.
        cells: Vec<Diff>,
    },
    /// Cells of the team changed.
    Team {
        /// Its cells.
        cells: Vec<Diff>,
    },
    /// All contacts of a member went to another, or to the pool; each has a part of the change of its own.
    HandedOver {
        /// Whose they were.
        from: MemberId,
        /// Whose they are since; nobody's: in the pool.
        to: Option<MemberId>,
    },
    /// An invite was made.
    InviteMade(InviteId),
    /// An invite was revoked.
    InviteRevoked(InviteId),
    /// An insight was added.
    InsightAdded(InsightId),
    /// An insight was removed.
    InsightRemoved(InsightId),
    /// A mail was planned.
    MailPlanned(MailId),
    /// A mail was answered.
    MailAnswered(MailId),
    /// A template was kept.
    TemplateKept(TemplateId),
    /// A template was removed.
    TemplateRemoved(TemplateId),
}

/// A change as the book holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The row.
    pub id: ChangeId,
    /// Who did it.
    pub by: MemberId,
    /// To which contact, if to one.
    pub contact: Option<ContactId>,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What was done.
    pub verb: Verb,
    /// Why, if they said so.
    pub reason: Option<String>,
    /// What it did.
    pub effects: Vec<Effect>,
    /// When it was taken back (UTC).
    pub undone_at: Option<DateTime<Utc>>,
}

/// A cell was changed again later, so undoing the older change would lose the newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedSince;

/// The cells in which two values of a record differ.
pub(crate) fn diff<T: Serialize + PartialEq>(before: &T, after: &T) -> serde_json::Result<Vec<Diff>> {
    // Most interactions change no cell, and comparing is cheaper than making JSON.
    if before == after {
        return Ok(Vec::new());
    }
    let (before, after) = (cells(before)?, cells(after)?);
    let names = after.keys().chain(before.keys().filter(|name| !after.contains_key(*name)));
    Ok(names
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| Diff {
            cell: name.clone(),
            before: before.get(name).cloned().unwrap_or(Json::Null),
            after: after.get(name).cloned().unwrap_or(Json::Null),
        })
        .collect())
}

/// The record with its cells set back to their values before the change.
pub(crate) fn revert<T>(now: &T, diffs: &[Diff]) -> serde_json::Result<Result<T, ChangedSince>>
where
    T: Serialize + DeserializeOwned,
{
    let mut cells = cells(now)?;
    for Diff { cell, before, after } in diffs {
        if cells.get(cell).unwrap_or(&Json::Null) != after {
            return Ok(Err(ChangedSince));
        }
        cells.insert(cell.clone(), before.clone());
    }
    serde_json::from_value(Json::Object(cells)).map(Ok)
}

fn cells<T: Serialize>(record: &T) -> serde_json::Result<Map<String, Json>> {
    match serde_json::to_value(record)? {
        Json::Object(cells) => Ok(cells),
        other => Ok(Map::from_iter([(String::from("value"), other)])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Pair {
        a: Option<i32>,
        b: String,
    }

    #[test]
    fn a_difference_reverts_to_what_was() {
        let before = Pair { a: None, b: "x".into() };
        let after = Pair { a: Some(1), b: "x".into() };
        let cells = diff(&before, &after).unwrap();
        assert_eq!(cells.len(), 1);
        assert_eq!(revert(&after, &cells).unwrap(), Ok(before));
    }

    #[test]
    fn a_newer_change_of_the_same_cell_is_not_lost() {
        let before = Pair { a: Some(1), b: "x".into() };
        let after = Pair { a: Some(2), ..before.clone() };
        let newer = Pair { a: Some(3), ..before.clone() };
        assert_eq!(revert(&newer, &diff(&before, &after).unwrap()).unwrap(), Err(ChangedSince));
        let elsewhere = Pair { b: "y".into(), ..after.clone() };
        assert_eq!(
            revert(&elsewhere, &diff(&before, &after).unwrap()).unwrap(),
            Ok(Pair { a: Some(1), b: "y".into() })
        );
    }
}
