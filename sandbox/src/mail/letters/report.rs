//! What mail servers report about a mail: that it did not arrive (RFC 3464), that its reader calls it spam (RFC 5965).

use chrono::{DateTime, Utc};

use super::draft::Stamp;
use crate::mail::address::Address;
use crate::mail::standing::Bounce;

/// That a mail which was taken did not arrive, as Postfix says it.
pub(in crate::mail) fn bounce(
    mail: &[u8],
    sender: &Address,
    to: &Address,
    why: Bounce,
    stamp: Stamp,
) -> Vec<u8> {
    let daemon = "MAILER-DAEMON@mail.sandbox.example";
    let (subject, sorry, kept) = match why {
        Bounce::Delayed => (
            "Delayed Mail (still being retried)",
            "Your message could not be delivered for more than 4 hour(s).\r\nIt will be retried until it is 5 day(s) old.",
            "Will-Retry-Until: ",
        ),
        _ => (
            "Undelivered Mail Returned to Sender",
            "I'm sorry to have to inform you that your message could not\r\nbe delivered to one or more recipients. It's attached below.",
            "",
        ),
    };
    let retry = match kept {
        "" => String::new(),
        label => format!("{label}{}\r\n", date(stamp.at + chrono::TimeDelta::days(5))),
    };
    let said = why.said();
    let text = format!(
        "This is the mail system at host mail.sandbox.example.\r\n\r\n{sorry}\r\n\r\n<{to}>: host mx.{}[192.0.2.25] said:\r\n    {said}\r\n    (in reply to RCPT TO command)\r\n",
        to.domain()
    );
    let facts = format!(
        "Reporting-MTA: dns; mail.sandbox.example\r\nX-Postfix-Sender: rfc822; {sender}\r\nArrival-Date: {now}\r\n\r\n\
         Final-Recipient: rfc822; {to}\r\nOriginal-Recipient: rfc822;{to}\r\nAction: {}\r\nStatus: {}\r\n\
         Remote-MTA: dns; mx.{}\r\nDiagnostic-Code: smtp; {said}\r\n{retry}",
        why.action(),
        why.status(),
        to.domain(),
        now = date(stamp.at),
    );
    let head = Head {
        from: format!("Mail Delivery System <{daemon}>"),
        to: sender,
        subject,
        kind: "delivery-status",
    };
    head.with(&text, "message/delivery-status", &facts, mail, stamp)
}

/// That the reader of a mail has called it spam, as the reader's provider says it.
pub(in crate::mail) fn complaint(mail: &[u8], sender: &Address, to: &Address, stamp: Stamp) -> Vec<u8> {
    let provider = to.domain();
    let text = format!(
        "This is an email abuse report for an email message received from 192.0.2.1 on {}.\r\n\
         For more information about this format please see RFC 5965.\r\n",
        date(stamp.at)
    );
    let facts = format!(
        "Feedback-Type: abuse\r\nUser-Agent: SandboxFeedback/1.0\r\nVersion: 1\r\nOriginal-Mail-From: <{sender}>\r\n\
         Original-Rcpt-To: <{to}>\r\nArrival-Date: {}\r\nReported-Domain: {}\r\nSource-IP: 192.0.2.1\r\n",
        date(stamp.at),
        sender.domain(),
    );
    let from = format!("Feedback Loop <feedback@{provider}>");
    let head = Head { from, to: sender, subject: "FW: complaint about message", kind: "feedback-report" };
    head.with(&text, "message/feedback-report", &facts, mail, stamp)
}

struct Head<'a> {
    from: String,
    to: &'a Address,
    subject: &'a str,
    kind: &'a str,
}

impl Head<'_> {
    /// A report: for people, for programs, and the mail that it is about.
    fn with(&self, text: &str, facts_type: &str, facts: &str, mail: &[u8], stamp: Stamp) -> Vec<u8> {
        let Head { from, to, subject, kind } = self;
        let (now, number) = (date(stamp.at), stamp.number);
        // No mail that is reported has this line: it names a moment at which that mail was there already.
        let boundary = format!("=_{number}.{:x}/mail.sandbox.example", stamp.at.timestamp_millis());
        let mut report = format!(
            "Return-Path: <>\r\nDate: {now}\r\nFrom: {from}\r\nTo: {to}\r\nSubject: {subject}\r\n\
             Message-ID: <{number}.{:x}@mail.sandbox.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type={kind};\r\n\tboundary=\"{boundary}\"\r\n\r\n\
             This is a MIME-encapsulated message.\r\n\r\n\
             --{boundary}\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n{text}\r\n\
             --{boundary}\r\nContent-Description: Report\r\nContent-Type: {facts_type}\r\n\r\n{facts}\r\n\
             --{boundary}\r\nContent-Description: Message\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
            stamp.at.timestamp_millis(),
        )
        .into_bytes();
        report.extend_from_slice(mail);
        report.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        report
    }
}

fn date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S +0000 (UTC)").to_string()
}
