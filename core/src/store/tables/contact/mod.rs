//! Contacts: one by its number, id or address, similar ones, and many at once.

mod candidates;
mod counts;
mod due;
mod erase;
mod existing;
mod find;
mod fit;
mod health;
mod indexed;
mod many;
mod matches;
pub(super) mod row;
mod searched;

use crate::contact::Contact;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactId, ContactNo};

pub use counts::Counts;
pub(crate) use existing::Candidate;
pub use find::Page;
use row::read_contact;

impl Tx {
    /// The contacts of these keys that are in scope, in the order of the keys.
    pub async fn contacts_by_id(&mut self, scope: Scope, ids: &[ContactId]) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select contact.* from json_each($1) as v cross join contact where contact.id = cast(v.value as bigint) ",
            "and team_id = $2 and ($3 = -1 or owner_id = $3) and removed_at is null order by v.key"
        ))
        .bind(serde_json::to_string(ids)?)
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }

    /// A run of contacts in scope by number, after `after`: for the walks over a whole book.
    pub async fn contacts_after(
        &mut self,
        scope: Scope,
        after: ContactNo,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where team_id = $1 and ($2 = -1 or owner_id = $2) and no > $3 ",
            "and removed_at is null order by no limit $4"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(after.0)
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }

    /// Whether there are more contacts than so many, without counting them all.
    pub async fn has_more_contacts_than(&mut self, scope: Scope, most: u64) -> Result<bool> {
        // Whose contacts are meant is not left open in one statement: it would walk through the team for one person.
        let text = match scope.owner() {
            Some(_) => sql!(
                "select count(*) as n from (select 1 from contact where team_id = $1 and owner_id = $2 ",
                "and removed_at is null limit $3) as k"
            ),
            None => sql!(
                "select count(*) as n from (select 1 from contact where team_id = $1 and $2 = -1 ",
                "and removed_at is null limit $3) as k"
            ),
        };
        let row = sqlx::query(text)
            .bind(scope.team().0)
            .bind(scope.owner_or_all())
            .bind(i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX))
            .fetch_one(self.connection().await?)
            .await?;
        Ok(row.int("n")?.unsigned_abs() > most)
    }

    /// How many contacts are in scope.
    pub async fn contact_count(&mut self, scope: Scope) -> Result<u64> {
        let row = sqlx::query(sql!(
            "select count(*) as n from contact where team_id = $1 and ($2 = -1 or owner_id = $2) ",
            "and removed_at is null"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")?.unsigned_abs())
    }
}
