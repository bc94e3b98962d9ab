//! What the sender takes.

use std::fmt;

use crate::email::Email;
use crate::text::is_han;
use crate::vocabulary::{MailId, MailboxId};

/// A mail that may go now. Only the gate makes one, and it cannot be copied or kept:
///
/// ```
/// fn takes(cleared: renmai_core::mail::gate::Cleared) -> i64 { cleared.mail().number() }
/// ```
/// ```compile_fail
/// fn copied(cleared: &renmai_core::mail::gate::Cleared) -> renmai_core::mail::gate::Cleared { cleared.clone() }
/// ```
/// ```compile_fail
/// use renmai_core::mail::gate::{Cleared, MailFacts};
/// fn made(facts: MailFacts) -> Cleared { Cleared::new(facts.mail, facts.to, facts.mailbox.unwrap().id, None) }
/// ```
#[derive(PartialEq, Eq)]
pub struct Cleared {
    mail: MailId,
    to: Email,
    mailbox: MailboxId,
    marks: Option<[&'static str; 2]>,
}

impl Cleared {
    pub(super) fn new(
        mail: MailId,
        to: Email,
        mailbox: MailboxId,
        marks: Option<[&'static str; 2]>,
    ) -> Cleared {
        Cleared { mail, to, mailbox, marks }
    }

    /// The mail.
    pub fn mail(&self) -> MailId {
        self.mail
    }

    /// To whom.
    pub fn to(&self) -> &Email {
        &self.to
    }

    /// From which mailbox.
    pub fn mailbox(&self) -> MailboxId {
        self.mailbox
    }

    /// The subject, with the mark that the reader's law wants before it.
    pub fn subject(&self, subject: &str) -> String {
        let Some([chinese, other]) = self.marks else { return subject.to_owned() };
        let mark = if subject.chars().any(is_han) { chinese } else { other };
        let has_it = |mark: &str| {
            let rest = subject.strip_prefix(mark);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        };
        if has_it(chinese) || has_it(other) { subject.to_owned() } else { format!("{mark} {subject}") }
    }
}

/// Without the address, which no log may hold.
impl fmt::Debug for Cleared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cleared").field("mail", &self.mail).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_once_in_the_language_of_the_subject() {
        let cleared =
            |marks| Cleared::new(MailId(1), Email::parse("li@ours.cn").unwrap(), MailboxId(1), marks);
        for (subject, want) in [
            ("New lamps", "AD New lamps"),
            ("新款灯具", "广告 新款灯具"),
            ("AD: New lamps", "AD: New lamps"),
            ("广告：新款", "广告：新款"),
            ("ADAPTERS for you", "AD ADAPTERS for you"),
        ] {
            assert_eq!(cleared(Some(["广告", "AD"])).subject(subject), want);
        }
        assert_eq!(cleared(None).subject("New lamps"), "New lamps");
        assert!(!format!("{:?}", cleared(None)).contains("li@"));
    }
}
