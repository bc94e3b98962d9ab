//! What a unit of work has cached, and what it has yet to write.

use std::collections::{HashMap, HashSet};

use super::contacts::ContactCache;
use super::prefetch::Lookup;
use super::{NewChange, NewInteraction};
use crate::mail_server::Finding;
use crate::store::NewMessage;
use crate::team::{Member, Team};
use crate::vocabulary::TeamId;

/// The identity map of a transaction, and its pending rows.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct UnitOfWork {
    /// Members by Telegram id; `None`: nobody.
    pub(in crate::store) members: HashMap<i64, Option<Member>>,
    /// The teams, with the number that the next contact gets.
    pub(in crate::store) teams: HashMap<TeamId, CachedTeam>,
    /// Dialogues by chat.
    pub(in crate::store) dialogues: HashMap<i64, CachedDialogue>,
    pub(in crate::store) contacts: ContactCache,
    /// Lookups that were made: all contacts that match one of them are cached.
    pub(in crate::store) looked_up: HashSet<Lookup>,
    /// By team and address in lower case: whether it is suppressed.
    pub(in crate::store) suppressed: HashMap<(TeamId, String), bool>,
    /// The finding of each mail domain; each of them has a row.
    pub(in crate::store) mail_domains: HashMap<String, Option<Finding>>,
    /// The secret with which addresses are hashed.
    pub(in crate::store) secret: Option<String>,
    pub(in crate::store) changes: Vec<NewChange>,
    pub(in crate::store) interactions: Vec<NewInteraction>,
    /// Ended follow-ups, as JSON rows.
    pub(in crate::store) ended_follow_ups: Vec<serde_json::Value>,
    pub(in crate::store) messages: Vec<(NewMessage, i64)>,
}

/// A team as it is cached.
#[derive(Debug, Clone)]
pub(in crate::store) struct CachedTeam {
    pub(in crate::store) team: Team,
    pub(in crate::store) next_no: i64,
    pub(in crate::store) dirty: bool,
}

/// A conversation as it is cached.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct CachedDialogue {
    pub(in crate::store) state: Option<String>,
    pub(in crate::store) at: i64,
    pub(in crate::store) dirty: bool,
}

/// Whether rows of a table are pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Pending {
    Rows,
    Nothing,
}

impl Pending {
    pub(in crate::store) fn of(mut waiting: impl Iterator) -> Pending {
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
