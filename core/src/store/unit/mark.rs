//! The place to which a transaction goes back, and what things were before they were changed.

use super::contacts::Held;
use super::{HeldDialogue, HeldTeam, Unit};
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{ContactId, TeamId};

/// The place to which a transaction goes back.
#[derive(Debug)]
pub(in crate::store) struct Mark {
    /// What things were before they were changed, the oldest first.
    before: Vec<Before>,
    /// How many changes, things that happened, ended follow-ups and letters waited.
    waited: [usize; 4],
    /// Statements have run since: what waited before the first of them, and stands outside of the savepoint.
    pub(super) savepoint: Option<Box<Unit>>,
}

/// What something was before it was changed.
#[derive(Debug)]
enum Before {
    Contact(ContactId, Option<Box<Held>>),
    Dialogue(i64, Option<HeldDialogue>),
    Team(TeamId, Option<HeldTeam>),
}

impl Unit {
    pub(super) fn go_back(&mut self, mark: &mut Mark) {
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

impl Tx {
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
    pub(in crate::store) fn hold_contact(&mut self, held: Held) {
        let id = held.contact.id;
        let was = self.unit.contacts.insert(held);
        if let Some(mark) = &mut self.mark {
            mark.before.push(Before::Contact(id, was.map(Box::new)));
        }
    }

    pub(in crate::store) fn hold_team(&mut self, held: HeldTeam) {
        let id = held.team.id;
        let was = self.unit.teams.insert(id, held);
        if let Some(mark) = &mut self.mark {
            mark.before.push(Before::Team(id, was));
        }
    }

    pub(in crate::store) fn hold_dialogue(&mut self, chat: i64, held: HeldDialogue) {
        let was = self.unit.dialogues.insert(chat, held);
        if let Some(mark) = &mut self.mark {
            mark.before.push(Before::Dialogue(chat, was));
        }
    }
}
