//! Changes one field of a contact: grade, stage, value, next step, snooze, rest, or the profile.

use chrono::NaiveDate;

use super::{Book, Done};
use crate::contact::{Contact, NextStep, Profile};
use crate::read::date::When;
use crate::store::Result;
use crate::vocabulary::word::vocabulary;
use crate::vocabulary::{Grade, Stage, Value, Verb};

vocabulary! {
    /// What a person says to a proposal to let a contact rest.
    RestAnswer {
        /// Go on, with a lower grade.
        Lower = "lower",
        /// Give it to the pool.
        Pool = "pool",
        /// Let it rest until they write.
        Keep = "keep",
    }
}

impl Book<'_> {
    /// Sets the grade. With a reason, no other is proposed for a while.
    pub async fn grade(&mut self, contact: &Contact, grade: Grade, reason: Option<&str>) -> Result<Done> {
        let reasoned_at = reason.map(|_| self.now);
        self.change_contact(contact, Verb::Graded, reason, |c| {
            if reason.is_some() || c.grade != grade {
                c.grade_reasoned_at = reasoned_at;
            }
            c.grade = grade;
        })
        .await
    }

    /// Sets the stage. A person may also move it back.
    pub async fn stage(&mut self, contact: &Contact, stage: Stage, reason: Option<&str>) -> Result<Done> {
        self.change_contact(contact, Verb::Staged, reason, |c| c.stage = stage).await
    }

    /// Sets the value.
    pub async fn value(&mut self, contact: &Contact, value: Value, reason: Option<&str>) -> Result<Done> {
        self.change_contact(contact, Verb::Valued, reason, |c| c.profile.value = Some(value)).await
    }

    /// Sets the next step on a local day of the owner, perhaps at a time. It ends a snooze, which is the older wish.
    pub async fn plan(&mut self, contact: &Contact, when: impl Into<When>, what: &str) -> Result<Done> {
        let When { on, at } = when.into();
        let step = NextStep { on, at, what: what.to_owned() };
        self.change_contact(contact, Verb::Planned, None, |c| {
            c.next_step = Some(step);
            c.snoozed_until = None;
        })
        .await
    }

    /// Snoozes the contact until this local day of the owner.
    pub async fn snooze(&mut self, contact: &Contact, until: NaiveDate) -> Result<Done> {
        self.change_contact(contact, Verb::Snoozed, None, |c| c.snoozed_until = Some(until)).await
    }

    /// Answers the proposal to let a contact rest.
    pub async fn rest(&mut self, contact: &Contact, answer: RestAnswer) -> Result<Done> {
        let now = self.now;
        self.change_contact(contact, Verb::Rested, None, |c| match (answer, c.grade.lower()) {
            (RestAnswer::Lower, Some(lower)) => {
                c.grade = lower;
                c.tally.streak_from = Some(now);
            }
            (RestAnswer::Pool, _) => c.owner = None,
            (RestAnswer::Keep, _) | (RestAnswer::Lower, None) => c.tally.rest_kept = true,
        })
        .await
    }

    /// Sets the profile to an edited one; a new address is judged anew.
    pub async fn edit(&mut self, contact: &Contact, profile: Profile) -> Result<Done> {
        let suppressed = match &profile.email {
            Some(email) if profile.email != contact.profile.email => {
                self.tx.is_suppressed(contact.team, email).await?.then_some(self.now)
            }
            _ => None,
        };
        self.change_contact(contact, Verb::Edited, None, |c| {
            if profile.email != c.profile.email {
                c.bounced_at = None;
                c.suppressed_at = c.suppressed_at.or(suppressed);
            }
            c.profile = profile;
        })
        .await
    }
}
