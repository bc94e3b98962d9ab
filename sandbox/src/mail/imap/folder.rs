//! A folder that a client has open, as the client knows it.

use crate::mail::address::Address;
use crate::mail::post::{FolderName, Post};

use super::fetch::Lying;

/// A folder that is open.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) owner: Address,
    pub(super) name: FolderName,
    pub(super) read_only: bool,
    validity: u32,
    /// The UIDs that the client knows, by their order.
    pub(super) uids: Vec<u32>,
}

/// The folder is not the one any more that the client has opened, or the client is not to look into it any more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone;

impl Open {
    pub(super) fn new(post: &Post, owner: &Address, name: FolderName, read_only: bool) -> Option<Open> {
        let folder = post.folder(owner, name)?;
        let uids = folder.mails.iter().map(|entry| entry.uid).collect();
        Some(Open { owner: owner.clone(), name, read_only, validity: folder.validity, uids })
    }

    /// What has changed since the client was told last, a line each.
    pub(super) fn news(&mut self, post: &Post) -> Result<Vec<u8>, Gone> {
        let mailbox = post.boxes.get(&self.owner).filter(|mailbox| !mailbox.locked).ok_or(Gone)?;
        let folder = mailbox.folders.get(&self.name).filter(|folder| folder.validity == self.validity);
        let now: Vec<u32> = folder.ok_or(Gone)?.mails.iter().map(|entry| entry.uid).collect();
        let mut news = String::new();
        for at in (0..self.uids.len()).rev() {
            if now.binary_search(&self.uids[at]).is_err() {
                self.uids.remove(at);
                news.push_str(&format!("* {} EXPUNGE\r\n", at + 1));
            }
        }
        if now.len() != self.uids.len() {
            news.push_str(&format!("* {} EXISTS\r\n", now.len()));
            self.uids = now;
        }
        Ok(news.into_bytes())
    }

    /// The mail with this UID.
    pub(super) fn mail<'a>(&self, post: &'a Post, uid: u32) -> Option<Lying<'a>> {
        let mails = &post.folder(&self.owner, self.name)?.mails;
        let entry = mails[mails.binary_search_by_key(&uid, |entry| entry.uid).ok()?];
        let letter = post.letters.get(&entry.letter)?;
        Some(Lying { uid, seen: entry.seen, at: letter.at, raw: &letter.raw })
    }

    /// Marks a mail as seen, unless the folder was opened to be read only. Answers whether that changed anything.
    pub(super) fn mark_seen(&self, post: &mut Post, uid: u32) -> bool {
        if self.read_only {
            return false;
        }
        let mailbox = post.boxes.get_mut(&self.owner);
        let folder = mailbox.and_then(|mailbox| mailbox.folders.get_mut(&self.name));
        let entry = folder.and_then(|folder| folder.mails.iter_mut().find(|entry| entry.uid == uid));
        entry.is_some_and(|entry| !std::mem::replace(&mut entry.seen, true))
    }
}

/// The folder that a client names.
pub(super) fn named(name: &str) -> Option<FolderName> {
    FolderName::ALL.into_iter().find(|known| match known {
        // RFC 3501: the inbox is called so in any case.
        FolderName::Inbox => name.eq_ignore_ascii_case(known.as_str()),
        FolderName::Sent | FolderName::Junk => name == known.as_str(),
    })
}

/// What a folder is for (RFC 6154).
pub(super) fn marks(name: FolderName) -> &'static str {
    match name {
        FolderName::Inbox => r"\HasNoChildren",
        FolderName::Sent => r"\HasNoChildren \Sent",
        FolderName::Junk => r"\HasNoChildren \Junk",
    }
}

/// Whether a name is meant by a pattern with `*` and `%`. No folder lies in another, so both stand for anything.
pub(super) fn is_meant(pattern: &str, name: FolderName) -> bool {
    fn meant(pattern: &[u8], name: &[u8]) -> bool {
        match (pattern.split_first(), name.split_first()) {
            (None, None) => true,
            (Some((b'*' | b'%', rest)), None) => meant(rest, name),
            (Some((b'*' | b'%', rest)), Some((_, behind))) => meant(rest, name) || meant(pattern, behind),
            (Some((one, rest)), Some((other, behind))) => one == other && meant(rest, behind),
            _ => false,
        }
    }
    // Two in a row mean the same as one, and take much longer.
    let mut pattern = pattern.replace('%', "*");
    while pattern.contains("**") {
        pattern = pattern.replace("**", "*");
    }
    pattern.len() <= 40
        && (meant(pattern.as_bytes(), name.as_str().as_bytes()) || named(&pattern) == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_by_patterns() {
        for (pattern, inbox, sent) in [
            ("*", true, true),
            ("%", true, true),
            ("INBOX", true, false),
            ("inbox", true, false),
            ("S*t", false, true),
            ("Sent", false, true),
            ("sent", false, false),
            ("", false, false),
            ("Sent*Sent", false, false),
        ] {
            assert_eq!(is_meant(pattern, FolderName::Inbox), inbox, "{pattern}");
            assert_eq!(is_meant(pattern, FolderName::Sent), sent, "{pattern}");
        }
    }
}
