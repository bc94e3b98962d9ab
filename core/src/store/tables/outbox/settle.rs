//! Settles claimed messages: sent, to be sent later, or failed.

use chrono::{DateTime, Utc};

use super::NEVER;
use crate::store::{ClaimedMessage, Result, Settled, Tx, sql};

impl Tx {
    /// Writes what became of claimed messages, and remembers which message shows which contact.
    pub async fn settle_messages(
        &mut self,
        done: &[(ClaimedMessage, Settled)],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (mut gone, mut cards) = (Vec::new(), Vec::new());
        for (message, settled) in done {
            match settled {
                Settled::Sent(sent_as) => {
                    if let (Some(contact), Some(sent_as)) = (message.card_of, sent_as) {
                        cards.push([message.chat, *sent_as, contact.0]);
                    }
                    match &message.key {
                        None => gone.push(message.id),
                        Some(_) => self.keep_sent(message, *sent_as).await?,
                    }
                }
                Settled::Later(at, fault) => self.put_back(message, at.timestamp(), fault, 1).await?,
                Settled::NotTried(at, why) => self.put_back(message, at.timestamp(), why, 0).await?,
                Settled::Unclear(at, fault) => {
                    sqlx::query(sql!("update outbox set may_be_there = 1 where id = $1"))
                        .bind(message.id)
                        .execute(self.connection().await?)
                        .await?;
                    self.put_back(message, at.timestamp(), fault, 1).await?;
                }
                Settled::Blocked => {
                    self.put_back(message, NEVER, "blocked", 1).await?;
                    self.set_blocked(message.chat, Some(now)).await?;
                }
                Settled::Revoked => gone.push(message.id),
                Settled::Failed(fault) => {
                    sqlx::query(sql!("update outbox set state = 'failed', fault = $2 where id = $1"))
                        .bind(message.id)
                        .bind(fault)
                        .execute(self.connection().await?)
                        .await?;
                }
            }
        }
        self.set_cards(&cards).await?;
        if !gone.is_empty() {
            sqlx::query(sql!(
                "delete from outbox where id in (select cast(v.value as bigint) from json_each($1) as v)"
            ))
            .bind(serde_json::to_string(&gone)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// Keeps a sent message that has a key, so that it is not written again.
    async fn keep_sent(&mut self, message: &ClaimedMessage, sent_as: Option<i64>) -> Result<()> {
        sqlx::query(sql!("update outbox set state = 'sent', message_id = $2 where id = $1"))
            .bind(message.id)
            .bind(sent_as)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Releases a message for a later attempt, unless another process has claimed it since: then that one settles it.
    async fn put_back(
        &mut self,
        message: &ClaimedMessage,
        due_at: i64,
        fault: &str,
        attempts: i64,
    ) -> Result<()> {
        sqlx::query(sql!(
            "update outbox set due_at = $2, fault = $3, attempts = attempts + $5, claimed_at = null ",
            "where id = $1 and claimed_at = $4"
        ))
        .bind(message.id)
        .bind(due_at)
        .bind(fault)
        .bind(message.claimed_at.timestamp())
        .bind(attempts)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
