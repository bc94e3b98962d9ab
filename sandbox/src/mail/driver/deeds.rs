//! What a customer does with a mail. Each answers the number of the mail that comes of it.

use chrono::{DateTime, NaiveDate, Utc};

use super::MailboxDriver;
use super::unsubscribe::mail_to;
use crate::mail::address::Address;
use crate::mail::deliver::{name_in, name_of};
use crate::mail::fault::MailFault;
use crate::mail::letters::{Client, Draft, Phrases, Seen, Stamp, answer, away, bounce, complaint, forward};
use crate::mail::post::{FolderName, Letter, Post};
use crate::mail::standing::Bounce;

type Sent = Result<u64, MailFault>;

/// A mail that lies before a customer.
struct Before {
    letter: Letter,
    seen: Seen,
    /// The customer, under the name by which the mail calls them.
    me: (String, Address),
}

impl MailboxDriver {
    /// Answers a mail, as somebody does it in Gmail.
    ///
    /// # Errors
    /// When there is no such mail, or nobody to be answered.
    pub fn answers(&self, id: u64, text: &str) -> Sent {
        self.answers_with(Client::Gmail, id, text)
    }

    /// Answers a mail with this program.
    ///
    /// # Errors
    /// As in [`MailboxDriver::answers`].
    pub fn answers_with(&self, client: Client, id: u64, text: &str) -> Sent {
        self.sends(id, |before| answer(&before.seen, before.me.clone(), text, client, before.letter.at))
    }

    /// Somebody else, who was in copy unseen or reads the same mailbox, answers the mail under an own address.
    ///
    /// # Errors
    /// As in [`MailboxDriver::answers`], or when the colleague's address is none.
    pub fn colleague_answers(&self, id: u64, colleague: &str, text: &str) -> Sent {
        let colleague = person(colleague)?;
        self.sends(id, |before| answer(&before.seen, colleague, text, Client::Outlook, before.letter.at))
    }

    /// Hands a mail on to a colleague, who answers its first writer.
    ///
    /// # Errors
    /// As in [`MailboxDriver::colleague_answers`].
    pub fn forwards_to_colleague_who_answers(&self, id: u64, colleague: &str, text: &str) -> Sent {
        let colleague = person(colleague)?;
        let before = self.before(id)?;
        let handed_on = forward(&before.seen, before.me, colleague.clone(), before.letter.at);
        let first = before.seen.from.map(|from| (before.seen.from_name, from));
        self.shared.change(|post, now| {
            let raw = handed_on.write(post.stamp(now)).ok_or(MailFault::Unwritable)?;
            let read = Seen::of(&raw);
            post.arrive(&colleague.1, raw.into(), now);
            // The colleague answers whoever wrote first, whose address stands in the text.
            let draft = Draft { to: first, ..answer(&read, colleague, text, Client::Outlook, now) };
            send(post, draft, now)
        })
    }

    /// Hands a mail on to somebody.
    ///
    /// # Errors
    /// When there is no such mail, or the address is none.
    pub fn forwards(&self, id: u64, to: &str) -> Sent {
        let to = person(to)?;
        self.sends(id, |before| forward(&before.seen, before.me.clone(), to, before.letter.at))
    }

    /// Writes a mail of their own, with a copy that its reader does not see.
    ///
    /// # Errors
    /// When an address is none.
    pub fn writes_with_copy(&self, to: &str, copy_to: &str, subject: &str, text: &str) -> Sent {
        let copy_to = address(copy_to)?;
        let id = self.writes(to, subject, text)?;
        self.shared.change(|post, now| {
            let raw = post.letters.get(&id).ok_or(MailFault::NoSuchMail(id))?.raw.clone();
            Ok(post.arrive(&copy_to, raw, now))
        })
    }

    /// Asks for no more mail, in words.
    ///
    /// # Errors
    /// As in [`MailboxDriver::answers`].
    pub fn opts_out(&self, id: u64) -> Sent {
        self.answers(id, Phrases::of(&self.address).opt_out)
    }

    /// Opts out by the address that the mail names for it, as a mail program does at the press of its button.
    ///
    /// # Errors
    /// When the mail names none.
    pub fn unsubscribes(&self, id: u64) -> Sent {
        let target = self.before(id)?.seen.unsubscribe.as_deref().and_then(mail_to);
        let (to, subject, text) = target.ok_or(MailFault::NoUnsubscribeAddress)?;
        self.sends(id, |before| Draft {
            from: Some(before.me.clone()),
            to: Some((String::new(), to)),
            subject,
            text,
            ..Draft::default()
        })
    }

    /// A mail program answers the mail by itself: its owner is away.
    ///
    /// # Errors
    /// As in [`MailboxDriver::answers`].
    pub fn answers_automatically(&self, id: u64, until: Option<NaiveDate>) -> Sent {
        self.sends(id, |before| away(&before.seen, before.me.clone(), until))
    }

    /// A server reports about a mail that it has taken.
    ///
    /// # Errors
    /// As in [`MailboxDriver::answers`].
    pub fn bounces(&self, id: u64, why: Bounce) -> Sent {
        self.reports(id, |before, sender, to, stamp| bounce(&before.letter.raw, sender, to, why, stamp))
    }

    /// Calls the mail spam, and the provider tells who sent it.
    ///
    /// # Errors
    /// As in [`MailboxDriver::answers`].
    pub fn calls_it_spam(&self, id: u64) -> Sent {
        let report =
            self.reports(id, |before, sender, to, stamp| complaint(&before.letter.raw, sender, to, stamp))?;
        self.shared.change(|post, now| post.junk(&self.address, id, now));
        Ok(report)
    }

    /// Writes a mail of their own.
    ///
    /// # Errors
    /// When the address is none.
    pub fn writes(&self, to: &str, subject: &str, text: &str) -> Sent {
        self.composes(to, subject, text, Vec::new())
    }

    /// Sends a newsletter.
    ///
    /// # Errors
    /// When the address is none.
    pub fn sends_newsletter(&self, to: &str, subject: &str, text: &str) -> Sent {
        let domain = self.address.domain();
        let headers = vec![
            ("List-Id", format!("News <news.{domain}>")),
            ("List-Unsubscribe", format!("<mailto:unsubscribe@{domain}>")),
            ("Precedence", "bulk".to_owned()),
        ];
        self.composes(to, subject, text, headers)
    }

    /// Lays these bytes into the inbox, as a mail from outside.
    pub fn gets(&self, raw: &[u8]) -> u64 {
        let raw = raw.to_vec();
        self.shared.change(|post, now| post.arrive(&self.address, raw.into(), now))
    }

    fn composes(&self, to: &str, subject: &str, text: &str, headers: Vec<(&'static str, String)>) -> Sent {
        let draft = Draft {
            from: Some((name_in(&self.address), self.address.clone())),
            to: Some((String::new(), address(to)?)),
            subject: subject.to_owned(),
            text: text.to_owned(),
            headers,
            ..Draft::default()
        };
        self.shared.change(|post, now| send(post, draft, now))
    }

    /// Looks at a mail, and sends what is written to it.
    fn sends(&self, id: u64, write: impl FnOnce(&Before) -> Draft) -> Sent {
        let before = self.before(id)?;
        self.reads(id);
        self.shared.change(|post, now| send(post, write(&before), now))
    }

    fn reports(&self, id: u64, write: impl FnOnce(&Before, &Address, &Address, Stamp) -> Vec<u8>) -> Sent {
        let before = self.before(id)?;
        let sender =
            before.letter.sender.clone().or(before.seen.from.clone()).ok_or(MailFault::FromNobody)?;
        let reader = before.letter.to.iter().find(|to| to.mailbox() == self.address).unwrap_or(&self.address);
        Ok(self.shared.change(|post, now| {
            let report = write(&before, &sender, reader, post.stamp(now));
            post.arrive(&sender, report.into(), now)
        }))
    }

    fn before(&self, id: u64) -> Result<Before, MailFault> {
        let letter = self.shared.read(|post| {
            let folders = &post.boxes.get(&self.address)?.folders;
            let mine = folders.values().flat_map(|folder| &folder.mails).any(|entry| entry.letter == id);
            post.letters.get(&id).filter(|_| mine).cloned()
        });
        let letter = letter.ok_or(MailFault::NoSuchMail(id))?;
        let seen = Seen::of(&letter.raw);
        let me = (name_of(&seen, &self.address), self.address.clone());
        Ok(Before { letter, seen, me })
    }
}

impl Post {
    fn junk(&mut self, owner: &Address, letter: u64, now: DateTime<Utc>) {
        if let Some(inbox) = self.open(owner, now).folders.get_mut(&FolderName::Inbox) {
            inbox.mails.retain(|entry| entry.letter != letter);
            self.put(owner, FolderName::Junk, letter, true, now);
        }
    }
}

/// Sends a mail: it comes in where it is addressed to, and a copy lies with who wrote it.
fn send(post: &mut Post, draft: Draft, now: DateTime<Utc>) -> Sent {
    let from = draft.from.clone().map(|(_, from)| from).ok_or(MailFault::FromNobody)?;
    let to = draft.to.clone().map(|(_, to)| to).ok_or(MailFault::FromNobody)?;
    let raw = draft.write(post.stamp(now)).ok_or(MailFault::Unwritable)?;
    let letter = post.arrive(&to, raw.into(), now);
    post.put(&from, FolderName::Sent, letter, true, now);
    Ok(letter)
}

fn address(text: &str) -> Result<Address, MailFault> {
    Address::parse(text.trim()).ok_or_else(|| MailFault::NotAnAddress(text.to_owned()))
}

fn person(text: &str) -> Result<(String, Address), MailFault> {
    let address = address(text)?;
    Ok((name_in(&address), address))
}
