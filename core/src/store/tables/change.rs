//! Changes: who did what, and what can be undone.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::change::Change;
use crate::store::row::Columns;
use crate::store::{Result, Scope, StoreError, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{ChangeId, ContactId, MemberId, Verb};

/// What a change brought into the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Brought {
    /// How many contacts are still there.
    pub(crate) contacts: u64,
    /// How many of them are out of the member's sight.
    pub(crate) away: u64,
    /// How many of them were changed since by anything that still stands.
    pub(crate) changed: u64,
}

impl Tx {
    /// The last change of a member that has not been taken back. Span by span of 4,096 changes, of whomever, one look
    /// into the index: whoever has changed nothing for long costs no walk through all that others did since.
    pub(crate) async fn last_change(&mut self, by: &Member) -> Result<Option<Change>> {
        let row = sqlx::query(sql!(
            "with recursive span (no, found) as (select (select max(id) from change) / 4096, cast(null as bigint) ",
            "union all select no - 1, (select max(c.id) from change c where c.id / 4096 = span.no ",
            "and c.member_id = $2 and c.undone_at is null and c.part_of is null) ",
            "from span where no >= 0 and found is null) ",
            "select * from change where team_id = $1 and id = (select found from span where found is not null)"
        ))
        .bind(by.team.0)
        .bind(by.id.0)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_change).transpose()
    }

    /// A member's own change.
    pub async fn change(&mut self, by: &Member, number: i64) -> Result<Option<Change>> {
        let row = sqlx::query(sql!(
            "select * from change where team_id = $1 and member_id = $2 and id = $3 and part_of is null"
        ))
        .bind(by.team.0)
        .bind(by.id.0)
        .bind(number)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_change).transpose()
    }

    /// When a member made a change of theirs (UTC).
    pub async fn change_time(&mut self, by: &Member, number: i64) -> Result<Option<DateTime<Utc>>> {
        Ok(self.change(by, number).await?.map(|change| change.at))
    }

    /// The parts of a change that concerns many contacts.
    pub(crate) async fn parts(&mut self, of: ChangeId) -> Result<Vec<Change>> {
        let rows = sqlx::query(sql!(
            "select * from change where part_of = $1 and undone_at is null order by id desc"
        ))
        .bind(of.0)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_change).collect()
    }

    /// The changes of a contact in scope, the newest first; the import that brought it among them.
    pub async fn changes(&mut self, scope: Scope, contact: ContactId, limit: u32) -> Result<Vec<Change>> {
        let rows = sqlx::query(sql!(
            "select * from change where team_id = $2 and (contact_id = $1 ",
            "or id = (select change_id from contact where id = $1)) order by at desc, id desc limit $3"
        ))
        .bind(contact.0)
        .bind(scope.team().0)
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_change).collect()
    }

    /// Marks a change as taken back.
    pub(crate) async fn set_undone(&mut self, id: ChangeId, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update change set undone_at = $2 where id = $1"))
            .bind(id.0)
            .bind(now.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// The contacts that a change brought and that are still there: one, or all of a file.
    pub(crate) async fn brought(&mut self, scope: Scope, id: ChangeId) -> Result<Brought> {
        let row = sqlx::query(sql!(
            "select count(*) as n, ",
            "coalesce(sum(case when $2 = -1 or owner_id = $2 then 0 else 1 end), 0) as away, ",
            "coalesce(sum(case when merged_into is not null or exists (select 1 from change x where x.contact_id = c.id and x.id > $1 ",
            "and x.undone_at is null) then 1 else 0 end), 0) as changed ",
            "from contact c where change_id = $1 and (removed_at is null or merged_into is not null)"
        ))
        .bind(id.0)
        .bind(scope.owner_or_all())
        .fetch_one(self.connection().await?)
        .await?;
        let count = |column| Ok::<u64, StoreError>(row.int(column)?.unsigned_abs());
        Ok(Brought { contacts: count("n")?, away: count("away")?, changed: count("changed")? })
    }

    /// Removes the contacts that a change brought, with the notes that came with them.
    pub(crate) async fn remove_brought(&mut self, id: ChangeId, now: DateTime<Utc>) -> Result<()> {
        for text in [
            sql!(
                "update interaction set removed_at = $2 where change_id = $1 and removed_at is null ",
                "and contact_id in (select id from contact where change_id = $1)"
            ),
            sql!(
                "update contact set removed_at = $2, version = version + 1 where change_id = $1 ",
                "and removed_at is null"
            ),
        ] {
            sqlx::query(text).bind(id.0).bind(now.timestamp()).execute(self.connection().await?).await?;
        }
        Ok(())
    }

    /// Removes the rows that carry a change's number: interactions, ended follow-ups, suppressions, files. Answers the
    /// contacts whose interactions went.
    pub(crate) async fn remove_rows_of_change(
        &mut self,
        id: ChangeId,
        now: DateTime<Utc>,
    ) -> Result<Vec<ContactId>> {
        sqlx::query(sql!(
            "delete from attachment where interaction_id in (select id from interaction where change_id = $1)"
        ))
        .bind(id.0)
        .execute(self.connection().await?)
        .await?;
        let rows = sqlx::query(sql!(
            "update interaction set removed_at = $2 where change_id = $1 and removed_at is null returning contact_id"
        ))
        .bind(id.0)
        .bind(now.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        sqlx::query(sql!("delete from kept_flaw where change_id = $1"))
            .bind(id.0)
            .execute(self.connection().await?)
            .await?;
        sqlx::query(sql!("delete from ended_follow_up where change_id = $1"))
            .bind(id.0)
            .execute(self.connection().await?)
            .await?;
        self.lift_suppressions(id).await?;
        rows.iter().map(|row| Ok(ContactId(row.int("contact_id")?))).collect()
    }
}

fn read_change(row: &AnyRow) -> Result<Change> {
    Ok(Change {
        id: ChangeId(row.int("id")?),
        by: MemberId(row.int("member_id")?),
        contact: row.maybe_int("contact_id")?.map(ContactId),
        at: row.instant("at")?,
        verb: row.read("verb", Verb::parse)?,
        reason: row.maybe_text("reason")?,
        effects: serde_json::from_str(&row.text("effects")?)?,
        undone_at: row.maybe_instant("undone_at")?,
    })
}
