//! Mail addresses, as far as these servers take them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A mail address in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Address(String);

/// The longest address there is.
const LONGEST: usize = 254;

impl Address {
    /// Reads an address without a name or angle brackets. One in other letters than ASCII is none: these servers do not
    /// offer SMTPUTF8.
    pub(crate) fn parse(text: &str) -> Option<Address> {
        let text = text.to_ascii_lowercase();
        let (local, domain) = text.rsplit_once('@')?;
        let local_letter = |letter: char| letter.is_ascii_graphic() && !r#"()<>[]:;@\,""#.contains(letter);
        let label = |label: &str| {
            !label.is_empty() && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
        };
        let good = text.len() <= LONGEST
            && !local.is_empty()
            && local.chars().all(local_letter)
            && domain.split('.').all(label)
            && text.parse::<lettre::Address>().is_ok();
        good.then_some(Address(text))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    pub(crate) fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The mailbox in which its mail arrives: `wang+a7@ours.com` is one more address of `wang@ours.com`.
    pub(crate) fn mailbox(&self) -> Address {
        match self.local().split_once('+') {
            Some((name, _)) if !name.is_empty() => Address(format!("{name}@{}", self.domain())),
            _ => self.clone(),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_words() {
        for (text, mailbox) in [
            ("anna@lumen.de", Some("anna@lumen.de")),
            ("Anna.Schmidt@Lumen.DE", Some("anna.schmidt@lumen.de")),
            ("wang+a7f@ours.com", Some("wang@ours.com")),
            ("root@localhost", Some("root@localhost")),
            ("+7@ours.com", Some("+7@ours.com")),
            ("", None),
            ("anna", None),
            ("@lumen.de", None),
            ("anna@", None),
            ("anna@lumen..de", None),
            ("anna@lumen.de>", None),
            ("an na@lumen.de", None),
            ("a@b@lumen.de", None),
            ("ännä@lumen.de", None),
            ("anna@lümen.de", None),
        ] {
            let read = Address::parse(text).map(|address| address.mailbox().as_str().to_owned());
            assert_eq!(read.as_deref(), mailbox, "{text}");
        }
    }
}
