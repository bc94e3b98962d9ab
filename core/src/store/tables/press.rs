//! Presses that changed something.

use chrono::{DateTime, Utc};

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::team::Member;
use crate::vocabulary::MemberId;

/// A press that changed something: who made it, and when (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pressed {
    /// Who.
    pub by: MemberId,
    /// When.
    pub at: DateTime<Utc>,
}

impl Tx {
    /// Marks a press that changes something. `None`: it is the first; else who made it before, and when.
    pub async fn press(
        &mut self,
        by: &Member,
        message: i64,
        data: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Pressed>> {
        let before = sqlx::query(sql!(
            "select member_id, at from pressed where chat_id = $1 and message_id = $2 and data = $3"
        ))
        .bind(by.telegram)
        .bind(message)
        .bind(data)
        .fetch_optional(self.connection().await?)
        .await?;
        if let Some(row) = before {
            return Ok(Some(Pressed { by: MemberId(row.int("member_id")?), at: row.instant("at")? }));
        }
        sqlx::query(sql!(
            "insert into pressed (chat_id, message_id, data, member_id, at) values ($1, $2, $3, $4, $5)"
        ))
        .bind(by.telegram)
        .bind(message)
        .bind(data)
        .bind(by.id.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(None)
    }
}
