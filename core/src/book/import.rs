//! Importing a file: all of it or nothing, one change, however many rows.

use super::Book;
use crate::change::{ChangeId, Verb};
use crate::contact::{Contact, ContactNo, Source};
use crate::csv_in::{Plan, Row};
use crate::failpoint::{self, Failpoint};
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
                    let contact = self.imported(&draft, source, &known);
                    if known.insert(&contact) {
                        imported.without_source += u64::from(contact.profile.source.is_none());
                        run.push((contact, draft.leftover));
                    } else {
                        imported.duplicates += 1;
                    }
                }
                None => {}
            }
            if run.len() == RUN || last && !run.is_empty() {
                self.tx.settle_health(run.iter_mut().map(|(contact, _)| contact), self.now).await?;
                for (contact, _) in &mut run {
                    contact.due = follow_up(contact, Some(&self.actor.schedule), &cadence);
                }
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
                failpoint::pass(Failpoint::ImportRun);
            }
            if last {
                break;
            }
        }
        if let Some((first, _)) = imported.numbers {
            self.tx.settle_fits(Scope::whole_team(self.actor), ContactNo(first.0 - 1)).await?;
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

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::book::found_team;
    use crate::store::Store;
    use crate::team::{Lang, Member, Newcomer};

    fn now() -> DateTime<Utc> {
        "2026-11-23T02:00:00Z".parse().unwrap()
    }

    async fn book(folder: &tempfile::TempDir) -> (Store, Member) {
        let store =
            Store::open(&format!("sqlite://{}", folder.path().join("book.db").display())).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let anna = Newcomer { telegram: 1, name: "Anna".into(), username: None, lang: Lang::En };
        let (anna, _) = found_team(&mut tx, &anna, "Brightway LED", now()).await.unwrap();
        tx.commit().await.unwrap();
        (store, anna)
    }

    async fn import(book: &mut Book<'_>, text: &str) -> Imported {
        let plan = Plan::read(text.as_bytes()).unwrap();
        book.import(&plan, "leads.csv", None, |_| Ok(())).await.unwrap()
    }

    #[tokio::test]
    async fn more_rows_than_a_statement_takes_come_in_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let (store, anna) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &anna, now());
        let rows: String =
            (1..=2 * RUN + 7).map(|n| format!("Buyer {n},b{n}@b{n}.de,A,note {n}\n")).collect();
        let imported = import(&mut book, &format!("name,email,grade,note\n{rows}")).await;
        assert_eq!((imported.added, imported.without_source), (207, 207));
        assert_eq!(imported.numbers, Some((ContactNo(1), ContactNo(207))));
        for no in [1, 100, 101, 207] {
            let contact = book.contact(ContactNo(no)).await.unwrap().unwrap();
            assert_eq!(contact.title(), format!("Buyer {no}"));
            assert_eq!((contact.owner, contact.due.unwrap().on), (Some(anna.id), book.today()));
            let scope = book.scope();
            let note = book.tx.last_interaction(scope, contact.id).await.unwrap().unwrap();
            assert_eq!(note.summary, format!("note {no}"));
        }
        let undone = book.undo(None).await.unwrap().unwrap();
        assert_eq!((undone.verb, undone.contacts), (Verb::Imported, 207));
        assert_eq!(book.contact(ContactNo(1)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn an_import_that_was_worked_on_is_not_undone() {
        let folder = tempfile::tempdir().unwrap();
        let (store, anna) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &anna, now());
        let change = import(&mut book, "name\nEva\nIda\n").await.change.unwrap();
        let eva = book.contact(ContactNo(1)).await.unwrap().unwrap();
        book.grade(&eva, crate::contact::Grade::A, None).await.unwrap();
        let refused = book.undo(Some(change.number())).await.unwrap();
        assert_eq!(refused, Err(crate::book::UndoError::ChangedSince));
    }

    #[tokio::test]
    async fn the_same_person_comes_in_once_and_the_suppressed_stay_so() {
        let folder = tempfile::tempdir().unwrap();
        let (store, anna) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &anna, now());
        let email = crate::email::Email::parse("Stop@Lumen.de").unwrap();
        book.tx.suppress(anna.team, &email, None, now()).await.unwrap();
        let first =
            import(&mut book, "name,company,email\nEva,Lumen GmbH,\nEVA,lumen,\nStop,,stop@lumen.de\n").await;
        assert_eq!((first.added, first.duplicates), (2, 1));
        assert_eq!(book.contact(ContactNo(2)).await.unwrap().unwrap().suppressed_at, Some(now()));
        // Without an address the name at the company is compared, with one the address.
        let again = import(
            &mut book,
            "name,company,email\nEva,Lumen AG,\nEva,Lumen,eva@lumen.de\nX,,STOP@lumen.de\n",
        );
        let again = again.await;
        assert_eq!((again.added, again.duplicates), (1, 2));
    }

    #[tokio::test]
    async fn a_file_with_nothing_new_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let (store, anna) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &anna, now());
        let imported = import(&mut book, "name,email\n,x@y.de\n").await;
        assert_eq!((imported.change, imported.added, imported.rejected), (None, 0, 1));
        assert_eq!(book.undo(None).await.unwrap(), Err(crate::book::UndoError::Nothing));
    }
}
