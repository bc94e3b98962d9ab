//! Claims messages for sending, in order per chat.

use chrono::{DateTime, Utc};

use crate::store::row::{Asking, Columns};
use crate::store::{ClaimedMessage, Priority, Result, Tx, sql};
use crate::vocabulary::ContactId;

impl Tx {
    /// Claims due messages, answers first, and at most twenty of a chat. A message is not claimed while an earlier
    /// one to the same chat is being sent or is not due.
    pub async fn claim_messages(&mut self, now: DateTime<Utc>, limit: usize) -> Result<Vec<ClaimedMessage>> {
        let next = sql!(
            "select * from outbox l where l.state = 'waiting' and l.claimed_at is null and l.due_at <= $1 ",
            "and not exists (select 1 from outbox e where e.chat_id = l.chat_id and e.state = 'waiting' ",
            "and e.id < l.id and (e.claimed_at is not null or e.due_at > $1)) ",
            "and not exists (select 1 from outbox e where e.chat_id = l.chat_id and e.state = 'waiting' ",
            "and e.id < l.id limit 1 offset 19) order by l.priority, l.id limit $2"
        );
        let bind =
            |asking: Asking| asking.bind(now.timestamp()).bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = self.many_rows().await?.read_bundled(COLUMNS, next, bind).await?;
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
