//! Plays the owner of a mailbox: all that a customer can do with a mail, and what lies in the mailbox.

mod deeds;
mod unsubscribe;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::address::Address;
use super::deliver::{name_in, name_of};
use super::fault::MailFault;
use super::letters::Seen;
use super::post::{Entry, FolderName, Post};
use super::room::{MailRoom, Shared};
use super::standing::Standing;

/// How long to wait for a mail, in real time.
const PATIENCE: Duration = Duration::from_secs(20);

/// Plays the owner of a mailbox. Clones play the same one, and a mail is heard by one of them.
#[derive(Clone)]
pub struct MailboxDriver {
    shared: Arc<Shared>,
    address: Address,
}

/// A mail in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// Its number in the room.
    pub id: u64,
    /// The folder in which it lies.
    pub folder: FolderName,
    /// Whether somebody has looked at it.
    pub seen: bool,
    /// When it came.
    pub at: DateTime<Utc>,
    /// Who wrote it, with name and address.
    pub from: String,
    /// To whom, with names and addresses.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Its name, in angle brackets.
    pub message_id: Option<String>,
    /// How its reader stops these mails, as its header says it.
    pub unsubscribe: Option<String>,
    /// Its bytes.
    #[serde(skip)]
    pub raw: Bytes,
}

impl MailRoom {
    /// Plays the owner of a mailbox, which is made when something comes into it.
    ///
    /// # Errors
    /// When this is no address.
    pub fn mailbox(&self, address: &str) -> Result<MailboxDriver, MailFault> {
        let parsed = Address::parse(address).ok_or_else(|| MailFault::NotAnAddress(address.to_owned()))?;
        Ok(MailboxDriver { shared: self.shared.clone(), address: parsed.mailbox() })
    }

    /// The mailboxes into which nobody has signed in, by their addresses.
    pub fn customers(&self) -> Vec<MailboxDriver> {
        let open = |address| MailboxDriver { shared: self.shared.clone(), address };
        self.addresses(false).into_iter().map(open).collect()
    }

    /// The addresses of the mailboxes into which somebody has signed in.
    pub(crate) fn ours(&self) -> Vec<String> {
        self.addresses(true).iter().map(Address::to_string).collect()
    }

    fn addresses(&self, ours: bool) -> Vec<Address> {
        self.shared.read(|post| {
            let found = post.boxes.iter().filter(|(_, mailbox)| mailbox.ours == ours);
            found.map(|(address, _)| address.clone()).collect()
        })
    }
}

impl MailboxDriver {
    /// The address of the mailbox.
    pub fn address(&self) -> &str {
        self.address.as_str()
    }

    /// What the owner is called: as the newest mail says, else as the address does.
    pub fn name(&self) -> String {
        self.shared.read(|post| {
            let inbox = post.folder(&self.address, FolderName::Inbox);
            let newest = inbox.and_then(|inbox| post.letters.get(&inbox.mails.last()?.letter));
            newest.map_or_else(
                || name_in(&self.address),
                |letter| name_of(&Seen::of(&letter.raw), &self.address),
            )
        })
    }

    /// What has come in, the oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails_in(FolderName::Inbox)
    }

    /// What lies in a folder, the oldest first.
    pub fn mails_in(&self, name: FolderName) -> Vec<Mail> {
        self.shared.read(|post| {
            let entries = post.folder(&self.address, name).map_or(&[][..], |folder| &folder.mails);
            entries.iter().filter_map(|entry| mail(post, name, *entry)).collect()
        })
    }

    /// Waits for the next mail in the inbox that was not heard yet.
    ///
    /// # Errors
    /// When none comes in time.
    pub async fn receives(&self) -> Result<Mail, MailFault> {
        let mut changes = self.shared.watch();
        let found = tokio::time::timeout(PATIENCE, async {
            loop {
                if let Some(found) = self.hear() {
                    return found;
                }
                // `self` holds the room, so the sender is not gone.
                let _ = changes.changed().await;
            }
        });
        found.await.map_err(|_| {
            MailFault::silence(&self.address, self.mails().into_iter().map(|mail| mail.subject).collect())
        })
    }

    /// The next mail in the inbox that was not heard yet, if it is there.
    fn hear(&self) -> Option<Mail> {
        self.shared.change_quietly(|post| {
            let mailbox = post.boxes.get_mut(&self.address)?;
            let inbox = mailbox.folders.get(&FolderName::Inbox)?;
            let next = *inbox.mails.iter().find(|entry| entry.uid > mailbox.heard)?;
            mailbox.heard = next.uid;
            mail(post, FolderName::Inbox, next)
        })
    }

    /// How many mails of the inbox nobody has looked at.
    pub fn unread(&self) -> usize {
        self.shared.read(|post| {
            let inbox = post.folder(&self.address, FolderName::Inbox);
            inbox.map_or(0, |inbox| inbox.mails.iter().filter(|entry| !entry.seen).count())
        })
    }

    /// Looks at a mail.
    pub fn reads(&self, id: u64) {
        self.shared.change(|post, _| {
            let folders = post.boxes.get_mut(&self.address).map(|mailbox| &mut mailbox.folders);
            let entries =
                folders.into_iter().flat_map(|all| all.values_mut()).flat_map(|folder| &mut folder.mails);
            entries.filter(|entry| entry.letter == id).for_each(|entry| entry.seen = true);
        });
    }

    /// How the mailbox is.
    pub fn standing(&self) -> Standing {
        self.shared.read(|post| post.standing(&self.address))
    }

    /// From now on the mailbox is so.
    pub fn stands(&self, standing: Standing) {
        self.shared.change(|post, now| post.open(&self.address, now).standing = standing);
    }

    /// From now on only this password opens the mailbox.
    pub fn wants_password(&self, password: &str) {
        self.shared.change(|post, now| post.open(&self.address, now).password = Some(password.to_owned()));
    }

    /// From now on nobody gets into the mailbox, and who looks into it is hung up on; or everybody gets in again.
    pub fn refuses_everybody(&self, refuses: bool) {
        self.shared.change(|post, now| post.open(&self.address, now).locked = refuses);
    }
}

fn mail(post: &Post, folder: FolderName, entry: Entry) -> Option<Mail> {
    let letter = post.letters.get(&entry.letter)?;
    let seen = Seen::of(&letter.raw);
    Some(Mail {
        id: entry.letter,
        folder,
        seen: entry.seen,
        at: letter.at,
        from: seen.writer(),
        to: seen.readers(),
        subject: seen.subject,
        text: seen.text,
        message_id: seen.message_id,
        unsubscribe: seen.unsubscribe,
        raw: letter.raw.clone(),
    })
}

impl fmt::Debug for MailboxDriver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MailboxDriver").field(&self.address).finish()
    }
}
