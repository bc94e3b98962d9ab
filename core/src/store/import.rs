//! Many contacts at once, a hundred in a statement.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

use super::contact::searched;
use super::row::{Columns, day};
use super::{Result, Tx, sql};
use crate::change::{ChangeId, Effect, Verb};
use crate::contact::{Contact, ContactId, ContactNo, Grade, PurchaseRole, Stage, Value};
use crate::duplicate::{company_key, person_key};
use crate::email::Email;
use crate::ideal::Level;
use crate::interaction::Kind;
use crate::phone::Phone;
use crate::team::{Member, TeamId};

/// How many rows one statement writes.
const RUN: usize = 100;

/// How many new contacts one statement writes: SQLite looks for the name of each parameter from the first on, so the
/// cost of a statement grows with the square of their number.
const NEW: usize = 10;

impl Tx {
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

    /// Writes new contacts of one owner that nothing has happened with, brought by a change.
    pub(crate) async fn insert_contacts(
        &mut self,
        by: &Member,
        contacts: &[Contact],
        change: ChangeId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        for run in contacts.chunks(NEW) {
            let text = many(
                "insert into contact (team_id, owner_id, owned_since, added_by, added_at, stage, change_id, no, \
                 name, company, company_key, person_key, title, role, email, email_key, company_domain, phone, \
                 phone_digits, linkedin, language, country, website, industry, size, revenue, source_channel, \
                 source_detail, acquired_on, pains, plans, weighs, grade, value, health, suppressed_at, due_on, \
                 due_why, due_rank, searched, fit) values ",
                "$1, $2, $3, $2, $3, $4, $5",
                5,
                34,
                run.len(),
                "",
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
                    .bind(searched(p))
                    .bind(contact.fit.map(Level::code));
            }
            query.execute(self.connection().await?).await?;
        }
        Ok(())
    }

    /// Writes notes that came with new contacts, by the contacts' numbers and grades.
    pub(crate) async fn insert_notes(
        &mut self,
        by: &Member,
        notes: &[(ContactNo, Grade, String)],
        change: ChangeId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        for run in notes.chunks(RUN) {
            let rows: Vec<_> =
                run.iter().map(|(no, grade, note)| (no, grade.code(), note, note.to_lowercase())).collect();
            sqlx::query(sql!(
                "insert into interaction (team_id, kind, at, by_id, change_id, contact_id, grade, summary, searched) ",
                "select $2, $3, $4, $5, $6, c.id, v.value ->> 1, v.value ->> 2, v.value ->> 3 from json_each($1) as v ",
                "cross join contact c where c.team_id = $2 and c.no = cast(v.value ->> 0 as bigint)"
            ))
            .bind(serde_json::to_string(&rows)?)
            .bind(by.team.0)
            .bind(Kind::Note.code())
            .bind(now.timestamp())
            .bind(by.id.0)
            .bind(change.0)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// Writes the parts of a change to many: each contact with what was done to it.
    pub(crate) async fn insert_parts(
        &mut self,
        by: &Member,
        change: ChangeId,
        verb: Verb,
        reason: &str,
        parts: &[(ContactId, Vec<Effect>)],
        now: DateTime<Utc>,
    ) -> Result<()> {
        for run in parts.chunks(RUN) {
            let rows: Vec<(ContactId, String)> = run
                .iter()
                .map(|(contact, effects)| Ok((*contact, serde_json::to_string(effects)?)))
                .collect::<Result<_>>()?;
            sqlx::query(sql!(
                "insert into change (team_id, member_id, part_of, at, verb, reason, contact_id, effects) ",
                "select $2, $3, $4, $5, $6, $7, cast(v.value ->> 0 as bigint), v.value ->> 1 from json_each($1) as v"
            ))
            .bind(serde_json::to_string(&rows)?)
            .bind(by.team.0)
            .bind(by.id.0)
            .bind(change.0)
            .bind(now.timestamp())
            .bind(verb.code())
            .bind(reason)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// Writes what is told of many contacts, with what follows from it, one version on.
    pub(crate) async fn update_profiles(&mut self, contacts: &[Contact]) -> Result<()> {
        for run in contacts.chunks(RUN) {
            let rows: Vec<serde_json::Value> = run.iter().map(told).collect();
            sqlx::query(sql!(
                "update contact set version = version + 1, name = v.value ->> 1, company = v.value ->> 2, ",
                "company_key = v.value ->> 3, person_key = v.value ->> 4, title = v.value ->> 5, ",
                "role = v.value ->> 6, email = v.value ->> 7, email_key = v.value ->> 8, ",
                "company_domain = v.value ->> 9, phone = v.value ->> 10, phone_digits = v.value ->> 11, ",
                "linkedin = v.value ->> 12, language = v.value ->> 13, country = v.value ->> 14, ",
                "website = v.value ->> 15, industry = v.value ->> 16, size = v.value ->> 17, ",
                "revenue = v.value ->> 18, source_channel = v.value ->> 19, source_detail = v.value ->> 20, ",
                "acquired_on = v.value ->> 21, pains = v.value ->> 22, plans = v.value ->> 23, ",
                "weighs = v.value ->> 24, value = v.value ->> 25, health = v.value ->> 26, ",
                "suppressed_at = cast(v.value ->> 27 as bigint), due_on = v.value ->> 28, due_why = v.value ->> 29, ",
                "due_rank = cast(v.value ->> 30 as bigint), searched = v.value ->> 31, fit = v.value ->> 32 ",
                "from json_each($1) as v ",
                "where contact.id = cast(v.value ->> 0 as bigint)"
            ))
            .bind(serde_json::to_string(&rows)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }
}

/// A contact's profile and what follows from it, in the order of [`Tx::update_profiles`].
fn told(contact: &Contact) -> serde_json::Value {
    let p = &contact.profile;
    serde_json::json!([
        contact.id.0,
        p.name,
        p.company,
        p.company.as_deref().map(company_key),
        p.name.as_deref().map(person_key),
        p.title,
        p.role.map(PurchaseRole::code),
        p.email.as_ref().map(Email::as_str),
        p.email.as_ref().map(Email::key),
        p.email.as_ref().and_then(Email::company_domain),
        p.phone.as_ref().map(Phone::as_str),
        p.phone.as_ref().map(Phone::digits),
        p.linkedin,
        p.language,
        p.country.map(|country| country.code()),
        p.website,
        p.industry,
        p.size,
        p.revenue,
        p.source.as_ref().map(|source| source.channel.code()),
        p.source.as_ref().map(|source| source.detail.as_str()),
        p.acquired_on.map(day),
        p.pains,
        p.plans,
        p.weighs,
        p.value.map(Value::code),
        contact.health.code(),
        contact.suppressed_at.map(|at| at.timestamp()),
        contact.due.map(|due| day(due.on)),
        contact.due.map(|due| due.why.code()),
        contact.due.map(|due| due.why.rank()),
        searched(p),
        contact.fit.map(Level::code),
    ])
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
