//! Deletes what is no longer needed.

use chrono::{DateTime, Utc};

use crate::store::{Result, Tx, sql};

impl Tx {
    /// Deletes marks of updates and presses that Telegram can no longer repeat, used files, and outbox messages that
    /// are done, of before an instant (UTC).
    pub async fn sweep(&mut self, before: DateTime<Utc>) -> Result<()> {
        for text in [
            sql!("delete from processed_update where at < $1"),
            sql!("delete from pressed where at < $1"),
            sql!("delete from file where at < $1"),
            sql!("delete from draft where at < $1"),
            sql!("delete from search where at < $1"),
            sql!("delete from awaited_check where at < $1"),
            // The ledger knows its messages by their numbers in the outbox: such a number is not given again.
            sql!(
                "delete from outbox where state <> 'waiting' and created_at < $1 ",
                "and id not in (select outbox_id from ledger where outbox_id is not null)"
            ),
            sql!("update outbox set body = '' where state <> 'waiting' and created_at < $1 and body <> ''"),
        ] {
            sqlx::query(text).bind(before.timestamp()).execute(self.connection().await?).await?;
        }
        Ok(())
    }
}
