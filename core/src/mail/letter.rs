//! A mail taken apart: its head, its texts, and what came back inside it.

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

use super::header::{Headers, below};
use super::phrases::{bounded, decoded};

/// So much of a file is read: texts come before what is attached.
pub(crate) const FILE: usize = 4 * 1024 * 1024;
/// So much of one part's text, and so many parts.
const TEXT: usize = 128 * 1024;
const PARTS: usize = 100;

/// Without one of these it is no mail: any prose has a line with a colon.
const KNOWN: [&str; 10] = [
    "from",
    "to",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "content-type",
    "delivered-to",
];

/// A mail, as far as it is read.
#[derive(Debug, Default)]
pub(crate) struct Letter {
    /// Its own head.
    pub(crate) headers: Headers,
    /// Its own parts, in order; what stands in a mail inside it is not its own.
    pub(crate) parts: Vec<Part>,
    /// The heads of the mails inside it, or of which only the head came back.
    pub(crate) inside: Vec<Headers>,
    /// The kind of the whole (`multipart/report`), and its `report-type`.
    pub(crate) kind: String,
    pub(crate) report: String,
    /// All below its head, where its parts are put together so badly that none has a text.
    pub(crate) loose: String,
}

/// One part that is text, or whose kind matters.
#[derive(Debug)]
pub(crate) struct Part {
    /// `text/plain`, in lower case.
    pub(crate) kind: String,
    /// Of a calendar: what it does (`reply`).
    pub(crate) method: String,
    /// Whether it is attached, and not part of what is read.
    pub(crate) attached: bool,
    pub(crate) text: String,
}

impl Letter {
    /// Takes a mail apart; `None` where nothing in it looks like one.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let bytes = &bytes[..bytes.len().min(FILE)];
        let headers = Headers::of_bytes(bytes);
        if !KNOWN.iter().any(|name| headers.has(name)) {
            return None;
        }
        let mut letter = Self { headers, ..Self::default() };
        if let Some(message) = MessageParser::default().parse(bytes) {
            letter.take(&message);
        }
        let told = |part: &Part| !part.kind.starts_with("multipart/") && !part.text.trim().is_empty();
        if letter.inside.is_empty() && !letter.parts.iter().any(told) {
            let body = below(bytes);
            letter.loose = decoded(&body[..body.len().min(TEXT)]).into_owned();
        }
        Some(letter)
    }

    fn take(&mut self, message: &Message<'_>) {
        for (number, part) in message.parts.iter().take(PARTS).enumerate() {
            let content_type = part.content_type();
            let kind = content_type.map_or_else(
                || "text/plain".to_owned(),
                |kind| {
                    format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase()
                },
            );
            let attribute = |name| {
                content_type
                    .and_then(|kind| kind.attribute(name))
                    .map(str::to_ascii_lowercase)
                    .unwrap_or_default()
            };
            if number == 0 {
                self.kind.clone_from(&kind);
                self.report = attribute("report-type");
            }
            let attached = part.content_disposition().is_some_and(|how| how.is_attachment());
            let text = match &part.body {
                PartType::Text(text) | PartType::Html(text) => bounded(text, TEXT).to_owned(),
                PartType::Message(inside) => {
                    // A report that a gateway or somebody passed on is read as if it had come by itself.
                    if is_report(inside) && self.report != "delivery-status" {
                        self.take(inside);
                    } else {
                        self.inside.extend(head(inside));
                    }
                    String::new()
                }
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) if is_worth_reading(&kind) => {
                    String::from_utf8_lossy(&bytes[..bytes.len().min(TEXT)]).into_owned()
                }
                PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Multipart(_) => String::new(),
            };
            if matches!(
                kind.as_str(),
                "text/rfc822-headers"
                    | "message/rfc822-headers"
                    | "message/global-headers"
                    | "message/rfc822"
            ) && !text.is_empty()
            {
                self.inside.push(Headers::of(&text));
                continue;
            }
            self.parts.push(Part { kind, method: attribute("method"), attached, text });
        }
    }

    /// The parts of a kind.
    pub(crate) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Part> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// The texts that are meant to be read as they stand, one after the other.
    pub(crate) fn plain_text(&self) -> String {
        let texts: Vec<&str> = self
            .of_kind("text/plain")
            .filter(|part| !part.attached && !part.text.trim().is_empty())
            .map(|part| part.text.as_str())
            .collect();
        texts.join("\n")
    }
}

/// What is no text and says something all the same.
fn is_worth_reading(kind: &str) -> bool {
    kind.starts_with("message/") || kind == "text/calendar"
}

/// Whether a mail is a report of delivery.
fn is_report(message: &Message<'_>) -> bool {
    let kind = message.parts.first().and_then(|part| part.content_type());
    kind.is_some_and(|kind| {
        kind.attribute("report-type").is_some_and(|of| of.eq_ignore_ascii_case("delivery-status"))
    })
}

fn head(message: &Message<'_>) -> Option<Headers> {
    let start = message.parts.first()?.raw_header_offset() as usize;
    Some(Headers::of_bytes(message.raw_message.get(start..)?))
}
