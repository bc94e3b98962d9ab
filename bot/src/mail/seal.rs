//! The secrets of mailboxes, sealed: they lie in the book so that only the program's key opens them. Who moves a sealed
//! secret to another mailbox, or changes a bit of it, gets nothing.

mod key;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use renmai_core::mail::mailbox::Sealed;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use sha2::{Digest as _, Sha256};

pub use key::{KeyFault, key_file};

/// The key that seals and opens the secrets of all mailboxes of a book.
#[derive(Clone)]
pub struct MailKey {
    bytes: Arc<SecretBox<[u8; 32]>>,
    id: String,
}

/// Whose secret it is. A secret that was sealed for one does not open for another.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// The number of the team.
    pub team: i64,
    /// The address of the mailbox, as it is compared.
    pub mailbox: &'a str,
}

/// A secret could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this machine gives no random numbers")]
pub struct SealFault;

/// A sealed secret does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenFault {
    /// Another key sealed it.
    #[error(
        "the mailbox was sealed with the key {sealed}, and the key here is {here}: give the program its former key \
         again (RENMAI_MAIL_KEY, or the file beside the book), or connect the mailbox anew"
    )]
    OtherKey {
        /// The key that sealed it.
        sealed: String,
        /// The key that the program has.
        here: String,
    },
    /// It is damaged, or it was sealed for another mailbox.
    #[error("what was sealed for the mailbox is damaged: connect it anew")]
    Damaged,
}

impl MailKey {
    fn new(bytes: [u8; 32]) -> MailKey {
        let digest = Sha256::new().chain_update("renmai mail key ").chain_update(bytes).finalize();
        let id = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        MailKey { bytes: Arc::new(SecretBox::new(Box::new(bytes))), id }
    }

    /// The name of the key. The key cannot be found out from it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Seals a secret for its mailbox.
    ///
    /// # Errors
    /// When the machine gives no random numbers.
    pub fn seal(&self, whose: Whose<'_>, secret: &SecretString) -> Result<Sealed, SealFault> {
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).map_err(|_| SealFault)?;
        let mut text = secret.expose_secret().as_bytes().to_vec();
        self.cipher()
            .and_then(|cipher| {
                let nonce = Nonce::assume_unique_for_key(nonce);
                cipher.seal_in_place_append_tag(nonce, Aad::from(whose.bytes()), &mut text)
            })
            .map_err(|_| SealFault)?;
        let whole = [nonce.as_slice(), &text].concat();
        Ok(Sealed { key: self.id.clone(), text: BASE64.encode(whole) })
    }

    /// Opens what was sealed for this mailbox.
    ///
    /// # Errors
    /// When another key sealed it, or it was not sealed for this mailbox, or is damaged.
    pub fn open(&self, whose: Whose<'_>, sealed: &Sealed) -> Result<SecretString, OpenFault> {
        if sealed.key != self.id {
            return Err(OpenFault::OtherKey { sealed: sealed.key.clone(), here: self.id.clone() });
        }
        let whole = BASE64.decode(&sealed.text).map_err(|_| OpenFault::Damaged)?;
        let (nonce, text) = whole.split_first_chunk::<NONCE_LEN>().ok_or(OpenFault::Damaged)?;
        let mut text = text.to_vec();
        let cipher = self.cipher().map_err(|_| OpenFault::Damaged)?;
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let opened = cipher.open_in_place(nonce, Aad::from(whose.bytes()), &mut text);
        let opened = std::str::from_utf8(opened.map_err(|_| OpenFault::Damaged)?);
        opened.map(SecretString::from).map_err(|_| OpenFault::Damaged)
    }

    fn cipher(&self) -> Result<LessSafeKey, ring::error::Unspecified> {
        UnboundKey::new(&CHACHA20_POLY1305, self.bytes.expose_secret()).map(LessSafeKey::new)
    }
}

impl<'a> Whose<'a> {
    /// The dropbox, which is no team's: no team has this number.
    pub fn dropbox(address: &'a str) -> Whose<'a> {
        Whose { team: 0, mailbox: address }
    }

    fn bytes(self) -> Vec<u8> {
        [b"renmai mailbox\0".as_slice(), &self.team.to_be_bytes(), self.mailbox.as_bytes()].concat()
    }
}

impl fmt::Debug for MailKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailKey({})", self.id)
    }
}
