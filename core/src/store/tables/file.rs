//! Files that are kept for a chat: one that came in and waits for a decision or is on its way into the book, one that
//! goes out.

use chrono::{DateTime, Utc};
use sqlx::Row as _;

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};

/// A file kept until it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub body: Vec<u8>,
    /// Where its contacts come from, as the person said it.
    pub source: Option<String>,
    /// What each of its columns holds, as JSON.
    pub columns: Option<String>,
}

/// A file that waits for a decision, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingFile {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
}

/// How many bytes of a file one row holds. A value is copied several times between the program and the disk, so a
/// file of twenty megabytes in one row would take a hundred.
const PIECE: usize = 1 << 20;

impl Tx {
    /// Keeps a file for a chat and says under which number.
    pub async fn keep_file(&mut self, chat: i64, name: &str, body: &[u8], now: DateTime<Utc>) -> Result<i64> {
        let mut pieces = body.chunks(PIECE);
        let row = sqlx::query(sql!(
            "insert into file (chat_id, name, body, at) values ($1, $2, $3, $4) returning id"
        ))
        .bind(chat)
        .bind(name)
        .bind(pieces.next().unwrap_or_default())
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        let id = row.int("id")?;
        for (no, piece) in (1_i64..).zip(pieces) {
            sqlx::query(sql!("insert into file_piece (file_id, no, body) values ($1, $2, $3)"))
                .bind(id)
                .bind(no)
                .bind(piece)
                .execute(self.connection().await?)
                .await?;
        }
        Ok(id)
    }

    /// A file kept for this chat.
    pub async fn kept_file(&mut self, chat: i64, id: i64) -> Result<Option<KeptFile>> {
        let row = sqlx::query(sql!(
            "select name, body, source, columns, (select cast(coalesce(sum(length(p.body)), 0) as bigint) ",
            "from file_piece p where p.file_id = file.id) as more from file where id = $1 and chat_id = $2"
        ))
        .bind(id)
        .bind(chat)
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut body: Vec<u8> = row.try_get("body")?;
        let more = usize::try_from(row.int("more")?).unwrap_or_default();
        // All of it at once: a body that grows is copied as it grows.
        body.reserve_exact(more);
        for no in 1..=more.div_ceil(PIECE) {
            let row = sqlx::query(sql!("select body from file_piece where file_id = $1 and no = $2"))
                .bind(id)
                .bind(i64::try_from(no).unwrap_or(i64::MAX))
                .fetch_one(self.connection().await?)
                .await?;
            body.extend_from_slice(&row.try_get::<Vec<u8>, _>("body")?);
        }
        Ok(Some(KeptFile {
            name: row.text("name")?,
            body,
            source: row.maybe_text("source")?,
            columns: row.maybe_text("columns")?,
        }))
    }

    /// A file kept for this chat that waits for a decision, without what is in it.
    pub async fn waiting_file(&mut self, chat: i64, id: i64) -> Result<Option<KeptFile>> {
        let row = sqlx::query(sql!(
            "select name, source, columns from file where id = $1 and chat_id = $2 and taken_at is null"
        ))
        .bind(id)
        .bind(chat)
        .fetch_optional(self.connection().await?)
        .await?;
        match row {
            Some(row) => Ok(Some(KeptFile {
                name: row.text("name")?,
                body: Vec::new(),
                source: row.maybe_text("source")?,
                columns: row.maybe_text("columns")?,
            })),
            None => Ok(None),
        }
    }

    /// The files of a chat that came in and wait for a decision, the oldest first.
    pub async fn waiting_files(&mut self, chat: i64) -> Result<Vec<WaitingFile>> {
        let rows = sqlx::query(sql!(
            "select id, name, cast(length(body) + (select coalesce(sum(length(p.body)), 0) from file_piece p ",
            "where p.file_id = file.id) as bigint) as bytes from file where chat_id = $1 and columns is not null ",
            "and taken_at is null order by id"
        ))
        .bind(chat)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                let bytes = row.int("bytes")?.unsigned_abs();
                Ok(WaitingFile { id: row.int("id")?, name: row.text("name")?, bytes })
            })
            .collect()
    }

    /// Deletes the files of a chat that went out: where nothing waits to be sent to it, all of them are there.
    pub async fn drop_sent_files(&mut self, chat: i64) -> Result<()> {
        sqlx::query(sql!(
            "delete from file where chat_id = $1 and columns is null and taken_at is null ",
            "and not exists (select 1 from outbox where chat_id = $1 and state = 'waiting')"
        ))
        .bind(chat)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Decides that a kept file is imported: it waits no more.
    pub async fn take_file(&mut self, chat: i64, id: i64, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update file set taken_at = $3 where id = $1 and chat_id = $2"))
            .bind(id)
            .bind(chat)
            .bind(now.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Says what each column of a kept file holds, as JSON.
    pub async fn set_file_columns(&mut self, chat: i64, id: i64, columns: &str) -> Result<()> {
        sqlx::query(sql!("update file set columns = $3 where id = $1 and chat_id = $2"))
            .bind(id)
            .bind(chat)
            .bind(columns)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Says where the contacts of a kept file come from.
    pub async fn set_file_source(&mut self, chat: i64, id: i64, source: &str) -> Result<()> {
        sqlx::query(sql!("update file set source = $3 where id = $1 and chat_id = $2"))
            .bind(id)
            .bind(chat)
            .bind(source)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Deletes a kept file.
    pub async fn drop_file(&mut self, chat: i64, id: i64) -> Result<()> {
        sqlx::query(sql!("delete from file where id = $1 and chat_id = $2"))
            .bind(id)
            .bind(chat)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}
