//! Files that go with a mail.

use crate::book::Book;
use crate::mail::attached::{AttachError, room};
use crate::mail::outgoing::Mail;
use crate::store::Result;

impl Book<'_> {
    /// Writes down that a file goes with a mail that has not been tried yet: it is a draft again. What is in the file comes
    /// later ([`Book::fill_mail_file`]); until then the mail is not planned. Answers the file's number.
    pub async fn attach_to_mail(
        &mut self,
        mail: &Mail,
        name: &str,
        media_type: &str,
        bytes: u64,
    ) -> Result<std::result::Result<i64, AttachError>> {
        if let Err(fault) = room(&self.tx.mail_files(mail.id).await?, bytes) {
            return Ok(Err(fault));
        }
        if !self.tx.rewrite_mail(mail.id, &mail.text.subject, &mail.text.body).await? {
            return Ok(Err(AttachError::TooLate));
        }
        Ok(Ok(self.tx.insert_mail_file(mail.id, name, media_type, bytes).await?))
    }

    /// Puts in what is in a file. What Telegram said of its size is not believed: one that is too large goes.
    pub async fn fill_mail_file(
        &mut self,
        mail: &Mail,
        file: i64,
        body: Vec<u8>,
    ) -> Result<std::result::Result<(), AttachError>> {
        let mut others = self.tx.mail_files(mail.id).await?;
        others.retain(|other| other.id != file);
        if let Err(fault) = room(&others, body.len() as u64) {
            self.tx.drop_mail_file(file).await?;
            return Ok(Err(fault));
        }
        match self.tx.fill_mail_file(file, body).await? {
            true => Ok(Ok(())),
            false => Ok(Err(AttachError::TooLate)),
        }
    }

    /// A file could not be fetched: the mail is without it.
    pub async fn drop_mail_file(&mut self, file: i64) -> Result<()> {
        self.tx.drop_mail_file(file).await
    }

    /// Takes all files off a mail that has not been tried yet: it is a draft again.
    pub async fn detach_from_mail(&mut self, mail: &Mail) -> Result<std::result::Result<(), AttachError>> {
        if !self.tx.rewrite_mail(mail.id, &mail.text.subject, &mail.text.body).await? {
            return Ok(Err(AttachError::TooLate));
        }
        self.tx.drop_mail_files(mail.id).await?;
        Ok(Ok(()))
    }
}
