//! Claims messages for sending, in order per chat.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;

use crate::store::many::Table;
use crate::store::row::{Asking, Columns};
use crate::store::{ClaimedMessage, NewMessage, Priority, Result, Tx, sql};
use crate::vocabulary::ContactId;

impl Tx {
    /// Writes the pending messages that may be sent at once as claimed by this process: those without a key, to chats
    /// that are not `full` and have no older message to be claimed. The others stay pending.
    pub async fn claim_enqueued(
        &mut self,
        full: impl IntoIterator<Item = i64>,
        now: DateTime<Utc>,
    ) -> Result<Vec<ClaimedMessage>> {
        let chats: BTreeSet<i64> = self.unit.messages.iter().map(|(message, _)| message.chat).collect();
        if chats.is_empty() {
            return Ok(Vec::new());
        }
        let rows = sqlx::query(sql!(
            "select distinct l.chat_id from json_each($1) as v cross join outbox l ",
            "where l.chat_id = cast(v.value as bigint) and l.state = 'waiting' and l.claimed_at is null"
        ))
        .bind(serde_json::to_string(&chats)?)
        .fetch_all(self.raw_connection())
        .await?;
        let mut behind = rows.iter().map(|row| row.int("chat_id")).collect::<Result<HashSet<_>>>()?;
        behind.extend(full);
        let (mut kept, mut taken) = (Vec::new(), Vec::new());
        for (message, at) in std::mem::take(&mut self.unit.messages) {
            // A message stays pending if an earlier one to its chat does.
            if message.key.is_some() || behind.contains(&message.chat) {
                behind.insert(message.chat);
                kept.push((message, at));
            } else {
                taken.push(message);
            }
        }
        self.unit.messages = kept;
        if taken.is_empty() {
            return Ok(Vec::new());
        }
        // All ids at once: an id that is reserved and not in the table yet would be reserved again.
        let count = i64::try_from(taken.len()).unwrap_or(i64::MAX);
        let [first] = self.engine.take_ids(self.raw_connection(), ["outbox"], count).await?;
        let claimed = |(id, message): (i64, NewMessage)| {
            let NewMessage { chat, priority, body, card_of, .. } = message;
            let (attempts, may_be_there, key) = (0, false, None);
            ClaimedMessage { id, chat, priority, body, card_of, attempts, may_be_there, key, claimed_at: now }
        };
        let claimed: Vec<ClaimedMessage> = (first..).zip(taken).map(claimed).collect();
        self.write_claimed(&claimed, now).await?;
        Ok(claimed)
    }

    async fn write_claimed(&mut self, messages: &[ClaimedMessage], now: DateTime<Utc>) -> Result<()> {
        const COLUMNS: &[&str] =
            &["id", "chat_id", "priority", "body", "card_of", "due_at", "created_at", "claimed_at", "state"];
        let now = now.timestamp();
        self.insert(Table { name: "outbox", columns: COLUMNS, then: "" }, messages, |message, values| {
            values.add(message.id)?;
            values.add(message.chat)?;
            values.add(i64::from(message.priority == Priority::Bulk))?;
            values.add(message.body.as_str())?;
            values.add(message.card_of.map(|id| id.0))?;
            for _ in ["due_at", "created_at", "claimed_at"] {
                values.add(now)?;
            }
            values.add("waiting")
        })
        .await
    }

    /// Claims due messages, answers first, and at most twenty of a chat. A message is not claimed while an earlier
    /// one to the same chat is being sent or is not due.
    pub async fn claim_messages(&mut self, now: DateTime<Utc>, limit: usize) -> Result<Vec<ClaimedMessage>> {
        self.connection().await?;
        let next = sql!(
            "select * from outbox l where l.state = 'waiting' and l.claimed_at is null and l.due_at <= $1 ",
            "and not exists (select 1 from outbox e where e.chat_id = l.chat_id and e.state = 'waiting' ",
            "and e.id < l.id and (e.claimed_at is not null or e.due_at > $1)) ",
            "and not exists (select 1 from outbox e where e.chat_id = l.chat_id and e.state = 'waiting' ",
            "and e.id < l.id limit 1 offset 19) order by l.priority, l.id limit $2"
        );
        let bind =
            |asking: Asking| asking.bind(now.timestamp()).bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = self.read_bundled(COLUMNS, next, bind).await?;
        let mut messages = rows.iter().map(|row| read_message(row, now)).collect::<Result<Vec<_>>>()?;
        messages.sort_by_key(|message| message.id);
        if !messages.is_empty() {
            let ids: Vec<i64> = messages.iter().map(|message| message.id).collect();
            sqlx::query(sql!(
                "update outbox set claimed_at = $1 where id in ",
                "(select cast(v.value as bigint) from json_each($2) as v)"
            ))
            .bind(now.timestamp())
            .bind(serde_json::to_string(&ids)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(messages)
    }

    /// At a start: messages that were being sent when the process died may have arrived. They are sent again, marked as
    /// repeats (docs/product.md, rule 19.1).
    pub async fn recover_messages(&mut self) -> Result<u64> {
        let done = sqlx::query(sql!(
            "update outbox set claimed_at = null, may_be_there = 1 where state = 'waiting' and claimed_at is not null"
        ))
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
    }
}

/// What [`read_message`] reads.
const COLUMNS: &[&str] = &["id", "chat_id", "priority", "body", "card_of", "attempts", "may_be_there", "key"];

fn read_message(row: &impl Columns, claimed_at: DateTime<Utc>) -> Result<ClaimedMessage> {
    Ok(ClaimedMessage {
        id: row.int("id")?,
        chat: row.int("chat_id")?,
        priority: if row.int("priority")? == 0 { Priority::Answer } else { Priority::Bulk },
        body: row.text("body")?,
        card_of: row.maybe_int("card_of")?.map(ContactId),
        attempts: u32::try_from(row.int("attempts")?).unwrap_or(0),
        may_be_there: row.int("may_be_there")? != 0,
        key: row.maybe_text("key")?,
        claimed_at,
    })
}
