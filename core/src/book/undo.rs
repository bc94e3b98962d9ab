//! Taking a change back, whatever it was.

use super::Book;
use crate::change::{Change, ChangedSince, ContactRecord, Diff, Effect, MemberRecord, TeamRecord, revert};
use crate::contact::Contact;
use crate::store::{Result, Scope};
use crate::team::Member;
use crate::vocabulary::{ChangeId, ContactId, ContactNo, MailState, MemberId, Verb};

/// Why a change cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UndoError {
    /// The member has changed nothing that still stands.
    #[error("nothing to undo")]
    Nothing,
    /// It was taken back already.
    #[error("already undone")]
    Already,
    /// What it changed has been changed again since.
    #[error("changed since")]
    ChangedSince,
    /// An erased person stays erased.
    #[error("cannot be undone")]
    Final,
    /// The invite was used or revoked, or has expired.
    #[error("the invite is over")]
    InviteOver,
    /// The mail has left.
    #[error("the mail has left")]
    MailGone,
    /// The contact is no longer theirs to change.
    #[error("no longer theirs")]
    NotTheirs,
}

/// A change was taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Undone {
    /// What it was.
    pub verb: Verb,
    /// The contact as it is again, where it concerned one that is still there.
    pub contact: Option<Contact>,
    /// How many contacts it took out again or gave back.
    pub contacts: u64,
    /// The members as they are again, where it concerned some.
    pub members: Vec<Member>,
    /// The contacts that have the owner again whom they had before.
    pub given_back: Vec<GivenBack>,
}

/// A contact that has its owner again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenBack {
    /// Its number.
    pub no: ContactNo,
    /// Who had it until now; nobody: the pool.
    pub from: Option<MemberId>,
    /// Who has it again; nobody: the pool.
    pub to: Option<MemberId>,
}

impl Book<'_> {
    /// Takes the member's last change back, or the one with this number if it was theirs. When an error is
    /// answered the caller rolls the step back.
    pub async fn undo(&mut self, number: Option<i64>) -> Result<Result<Undone, UndoError>> {
        let change = match number {
            Some(number) => self.tx.change(self.actor, number).await?,
            None => self.tx.last_change(self.actor).await?,
        };
        let Some(change) = change else { return Ok(Err(UndoError::Nothing)) };
        if change.undone_at.is_some() {
            return Ok(Err(UndoError::Already));
        }
        if change.verb == Verb::Forgot {
            return Ok(Err(UndoError::Final));
        }
        let mut contacts = 0;
        let parts = match change.effects.iter().any(|effect| matches!(effect, Effect::HandedOver { .. })) {
            // A whole book that was handed over comes back in one statement.
            true => Vec::new(),
            false => self.tx.parts(change.id).await?,
        };
        // Before its parts, which ask whether anything else stands against an address.
        self.tx.lift_suppressions(change.id).await?;
        for part in &parts {
            if let Err(refused) = self.revert(part).await? {
                return Ok(Err(refused));
            }
            contacts += 1;
        }
        match self.revert(&change).await? {
            Err(refused) => Ok(Err(refused)),
            Ok(gone) => {
                let given_back = self.given_back(parts.iter().chain([&change])).await?;
                let contact = match change.contact {
                    Some(id) => self.tx.contact_by_id(self.scope(), id).await?,
                    None => None,
                };
                let members = self.members_of(&change).await?;
                Ok(Ok(Undone { verb: change.verb, contact, contacts: contacts + gone, members, given_back }))
            }
        }
    }

    /// Takes one change back; answers how many contacts it had brought.
    async fn revert(&mut self, change: &Change) -> Result<Result<u64, UndoError>> {
        let brought = self.tx.brought(self.scope(), change.id).await?;
        if brought.away > 0 {
            return Ok(Err(UndoError::NotTheirs));
        }
        if brought.changed > 0 {
            return Ok(Err(UndoError::ChangedSince));
        }
        let mut count = brought.contacts;
        if count > 0 {
            self.tx.remove_brought(change.id, self.now).await?;
            self.tx.drop_unasked_mail_domains().await?;
        }
        self.tx.set_undone(change.id, self.now).await?;
        let mut touched = self.tx.remove_rows_of_change(change.id, self.now).await?;
        for effect in &change.effects {
            let done = match effect {
                Effect::Contact { id, cells } => {
                    touched.retain(|other| other != id);
                    self.restore_contact(change.id, *id, cells).await?
                }
                Effect::Merged { into, gone, cells, .. } => {
                    touched.retain(|other| other != into);
                    self.split(change.id, *into, *gone, cells).await?
                }
                Effect::Member { id, cells } => self.restore_member(*id, cells).await?,
                Effect::Team { cells } => self.restore_team(cells).await?,
                Effect::HandedOver { from, to } => {
                    match self.tx.hand_back(self.scope(), change.id, *from, *to, self.now).await? {
                        Some(back) => count += back,
                        None => return Ok(Err(UndoError::ChangedSince)),
                    }
                    Ok(())
                }
                Effect::InviteMade(id) => {
                    let open = self.tx.set_invite_revoked(self.scope(), *id, Some(self.now)).await?;
                    if open { Ok(()) } else { Err(UndoError::InviteOver) }
                }
                Effect::InviteRevoked(id) => {
                    self.tx.set_invite_revoked(self.scope(), *id, None).await?;
                    Ok(())
                }
                Effect::InsightAdded(id) => {
                    self.tx.set_insight_removed(self.scope(), *id, Some(self.now)).await?;
                    Ok(())
                }
                Effect::MailPlanned(id) => {
                    let in_time = self.tx.withdraw_mail(*id, self.now).await?;
                    if in_time { Ok(()) } else { Err(UndoError::MailGone) }
                }
                Effect::MailAnswered(id) => {
                    self.tx.set_mail_state(*id, MailState::Answered, MailState::Sent).await?;
                    Ok(())
                }
                Effect::TemplateKept(id) => {
                    self.tx.set_template_removed(self.scope(), *id, Some(self.now)).await?;
                    Ok(())
                }
                Effect::TemplateRemoved(id) => {
                    self.tx.set_template_removed(self.scope(), *id, None).await?;
                    Ok(())
                }
                Effect::InsightRemoved(id) => {
                    self.tx.set_insight_removed(self.scope(), *id, None).await?;
                    Ok(())
                }
            };
            if let Err(refused) = done {
                return Ok(Err(refused));
            }
        }
        for id in touched {
            if let Err(refused) = self.restore_contact(change.id, id, &[]).await? {
                return Ok(Err(refused));
            }
        }
        Ok(Ok(count))
    }

    /// Who has whom again, after these changes were taken back.
    async fn given_back(&mut self, changes: impl Iterator<Item = &Change>) -> Result<Vec<GivenBack>> {
        let mut given_back = Vec::new();
        let assigned = changes.filter(|change| change.verb == Verb::Assigned);
        for effect in assigned.flat_map(|change| &change.effects) {
            let Effect::Contact { id, cells } = effect else { continue };
            let Some(owner) = cells.iter().find(|cell| cell.cell == "owner") else { continue };
            if let Some(contact) = self.tx.contact_by_id(Scope::whole_team(self.actor), *id).await? {
                let from = serde_json::from_value(owner.after.clone())?;
                given_back.push(GivenBack { no: contact.no, from, to: contact.owner });
            }
        }
        Ok(given_back)
    }

    /// The members whom a change concerned, as they now are.
    async fn members_of(&mut self, change: &Change) -> Result<Vec<Member>> {
        let mut members = Vec::new();
        for effect in &change.effects {
            if let Effect::Member { id, .. } = effect {
                members.extend(self.tx.member(self.scope(), *id).await?);
            }
        }
        Ok(members)
    }

    pub(super) async fn restore_contact(
        &mut self,
        change: ChangeId,
        id: ContactId,
        cells: &[Diff],
    ) -> Result<Result<(), UndoError>> {
        // After "assigned" a colleague owns the contact, so the scope is the whole team. The right to the change was
        // checked when it was made.
        let Some(before) = self.tx.contact_by_id(Scope::whole_team(self.actor), id).await? else {
            // The contact was removed or merged since.
            return Ok(Err(UndoError::ChangedSince));
        };
        let gave_away = cells.iter().any(|cell| cell.cell == "owner");
        // Who passed an opt-out on may have been wrong, whosever contact it is.
        let may = self.actor.may_see(&before) || gave_away || self.tx.is_passed_opt_out(id, change).await?;
        if !may {
            return Ok(Err(UndoError::NotTheirs));
        }
        // Older changes contain the health of the address as a cell. It is computed now, so it is skipped.
        let cells: Vec<Diff> = cells.iter().filter(|cell| cell.cell != "health").cloned().collect();
        let mut after = before.clone();
        match revert(&ContactRecord::of(&before), &cells)? {
            Ok(record) => record.restore(&mut after),
            Err(ChangedSince) => return Ok(Err(UndoError::ChangedSince)),
        }
        // An address that came back may have been given to another contact meanwhile.
        if after.profile.email != before.profile.email
            && let Some(email) = &after.profile.email
            && let Some(other) = self.tx.contact_by_email(Scope::whole_team(self.actor), email).await?
            && other.id != id
        {
            return Ok(Err(UndoError::ChangedSince));
        }
        if after.suppressed_at.is_none()
            && let Some(email) = &after.profile.email
            && self.tx.is_suppressed(self.actor.team, email).await?
        {
            // Said twice within a second, or by somebody else of the same address: that stands.
            after.suppressed_at = before.suppressed_at.or(Some(self.now));
        }
        after.tally = self.tx.tally(&after).await?;
        self.save(&before, &mut after).await?;
        Ok(Ok(()))
    }

    async fn restore_member(&mut self, id: MemberId, cells: &[Diff]) -> Result<Result<(), UndoError>> {
        if !self.actor.role.leads() && id != self.actor.id {
            return Ok(Err(UndoError::NotTheirs));
        }
        let Some(mut member) = self.tx.member(self.scope(), id).await? else {
            return Ok(Err(UndoError::NotTheirs));
        };
        let before = member.clone();
        match revert(&MemberRecord::of(&member), cells)? {
            Ok(record) => record.restore(&mut member),
            Err(ChangedSince) => return Ok(Err(UndoError::ChangedSince)),
        }
        if member.removed_at.is_none()
            && let Some(other) = self.tx.member_by_telegram(member.telegram).await?
            && other.id != member.id
        {
            return Ok(Err(UndoError::ChangedSince));
        }
        self.write_member(&before, &member).await?;
        self.tx.settle_follow_ups(Scope::own(&member)).await?;
        Ok(Ok(()))
    }

    async fn restore_team(&mut self, cells: &[Diff]) -> Result<Result<(), UndoError>> {
        if !self.actor.role.leads() {
            return Ok(Err(UndoError::NotTheirs));
        }
        let mut team = self.tx.team(self.actor.team).await?;
        let ideal = team.ideal.clone();
        match revert(&TeamRecord::of(&team), cells)? {
            Ok(record) => record.restore(&mut team),
            Err(ChangedSince) => return Ok(Err(UndoError::ChangedSince)),
        }
        self.tx.update_team(&team).await?;
        let scope = Scope::whole_team(self.actor);
        match team.ideal == ideal {
            true => self.tx.settle_follow_ups(scope).await?,
            false => self.tx.settle_fits(scope).await?,
        }
        Ok(Ok(()))
    }
}
