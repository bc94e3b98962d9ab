//! A mail's bytes, from its plain facts: a text, the same as a web page, its headers, what is attached. What could end a
//! header is refused.

mod html;
#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as Attached, Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use renmai_core::email::Email;
use renmai_core::mail::attached::{ATTACHED, FileBody};
use url::Url;

use html::html;

/// A mail to be composed.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Who writes.
    pub from: Correspondent,
    /// To whom.
    pub to: Correspondent,
    /// The subject.
    pub subject: String,
    /// The text, with its foot.
    pub text: String,
    /// What it answers, if anything.
    pub thread: Option<Thread>,
    /// Its own name.
    pub message_id: MessageId,
    /// When it was written.
    pub date: DateTime<Utc>,
    /// How its reader stops these mails; `None`: it goes to oneself.
    pub unsubscribe: Option<Unsubscribe>,
    /// What goes with it.
    pub attachments: Vec<FileBody>,
}

/// Somebody with a name, which may be empty, and an address.
#[derive(Debug, Clone)]
pub struct Correspondent {
    /// The name.
    pub name: String,
    /// The address.
    pub address: Email,
}

/// The mails before this one: their names, in angle brackets.
#[derive(Debug, Clone)]
pub struct Thread {
    /// The one that it answers.
    pub in_reply_to: String,
    /// Those before that, the oldest first.
    pub references: Vec<String>,
}

/// How the reader stops these mails.
#[derive(Debug, Clone)]
pub struct Unsubscribe {
    /// The address to which a mail does it.
    pub mail_to: Email,
    /// The subject of that mail: by it is known who it is.
    pub subject: String,
    /// The address of the web to which one POST does it, where there is one that can be reached.
    pub post_to: Option<Url>,
}

/// The name of a mail, by which its answer and its bounce are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageId(String);

impl MessageId {
    /// A new name for a mail that this address sends. It cannot be guessed.
    pub fn new(mail: i64, from: &Email) -> MessageId {
        MessageId(format!("<r{mail}.{:032x}@{}>", rand::random::<u128>(), from.domain()))
    }

    /// The name in angle brackets, as it stands in the mail.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for MessageId {
    fn from(text: String) -> MessageId {
        MessageId(text)
    }
}

/// What of a mail cannot be sent as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The name or address of who writes.
    From,
    /// The name or address of who is written to.
    To,
    /// The subject.
    Subject,
    /// The names of mails.
    Thread,
    /// How one stops these mails.
    Unsubscribe,
    /// The name of a file.
    Attachment,
}

/// Why a mail cannot be composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComposeFault {
    /// Something with a line break or another control character would stand in a header.
    #[error("a line break in a header: {0:?}")]
    LineBreak(Part),
    /// Mail servers do not take such an address.
    #[error("no address that every mail server takes: {0:?}")]
    Address(Part),
    /// The name of a mail is none.
    #[error("not the name of a mail")]
    NotAName,
    /// What is attached is too large.
    #[error("{0} bytes are attached, and at most {ATTACHED} may be")]
    TooLarge(u64),
    /// The library refuses it.
    #[error("the mail cannot be put together")]
    Unbuildable,
}

/// Composes a mail.
///
/// # Errors
/// When something in it cannot be sent.
pub fn compose(mail: &Outgoing) -> Result<Vec<u8>, ComposeFault> {
    let size = mail.attachments.iter().map(|attached| attached.bytes.len() as u64).sum();
    if size > ATTACHED {
        return Err(ComposeFault::TooLarge(size));
    }
    let since = Duration::from_secs(mail.date.timestamp().try_into().unwrap_or_default());
    let mut message = Message::builder()
        .date(SystemTime::UNIX_EPOCH + since)
        .from(mailbox(&mail.from, Part::From)?)
        .to(mailbox(&mail.to, Part::To)?)
        .subject(one_line(&mail.subject, Part::Subject)?)
        .raw_header(header("Message-ID", name(mail.message_id.as_str())?.to_owned()));
    if let Some(thread) = &mail.thread {
        message = threaded(message, thread)?;
    }
    if let Some(unsubscribe) = &mail.unsubscribe {
        message = stoppable(message, unsubscribe)?;
    }
    let text = MultiPart::alternative()
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(html(&mail.text)));
    let whole = match mail.attachments.as_slice() {
        [] => text,
        files => files.iter().try_fold(MultiPart::mixed().multipart(text), |whole, file| {
            Ok(whole.singlepart(attached(file)?))
        })?,
    };
    Ok(message.multipart(whole).map_err(|_| ComposeFault::Unbuildable)?.formatted())
}

/// A text that stands in a header.
fn one_line(text: &str, part: Part) -> Result<&str, ComposeFault> {
    // The two separators end a line for some readers as well.
    let ends = |sign: char| sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}');
    if text.contains(ends) { Err(ComposeFault::LineBreak(part)) } else { Ok(text) }
}

fn mailbox(who: &Correspondent, part: Part) -> Result<Mailbox, ComposeFault> {
    let name = one_line(&who.name, part)?.trim();
    let address = who.address.as_str();
    let address = if address.is_ascii() { address.parse() } else { return Err(ComposeFault::Address(part)) };
    let address = address.map_err(|_| ComposeFault::Address(part))?;
    Ok(Mailbox::new((!name.is_empty()).then(|| name.to_owned()), address))
}

/// The name of a mail, whoever made it.
fn name(text: &str) -> Result<&str, ComposeFault> {
    let inner =
        text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).ok_or(ComposeFault::NotAName)?;
    let good =
        !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte));
    if good && text.len() <= NAME { Ok(text) } else { Err(ComposeFault::NotAName) }
}

/// A line of a mail has at most 998 characters, and a name of a mail is never broken.
const NAME: usize = 900;

/// So many of the mails before are named: the first and the last. Old threads would fill pages.
const REFERENCES: usize = 20;

fn threaded(message: MessageBuilder, thread: &Thread) -> Result<MessageBuilder, ComposeFault> {
    one_line(&thread.in_reply_to, Part::Thread)?;
    for reference in &thread.references {
        one_line(reference, Part::Thread)?;
    }
    let answered = name(&thread.in_reply_to)?;
    // What strangers' programs wrote there is left out where it is no name.
    let mut before: Vec<&str> =
        thread.references.iter().filter_map(|reference| name(reference).ok()).collect();
    before.retain(|reference| *reference != answered);
    before.push(answered);
    if before.len() > REFERENCES {
        before.drain(1..=before.len() - REFERENCES);
    }
    Ok(message
        .raw_header(header("In-Reply-To", answered.to_owned()))
        .raw_header(header("References", before.join("\r\n "))))
}

fn stoppable(message: MessageBuilder, how: &Unsubscribe) -> Result<MessageBuilder, ComposeFault> {
    let mail_to = how.mail_to.as_str();
    if !mail_to.is_ascii() {
        return Err(ComposeFault::Address(Part::Unsubscribe));
    }
    let mut to = Url::parse("mailto:x").map_err(|_| ComposeFault::Unbuildable)?;
    to.set_path(mail_to);
    to.query_pairs_mut().append_pair("subject", one_line(&how.subject, Part::Unsubscribe)?);
    let mail_to = format!("<{to}>");
    let Some(post_to) = &how.post_to else {
        return Ok(message.raw_header(header("List-Unsubscribe", mail_to)));
    };
    // A button that would send the token in the clear is none.
    if post_to.scheme() != "https" || post_to.as_str().len() > NAME {
        return Err(ComposeFault::Address(Part::Unsubscribe));
    }
    // Who reads only one takes the first, which is the one that works at once.
    Ok(message
        .raw_header(header("List-Unsubscribe", format!("<{post_to}>,\r\n {mail_to}")))
        .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())))
}

/// A header that is ASCII and folded already: what the library folds it also encodes, and who reads such a header does
/// not decode it.
fn header(name: &'static str, folded: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), folded.clone(), folded)
}

/// The media type of what is of none.
const ANY_BYTES: &str = "application/octet-stream";

fn attached(file: &FileBody) -> Result<SinglePart, ComposeFault> {
    let name = one_line(&file.name, Part::Attachment)?;
    let kind = one_line(&file.media_type, Part::Attachment)?;
    // What is a mail itself may not be encoded (RFC 2046, 5.1 and 5.2.1), so it goes as any bytes.
    let is_mail = ["message/", "multipart/"].iter().any(|begin| kind.to_ascii_lowercase().starts_with(begin));
    let kind = if is_mail { ANY_BYTES } else { kind };
    let kind = ContentType::parse(kind).or_else(|_| ContentType::parse(ANY_BYTES));
    Ok(Attached::new(name.to_owned()).body(file.bytes.clone(), kind.map_err(|_| ComposeFault::Unbuildable)?))
}
