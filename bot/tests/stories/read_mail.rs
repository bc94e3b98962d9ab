//! `renmai read-mail`: a line of JSON for each file, by the real program, where there is no book.

use std::ffi::OsStr;
use std::process::Command;

use serde_json::{Value, json};

const BOUNCE: &str = "\
From: MAILER-DAEMON@mx.ours.com
To: wang@ours.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.ours.com

Final-Recipient: rfc822; anna@lumen.de
Action: ACTION
Status: STATUS
Diagnostic-Code: smtp; 550 5.1.1 <anna@lumen.de>: User unknown

--b
Content-Type: text/rfc822-headers

Message-ID: <r12.0a1b2c3d4e@ours.com>
To: anna@lumen.de

--b--
";

const AWAY: &str = "\
From: Anna Schmidt <anna@lumen.de>
To: wang@ours.com
Date: Mon, 7 Dec 2026 09:00:00 +0100
Auto-Submitted: auto-replied
In-Reply-To: <r12.0a1b2c3d4e@ours.com>
Subject: Out of office

I am out of the office and back on 14 December 2026.
";

/// Runs it over these files in a folder of its own: the lines, and the exit code.
fn read(mails: &[(&str, &[u8])], names: &[&str]) -> (Vec<Value>, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in mails {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_renmai"))
        .arg("read-mail")
        .args(names.iter().map(OsStr::new))
        .env_clear()
        // What no book can be at: nothing is opened.
        .env("DATABASE_URL", "nowhere")
        .current_dir(folder.path())
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, mails.len(), "it wrote something");
    (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.code())
}

#[test]
fn each_mail_is_one_line() {
    let gone = BOUNCE.replace("ACTION", "failed").replace("STATUS", "5.1.1");
    let waits = BOUNCE.replace("ACTION", "delayed").replace("STATUS", "4.4.1");
    let full = gone.replace("550 5.1.1 <anna@lumen.de>: User unknown", "552 5.2.2 mailbox full");
    let full = full.replace("5.1.1", "5.2.2");
    let mails = [
        ("gone.eml", gone.as_bytes()),
        ("waits.eml", waits.as_bytes()),
        ("full.eml", full.as_bytes()),
        ("away.eml", AWAY.as_bytes()),
    ];
    let (lines, code) = read(&mails, &mails.map(|(name, _)| name));
    assert_eq!(code, Some(0));
    let id = "r12.0a1b2c3d4e@ours.com";
    let bounce = |file, hard: Value, text| {
        json!({
            "file": file, "class": "bounce", "hard": hard, "recipient": "anna@lumen.de", "message_id": id,
            "until": null, "text": text,
        })
    };
    let unknown = "550 5.1.1 <anna@lumen.de>: User unknown";
    let expected = [
        bounce("gone.eml", json!(true), unknown),
        bounce("waits.eml", Value::Null, unknown),
        bounce("full.eml", json!(false), "552 5.2.2 mailbox full"),
        json!({
            "file": "away.eml", "class": "away", "hard": null, "recipient": "anna@lumen.de", "message_id": id,
            "until": "2026-12-14", "text": "I am out of the office and back on 14 December 2026.",
        }),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_file_that_is_no_mail_has_an_error_and_does_not_stop_the_others() {
    let picture = [&b"\x89PNG\r\n\x1a\n"[..], &[0; 4_000], b"\nno: mail\n\n"].concat();
    // Of a mail that has no end the beginning is read.
    let huge = [AWAY.as_bytes(), "x".repeat(9 << 20).as_bytes()].concat();
    let mails = [
        ("empty.eml", &b""[..]),
        ("blank.eml", b"\r\n \r\n"),
        ("picture.png", &picture),
        ("prose.txt", b"Dear Anna,\nplease note: the price is new.\n"),
        ("huge.eml", &huge),
        ("away.eml", AWAY.as_bytes()),
    ];
    let names =
        ["missing.eml", ".", "empty.eml", "blank.eml", "picture.png", "prose.txt", "huge.eml", "away.eml"];
    let (lines, code) = read(&mails, &names);
    assert_eq!(code, Some(1));
    assert_eq!(lines.len(), names.len());
    for (line, name) in lines.iter().zip(names) {
        assert_eq!(line["file"], name);
        let read = matches!(name, "huge.eml" | "away.eml");
        assert_eq!(line.get("error").is_some_and(Value::is_string), !read, "{line:.200}");
        assert_eq!(line.get("class").is_some(), read, "{line:.200}");
    }
    assert!(lines[6].to_string().len() < 100_000, "the text is bounded");
}

#[test]
fn without_a_file_it_says_how_it_is_called() {
    let (lines, code) = read(&[], &[]);
    assert_eq!((lines.len(), code), (0, Some(2)));
}
