//! What a server answered.

use std::error::Error as _;
use std::fmt;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;

/// An answer of a server. Its text may name a person, so it is for the mailbox's owner and for no log: `Debug` does not
/// show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its three digits.
    pub code: u16,
    /// Its enhanced status, if it has one.
    pub status: Option<Enhanced>,
    /// Its words, on one line.
    pub text: String,
}

/// An enhanced status (RFC 3463): its class, its subject and its detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enhanced(pub u8, pub u16, pub u16);

/// So many characters of an answer are kept.
const TEXT: usize = 500;

impl Reply {
    pub(super) fn of(response: &Response) -> Reply {
        Reply::new(response.code().into(), &response.message().collect::<Vec<_>>().join(" "))
    }

    /// The answer in an error of the library, which makes one of every answer that is no yes.
    pub(super) fn of_fault(fault: &Error) -> Option<Reply> {
        let text = fault.source().map(ToString::to_string).unwrap_or_default();
        fault.status().map(|code| Reply::new(code.into(), &text))
    }

    fn new(code: u16, text: &str) -> Reply {
        let words = text.split(|sign: char| sign.is_whitespace() || sign.is_control());
        let text = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let status = text.split(' ').next().and_then(Enhanced::parse);
        let status = status.filter(|status| u16::from(status.0) == code / 100);
        Reply { code, status, text: text.chars().take(TEXT).collect() }
    }

    /// Whether it is "not now".
    pub(super) fn is_transient(&self) -> bool {
        self.code / 100 == 4
    }

    /// Whether it is "done".
    pub(super) fn is_completed(&self) -> bool {
        self.code / 100 == 2
    }
}

impl Enhanced {
    fn parse(word: &str) -> Option<Enhanced> {
        let mut parts = word.split('.');
        let class = parts.next().filter(|class| matches!(*class, "2" | "4" | "5"))?.parse().ok()?;
        let mut number = || {
            let digits = parts.next()?;
            let good = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            good.then(|| digits.parse().ok()).flatten()
        };
        let (subject, detail) = (number()?, number()?);
        parts.next().is_none().then_some(Enhanced(class, subject, detail))
    }
}

impl fmt::Display for Enhanced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("code", &self.code)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Enhanced, Reply};

    #[test]
    fn the_enhanced_status_is_the_first_word_and_agrees_with_the_code() {
        for (code, text, status) in [
            (550, "5.1.1 No such user", Some(Enhanced(5, 1, 1))),
            (550, "5.7.509 Access denied", Some(Enhanced(5, 7, 509))),
            (450, "4.2.1 busy", Some(Enhanced(4, 2, 1))),
            (550, "4.2.1 busy", None),
            (550, "No such user 5.1.1", None),
            (550, "5.1 x", None),
            (550, "5.1.1.1 x", None),
            (550, "5.1.1234 x", None),
            (550, "5.+1.1 x", None),
            (550, "", None),
        ] {
            assert_eq!(Reply::new(code, text).status, status, "{code} {text}");
        }
    }

    #[test]
    fn an_answer_is_one_bounded_line_and_its_words_are_in_no_debug() {
        let reply = Reply::new(550, "5.1.1 <anna@lumen.de>:\r\n unknown");
        assert_eq!(reply.text, "5.1.1 <anna@lumen.de>: unknown");
        assert!(!format!("{reply:?}").contains("anna"));
        assert_eq!(Reply::new(550, &"x".repeat(9_000)).text.len(), 500);
    }
}
