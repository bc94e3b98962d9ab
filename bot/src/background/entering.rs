//! A mailbox is entered: with the secret that the book has for it now. Another one that the login server gives is kept.

use chrono::{DateTime, Utc};
use renmai_core::mail::mailbox::{Mailbox, Server};
use renmai_core::store::{Store, StoreError};
use renmai_core::vocabulary::MailAuth;

use crate::mail::access::{EnterFault, Entry, MailAccess};
use crate::mail::imap::Imap;
use crate::mail::smtp::{Login, Smtp};
use crate::mail::{ConnectFault, LoginFault};

/// Why a mailbox is not entered.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotEntered {
    /// It does not let us in, or is not reached.
    #[error(transparent)]
    Enter(#[from] EnterFault),
    /// The book does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ConnectFault> for NotEntered {
    fn from(fault: ConnectFault) -> NotEntered {
        NotEntered::Enter(fault.into())
    }
}

/// Enters a mailbox for sending.
///
/// # Errors
/// When it does not let us in, with its one cause.
pub(super) async fn smtp(
    store: &Store,
    access: &MailAccess,
    mailbox: &Mailbox,
    now: DateTime<Utc>,
) -> Result<Smtp, NotEntered> {
    let server = &mailbox.account.smtp;
    let entry = entry(store, access, mailbox, now).await?;
    let first = access.smtp(server, &entry.login).await;
    match anew(store, access, mailbox, &entry, first.as_ref().err(), now).await? {
        Some(login) => Ok(access.smtp(server, &login).await.map_err(ConnectFault::with_fresh_token)?),
        // A kept token that is refused leads to another one, so this one was fresh.
        None => Ok(first.map_err(ConnectFault::with_fresh_token)?),
    }
}

/// Enters a mailbox for reading.
///
/// # Errors
/// When it does not let us in, with its one cause.
pub(super) async fn imap(
    store: &Store,
    access: &MailAccess,
    mailbox: &Mailbox,
    server: &Server,
    now: DateTime<Utc>,
) -> Result<Imap, NotEntered> {
    let entry = entry(store, access, mailbox, now).await?;
    let first = access.imap(server, &entry.login).await;
    match anew(store, access, mailbox, &entry, first.as_ref().err(), now).await? {
        Some(login) => Ok(access.imap(server, &login).await.map_err(ConnectFault::with_fresh_token)?),
        None => Ok(first.map_err(ConnectFault::with_fresh_token)?),
    }
}

/// With what one signs in now. Whoever dies after the login server has given another refresh token and before it is kept
/// has the former one, which works until it expires.
async fn entry(
    store: &Store,
    access: &MailAccess,
    mailbox: &Mailbox,
    now: DateTime<Utc>,
) -> Result<Entry, NotEntered> {
    if mailbox.auth == MailAuth::Password {
        return Ok(access.entry(mailbox, &mailbox.sealed, now).await?);
    }
    let kept = store.read().await?.mailbox_secret(mailbox.id).await?;
    let sealed = kept.as_ref().unwrap_or(&mailbox.sealed);
    let entry = access.entry(mailbox, sealed, now).await?;
    if let Some(renewed) = &entry.renewed {
        let mut tx = store.begin().await?;
        tx.renew_mailbox_secret(mailbox.id, sealed, renewed).await?;
        tx.commit().await?;
    }
    Ok(entry)
}

/// With what one signs in anew where a server refuses an access token that was given earlier: a password that was changed
/// takes all of them back, and the login server says whether there is another one.
async fn anew(
    store: &Store,
    access: &MailAccess,
    mailbox: &Mailbox,
    before: &Entry,
    fault: Option<&ConnectFault>,
    now: DateTime<Utc>,
) -> Result<Option<Login>, NotEntered> {
    match fault {
        Some(ConnectFault::Login(LoginFault::TokenRefused, _)) if before.is_kept => {
            access.forget_token(mailbox.id, &before.login, now).await;
            Ok(Some(entry(store, access, mailbox, now).await?.login))
        }
        _ => Ok(None),
    }
}
