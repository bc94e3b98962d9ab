//! The file of a SQLite book and what lies beside it. It is looked at before it is used, readable for its owner only,
//! copied by the database itself, and replaced without a moment in which there is none.

mod copy;
mod create;
mod look;
mod private;
mod replace;

use std::io;
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, Connection as _};

pub(in crate::store) use copy::back_up;
pub use copy::{Counted, FileError, check_file, copy_file, token_mailboxes_in};
pub(in crate::store) use create::create;
pub use look::{Age, Found};
pub(super) use look::{is_marked, mark};
pub(in crate::store) use look::{look, look_at};
pub(in crate::store) use private::owners_only;
pub use private::{LOOSE, create_private, loose, tighten};
pub use replace::{ReplaceError, replace_book};

/// What SQLite puts beside a file, by the end of its name.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The files of a book: itself, what SQLite puts beside it, and the lock of who leads.
const FILES: [&str; 5] = ["", "-wal", "-shm", "-journal", "-duty"];

/// The file beside another whose name goes on so.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file with all that lies beside it, as far as it is there.
///
/// # Errors
/// When one of them cannot be removed.
pub fn remove_book(file: &Path) -> io::Result<()> {
    // The log goes first: SQLite would read it into another file of the name.
    for ending in FILES.iter().rev() {
        match std::fs::remove_file(beside(file, ending)) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
    }
    Ok(())
}

/// The first file of SQLite's beside this one that is there and not empty. SQLite would read it into any other file
/// that gets the name.
fn companion(file: &Path) -> Option<PathBuf> {
    let holds = |path: &PathBuf| path.metadata().is_ok_and(|found| found.len() > 0);
    COMPANIONS.iter().map(|ending| beside(file, ending)).find(holds)
}

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// To look: nothing is made and nothing is written.
    Look,
    /// As a book that is ours.
    Write,
}

/// The address of a file, whatever stands in its name.
fn address(file: &Path, access: Access) -> io::Result<String> {
    let path = std::path::absolute(file)?;
    let mut url = String::from("sqlite://");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                url.push(char::from(*byte))
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url.push_str(match access {
        Access::Write => "?mode=rw",
        // Without a log beside it nobody has the file open in this mode. Opened as immutable, SQLite makes none.
        Access::Look if !beside(file, "-wal").exists() => "?mode=ro&immutable=true",
        Access::Look => "?mode=ro",
    });
    Ok(url)
}

/// The address under which a book's file is opened to write.
pub(super) fn write_address(file: &Path) -> io::Result<String> {
    address(file, Access::Write)
}

async fn connect(file: &Path, access: Access) -> sqlx::Result<AnyConnection> {
    AnyConnection::connect(&address(file, access)?).await
}

/// Makes sure that a file's new name, or its removal, is on the disk.
fn sync_folder(file: &Path) -> io::Result<()> {
    let path = std::path::absolute(file)?;
    match path.parent() {
        Some(folder) => std::fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// The path of an address: `%20` in it is a blank.
pub(super) fn decoded(text: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let code = (*first == b'%').then(|| text_of(more.get(..2)?)).flatten();
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

fn text_of(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
