//! How a mail comes into mailboxes.

use axum::body::Bytes;
use chrono::{DateTime, Utc};

use super::address::Address;
use super::letters::{Seen, Stamp, away, bounce};
use super::post::{FolderName, Letter, Post};
use super::standing::Standing;

impl Post {
    /// Takes a mail that was handed over, delivers it, and answers what a customer's server or program answers by itself.
    pub(super) fn accept(
        &mut self,
        user: Option<&Address>,
        sender: Option<&Address>,
        to: Vec<Address>,
        raw: Bytes,
        now: DateTime<Utc>,
    ) -> u64 {
        let letter = self.keep(Letter { at: now, sender: sender.cloned(), to: to.clone(), raw: raw.clone() });
        if let Some(user) = user.filter(|_| self.files_sent) {
            self.put(user, FolderName::Sent, letter, true, now);
        }
        for reader in &to {
            // Whether it could be taken at all was asked before.
            match self.standing(reader) {
                Standing::BouncesLater { bounce: why } => {
                    if let Some(sender) = sender {
                        let report = bounce(&raw, sender, reader, why, self.stamp(now));
                        self.arrive(sender, report.into(), now);
                    }
                }
                Standing::Away { until } => {
                    self.put(reader, FolderName::Inbox, letter, false, now);
                    let seen = Seen::of(&raw);
                    let stamp = self.stamp(now);
                    let answer = away(&seen, (name_of(&seen, reader), reader.mailbox()), until);
                    if let (Some(sender), Some(answer)) = (sender, answer.write(stamp)) {
                        self.arrive(sender, answer.into(), now);
                    }
                }
                Standing::Exists | Standing::Unknown | Standing::Full => {
                    let letter = match delivered_to(reader, &raw) {
                        Some(raw) => {
                            self.keep(Letter { at: now, sender: sender.cloned(), to: to.clone(), raw })
                        }
                        None => letter,
                    };
                    self.put(reader, FolderName::Inbox, letter, false, now);
                }
            }
        }
        letter
    }

    /// A mail comes in for somebody, from outside.
    pub(super) fn arrive(&mut self, to: &Address, raw: Bytes, now: DateTime<Utc>) -> u64 {
        let raw = delivered_to(to, &raw).unwrap_or(raw);
        let letter = self.keep(Letter { at: now, sender: None, to: vec![to.clone()], raw });
        self.put(to, FolderName::Inbox, letter, false, now);
        letter
    }

    /// The stamp of the mail that is kept next.
    pub(super) fn stamp(&self, at: DateTime<Utc>) -> Stamp {
        Stamp { number: self.next_letter(), at }
    }
}

/// A mail as servers write down to which address of a mailbox it came; `None`: to its only one.
fn delivered_to(to: &Address, raw: &[u8]) -> Option<Bytes> {
    let is_another = to.mailbox() != *to;
    is_another.then(|| [format!("Delivered-To: {to}\r\n").as_bytes(), raw].concat().into())
}

/// What somebody is called who got this mail: as it says, else as the address does.
pub(super) fn name_of(mail: &Seen, address: &Address) -> String {
    mail.name_of(address).map_or_else(|| name_in(address), str::to_owned)
}

/// `jonas.weber@lumen.de` is Jonas Weber.
pub(super) fn name_in(address: &Address) -> String {
    let mailbox = address.mailbox();
    let words = mailbox.local().split(['.', '_', '-']).filter(|word| !word.is_empty());
    let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    words.map(capital).collect::<Vec<_>>().join(" ")
}
