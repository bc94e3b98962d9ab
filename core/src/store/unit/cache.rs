//! What a transaction has read, and what it has yet to write.

use std::collections::{HashMap, HashSet};

use super::changes::NewChange;
use super::contacts::ContactCache;
use super::interactions::NewInteraction;
use super::prefetch::Lookup;
use crate::mail_server::Finding;
use crate::store::NewMessage;
use crate::team::{Member, Team};
use crate::vocabulary::TeamId;

/// What was read, and what waits to be written.
#[derive(Debug, Default)]
pub(super) struct UnitOfWork {
    /// By Telegram's number: who it is, or that it is nobody.
    pub(super) members: HashMap<i64, Option<Member>>,
    /// The teams, with the number that the next contact gets.
    pub(super) teams: HashMap<TeamId, CachedTeam>,
    /// By chat: what it is in the middle of.
    pub(super) dialogues: HashMap<i64, CachedDialogue>,
    pub(super) contacts: ContactCache,
    /// What was asked of the contacts: all that answer to it are cached.
    pub(super) looked_up: HashSet<Lookup>,
    /// What is known of mail to domains: asked, and written down as to be asked.
    pub(super) mail_domains: HashMap<String, Option<Finding>>,
    /// What addresses are hashed with.
    pub(super) secret: Option<String>,
    pub(super) changes: Vec<NewChange>,
    pub(super) interactions: Vec<NewInteraction>,
    /// Ended follow-ups, as rows.
    pub(super) ended_follow_ups: Vec<serde_json::Value>,
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

/// Whether rows of a table wait.
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
    /// Whether something waits to be written.
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
