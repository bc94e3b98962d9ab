//! Bounces: a mail that did not arrive. The machine-readable part is believed first, then the words of the server.

mod command;
mod fields;
mod prose;
mod signs;
mod verdict;

use serde::Serialize;

use super::super::header::Headers;
use super::super::letter::Letter;
use super::super::phrases::bounded;
use super::notice::{Notice, Told};
use super::{Class, Reading, whose};
pub use command::Command;
use fields::Recipient;
use prose::Report;

/// What a bounce says of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// There is no such person or host.
    Hard,
    /// It may work later: full, busy, switched off.
    Soft,
    /// It was about us or the mail: spam, size, rights. The address is as good as before.
    Policy,
    /// It is still being tried. Nothing is known yet.
    Delayed,
    /// It was refused, and nothing says why.
    Unknown,
}

impl Verdict {
    /// Whether the address is bad; `None` while that is not decided.
    #[must_use]
    pub fn hard(self) -> Option<bool> {
        match self {
            Self::Hard => Some(true),
            Self::Soft | Self::Policy => Some(false),
            Self::Delayed | Self::Unknown => None,
        }
    }
}

/// What a server's refusal of one command says of the address: a 4xx is for later, and hard is only what was said of the
/// recipient.
#[must_use]
pub fn verdict_of(command: Command, answer: &str) -> Verdict {
    verdict::of_reply(command, answer)
}

/// The bounce in a mail, if it is one.
pub(super) fn bounce(letter: &Letter) -> Option<Reading> {
    let report = Report::of(letter);
    let recipients = fields::recipients(letter, &report.text);
    if let Some(done) = delivered(letter, &report, &recipients) {
        return Some(done);
    }
    if !signs::is_bounce(letter, &report, &recipients) {
        return None;
    }
    let head = letter.inside.first().or(report.head.as_ref());
    let recipient = recipients.iter().find(|recipient| recipient.failed()).or(recipients.first());
    let diagnostic = recipient.map(|recipient| recipient.diagnostic.trim()).unwrap_or_default();
    let answer = match diagnostic {
        "" => prose::answer(&report),
        diagnostic => diagnostic.to_owned(),
    };
    let verdict = match recipient {
        Some(recipient) if recipient.delayed() => Verdict::Delayed,
        None if signs::is_warning(letter, &report) => Verdict::Delayed,
        recipient => verdict::of_report(recipient, &answer, &report.text),
    };
    let text = if answer.is_empty() { report.text.trim() } else { answer.as_str() };
    Some(Reading {
        class: Class::Bounce,
        verdict: Some(verdict),
        recipient: recipient
            .and_then(|recipient| recipient.address.clone())
            .or_else(|| prose::address(letter, &report, head)),
        message_id: message_id(letter, head, &report),
        until: None,
        text: bounded(text, 2_000).to_owned(),
    })
}

/// A report that only says that the mail arrived.
fn delivered(letter: &Letter, report: &Report, recipients: &[Recipient]) -> Option<Reading> {
    let notice = report.notice.as_ref().and_then(Notice::told) == Some(Told::Delivery);
    if !notice && (recipients.is_empty() || !recipients.iter().all(Recipient::arrived)) {
        return None;
    }
    let head = letter.inside.first().or(report.head.as_ref());
    let recipient = recipients.iter().find_map(|recipient| recipient.address.clone());
    Some(Reading {
        class: Class::Receipt,
        verdict: None,
        recipient: recipient.or_else(|| prose::address(letter, report, head)),
        message_id: message_id(letter, head, report),
        until: None,
        text: bounded(report.text.trim(), 2_000).to_owned(),
    })
}

fn message_id(letter: &Letter, head: Option<&Headers>, report: &Report) -> Option<String> {
    whose::returned(letter, head).or_else(|| prose::message_id(report))
}
