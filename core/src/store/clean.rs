//! What the book needs cleaned: counted, and as a list.

use chrono::{DateTime, Utc};

use super::contact::read_contact;
use super::row::Columns;
use super::{Result, Scope, Tx, sql};
use crate::contact::{Contact, ContactId, Health};

/// What is wrong with a contact, as a condition; `$3` is the instant a year ago. Who opted out is left in peace,
/// and who is lost need not be touched. The same rule as [`crate::book::flaws`].
macro_rules! flawed {
    () => {
        "suppressed_at is null and ((email_key is not null and health in ('invalid', 'risky')) or source_channel is null or (stage <> 'lost' and coalesce(last_touch_at, added_at) <= $3))"
    };
}

/// How clean the contacts in a scope are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CleanCount {
    /// All contacts.
    pub contacts: u64,
    /// Those with an email.
    pub with_email: u64,
    /// Of these, those whose address is not invalid.
    pub valid: u64,
    /// Addresses that bounced or are wrong.
    pub invalid: u64,
    /// Role addresses, disposable ones, free mail.
    pub risky: u64,
    /// Nobody knows where they came from.
    pub no_source: u64,
    /// Nobody has touched them for a year.
    pub untouched: u64,
    /// Contacts with any of these.
    pub to_clean: u64,
}

impl Tx {
    /// Counts what needs cleaning; `year_ago` (UTC) is the last touch that is too old.
    pub async fn clean_count(&mut self, scope: Scope, year_ago: DateTime<Utc>) -> Result<CleanCount> {
        let row = sqlx::query(sql!(
            "select count(*) as contacts, count(email_key) as with_email, ",
            "count(case when email_key is not null and health <> 'invalid' then 1 end) as valid, ",
            "count(case when suppressed_at is null and email_key is not null and health = 'invalid' then 1 end) as invalid, ",
            "count(case when suppressed_at is null and email_key is not null and health = 'risky' then 1 end) as risky, ",
            "count(case when suppressed_at is null and source_channel is null then 1 end) as no_source, ",
            "count(case when suppressed_at is null and stage <> 'lost' ",
            "and coalesce(last_touch_at, added_at) <= $3 then 1 end) as untouched, ",
            "count(case when ",
            flawed!(),
            " then 1 end) as to_clean from contact ",
            "where team_id = $1 and ($2 = -1 or owner_id = $2) and removed_at is null"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(year_ago.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        let count = |column| -> Result<u64> { Ok(row.int(column)?.unsigned_abs()) };
        Ok(CleanCount {
            contacts: count("contacts")?,
            with_email: count("with_email")?,
            valid: count("valid")?,
            invalid: count("invalid")?,
            risky: count("risky")?,
            no_source: count("no_source")?,
            untouched: count("untouched")?,
            to_clean: count("to_clean")?,
        })
    }

    /// The contacts that need cleaning: bounced first, then risky, then the rest by number.
    pub async fn to_clean(
        &mut self,
        scope: Scope,
        year_ago: DateTime<Utc>,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where team_id = $1 and ($2 = -1 or owner_id = $2) and removed_at is null and ",
            flawed!(),
            " order by case when email_key is null then 2 when health = 'invalid' then 0 ",
            "when health = 'risky' then 1 else 2 end, no limit $4 offset $5"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(year_ago.timestamp())
        .bind(i64::from(limit))
        .bind(i64::from(offset))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }

    /// Writes the health of many addresses, a hundred in a statement.
    pub(crate) async fn update_health(&mut self, judged: &[(ContactId, Health)]) -> Result<()> {
        for run in judged.chunks(100) {
            let rows: Vec<_> =
                run.iter().map(|(id, health)| serde_json::json!([id.0, health.code()])).collect();
            sqlx::query(sql!(
                "update contact set health = v.value ->> 1, version = version + 1 from json_each($1) as v ",
                "where contact.id = cast(v.value ->> 0 as bigint)"
            ))
            .bind(serde_json::to_string(&rows)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }
}
