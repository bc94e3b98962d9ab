//! The conversation that a chat is in the middle of: it is cached, and its changes wait.

use chrono::{DateTime, Utc};

use super::cache::CachedDialogue;
use crate::store::row::Columns as _;
use crate::store::{Result, Tx, sql};

impl Tx {
    /// The conversation that a chat is in the middle of, as JSON.
    pub async fn dialogue(&mut self, chat: i64) -> Result<Option<String>> {
        if let Some(cached) = self.unit.dialogues.get(&chat) {
            return Ok(cached.state.clone());
        }
        let row = sqlx::query(sql!("select state from dialogue where chat_id = $1"))
            .bind(chat)
            .fetch_optional(self.connection.any())
            .await?;
        let state = row.as_ref().map(|row| row.text("state")).transpose()?;
        self.cache_dialogue(chat, CachedDialogue { state: state.clone(), ..CachedDialogue::default() });
        Ok(state)
    }

    /// Enters, goes on with, or (with `None`) leaves a conversation.
    pub async fn set_dialogue(&mut self, chat: i64, state: Option<&str>, now: DateTime<Utc>) -> Result<()> {
        // Most messages leave a conversation that nobody was in.
        if state.is_some() || self.dialogue(chat).await?.is_some() {
            let state = state.map(str::to_owned);
            self.cache_dialogue(chat, CachedDialogue { state, at: now.timestamp(), dirty: true });
        }
        Ok(())
    }

    /// Writes the conversations that were entered, went on or were left.
    pub(super) async fn write_dialogues(&mut self) -> Result<()> {
        let (mut open, mut left) = (Vec::new(), Vec::new());
        for (chat, cached) in &mut self.unit.dialogues {
            match (std::mem::take(&mut cached.dirty), &cached.state) {
                (false, _) => {}
                (true, Some(state)) => open.push(serde_json::json!([chat, state, cached.at])),
                (true, None) => left.push([*chat]),
            }
        }
        if !left.is_empty() {
            sqlx::query(sql!(
                "delete from dialogue where chat_id in (select cast(v.value ->> 0 as bigint) from json_each($1) as v)"
            ))
            .bind(serde_json::to_string(&left)?)
            .execute(self.connection.any())
            .await?;
        }
        if !open.is_empty() {
            sqlx::query(sql!(
                "insert into dialogue (chat_id, state, at) select cast(v.value ->> 0 as bigint), v.value ->> 1, ",
                "cast(v.value ->> 2 as bigint) from json_each($1) as v where true ",
                "on conflict (chat_id) do update set state = excluded.state, at = excluded.at"
            ))
            .bind(serde_json::to_string(&open)?)
            .execute(self.connection.any())
            .await?;
        }
        Ok(())
    }
}
