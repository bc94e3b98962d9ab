//! The savepoint of a transaction. It is kept in memory until a statement runs, and only then in the database.

use super::cache::{CachedDialogue, CachedTeam, UnitOfWork};
use super::contacts::CachedContact;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{ContactId, TeamId};

/// What is needed to roll back.
#[derive(Debug)]
pub(super) struct Savepoint {
    /// Cached rows before they were changed, the oldest first.
    previous: Vec<Previous>,
    /// How many changes, interactions, ended follow-ups and messages were pending.
    pending_rows: [usize; 4],
    /// The unit of work as it was at the savepoint; `Some` once a statement has run, and the database has a savepoint.
    pub(super) outside: Option<Box<UnitOfWork>>,
}

/// A cached row before it was changed.
#[derive(Debug)]
enum Previous {
    Contact(ContactId, Option<Box<CachedContact>>),
    Dialogue(i64, Option<CachedDialogue>),
    Team(TeamId, Option<CachedTeam>),
}

impl UnitOfWork {
    pub(super) fn restore(&mut self, savepoint: &mut Savepoint) {
        let [changes, interactions, ended_follow_ups, messages] = savepoint.pending_rows;
        self.changes.truncate(changes);
        self.interactions.truncate(interactions);
        self.ended_follow_ups.truncate(ended_follow_ups);
        self.messages.truncate(messages);
        for previous in savepoint.previous.drain(..).rev() {
            match previous {
                Previous::Contact(id, was) => match was {
                    Some(was) => drop(self.contacts.insert(*was)),
                    None => self.contacts.remove(id),
                },
                Previous::Dialogue(chat, was) => match was {
                    Some(was) => drop(self.dialogues.insert(chat, was)),
                    None => drop(self.dialogues.remove(&chat)),
                },
                Previous::Team(id, was) => match was {
                    Some(was) => drop(self.teams.insert(id, was)),
                    None => drop(self.teams.remove(&id)),
                },
            }
        }
    }
}

impl Tx {
    /// Sets a savepoint, to which [`Tx::rollback_to_savepoint`] returns. There is one at a time.
    pub fn savepoint(&mut self) {
        self.savepoint =
            Some(Savepoint { previous: Vec::new(), pending_rows: self.unit.pending_rows(), outside: None });
    }

    /// Makes the savepoint one of the database's too, before the first statement in it that writes.
    pub(super) async fn open_savepoint(&mut self) -> sqlx::Result<()> {
        if let Some(savepoint) = &mut self.savepoint
            && savepoint.outside.is_none()
        {
            let mut outside = self.unit.clone();
            outside.restore(savepoint);
            savepoint.outside = Some(Box::new(outside));
            sqlx::query(sql!("savepoint step")).execute(self.connection.any()).await?;
        }
        Ok(())
    }

    /// Undoes what was written since [`Tx::savepoint`]; the transaction goes on.
    pub async fn rollback_to_savepoint(&mut self) -> Result<()> {
        let Some(mut savepoint) = self.savepoint.take() else { return Ok(()) };
        match savepoint.outside.take() {
            None => self.unit.restore(&mut savepoint),
            Some(outside) => {
                self.unit = *outside;
                sqlx::query(sql!("rollback to savepoint step")).execute(self.connection.any()).await?;
                sqlx::query(sql!("release savepoint step")).execute(self.connection.any()).await?;
            }
        }
        Ok(())
    }

    /// Keeps what was written since [`Tx::savepoint`].
    pub async fn release_savepoint(&mut self) -> Result<()> {
        if self.savepoint.take().is_some_and(|savepoint| savepoint.outside.is_some()) {
            sqlx::query(sql!("release savepoint step")).execute(self.connection.any()).await?;
        }
        Ok(())
    }

    /// Puts a contact into the cache, and remembers what was there for a rollback.
    pub(super) fn cache_contact(&mut self, cached: CachedContact) {
        let id = cached.contact.id;
        let was = self.unit.contacts.insert(cached);
        if let Some(savepoint) = &mut self.savepoint {
            savepoint.previous.push(Previous::Contact(id, was.map(Box::new)));
        }
    }

    pub(super) fn cache_team(&mut self, cached: CachedTeam) {
        let id = cached.team.id;
        let was = self.unit.teams.insert(id, cached);
        if let Some(savepoint) = &mut self.savepoint {
            savepoint.previous.push(Previous::Team(id, was));
        }
    }

    pub(super) fn cache_dialogue(&mut self, chat: i64, cached: CachedDialogue) {
        let was = self.unit.dialogues.insert(chat, cached);
        if let Some(savepoint) = &mut self.savepoint {
            savepoint.previous.push(Previous::Dialogue(chat, was));
        }
    }
}
