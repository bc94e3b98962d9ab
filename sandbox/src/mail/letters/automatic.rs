//! The answer that a program gives while its owner is away.

use chrono::NaiveDate;

use super::draft::Draft;
use super::phrases::Phrases;
use super::view::Seen;
use crate::mail::address::Address;

/// The automatic answer to a mail, as Exchange gives it.
pub(in crate::mail) fn away(to: &Seen, from: (String, Address), until: Option<NaiveDate>) -> Draft {
    let phrases = Phrases::of(&from.1);
    let headers = [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")];
    Draft {
        from: Some(from),
        to: to.from.clone().map(|address| (to.from_name.clone(), address)),
        subject: format!("{}{}", phrases.automatic, to.subject),
        text: phrases.absence(until),
        html: String::new(),
        in_reply_to: to.message_id.clone(),
        references: to.message_id.clone().unwrap_or_default(),
        headers: headers.map(|(name, value)| (name, value.to_owned())).into(),
    }
}
