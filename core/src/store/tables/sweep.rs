//! Deletes what is no longer needed.

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::{Result, Tx, sql};

/// How much shorter than all else a file is kept that came in and was never imported: of fourteen days, two.
const WAITS_LESS: TimeDelta = TimeDelta::days(12);

impl Tx {
    /// Deletes marks of updates and presses that Telegram can no longer repeat, used files, and outbox messages that
    /// are done, of before an instant (UTC), fourteen days ago; files that were never imported after two.
    pub async fn sweep(&mut self, before: DateTime<Utc>) -> Result<()> {
        for text in [
            sql!("delete from processed_update where at < $1"),
            sql!("delete from pressed where at < $1"),
            // What is being imported or has not been sent yet is needed.
            sql!(
                "delete from file where at < $1 and not exists (select 1 from job where job.chat_id = file.chat_id) ",
                "and not exists (select 1 from outbox where outbox.chat_id = file.chat_id and state = 'waiting')"
            ),
            sql!("delete from draft where at < $1"),
            sql!("delete from search where at < $1"),
            sql!("delete from awaited_check where at < $1"),
            sql!("delete from outbox where state <> 'waiting' and created_at < $1"),
        ] {
            sqlx::query(text).bind(before.timestamp()).execute(self.connection().await?).await?;
        }
        // A list of customers that nobody imported is kept for two days, whatever else is.
        sqlx::query(sql!("delete from file where columns is not null and taken_at is null and at < $1"))
            .bind((before + WAITS_LESS).timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}
