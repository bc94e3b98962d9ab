//! A change of the record: who did what when, and how to take it back.
//!
//! A change keeps the difference that it made, cell by cell, as JSON. The same difference is the history that a
//! person reads and what `/undo` reverts, so the two cannot disagree.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::contact::{Contact, ContactId, ContactNo, Grade, NextStep, Profile, Stage};
use crate::ideal::{Declined, Ideal};
use crate::insight::InsightId;
use crate::team::{Cadence, InviteId, Lang, Member, MemberId, Role, Team, WorkDays};
use crate::word::vocabulary;

/// The key of a change's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChangeId(pub(crate) i64);

impl ChangeId {
    /// The number by which an undo button names it.
    pub fn number(self) -> i64 {
        self.0
    }
}

vocabulary! {
    /// What somebody did.
    Verb {
        /// Added a contact.
        Added = "added",
        /// Edited a field.
        Edited = "edited",
        /// Changed the grade.
        Graded = "graded",
        /// Changed the stage.
        Staged = "staged",
        /// Changed the value.
        Valued = "valued",
        /// Logged an interaction.
        Logged = "logged",
        /// Set a next step.
        Planned = "planned",
        /// Snoozed a contact.
        Snoozed = "snoozed",
        /// Answered the proposal to let a contact rest.
        Rested = "rested",
        /// Gave a contact to somebody, or to the pool.
        Assigned = "assigned",
        /// Made one contact of two.
        Merged = "merged",
        /// Imported a file.
        Imported = "imported",
        /// Erased a person.
        Forgot = "forgot",
        /// Changed their own settings.
        Settled = "settled",
        /// Changed the team's settings.
        TeamSettled = "team_settled",
        /// Invited somebody.
        Invited = "invited",
        /// Revoked an invite.
        Revoked = "revoked",
        /// Made somebody a manager, or a salesperson.
        RoleChanged = "role_changed",
        /// Removed a member and handed their contacts on.
        Removed = "removed",
        /// Added an insight.
        InsightAdded = "insight_added",
        /// Took an insight off the shelf.
        InsightRemoved = "insight_removed",
        /// Sent an insight to several contacts.
        InsightSent = "insight_sent",
        /// Judged an address, or many, anew: only in older histories, it is nobody's change any more.
        Verified = "verified",
        /// Changed the profile of the ideal customer.
        IdealSet = "ideal_set",
        /// Declined a proposed grade.
        GradeDeclined = "grade_declined",
        /// Said to leave a contact as it is, in the clean-up.
        Kept = "kept",
    }
}

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

/// A cell has been changed again since: taking the older change back would lose the newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedSince;

/// The cells in which two values of a record differ.
pub(crate) fn diff<T: Serialize + PartialEq>(before: &T, after: &T) -> serde_json::Result<Vec<Diff>> {
    // Most of what is logged changes nothing else.
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

/// The record with the cells put back to what they were.
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

/// Everything of a contact that a person can change. What follows from it, the health of the address and the next
/// follow-up, is settled anew whenever it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ContactRecord {
    #[serde(flatten)]
    profile: Profile,
    grade: Grade,
    stage: Stage,
    bounced_at: Option<DateTime<Utc>>,
    owner: Option<MemberId>,
    suppressed_at: Option<DateTime<Utc>>,
    next_step: Option<NextStep>,
    snoozed_until: Option<NaiveDate>,
    streak_from: Option<DateTime<Utc>>,
    rest_kept: bool,
    grade_declined: Option<Declined>,
}

impl ContactRecord {
    pub(crate) fn of(contact: &Contact) -> ContactRecord {
        ContactRecord {
            profile: contact.profile.clone(),
            grade: contact.grade,
            stage: contact.stage,
            bounced_at: contact.bounced_at,
            owner: contact.owner,
            suppressed_at: contact.suppressed_at,
            next_step: contact.next_step.clone(),
            snoozed_until: contact.snoozed_until,
            streak_from: contact.tally.streak_from,
            rest_kept: contact.tally.rest_kept,
            grade_declined: contact.grade_declined,
        }
    }

    pub(crate) fn restore(self, contact: &mut Contact) {
        contact.profile = self.profile;
        contact.grade = self.grade;
        contact.stage = self.stage;
        contact.bounced_at = self.bounced_at;
        contact.owner = self.owner;
        contact.suppressed_at = self.suppressed_at;
        contact.next_step = self.next_step;
        contact.snoozed_until = self.snoozed_until;
        contact.tally.streak_from = self.streak_from;
        contact.tally.rest_kept = self.rest_kept;
        contact.grade_declined = self.grade_declined;
    }
}

/// Everything of a member that a person can change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct MemberRecord {
    role: Role,
    name: String,
    lang: Lang,
    zone: Tz,
    days: WorkDays,
    reminder_at: NaiveTime,
    away_until: Option<NaiveDate>,
    removed_at: Option<DateTime<Utc>>,
}

impl MemberRecord {
    pub(crate) fn of(member: &Member) -> MemberRecord {
        MemberRecord {
            role: member.role,
            name: member.name.clone(),
            lang: member.lang,
            zone: member.schedule.zone,
            days: member.schedule.days,
            reminder_at: member.schedule.reminder_at,
            away_until: member.schedule.away_until,
            removed_at: member.removed_at,
        }
    }

    pub(crate) fn restore(self, member: &mut Member) {
        member.role = self.role;
        member.name = self.name;
        member.lang = self.lang;
        member.schedule.zone = self.zone;
        member.schedule.days = self.days;
        member.schedule.reminder_at = self.reminder_at;
        member.schedule.away_until = self.away_until;
        member.removed_at = self.removed_at;
    }
}

/// Everything of a team that a person can change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TeamRecord {
    name: String,
    address: Option<String>,
    cadence: Cadence,
    ideal: Ideal,
}

impl TeamRecord {
    pub(crate) fn of(team: &Team) -> TeamRecord {
        TeamRecord {
            name: team.name.clone(),
            address: team.address.clone(),
            cadence: team.cadence,
            ideal: team.ideal.clone(),
        }
    }

    pub(crate) fn restore(self, team: &mut Team) {
        team.name = self.name;
        team.address = self.address;
        team.cadence = self.cadence;
        team.ideal = self.ideal;
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
