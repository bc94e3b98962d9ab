//! Who sends a mail, and who receives it.

use super::{Session, TOO_LARGE};
use crate::mail::address::Address;
use crate::mail::standing::Standing;
use crate::mail::wire::LARGEST;

/// The most recipients of a mail.
const RECIPIENTS: usize = 100;

impl Session {
    pub(super) fn mail(&mut self, rest: &str) -> Result<String, String> {
        let Some(user) = &self.user else { return Err("530 5.7.0 Authentication required".into()) };
        if self.sender.is_some() {
            return Err("503 5.5.1 Error: nested MAIL command".into());
        }
        let (path, parameters) = path(rest, "FROM:").ok_or("501 5.5.4 Syntax: MAIL FROM:<address>")?;
        for parameter in parameters.split_ascii_whitespace() {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name.to_ascii_uppercase().as_str() {
                "SIZE" => match value.parse::<usize>() {
                    Ok(size) if size > LARGEST => return Err(TOO_LARGE.into()),
                    Ok(_) => {}
                    Err(_) => return Err("501 5.5.4 Bad message size syntax".into()),
                },
                "BODY" if ["7BIT", "8BITMIME"].contains(&value.to_ascii_uppercase().as_str()) => {}
                "AUTH" => {}
                _ => return Err("555 5.5.4 Unsupported option".into()),
            }
        }
        let sender = match path {
            "" => None,
            path => {
                let sender = Address::parse(path).ok_or("501 5.1.7 Bad sender address syntax")?;
                if sender.mailbox() != *user {
                    return Err(format!(
                        "553 5.7.1 <{sender}>: Sender address rejected: not owned by user {user}"
                    ));
                }
                Some(sender)
            }
        };
        self.sender = Some(sender);
        Ok("250 2.1.0 Ok".into())
    }

    pub(super) fn rcpt(&mut self, rest: &str) -> Result<String, String> {
        if self.sender.is_none() {
            return Err("503 5.5.1 Error: need MAIL command".into());
        }
        let (path, parameters) = path(rest, "TO:").ok_or("501 5.5.4 Syntax: RCPT TO:<address>")?;
        if !parameters.is_empty() {
            return Err("555 5.5.4 Unsupported option".into());
        }
        let to = Address::parse(path).ok_or("501 5.1.3 Bad recipient address syntax")?;
        if self.to.len() == RECIPIENTS {
            return Err("452 4.5.3 Error: too many recipients".into());
        }
        match self.room.read(|post| post.standing(&to)) {
            Standing::Unknown => {
                return Err(format!("550 5.1.1 <{to}>: Recipient address rejected: User unknown"));
            }
            Standing::Full => return Err(format!("452 4.2.2 <{to}>: The recipient's mailbox is over quota")),
            Standing::Exists | Standing::BouncesLater { .. } | Standing::Away { .. } => {}
        }
        if !self.to.contains(&to) {
            self.to.push(to);
        }
        Ok("250 2.1.5 Ok".into())
    }
}

/// The address in `FROM:<a@b> X=Y`, and what stands behind it.
fn path<'a>(rest: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let begins = rest.get(..word.len())?.eq_ignore_ascii_case(word);
    let (path, parameters) = rest.get(word.len()..)?.trim_start().strip_prefix('<')?.split_once('>')?;
    let apart = parameters.is_empty() || parameters.starts_with(' ');
    (begins && apart).then_some((path, parameters.trim()))
}
