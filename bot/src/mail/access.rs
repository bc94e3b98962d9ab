//! What the program needs to enter mailboxes: the key of their secrets, whom it trusts, how long it waits.

use std::path::PathBuf;

use renmai_core::email::Email;
use renmai_core::mail::dropbox::Dropbox;
use renmai_core::mail::mailbox::{Account, Mailbox, Sealed, Server};
use renmai_core::vocabulary::TeamId;
use secrecy::SecretString;

use super::fault::ConnectFault;
use super::imap::Imap;
use super::line::{Patience, Trust};
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
}

impl MailAccess {
    /// Seals a secret for a mailbox; makes the key with the first.
    ///
    /// # Errors
    /// When there is no key and none can be made.
    pub fn seal(&self, team: TeamId, account: &Account, secret: &SecretString) -> Result<Sealed, EnterFault> {
        let address = account.address.key();
        Ok(self.key_to_seal()?.seal(Whose { team: team.number(), mailbox: &address }, secret)?)
    }

    /// Seals the secret of the dropbox.
    ///
    /// # Errors
    /// When there is no key and none can be made.
    pub fn seal_dropbox(&self, address: &Email, secret: &SecretString) -> Result<Sealed, EnterFault> {
        Ok(self.key_to_seal()?.seal(Whose::dropbox(&address.key()), secret)?)
    }

    /// With what one signs in to the dropbox.
    ///
    /// # Errors
    /// When its secret does not open.
    pub fn dropbox_login(&self, dropbox: &Dropbox) -> Result<Login, EnterFault> {
        let password = self.key_to_open()?.open(Whose::dropbox(&dropbox.address.key()), &dropbox.sealed)?;
        Ok(Login::Password { user: dropbox.login.clone(), password })
    }

    fn key_to_seal(&self) -> Result<MailKey, EnterFault> {
        match &self.key {
            KeySource::Given(key) => Ok(key.clone()),
            KeySource::Beside(book) => Ok(MailKey::beside_or_new(book)?),
            KeySource::Nowhere => Err(EnterFault::NoKey),
        }
    }

    fn key_to_open(&self) -> Result<MailKey, EnterFault> {
        let key = match &self.key {
            KeySource::Given(key) => Some(key.clone()),
            KeySource::Beside(book) => MailKey::beside(book)?,
            KeySource::Nowhere => None,
        };
        key.ok_or(EnterFault::NoKey)
    }

    /// With what one signs in to a mailbox.
    ///
    /// # Errors
    /// When its secret does not open.
    pub fn login(&self, mailbox: &Mailbox) -> Result<Login, EnterFault> {
        let key = self.key_to_open()?;
        let address = mailbox.account.address.key();
        let whose = Whose { team: mailbox.team.number(), mailbox: &address };
        let password = key.open(whose, &mailbox.sealed)?;
        Ok(Login::Password { user: mailbox.account.login.clone(), password })
    }

    /// Connects to a server for sending.
    ///
    /// # Errors
    /// When that fails, with its one cause.
    pub async fn smtp(&self, server: &Server, login: &Login) -> Result<Smtp, ConnectFault> {
        Smtp::connect(server, login, &self.trust, self.patience).await
    }

    /// Connects to a server for reading.
    ///
    /// # Errors
    /// When that fails, with its one cause.
    pub async fn imap(&self, server: &Server, login: &Login) -> Result<Imap, ConnectFault> {
        Imap::connect(server, login, &self.trust, self.patience).await
    }
}
