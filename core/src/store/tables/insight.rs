//! Insights on disk, and who is due for one.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::contact::Contact;
use crate::insight::Insight;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{InsightId, MemberId};

impl Tx {
    /// The insight of that number in the team.
    pub async fn insight(&mut self, scope: Scope, no: i64) -> Result<Option<Insight>> {
        let row =
            sqlx::query(sql!("select * from insight where team_id = $1 and no = $2 and removed_at is null"))
                .bind(scope.team().0)
                .bind(no)
                .fetch_optional(self.connection().await?)
                .await?;
        row.as_ref().map(read_insight).transpose()
    }

    /// Writes an insight.
    pub(crate) async fn insert_insight(
        &mut self,
        by: &Member,
        title: &str,
        body: &str,
        industries: &[String],
        now: DateTime<Utc>,
    ) -> Result<Insight> {
        let row = sqlx::query(sql!(
            "insert into insight (team_id, no, title, body, industries, added_by, added_at) values ($1, ",
            "(select coalesce(max(no), 0) + 1 from insight where team_id = $1), $2, $3, $4, $5, $6) returning *"
        ))
        .bind(by.team.0)
        .bind(title)
        .bind(body)
        .bind(industries.join("\n"))
        .bind(by.id.0)
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        read_insight(&row)
    }

    /// The team's insights, the newest first, at most a hundred.
    pub async fn insights(&mut self, scope: Scope) -> Result<Vec<Insight>> {
        let rows = sqlx::query(sql!(
            "select * from insight where team_id = $1 and removed_at is null order by added_at desc, id desc limit 100"
        ))
        .bind(scope.team().0)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_insight).collect()
    }

    /// Takes an insight of the team out, or puts it back; says whether there was one.
    pub(crate) async fn set_insight_removed(
        &mut self,
        scope: Scope,
        id: InsightId,
        at: Option<DateTime<Utc>>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!("update insight set removed_at = $3 where id = $1 and team_id = $2"))
            .bind(id.0)
            .bind(scope.team().0)
            .bind(at.map(|at| at.timestamp()))
            .execute(self.connection().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The owner's contacts of grade A and B, past `new`, whom one may write to by email, who await no answer and had no
    /// insight since `before`; by industry.
    pub async fn insight_due(
        &mut self,
        scope: Scope,
        before: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where team_id = $1 and owner_id = $2 and removed_at is null ",
            "and grade in ('a', 'b') and stage in ('contacted', 'interested', 'customer') ",
            "and suppressed_at is null and email_key is not null and health <> 'invalid' and awaiting_since is null ",
            "and (last_insight_at is null or last_insight_at <= $3) ",
            "order by coalesce(lower(industry), '~'), grade, no limit $4"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(before.timestamp())
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(crate::store::tables::contact::row::read_contact).collect()
    }
}

fn read_insight(row: &AnyRow) -> Result<Insight> {
    Ok(Insight {
        id: InsightId(row.int("id")?),
        no: row.int("no")?,
        title: row.text("title")?,
        body: row.text("body")?,
        industries: row.text("industries")?.lines().map(str::to_owned).collect(),
        by: MemberId(row.int("added_by")?),
        at: row.instant("added_at")?,
    })
}
