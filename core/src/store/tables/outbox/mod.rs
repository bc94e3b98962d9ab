//! The outbox: messages to Telegram, written in the transaction that causes them, in order per chat.

mod claim;
mod settle;

use chrono::{DateTime, Utc};

use crate::store::row::Columns;
use crate::store::{KeyedMessage, NewMessage, Priority, Result, Tx, sql};

/// The due time of messages to a chat that blocked the bot: never.
const NEVER: i64 = i64::MAX;

/// In seconds: longer than any pause between two attempts, and than any time that Telegram asks a bot to wait.
const FAR: i64 = 3_600;

impl Tx {
    /// Writes a message at once and gives its id; `None` when its key was used before.
    pub async fn enqueue_now(&mut self, message: &NewMessage, now: DateTime<Utc>) -> Result<Option<i64>> {
        let row = sqlx::query(sql!(
            "insert into outbox (chat_id, key, priority, body, card_of, due_at, state, created_at) ",
            "values ($1, $2, $3, $4, $5, $6, 'waiting', $6) on conflict (key) do nothing returning id"
        ))
        .bind(message.chat)
        .bind(message.key.as_deref())
        .bind(i64::from(message.priority == Priority::Bulk))
        .bind(&message.body)
        .bind(message.card_of.map(|id| id.0))
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(|row| row.int("id")).transpose()
    }

    /// Messages to a chat that was blocked may go again.
    pub async fn unblock_messages(&mut self, chat: i64, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update outbox set due_at = $2 where chat_id = $1 and state = 'waiting' and due_at > $2"
        ))
        .bind(chat)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Takes back the messages that wait for a chat: whoever reads there may see less from now on. The sender looks
    /// for the row of what it has claimed before ([`Tx::is_owed`]).
    pub async fn revoke_messages(&mut self, chat: i64) -> Result<()> {
        sqlx::query(sql!("delete from outbox where chat_id = $1 and state = 'waiting'"))
            .bind(chat)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Whether a claimed message is still owed, and was not revoked since.
    pub async fn is_owed(&mut self, id: i64) -> Result<bool> {
        let row = sqlx::query(sql!("select id from outbox where id = $1 and state = 'waiting'"))
            .bind(id)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.is_some())
    }

    /// Whether messages are due so far in the future that the clock must have been set back.
    pub async fn has_far_messages(&mut self, now: DateTime<Utc>) -> Result<bool> {
        let row = sqlx::query(sql!(
            "select count(*) as n from outbox where state = 'waiting' and due_at > $1 and due_at < $2"
        ))
        .bind(now.timestamp() + FAR)
        .bind(NEVER)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")? > 0)
    }

    /// Makes the messages of [`Tx::has_far_messages`] due at once.
    pub async fn hasten_far_messages(&mut self, now: DateTime<Utc>) -> Result<u64> {
        let done = sqlx::query(sql!(
            "update outbox set due_at = $1 where state = 'waiting' and due_at > $2 and due_at < $3"
        ))
        .bind(now.timestamp())
        .bind(now.timestamp() + FAR)
        .bind(NEVER)
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
    }

    /// How many messages could go now, counted up to `most`; of answers only, or of all.
    pub async fn due_messages(&mut self, up_to: Priority, now: DateTime<Utc>, most: usize) -> Result<usize> {
        let row = sqlx::query(sql!(
            "select count(*) as n from (select 1 from outbox where state = 'waiting' and claimed_at is null ",
            "and priority <= $1 and due_at <= $2 limit $3) as l"
        ))
        .bind(i64::from(up_to == Priority::Bulk))
        .bind(now.timestamp())
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(usize::try_from(row.int("n")?).unwrap_or(0))
    }

    /// What became of a chat's message of this key.
    pub async fn keyed_message(&mut self, chat: i64, key: &str) -> Result<KeyedMessage> {
        let row = sqlx::query(sql!("select state, message_id from outbox where key = $1 and chat_id = $2"))
            .bind(key)
            .bind(chat)
            .fetch_optional(self.connection().await?)
            .await?;
        let Some(row) = row else { return Ok(KeyedMessage::None) };
        Ok(match (row.text("state")?.as_str(), row.maybe_int("message_id")?) {
            ("waiting", _) => KeyedMessage::Waiting,
            (_, Some(message)) => KeyedMessage::Message(message),
            (_, None) => KeyedMessage::None,
        })
    }
}
