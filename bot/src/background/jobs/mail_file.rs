//! A file that goes with a mail, fetched; then the mail is shown with it.

use chrono::{DateTime, Utc};
use renmai_core::book::Book;
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::mail::attached::AttachError;
use renmai_core::store::{Job as Row, Store};
use renmai_core::vocabulary::MailState;

use super::{TRIES, Worker, end};
use crate::background::report::say;
use crate::features::mail::{self, Gone, Phrase};
use crate::i18n::AnyReply;
use crate::telegram::CallError;

/// A file that goes with a mail.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attached<'a> {
    /// The number of the mail.
    pub(super) mail: i64,
    /// The number of the file.
    pub(super) number: i64,
    /// Telegram's file id.
    pub(super) telegram: &'a str,
}

/// Fetches it, puts it into the book, and shows the mail.
///
/// # Errors
/// When Telegram cannot be reached now, or the book cannot be written.
pub(super) async fn fetch(
    worker: &Worker,
    row: &Row,
    file: Attached<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Attached { mail, number, telegram } = file;
    match worker.telegram.fetch(telegram).await {
        Ok(body) => {
            failpoint::pass(Failpoint::JobFetched);
            finish(&worker.store, row, mail, number, Some(body), now).await
        }
        Err(CallError::Refused(_)) => not_fetched(&worker.store, row, mail, number, now).await,
        Err(fault) if row.attempts + 1 >= TRIES => {
            tracing::warn!(%fault, "a file of a mail could not be fetched");
            not_fetched(&worker.store, row, mail, number, now).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// It cannot be fetched: the mail is without it, and its writer is told so.
///
/// # Errors
/// When the book cannot be read or written.
pub(super) async fn not_fetched(
    store: &Store,
    row: &Row,
    mail: i64,
    number: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    finish(store, row, mail, number, None, now).await
}

async fn finish(
    store: &Store,
    row: &Row,
    number: i64,
    file: i64,
    body: Option<Vec<u8>>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let Some(member) = end(&mut tx, row).await? else { return Ok(tx.commit().await?) };
    let mut book = Book::new(&mut tx, &member, now);
    let Some((mail, contact)) = book.mail(number).await? else { return Ok(tx.commit().await?) };
    let mut said: Vec<AnyReply> = Vec::new();
    if mail.state != MailState::Draft {
        // It was dropped or planned while the file was on its way.
        book.drop_mail_file(file).await?;
        say(&mut tx, &member, &[Gone(mail.state).into()], now).await?;
        return Ok(tx.commit().await?);
    }
    match body {
        Some(body) => match book.fill_mail_file(&mail, file, body).await? {
            Ok(()) => {}
            // It was taken off meanwhile.
            Err(AttachError::TooLate) => return Ok(tx.commit().await?),
            Err(AttachError::TooLarge | AttachError::TooMany) => said.push(Phrase::FilesTooLarge.into()),
        },
        None => {
            book.drop_mail_file(file).await?;
            said.push(Phrase::FileNotFetched.into());
        }
    }
    // Of several, the last shows the mail.
    if tx.mail_files(mail.id).await?.iter().all(|file| file.is_fetched) {
        said.push(mail::preview_of(&mut tx, &member, &mail, contact, now).await?.into());
    }
    say(&mut tx, &member, &said, now).await?;
    Ok(tx.commit().await?)
}
