//! What a transaction has read, and what it has yet to write.

use std::collections::{HashMap, HashSet};

use super::ahead::Asked;
use super::contacts::HeldContacts;
use super::{Happened, NewChange};
use crate::mail_server::Finding;
use crate::store::NewLetter;
use crate::team::{Member, Team};
use crate::vocabulary::TeamId;

/// What was read, and what waits to be written.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Unit {
    /// By Telegram's number: who it is, or that it is nobody.
    pub(in crate::store) members: HashMap<i64, Option<Member>>,
    /// The teams, with the number that the next contact gets.
    pub(in crate::store) teams: HashMap<TeamId, HeldTeam>,
    /// By chat: what it is in the middle of.
    pub(in crate::store) dialogues: HashMap<i64, HeldDialogue>,
    pub(in crate::store) contacts: HeldContacts,
    /// What was asked of the contacts: all that answer to it are held.
    pub(in crate::store) asked: HashSet<Asked>,
    /// By team and address in lower case: whether it may never be written to.
    pub(in crate::store) suppressed: HashMap<(TeamId, String), bool>,
    /// What is known of mail to domains: asked, and written down as to be asked.
    pub(in crate::store) mail: HashMap<String, Option<Finding>>,
    /// What addresses are hashed with.
    pub(in crate::store) secret: Option<String>,
    pub(in crate::store) changes: Vec<NewChange>,
    pub(in crate::store) happened: Vec<Happened>,
    /// Ended follow-ups, as rows.
    pub(in crate::store) fallen: Vec<serde_json::Value>,
    pub(in crate::store) letters: Vec<(NewLetter, i64)>,
}

/// A team as it is held.
#[derive(Debug, Clone)]
pub(in crate::store) struct HeldTeam {
    pub(in crate::store) team: Team,
    pub(in crate::store) next_no: i64,
    pub(in crate::store) waits: bool,
}

/// A conversation as it is held.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct HeldDialogue {
    pub(in crate::store) state: Option<String>,
    pub(in crate::store) at: i64,
    pub(in crate::store) waits: bool,
}

/// Whether rows of a table wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Rows {
    Wait,
    Written,
}

impl Rows {
    pub(in crate::store) fn of(mut waiting: impl Iterator) -> Rows {
        waiting.next().map_or(Rows::Written, |_| Rows::Wait)
    }
}

impl Unit {
    /// Whether something waits to be written.
    pub(super) fn waits(&self) -> bool {
        self.lengths() != [0; 4]
            || self.contacts.waiting().next().is_some()
            || self.dialogues.values().any(|held| held.waits)
            || self.teams.values().any(|held| held.waits)
    }

    pub(super) fn lengths(&self) -> [usize; 4] {
        [self.changes.len(), self.happened.len(), self.fallen.len(), self.letters.len()]
    }
}
