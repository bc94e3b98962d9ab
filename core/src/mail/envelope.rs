//! What stands on a mail that came in: who wrote to whom, what it answers, when. It is looked at before the mail is
//! fetched whole, since most mails concern nobody in the book.

use chrono::{DateTime, Utc};

use super::header::{Headers, addresses, words};
use crate::email::Email;
use crate::text::clean;

/// The headers of which an envelope is made.
pub const HEADERS: &str = "MESSAGE-ID FROM TO CC SUBJECT DATE IN-REPLY-TO REFERENCES RETURN-PATH CONTENT-TYPE \
                           AUTO-SUBMITTED X-FAILED-RECIPIENTS SENDER REPLY-TO";

/// What stands on a mail.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// Its name, in angle brackets.
    pub message_id: Option<String>,
    /// The mails that it follows, in angle brackets, the oldest first.
    pub thread: Vec<String>,
    /// Who wrote.
    pub from: Option<Email>,
    /// The name of whoever wrote; may be empty.
    pub from_name: String,
    /// To whom, copies too.
    pub to: Vec<Email>,
    /// To whom servers say that they delivered it, or sent it on for.
    pub delivered: Vec<Email>,
    /// Its subject.
    pub subject: String,
    /// When it was written (UTC), as its writer's machine says.
    pub date: Option<DateTime<Utc>>,
    /// Whether a machine may have written it about another mail.
    pub may_be_report: bool,
}

/// So many mails of a thread count: the first and the last.
const THREAD: usize = 30;

/// So many receivers are looked at.
const RECEIVERS: usize = 50;

/// So much of a name and of a subject is kept, in characters.
const NAME: usize = 200;
const SUBJECT: usize = 500;

/// Where servers write to whom they delivered a mail, beside the stations of its way.
const DELIVERED: [&str; 6] =
    ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-for", "resent-from"];

impl Envelope {
    /// Reads the head of a mail.
    pub fn of(bytes: &[u8]) -> Envelope {
        let headers = Headers::of_bytes(bytes);
        let bracketed = |id: String| format!("<{id}>");
        let mut thread = headers.ids("references");
        for id in headers.ids("in-reply-to") {
            if !thread.contains(&id) {
                thread.push(id);
            }
        }
        if thread.len() > THREAD {
            thread.drain(1..=thread.len() - THREAD);
        }
        let email = |text: &String| Email::parse(text).ok();
        let from = headers.addresses("from").iter().find_map(email);
        let mut to: Vec<Email> = headers.addresses("to").iter().filter_map(email).collect();
        to.extend(headers.addresses("cc").iter().filter_map(email));
        to.truncate(RECEIVERS);
        let delivered = DELIVERED.into_iter().flat_map(|name| headers.all(name)).flat_map(addresses);
        let stations = headers
            .all("received")
            .filter_map(|raw| raw.split_once(" for "))
            .flat_map(|(_, rest)| addresses(rest.split(';').next().unwrap_or_default()));
        let delivered = delivered.chain(stations).filter_map(|text| email(&text)).take(RECEIVERS).collect();
        Envelope {
            message_id: headers.id("message-id").map(bracketed),
            thread: thread.into_iter().map(bracketed).collect(),
            from_name: headers.raw("from").map(|raw| cut(&name(raw), NAME)).unwrap_or_default(),
            subject: cut(&clean(&headers.text("subject")), SUBJECT),
            date: headers.raw("date").and_then(date),
            may_be_report: is_report(&headers, from.as_ref()),
            from,
            to,
            delivered,
        }
    }
}

impl Envelope {
    /// Whether it may be about a mail of ours, whoever it is from.
    pub fn is_for_us(&self) -> bool {
        self.may_be_report || self.subject.contains("unsubscribe-")
    }
}

/// The beginning of a text, so many characters at most.
fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

/// The name before an address.
fn name(raw: &str) -> String {
    let text = words(raw);
    let before = text.split('<').next().unwrap_or_default();
    let name = clean(before).trim_matches(['"', '\'', ' ']).to_owned();
    if addresses(&name).is_empty() { name } else { String::new() }
}

/// When a mail was written. A zone in words behind the number is left out.
fn date(raw: &str) -> Option<DateTime<Utc>> {
    let bare = raw.split('(').next().unwrap_or_default().trim();
    DateTime::parse_from_rfc2822(bare).ok().map(|at| at.to_utc())
}

fn is_report(headers: &Headers, from: Option<&Email>) -> bool {
    const DAEMONS: &[&str] =
        &["mailer-daemon", "postmaster", "mail-daemon", "mdaemon", "bounce", "noreply-bounce"];
    let of_daemon = from.is_some_and(|from| {
        let key = from.key();
        let local = key.split('@').next().unwrap_or_default();
        DAEMONS.iter().any(|daemon| local.starts_with(daemon))
    });
    of_daemon
        || from.is_none()
        || headers.says("return-path", "<>")
        || headers.has("x-failed-recipients")
        || headers.raw("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("report"))
}

/// Without names and addresses, which no log may hold.
impl std::fmt::Debug for Envelope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Envelope").field("may_be_report", &self.may_be_report).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_a_mail() {
        let envelope = Envelope::of(
            b"From: =?utf-8?B?5byg5LiJ?= <zhang@lumen.cn>\r\nTo: \"Wang\" <wang@ours.com>, li@ours.com\r\n\
              Cc: anna@lumen.cn\r\nSubject: Re: =?utf-8?Q?A_suggestion?=\r\nMessage-ID: <b@lumen.cn>\r\n\
              Date: Mon, 30 Nov 2026 10:15:00 +0800 (CST)\r\nReferences: <r1.abcdefgh@ours.com>\r\n <a@lumen.cn>\r\n\
              In-Reply-To: <a@lumen.cn>\r\n\r\nFrom: nobody@x.com\r\n",
        );
        assert_eq!(envelope.from.as_ref().map(Email::as_str), Some("zhang@lumen.cn"));
        assert_eq!((envelope.from_name.as_str(), envelope.subject.as_str()), ("张三", "Re: A suggestion"));
        assert_eq!(envelope.thread, ["<r1.abcdefgh@ours.com>", "<a@lumen.cn>"]);
        assert_eq!(envelope.message_id.as_deref(), Some("<b@lumen.cn>"));
        assert_eq!(envelope.to.len(), 3);
        assert_eq!(envelope.date, Some("2026-11-30T02:15:00Z".parse().unwrap()));
        assert!(!envelope.may_be_report);
    }

    #[test]
    fn nothing_that_stands_on_it_is_endless_or_hides_something() {
        let long = "ä".repeat(9_000);
        let mail = format!(
            "From: {long}\0 <a@lumen.de>\r\nSubject: P\0rice {long}\r\nMessage-ID: <a\0b@lumen.de>\r\n\
             References: <c\0d@lumen.de>\r\n\r\nWe\0 want\u{7}\t500\u{1b}.\r\n"
        );
        let envelope = Envelope::of(mail.as_bytes());
        assert_eq!((envelope.from_name.chars().count(), envelope.subject.chars().count()), (200, 500));
        let texts =
            [envelope.from_name, envelope.subject, format!("{:?}", (envelope.message_id, envelope.thread))];
        assert!(!texts.concat().contains('\0') && !texts[2].contains("\\0"), "{texts:?}");
        let reading = crate::mail::reading::read(mail.as_bytes()).unwrap();
        assert_eq!(reading.text.trim(), "We want\t500.");
    }

    #[test]
    fn what_may_be_about_another_mail() {
        for (head, is) in [
            ("From: MAILER-DAEMON@ours.com", true),
            ("From: Mail Delivery <postmaster@x.com>", true),
            ("Return-Path: <>\r\nFrom: a@lumen.de", true),
            ("From: a@lumen.de\r\nContent-Type: multipart/report; report-type=delivery-status", true),
            ("From: a@lumen.de", false),
            ("Subject: nobody", true),
        ] {
            assert_eq!(Envelope::of(head.as_bytes()).may_be_report, is, "{head}");
        }
    }
}
