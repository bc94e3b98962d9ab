//! Drafts of contacts that wait for a decision. What is in one is the bot's; it is let go after two weeks.

use chrono::{DateTime, Utc};

use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};

impl Tx {
    /// Keeps a draft for a chat and says under which number.
    pub async fn keep_draft(&mut self, chat: i64, body: &str, now: DateTime<Utc>) -> Result<i64> {
        let row = sqlx::query(sql!("insert into draft (chat_id, body, at) values ($1, $2, $3) returning id"))
            .bind(chat)
            .bind(body)
            .bind(now.timestamp())
            .fetch_one(self.connection().await?)
            .await?;
        row.int("id")
    }

    /// A draft of this chat on which nobody has decided.
    pub async fn draft(&mut self, chat: i64, id: i64) -> Result<Option<String>> {
        let row = sqlx::query(sql!("select body from draft where id = $1 and chat_id = $2"))
            .bind(id)
            .bind(chat)
            .fetch_optional(self.connection().await?)
            .await?;
        row.map(|row| row.text("body")).transpose()
    }

    /// The latest drafts of this chat on which nobody has decided, the newest first.
    pub async fn latest_drafts(&mut self, chat: i64) -> Result<Vec<(i64, String)>> {
        let rows =
            sqlx::query(sql!("select id, body from draft where chat_id = $1 order by id desc limit 40"))
                .bind(chat)
                .fetch_all(self.connection().await?)
                .await?;
        rows.iter().map(|row| Ok((row.int("id")?, row.text("body")?))).collect()
    }

    /// Keeps a draft as it was corrected, or read further.
    pub async fn set_draft(&mut self, chat: i64, id: i64, body: &str) -> Result<()> {
        sqlx::query(sql!("update draft set body = $3 where id = $1 and chat_id = $2"))
            .bind(id)
            .bind(chat)
            .bind(body)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// It was decided on.
    pub async fn drop_draft(&mut self, chat: i64, id: i64) -> Result<()> {
        sqlx::query(sql!("delete from draft where id = $1 and chat_id = $2"))
            .bind(id)
            .bind(chat)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}
