//! How a mailbox is walked through: which mails of a folder are new, one of them fetched, more waited for. Nothing in a
//! mailbox is deleted, moved or marked.

use std::collections::HashMap;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use chrono::{Days, NaiveDate};
use renmai_core::mail::reading::Unreadable;
use renmai_core::store::FolderMark;

use crate::background::entering::NotEntered;
use crate::mail::access::EnterFault;
use crate::mail::imap::{Entered, Imap, LookFault};

/// How long a server is waited for that tells when something comes; then all folders are looked through.
const IDLE: Duration = Duration::from_secs(5 * 60);

/// How often a server is asked that does not tell.
const POLL: Duration = Duration::from_secs(2 * 60);

/// How long a mailbox is left alone whose server is not reached.
const REST: Duration = Duration::from_secs(60);

/// How far back a mailbox is read that is connected for the first time.
const BACK: Days = Days::new(30);

/// So many heads are fetched at a time.
pub(super) const HEADS: usize = 200;

/// How often a mail is tried that cannot be fetched.
const TRIES: u32 = 3;

/// Why a mailbox is not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadFault {
    #[error(transparent)]
    Enter(#[from] EnterFault),
    #[error(transparent)]
    Look(#[from] LookFault),
    #[error(transparent)]
    Store(#[from] renmai_core::store::StoreError),
    #[error("what came in could not be told: {0:#}")]
    Tell(anyhow::Error),
    #[error("the clock was moved")]
    Moved,
}

impl From<NotEntered> for ReadFault {
    fn from(fault: NotEntered) -> ReadFault {
        match fault {
            NotEntered::Enter(fault) => ReadFault::Enter(fault),
            NotEntered::Store(fault) => ReadFault::Store(fault),
        }
    }
}

/// The numbers of the mails in the open folder that were not read yet, in order; `None`: nothing came since.
pub(super) async fn unread(
    imap: &mut Imap,
    entered: Entered,
    mark: Option<FolderMark>,
    today: NaiveDate,
) -> Result<Option<Vec<u32>>, LookFault> {
    match mark.filter(|mark| mark.uid_validity == entered.uid_validity.unwrap_or(0)) {
        Some(mark) if entered.uid_next.is_some_and(|next| next <= mark.uid_next) => Ok(None),
        Some(mark) => imap.from_number(mark.uid_next).await.map(Some),
        // Its numbers mean other mails now: what was read before is recognised by its name.
        None => imap.since(today.checked_sub_days(BACK).unwrap_or(today)).await.map(Some),
    }
}

/// Whether something has come into a folder that was read up to a mark.
pub(super) fn has_more(entered: Entered, mark: Option<FolderMark>) -> bool {
    mark.zip(entered.uid_next).is_some_and(|(mark, next)| next > mark.uid_next)
}

/// How far a folder is read once this mail was.
pub(super) fn after(entered: Entered, mail: u32) -> FolderMark {
    FolderMark { uid_validity: entered.uid_validity.unwrap_or(0), uid_next: mail.saturating_add(1) }
}

/// How far a folder is read once all these mails were.
pub(super) fn after_all(entered: Entered, mails: &[u32]) -> FolderMark {
    let behind = mails.last().map_or(1, |last| last.saturating_add(1));
    let uid_next = entered.uid_next.unwrap_or(1).max(behind);
    FolderMark { uid_validity: entered.uid_validity.unwrap_or(0), uid_next }
}

/// Fetches one mail. `None`: it is gone, or cannot be fetched after a few tries, which is said in the log.
pub(super) async fn fetch(
    imap: &mut Imap,
    mailbox: &(dyn Display + Sync),
    number: u32,
) -> Result<Option<Vec<u8>>, LookFault> {
    let mut tries = 0;
    loop {
        match imap.whole(number).await {
            Ok(fetched) => return Ok(fetched),
            Err(LookFault::Refused(_)) if tries < TRIES => tries += 1,
            Err(LookFault::Refused(_)) => {
                tracing::warn!(%mailbox, number, "a mail cannot be fetched: left out");
                return Ok(None);
            }
            Err(fault) => return Err(fault),
        }
    }
}

/// Reads a mail. `None`: it is none, or reading it panicked, which is said in the log.
pub(super) fn guarded<T>(
    mailbox: &dyn Display,
    number: u32,
    read: impl FnOnce() -> Result<T, Unreadable>,
) -> Option<T> {
    let read = catch_unwind(AssertUnwindSafe(read));
    if !matches!(read, Ok(Ok(_))) {
        tracing::warn!(%mailbox, number, "a mail cannot be read: left out");
    }
    read.ok()?.ok()
}

/// How often the reading of each mail went wrong: one that always does is left out, so that what is behind it is read.
#[derive(Debug, Default)]
pub(super) struct Failures(HashMap<(String, u32), u32>);

impl Failures {
    /// One more failure at a mail; whether it is to be left out.
    pub(super) fn is_left_out(&mut self, folder: &str, number: u32, fault: &ReadFault) -> bool {
        // Neither says anything of the mail.
        if matches!(fault, ReadFault::Enter(_) | ReadFault::Moved) {
            return false;
        }
        let failed = self.0.entry((folder.to_owned(), number)).or_default();
        *failed += 1;
        *failed >= TRIES
    }

    /// The mail is done with.
    pub(super) fn settled(&mut self, folder: &str, number: u32) {
        self.0.remove(&(folder.to_owned(), number));
    }
}

/// Waits until something comes into the open folder, or for a while. Whoever moved the clock wants to see what that day
/// brings: the line is opened anew. `moved` is taken before the folders are read, so that no move is missed meanwhile.
pub(super) async fn wait(imap: Imap, moved: impl Future<Output = ()>) -> Result<Imap, ReadFault> {
    let at_most = if imap.can_tell() { IDLE } else { POLL };
    tokio::select! {
        waited = imap.wait(at_most) => Ok(waited?),
        () = moved => Err(ReadFault::Moved),
    }
}

/// Leaves a mailbox alone for a while, or until the clock is moved; `moved` is taken before it was tried.
pub(super) async fn rest(moved: impl Future<Output = ()>) {
    tokio::select! {
        () = tokio::time::sleep(REST) => {}
        () = moved => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_fails_three_times_is_left_out() {
        let mut failures = Failures::default();
        let tell = || ReadFault::Tell(anyhow::anyhow!("no"));
        assert!(!failures.is_left_out("INBOX", 7, &tell()));
        assert!(!failures.is_left_out("INBOX", 7, &ReadFault::Look(LookFault::Cut)));
        assert!(!failures.is_left_out("Junk", 7, &tell()) && !failures.is_left_out("INBOX", 8, &tell()));
        assert!(!failures.is_left_out("INBOX", 7, &ReadFault::Moved), "it says nothing of the mail");
        assert!(failures.is_left_out("INBOX", 7, &ReadFault::Look(LookFault::Silent)));
        assert!(failures.is_left_out("INBOX", 7, &tell()), "also where the mark could not be set then");
        failures.settled("INBOX", 7);
        assert!(!failures.is_left_out("INBOX", 7, &tell()));
    }
}
