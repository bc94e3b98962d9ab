//! Complaints: somebody pressed "spam", and their provider tells us (RFC 5965, and what is older).

use super::super::header::Headers;
use super::super::letter::Letter;
use super::super::phrases::plain;
use super::notice::{Notice, Told};
use super::{Class, Reading, whose};

/// The complaint in a mail, if it is one.
pub(super) fn complaint(letter: &Letter) -> Option<Reading> {
    let part = letter.of_kind("message/feedback-report").next();
    let head = letter.inside.first();
    if part.is_none() && letter.report != "feedback-report" {
        return noticed(letter).or_else(|| forwarded(letter, head));
    }
    let fields = part.map(|part| Headers::of(&part.text)).unwrap_or_default();
    // A report on forged senders (DMARC) is nobody's complaint.
    if fields.raw("feedback-type").is_some_and(|kind| kind.to_ascii_lowercase().starts_with("auth-failure")) {
        return None;
    }
    let named = ["original-rcpt-to", "removal-recipient"]
        .into_iter()
        .find_map(|name| fields.addresses(name).into_iter().next());
    let to = head.and_then(|head| head.addresses("to").into_iter().next());
    let text = letter.plain_text();
    Some(made(named.or(to), whose::returned(letter, head), text.trim()))
}

fn made(recipient: Option<String>, message_id: Option<String>, text: &str) -> Reading {
    let text = text.to_owned();
    Reading { class: Class::Complaint, verdict: None, recipient, message_id, until: None, text }
}

/// Amazon's notice of a complaint.
fn noticed(letter: &Letter) -> Option<Reading> {
    let notice = Notice::of(&letter.plain_text())?;
    let complains = notice.told() == Some(Told::Complaint);
    complains.then(|| made(notice.recipient(), notice.message_id(), notice.said()))
}

/// Microsoft's: our mail inside one whose subject says so.
fn forwarded(letter: &Letter, head: Option<&Headers>) -> Option<Reading> {
    let head = head?;
    let subject = plain(&letter.headers.text("subject"));
    let marked = head.has("x-hmxmroriginalrecipient") || head.has("x-reporter-ip");
    let said = subject.starts_with("complaint about message from") || subject.contains("abuse report");
    if !marked && !said {
        return None;
    }
    let recipient = ["x-hmxmroriginalrecipient", "to"]
        .into_iter()
        .find_map(|name| head.addresses(name).into_iter().next());
    Some(made(recipient, head.id("message-id"), letter.plain_text().trim()))
}
