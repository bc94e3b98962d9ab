//! What a transaction has read and what it has yet to write.
//!
//! A statement costs a trip to the database's thread and back, however little it does, and a message means twenty of
//! them. So what is read by its key is kept for the rest of the transaction, and the rows that every message writes
//! wait until somebody else could see them, and are then written many in a statement. Any other statement goes through
//! [`Tx::connection`], which first writes what waits and forgets what was read: it can neither miss a row nor leave an
//! old one behind.

mod ahead;
mod contacts;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use sqlx::AnyConnection;

pub(super) use ahead::Asked;
pub use ahead::{Adds, Ahead};
pub(super) use contacts::{Held, HeldContacts, Trait, Waits};

use super::change::NewChange;
use super::interaction::Happened;
use super::letter::NewLetter;
use super::{Result, Tx, sql};
use crate::contact::ContactId;
use crate::mail_server::Finding;
use crate::team::{Member, Team, TeamId};

/// What was read, and what waits to be written.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    /// By Telegram's number: who it is, or that it is nobody.
    pub(super) members: HashMap<i64, Option<Member>>,
    /// The teams, with the number that the next contact gets.
    pub(super) teams: HashMap<TeamId, HeldTeam>,
    /// By chat: what it is in the middle of.
    pub(super) dialogues: HashMap<i64, HeldDialogue>,
    pub(super) contacts: HeldContacts,
    /// What was asked of the contacts: all that answer to it are held.
    pub(super) asked: HashSet<Asked>,
    /// By team and address in lower case: whether it may never be written to.
    pub(super) suppressed: HashMap<(TeamId, String), bool>,
    /// What is known of mail to domains: asked, and written down as to be asked.
    pub(super) mail: HashMap<String, Option<Finding>>,
    /// What addresses are hashed with.
    pub(super) secret: Option<String>,
    pub(super) changes: Vec<NewChange>,
    pub(super) happened: Vec<Happened>,
    /// Ended follow-ups, as rows.
    pub(super) fallen: Vec<serde_json::Value>,
    pub(super) letters: Vec<(NewLetter, i64)>,
}

/// A team as it is held.
#[derive(Debug, Clone)]
pub(super) struct HeldTeam {
    pub(super) team: Team,
    pub(super) next_no: i64,
    pub(super) waits: bool,
}

/// A conversation as it is held.
#[derive(Debug, Clone, Default)]
pub(super) struct HeldDialogue {
    pub(super) state: Option<String>,
    pub(super) at: i64,
    pub(super) waits: bool,
}

/// The place to which a transaction goes back.
#[derive(Debug)]
pub(super) struct Mark {
    /// What things were before they were changed, the oldest first.
    before: Vec<Before>,
    /// How many changes, things that happened, ended follow-ups and letters waited.
    waited: [usize; 4],
    /// Statements have run since: what waited before the first of them, and stands outside of the savepoint.
    savepoint: Option<Box<Unit>>,
}

/// What something was before it was changed.
#[derive(Debug)]
enum Before {
    Contact(ContactId, Option<Box<Held>>),
    Dialogue(i64, Option<HeldDialogue>),
    Team(TeamId, Option<HeldTeam>),
}

/// Whether rows of a table wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    Wait,
    Written,
}

impl Rows {
    pub(super) fn of(mut waiting: impl Iterator) -> Rows {
        waiting.next().map_or(Rows::Written, |_| Rows::Wait)
    }
}

impl Unit {
    /// Whether something waits to be written.
    fn waits(&self) -> bool {
        self.lengths() != [0; 4]
            || self.contacts.waiting().next().is_some()
            || self.dialogues.values().any(|held| held.waits)
            || self.teams.values().any(|held| held.waits)
    }

    fn lengths(&self) -> [usize; 4] {
        [self.changes.len(), self.happened.len(), self.fallen.len(), self.letters.len()]
    }

    fn go_back(&mut self, mark: &mut Mark) {
        let [changes, happened, fallen, letters] = mark.waited;
        self.changes.truncate(changes);
        self.happened.truncate(happened);
        self.fallen.truncate(fallen);
        self.letters.truncate(letters);
        for before in mark.before.drain(..).rev() {
            match before {
                Before::Contact(id, was) => match was {
                    Some(was) => drop(self.contacts.insert(*was)),
                    None => self.contacts.remove(id),
                },
                Before::Dialogue(chat, was) => match was {
                    Some(was) => drop(self.dialogues.insert(chat, was)),
                    None => drop(self.dialogues.remove(&chat)),
                },
                Before::Team(id, was) => match was {
                    Some(was) => drop(self.teams.insert(id, was)),
                    None => drop(self.teams.remove(&id)),
                },
            }
        }
    }
}

/// How many numbers of rows are taken at a time.
const RUN: i64 = 100;

impl Tx {
    /// The connection, with everything written that waited, and nothing held that a statement could make old.
    pub(crate) async fn connection(&mut self) -> Result<&mut AnyConnection> {
        if let Some(mark) = &mut self.mark
            && mark.savepoint.is_none()
        {
            let mut before = self.unit.clone();
            before.go_back(mark);
            mark.savepoint = Some(Box::new(before));
            sqlx::query(sql!("savepoint step")).execute(&mut *self.inner).await?;
        }
        self.flush().await?;
        self.unit = Unit::default();
        // The statement may write rows that the database gives numbers to.
        self.ids.clear();
        Ok(&mut self.inner)
    }

    /// The connection for reading by key what is not held, and so does not wait either.
    pub(super) fn beside(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }

    /// Writes what waits.
    pub async fn flush(&mut self) -> Result<()> {
        if !self.unit.waits() {
            return Ok(());
        }
        self.write_teams().await?;
        self.write_contacts().await?;
        self.write_changes().await?;
        self.write_happened().await?;
        self.write_fallen().await?;
        self.write_dialogues().await?;
        self.write_letters().await
    }

    /// Marks the place to which [`Tx::back`] returns.
    pub fn mark(&mut self) {
        self.mark = Some(Mark { before: Vec::new(), waited: self.unit.lengths(), savepoint: None });
    }

    /// Takes back what was written since [`Tx::mark`]; the rest of the transaction goes on.
    pub async fn back(&mut self) -> Result<()> {
        let Some(mut mark) = self.mark.take() else { return Ok(()) };
        match mark.savepoint.take() {
            None => self.unit.go_back(&mut mark),
            Some(before) => {
                self.unit = *before;
                sqlx::query(sql!("rollback to savepoint step")).execute(&mut *self.inner).await?;
                sqlx::query(sql!("release savepoint step")).execute(&mut *self.inner).await?;
            }
        }
        Ok(())
    }

    /// Keeps what was written since [`Tx::mark`].
    pub async fn keep(&mut self) -> Result<()> {
        if self.mark.take().is_some_and(|mark| mark.savepoint.is_some()) {
            sqlx::query(sql!("release savepoint step")).execute(&mut *self.inner).await?;
        }
        Ok(())
    }

    /// Holds a contact as it now is; `waits` to be written or not.
    pub(super) fn hold_contact(&mut self, held: Held) {
        let id = held.contact.id;
        let was = self.unit.contacts.insert(held);
        if let Some(mark) = &mut self.mark {
            mark.before.push(Before::Contact(id, was.map(Box::new)));
        }
    }

    pub(super) fn hold_team(&mut self, held: HeldTeam) {
        let id = held.team.id;
        let was = self.unit.teams.insert(id, held);
        if let Some(mark) = &mut self.mark {
            mark.before.push(Before::Team(id, was));
        }
    }

    pub(super) fn hold_dialogue(&mut self, chat: i64, held: HeldDialogue) {
        let was = self.unit.dialogues.insert(chat, held);
        if let Some(mark) = &mut self.mark {
            mark.before.push(Before::Dialogue(chat, was));
        }
    }

    /// The next number of a table's rows, of which some may be waiting: in the unit, so that a flush writes all that were
    /// given. They are taken from the database many at a time; the write lock is ours, so nobody else gives one meanwhile.
    pub(super) async fn next_id(&mut self, table: &'static str, rows: Rows) -> Result<i64> {
        let left: &mut Range<i64> = self.ids.entry(table).or_default();
        if let Some(id) = left.next() {
            return Ok(id);
        }
        if rows == Rows::Wait {
            // What was given is in the table then, and is not given again.
            self.flush().await?;
        }
        let [first] = self.take_ids([table]).await?;
        self.ids.insert(table, first + 1..first + RUN);
        Ok(first)
    }

    /// Takes numbers for rows of these tables; answers the first of each.
    async fn take_ids<const N: usize>(&mut self, tables: [&'static str; N]) -> Result<[i64; N]> {
        let firsts = self.engine.take_ids(&mut self.inner, tables, RUN).await?;
        self.ids.extend(tables.into_iter().zip(firsts).map(|(table, first)| (table, first..first + RUN)));
        Ok(firsts)
    }
}
