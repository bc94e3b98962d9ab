//! Members who wait for an address check. They are stored, so that a restart does not forget to tell them the result.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{ContactId, MemberId};

/// Somebody waits for checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwaitedCheck {
    /// The row; by it the message is known that is edited.
    pub id: i64,
    /// Who waits.
    pub member: MemberId,
    /// Telegram's number of their chat.
    pub chat: i64,
    /// For this contact's check; nobody's: for all that they may see.
    pub contact: Option<ContactId>,
    /// How many addresses were to be looked at when it began.
    pub total: u64,
    /// How many tenths of them were told as done.
    pub told: u64,
}

impl AwaitedCheck {
    /// The key of the outbox message that is edited.
    pub fn message_key(id: i64) -> String {
        format!("verify:{id}")
    }
}

impl Tx {
    /// A member waits for the check of a contact, or of all; says under which number.
    pub async fn await_check(
        &mut self,
        member: &Member,
        contact: Option<ContactId>,
        total: u64,
        now: DateTime<Utc>,
    ) -> Result<i64> {
        let row = sqlx::query(sql!(
            "insert into awaited_check (member_id, contact_id, total, at) values ($1, $2, $3, $4) returning id"
        ))
        .bind(member.id.0)
        .bind(contact.map(|id| id.0))
        .bind(i64::try_from(total).unwrap_or(i64::MAX))
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        row.int("id")
    }

    /// Who waits and may be told something: for one contact only once its domain is no longer to be asked.
    pub async fn awaited_checks(&mut self, now: DateTime<Utc>) -> Result<Vec<AwaitedCheck>> {
        let rows = sqlx::query(sql!(
            "select a.*, p.telegram_id from awaited_check a join member p on p.id = a.member_id ",
            "left join contact c on c.id = a.contact_id left join mail_domain m on m.domain = c.email_domain ",
            "where coalesce(m.ask_at, $2) > $1 order by a.id"
        ))
        .bind(now.timestamp())
        .bind(i64::MAX)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_awaited).collect()
    }

    /// Nobody waits for this any more.
    pub async fn end_awaited_check(&mut self, id: i64) -> Result<()> {
        sqlx::query(sql!("delete from awaited_check where id = $1"))
            .bind(id)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// So many tenths were told as done.
    pub async fn tell_awaited_check(&mut self, id: i64, tenths: u64) -> Result<()> {
        sqlx::query(sql!("update awaited_check set told = $2 where id = $1"))
            .bind(id)
            .bind(i64::try_from(tenths).unwrap_or(i64::MAX))
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}

fn read_awaited(row: &AnyRow) -> Result<AwaitedCheck> {
    Ok(AwaitedCheck {
        id: row.int("id")?,
        member: MemberId(row.int("member_id")?),
        chat: row.int("telegram_id")?,
        contact: row.maybe_int("contact_id")?.map(ContactId),
        total: row.int("total")?.unsigned_abs(),
        told: row.int("told")?.unsigned_abs(),
    })
}
