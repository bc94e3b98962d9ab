//! Where the key of a book's mailboxes comes from: `RENMAI_MAIL_KEY`, or a file beside the book that is made with the
//! first mailbox.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use renmai_core::store::{LOOSE, beside, create_private};
use ring::rand::{SecureRandom as _, SystemRandom};
use secrecy::{ExposeSecret as _, SecretString};

use super::MailKey;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The text is no key.
    #[error("not a key: it is 32 random bytes as base64, which `openssl rand -base64 32` makes")]
    NotAKey,
    /// The file beside the book holds no key.
    #[error("{} holds no key: put the one from before in its place, or connect all mailboxes anew", .0.display())]
    NotAKeyFile(PathBuf),
    /// The machine gives no random numbers.
    #[error("this machine gives no random numbers")]
    NoRandom,
    /// The file cannot be read or made.
    #[error("{}: {fault}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why not.
        fault: io::Error,
    },
}

/// The file beside a book that holds its key.
pub fn key_file(book: &Path) -> PathBuf {
    beside(book, "-mail-key")
}

impl MailKey {
    /// Reads a key: 32 random bytes as base64, as `openssl rand -base64 32` makes them.
    ///
    /// # Errors
    /// When it is none. The error does not repeat it.
    pub fn parse(text: &SecretString) -> Result<MailKey, KeyFault> {
        let bytes = BASE64.decode(text.expose_secret().trim()).map_err(|_| KeyFault::NotAKey)?;
        Ok(MailKey::new(bytes.try_into().map_err(|_| KeyFault::NotAKey)?))
    }

    /// The key that lies beside a book, if there is one. Others may not read it, whoever put it there.
    ///
    /// # Errors
    /// When it cannot be read, or is no key.
    pub fn beside(book: &Path) -> Result<Option<MailKey>, KeyFault> {
        let file = key_file(book);
        let text = match fs::read_to_string(&file) {
            Ok(text) => SecretString::from(text),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(fault) => return Err(KeyFault::File { file, fault }),
        };
        if let Err(fault) = tighten(&file) {
            return Err(KeyFault::File { file, fault });
        }
        MailKey::parse(&text).map(Some).map_err(|_| KeyFault::NotAKeyFile(file))
    }

    /// The key that lies beside a book, made if there is none. Of several who make one at the same time all get the same.
    ///
    /// # Errors
    /// When it can be neither read nor made.
    pub fn beside_or_new(book: &Path) -> Result<MailKey, KeyFault> {
        if let Some(key) = MailKey::beside(book)? {
            return Ok(key);
        }
        let mut bytes = [0; 32];
        SystemRandom::new().fill(&mut bytes).map_err(|_| KeyFault::NoRandom)?;
        let file = key_file(book);
        if let Err(fault) = put(&file, &BASE64.encode(bytes)) {
            return Err(KeyFault::File { file, fault });
        }
        MailKey::beside(book)?.ok_or(KeyFault::NotAKeyFile(file))
    }
}

/// Puts a text into a new file, whole or not at all. One that is there stays.
fn put(file: &Path, text: &str) -> io::Result<()> {
    let draft = beside(file, &format!("-{:016x}", rand::random::<u64>()));
    let put = write(&draft, text).and_then(|()| match fs::hard_link(&draft, file) {
        Err(fault) if fault.kind() != io::ErrorKind::AlreadyExists => Err(fault),
        _ => Ok(()),
    });
    let removed = fs::remove_file(&draft);
    put.and(removed).and_then(|()| sync_folder(file))
}

fn write(draft: &Path, text: &str) -> io::Result<()> {
    let mut made = create_private(draft)?;
    // A umask may have taken even the owner's right to read it.
    #[cfg(unix)]
    made.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    writeln!(made, "{text}")?;
    made.sync_all()
}

/// The name of a new file is on disk once its folder is. Where folders cannot be opened there is nothing to do.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Takes from everybody but the owner what rights they have on it.
fn tighten(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata()?.permissions().mode();
        if mode & LOOSE != 0 {
            fs::set_permissions(file, fs::Permissions::from_mode(mode & 0o777 & !LOOSE))?;
        }
    }
    #[cfg(not(unix))]
    let _ = (file, LOOSE);
    Ok(())
}
