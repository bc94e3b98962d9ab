//! A mailbox is connected: tried, its secret sealed, written down, its owner told. The terminal and the page do it.

use chrono::{DateTime, Utc};
use renmai_core::book::Book;
use renmai_core::book::mail::ConnectError;
use renmai_core::mail::mailbox::{Account, Mailbox};
use renmai_core::store::{Store, StoreError};
use renmai_core::team::Member;
use secrecy::SecretString;

use crate::background::mail_news;
use crate::features::mailbox;
use crate::i18n::Words;
use crate::mail::access::{EnterFault, MailAccess};
use crate::mail::smtp::Login;
use crate::mail::trial::{Trial, TrialFault, TrialText, try_out};

/// Why a mailbox was not connected.
#[derive(Debug, thiserror::Error)]
pub enum NotConnected {
    /// It does not work.
    #[error(transparent)]
    Trial(#[from] TrialFault),
    /// Its secret cannot be sealed.
    #[error(transparent)]
    Seal(#[from] EnterFault),
    /// A colleague has it.
    #[error(transparent)]
    Taken(#[from] ConnectError),
    /// The book cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

/// Connects a mailbox for a member. Both servers are tried at once, and a mail goes to itself.
///
/// # Errors
/// Why not; nothing is written then.
pub async fn connect(
    store: &Store,
    access: &MailAccess,
    member: &Member,
    account: Account,
    secret: &SecretString,
    now: DateTime<Utc>,
) -> Result<Mailbox, NotConnected> {
    let login = Login::Password { user: account.login.clone(), password: secret.clone() };
    let words = Words::to(member, now);
    let text =
        TrialText { subject: words.word("mailbox-trial-subject"), body: words.word("mailbox-trial-body") };
    let Trial { files_sent } = try_out(access, &account, &login, text, now).await?;
    let sealed = access.seal(member.team, &account, secret)?;
    let mailbox = Mailbox { files_sent, ..Mailbox::new(member, account, sealed, rand::random(), now) };
    let mut tx = store.begin().await?;
    let mailbox = Book::new(&mut tx, member, now).connect_mailbox(mailbox).await??;
    tx.close_mailbox_pages(member.id).await?;
    mail_news::connected(&mut tx, member, &mailbox, now)?;
    tx.commit().await?;
    Ok(mailbox)
}

/// Why a mailbox was not connected, in words.
pub fn in_words(fault: &NotConnected, words: &Words) -> String {
    match fault {
        NotConnected::Trial(fault) => mailbox::in_words(fault, words),
        NotConnected::Seal(fault) => mailbox::in_words(fault, words),
        NotConnected::Taken(ConnectError::ColleaguesAddress) => words.word("mailbox-fault-colleague"),
        NotConnected::Store(_) | NotConnected::Fault(_) => words.word("mailbox-fault-ours"),
    }
}
