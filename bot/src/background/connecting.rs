//! A mailbox is connected: tried, its secret sealed, written down, its owner told. The terminal, the page and
//! a sign-in by code do it.

use chrono::{DateTime, Utc};
use renmai_core::book::Book;
use renmai_core::book::mail::ConnectError;
use renmai_core::mail::mailbox::{Account, Mailbox};
use renmai_core::store::{Store, StoreError};
use renmai_core::team::Member;
use renmai_core::vocabulary::MailAuth;
use secrecy::SecretString;

use crate::background::mail_news;
use crate::features::mailbox::{self, SignIn};
use crate::i18n::Words;
use crate::mail::access::{EnterFault, MailAccess};
use crate::mail::oauth::{Kept, OAuthFault};
use crate::mail::smtp::Login;
use crate::mail::trial::{Trial, TrialFault, TrialText, try_out};

/// Why a mailbox was not connected.
#[derive(Debug, thiserror::Error)]
pub enum NotConnected {
    /// It does not work.
    #[error(transparent)]
    Trial(#[from] TrialFault),
    /// Its secret cannot be sealed, or the login server gives no token.
    #[error(transparent)]
    Enter(#[from] EnterFault),
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

impl NotConnected {
    /// The same where the token was got a moment ago.
    fn with_fresh_token(self) -> NotConnected {
        match self {
            NotConnected::Trial(TrialFault::Smtp(fault)) => TrialFault::Smtp(fault.with_fresh_token()).into(),
            NotConnected::Trial(TrialFault::Imap(fault)) => TrialFault::Imap(fault.with_fresh_token()).into(),
            other => other,
        }
    }
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
    let given = Given { login, auth: MailAuth::Password, secret };
    connect_with(store, access, member, account, &given, now).await
}

/// The same for a mailbox at Microsoft, to which somebody has signed in.
///
/// # Errors
/// Why not; nothing is written then.
pub(super) async fn connect_signed_in(
    store: &Store,
    access: &MailAccess,
    member: &Member,
    account: Account,
    refresh: SecretString,
    now: DateTime<Utc>,
) -> Result<Mailbox, NotConnected> {
    let microsoft = access.microsoft.as_ref().ok_or(EnterFault::from(OAuthFault::NoClient))?;
    let mut tokens = microsoft.refresh(&refresh).await.map_err(EnterFault::from)?;
    let secret = &tokens.refresh.take().unwrap_or(refresh);
    let login = Login::Token { user: account.login.clone(), token: tokens.access.clone() };
    let given = Given { login, auth: MailAuth::Token, secret };
    let connected = connect_with(store, access, member, account, &given, now).await;
    let mailbox = connected.map_err(NotConnected::with_fresh_token)?;
    *microsoft.kept(mailbox.id, now).await = Some(Kept::new(&tokens, now));
    Ok(mailbox)
}

/// What was given for a mailbox.
struct Given<'a> {
    login: Login,
    auth: MailAuth,
    /// What is kept of it.
    secret: &'a SecretString,
}

async fn connect_with(
    store: &Store,
    access: &MailAccess,
    member: &Member,
    account: Account,
    given: &Given<'_>,
    now: DateTime<Utc>,
) -> Result<Mailbox, NotConnected> {
    let words = Words::to(member, now);
    let text =
        TrialText { subject: words.word("mailbox-trial-subject"), body: words.word("mailbox-trial-body") };
    let Trial { files_sent } = try_out(access, &account, &given.login, text, now).await?;
    let sealed = access.seal(member.team, &account, given.secret)?;
    let auth = given.auth;
    let mailbox = Mailbox { files_sent, auth, ..Mailbox::new(member, account, sealed, rand::random(), now) };
    let mut tx = store.begin().await?;
    let mailbox = Book::new(&mut tx, member, now).connect_mailbox(mailbox).await??;
    tx.close_mailbox_pages(member.id).await?;
    if let Some(sign_in) = tx.end_device_sign_in_of(member.id).await? {
        let shown = match auth {
            MailAuth::Token => SignIn::Connected { address: mailbox.account.address.clone() },
            MailAuth::Password => SignIn::Replaced,
        };
        mail_news::sign_in(&mut tx, member, sign_in, shown, now)?;
    }
    mail_news::connected(&mut tx, member, &mailbox, now)?;
    tx.commit().await?;
    Ok(mailbox)
}

/// Why a mailbox was not connected, in words.
pub fn in_words(fault: &NotConnected, words: &Words) -> String {
    match fault {
        NotConnected::Trial(fault) => mailbox::in_words(fault, words),
        NotConnected::Enter(fault) => mailbox::in_words(fault, words),
        NotConnected::Taken(ConnectError::ColleaguesAddress) => words.word("mailbox-fault-colleague"),
        NotConnected::Store(_) | NotConnected::Fault(_) => words.word("mailbox-fault-ours"),
    }
}
