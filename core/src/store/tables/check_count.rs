//! How much each member has asked lately of what is behind a colleague's wall.

use crate::check_limit::Checks;
use crate::store::row::{Columns, day};
use crate::store::{Result, Tx, sql};
use crate::team::Member;

impl Tx {
    /// What the member has asked.
    pub async fn checks(&mut self, member: &Member) -> Result<Option<Checks>> {
        let row = sqlx::query(sql!("select since, asked, day, missed from check_count where member_id = $1"))
            .bind(member.id.0)
            .fetch_optional(self.connection().await?)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Some(Checks {
            since: row.instant("since")?,
            asked: count(row.int("asked")?),
            day: row.read("day", |day| day.parse().ok())?,
            missed: count(row.int("missed")?),
        }))
    }

    /// Keeps what the member has asked.
    pub async fn set_checks(&mut self, member: &Member, checks: Checks) -> Result<()> {
        sqlx::query(sql!(
            "insert into check_count (member_id, since, asked, day, missed) values ($1, $2, $3, $4, $5) ",
            "on conflict (member_id) do update set since = excluded.since, asked = excluded.asked, ",
            "day = excluded.day, missed = excluded.missed"
        ))
        .bind(member.id.0)
        .bind(checks.since.timestamp())
        .bind(i64::from(checks.asked))
        .bind(day(checks.day))
        .bind(i64::from(checks.missed))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
