//! Changes one field of a contact: grade, stage, value, next step, snooze, rest, or the profile.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Book, Done, Mark};
use crate::contact::{Contact, NextStep, Profile};
use crate::interaction::Happened;
use crate::read::date::When;
use crate::store::Result;
use crate::vocabulary::word::vocabulary;
use crate::vocabulary::{Grade, InteractionKind, Stage, Value, Verb};

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

impl RestAnswer {
    /// Does what was answered. The tally is counted anew by the caller.
    pub(crate) fn set(self, contact: &mut Contact, now: DateTime<Utc>) {
        match (self, contact.grade.lower()) {
            (RestAnswer::Lower, Some(lower)) => {
                contact.grade = lower;
                contact.grade_given = true;
                contact.tally.streak_from = Some(now);
            }
            (RestAnswer::Pool, _) => contact.owner = None,
            (RestAnswer::Keep, _) | (RestAnswer::Lower, None) => contact.tally.rest_kept = true,
        }
    }
}

impl Book<'_> {
    /// Sets the grade. With a reason, no other is proposed for a while.
    pub async fn grade(&mut self, contact: &Contact, grade: Grade, reason: Option<&str>) -> Result<Done> {
        self.mark(contact, &Mark::Grade(grade), reason).await
    }

    /// Sets the stage. A person may also move it back.
    pub async fn stage(&mut self, contact: &Contact, stage: Stage, reason: Option<&str>) -> Result<Done> {
        self.mark(contact, &Mark::Stage(stage), reason).await
    }

    /// Sets the value.
    pub async fn value(&mut self, contact: &Contact, value: Value, reason: Option<&str>) -> Result<Done> {
        self.mark(contact, &Mark::Value(value), reason).await
    }

    /// Sets the next step on a local day of the owner, perhaps at a time. It ends a snooze, which is the older wish.
    pub async fn plan(&mut self, contact: &Contact, when: impl Into<When>, what: &str) -> Result<Done> {
        let When { on, at } = when.into();
        let step = NextStep { on, at, what: what.to_owned() };
        self.mark(contact, &Mark::NextStep(step), None).await
    }

    /// Snoozes the contact until this local day of the owner. Where the follow-up is not due before that day anyway,
    /// nothing changes.
    pub async fn snooze(&mut self, contact: &Contact, until: NaiveDate) -> Result<Done> {
        let mut snoozed = Contact { snoozed_until: Some(until), ..contact.clone() };
        self.tx.settle(&mut snoozed).await?;
        if contact.due.is_some() && snoozed.due == contact.due {
            return Ok(Done { contact: contact.clone(), change: None });
        }
        self.mark(contact, &Mark::Snooze(until), None).await
    }

    /// Takes the next step away. There is none: nothing changes.
    pub async fn unplan(&mut self, contact: &Contact) -> Result<Done> {
        self.change_contact(contact, Verb::Planned, None, |c| c.next_step = None).await
    }

    /// Ends a snooze. There is none: nothing changes.
    pub async fn wake(&mut self, contact: &Contact) -> Result<Done> {
        self.change_contact(contact, Verb::Snoozed, None, |c| c.snoozed_until = None).await
    }

    async fn mark(&mut self, contact: &Contact, mark: &Mark, reason: Option<&str>) -> Result<Done> {
        let now = self.now;
        self.change_contact(contact, mark.verb(), reason, |c| mark.set(c, reason, now)).await
    }

    /// Answers the proposal to let a contact rest.
    pub async fn rest(&mut self, contact: &Contact, answer: RestAnswer) -> Result<Done> {
        let now = self.now;
        self.change_contact(contact, Verb::Rested, None, |c| answer.set(c, now)).await
    }

    /// Sets the profile to an edited one; a new address is judged anew.
    pub async fn edit(&mut self, contact: &Contact, profile: Profile) -> Result<Done> {
        self.edit_with_note(contact, profile, None).await
    }

    /// The same, with a note of what no field took, in one change.
    pub async fn edit_with_note(
        &mut self,
        contact: &Contact,
        profile: Profile,
        note: Option<&str>,
    ) -> Result<Done> {
        let suppressed = match &profile.email {
            Some(email) if profile.email != contact.profile.email => {
                self.tx.is_suppressed(contact.team, email).await?.then_some(self.now)
            }
            _ => None,
        };
        let edit = |c: &mut Contact| {
            if profile.email != c.profile.email {
                c.bounced_at = None;
                c.suppressed_at = c.suppressed_at.or(suppressed);
            }
            c.profile = profile;
        };
        let Some(note) = note else {
            return self.change_contact(contact, Verb::Edited, None, edit).await;
        };
        let mut after = contact.clone();
        edit(&mut after);
        let change =
            self.tx.begin_change(self.actor, Some(contact.id), Verb::Edited, None, None, self.now).await?;
        let mut effects = self.save(contact, &mut after).await?;
        let note = Happened::new(InteractionKind::Note, note);
        let (logged, more) = self.happen(&after, &note, self.now, change).await?;
        effects.extend(more);
        self.tx.finish_change(change, None, &effects).await?;
        Ok(Done { change: Some(change), ..logged.done })
    }
}
