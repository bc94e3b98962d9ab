//! What machines send about our mails: complaints, receipts, answers to invitations; and that no bytes are too strange.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use renmai_core::mail::reading::{Class, Reading, Unreadable, read};

const ID: &str = "r12.0a1b2c3d4e@ours.com";
const HEAD: &str =
    "Message-ID: <r12.0a1b2c3d4e@ours.com>\nFrom: wang@ours.com\nTo: anna@lumen.de\nSubject: Light\n";

/// A mail of parts, each a content type and a body.
fn parts(head: &str, kind: &str, parts: &[(&str, &str)]) -> String {
    let mut mail = format!("{head}MIME-Version: 1.0\nContent-Type: {kind}; boundary=\"=b\"\n\n");
    for (kind, body) in parts {
        mail.push_str(&format!("--=b\nContent-Type: {kind}\n\n{body}\n"));
    }
    mail + "--=b--\n"
}

fn reading(mail: &str) -> Reading {
    let unix = read(mail.as_bytes()).unwrap();
    // As it comes from the wire.
    assert_eq!(read(mail.replace('\n', "\r\n").as_bytes()).unwrap(), unix, "{mail}");
    unix
}

fn assert_about_ours(mail: &str, class: Class) {
    let reading = reading(mail);
    assert_eq!(reading.class, class, "{mail}");
    assert_eq!(reading.recipient.as_deref(), Some("anna@lumen.de"), "{mail}");
    assert_eq!(reading.message_id.as_deref(), Some(ID), "{mail}");
    assert_eq!(reading.verdict, None);
}

#[test]
fn a_complaint_is_one_in_each_form() {
    let from = "From: fbl@provider.example\nTo: abuse@ours.com\nSubject: FW: Light\n";
    let report = "multipart/report; report-type=feedback-report";
    let said = ("text/plain", "This is an email abuse report for a message from wang@ours.com.");
    let fields = "Feedback-Type: abuse\nUser-Agent: Feedback/1.0\nVersion: 1\n";
    let named = format!("{fields}Original-Mail-From: <wang@ours.com>\nOriginal-Rcpt-To: <anna@lumen.de>\n");
    let removal = format!("{fields}Removal-Recipient: anna@lumen.de\n");
    let arf = |fields: &str, kind, head: &str| {
        parts(from, report, &[said, ("message/feedback-report", fields), (kind, head)])
    };
    let hidden = HEAD.replace("anna@lumen.de", "redacted@provider.example");
    let forms = [
        arf(&named, "message/rfc822", &format!("{HEAD}\nHello\n")),
        arf(&named, "text/rfc822-headers", HEAD),
        arf(&named, "message/rfc822", &format!("{hidden}\nHello\n")),
        arf(&removal, "text/rfc822-headers", &hidden),
        // Only the mail itself says whose it was.
        arf(fields, "message/rfc822", &format!("{HEAD}\nHello\n")),
        arf(&fields.replace("abuse", "opt-out"), "message/rfc822", &format!("{HEAD}\nHello\n")),
        // Microsoft's.
        parts(
            &from.replace("FW: Light", "complaint about message from 192.0.2.1"),
            "multipart/mixed",
            &[("message/rfc822", &format!("X-HmXmrOriginalRecipient: <anna@lumen.de>\n{HEAD}\nHello\n"))],
        ),
    ];
    for mail in forms {
        assert_about_ours(&mail, Class::Complaint);
    }
}

#[test]
fn a_notice_tells_what_became_of_a_mail() {
    let from = "From: no-reply@sns.amazonaws.com\nTo: wang@ours.com\nSubject: AWS Notification Message\n\n";
    let mail =
        format!(r#""mail":{{"destination":["anna@lumen.de"],"commonHeaders":{{"messageId":"<{ID}>"}}}}"#);
    let complaint = format!(
        r#"{{"notificationType":"Complaint","complaint":{{"complainedRecipients":[{{"emailAddress":"anna@lumen.de"}}],"complaintFeedbackType":"abuse"}},{mail}}}"#
    );
    let wrapped = format!(r#"{{"Type":"Notification","Message":{}}}"#, serde_json::json!(complaint));
    let (start, end) = complaint.split_at(complaint.find("lained").unwrap());
    for text in
        [complaint.clone(), wrapped, format!("{start}!\n {end}"), format!("{complaint}\n\n--\nIf you wish")]
    {
        assert_about_ours(&format!("{from}{text}\n"), Class::Complaint);
    }
    let delivery =
        format!(r#"{{"notificationType":"Delivery","delivery":{{"recipients":["anna@lumen.de"]}},{mail}}}"#);
    assert_about_ours(&format!("{from}{delivery}\n"), Class::Receipt);
    let bounce = format!(
        r#"{{"eventType":"Bounce","bounce":{{"bouncedRecipients":[{{"emailAddress":"anna@lumen.de","diagnosticCode":"smtp; 550 5.1.1 user unknown"}}]}},{mail}}}"#
    );
    let bounce = reading(&format!("{from}{bounce}\n"));
    assert_eq!((bounce.class, bounce.verdict.unwrap().hard()), (Class::Bounce, Some(true)));
    assert_eq!(
        (bounce.recipient.as_deref(), bounce.message_id.as_deref()),
        (Some("anna@lumen.de"), Some(ID))
    );
}

#[test]
fn what_only_looks_like_a_complaint_is_none() {
    // A report on mails that others forged (DMARC), and somebody who complains in words.
    let forged = parts(
        "From: dmarc@provider.example\nTo: wang@ours.com\nSubject: Report\n",
        "multipart/report; report-type=feedback-report",
        &[
            ("message/feedback-report", "Feedback-Type: auth-failure\nVersion: 1\n"),
            ("text/rfc822-headers", HEAD),
        ],
    );
    let words = "From: anna@lumen.de\nTo: wang@ours.com\nSubject: Complaint about your last delivery\n\nIt is broken.\n";
    for mail in [forged.as_str(), words] {
        assert_ne!(reading(mail).class, Class::Complaint, "{mail}");
    }
    assert_eq!(reading(words).class, Class::Reply);
}

#[test]
fn a_receipt_is_one_with_or_without_a_report() {
    let from = |subject: &str| {
        format!("From: Anna <anna@lumen.de>\nTo: wang@ours.com\nSubject: {subject}\nIn-Reply-To: <{ID}>\n")
    };
    let fields = |how: &str| {
        format!(
            "Reporting-UA: pc; Mail 1\nFinal-Recipient: rfc822;anna@lumen.de\nOriginal-Message-ID: <{ID}>\nDisposition: \
             manual-action/MDN-sent-manually; {how}\n"
        )
    };
    let report = |subject: &str, how: &str| {
        let fields = fields(how);
        let shown = ("text/plain", "Your message was displayed.");
        let told = ("message/disposition-notification", fields.as_str());
        // Only the report says which mail it is about.
        let head = from(subject).replace("In-Reply-To", "X-Thread");
        parts(&head, "multipart/report; report-type=disposition-notification", &[shown, told])
    };
    let bare = |subject: &str, text: &str| format!("{}\n{text}\n", from(subject));
    let forms = [
        report("Read: Light", "displayed"),
        report("Gelesen: Light", "displayed"),
        report("Not read: Light", "deleted"),
        report("已读: Light", "displayed"),
        report("Disposition notification", "processed"),
        bare("Read: Light", "Your message was read on Monday, 7 December 2026 09:00."),
    ];
    for mail in forms {
        assert_about_ours(&mail, Class::Receipt);
    }
    // Who answers in words has not sent a receipt.
    assert_eq!(reading(&bare("Read: your offer", "I read it. Send me the price.")).class, Class::Reply);
}

#[test]
fn an_answer_to_an_invitation_is_the_calendars() {
    let from = format!(
        "From: Anna <anna@lumen.de>\nTo: wang@ours.com\nSubject: Accepted: Call\nIn-Reply-To: <{ID}>\n"
    );
    let event = |method: &str| {
        format!(
            "BEGIN:VCALENDAR\nPRODID:-//Mail//EN\n{method}\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nATTENDEE;PARTSTAT=ACCEPTED:\
             mailto:anna@lumen.de\nEND:VEVENT\nEND:VCALENDAR\n"
        )
    };
    let text = ("text/plain", "Anna accepted.");
    let with = |kind: &str, body: &str| parts(&from, "multipart/alternative", &[text, (kind, body)]);
    let named = "text/calendar; charset=utf-8; method=REPLY";
    let encoded = "text/calendar; method=REPLY\nContent-Transfer-Encoding: base64";
    let forms = [
        with(named, &event("METHOD:REPLY")),
        with("text/calendar", &event("METHOD:REPLY")),
        with("text/calendar", &event("method:reply")),
        with(named, &event("X-NOTHING:1")),
        with(encoded, "QkVHSU46VkNBTEVOREFSCk1FVEhPRDpSRVBMWQpFTkQ6VkNBTEVOREFSCg=="),
        with("text/calendar; method=COUNTER", &event("METHOD:COUNTER")),
        with("text/calendar; method=REQUEST", &event("METHOD:REQUEST")),
        format!("{from}Content-Type: text/calendar; method=REPLY\n\n{}", event("METHOD:REPLY")),
    ];
    for mail in forms {
        assert_about_ours(&mail, Class::Calendar);
    }
    // A date that somebody attaches to an answer in words.
    let attached = with("text/calendar; name=fair.ics", &event("METHOD:PUBLISH"));
    assert_eq!(reading(&attached).class, Class::Reply);
}

#[test]
fn what_is_no_mail_is_refused() {
    assert_eq!(read(b""), Err(Unreadable::Empty));
    assert_eq!(read(b" \r\n\t\n"), Err(Unreadable::Empty));
    for bytes in [&b"Dear Anna,\nplease note: it is new.\n"[..], b"\x89PNG\r\n\x1a\nx: y\n", &[0xff; 4_000]] {
        assert_eq!(read(bytes), Err(Unreadable::NoMail), "{bytes:.20?}");
    }
}

/// Pieces of which reports are made, and of which they are made badly.
const PIECES: [&str; 32] = [
    "From: MAILER-DAEMON <>\n",
    "To: wang@ours.com\n",
    "Subject: =?utf-8?B?5Zu?=\n",
    "Subject: Undelivered Mail\n",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
    "Content-Type: text/plain\n",
    "Content-Type: message/delivery-status\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: text/html\n",
    "Content-Type: message/feedback-report\n",
    "Content-Type: text/calendar; method=REPLY\n",
    "\n",
    "\r\n",
    "--b\n",
    "--b--\n",
    "Final-Recipient: rfc822; anna@lumen.de\n",
    "Action: failed\n",
    "Action: delayed\n",
    "Status: 5.1.1\n",
    "Status: 999999999999.9.9\n",
    "Diagnostic-Code: smtp; 550 5.1.1 <\u{4f60}@x>: user unknown\n",
    ">>> RCPT To:<a@b>\n",
    "<<< 550 \u{30d}\n",
    "> Final-Recipient: rfc822; a@b\n",
    "{\"notificationType\":\"Bounce\"!\n }\n",
    "@",
    "\u{feff}",
    "was automatically rejected:",
    "In-Reply-To: <r1.aaaaaaaa@ours.com>\n",
    "<b>不存在</b>",
    "=?gb2312?Q?=FF?=",
    "550",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_are_too_strange(bytes in vec(any::<u8>(), 0..2_000)) {
        drop(read(&bytes));
        drop(read(&[b"From: a@b.c\n", bytes.as_slice()].concat()));
    }

    #[test]
    fn no_report_is_too_strange(pieces in vec(prop::sample::select(&PIECES[..]), 0..40)) {
        drop(read(pieces.concat().as_bytes()));
        drop(read(format!("From: a@b.c\n{}", pieces.concat()).as_bytes()));
    }

    /// A real one that was cut off and of which some bytes became others.
    #[test]
    fn no_damage_is_too_strange(file in 0_usize..300, end in any::<prop::sample::Index>(), hits in vec(any::<(prop::sample::Index, u8)>(), 0..30)) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/bounces");
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let mut bytes = std::fs::read(&files[file % files.len()]).unwrap();
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(end.index(bytes.len()) + 1);
        drop(read(&bytes));
    }
}
