//! Logging what happened: the stage, the address health, the suppression and the next follow-up move with it.

use chrono::{DateTime, NaiveDate, SubsecRound as _, TimeDelta, Utc};

use super::{Book, Done, UndoError};
use crate::change::Effect;
use crate::contact::Contact;
use crate::interaction::{Attachment, Happened, Interaction};
use crate::store::{Result, Scope};
use crate::vocabulary::{ChangeId, InteractionId, InteractionKind, Verb};

/// Why something cannot be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// They opted out, so no mail to them can be logged (docs/product.md, rule 2.22).
    #[error("suppressed")]
    Suppressed,
}

/// Why what was logged cannot become of another kind. The caller rolls the step back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CorrectError {
    /// It was taken back, or is another's.
    #[error("gone")]
    Gone,
    /// It cannot be taken back.
    #[error(transparent)]
    Undo(#[from] UndoError),
    /// It cannot be logged so.
    #[error(transparent)]
    Log(#[from] LogError),
}

/// Something was logged.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// The contact after it.
    pub done: Done,
    /// What was logged.
    pub interaction: Interaction,
}

/// The contact after something happened with it at `at` (UTC), on the owner's local day `day`. What the interactions add
/// up to, and what follows from that, is settled by the caller.
pub(crate) fn moved(
    contact: &Contact,
    kind: InteractionKind,
    at: DateTime<Utc>,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Contact {
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
        InteractionKind::OptedOut => after.suppressed_at = Some(now),
        _ => {}
    }
    after
}

impl Book<'_> {
    /// Logs an interaction that happened at `at` (UTC), with the file that belongs to it, if one does.
    pub async fn log(
        &mut self,
        contact: &Contact,
        told: &Happened,
        file: Option<&Attachment>,
        at: DateTime<Utc>,
    ) -> Result<Result<Logged, LogError>> {
        if contact.suppressed_at.is_some() && told.kind.is_email_touch() {
            return Ok(Err(LogError::Suppressed));
        }
        let change =
            self.tx.begin_change(self.actor, Some(contact.id), Verb::Logged, None, None, self.now).await?;
        let (logged, effects) = self.happen(contact, told, at, change).await?;
        if let Some(file) = file {
            self.tx.attach(logged.interaction.id, file).await?;
        }
        self.tx.finish_change(change, None, &effects).await?;
        Ok(Ok(logged))
    }

    /// Logs anew, as something of another kind, what a change of the member's logged: the one that was logged is taken
    /// back, and `/undo` takes back the new one.
    pub async fn correct_kind(
        &mut self,
        change: i64,
        kind: InteractionKind,
    ) -> Result<Result<Logged, CorrectError>> {
        let Some(change) = self.tx.change(self.actor, change).await? else {
            return Ok(Err(CorrectError::Gone));
        };
        let Some((was, file)) = self.tx.logged_by(self.actor, &change).await? else {
            return Ok(Err(CorrectError::Gone));
        };
        let contact = match self.undo(Some(change.id.number())).await? {
            Ok(undone) => undone.contact,
            Err(refused) => return Ok(Err(refused.into())),
        };
        let Some(contact) = contact else { return Ok(Err(CorrectError::Gone)) };
        let messenger = was.messenger.filter(|_| kind == InteractionKind::Message);
        let told = Happened { kind, messenger, summary: was.summary };
        Ok(self.log(&contact, &told, file.as_ref(), was.at).await?.map_err(Into::into))
    }

    /// What a change of the member's logged, and with whom, if it still stands.
    pub async fn logged(&mut self, change: i64) -> Result<Option<Logged>> {
        let Some(change) = self.tx.change(self.actor, change).await? else { return Ok(None) };
        let Some((interaction, _)) = self.tx.logged_by(self.actor, &change).await? else { return Ok(None) };
        let contact = self.tx.contact_by_id(self.scope(), interaction.contact).await?;
        Ok(contact.map(|contact| Logged { done: Done { contact, change: Some(change.id) }, interaction }))
    }

    /// Writes what happened under a change, with everything that moves with it; answers what the change did.
    pub(super) async fn happen(
        &mut self,
        contact: &Contact,
        told: &Happened,
        at: DateTime<Utc>,
        change: ChangeId,
    ) -> Result<(Logged, Vec<Effect>)> {
        let kind = told.kind;
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
            messenger: told.messenger,
            at,
            summary: told.summary.clone(),
            by: self.actor.id,
        };
        interaction.id = self.tx.insert_interaction(contact, &interaction, change).await?;

        let owner = match contact.owner {
            Some(owner) => self.tx.member(Scope::of(self.actor), owner).await?,
            None => None,
        };
        let day = owner.as_ref().unwrap_or(self.actor).schedule.today(at);
        let mut after = moved(contact, kind, at, day, self.now);
        if kind == InteractionKind::OptedOut
            && let Some(email) = &contact.profile.email
        {
            self.tx.suppress(contact.team, email, Some(change), self.now).await?;
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
