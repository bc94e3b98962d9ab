//! What the program needs to enter mailboxes: the key of their secrets, whom it trusts, how long it waits.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use renmai_core::email::Email;
use renmai_core::mail::dropbox::Dropbox;
use renmai_core::mail::mailbox::{Account, Mailbox, Sealed, Server};
use renmai_core::team::Member;
use renmai_core::vocabulary::{MailAuth, MailboxId, TeamId};
use secrecy::{ExposeSecret as _, SecretString};

use super::fault::ConnectFault;
use super::imap::Imap;
use super::line::{Patience, Trust};
use super::oauth::{Kept, Microsoft, OAuthFault};
use super::seal::{KeyFault, MailKey, OpenFault, SealFault, Whose};
use super::smtp::{Login, Smtp};

/// Where the key of a book's mailboxes comes from.
#[derive(Debug, Clone)]
pub enum KeySource {
    /// The setting says it.
    Given(MailKey),
    /// It lies beside the book's file, or will with the first mailbox.
    Beside(PathBuf),
    /// The book is no file, and the setting says none.
    Nowhere,
}

/// What the program needs to enter mailboxes.
#[derive(Debug, Clone)]
pub struct MailAccess {
    /// The key of their secrets.
    pub key: KeySource,
    /// Whose certificates are believed.
    pub trust: Trust,
    /// How long is waited for what.
    pub patience: Patience,
    /// The login server of mailboxes that take no password; `None`: the program has no name there.
    pub microsoft: Option<Microsoft>,
}

/// With what one signs in to a mailbox now.
#[derive(Debug)]
pub struct Entry {
    /// It.
    pub login: Login,
    /// The secret of the mailbox, sealed, where the login server has given another one: it is to be kept.
    pub renewed: Option<Sealed>,
    /// Whether it is an access token that was given earlier, and may have been taken back since.
    pub is_kept: bool,
}

/// Why a mailbox is not entered.
#[derive(Debug, thiserror::Error)]
pub enum EnterFault {
    /// There is no key.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// There is no key, and no file that it could lie beside.
    #[error("RENMAI_MAIL_KEY is not set, and the book is no file that a key could lie beside")]
    NoKey,
    /// Its secret does not open.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// Its secret cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealFault),
    /// A server is not reached, or does not let us in.
    #[error(transparent)]
    Connect(#[from] ConnectFault),
    /// The login server gives no token.
    #[error(transparent)]
    SignIn(#[from] OAuthFault),
}

impl MailAccess {
    /// Seals a secret for a mailbox; makes the key with the first.
    ///
    /// # Errors
    /// When there is no key and none can be made.
    pub fn seal(&self, team: TeamId, account: &Account, secret: &SecretString) -> Result<Sealed, EnterFault> {
        let address = account.address.key();
        self.seal_for(Whose { team: team.number(), mailbox: &address }, secret)
    }

    /// Seals the secret of the dropbox.
    ///
    /// # Errors
    /// When there is no key and none can be made.
    pub fn seal_dropbox(&self, address: &Email, secret: &SecretString) -> Result<Sealed, EnterFault> {
        self.seal_for(Whose::dropbox(&address.key()), secret)
    }

    /// With what one signs in to the dropbox.
    ///
    /// # Errors
    /// When its secret does not open.
    pub fn dropbox_login(&self, dropbox: &Dropbox) -> Result<Login, EnterFault> {
        let password = self.open(Whose::dropbox(&dropbox.address.key()), &dropbox.sealed)?;
        Ok(Login::Password { user: dropbox.login.clone(), password })
    }

    /// Seals a secret of a sign-in that is under way: whose address it is, is not known yet.
    ///
    /// # Errors
    /// When there is no key and none can be made.
    pub fn seal_sign_in(&self, member: &Member, secret: &SecretString) -> Result<Sealed, EnterFault> {
        self.seal_for(Whose { team: member.team.number(), mailbox: &under_way(member) }, secret)
    }

    /// Opens what [`MailAccess::seal_sign_in`] sealed.
    ///
    /// # Errors
    /// When it does not open.
    pub fn open_sign_in(&self, member: &Member, sealed: &Sealed) -> Result<SecretString, EnterFault> {
        self.open(Whose { team: member.team.number(), mailbox: &under_way(member) }, sealed)
    }

    fn seal_for(&self, whose: Whose<'_>, secret: &SecretString) -> Result<Sealed, EnterFault> {
        let key = match &self.key {
            KeySource::Given(key) => key.clone(),
            KeySource::Beside(book) => MailKey::beside_or_new(book)?,
            KeySource::Nowhere => return Err(EnterFault::NoKey),
        };
        Ok(key.seal(whose, secret)?)
    }

    fn open(&self, whose: Whose<'_>, sealed: &Sealed) -> Result<SecretString, EnterFault> {
        let key = match &self.key {
            KeySource::Given(key) => Some(key.clone()),
            KeySource::Beside(book) => MailKey::beside(book)?,
            KeySource::Nowhere => None,
        };
        Ok(key.ok_or(EnterFault::NoKey)?.open(whose, sealed)?)
    }

    /// With what one signs in to a mailbox whose secret is this one now: its password, or an access token, which is got
    /// where none is kept.
    ///
    /// # Errors
    /// When its secret does not open, or the login server gives no token for it.
    pub async fn entry(
        &self,
        mailbox: &Mailbox,
        sealed: &Sealed,
        now: DateTime<Utc>,
    ) -> Result<Entry, EnterFault> {
        let address = mailbox.account.address.key();
        let whose = Whose { team: mailbox.team.number(), mailbox: &address };
        let user = mailbox.account.login.clone();
        if mailbox.auth == MailAuth::Password {
            let login = Login::Password { user, password: self.open(whose, sealed)? };
            return Ok(Entry { login, renewed: None, is_kept: false });
        }
        let microsoft = self.microsoft.as_ref().ok_or(OAuthFault::NoClient)?;
        let mut kept = microsoft.kept(mailbox.id, now).await;
        if let Some(token) = kept.as_ref().and_then(|kept| kept.token(now)) {
            return Ok(Entry { login: Login::Token { user, token }, renewed: None, is_kept: true });
        }
        let refresh = self.open(whose, sealed)?;
        let tokens = microsoft.refresh(&refresh).await?;
        *kept = Some(Kept::new(&tokens, now));
        let another = tokens.refresh.filter(|given| given.expose_secret() != refresh.expose_secret());
        let renewed = another.map(|secret| self.seal_for(whose, &secret)).transpose()?;
        Ok(Entry { login: Login::Token { user, token: tokens.access }, renewed, is_kept: false })
    }

    /// Forgets an access token that was refused: the next one is got anew.
    pub async fn forget_token(&self, mailbox: MailboxId, refused: &Login, now: DateTime<Utc>) {
        if let (Some(microsoft), Login::Token { token, .. }) = (&self.microsoft, refused) {
            // Somebody else may have another one by now.
            microsoft.kept(mailbox, now).await.take_if(|kept| kept.is(token));
        }
    }

    /// Connects to a server for sending.
    ///
    /// # Errors
    /// When that fails, with its one cause.
    pub async fn smtp(&self, server: &Server, login: &Login) -> Result<Smtp, ConnectFault> {
        let smtp = Smtp::connect(server, login, &self.trust, self.patience).await;
        smtp.map_err(|fault| of(login, fault))
    }

    /// Connects to a server for reading.
    ///
    /// # Errors
    /// When that fails, with its one cause.
    pub async fn imap(&self, server: &Server, login: &Login) -> Result<Imap, ConnectFault> {
        let imap = Imap::connect(server, login, &self.trust, self.patience).await;
        imap.map_err(|fault| of(login, fault))
    }
}

fn of(login: &Login, fault: ConnectFault) -> ConnectFault {
    match login {
        Login::Password { .. } => fault,
        Login::Token { .. } => fault.with_token(),
    }
}

/// Whose secrets those of a sign-in are. No mailbox has such an address.
fn under_way(member: &Member) -> String {
    format!("device sign-in {}", member.id.number())
}
