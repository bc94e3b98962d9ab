//! The dropbox: one mailbox for the whole deployment. Each member has an address of it, to which they send a copy of
//! what they write, and pass on what they are answered (docs/product.md, rule 18.26).

mod meaning;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use super::header::{Headers, words};
use super::mailbox::{Sealed, Server};
use crate::email::Email;

pub use meaning::{Meaning, People, meaning};

/// The headers that may name the address to which a copy went, beside those of an envelope.
pub const DELIVERY_HEADERS: &str =
    "BCC DELIVERED-TO X-ORIGINAL-TO ENVELOPE-TO X-ENVELOPE-TO X-FORWARDED-TO RECEIVED";

/// The same in the order in which they are looked at: what servers wrote counts before what people wrote.
const NAMES: [&str; 9] = [
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-forwarded-to",
    "received",
    "bcc",
    "to",
    "cc",
];

/// So many tokens of one mail are looked at.
const TOKENS: usize = 5;

/// A token is not longer than this.
const LONGEST: usize = 40;

/// The dropbox as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropbox {
    /// Its address, without any token.
    pub address: Email,
    /// Where it is read.
    pub imap: Server,
    /// The name with which one signs in.
    pub login: String,
    /// The secret with which one signs in, sealed.
    pub sealed: Sealed,
    /// Why its server lets us in no more, in words for the operator.
    pub refused: Option<String>,
    /// When it was set (UTC).
    pub set_at: DateTime<Utc>,
}

impl Dropbox {
    /// The address of a member, by their token: `log+k3v…@ours.com`.
    pub fn address_of(&self, token: &str) -> String {
        let (local, domain) = self.parts();
        format!("{local}+{token}@{domain}")
    }

    /// Whether this is the dropbox, with a token or without.
    pub fn is_address(&self, address: &Email) -> bool {
        let key = address.key();
        let Some((local, domain)) = key.rsplit_once('@') else { return false };
        let (own, own_domain) = self.parts();
        let rest = local.strip_prefix(own.to_lowercase().as_str());
        domain == own_domain && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('+'))
    }

    fn parts(&self) -> (&str, &str) {
        self.address.as_str().rsplit_once('@').unwrap_or_default()
    }

    /// The tokens to which a mail was addressed or delivered, each once.
    pub fn tokens(&self, mail: &[u8]) -> Vec<String> {
        let headers = Headers::of_bytes(mail);
        let mut tokens = Vec::new();
        for value in NAMES.into_iter().flat_map(|name| headers.all(name)) {
            for token in self.tokens_in(&words(value).to_lowercase()) {
                if !tokens.contains(&token) && tokens.len() < TOKENS {
                    tokens.push(token);
                }
            }
        }
        tokens
    }

    /// The tokens in a text in lower case.
    fn tokens_in(&self, text: &str) -> Vec<String> {
        let (local, domain) = self.parts();
        let (local, domain) = (format!("{}+", local.to_lowercase()), format!("@{domain}"));
        let of_address = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
        let mut found = Vec::new();
        for (at, _) in text.match_indices(local.as_str()) {
            // `catalog+…` is another mailbox.
            if text[..at].chars().next_back().is_some_and(of_address) {
                continue;
            }
            let rest = &text[at + local.len()..];
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let (token, rest) = rest.split_at(length);
            let ends = rest.strip_prefix(domain.as_str());
            let ends = ends.is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
                    && !rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
            });
            if ends && (1..=LONGEST).contains(&length) {
                found.push(token.to_owned());
            }
        }
        found
    }
}
