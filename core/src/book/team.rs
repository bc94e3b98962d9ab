//! Founding a team, inviting to it, joining it, and leaving it.

use chrono::{DateTime, TimeDelta, Utc};

use super::Book;
use crate::change::{Effect, MemberRecord, diff};
use crate::schedule::Schedule;
use crate::store::{Result, Scope, Tx, code, hash};
use crate::team::{Invite, Member, NewMember, Newcomer, Team};
use crate::vocabulary::{ChangeId, Role, TeamId, Verb};

/// How long an invite works.
pub const INVITE_WORKS: TimeDelta = TimeDelta::days(7);

/// Characters of a code: 137 bits.
const CODE: usize = 24;

/// What a code opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// The owner link: a new team, with its owner.
    Founded(Member, Team),
    /// An invite: the team, with a new member, and who had invited them, if still there.
    Joined {
        /// The new member.
        member: Member,
        /// Their team.
        team: Team,
        /// Who gave the invite.
        inviter: Option<Member>,
    },
}

/// An invite that was just given. The code is told here and never again: only its hash is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvite {
    /// The invite.
    pub invite: Invite,
    /// Its code.
    pub code: String,
}

/// A member was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The member, as they now are.
    pub member: Member,
    /// How many contacts were handed on.
    pub contacts: u64,
    /// How many mails of theirs waited. They go no more, unless the removal is taken back.
    pub mails: u64,
    /// By which change.
    pub change: ChangeId,
}

/// Called at each start. While there is no team, ends the owner links of earlier starts and makes a new one-time
/// code, which founds the first team; `None` once there is one.
pub async fn open_deployment(tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<String>> {
    tx.revoke_owner_links(now).await?;
    if tx.has_team().await? {
        return Ok(None);
    }
    let code = code(CODE);
    tx.insert_invite(None, Role::Owner, &hash(&code), None, now, None).await?;
    Ok(Some(code))
}

/// Opens a code for somebody who is in no team. A team that it founds is called `team_name`. `None`: the code is wrong,
/// expired, used or revoked; these get one answer (docs/product.md, rule 1.7).
pub async fn open_code(
    tx: &mut Tx,
    newcomer: &Newcomer,
    code: &str,
    team_name: &str,
    now: DateTime<Utc>,
) -> Result<Option<Opened>> {
    let Some(invite) = tx.open_invite(&hash(code), now).await? else { return Ok(None) };
    if !tx.take_invite(invite.id, now).await? {
        return Ok(None);
    }
    let Some(team) = invite.team else {
        let (member, team) = found_team(tx, newcomer, team_name, now).await?;
        tx.set_invite_used_by(invite.id, member.id).await?;
        return Ok(Some(Opened::Founded(member, team)));
    };
    let team = tx.team(team).await?;
    let inviter = match invite.by {
        Some(by) => {
            tx.member(Scope::team_wide(team.id), by).await?.filter(|member| member.removed_at.is_none())
        }
        None => None,
    };
    // Colleagues mostly share a time zone, so the new member gets the inviter's. Hours and days are the defaults.
    let zone = inviter.as_ref().map_or(Schedule::default().zone, |inviter| inviter.schedule.zone);
    let schedule = Schedule { zone, ..Schedule::default() };
    let member = enrol(tx, team.id, newcomer, invite.role, schedule, now).await?;
    tx.set_invite_used_by(invite.id, member.id).await?;
    Ok(Some(Opened::Joined { member, team, inviter }))
}

/// Founds a team of that name and makes the newcomer its owner.
pub async fn found_team(
    tx: &mut Tx,
    newcomer: &Newcomer,
    name: &str,
    now: DateTime<Utc>,
) -> Result<(Member, Team)> {
    let team = tx.insert_team(name, now).await?;
    let owner = enrol(tx, team, newcomer, Role::Owner, Schedule::default(), now).await?;
    Ok((owner, tx.team(team).await?))
}

async fn enrol(
    tx: &mut Tx,
    team: TeamId,
    newcomer: &Newcomer,
    role: Role,
    schedule: Schedule,
    now: DateTime<Utc>,
) -> Result<Member> {
    let Newcomer { telegram, name, username, lang } = newcomer.clone();
    add_member(tx, team, NewMember { telegram, role, name, username, lang, schedule }, now).await
}

/// Writes a new member down.
pub(crate) async fn add_member(
    tx: &mut Tx,
    team: TeamId,
    new: NewMember,
    now: DateTime<Utc>,
) -> Result<Member> {
    let id = tx.insert_member(team, &new, now).await?;
    let NewMember { telegram, role, name, username, lang, schedule } = new;
    Ok(Member {
        id,
        team,
        telegram,
        role,
        name,
        username,
        lang,
        schedule,
        fair: None,
        blocked_at: None,
        removed_at: None,
    })
}

impl Book<'_> {
    /// Invites somebody to join as this role: once, within [`INVITE_WORKS`]. The caller has checked that the
    /// member may.
    pub async fn invite(&mut self, role: Role) -> Result<NewInvite> {
        let (by, team) = (self.actor.id, self.actor.team);
        let code = code(CODE);
        let expires_at = Some(self.now + INVITE_WORKS);
        let id =
            self.tx.insert_invite(Some(team), role, &hash(&code), Some(by), self.now, expires_at).await?;
        self.record(Verb::Invited, &[Effect::InviteMade(id)]).await?;
        Ok(NewInvite { invite: Invite { id, team: Some(team), role, by: Some(by), expires_at }, code })
    }

    /// Revokes the invite of that number. `None`: it is not open any more, nothing was written.
    pub async fn revoke(&mut self, number: i64) -> Result<Option<(Invite, ChangeId)>> {
        let scope = Scope::whole_team(self.actor);
        let Some(invite) = self.tx.open_invite_no(scope, number, self.now).await? else { return Ok(None) };
        self.tx.set_invite_revoked(scope, invite.id, Some(self.now)).await?;
        let change = self.record(Verb::Revoked, &[Effect::InviteRevoked(invite.id)]).await?;
        Ok(Some((invite, change)))
    }

    /// Gives a colleague this role. `None`: they have it already.
    pub async fn set_role(&mut self, colleague: &Member, role: Role) -> Result<Option<(Member, ChangeId)>> {
        self.change_member(colleague, Verb::RoleChanged, |member| member.role = role).await
    }

    /// Removes a member: everything they own goes to the heir, or (with `None`) to the pool; the invites that they
    /// gave end. The caller has checked that the member may, and that an owner stays.
    pub async fn remove(&mut self, leaver: &Member, heir: Option<&Member>) -> Result<Removed> {
        let now = self.now;
        let change = self.tx.begin_change(self.actor, None, Verb::Removed, None, None, now).await?;
        let (from, to) = (leaver.id, heir.map(|heir| heir.id));
        let contacts = self.tx.hand_over(change, self.actor, from, to, now).await?;
        let mut gone = leaver.clone();
        gone.removed_at = Some(now);
        self.write_member(leaver, &gone).await?;
        let cells = diff(&MemberRecord::of(leaver), &MemberRecord::of(&gone))?;
        let invites = self.tx.revoke_invites_of(leaver, now).await?;
        let mut effects = vec![Effect::HandedOver { from, to }, Effect::Member { id: from, cells }];
        effects.extend(invites.into_iter().map(Effect::InviteRevoked));
        self.tx.finish_change(change, None, &effects).await?;
        self.tx.settle_follow_ups(Scope::whole_team(self.actor)).await?;
        let mails = self.tx.waiting_mail_count(from).await?;
        Ok(Removed { member: gone, contacts, mails, change })
    }

    /// Changes cells of a member in one change. `None`: nothing differs, nothing was written.
    pub(super) async fn change_member(
        &mut self,
        before: &Member,
        verb: Verb,
        edit: impl FnOnce(&mut Member) + Send,
    ) -> Result<Option<(Member, ChangeId)>> {
        let mut after = before.clone();
        edit(&mut after);
        if after == *before {
            return Ok(None);
        }
        self.write_member(before, &after).await?;
        let cells = diff(&MemberRecord::of(before), &MemberRecord::of(&after))?;
        let change = self.record(verb, &[Effect::Member { id: before.id, cells }]).await?;
        Ok(Some((after, change)))
    }

    /// Writes a member. Whoever may see less from now on is not shown what still waits for them, and what they were
    /// being asked is left (docs/product.md, rule 1.9).
    pub(super) async fn write_member(&mut self, before: &Member, after: &Member) -> Result<()> {
        self.tx.update_member(after).await?;
        let leaves = before.removed_at.is_none() && after.removed_at.is_some();
        if leaves || after.role < before.role {
            self.tx.revoke_messages(after.telegram).await?;
            self.tx.set_dialogue(after.telegram, None, self.now).await?;
        }
        Ok(())
    }

    /// Writes down what was done to no contact in particular.
    pub(super) async fn record(&mut self, verb: Verb, effects: &[Effect]) -> Result<ChangeId> {
        let change = self.tx.begin_change(self.actor, None, verb, None, None, self.now).await?;
        self.tx.finish_change(change, None, effects).await?;
        Ok(change)
    }
}
