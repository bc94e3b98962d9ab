//! How much the room keeps, and what of it is saved between runs.

use std::collections::BTreeSet;

use axum::body::Bytes;

use super::post::Post;

/// More mails, or more bytes of them, are not kept.
pub(super) const KEPT: (usize, usize) = (2_000, 64 << 20);

/// More are not saved between runs.
const SAVED: (usize, usize) = (500, 5 << 20);

impl Post {
    /// Forgets the oldest mails, as far as there are more than this.
    pub(super) fn forget_beyond(&mut self, (mails, bytes): (usize, usize)) {
        let mut room = bytes;
        let newest = self.letters.iter().rev().take(mails).filter(|(_, letter)| {
            let fits = letter.raw.len() <= room;
            if fits {
                room -= letter.raw.len();
            }
            fits
        });
        let kept: BTreeSet<u64> = newest.map(|(number, _)| *number).collect();
        if kept.len() < self.letters.len() {
            self.letters.retain(|number, _| kept.contains(number));
            let folders = self.boxes.values_mut().flat_map(|mailbox| mailbox.folders.values_mut());
            folders.for_each(|folder| folder.mails.retain(|entry| kept.contains(&entry.letter)));
        }
    }

    /// What of it is saved between runs.
    pub(crate) fn to_save(&self) -> Post {
        let mut saved = self.clone();
        saved.forget_beyond(SAVED);
        saved
    }

    /// The mails' bytes, each with the name of its file.
    pub(crate) fn files(&self) -> impl Iterator<Item = (String, &Bytes)> {
        self.letters.iter().map(|(number, letter)| (file_name(*number), &letter.raw))
    }

    /// Gives each mail its bytes back.
    pub(crate) fn read_files(
        &mut self,
        read: impl Fn(&str) -> std::io::Result<Bytes>,
    ) -> std::io::Result<()> {
        for (number, letter) in &mut self.letters {
            letter.raw = read(&file_name(*number))?;
        }
        Ok(())
    }
}

fn file_name(letter: u64) -> String {
    format!("mail-{letter}.eml")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::mail::address::Address;
    use crate::mail::post::{FolderName, Letter};

    #[test]
    fn the_oldest_mails_are_forgotten() {
        let now = DateTime::UNIX_EPOCH;
        let anna = Address::parse("anna@lumen.de").unwrap();
        for (sizes, limit, left) in [
            (&[10, 10, 10][..], (2, 100), &[2, 3][..]),
            (&[10, 10, 10], (9, 25), &[2, 3]),
            (&[10, 10, 10], (9, 30), &[1, 2, 3]),
            (&[10, 99, 10], (9, 25), &[1, 3]),
            (&[], (9, 25), &[]),
        ] {
            let mut post = Post::default();
            for size in sizes {
                let letter =
                    post.keep(Letter { at: now, sender: None, to: Vec::new(), raw: vec![0; *size].into() });
                post.put(&anna, FolderName::Inbox, letter, false, now);
            }
            post.forget_beyond(limit);
            assert_eq!(post.letters.keys().copied().collect::<Vec<_>>(), left, "{sizes:?} {limit:?}");
            let mails = post.folder(&anna, FolderName::Inbox).map(|inbox| inbox.mails.clone());
            let uids: Vec<u64> = mails.unwrap_or_default().iter().map(|entry| entry.uid.into()).collect();
            assert_eq!(uids, left, "the numbers of those that stay do not change");
        }
    }
}
