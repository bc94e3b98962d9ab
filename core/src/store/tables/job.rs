//! Work that needs the network, done after the commit.

use chrono::{DateTime, Utc};

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};

/// Work that needs the network, done after the commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The row.
    pub id: i64,
    /// For which chat.
    pub chat: i64,
    /// What to do, as JSON; the store does not look into it.
    pub body: String,
    /// How often it was tried.
    pub attempts: u32,
}

impl Tx {
    /// Writes down work for after the commit, and says under which number.
    pub async fn enqueue_job(&mut self, chat: i64, body: &str, due: DateTime<Utc>) -> Result<i64> {
        let row = sqlx::query(sql!(
            "insert into job (chat_id, body, due_at, created_at) values ($1, $2, $3, $3) returning id"
        ))
        .bind(chat)
        .bind(body)
        .bind(due.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        row.int("id")
    }

    /// How much work waits for a chat, or is being done.
    pub async fn job_count(&mut self, chat: i64) -> Result<u64> {
        let row = sqlx::query(sql!("select count(*) as n from job where chat_id = $1"))
            .bind(chat)
            .fetch_one(self.connection().await?)
            .await?;
        Ok(row.int("n")?.unsigned_abs())
    }

    /// What a job is now; `None`: it has ended.
    pub async fn job_body(&mut self, id: i64) -> Result<Option<String>> {
        let row = sqlx::query(sql!("select body from job where id = $1"))
            .bind(id)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map(|row| row.text("body")).transpose()
    }

    /// Saves the progress of a long job. If it is still there after `due`, it is continued from this state.
    pub async fn go_on_with_job(&mut self, id: i64, body: &str, due: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update job set body = $2, due_at = $3, attempts = 0 where id = $1"))
            .bind(id)
            .bind(body)
            .bind(due.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Counts an attempt before it is made, so that a job that kills the process is not tried for ever.
    pub async fn try_job(&mut self, id: i64) -> Result<()> {
        sqlx::query(sql!("update job set attempts = attempts + 1 where id = $1"))
            .bind(id)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Work whose time has come: of each chat the oldest, the oldest first. So many jobs of one person are one in the
    /// queue.
    pub async fn due_jobs(&mut self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Job>> {
        let rows = sqlx::query(sql!(
            "select id, chat_id, body, attempts from job where id in ",
            "(select min(id) from job where due_at <= $1 group by chat_id) order by id limit $2"
        ))
        .bind(now.timestamp())
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Job {
                    id: row.int("id")?,
                    chat: row.int("chat_id")?,
                    body: row.text("body")?,
                    attempts: u32::try_from(row.int("attempts")?).unwrap_or(0),
                })
            })
            .collect()
    }

    /// Ends a job; says whether it was still there, so that it is done once.
    pub async fn end_job(&mut self, id: i64) -> Result<bool> {
        let done = sqlx::query(sql!("delete from job where id = $1"))
            .bind(id)
            .execute(self.connection().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Tries a job again later.
    pub async fn delay_job(&mut self, id: i64, until: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update job set due_at = $2 where id = $1"))
            .bind(id)
            .bind(until.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}
