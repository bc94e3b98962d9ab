//! Importing a file: all of it or nothing, one change, however many rows.

use super::Book;
use crate::change::{ChangeId, Verb};
use crate::contact::{Contact, ContactNo, Source};
use crate::csv_in::{Plan, Row};
use crate::follow_up::follow_up;
use crate::store::{Known, RUN, Result, Scope};
use crate::text_in::Draft;

/// What is in a file, before it is imported.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preview {
    /// How many rows would be added.
    pub new: u64,
    /// How many are in the team already, or twice in the file.
    pub duplicates: u64,
    /// How many of the new say no source.
    pub without_source: u64,
    /// The first of the new.
    pub first: Vec<Draft>,
    /// How many are no contacts.
    pub rejected: u64,
    /// The first that are no contacts.
    pub problems: Vec<Row>,
}

impl Preview {
    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.new + self.duplicates + self.rejected
    }
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// By which change; `None`: nothing was added.
    pub change: Option<ChangeId>,
    /// How many contacts were added.
    pub added: u64,
    /// The first of them and the last.
    pub numbers: Option<(ContactNo, ContactNo)>,
    /// How many rows were left out because they were there already.
    pub duplicates: u64,
    /// How many of the new say no source.
    pub without_source: u64,
    /// How many rows are no contacts.
    pub rejected: u64,
}

/// How many rows a preview shows.
const SHOWN: usize = 3;

impl Book<'_> {
    /// What importing a file would do. `source` is where the rows come from that do not say it themselves.
    pub async fn preview(&mut self, plan: &Plan, source: Option<&Source>) -> Result<Preview> {
        let mut known = self.tx.known(Scope::whole_team(self.actor)).await?;
        let mut preview = Preview::default();
        for row in plan.rows(self.today()) {
            let Ok(draft) = &row.outcome else {
                preview.rejected += 1;
                if preview.problems.len() < SHOWN {
                    preview.problems.push(row);
                }
                continue;
            };
            let contact = self.imported(draft, source, &known);
            if !known.insert(&contact) {
                preview.duplicates += 1;
                continue;
            }
            preview.new += 1;
            preview.without_source += u64::from(contact.profile.source.is_none());
            if preview.first.len() < SHOWN {
                preview.first.push(Draft { profile: contact.profile, ..draft.clone() });
            }
        }
        Ok(preview)
    }

    /// Imports a file, owned by the member. `name` is kept as the reason of the change; each row that is no contact
    /// is handed to `reject`, so that memory does not grow with the file.
    ///
    /// # Errors
    /// When the book cannot be written, or what `reject` says.
    pub async fn import(
        &mut self,
        plan: &Plan,
        name: &str,
        source: Option<&Source>,
        mut reject: impl FnMut(&Row) -> Result<()> + Send,
    ) -> Result<Imported> {
        let mut known = self.tx.known(Scope::whole_team(self.actor)).await?;
        let cadence = self.tx.team(self.actor.team).await?.cadence;
        let mut imported = Imported::default();
        let mut rows = plan.rows(self.today());
        let mut run: Vec<(Contact, Vec<String>)> = Vec::with_capacity(RUN);
        loop {
            let row = rows.next();
            let last = row.is_none();
            match row.map(|row| (row.outcome.clone(), row)) {
                Some((Err(_), row)) => {
                    imported.rejected += 1;
                    reject(&row)?;
                }
                Some((Ok(draft), _)) => {
                    let mut contact = self.imported(&draft, source, &known);
                    if known.insert(&contact) {
                        contact.due = follow_up(&contact, Some(&self.actor.schedule), &cadence);
                        imported.without_source += u64::from(contact.profile.source.is_none());
                        run.push((contact, draft.leftover));
                    } else {
                        imported.duplicates += 1;
                    }
                }
                None => {}
            }
            if run.len() == RUN || last && !run.is_empty() {
                let change = match imported.change {
                    Some(change) => change,
                    None => {
                        let by = self.actor;
                        self.tx.begin_change(by, None, Verb::Imported, Some(name), None, self.now).await?
                    }
                };
                imported.change = Some(change);
                let (first, end) = self.write(std::mem::take(&mut run), change).await?;
                let before = imported.numbers.map_or(first, |(before, _)| before);
                imported.numbers = Some((before, end));
                imported.added += (end.0 - first.0).unsigned_abs() + 1;
            }
            if last {
                break;
            }
        }
        Ok(imported)
    }

    /// The contact that a row describes.
    fn imported(&self, draft: &Draft, source: Option<&Source>, known: &Known) -> Contact {
        let mut contact = self.blank(draft);
        if contact.profile.source.is_none() {
            contact.profile.source = source.cloned();
        }
        if let Some(email) = &contact.profile.email {
            contact.health = email.health();
            contact.suppressed_at = known.is_suppressed(email).then_some(self.now);
        }
        contact
    }

    /// Writes a run; answers the first of its numbers and the last.
    async fn write(
        &mut self,
        run: Vec<(Contact, Vec<String>)>,
        change: ChangeId,
    ) -> Result<(ContactNo, ContactNo)> {
        let first = self.tx.next_contact_nos(self.actor.team, run.len()).await?;
        let (mut contacts, notes): (Vec<Contact>, Vec<Vec<String>>) = run.into_iter().unzip();
        let mut no = first;
        for contact in &mut contacts {
            contact.no = no;
            no.0 += 1;
        }
        self.tx.insert_contacts(self.actor, &mut contacts, change, self.now).await?;
        let notes: Vec<(&Contact, String)> = contacts
            .iter()
            .zip(notes)
            .filter(|(_, note)| !note.is_empty())
            .map(|(contact, note)| (contact, note.join("; ")))
            .collect();
        self.tx.insert_notes(self.actor, &notes, change, self.now).await?;
        Ok((first, ContactNo(no.0 - 1)))
    }
}
