//! What became of letters that were taken for sending.

use chrono::{DateTime, Utc};

use super::NEVER;
use crate::store::{Claimed, Result, Settled, Tx, sql};

impl Tx {
    /// Says what became of letters that were taken for sending, and remembers which message shows which contact.
    pub async fn settle_letters(&mut self, done: &[(Claimed, Settled)], now: DateTime<Utc>) -> Result<()> {
        let (mut gone, mut cards) = (Vec::new(), Vec::new());
        for (letter, settled) in done {
            match settled {
                Settled::Sent(message) => {
                    if let (Some(contact), Some(message)) = (letter.card_of, message) {
                        cards.push([letter.chat, *message, contact.0]);
                    }
                    match &letter.key {
                        None => gone.push(letter.id),
                        Some(_) => self.keep_sent(letter, *message).await?,
                    }
                }
                Settled::Later(at, fault) => self.put_back(letter, at.timestamp(), fault).await?,
                Settled::Unclear(at, fault) => {
                    sqlx::query(sql!("update letter set may_be_there = 1 where id = $1"))
                        .bind(letter.id)
                        .execute(self.connection().await?)
                        .await?;
                    self.put_back(letter, at.timestamp(), fault).await?;
                }
                Settled::Blocked => {
                    self.put_back(letter, NEVER, "blocked").await?;
                    self.set_blocked(letter.chat, Some(now)).await?;
                }
                Settled::Failed(fault) => {
                    sqlx::query(sql!("update letter set state = 'failed', fault = $2 where id = $1"))
                        .bind(letter.id)
                        .bind(fault)
                        .execute(self.connection().await?)
                        .await?;
                }
            }
        }
        self.set_cards(&cards).await?;
        if !gone.is_empty() {
            sqlx::query(sql!(
                "delete from letter where id in (select cast(v.value as bigint) from json_each($1) as v)"
            ))
            .bind(serde_json::to_string(&gone)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// A letter with a key stays, so that it is not written again.
    async fn keep_sent(&mut self, letter: &Claimed, message: Option<i64>) -> Result<()> {
        sqlx::query(sql!("update letter set state = 'sent', message_id = $2 where id = $1"))
            .bind(letter.id)
            .bind(message)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// It waits again, unless another has taken it: then it is that one's to say what became of it.
    async fn put_back(&mut self, letter: &Claimed, due_at: i64, fault: &str) -> Result<()> {
        sqlx::query(sql!(
            "update letter set due_at = $2, fault = $3, attempts = attempts + 1, claimed_at = null ",
            "where id = $1 and claimed_at = $4"
        ))
        .bind(letter.id)
        .bind(due_at)
        .bind(fault)
        .bind(letter.claimed_at.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
