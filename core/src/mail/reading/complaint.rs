//! Complaints: somebody pressed "spam", and their provider tells us (RFC 5965, and what is older).

use serde_json::Value;

use super::super::header::Headers;
use super::super::letter::Letter;
use super::super::phrases::plain;
use super::{Class, Reading, whose};

/// The complaint in a mail, if it is one.
pub(super) fn complaint(letter: &Letter) -> Option<Reading> {
    let part = letter.of_kind("message/feedback-report").next();
    let head = letter.inside.first();
    if part.is_none() && letter.report != "feedback-report" {
        return as_json(letter).or_else(|| forwarded(letter, head));
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
fn as_json(letter: &Letter) -> Option<Reading> {
    let text = letter.plain_text();
    let line = text.lines().find(|line| line.starts_with('{') && line.contains("complain"))?;
    let told: Value = serde_json::from_str(line).ok()?;
    let complaint = told.get("complaint")?;
    let recipient = complaint.pointer("/complainedRecipients/0/emailAddress").and_then(Value::as_str);
    let id = told.pointer("/mail/commonHeaders/messageId").or_else(|| told.pointer("/mail/messageId"));
    let id = id.and_then(Value::as_str).map(|id| id.trim_matches(['<', '>']).to_owned());
    Some(made(
        recipient.map(str::to_owned),
        id,
        complaint.get("complaintFeedbackType").and_then(Value::as_str).unwrap_or_default(),
    ))
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
