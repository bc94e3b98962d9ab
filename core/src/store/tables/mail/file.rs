//! The files that go with mails.

use crate::mail::attached::{FileBody, MailFile};
use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::MailId;

impl Tx {
    /// The files that go with a mail, in the order in which they came.
    pub async fn mail_files(&mut self, mail: MailId) -> Result<Vec<MailFile>> {
        let rows = sqlx::query(sql!(
            "select id, name, media_type, bytes, fetched from mail_file where mail_id = $1 order by id"
        ))
        .bind(mail.0)
        .fetch_all(self.connection().await?)
        .await?;
        let file = |row| -> Result<MailFile> {
            Ok(MailFile {
                id: Columns::int(row, "id")?,
                name: Columns::text(row, "name")?,
                media_type: Columns::text(row, "media_type")?,
                bytes: u64::try_from(Columns::int(row, "bytes")?).unwrap_or(u64::MAX),
                is_fetched: Columns::int(row, "fetched")? != 0,
            })
        };
        rows.iter().map(file).collect()
    }

    /// Writes down that a file goes with a mail; what is in it comes later. Answers its number.
    pub(crate) async fn insert_mail_file(
        &mut self,
        mail: MailId,
        name: &str,
        media_type: &str,
        bytes: u64,
    ) -> Result<i64> {
        let row = sqlx::query(sql!(
            "insert into mail_file (mail_id, name, media_type, bytes) values ($1, $2, $3, $4) returning id"
        ))
        .bind(mail.0)
        .bind(name)
        .bind(media_type)
        .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
        .fetch_one(self.connection().await?)
        .await?;
        row.int("id")
    }

    /// Puts in what is in a file; says whether it still goes with its mail.
    pub(crate) async fn fill_mail_file(&mut self, id: i64, body: Vec<u8>) -> Result<bool> {
        let bytes = i64::try_from(body.len()).unwrap_or(i64::MAX);
        let done = sqlx::query(sql!(
            "update mail_file set body = $2, bytes = $3, fetched = 1 where id = $1 and fetched = 0"
        ))
        .bind(id)
        .bind(body)
        .bind(bytes)
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// A file does not go with its mail.
    pub(crate) async fn drop_mail_file(&mut self, id: i64) -> Result<()> {
        sqlx::query(sql!("delete from mail_file where id = $1"))
            .bind(id)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// No file goes with a mail.
    pub(crate) async fn drop_mail_files(&mut self, mail: MailId) -> Result<()> {
        sqlx::query(sql!("delete from mail_file where mail_id = $1"))
            .bind(mail.0)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// What is in the files that go with a mail.
    pub async fn mail_file_bodies(&mut self, mail: MailId) -> Result<Vec<FileBody>> {
        let rows = sqlx::query(sql!(
            "select name, media_type, body from mail_file where mail_id = $1 and body is not null order by id"
        ))
        .bind(mail.0)
        .fetch_all(self.connection().await?)
        .await?;
        let body = |row| -> Result<FileBody> {
            Ok(FileBody {
                name: Columns::text(row, "name")?,
                media_type: Columns::text(row, "media_type")?,
                bytes: sqlx::Row::try_get(row, "body")?,
            })
        };
        rows.iter().map(body).collect()
    }

    /// Deletes what is in the files of mails that never go again; their names stay.
    pub(crate) async fn sweep_mail_files(&mut self) -> Result<()> {
        sqlx::query(sql!(
            "update mail_file set body = null where body is not null and mail_id in ",
            "(select id from mail where state in ('sent', 'answered', 'bounced', 'failed', 'withdrawn'))"
        ))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
