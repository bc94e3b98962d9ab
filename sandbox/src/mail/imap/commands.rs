//! The commands that are answered at once.

use chrono::{DateTime, Utc};

use super::folder::{Open, is_meant, marks, named};
use super::look::Numbers;
use super::words::{Word, group};
use super::{CAPABILITIES, Done, Session, TRIES};
use crate::mail::post::{FolderName, Letter};

impl Session {
    /// Carries a command out; what is said before its end goes into `said`.
    pub(super) fn carry_out(&mut self, name: &str, rest: &[Word], said: &mut Vec<u8>) -> Done {
        match (name, self.user.is_some(), self.open.is_some()) {
            ("CAPABILITY", ..) => say(said, &format!("CAPABILITY {CAPABILITIES}")),
            ("ID", ..) => say(said, r#"ID ("name" "renmai-sandbox")"#),
            ("NOOP" | "CHECK", ..) => {
                said.extend(self.news());
                "OK done".into()
            }
            ("LOGOUT", ..) => {
                self.over = true;
                say(said, "BYE")
            }
            ("LOGIN", false, _) => match rest {
                [user, password] => match user.text().zip(password.text()) {
                    Some((user, password)) => self.sign_in(&user, &password),
                    None => "BAD LOGIN user password".into(),
                },
                _ => "BAD LOGIN user password".into(),
            },
            (_, false, _) => "BAD Sign in first".into(),
            ("LOGIN" | "AUTHENTICATE", true, _) => "BAD Somebody has signed in".into(),
            ("LIST" | "LSUB", ..) => self.list(name, rest, said),
            ("SELECT" | "EXAMINE", ..) => self.enter(rest, name == "EXAMINE", said),
            ("STATUS", ..) => self.status(rest, said),
            ("APPEND", ..) => self.append(rest).unwrap_or_else(|refusal| refusal),
            ("SUBSCRIBE" | "UNSUBSCRIBE", ..) => "OK done".into(),
            ("CREATE" | "DELETE" | "RENAME" | "COPY" | "STORE" | "EXPUNGE" | "MOVE", ..) => {
                "NO [CANNOT] Nothing is changed in this mail room".into()
            }
            ("CLOSE" | "UNSELECT", _, true) => {
                self.open = None;
                "OK done".into()
            }
            ("FETCH", _, true) => self.fetch(rest, Numbers::Places, said),
            ("SEARCH", _, true) => self.search(rest, Numbers::Places, said),
            ("UID", _, true) => {
                said.extend(self.news());
                let name = rest.first().and_then(Word::atom).unwrap_or_default();
                let rest = rest.get(1..).unwrap_or_default();
                match name.as_str() {
                    "FETCH" => self.fetch(rest, Numbers::Uids, said),
                    "SEARCH" => self.search(rest, Numbers::Uids, said),
                    _ => "NO [CANNOT] Nothing is changed in this mail room".into(),
                }
            }
            ("FETCH" | "SEARCH" | "UID" | "IDLE" | "CLOSE" | "UNSELECT", _, false) => {
                "BAD Open a folder first".into()
            }
            _ => "BAD That is no command here".into(),
        }
    }

    pub(super) fn sign_in(&mut self, user: &str, password: &str) -> Done {
        self.user = self.room.change(|post, now| post.sign_in(user, password, now));
        if self.user.is_some() {
            return format!("OK [CAPABILITY {CAPABILITIES}] welcome");
        }
        self.wrong += 1;
        self.over = self.wrong == TRIES;
        "NO [AUTHENTICATIONFAILED] The user name or the password is wrong".into()
    }

    fn list(&self, name: &str, rest: &[Word], said: &mut Vec<u8>) -> Done {
        // Before the names may stand which folders are wanted; what is told of them here is everything.
        let (which, rest) = group(rest);
        let special = which.iter().any(|word| word.atom().as_deref() == Some("SPECIAL-USE"));
        let (Some(_), Some(pattern)) = (rest.first().and_then(Word::text), rest.get(1)) else {
            return format!("BAD {name} reference pattern");
        };
        let patterns: Vec<String> = match group(&rest[1..]) {
            ([], _) => pattern.text().into_iter().collect(),
            (several, _) => several.iter().filter_map(Word::text).collect(),
        };
        if patterns.iter().all(String::is_empty) {
            return say(said, &format!(r#"{name} (\Noselect) "/" """#));
        }
        for folder in FolderName::ALL {
            let meant = patterns.iter().any(|pattern| is_meant(pattern, folder));
            if meant && !(special && folder == FolderName::Inbox) {
                say(said, &format!(r#"{name} ({}) "/" {}"#, marks(folder), folder.as_str()));
            }
        }
        "OK done".into()
    }

    fn enter(&mut self, rest: &[Word], read_only: bool, said: &mut Vec<u8>) -> Done {
        self.open = None;
        let Some(user) = self.user.clone() else { return "BAD Sign in first".into() };
        let Some(name) = rest.first().and_then(Word::text) else { return "BAD Which folder?".into() };
        let Some(name) = named(&name) else { return "NO [NONEXISTENT] There is no such folder".into() };
        let entered = self.room.change(|post, now| {
            post.open(&user, now);
            let folder = post.folder(&user, name)?;
            Some((folder.validity, folder.next, Open::new(post, &user, name, read_only)?))
        });
        let Some((validity, next, open)) = entered else { return "NO There is no such folder".into() };
        let (flags, way) = if read_only { ("", "READ-ONLY") } else { (r"\Seen", "READ-WRITE") };
        for line in [
            r"FLAGS (\Seen)".to_owned(),
            format!("{} EXISTS", open.uids.len()),
            "0 RECENT".into(),
            format!("OK [UIDVALIDITY {validity}] ok"),
            format!("OK [UIDNEXT {next}] ok"),
            format!("OK [PERMANENTFLAGS ({flags})] ok"),
        ] {
            say(said, &line);
        }
        self.open = Some(open);
        format!("OK [{way}] done")
    }

    fn status(&self, rest: &[Word], said: &mut Vec<u8>) -> Done {
        let folder = rest.first().and_then(Word::text).and_then(|name| named(&name)).zip(self.user.as_ref());
        let Some((name, user)) = folder else { return "NO [NONEXISTENT] There is no such folder".into() };
        let wanted = group(&rest[1..]).0.iter().filter_map(Word::atom);
        let told: Option<Vec<String>> = self.room.read(|post| {
            let folder = post.folder(user, name);
            let (validity, next) = folder.map_or((0, 1), |folder| (folder.validity, folder.next));
            let mails = folder.map_or(&[][..], |folder| &folder.mails);
            let item = |item: String| {
                let value = match item.as_str() {
                    "MESSAGES" => mails.len().to_string(),
                    "UNSEEN" => mails.iter().filter(|entry| !entry.seen).count().to_string(),
                    "RECENT" => "0".into(),
                    "UIDNEXT" => next.to_string(),
                    "UIDVALIDITY" => validity.to_string(),
                    _ => return None,
                };
                Some(format!("{item} {value}"))
            };
            wanted.map(item).collect()
        });
        match told {
            Some(told) => say(said, &format!("STATUS {} ({})", name.as_str(), told.join(" "))),
            None => "BAD Of that nothing is known".into(),
        }
    }

    /// `APPEND folder [(flags)] [date] mail`
    fn append(&mut self, rest: &[Word]) -> Result<Done, Done> {
        let user = self.user.clone().ok_or("BAD Sign in first")?;
        let (name, rest) = rest.split_first().ok_or("BAD Which folder?")?;
        let name =
            name.text().and_then(|name| named(&name)).ok_or("NO [TRYCREATE] There is no such folder")?;
        let (flags, rest) = group(rest);
        let seen = flags.iter().any(|flag| flag.atom().as_deref() == Some(r"\SEEN"));
        let (date, mail) = match rest {
            [Word::Text(mail)] => (None, mail),
            [Word::Text(date), Word::Text(mail)] => (Some(moment(date).ok_or("BAD That is no date")?), mail),
            _ => return Err("BAD APPEND folder (flags) date {size}".into()),
        };
        if mail.is_empty() {
            return Err("NO An empty mail is none".into());
        }
        let (validity, uid) = self.room.change(|post, now| {
            let at = date.unwrap_or(now);
            let letter = post.keep(Letter { at, sender: None, to: Vec::new(), raw: mail.clone().into() });
            let uid = post.put(&user, name, letter, seen, now).unwrap_or_default();
            (post.folder(&user, name).map_or(0, |folder| folder.validity), uid)
        });
        Ok(format!("OK [APPENDUID {validity} {uid}] done"))
    }
}

pub(super) fn say(said: &mut Vec<u8>, line: &str) -> Done {
    said.extend(format!("* {line}\r\n").bytes());
    "OK done".into()
}

/// `" 1-Dec-2026 09:20:00 +0100"`
fn moment(date: &[u8]) -> Option<DateTime<Utc>> {
    let date = std::str::from_utf8(date).ok()?;
    let date = DateTime::parse_from_str(date.trim(), "%d-%b-%Y %H:%M:%S %z").ok()?;
    Some(date.to_utc())
}
