//! Merging two contacts: the history of the second moves to the first, and back.

use chrono::{DateTime, Utc};

use crate::contact::Contact;
use crate::store::row::Columns;
use crate::store::tables::contact::row::read_contact;
use crate::store::tables::told_of;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ChangeId, ContactId, ContactNo};

impl Tx {
    /// Moves the history of one contact to another and takes the one out of sight; its number stays taken.
    pub(crate) async fn move_history(
        &mut self,
        from: ContactId,
        to: ContactId,
        change: ChangeId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        for text in [
            sql!(
                "insert into moved (change_id, kind, row_id) select cast($3 as bigint), 'interaction', id from (",
                told_of!("id"),
                ") as told where $2 <> $1"
            ),
            sql!("update interaction set contact_id = $2 where id in (", told_of!("id"), ") and $3 > 0"),
            sql!(
                "insert into moved (change_id, kind, row_id) ",
                "select cast($3 as bigint), 'change', id from change where contact_id = $1 and $2 <> $1"
            ),
            sql!("update change set contact_id = $2 where contact_id = $1 and $3 > 0"),
            sql!(
                // The word in `moved` is that of books written before the table had its present name.
                "insert into moved (change_id, kind, row_id) ",
                "select cast($3 as bigint), 'fallen_due', id from ended_follow_up where contact_id = $1 and $2 <> $1"
            ),
            sql!("update ended_follow_up set contact_id = $2 where contact_id = $1 and $3 > 0"),
            sql!(
                "insert into moved (change_id, kind, row_id) ",
                "select cast($3 as bigint), 'alias', id from contact where merged_into = $1 and $2 <> $1"
            ),
            sql!("update contact set merged_into = $2 where merged_into = $1 and $3 > 0"),
            sql!(
                "insert into moved (change_id, kind, row_id) ",
                "select cast($3 as bigint), 'mail', id from mail where contact_id = $1 and $2 <> $1"
            ),
            sql!("update mail set contact_id = $2 where contact_id = $1 and $3 > 0"),
            sql!(
                "insert into moved (change_id, kind, row_id) ",
                "select cast($3 as bigint), 'reading', id from reading where contact_id = $1 and $2 <> $1"
            ),
            sql!("update reading set contact_id = $2 where contact_id = $1 and $3 > 0"),
        ] {
            sqlx::query(text)
                .bind(from.0)
                .bind(to.0)
                .bind(change.0)
                .execute(self.connection().await?)
                .await?;
        }
        sqlx::query(sql!(
            "update contact set merged_into = $2, removed_at = $3, version = version + 1 where id = $1"
        ))
        .bind(from.0)
        .bind(to.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Moves back what a merge moved; the contact itself stays out of sight.
    pub(crate) async fn move_back(&mut self, from: ContactId, change: ChangeId) -> Result<()> {
        for text in [
            sql!(
                "update interaction set contact_id = $1 where id in ",
                "(select row_id from moved where change_id = $2 and kind = 'interaction')"
            ),
            sql!(
                "update change set contact_id = $1 where id in ",
                "(select row_id from moved where change_id = $2 and kind = 'change')"
            ),
            sql!(
                "update ended_follow_up set contact_id = $1 where id in ",
                "(select row_id from moved where change_id = $2 and kind = 'fallen_due')"
            ),
            sql!(
                "update contact set merged_into = $1 where id in ",
                "(select row_id from moved where change_id = $2 and kind = 'alias')"
            ),
            sql!(
                "update mail set contact_id = $1 where id in ",
                "(select row_id from moved where change_id = $2 and kind = 'mail')"
            ),
            sql!(
                "update reading set contact_id = $1 where id in ",
                "(select row_id from moved where change_id = $2 and kind = 'reading')"
            ),
        ] {
            sqlx::query(text).bind(from.0).bind(change.0).execute(self.connection().await?).await?;
        }
        sqlx::query(sql!("delete from moved where change_id = $1"))
            .bind(change.0)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Puts a contact that was merged away back into the book.
    pub(crate) async fn set_split(&mut self, id: ContactId) -> Result<()> {
        sqlx::query(sql!(
            "update contact set merged_into = null, removed_at = null, version = version + 1 where id = $1"
        ))
        .bind(id.0)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The contact in scope into which the one of this number was merged.
    pub async fn merged_into(&mut self, scope: Scope, no: ContactNo) -> Result<Option<Contact>> {
        let row = sqlx::query(sql!(
            "select merged_into from contact where team_id = $1 and no = $2 and merged_into is not null"
        ))
        .bind(scope.team().0)
        .bind(no.0)
        .fetch_optional(self.connection().await?)
        .await?;
        match row {
            Some(row) => self.contact_by_id(scope, ContactId(row.int("merged_into")?)).await,
            None => Ok(None),
        }
    }

    /// The contacts that were merged into one.
    pub(crate) async fn merged_away(&mut self, into: &Contact) -> Result<Vec<Contact>> {
        // The plus keeps SQLite from the index that has the order, and all of the team.
        let text = sql!("select * from contact where merged_into = $1 and +team_id = $2 order by no");
        let rows =
            sqlx::query(text).bind(into.id.0).bind(into.team.0).fetch_all(self.connection().await?).await?;
        rows.iter().map(read_contact).collect()
    }
}
