//! Messages wait, so that whoever commits can take them for sending at once.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;

use crate::store::many::Table;
use crate::store::row::Columns as _;
use crate::store::{ClaimedMessage, NewMessage, Priority, Result, Tx, sql};

impl Tx {
    /// Adds a message to the outbox. It is written before the transaction ends.
    pub fn enqueue(&mut self, message: NewMessage, now: DateTime<Utc>) {
        self.unit.messages.push((message, now.timestamp()));
    }

    /// Whether this transaction leaves messages that nobody has claimed.
    pub fn has_unclaimed_messages(&self) -> bool {
        self.unclaimed_messages || !self.unit.messages.is_empty()
    }

    /// Writes the pending messages.
    pub(super) async fn write_messages(&mut self) -> Result<()> {
        let messages = std::mem::take(&mut self.unit.messages);
        if messages.is_empty() {
            return Ok(());
        }
        self.unclaimed_messages = true;
        let row = |(message, at): &(NewMessage, i64)| {
            let bulk = i64::from(message.priority == Priority::Bulk);
            serde_json::json!([
                message.chat,
                bulk,
                message.body,
                message.card_of.map(|id| id.0),
                at,
                message.key
            ])
        };
        let rows: Vec<_> = messages.iter().map(row).collect();
        sqlx::query(sql!(
            "insert into outbox (chat_id, priority, body, card_of, due_at, state, created_at, key) ",
            "select cast(v.value ->> 0 as bigint), cast(v.value ->> 1 as bigint), v.value ->> 2, ",
            "cast(v.value ->> 3 as bigint), cast(v.value ->> 4 as bigint), 'waiting', cast(v.value ->> 4 as bigint), ",
            "v.value ->> 5 from json_each($1) as v where true order by v.key on conflict (key) do nothing"
        ))
        .bind(serde_json::to_string(&rows)?)
        .execute(self.connection.any())
        .await?;
        Ok(())
    }

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
        .fetch_all(self.connection.any())
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
        let [first] = self.connection.take_ids(["outbox"], count).await?;
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
        self.connection
            .insert(Table { name: "outbox", columns: COLUMNS, then: "" }, messages, |message, values| {
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
}
