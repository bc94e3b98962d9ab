//! The keys of rows, and the numbers by which people call them.

use serde::{Deserialize, Serialize};

use crate::text::half_width;

/// The number of a contact in its team: short, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContactNo(pub i64);

impl ContactNo {
    /// Reads `12`, `#12`, `l12` or `/l12`.
    pub fn parse(text: &str) -> Option<ContactNo> {
        let text = half_width(text);
        let text = text.trim();
        let digits = text
            .strip_prefix('#')
            .or_else(|| text.strip_prefix("/l"))
            .or_else(|| text.strip_prefix('l'))
            .unwrap_or(text);
        if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().filter(|n| *n > 0).map(ContactNo)
    }
}

/// The key of a contact's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContactId(pub(crate) i64);

impl ContactId {
    /// The key so many after this, of a row of keys that were taken together.
    pub(crate) fn later(self, by: u64) -> ContactId {
        ContactId(self.0.saturating_add_unsigned(by))
    }
}

/// The key of a team's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TeamId(pub(crate) i64);

impl TeamId {
    /// The number for which the secrets of its mailboxes are sealed.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The key of a member's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub(crate) i64);

impl MemberId {
    /// The number by which a button names the member.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The key of the row of a sign-in by a code. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeviceSignInId(pub(crate) i64);

impl DeviceSignInId {
    /// The number by which the message that shows it is found.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The key of an invite's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InviteId(pub(crate) i64);

impl InviteId {
    /// The number by which a button names the invite.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The key of an interaction's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InteractionId(pub(crate) i64);

/// The key of an insight's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InsightId(pub(crate) i64);

/// The key of a change's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChangeId(pub(crate) i64);

impl ChangeId {
    /// The number by which an undo button names it.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The key of an outgoing mail's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MailId(pub(crate) i64);

impl MailId {
    /// The number by which a button names it.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The key of a mailbox's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MailboxId(pub(crate) i64);

impl MailboxId {
    /// Of a mailbox that is not in the book yet.
    pub const NONE: MailboxId = MailboxId(0);

    /// The number by which a button names it.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The key of a template's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TemplateId(pub(crate) i64);

impl TemplateId {
    /// Of a template that is not in the book yet.
    pub const NONE: TemplateId = TemplateId(0);

    /// The number by which a button names it.
    pub fn number(self) -> i64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Channel, Grade, Stage};
    use proptest::prelude::*;

    #[test]
    fn a_number_is_read_in_every_way_people_write_it() {
        for (text, want) in [
            ("12", Some(12)),
            ("#12", Some(12)),
            ("＃12", Some(12)),
            (" /l12 ", Some(12)),
            ("0", None),
            ("-1", None),
            ("", None),
            ("#", None),
            ("12a", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(ContactNo::parse(text).map(|n| n.0), want, "{text}");
        }
    }

    #[test]
    fn words_are_understood_in_both_languages() {
        assert_eq!(Stage::parse(" 有意向"), Some(Stage::Interested));
        assert_eq!(Stage::parse("LOST"), Some(Stage::Lost));
        assert_eq!(Channel::parse("展会"), Some(Channel::TradeShow));
        assert_eq!(Grade::parse("A"), Some(Grade::A));
        assert_eq!(Grade::parse("D"), None);
    }

    proptest! {
        #[test]
        fn a_number_is_read_however_it_is_written_and_nothing_else(no in 1i64..1_000_000_000, text in "\\PC{0,12}") {
            for written in [format!("{no}"), format!("#{no}"), format!("/l{no}"), format!(" ＃{no} ")] {
                prop_assert_eq!(ContactNo::parse(&written), Some(ContactNo(no)));
            }
            prop_assert!(ContactNo::parse(&text).is_none_or(|no| no.0 > 0));
        }
    }
}
