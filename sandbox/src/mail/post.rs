//! What lies in the mailboxes.

use std::collections::BTreeMap;

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::address::Address;
use super::bounds::KEPT;
use super::standing::Standing;

/// All mailboxes. Copies are cheap: they share the mails' bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Post {
    pub(super) letters: BTreeMap<u64, Letter>,
    pub(super) boxes: BTreeMap<Address, Mailbox>,
    /// The number of the newest mail. It is never used again.
    last_letter: u64,
    /// The newest UIDVALIDITY that was given to a folder.
    last_validity: u32,
    /// Whether the server itself keeps a copy of what is sent, as Gmail's does.
    pub(super) files_sent: bool,
}

/// A mail, which may lie in several folders.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Letter {
    pub(super) at: DateTime<Utc>,
    /// Who has handed it over, if reports of it are wanted.
    pub(super) sender: Option<Address>,
    /// To whom it was handed over.
    pub(super) to: Vec<Address>,
    /// Saved in a file of its own.
    #[serde(skip)]
    pub(super) raw: Bytes,
}

/// A mailbox.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Mailbox {
    pub(super) folders: BTreeMap<FolderName, Folder>,
    /// Whether somebody has signed in. Nobody else than the bot does.
    pub(super) ours: bool,
    pub(super) standing: Standing,
    /// The only password it is opened with; `None`: any.
    #[serde(skip)]
    pub(super) password: Option<String>,
    /// Whether nobody may sign in any more.
    #[serde(skip)]
    pub(super) locked: bool,
    /// Up to which mail of the inbox a test has heard.
    #[serde(skip)]
    pub(super) heard: u32,
}

/// The folders that every mailbox has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FolderName {
    /// What comes in.
    Inbox,
    /// What was sent.
    Sent,
    /// What came in and was taken for junk.
    Junk,
}

/// A folder. Its numbers go up, and stand for the same mail as long as `validity` stays.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Folder {
    pub(super) validity: u32,
    pub(super) next: u32,
    pub(super) mails: Vec<Entry>,
}

/// A mail in a folder.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) uid: u32,
    pub(super) letter: u64,
    pub(super) seen: bool,
}

impl FolderName {
    pub(crate) const ALL: [FolderName; 3] = [FolderName::Inbox, FolderName::Sent, FolderName::Junk];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            FolderName::Inbox => "INBOX",
            FolderName::Sent => "Sent",
            FolderName::Junk => "Junk",
        }
    }
}

impl Post {
    /// Whose mailbox this opens. Signing in is how a mailbox of ours begins to be there.
    pub(super) fn sign_in(&mut self, user: &str, password: &str, now: DateTime<Utc>) -> Option<Address> {
        let user = Address::parse(user)?.mailbox();
        let mailbox = self.open(&user, now);
        let welcome = !mailbox.locked && mailbox.password.as_deref().is_none_or(|known| known == password);
        mailbox.ours |= welcome;
        welcome.then_some(user)
    }

    /// A mailbox, which is made if there is none yet.
    pub(super) fn open(&mut self, address: &Address, now: DateTime<Utc>) -> &mut Mailbox {
        // As other servers do it: seconds, so that a folder made anew after a loss is another one.
        let clock = u32::try_from(now.timestamp()).unwrap_or(1);
        let last = &mut self.last_validity;
        self.boxes.entry(address.clone()).or_insert_with(|| {
            let folders = FolderName::ALL.map(|name| {
                *last = clock.max(last.saturating_add(1));
                (name, Folder { validity: *last, next: 1, mails: Vec::new() })
            });
            Mailbox { folders: folders.into(), ..Mailbox::default() }
        })
    }

    pub(super) fn folder(&self, address: &Address, name: FolderName) -> Option<&Folder> {
        self.boxes.get(address)?.folders.get(&name)
    }

    /// How the mailbox of a customer is; our own are always there.
    pub(super) fn standing(&self, address: &Address) -> Standing {
        let mailbox = self.boxes.get(&address.mailbox());
        mailbox.filter(|mailbox| !mailbox.ours).map_or(Standing::Exists, |mailbox| mailbox.standing)
    }

    /// The number that the next mail gets.
    pub(super) fn next_letter(&self) -> u64 {
        self.last_letter + 1
    }

    /// Keeps a mail, which lies in no folder yet.
    pub(super) fn keep(&mut self, letter: Letter) -> u64 {
        self.last_letter += 1;
        self.letters.insert(self.last_letter, letter);
        self.forget_beyond(KEPT);
        self.last_letter
    }

    /// Lays a mail into a folder; answers its number there.
    pub(super) fn put(
        &mut self,
        address: &Address,
        name: FolderName,
        letter: u64,
        seen: bool,
        now: DateTime<Utc>,
    ) -> Option<u32> {
        let folder = self.open(&address.mailbox(), now).folders.get_mut(&name)?;
        let uid = folder.next;
        folder.next += 1;
        folder.mails.push(Entry { uid, letter, seen });
        Some(uid)
    }

    /// Forgets the mailboxes. The numbers go on.
    pub(crate) fn reset(&mut self) {
        self.letters.clear();
        self.boxes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_made_anew_is_another_one() {
        let anna = Address::parse("anna@lumen.de").unwrap();
        let mut post = Post::default();
        let mut seen = Vec::new();
        for _ in 0..3 {
            post.open(&anna, DateTime::UNIX_EPOCH);
            seen.extend(FolderName::ALL.map(|name| post.folder(&anna, name).unwrap().validity));
            post.reset();
        }
        let all: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!(all.len(), seen.len(), "{seen:?}");
    }
}
