//! Whose contacts a question is about.

use crate::contact::Contact;
use crate::team::Member;
use crate::vocabulary::{MemberId, TeamId};

/// Whose contacts a query is about: those of one team, and for a salesperson only their own. It is made from a
/// member, so that no query can forget for whom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    team: TeamId,
    owner: Option<MemberId>,
}

impl Scope {
    /// What this member may see.
    pub fn of(member: &Member) -> Scope {
        Scope { team: member.team, owner: (!member.role.leads()).then_some(member.id) }
    }

    /// Only what this member owns, whatever their role.
    pub fn own(member: &Member) -> Scope {
        Scope { team: member.team, owner: Some(member.id) }
    }

    /// The whole team of this member: for what is told of others' contacts masked, and for duplicates.
    pub fn whole_team(member: &Member) -> Scope {
        Scope { team: member.team, owner: None }
    }

    /// A whole team: for whoever is just joining it, and for the operator at the terminal.
    pub fn team_wide(team: TeamId) -> Scope {
        Scope { team, owner: None }
    }

    /// The whole team of this contact: to look after its owner's schedule.
    pub(crate) fn team_of(contact: &Contact) -> Scope {
        Scope { team: contact.team, owner: None }
    }

    /// As it is kept on disk: -1 stands for all.
    pub(in crate::store) fn of_row(team: i64, owner: i64) -> Scope {
        Scope { team: TeamId(team), owner: (owner != -1).then_some(MemberId(owner)) }
    }

    /// The team.
    pub fn team(&self) -> TeamId {
        self.team
    }

    /// The one owner whose contacts are meant, if not all.
    pub fn owner(&self) -> Option<MemberId> {
        self.owner
    }

    /// The contact, if it is in scope.
    pub(super) fn sees(&self, contact: &Contact) -> Option<Contact> {
        let mine = self.owner.is_none_or(|owner| contact.owner == Some(owner));
        (contact.team == self.team && mine).then(|| contact.clone())
    }

    /// The owner as a bind value: -1 stands for all, since a typed NULL is not portable.
    pub(crate) fn owner_or_all(&self) -> i64 {
        self.owner.map_or(-1, |id| id.0)
    }
}
