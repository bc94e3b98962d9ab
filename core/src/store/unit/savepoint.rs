//! The place to which a transaction goes back, and what things were before they were changed.

use super::cache::{CachedDialogue, CachedTeam, UnitOfWork};
use super::contacts::CachedContact;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{ContactId, TeamId};

/// The place to which a transaction goes back.
#[derive(Debug)]
pub(super) struct Savepoint {
    /// What things were before they were changed, the oldest first.
    previous: Vec<Previous>,
    /// How many changes, interactions, ended follow-ups and messages waited.
    pending_rows: [usize; 4],
    /// Statements have run since: what waited before the first of them, and stands outside of the savepoint.
    pub(super) outside: Option<Box<UnitOfWork>>,
}

/// What something was before it was changed.
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
    /// Marks the place to which [`Tx::rollback_to_savepoint`] returns.
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

    /// Takes back what was written since [`Tx::savepoint`]; the rest of the transaction goes on.
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

    /// Caches a contact as it now is; `dirty` when it waits to be written.
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
