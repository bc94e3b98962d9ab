//! What one incoming mail is: an answer, a bounce, an absence … and whom it is about.
//!
//! Each question is asked in its order, and the first that says yes decides: from us, complaint, bounce, receipt,
//! calendar, automatic, list, opt-out, answer. What a machine wrote is known before words are looked at.

mod automatic;
mod away;
mod body;
mod bounce;
mod complaint;
mod day;
mod days;
mod forward;
mod greeting;
mod html;
mod kinds;
mod notice;
mod opt_out;
mod quote;
mod signs;
mod spoken;
mod whose;
mod words;

use std::cell::LazyCell;

use chrono::NaiveDate;

use super::letter::Letter;
use super::phrases::bounded;
use crate::text::without_controls;
use crate::vocabulary::word::vocabulary;

pub use bounce::{Command, Verdict, verdict_of};
pub use forward::{Forwarded, forwarded};

/// So much of the new text is kept.
const TEXT: usize = 16 * 1024;

vocabulary! {
    /// What a mail is.
    Class {
        /// A person wrote.
        Reply = "reply",
        /// A mail did not arrive, or not yet.
        Bounce = "bounce",
        /// Somebody pressed "spam".
        Complaint = "complaint",
        /// A machine answered, and nobody is away.
        Automatic = "automatic",
        /// Somebody is away.
        Away = "away",
        /// A list or a newsletter.
        List = "list",
        /// No more mail, please.
        OptOut = "opt_out",
        /// An invitation, or the answer to one.
        Calendar = "calendar",
        /// It arrived, or was read.
        Receipt = "receipt",
        /// We wrote it.
        Own = "own",
        /// None of these.
        Other = "other",
    }
}

/// What was made of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it is.
    pub class: Class,
    /// Of a bounce: what it says of the address.
    pub verdict: Option<Verdict>,
    /// Of a bounce, complaint or receipt: the address that our mail went to. Of what somebody sent: theirs.
    pub recipient: Option<String>,
    /// The Message-ID of our mail that it is about.
    pub message_id: Option<String>,
    /// Of an absence: the day of return. "Until the 14th" is the 14th, "until the 14th inclusive" the 15th.
    pub until: Option<NaiveDate>,
    /// What is new in it: without quoted text and signature. Of a bounce: what the server said.
    pub text: String,
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// No header stands at its beginning.
    #[error("this is not a mail: it does not begin with headers")]
    NoMail,
}

/// By what a mail is known that has no name.
pub fn hash(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How much of a file is read at most.
pub const FILE_LIMIT: usize = super::letter::FILE;

/// Reads one mail as it came from the wire.
///
/// # Errors
/// [`Unreadable`] where the bytes are no mail.
pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let letter = Letter::of(bytes).ok_or(Unreadable::NoMail)?;
    let mut reading = classify(&letter);
    reading.text = without_controls(bounded(&reading.text, TEXT));
    for named in [&mut reading.recipient, &mut reading.message_id] {
        *named = named.take().map(|text| without_controls(&text));
    }
    Ok(reading)
}

fn classify(letter: &Letter) -> Reading {
    if let Some(reading) = complaint::complaint(letter).or_else(|| bounce::bounce(letter)) {
        return reading;
    }
    let body = body::Body::of(letter);
    let made = |class| Reading {
        class,
        verdict: None,
        recipient: whose::writer(letter),
        message_id: whose::answered(letter),
        until: None,
        text: body.new.clone(),
    };
    if kinds::is_own(letter) {
        return Reading { message_id: letter.headers.id("message-id"), ..made(Class::Own) };
    }
    if let Some(receipt) = kinds::receipt(letter) {
        return Reading { class: Class::Receipt, ..made(Class::Receipt).about(receipt) };
    }
    if kinds::is_calendar(letter) {
        return made(Class::Calendar);
    }
    let away = LazyCell::new(|| away::away(letter, &body));
    if automatic::is_automatic(letter, &body, || away.flatten().is_some()) {
        let class = if away.is_some() { Class::Away } else { Class::Automatic };
        return Reading { until: away.flatten(), ..made(class) };
    }
    if kinds::is_list(letter) {
        return made(Class::List);
    }
    if opt_out::is_opt_out(letter, &body) {
        return made(Class::OptOut);
    }
    match kinds::is_answer(letter, &body) {
        true => made(Class::Reply),
        false => made(Class::Other),
    }
}

impl Reading {
    fn about(self, about: whose::About) -> Self {
        Self {
            recipient: about.recipient.or(self.recipient),
            message_id: about.message_id.or(self.message_id),
            ..self
        }
    }
}
