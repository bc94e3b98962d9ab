//! What a client looks at in the folder that is open.

use super::commands::say;
use super::fetch::{Item, items, told};
use super::search::{Place, keys};
use super::words::{Set, Word};
use super::{Done, Session};

impl Session {
    pub(super) fn fetch(&mut self, rest: &[Word], by: Numbers, said: &mut Vec<u8>) -> Done {
        let Some(open) = &self.open else { return "BAD Open a folder first".into() };
        let set = rest.first().and_then(Word::atom).and_then(|set| Set::parse(&set));
        let Some((set, mut wanted)) = set.zip(items(rest.get(1..).unwrap_or_default())) else {
            return "BAD FETCH numbers items".into();
        };
        if by == Numbers::Uids && !wanted.contains(&Item::Uid) {
            wanted.insert(0, Item::Uid);
        }
        let marks =
            wanted.iter().any(|item| matches!(item, Item::Body { marks: true, .. })) && !open.read_only;
        for (number, uid) in numbered(&open.uids) {
            let last = by.of(open.uids.len(), open.uids.last());
            if !set.has(if by == Numbers::Uids { uid } else { number }, last) {
                continue;
            }
            if marks
                && self.room.change(|post, _| open.mark_seen(post, uid))
                && !wanted.contains(&Item::Flags)
            {
                wanted.push(Item::Flags);
            }
            let told = self.room.read(|post| open.mail(post, uid).map(|mail| told(&wanted, mail)));
            if let Some(told) = told {
                said.extend(format!("* {number} FETCH (").bytes());
                said.extend(told);
                said.extend(b")\r\n");
            }
        }
        "OK done".into()
    }

    pub(super) fn search(&self, rest: &[Word], by: Numbers, said: &mut Vec<u8>) -> Done {
        let Some(open) = &self.open else { return "BAD Open a folder first".into() };
        let Some(keys) = keys(rest) else { return "BAD That cannot be looked for".into() };
        let (mails, last_uid) =
            (Numbers::Places.of(open.uids.len(), None), open.uids.last().copied().unwrap_or(0));
        let found: Vec<String> = self.room.read(|post| {
            let fits = |(number, uid): &(u32, u32)| {
                let place = Place { number: *number, mails, last_uid };
                open.mail(post, *uid).is_some_and(|mail| keys.fits(mail, place))
            };
            let found = numbered(&open.uids).filter(fits);
            found.map(|(number, uid)| if by == Numbers::Uids { uid } else { number }.to_string()).collect()
        });
        let space = if found.is_empty() { "" } else { " " };
        say(said, &format!("SEARCH{space}{}", found.join(" ")))
    }
}

/// By which numbers mails are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// By their order in the folder.
    Places,
    Uids,
}

impl Numbers {
    /// The highest number.
    fn of(self, mails: usize, last_uid: Option<&u32>) -> u32 {
        match self {
            Numbers::Places => mails.try_into().unwrap_or(u32::MAX),
            Numbers::Uids => last_uid.copied().unwrap_or(0),
        }
    }
}

fn numbered(uids: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    (1..).zip(uids.iter().copied())
}
