//! A contact: a person at a company, where they came from, how good the address is, what comes next.

mod basis;
mod declined;
mod follow_up;
mod profile;
mod source;
mod tally;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::email::Email;
use crate::vocabulary::{ContactId, ContactNo, FitLevel, Grade, Health, MemberId, Stage, TeamId};

pub use basis::BasisGiven;
pub use declined::Declined;
pub use follow_up::FollowUp;
pub use profile::{FieldValue, Profile};
pub use source::{Source, SourceError};
pub use tally::Tally;

/// A next step that a person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// The owner's local day.
    pub on: NaiveDate,
    /// The time of that day, in the owner's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// What to do; may be empty.
    pub what: String,
}

/// A contact as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The row.
    pub id: ContactId,
    /// The team that it belongs to.
    pub team: TeamId,
    /// The number by which people call it.
    pub no: ContactNo,
    /// Counts the changes; a button carries the version it was drawn for.
    pub version: i64,
    /// Who owns it; `None`: it is in the pool.
    pub owner: Option<MemberId>,
    /// When the present owner got it (UTC).
    pub owned_since: DateTime<Utc>,
    /// Who added it, and when (UTC).
    pub added_by: MemberId,
    /// When it was added (UTC).
    pub added_at: DateTime<Utc>,
    /// What is told of it.
    pub profile: Profile,
    /// How much effort it deserves.
    pub grade: Grade,
    /// Whether somebody has said so; else it is C until somebody does.
    pub grade_given: bool,
    /// How far it has come.
    pub stage: Stage,
    /// What is known of the address, as last computed ([`crate::mail_server::health`]).
    pub health: Health,
    /// A hard bounce of the present address was logged, and when (UTC).
    pub bounced_at: Option<DateTime<Utc>>,
    /// Opted out or complained, and when (UTC): never written to again.
    pub suppressed_at: Option<DateTime<Utc>>,
    /// Why one may write to them, as a person gave it.
    pub basis: Option<BasisGiven>,
    /// What a person decided to do next.
    pub next_step: Option<NextStep>,
    /// Snoozed until this local day of the owner.
    pub snoozed_until: Option<NaiveDate>,
    /// What has happened so far, summed up.
    pub tally: Tally,
    /// When the next follow-up is due and why, as last computed.
    pub due: Option<FollowUp>,
    /// How well it fits the team's ideal customer, as last computed; `None`: the team has no profile.
    pub fit: Option<FitLevel>,
    /// When a person last set the grade with a reason (UTC): for a while no other is proposed.
    pub grade_reasoned_at: Option<DateTime<Utc>>,
    /// The proposed grade that a person declined, and how the contact stood then.
    pub grade_declined: Option<Declined>,
}

impl Contact {
    /// A contact that a member has just added and owns; nothing is told of it yet, and it has no number.
    pub(crate) fn new(team: TeamId, by: MemberId, at: DateTime<Utc>) -> Contact {
        Contact {
            id: ContactId(0),
            team,
            no: ContactNo(0),
            version: 0,
            owner: Some(by),
            owned_since: at,
            added_by: by,
            added_at: at,
            profile: Profile::default(),
            grade: Grade::C,
            grade_given: false,
            stage: Stage::New,
            health: Health::Unverified,
            bounced_at: None,
            suppressed_at: None,
            basis: None,
            next_step: None,
            snoozed_until: None,
            tally: Tally::default(),
            due: None,
            fit: None,
            grade_reasoned_at: None,
            grade_declined: None,
        }
    }

    /// The name, else the company, else the address.
    pub fn title(&self) -> &str {
        let profile = &self.profile;
        profile
            .name
            .as_deref()
            .or(profile.company.as_deref())
            .or(profile.email.as_ref().map(Email::as_str))
            .unwrap_or_default()
    }
}
