//! Many contacts at once: what is in the team already, and rows a hundred in a statement.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

use super::contact::searched;
use super::row::{Columns, day};
use super::{Result, Scope, Tx, hash, sql};
use crate::change::ChangeId;
use crate::contact::{Contact, ContactId, ContactNo, PurchaseRole, Stage, Value};
use crate::duplicate::{company_key, person_key};
use crate::email::Email;
use crate::interaction::Kind;
use crate::phone::Phone;
use crate::team::{Member, TeamId};

/// How many rows one statement writes.
pub(crate) const RUN: usize = 100;

/// Who is in a team already, by what makes two contacts the same, and whom it may never write to.
#[derive(Debug)]
pub(crate) struct Known {
    emails: HashSet<String>,
    people: HashSet<String>,
    suppressed: HashSet<String>,
    /// What a suppressed address is hashed with.
    salt: String,
}

impl Known {
    /// Takes a contact in; `false` when it is there already: the same address or, where it has none, the same name
    /// at the same company.
    pub(crate) fn insert(&mut self, contact: &Contact) -> bool {
        let profile = &contact.profile;
        let person =
            who(profile.company.as_deref().map(company_key), profile.name.as_deref().map(person_key));
        match &profile.email {
            Some(email) => {
                self.people.insert(person);
                self.emails.insert(email.key())
            }
            None => self.people.insert(person),
        }
    }

    /// Whether this address may never be written to.
    pub(crate) fn is_suppressed(&self, email: &Email) -> bool {
        !self.suppressed.is_empty()
            && self.suppressed.contains(&hash(&format!("{}{}", self.salt, email.key())))
    }
}

fn who(company: Option<String>, person: Option<String>) -> String {
    format!("{}\n{}", company.unwrap_or_default(), person.unwrap_or_default())
}

impl Tx {
    /// Who is in the team already.
    pub(crate) async fn known(&mut self, team: Scope) -> Result<Known> {
        let salt = self.email_salt(team.team()).await?;
        let (mut emails, mut people, mut last) = (HashSet::new(), HashSet::new(), Some(0));
        while let Some(after) = last {
            let rows = sqlx::query(sql!(
                "select no, email_key, company_key, person_key from contact where team_id = $1 and no > $2 ",
                "and removed_at is null order by no limit 2000"
            ))
            .bind(team.team().0)
            .bind(after)
            .fetch_all(self.connection().await?)
            .await?;
            for row in &rows {
                emails.extend(row.maybe_text("email_key")?);
                people.insert(who(row.maybe_text("company_key")?, row.maybe_text("person_key")?));
            }
            last = rows.last().map(|row| row.int("no")).transpose()?;
        }
        let rows = sqlx::query(sql!("select email_hash from suppression where team_id = $1"))
            .bind(team.team().0)
            .fetch_all(self.connection().await?)
            .await?;
        let suppressed = rows.iter().map(|row| row.text("email_hash")).collect::<Result<_>>()?;
        Ok(Known { emails, people, suppressed, salt })
    }

    /// The first of so many numbers of the team, none of them given before.
    pub(crate) async fn next_contact_nos(&mut self, team: TeamId, count: usize) -> Result<ContactNo> {
        let row = sqlx::query(sql!(
            "update team set next_no = next_no + $2 where id = $1 returning next_no - $2 as no"
        ))
        .bind(team.0)
        .bind(i64::try_from(count).unwrap_or(i64::MAX))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(ContactNo(row.int("no")?))
    }

    /// Writes new contacts of one owner that nothing has happened with, brought by a change, and gives each its key.
    pub(crate) async fn insert_contacts(
        &mut self,
        by: &Member,
        contacts: &mut [Contact],
        change: ChangeId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        for run in contacts.chunks_mut(RUN) {
            let text = many(
                "insert into contact (team_id, owner_id, owned_since, added_by, added_at, stage, change_id, no, \
                 name, company, company_key, person_key, title, role, email, email_key, company_domain, phone, \
                 phone_digits, linkedin, language, country, website, industry, size, revenue, source_channel, \
                 source_detail, acquired_on, pains, plans, weighs, grade, value, health, suppressed_at, due_on, \
                 due_why, due_rank, searched) values ",
                "$1, $2, $3, $2, $3, $4, $5",
                5,
                33,
                run.len(),
                " returning id, no",
            );
            let mut query = sqlx::query(AssertSqlSafe(text))
                .bind(by.team.0)
                .bind(by.id.0)
                .bind(now.timestamp())
                .bind(Stage::New.code())
                .bind(change.0);
            for contact in run.iter() {
                let p = &contact.profile;
                query = query
                    .bind(contact.no.0)
                    .bind(p.name.as_deref())
                    .bind(p.company.as_deref())
                    .bind(p.company.as_deref().map(company_key))
                    .bind(p.name.as_deref().map(person_key))
                    .bind(p.title.as_deref())
                    .bind(p.role.map(PurchaseRole::code))
                    .bind(p.email.as_ref().map(Email::as_str))
                    .bind(p.email.as_ref().map(Email::key))
                    .bind(p.email.as_ref().and_then(Email::company_domain))
                    .bind(p.phone.as_ref().map(Phone::as_str))
                    .bind(p.phone.as_ref().map(Phone::digits))
                    .bind(p.linkedin.as_deref())
                    .bind(p.language.as_deref())
                    .bind(p.country.map(|country| country.code()))
                    .bind(p.website.as_deref())
                    .bind(p.industry.as_deref())
                    .bind(p.size.as_deref())
                    .bind(p.revenue.as_deref())
                    .bind(p.source.as_ref().map(|source| source.channel.code()))
                    .bind(p.source.as_ref().map(|source| source.detail.as_str()))
                    .bind(p.acquired_on.map(day))
                    .bind(p.pains.as_deref())
                    .bind(p.plans.as_deref())
                    .bind(p.weighs.as_deref())
                    .bind(contact.grade.code())
                    .bind(p.value.map(Value::code))
                    .bind(contact.health.code())
                    .bind(contact.suppressed_at.map(|at| at.timestamp()))
                    .bind(contact.due.map(|due| day(due.on)))
                    .bind(contact.due.map(|due| due.why.code()))
                    .bind(contact.due.map(|due| due.why.rank()))
                    .bind(searched(p));
            }
            let rows = query.fetch_all(self.connection().await?).await?;
            // The rows may come back in any order; the numbers are in a row.
            let first = run.first().map_or(0, |contact| contact.no.0);
            for row in &rows {
                let place = usize::try_from(row.int("no")? - first).unwrap_or(usize::MAX);
                if let Some(contact) = run.get_mut(place) {
                    contact.id = ContactId(row.int("id")?);
                }
            }
        }
        Ok(())
    }

    /// Writes notes that came with new contacts.
    pub(crate) async fn insert_notes(
        &mut self,
        by: &Member,
        notes: &[(&Contact, String)],
        change: ChangeId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        for run in notes.chunks(RUN) {
            let text = many(
                "insert into interaction (team_id, kind, at, by_id, change_id, contact_id, grade, summary, searched) \
                 values ",
                "$1, $2, $3, $4, $5",
                5,
                4,
                run.len(),
                "",
            );
            let mut query = sqlx::query(AssertSqlSafe(text))
                .bind(by.team.0)
                .bind(Kind::Note.code())
                .bind(now.timestamp())
                .bind(by.id.0)
                .bind(change.0);
            for (contact, note) in run {
                query = query
                    .bind(contact.id.0)
                    .bind(contact.grade.code())
                    .bind(note.as_str())
                    .bind(note.to_lowercase());
            }
            query.execute(self.connection().await?).await?;
        }
        Ok(())
    }
}

/// The text of an insert of several rows: each of them has the same `shared` values first, the numbered parameters
/// up to `before`, and then `own` of its own. No text of a person is in it.
fn many(head: &str, shared: &str, before: usize, own: usize, rows: usize, tail: &str) -> String {
    let mut text = String::with_capacity(head.len() + rows * (shared.len() + own * 7));
    text.push_str(head);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        text.push_str(shared);
        for at in 0..own {
            text.push_str(", $");
            text.push_str(&(before + row * own + at + 1).to_string());
        }
        text.push(')');
    }
    text.push_str(tail);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_every_row_has_a_place_of_its_own() {
        let text = many("insert into t (a, b, c) values ", "$1", 1, 2, 3, "");
        assert_eq!(text, "insert into t (a, b, c) values ($1, $2, $3), ($1, $4, $5), ($1, $6, $7)");
    }
}
