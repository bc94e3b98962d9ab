//! The outbox: what is owed to Telegram, written in the transaction that owes it, in order per chat.

mod claim;
mod settle;

use chrono::{DateTime, Utc};

use crate::store::row::Columns;
use crate::store::{Keyed, NewLetter, Priority, Result, Tx, sql};

/// The day on which a letter to a blocked chat would be tried by itself: none that anybody will see.
const NEVER: i64 = i64::MAX;

/// In seconds: longer than any pause between two tries, and than what Telegram asks a bot to wait.
const FAR: i64 = 3_600;

impl Tx {
    /// Writes a letter, before the transaction ends.
    pub fn post(&mut self, letter: NewLetter, now: DateTime<Utc>) {
        self.unit.letters.push((letter, now.timestamp()));
    }

    /// Writes the letters that wait.
    pub(in crate::store) async fn write_letters(&mut self) -> Result<()> {
        let letters = std::mem::take(&mut self.unit.letters);
        if letters.is_empty() {
            return Ok(());
        }
        self.letters_left = true;
        let row = |(letter, at): &(NewLetter, i64)| {
            let bulk = i64::from(letter.priority == Priority::Bulk);
            serde_json::json!([letter.chat, bulk, letter.body, letter.card_of.map(|id| id.0), at, letter.key])
        };
        let rows: Vec<_> = letters.iter().map(row).collect();
        sqlx::query(sql!(
            "insert into letter (chat_id, priority, body, card_of, due_at, state, created_at, key) ",
            "select cast(v.value ->> 0 as bigint), cast(v.value ->> 1 as bigint), v.value ->> 2, ",
            "cast(v.value ->> 3 as bigint), cast(v.value ->> 4 as bigint), 'waiting', cast(v.value ->> 4 as bigint), ",
            "v.value ->> 5 from json_each($1) as v where true order by v.key on conflict (key) do nothing"
        ))
        .bind(serde_json::to_string(&rows)?)
        .execute(self.beside())
        .await?;
        Ok(())
    }

    /// Whether letters were written that wait to be taken for sending.
    pub fn leaves_letters(&self) -> bool {
        self.letters_left || !self.unit.letters.is_empty()
    }

    /// Writes a letter at once and says under which number; `None` when its key was used before.
    pub async fn post_now(&mut self, letter: &NewLetter, now: DateTime<Utc>) -> Result<Option<i64>> {
        let row = sqlx::query(sql!(
            "insert into letter (chat_id, key, priority, body, card_of, due_at, state, created_at) ",
            "values ($1, $2, $3, $4, $5, $6, 'waiting', $6) on conflict (key) do nothing returning id"
        ))
        .bind(letter.chat)
        .bind(letter.key.as_deref())
        .bind(i64::from(letter.priority == Priority::Bulk))
        .bind(&letter.body)
        .bind(letter.card_of.map(|id| id.0))
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(|row| row.int("id")).transpose()
    }

    /// Letters to a chat that was blocked may go again.
    pub async fn release_letters(&mut self, chat: i64, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update letter set due_at = $2 where chat_id = $1 and state = 'waiting' and due_at > $2"
        ))
        .bind(chat)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Whether letters wait for a time so far away that only a clock that was set back can have made it so.
    pub async fn has_far_letters(&mut self, now: DateTime<Utc>) -> Result<bool> {
        let row = sqlx::query(sql!(
            "select count(*) as n from letter where state = 'waiting' and due_at > $1 and due_at < $2"
        ))
        .bind(now.timestamp() + FAR)
        .bind(NEVER)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")? > 0)
    }

    /// These letters go at once.
    pub async fn hasten_far_letters(&mut self, now: DateTime<Utc>) -> Result<u64> {
        let done = sqlx::query(sql!(
            "update letter set due_at = $1 where state = 'waiting' and due_at > $2 and due_at < $3"
        ))
        .bind(now.timestamp())
        .bind(now.timestamp() + FAR)
        .bind(NEVER)
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
    }

    /// How many letters could go now, counted up to `most`; of answers only, or of all.
    pub async fn due_letters(&mut self, up_to: Priority, now: DateTime<Utc>, most: usize) -> Result<usize> {
        let row = sqlx::query(sql!(
            "select count(*) as n from (select 1 from letter where state = 'waiting' and claimed_at is null ",
            "and priority <= $1 and due_at <= $2 limit $3) as l"
        ))
        .bind(i64::from(up_to == Priority::Bulk))
        .bind(now.timestamp())
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(usize::try_from(row.int("n")?).unwrap_or(0))
    }

    /// What became of a chat's letter of this key.
    pub async fn keyed_letter(&mut self, chat: i64, key: &str) -> Result<Keyed> {
        let row = sqlx::query(sql!("select state, message_id from letter where key = $1 and chat_id = $2"))
            .bind(key)
            .bind(chat)
            .fetch_optional(self.connection().await?)
            .await?;
        let Some(row) = row else { return Ok(Keyed::None) };
        Ok(match (row.text("state")?.as_str(), row.maybe_int("message_id")?) {
            ("waiting", _) => Keyed::Waiting,
            (_, Some(message)) => Keyed::Message(message),
            (_, None) => Keyed::None,
        })
    }
}
