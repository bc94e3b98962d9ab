//! A mail as a person's program writes it.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Message, MultiPart};

use super::phrases::Phrases;
use super::view::{Seen, mailbox};
use crate::mail::address::Address;

/// With what a person writes mail, as far as one sees it in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Client {
    /// Gmail: "On … wrote:", and each line behind `>`.
    #[default]
    Gmail,
    /// Outlook: a line, a block of headers, and the text as it was.
    Outlook,
}

/// When a mail is written, and the number that makes its name its own.
#[derive(Debug, Clone, Copy)]
pub(in crate::mail) struct Stamp {
    pub(in crate::mail) number: u64,
    pub(in crate::mail) at: DateTime<Utc>,
}

/// A mail that somebody writes.
#[derive(Debug, Clone, Default)]
pub(in crate::mail) struct Draft {
    pub(in crate::mail) from: Option<(String, Address)>,
    pub(in crate::mail) to: Option<(String, Address)>,
    pub(in crate::mail) subject: String,
    pub(in crate::mail) text: String,
    /// The same for who reads mail as web pages.
    pub(in crate::mail) html: String,
    pub(in crate::mail) in_reply_to: Option<String>,
    pub(in crate::mail) references: String,
    pub(in crate::mail) headers: Vec<(&'static str, String)>,
}

impl Stamp {
    /// The name of a mail that somebody at this address writes.
    pub(in crate::mail) fn id(self, from: &Address) -> String {
        format!("<{}.{:x}@mail.{}>", self.number, self.at.timestamp_millis(), from.domain())
    }
}

impl Draft {
    /// The mail; `None` when it names nobody, or what would stand in a header cannot.
    pub(in crate::mail) fn write(self, stamp: Stamp) -> Option<Vec<u8>> {
        let (from, to) = (self.from?, self.to?);
        let since = Duration::from_secs(stamp.at.timestamp().try_into().unwrap_or_default());
        let mut mail = Message::builder()
            .from(mailbox(&from.0, &from.1)?)
            .to(mailbox(&to.0, &to.1)?)
            .subject(self.subject.replace(['\r', '\n'], " "))
            .date(SystemTime::UNIX_EPOCH + since)
            .message_id(Some(stamp.id(&from.1)));
        if let Some(id) = self.in_reply_to {
            mail = mail.in_reply_to(id);
        }
        if !self.references.is_empty() {
            mail = mail.references(self.references);
        }
        let html = if self.html.is_empty() { paragraphs(&self.text) } else { self.html };
        let mut mail = mail.multipart(MultiPart::alternative_plain_html(self.text, html)).ok()?;
        for (name, value) in self.headers {
            mail.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        }
        Some(mail.formatted())
    }
}

/// The answer to a mail, from somebody who need not be its reader.
pub(in crate::mail) fn answer(
    to: &Seen,
    from: (String, Address),
    text: &str,
    client: Client,
    sent: DateTime<Utc>,
) -> Draft {
    let phrases = Phrases::of(&from.1);
    let prefix = match client {
        Client::Gmail => "Re: ",
        Client::Outlook => phrases.answer,
    };
    let (quoted, quoted_html) = quote(to, phrases, client, sent);
    let references = [to.references.as_str(), to.message_id.as_deref().unwrap_or_default()];
    Draft {
        from: Some(from),
        to: to.from.clone().map(|address| (to.from_name.clone(), address)),
        subject: prefixed(&to.subject, prefix),
        text: format!("{text}\n\n{quoted}"),
        html: format!("{}<br>{quoted_html}", paragraphs(text)),
        in_reply_to: to.message_id.clone(),
        references: references.join(" ").trim().to_owned(),
        headers: Vec::new(),
    }
}

/// A mail handed on to a colleague.
pub(in crate::mail) fn forward(
    mail: &Seen,
    by: (String, Address),
    to: (String, Address),
    sent: DateTime<Utc>,
) -> Draft {
    let phrases = Phrases::of(&by.1);
    let (quoted, quoted_html) = quote(mail, phrases, Client::Outlook, sent);
    let references = [mail.references.as_str(), mail.message_id.as_deref().unwrap_or_default()];
    Draft {
        from: Some(by),
        to: Some(to),
        subject: prefixed(&mail.subject, phrases.forward),
        text: quoted,
        html: quoted_html,
        references: references.join(" ").trim().to_owned(),
        ..Draft::default()
    }
}

fn prefixed(subject: &str, prefix: &str) -> String {
    if subject.starts_with(prefix) { subject.to_owned() } else { format!("{prefix}{subject}") }
}

/// The mail below an answer, as text and as a web page.
fn quote(mail: &Seen, phrases: &Phrases, client: Client, sent: DateTime<Utc>) -> (String, String) {
    let text = mail.text.trim_end();
    match client {
        Client::Gmail => {
            let line = phrases.wrote(&mail.writer(), sent);
            let lines: Vec<String> =
                text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
            let html = format!(
                "<div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{}<br></div>\
                 <blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid \
                 rgb(204,204,204);padding-left:1ex\">{}</blockquote></div>",
                escaped(&line),
                paragraphs(text)
            );
            (format!("{line}\n\n{}\n", lines.join("\n")), html)
        }
        Client::Outlook => {
            let values = [mail.writer(), phrases.moment(sent), mail.readers(), mail.subject.clone()];
            let head: Vec<String> =
                phrases.labels.iter().zip(values).map(|(label, value)| format!("{label} {value}")).collect();
            let html_head: Vec<String> = head.iter().map(|line| escaped(line)).collect();
            let html = format!(
                "<hr style=\"display:inline-block;width:98%\"><div id=\"divRplyFwdMsg\" dir=\"ltr\">{}</div><div>{}</div>",
                html_head.join("<br>"),
                paragraphs(text)
            );
            (format!("________________________________\n{}\n\n{text}\n", head.join("\n")), html)
        }
    }
}

fn paragraphs(text: &str) -> String {
    format!("<div dir=\"ltr\">{}</div>", escaped(text).replace('\n', "<br>"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
