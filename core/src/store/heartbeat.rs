//! A small write, to know whether the book can be written.

use chrono::{DateTime, Utc};

use super::{Result, Store, Tx, sql};

impl Store {
    /// Writes the time into the book and commits: whoever leads does this each minute, so that a full disk or a server
    /// that is away is noticed while nobody says anything.
    pub async fn beat(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.begin().await?;
        tx.set_written_at(now).await?;
        tx.commit().await
    }
}

impl Tx {
    // Another value each time: SQLite does not write a row that stays the same.
    async fn set_written_at(&mut self, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "insert into setting (key, value) values ('written_at', $1) ",
            "on conflict (key) do update set value = excluded.value"
        ))
        .bind(now.timestamp_millis().to_string())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
