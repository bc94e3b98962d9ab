//! The savepoint of a transaction. It is kept in memory until a statement runs, and only then in the database.

use super::cache::{CachedDialogue, CachedTeam, UnitOfWork};
use super::changes::NewChange;
use super::contacts::CachedContact;
use super::follow_ups::EndedFollowUp;
use super::interactions::NewInteraction;
use crate::store::{NewMessage, Result, Tx, sql};
use crate::vocabulary::{ContactId, TeamId};

/// What is needed to roll back.
#[derive(Debug)]
pub(super) struct Savepoint {
    /// Cached rows before they were changed, the oldest first.
    previous: Vec<Previous>,
    /// How many changes, interactions, ended follow-ups and messages were pending.
    pending_rows: [usize; 4],
    /// It is a savepoint of the database as well. Everything that waited before it is written.
    opened: bool,
}

/// A cached row before it was changed.
#[derive(Debug)]
enum Previous {
    Contact(ContactId, Option<Box<CachedContact>>),
    Dialogue(i64, Option<CachedDialogue>),
    Team(TeamId, Option<CachedTeam>),
}

/// What was done since a savepoint, taken out of the unit.
struct Done {
    /// The cached rows as they became, the last first.
    changed: Vec<Previous>,
    changes: Vec<NewChange>,
    interactions: Vec<NewInteraction>,
    ended_follow_ups: Vec<EndedFollowUp>,
    messages: Vec<(NewMessage, i64)>,
}

impl UnitOfWork {
    /// Takes out what was done since the savepoint.
    fn take_done(&mut self, savepoint: &mut Savepoint) -> Done {
        let [changes, interactions, ended_follow_ups, messages] = savepoint.pending_rows;
        Done {
            changed: savepoint.previous.drain(..).rev().map(|previous| self.exchange(previous)).collect(),
            changes: since(&mut self.changes, changes),
            interactions: since(&mut self.interactions, interactions),
            ended_follow_ups: since(&mut self.ended_follow_ups, ended_follow_ups),
            messages: since(&mut self.messages, messages),
        }
    }

    /// Puts in again what was done; answers the rows as they were before.
    fn put_done(&mut self, done: Done) -> Vec<Previous> {
        self.changes.extend(done.changes);
        self.interactions.extend(done.interactions);
        self.ended_follow_ups.extend(done.ended_follow_ups);
        self.messages.extend(done.messages);
        done.changed.into_iter().rev().map(|changed| self.exchange(changed)).collect()
    }

    /// Sets a row to what it was; answers what it had become.
    fn exchange(&mut self, previous: Previous) -> Previous {
        match previous {
            Previous::Contact(id, Some(was)) => {
                Previous::Contact(id, self.contacts.insert(*was).map(Box::new))
            }
            Previous::Contact(id, None) => Previous::Contact(id, self.contacts.remove(id).map(Box::new)),
            Previous::Dialogue(chat, Some(was)) => Previous::Dialogue(chat, self.dialogues.insert(chat, was)),
            Previous::Dialogue(chat, None) => Previous::Dialogue(chat, self.dialogues.remove(&chat)),
            Previous::Team(id, Some(was)) => Previous::Team(id, self.teams.insert(id, was)),
            Previous::Team(id, None) => Previous::Team(id, self.teams.remove(&id)),
        }
    }
}

/// Takes out the rows behind the first so many.
fn since<T>(rows: &mut Vec<T>, first: usize) -> Vec<T> {
    rows.split_off(first.min(rows.len()))
}

impl Tx {
    /// Sets a savepoint, to which [`Tx::rollback_to_savepoint`] returns. There is one at a time.
    pub fn savepoint(&mut self) {
        let pending_rows = self.unit.pending_rows();
        self.savepoint = Some(Savepoint { previous: Vec::new(), pending_rows, opened: false });
    }

    /// Writes what waits: first what waited before the savepoint, so that taking that back leaves it alone.
    pub async fn flush(&mut self) -> Result<()> {
        if !self.unit.is_dirty() {
            return Ok(());
        }
        if let Some(mut savepoint) = self.savepoint.take_if(|savepoint| !savepoint.opened) {
            let done = self.unit.take_done(&mut savepoint);
            self.write().await?;
            let previous = self.unit.put_done(done);
            self.savepoint = Some(Savepoint { previous, pending_rows: [0; 4], opened: false });
            if !self.unit.is_dirty() {
                return Ok(());
            }
            self.open_savepoint().await?;
        }
        self.write().await
    }

    /// Makes the savepoint one of the database's too, before anything is written in it.
    pub(super) async fn open_savepoint(&mut self) -> sqlx::Result<()> {
        if let Some(savepoint) = self.savepoint.as_mut().filter(|savepoint| !savepoint.opened) {
            sqlx::query(sql!("savepoint step")).execute(self.connection.any()).await?;
            savepoint.opened = true;
        }
        Ok(())
    }

    /// Undoes what was written since [`Tx::savepoint`]; the transaction goes on.
    pub async fn rollback_to_savepoint(&mut self) -> Result<()> {
        let Some(mut savepoint) = self.savepoint.take() else { return Ok(()) };
        if savepoint.opened {
            // What waited before is written.
            self.forget();
            sqlx::query(sql!("rollback to savepoint step")).execute(self.connection.any()).await?;
            sqlx::query(sql!("release savepoint step")).execute(self.connection.any()).await?;
        } else {
            self.unit.take_done(&mut savepoint);
        }
        Ok(())
    }

    /// Keeps what was written since [`Tx::savepoint`].
    pub async fn release_savepoint(&mut self) -> Result<()> {
        if self.savepoint.take().is_some_and(|savepoint| savepoint.opened) {
            sqlx::query(sql!("release savepoint step")).execute(self.connection.any()).await?;
        }
        Ok(())
    }

    /// Puts a contact into the cache, and remembers what was there for a rollback.
    pub(super) fn cache_contact(&mut self, cached: CachedContact) {
        let id = cached.contact.id;
        let was = self.unit.contacts.insert(cached);
        self.remember(Previous::Contact(id, was.map(Box::new)));
    }

    pub(super) fn cache_team(&mut self, cached: CachedTeam) {
        let id = cached.team.id;
        let was = self.unit.teams.insert(id, cached);
        self.remember(Previous::Team(id, was));
    }

    pub(super) fn cache_dialogue(&mut self, chat: i64, cached: CachedDialogue) {
        let was = self.unit.dialogues.insert(chat, cached);
        self.remember(Previous::Dialogue(chat, was));
    }

    /// Once the savepoint is the database's, a rollback forgets the cache instead.
    fn remember(&mut self, previous: Previous) {
        if let Some(savepoint) = self.savepoint.as_mut().filter(|savepoint| !savepoint.opened) {
            savepoint.previous.push(previous);
        }
    }
}
