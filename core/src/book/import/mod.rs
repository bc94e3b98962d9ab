//! Imports a file in runs of rows. The whole import is one change (docs/product.md, rule 9.14).

mod outcome;
mod run;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use self::run::{Run, Seen, candidate, filled, mark};
use super::Book;
use crate::change::{ContactRecord, Effect, diff};
use crate::contact::{Contact, Source};
use crate::email::Email;
use crate::failpoint::{self, Failpoint};
use crate::follow_up::follow_up;
use crate::ideal::fit;
use crate::interaction::summaries;
use crate::read::Draft;
use crate::read::table::Plan;
use crate::store::{Candidate, Result, Scope};
use crate::team::Team;
use crate::vocabulary::{ChangeId, ContactId, ContactNo, Grade, Verb};

pub use outcome::{Imported, Preview, TakenBack};

/// How many rows are read and written at a time.
pub const RUN: usize = 2_000;

/// What becomes of a row whose person is in the book already, or in an earlier row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Duplicates {
    /// It is left out.
    Skip,
    /// It fills what is missing there, where the importer may see it; nothing that is there is written over.
    Fill,
}

/// How a file is imported.
#[derive(Debug, Clone, PartialEq)]
pub struct How<'a> {
    /// The file's name: the reason of the change.
    pub name: &'a str,
    /// Where the rows come from that do not say it themselves.
    pub source: Option<&'a Source>,
    /// What becomes of duplicates.
    pub duplicates: Duplicates,
}

/// How many rows a preview shows.
const SHOWN: usize = 3;

impl Book<'_> {
    /// What importing a file would do. `source` is where the rows come from that do not say it themselves.
    pub async fn preview(&mut self, plan: &Plan, source: Option<&Source>) -> Result<Preview> {
        let mut preview = Preview::default();
        let mut seen = Seen::default();
        let mut rows = plan.rows(self.today());
        loop {
            let mut drafts = Vec::with_capacity(RUN);
            let mut ended = true;
            for row in rows.by_ref().take(RUN) {
                ended = false;
                preview.hidden += u64::from(row.hidden);
                match &row.outcome {
                    Ok(draft) => drafts.push(draft.clone()),
                    Err(_) => {
                        preview.rejected += 1;
                        if preview.problems.len() < SHOWN {
                            preview.problems.push(row);
                        }
                    }
                }
            }
            if ended {
                return Ok(preview);
            }
            self.preview_run(&drafts, source, &mut seen, &mut preview).await?;
        }
    }

    async fn preview_run(
        &mut self,
        drafts: &[Draft],
        source: Option<&Source>,
        seen: &mut Seen,
        preview: &mut Preview,
    ) -> Result<()> {
        let candidates: Vec<Candidate> = drafts.iter().map(candidate).collect();
        let existing = self.tx.find_existing(Scope::whole_team(self.actor), &candidates).await?;
        let mine = self.mine(&existing).await?;
        for ((draft, candidate), existing) in drafts.iter().zip(candidates).zip(existing) {
            let mut profile = self.blank(draft).profile;
            profile.source = profile.source.or_else(|| source.cloned());
            let sourceless = profile.source.is_none();
            preview.opted_out += u64::from(draft.opted_out);
            preview.bounced += u64::from(draft.bounced && profile.email.is_some());
            // Whoever has them: which rows are left out would tell whom a colleague has.
            if preview.first.len() < SHOWN && draft.is_somebody() {
                preview.first.push(Draft { profile, ..draft.clone() });
            }
            if let Some(id) = existing {
                preview.duplicates += 1;
                let fills = mine.get(&id).is_some_and(|contact| filled(contact, draft, source).is_some());
                preview.filling += u64::from(fills);
            } else if !draft.is_somebody() {
                // Only what it says of the right to write to the address counts.
            } else if seen.position(&candidate, 0).is_some() {
                preview.duplicates += 1;
            } else {
                preview.new += 1;
                preview.without_source += u64::from(sourceless);
            }
        }
        Ok(())
    }

    /// Imports a run of rows, owned by the member, as a part of the one change that `so_far` names. Runs of one file
    /// may be written in transactions of their own; each sees what the others, and anybody else, wrote before.
    pub async fn import(
        &mut self,
        drafts: Vec<Draft>,
        how: &How<'_>,
        so_far: &mut Imported,
    ) -> Result<Result<(), TakenBack>> {
        if let Some(change) = so_far.change
            && self
                .tx
                .change(self.actor, change.number())
                .await?
                .is_none_or(|change| change.undone_at.is_some())
        {
            return Ok(Err(TakenBack));
        }
        let team = Scope::whole_team(self.actor);
        let candidates: Vec<Candidate> = drafts.iter().map(candidate).collect();
        let existing = self.tx.find_existing(team, &candidates).await?;
        let emails: Vec<_> = candidates.iter().map(|candidate| candidate.email.as_deref()).collect();
        let suppressed = self.tx.suppressed_among(self.actor.team, &emails).await?;
        // Of a row that is left out only what it says of the right to write to somebody is kept.
        let matters = |draft: &Draft| how.duplicates == Duplicates::Fill || draft.opted_out || draft.bounced;
        let looked_at = existing.iter().zip(&drafts).map(|(id, draft)| id.filter(|_| matters(draft)));
        let mine = self.mine(&looked_at.collect::<Vec<_>>()).await?;
        let mut run = Run::new(mine, self.now);
        for (at, ((draft, candidate), existing)) in
            drafts.into_iter().zip(&candidates).zip(existing).enumerate()
        {
            if draft.opted_out && !suppressed.contains(&at) {
                run.opted_out.extend(draft.profile.email.clone());
            }
            let existing = existing.or_else(|| run.addressed.get(candidate.email.as_ref()?).copied());
            let position = match (run.seen.email(candidate), existing) {
                (None, None) => run.seen.position(candidate, run.new.len()),
                (position, _) => position,
            };
            if position.is_none() && existing.is_none() && !draft.is_somebody() {
                so_far.opted_out += u64::from(draft.opted_out);
                so_far.bounced += u64::from(draft.bounced);
                continue;
            }
            match (position, existing) {
                (Some(position), _) => run.fill_new(position, draft, how, so_far),
                (None, Some(id)) => run.fill(id, draft, how, so_far),
                (None, None) => {
                    let mut contact = self.blank(&draft);
                    contact.profile.source = contact.profile.source.or_else(|| how.source.cloned());
                    contact.suppressed_at = suppressed.contains(&at).then_some(self.now);
                    mark(&mut contact, &draft, self.now, so_far);
                    run.new.push((contact, draft.note()));
                }
            }
        }
        self.write(run, how, so_far).await?;
        Ok(Ok(()))
    }

    /// Of the contacts that were found, those that the member may see.
    async fn mine(&mut self, existing: &[Option<ContactId>]) -> Result<HashMap<ContactId, Contact>> {
        let ids: Vec<ContactId> =
            existing.iter().flatten().copied().collect::<HashSet<_>>().into_iter().collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let contacts = self.tx.contacts_by_id(self.scope(), &ids).await?;
        Ok(contacts.into_iter().map(|contact| (contact.id, contact)).collect())
    }

    async fn write(&mut self, run: Run, how: &How<'_>, so_far: &mut Imported) -> Result<()> {
        let changed = run.changed();
        if run.new.is_empty() && changed.is_empty() && run.opted_out.is_empty() {
            return Ok(());
        }
        let change = match so_far.change {
            Some(change) => change,
            None => {
                let by = self.actor;
                self.tx.begin_change(by, None, Verb::Imported, Some(how.name), None, self.now).await?
            }
        };
        so_far.change = Some(change);
        for email in &run.opted_out {
            self.tx.suppress(self.actor.team, email, Some(change), self.now).await?;
        }
        let team = self.tx.team(self.actor.team).await?;
        self.write_new(run.new, change, &team, so_far).await?;
        let notes = notes(run.notes.iter().filter_map(|(id, notes)| {
            let contact = run.before.get(id)?;
            Some((contact.no, contact.grade, notes.as_str()))
        }));
        self.tx.insert_notes(self.actor, &notes, change, self.now).await?;
        self.write_filled(changed, change, &team, how).await?;
        failpoint::pass(Failpoint::ImportRun);
        Ok(())
    }

    /// Writes contacts in which something was missing, each as a part of the change of its own.
    async fn write_filled(
        &mut self,
        changed: Vec<(Contact, Contact)>,
        change: ChangeId,
        team: &Team,
        how: &How<'_>,
    ) -> Result<()> {
        if changed.is_empty() {
            return Ok(());
        }
        let members = self.tx.members(self.scope()).await?;
        let given = |(before, after): &(Contact, Contact)| match before.profile.email {
            None => after.profile.email.as_ref().map(Email::key),
            Some(_) => None,
        };
        let emails: Vec<Option<String>> = changed.iter().map(given).collect();
        let given: Vec<Option<&str>> = emails.iter().map(Option::as_deref).collect();
        let suppressed = self.tx.suppressed_among(self.actor.team, &given).await?;
        let (mut parts, mut contacts) = (Vec::new(), Vec::new());
        let (befores, mut afters): (Vec<Contact>, Vec<Contact>) = changed.into_iter().unzip();
        self.tx.settle_health(&mut afters, self.now).await?;
        for (at, (before, mut after)) in befores.into_iter().zip(afters).enumerate() {
            if suppressed.contains(&at) {
                after.suppressed_at.get_or_insert(self.now);
            }
            let owner = members.iter().find(|member| Some(member.id) == after.owner);
            after.due = follow_up(&after, owner.map(|owner| &owner.schedule), &team.cadence);
            after.fit = fit(&team.ideal, &after.profile).map(|fit| fit.level);
            let cells = diff(&ContactRecord::of(&before), &ContactRecord::of(&after))?;
            parts.push((after.id, vec![Effect::Contact { id: after.id, cells }]));
            contacts.push(after);
        }
        self.tx.insert_parts(self.actor, change, Verb::Imported, how.name, &parts, self.now).await?;
        self.tx.update_contacts(&mut contacts).await
    }

    /// Writes new contacts with their notes.
    async fn write_new(
        &mut self,
        new: Vec<(Contact, String)>,
        change: ChangeId,
        team: &Team,
        so_far: &mut Imported,
    ) -> Result<()> {
        if new.is_empty() {
            return Ok(());
        }
        let first = self.tx.next_contact_nos(self.actor.team, new.len()).await?;
        let mut no = first;
        let (mut contacts, mut said) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
        for (mut contact, note) in new {
            contact.no = no;
            no.0 += 1;
            contact.fit = fit(&team.ideal, &contact.profile).map(|fit| fit.level);
            so_far.without_source += u64::from(contact.profile.source.is_none());
            said.push((contact.no, contact.grade, note));
            contacts.push(contact);
        }
        self.tx.settle_health(&mut contacts, self.now).await?;
        for contact in &mut contacts {
            contact.due = follow_up(contact, Some(&self.actor.schedule), &team.cadence);
        }
        self.tx.insert_contacts(&mut contacts, change).await?;
        let notes = notes(said.iter().map(|(no, grade, note)| (*no, *grade, note.as_str())));
        self.tx.insert_notes(self.actor, &notes, change, self.now).await?;
        so_far.added += contacts.len() as u64;
        let before = so_far.numbers.map_or(first, |(before, _)| before);
        so_far.numbers = Some((before, ContactNo(no.0 - 1)));
        Ok(())
    }
}

/// The notes of contacts, of what their rows say besides. What is longer than one note is several: nothing of it is cut.
fn notes<'a>(said: impl Iterator<Item = (ContactNo, Grade, &'a str)>) -> Vec<(ContactNo, Grade, String)> {
    said.flat_map(|(no, grade, note)| summaries(note).map(move |part| (no, grade, part))).collect()
}

#[cfg(test)]
mod tests;
