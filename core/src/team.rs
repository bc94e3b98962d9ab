//! A team, its members, and what each of them may do.

use chrono::{DateTime, Utc};

use crate::contact::Contact;
use crate::fair::Fair;
use crate::ideal::Ideal;
use crate::schedule::{Cadence, Schedule};
use crate::vocabulary::{InviteId, Lang, MemberId, Role, TeamId};

/// A team. Nothing of one team can be learnt in another (docs/product.md, rule 1.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The row.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Its postal address, for the foot of mails.
    pub address: Option<String>,
    /// How often each grade is followed up.
    pub cadence: Cadence,
    /// The profile of its ideal customer.
    pub ideal: Ideal,
}

/// A member of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The row.
    pub id: MemberId,
    /// Their team.
    pub team: TeamId,
    /// Telegram's number of the person, which is also the private chat's.
    pub telegram: i64,
    /// What they may do.
    pub role: Role,
    /// The name shown to colleagues.
    pub name: String,
    /// Telegram's username, without `@`.
    pub username: Option<String>,
    /// The language every answer comes in.
    pub lang: Lang,
    /// When they work.
    pub schedule: Schedule,
    /// The fair at which they are, or were last.
    pub fair: Option<Fair>,
    /// They blocked the bot then (UTC); cleared when they write.
    pub blocked_at: Option<DateTime<Utc>>,
    /// They left the team then (UTC).
    pub removed_at: Option<DateTime<Utc>>,
}

/// Who may found a team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signup {
    /// Whoever has the owner link.
    #[default]
    Invite,
    /// Anyone, with `/start`.
    Open,
}

/// Somebody who is in no team, as Telegram tells of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// Telegram's number of the person.
    pub telegram: i64,
    /// The name shown to colleagues.
    pub name: String,
    /// Telegram's username, without `@`.
    pub username: Option<String>,
    /// The language to answer in.
    pub lang: Lang,
}

/// Somebody about to become a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Telegram's number of the person.
    pub telegram: i64,
    /// What they may do.
    pub role: Role,
    /// The name shown to colleagues.
    pub name: String,
    /// Telegram's username, without `@`.
    pub username: Option<String>,
    /// The language to answer in.
    pub lang: Lang,
    /// When they work.
    pub schedule: Schedule,
}

/// An open invite; its code is known only to whom it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// The row.
    pub id: InviteId,
    /// The team it opens; `None`: the owner link, which founds one.
    pub team: Option<TeamId>,
    /// The role that one joins with.
    pub role: Role,
    /// Who gave it.
    pub by: Option<MemberId>,
    /// Until when it works (UTC).
    pub expires_at: Option<DateTime<Utc>>,
}

impl Member {
    /// Whether this member may see and change the contact: their own, or all of the team for those who lead.
    pub fn may_see(&self, contact: &Contact) -> bool {
        contact.team == self.team && (self.role.leads() || contact.owner == Some(self.id))
    }
}
