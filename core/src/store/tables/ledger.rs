//! The ledger of routine messages: what was planned for which member and period, and which contacts it names.

use chrono::{DateTime, Utc};

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{ContactId, MemberId, Routine};

impl Tx {
    /// Claims a routine for a person and period; says whether it was not claimed before. It is written in one
    /// transaction with its outbox message, so that it is sent once, whatever restarts or runs twice.
    pub async fn claim_routine(
        &mut self,
        member: &Member,
        routine: Routine,
        period: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "insert into ledger (member_id, kind, period, at) values ($1, $2, $3, $4) ",
            "on conflict (member_id, kind, period) do nothing"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(period)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Names the outbox message that a claimed routine became.
    pub async fn set_routine_message(
        &mut self,
        member: &Member,
        routine: Routine,
        period: &str,
        message: i64,
    ) -> Result<()> {
        sqlx::query(sql!(
            "update ledger set outbox_id = $4 where member_id = $1 and kind = $2 and period = $3"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(period)
        .bind(message)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The message of the last routine of this kind that reached the person, before `period`, and its own period.
    pub async fn last_routine_message(
        &mut self,
        member: &Member,
        routine: Routine,
        period: &str,
    ) -> Result<Option<(String, i64)>> {
        let row = sqlx::query(sql!(
            "select g.period, o.message_id from ledger g join outbox o on o.id = g.outbox_id where g.member_id = $1 ",
            "and g.kind = $2 and g.period < $3 and o.message_id is not null order by g.period desc limit 1"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(period)
        .fetch_optional(self.connection().await?)
        .await?;
        row.map(|row| Ok((row.text("period")?, row.int("message_id")?))).transpose()
    }
}

impl Tx {
    /// The period of the routine of this kind that a message of the person's chat is.
    pub async fn routine_of_message(
        &mut self,
        member: &Member,
        routine: Routine,
        message: i64,
    ) -> Result<Option<String>> {
        let row = sqlx::query(sql!(
            "select g.period from ledger g join outbox o on o.id = g.outbox_id where g.member_id = $1 ",
            "and g.kind = $2 and o.message_id = $3"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(message)
        .fetch_optional(self.connection().await?)
        .await?;
        row.map(|row| row.text("period")).transpose()
    }
}

/// A routine that was planned for a person and a period.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RoutineClaim {
    /// For whom.
    pub member: MemberId,
    /// Which routine.
    pub routine: Routine,
    /// The local day, month or quarter, as the calendar names it.
    pub period: String,
}

/// What a routine planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoutinePlan {
    /// The contacts that it named, in order.
    pub contacts: Vec<ContactId>,
    /// How many later messages of the same routine have taken its place.
    pub later: u64,
}

impl Tx {
    /// The routines that were claimed since an instant (UTC), of everyone.
    pub async fn claims_since(&mut self, since: DateTime<Utc>) -> Result<Vec<RoutineClaim>> {
        let rows =
            sqlx::query(sql!("select member_id, kind, period from ledger where at >= $1 and kind <> 'ring'"))
                .bind(since.timestamp())
                .fetch_all(self.connection().await?)
                .await?;
        rows.iter()
            .map(|row| {
                Ok(RoutineClaim {
                    member: MemberId(row.int("member_id")?),
                    routine: row.read("kind", Routine::parse)?,
                    period: row.text("period")?,
                })
            })
            .collect()
    }

    /// When a member joined (UTC).
    pub async fn joined_at(&mut self, member: &Member) -> Result<DateTime<Utc>> {
        let row = sqlx::query(sql!("select joined_at from member where id = $1"))
            .bind(member.id.0)
            .fetch_one(self.connection().await?)
            .await?;
        row.instant("joined_at")
    }

    /// Remembers whom a claimed routine names.
    pub async fn set_plan(
        &mut self,
        member: &Member,
        routine: Routine,
        period: &str,
        contacts: &[ContactId],
    ) -> Result<()> {
        sqlx::query(sql!(
            "update ledger set contacts = $4 where member_id = $1 and kind = $2 and period = $3"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(period)
        .bind(serde_json::to_string(contacts)?)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// What a routine planned for a person and a period, if it named anybody.
    pub async fn plan(
        &mut self,
        member: &Member,
        routine: Routine,
        period: &str,
    ) -> Result<Option<RoutinePlan>> {
        let row = sqlx::query(sql!(
            "select contacts, (select count(*) from ledger n where n.member_id = g.member_id and n.kind = g.kind ",
            "and n.period > g.period and n.outbox_id is not null) as later from ledger g ",
            "where member_id = $1 and kind = $2 and period = $3 and contacts is not null"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(period)
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(RoutinePlan {
            contacts: serde_json::from_str(&row.text("contacts")?)?,
            later: row.int("later")?.unsigned_abs(),
        }))
    }
}
