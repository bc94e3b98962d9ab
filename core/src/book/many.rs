//! The same done to many contacts: one change, whose parts stand in the history of each and which one `/undo` takes back.

use chrono::{DateTime, NaiveDate, Utc};

use super::Book;
use crate::contact::{Contact, NextStep};
use crate::interaction::Happened;
use crate::store::Result;
use crate::vocabulary::{ChangeId, ContactNo, Grade, MemberId, Stage, Value, Verb};

/// What is set in one line.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// The grade.
    Grade(Grade),
    /// The stage.
    Stage(Stage),
    /// The value.
    Value(Value),
    /// The next step.
    NextStep(NextStep),
    /// Not before this local day of the owner.
    Snooze(NaiveDate),
    /// Who owns it; nobody: the pool.
    Owner(Option<MemberId>),
}

/// What became of many contacts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Many {
    /// The change; `None`: nothing differed.
    pub change: Option<ChangeId>,
    /// Those that were changed, as they now are.
    pub changed: Vec<Contact>,
    /// Those for which it was so already.
    pub same: Vec<ContactNo>,
    /// Those to whom nothing may be sent.
    pub suppressed: Vec<ContactNo>,
}

impl Mark {
    /// What setting it is called.
    pub(crate) fn verb(&self) -> Verb {
        match self {
            Mark::Grade(_) => Verb::Graded,
            Mark::Stage(_) => Verb::Staged,
            Mark::Value(_) => Verb::Valued,
            Mark::NextStep(_) => Verb::Planned,
            Mark::Snooze(_) => Verb::Snoozed,
            Mark::Owner(_) => Verb::Assigned,
        }
    }

    /// Sets it.
    pub(crate) fn set(&self, contact: &mut Contact, reason: Option<&str>, now: DateTime<Utc>) {
        match self {
            Mark::Grade(grade) => {
                // A grade that stays without a reason keeps the reason that it had.
                if reason.is_some() || contact.grade != *grade {
                    contact.grade_reasoned_at = reason.map(|_| now);
                }
                contact.grade = *grade;
                contact.grade_given = true;
            }
            Mark::Stage(stage) => contact.stage = *stage,
            Mark::Value(value) => contact.profile.value = Some(*value),
            Mark::NextStep(step) => {
                contact.next_step = Some(step.clone());
                contact.snoozed_until = None;
            }
            Mark::Snooze(until) => contact.snoozed_until = Some(*until),
            Mark::Owner(owner) => contact.owner = *owner,
        }
    }
}

impl Book<'_> {
    /// Sets the same for each of these contacts.
    pub async fn mark_many(
        &mut self,
        contacts: &[Contact],
        mark: &Mark,
        reason: Option<&str>,
    ) -> Result<Many> {
        let mut many = Many::default();
        for contact in contacts {
            let mut after = contact.clone();
            mark.set(&mut after, reason, self.now);
            if after == *contact {
                many.same.push(contact.no);
                continue;
            }
            let whole = self.whole(&mut many, mark.verb(), reason).await?;
            let done = self.write_change(contact, after, mark.verb(), reason, Some(whole)).await?;
            many.changed.push(done.contact);
        }
        Ok(many)
    }

    /// Logs the same with each of these contacts.
    pub async fn log_many(
        &mut self,
        contacts: &[Contact],
        told: &Happened,
        at: DateTime<Utc>,
    ) -> Result<Many> {
        let mut many = Many::default();
        for contact in contacts {
            if contact.suppressed_at.is_some() && told.kind.is_email_touch() {
                many.suppressed.push(contact.no);
                continue;
            }
            let whole = self.whole(&mut many, Verb::Logged, None).await?;
            let part =
                self.tx.begin_change(self.actor, Some(contact.id), Verb::Logged, None, Some(whole), self.now);
            let part = part.await?;
            let (logged, effects) = self.happen(contact, told, at, part).await?;
            self.tx.finish_change(part, None, &effects).await?;
            many.changed.push(logged.done.contact);
        }
        Ok(many)
    }

    /// The change whose parts they are; it begins with the first.
    async fn whole(&mut self, many: &mut Many, verb: Verb, reason: Option<&str>) -> Result<ChangeId> {
        if let Some(change) = many.change {
            return Ok(change);
        }
        let change = self.tx.begin_change(self.actor, None, verb, reason, None, self.now).await?;
        many.change = Some(change);
        Ok(change)
    }
}
