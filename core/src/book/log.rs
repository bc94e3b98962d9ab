//! Logging what happened: the stage, the address health, the suppression and the next follow-up move with it.

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::{Book, Done};
use crate::change::Effect;
use crate::contact::Contact;
use crate::interaction::{Attachment, Interaction};
use crate::store::{Result, Scope};
use crate::vocabulary::{ChangeId, InteractionId, InteractionKind, Verb};

/// Why something cannot be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// They opted out, so no mail to them can be logged (docs/product.md, rule 2.22).
    #[error("suppressed")]
    Suppressed,
}

/// Something was logged.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// The contact after it.
    pub done: Done,
    /// What was logged.
    pub interaction: Interaction,
}

impl Book<'_> {
    /// Logs an interaction that happened at `at` (UTC), with the file that belongs to it, if one does.
    pub async fn log(
        &mut self,
        contact: &Contact,
        kind: InteractionKind,
        summary: &str,
        file: Option<&Attachment>,
        at: DateTime<Utc>,
    ) -> Result<Result<Logged, LogError>> {
        if contact.suppressed_at.is_some() && kind.is_email_touch() {
            return Ok(Err(LogError::Suppressed));
        }
        let change =
            self.tx.begin_change(self.actor, Some(contact.id), Verb::Logged, None, None, self.now).await?;
        let (logged, effects) = self.happen(contact, kind, summary, at, change).await?;
        if let Some(file) = file {
            self.tx.attach(logged.interaction.id, file).await?;
        }
        self.tx.finish_change(change, None, &effects).await?;
        Ok(Ok(logged))
    }

    /// Writes what happened under a change, with everything that moves with it; answers what the change did.
    pub(super) async fn happen(
        &mut self,
        contact: &Contact,
        kind: InteractionKind,
        summary: &str,
        at: DateTime<Utc>,
        change: ChangeId,
    ) -> Result<(Logged, Vec<Effect>)> {
        // The book keeps whole seconds. Of two interactions in one second the later gets the next second, so that their
        // order is known.
        let at = at.trunc_subsecs(0);
        let last = self.tx.last_interaction(self.scope(), contact.id).await?.map(|last| last.at);
        let at = match last {
            Some(last) if last == at => last + TimeDelta::seconds(1),
            Some(last) if last > at && last - at < TimeDelta::minutes(1) => last + TimeDelta::seconds(1),
            _ => at,
        };
        let mut interaction = Interaction {
            id: InteractionId(0),
            contact: contact.id,
            kind,
            at,
            summary: summary.to_owned(),
            by: self.actor.id,
        };
        interaction.id = self.tx.insert_interaction(contact, &interaction, change).await?;

        let owner = match contact.owner {
            Some(owner) => self.tx.member(Scope::of(self.actor), owner).await?,
            None => None,
        };
        let day = owner.as_ref().unwrap_or(self.actor).schedule.today(at);
        let mut after = contact.clone();
        after.stage = kind.moves(contact.stage);
        if kind.is_touch() && after.next_step.as_ref().is_some_and(|step| step.on <= day) {
            after.next_step = None;
        }
        if kind.is_inbound() {
            // The contact wrote, which ends a snooze (docs/product.md, rule 2.17).
            after.snoozed_until = None;
        }
        match kind {
            InteractionKind::Bounced => after.bounced_at = contact.profile.email.as_ref().map(|_| at),
            InteractionKind::OptedOut => {
                after.suppressed_at = Some(self.now);
                if let Some(email) = &contact.profile.email {
                    self.tx.suppress(contact.team, email, Some(change), self.now).await?;
                }
            }
            _ => {}
        }
        if kind.is_touch() {
            self.tx.end_follow_up(contact, day, change).await?;
        }
        after.tally = match contact.tally.with(kind, at) {
            Some(tally) => tally,
            None => self.tx.tally(&after).await?,
        };
        let effects = self.save(contact, &mut after).await?;
        Ok((Logged { done: Done { contact: after, change: Some(change) }, interaction }, effects))
    }
}
