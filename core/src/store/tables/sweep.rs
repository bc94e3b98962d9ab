//! Deletes what is no longer needed.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};

/// What the disk may still hold of rows that were erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Owed {
    /// The log and the file.
    All,
    /// The file: places of it that no row has any more.
    File,
}

/// What the setting says.
const ALL: &str = "all";
const FILE: &str = "file";

/// How long what was used is kept: longer than Telegram repeats anything.
const KEPT: TimeDelta = TimeDelta::days(14);

/// How long a list of customers is kept that came in and was never imported.
const KEPT_UNUSED: TimeDelta = TimeDelta::days(2);

/// How long it is known which mails in the dropbox were read: folders are read anew from thirty days back.
const KEPT_DROPPED: TimeDelta = TimeDelta::days(60);

impl Tx {
    /// Deletes marks of updates and presses that Telegram can no longer repeat, used files, and outbox messages that
    /// are done, after fourteen days; files that were never imported after two, and marks of
    /// mails in the dropbox after sixty.
    pub async fn sweep(&mut self, now: DateTime<Utc>) -> Result<()> {
        let before = now - KEPT;
        for text in [
            sql!("delete from processed_update where at < $1"),
            sql!("delete from pressed where at < $1"),
            // What is being imported or has not been sent yet is needed.
            sql!(
                "delete from file where at < $1 and not exists (select 1 from job where job.chat_id = file.chat_id) ",
                "and not exists (select 1 from outbox where outbox.chat_id = file.chat_id and state = 'waiting')"
            ),
            sql!("delete from draft where at < $1"),
            sql!("delete from rung where at < $1"),
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
        self.sweep_drafts(now).await?;
        sqlx::query(sql!("delete from dropbox_seen where at < $1"))
            .bind((now - KEPT_DROPPED).timestamp())
            .execute(self.connection().await?)
            .await?;
        sqlx::query(sql!("delete from file where columns is not null and taken_at is null and at < $1"))
            .bind((now - KEPT_UNUSED).timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Sweeps once on each day (of UTC). Answers whether it did.
    pub(in crate::store) async fn sweep_daily(&mut self, now: DateTime<Utc>) -> Result<bool> {
        let today = now.date_naive();
        if self.setting("swept_on").await?.and_then(|day| day.parse().ok()) == Some::<NaiveDate>(today) {
            return Ok(false);
        }
        self.sweep(now).await?;
        self.set_setting("swept_on", &today.to_string()).await?;
        Ok(true)
    }

    /// Whether the day's sweep is over.
    pub(in crate::store) async fn is_swept(&mut self, now: DateTime<Utc>) -> Result<bool> {
        Ok(self.setting("swept_on").await?.is_some_and(|day| day == now.date_naive().to_string()))
    }

    /// Somebody was erased: what the disk still holds of them is owed to them. It is paid after the commit, and stays
    /// owed if the process dies before.
    pub(crate) async fn owe_erasure(&mut self) -> Result<()> {
        self.has_erased = true;
        self.set_setting("erasure_owed", ALL).await
    }

    /// Whether somebody was erased in this transaction.
    pub fn has_erased(&self) -> bool {
        self.has_erased
    }

    /// What is owed of that.
    pub(in crate::store) async fn owed_erasure(&mut self) -> Result<Option<Owed>> {
        Ok(self.setting("erasure_owed").await?.map(|owed| match owed.as_str() {
            FILE => Owed::File,
            _ => Owed::All,
        }))
    }

    /// So much is owed from now on.
    pub(in crate::store) async fn set_owed_erasure(&mut self, owed: Option<Owed>) -> Result<()> {
        match owed {
            Some(Owed::All) => self.owe_erasure().await,
            Some(Owed::File) => self.set_setting("erasure_owed", FILE).await,
            None => {
                let text = sql!("delete from setting where key = 'erasure_owed'");
                sqlx::query(text).execute(self.connection().await?).await?;
                Ok(())
            }
        }
    }

    pub(in crate::store) async fn setting(&mut self, key: &'static str) -> Result<Option<String>> {
        let row = sqlx::query(sql!("select value from setting where key = $1"))
            .bind(key)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map(|row| row.text("value")).transpose()
    }

    pub(in crate::store) async fn set_setting(&mut self, key: &'static str, value: &str) -> Result<()> {
        sqlx::query(sql!(
            "insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value"
        ))
        .bind(key)
        .bind(value)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
