//! What a person can change of a contact, a member and a team: the cells that a change compares.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::contact::BasisGiven;
use crate::contact::{Contact, Declined, NextStep, Profile, Tally};
use crate::fair::Fair;
use crate::holidays::Holidays;
use crate::ideal::Ideal;
use crate::schedule::{Cadence, WorkDays};
use crate::team::{Member, Team};
use crate::vocabulary::{Grade, Lang, MemberId, Role, Stage};

/// Everything of a contact that a person can change. The health of the address and the next follow-up are not in it:
/// they are computed again whenever the contact is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ContactRecord {
    #[serde(flatten)]
    profile: Profile,
    grade: Grade,
    stage: Stage,
    bounced_at: Option<DateTime<Utc>>,
    owner: Option<MemberId>,
    suppressed_at: Option<DateTime<Utc>>,
    basis: Option<BasisGiven>,
    next_step: Option<NextStep>,
    snoozed_until: Option<NaiveDate>,
    streak_from: Option<DateTime<Utc>>,
    rest_kept: bool,
    grade_given: bool,
    grade_declined: Option<Declined>,
    grade_reasoned_at: Option<DateTime<Utc>>,
}

impl ContactRecord {
    pub(crate) fn of(contact: &Contact) -> ContactRecord {
        let Contact {
            profile,
            grade,
            stage,
            bounced_at,
            owner,
            suppressed_at,
            basis,
            next_step,
            snoozed_until,
            tally,
            grade_given,
            grade_declined,
            grade_reasoned_at,
            // Settled by themselves.
            health: _,
            due: _,
            fit: _,
            // Never changed by a person, or counted.
            id: _,
            team: _,
            no: _,
            version: _,
            owned_since: _,
            added_by: _,
            added_at: _,
        } = contact.clone();
        let Tally {
            streak_from,
            rest_kept,
            // Summed up from the interactions.
            last_touch_at: _,
            last_inbound_at: _,
            awaiting_since: _,
            attempts_in_row: _,
            last_attempt_at: _,
            last_insight_at: _,
            touches_in_row: _,
        } = tally;
        ContactRecord {
            profile,
            grade,
            stage,
            bounced_at,
            owner,
            suppressed_at,
            basis,
            next_step,
            snoozed_until,
            streak_from,
            rest_kept,
            grade_given,
            grade_declined,
            grade_reasoned_at,
        }
    }

    pub(crate) fn restore(self, contact: &mut Contact) {
        let ContactRecord {
            profile,
            grade,
            stage,
            bounced_at,
            owner,
            suppressed_at,
            basis,
            next_step,
            snoozed_until,
            streak_from,
            rest_kept,
            grade_given,
            grade_declined,
            grade_reasoned_at,
        } = self;
        let tally = Tally { streak_from, rest_kept, ..contact.tally.clone() };
        *contact = Contact {
            profile,
            grade,
            stage,
            bounced_at,
            owner,
            suppressed_at,
            basis,
            next_step,
            snoozed_until,
            tally,
            grade_given,
            grade_declined,
            grade_reasoned_at,
            ..contact.clone()
        };
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
    #[serde(default)]
    fair: Option<Fair>,
    holidays: Option<Holidays>,
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
            fair: member.fair.clone(),
            holidays: member.schedule.holidays,
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
        member.fair = self.fair;
        member.schedule.holidays = self.holidays;
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
