//! The machine-readable part of a bounce (RFC 3464), also where it stands in a text.

use super::super::super::header::{Headers, addresses, header_line};
use super::super::super::letter::Letter;

/// So many recipients of one report are read.
const RECIPIENTS: usize = 50;

/// What a report says of one address.
#[derive(Debug, Clone, Default)]
pub(super) struct Recipient {
    pub(super) address: Option<String>,
    pub(super) action: String,
    pub(super) status: String,
    pub(super) diagnostic: String,
}

impl Recipient {
    /// Whether it is about a failure, as far as the report says.
    pub(super) fn failed(&self) -> bool {
        !self.arrived() && !self.delayed()
    }

    /// Whether the mail arrived, or went on to where no report comes from.
    pub(super) fn arrived(&self) -> bool {
        matches!(self.action.as_str(), "delivered" | "deliverable" | "relayed" | "expanded")
            || (self.action.is_empty() && self.status.starts_with('2'))
    }

    /// Whether it is still being tried.
    pub(super) fn delayed(&self) -> bool {
        self.action == "delayed"
    }
}

/// The recipients that the report names, in its order.
pub(super) fn recipients(letter: &Letter, text: &str) -> Vec<Recipient> {
    let parts = letter.parts.iter().filter(|part| {
        matches!(part.kind.as_str(), "message/delivery-status" | "message/global-delivery-status")
    });
    let mut recipients: Vec<Recipient> = parts.flat_map(|part| groups(&part.text)).collect();
    if recipients.is_empty() && text.to_ascii_lowercase().contains("final-recipient:") {
        recipients = groups(text);
    }
    recipients.truncate(RECIPIENTS);
    recipients
}

fn groups(text: &str) -> Vec<Recipient> {
    let text = text.replace("\r\n", "\n");
    let mut found: Vec<Recipient> = Vec::new();
    for group in text.split("\n\n") {
        let start = group.lines().position(|line| {
            ["final-recipient", "original-recipient", "action", "status", "diagnostic-code"]
                .iter()
                .any(|name| header_line(line).is_some_and(|(found, _)| found.eq_ignore_ascii_case(name)))
        });
        let Some(start) = start else { continue };
        let lines: Vec<&str> = group.lines().skip(start).collect();
        let fields = Headers::of(&lines.join("\n"));
        let names = ["original-recipient", "final-recipient", "x-actual-recipient"];
        let address = names.into_iter().find_map(|name| address(fields.raw(name)?));
        let recipient = Recipient {
            address,
            action: fields.raw("action").map(word).unwrap_or_default(),
            status: fields.raw("status").map(word).unwrap_or_default(),
            diagnostic: diagnostic(&fields),
        };
        match found.last_mut() {
            // A group that was torn in two by an empty line.
            Some(last) if !names.iter().any(|name| fields.has(name)) => {
                last.merge(recipient);
            }
            _ if !recipient.action.is_empty() || recipient.address.is_some() => found.push(recipient),
            _ => {}
        }
    }
    found
}

impl Recipient {
    fn merge(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.action, other.action),
            (&mut self.status, other.status),
            (&mut self.diagnostic, other.diagnostic),
        ] {
            if mine.is_empty() {
                *mine = theirs;
            }
        }
    }
}

/// The address after its type (`rfc822;`).
fn address(raw: &str) -> Option<String> {
    let value = raw.split_once(';').map_or(raw, |(_, value)| value);
    addresses(value).into_iter().next()
}

fn word(raw: &str) -> String {
    raw.split([' ', '(', ';', ',']).next().unwrap_or_default().to_ascii_lowercase()
}

/// What the server answered, and the kind of bounce that a big sender's system makes of it.
fn diagnostic(fields: &Headers) -> String {
    let mut said = fields.raw("diagnostic-code").map(spoken).unwrap_or_default();
    if let Some(kind) = fields.raw("x-powermta-bouncecategory") {
        said.push(' ');
        said.push_str(kind);
    }
    said
}

/// What was said, without the protocol it was said in.
fn spoken(raw: &str) -> String {
    match raw.split_once(';') {
        Some((kind, said)) if kind.trim().len() <= 24 && !kind.trim().contains(' ') => said.trim().to_owned(),
        _ => raw.trim().to_owned(),
    }
}
