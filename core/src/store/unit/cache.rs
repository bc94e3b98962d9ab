//! What a unit of work has cached, and what it has yet to write.

use std::collections::{HashMap, HashSet};

use super::changes::NewChange;
use super::contacts::ContactCache;
use super::follow_ups::EndedFollowUp;
use super::interactions::NewInteraction;
use super::prefetch::Lookup;
use crate::mail_server::Finding;
use crate::store::NewMessage;
use crate::team::{Member, Team};
use crate::vocabulary::TeamId;

/// The identity map of a transaction, and its pending rows.
#[derive(Debug, Default)]
pub(super) struct UnitOfWork {
    /// Members by Telegram id; `None`: nobody.
    pub(super) members: HashMap<i64, Option<Member>>,
    /// The teams, with the number that the next contact gets.
    pub(super) teams: HashMap<TeamId, CachedTeam>,
    /// Dialogues by chat.
    pub(super) dialogues: HashMap<i64, CachedDialogue>,
    pub(super) contacts: ContactCache,
    /// Lookups that were made: all contacts that match one of them are cached.
    pub(super) looked_up: HashSet<Lookup>,
    /// The finding of each mail domain; each of them has a row.
    pub(super) mail_domains: HashMap<String, Option<Finding>>,
    /// The secret with which addresses are hashed.
    pub(super) secret: Option<String>,
    pub(super) changes: Vec<NewChange>,
    pub(super) interactions: Vec<NewInteraction>,
    pub(super) ended_follow_ups: Vec<EndedFollowUp>,
    pub(super) messages: Vec<(NewMessage, i64)>,
}

/// A team as it is cached.
#[derive(Debug, Clone)]
pub(super) struct CachedTeam {
    pub(super) team: Team,
    pub(super) next_no: i64,
    pub(super) dirty: bool,
}

/// A conversation as it is cached.
#[derive(Debug, Clone, Default)]
pub(super) struct CachedDialogue {
    pub(super) state: Option<String>,
    pub(super) at: i64,
    pub(super) dirty: bool,
}

/// Whether rows of a table are pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pending {
    Rows,
    Nothing,
}

impl Pending {
    pub(super) fn of(mut waiting: impl Iterator) -> Pending {
        waiting.next().map_or(Pending::Nothing, |_| Pending::Rows)
    }
}

impl UnitOfWork {
    /// Whether anything is dirty or pending.
    pub(super) fn is_dirty(&self) -> bool {
        self.pending_rows() != [0; 4]
            || self.contacts.dirty().next().is_some()
            || self.dialogues.values().any(|cached| cached.dirty)
            || self.teams.values().any(|cached| cached.dirty)
    }

    pub(super) fn pending_rows(&self) -> [usize; 4] {
        [self.changes.len(), self.interactions.len(), self.ended_follow_ups.len(), self.messages.len()]
    }
}
