//! What is said to the SMTP server.

use renmai_sandbox::{Bounce, FolderName, Standing};

use super::line::Line;
use super::{ANNA, MAIL, Post, WANG, plain};

#[tokio::test]
async fn a_mail_is_handed_over() {
    let post = Post::open().await;
    let mut line = post.smtp().await;
    line.says("MAIL FROM:<wang@ours.com> SIZE=200 BODY=8BITMIME", "250 2.1.0").await;
    line.says("RCPT TO:<Anna@Lumen.de>", "250 2.1.5").await;
    line.says("RCPT TO:<li+sales@ours.com>", "250 2.1.5").await;
    line.says("DATA", "354 ").await;
    line.says(&format!("{MAIL}."), "250 2.0.0").await;
    line.says("QUIT", "221 ").await;
    assert!(line.is_hung_up_on().await);
    let mails = post.of(ANNA).mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.from, "Wang Wei <wang@ours.com>");
    assert_eq!(mail.subject, "A suggestion");
    assert_eq!(mail.text, "Hello Anna,\n\nmay I ask one question?\n");
    assert_eq!(mail.at, post.clock.now());
    // A tagged address is the same mailbox, which hears the tag.
    let tagged = [b"Delivered-To: li+sales@ours.com\r\n", &mail.raw[..]].concat();
    assert_eq!(post.of("li@ours.com").mails()[0].raw, tagged);
    assert!(post.of(WANG).mails_in(FolderName::Sent).is_empty(), "this server files nothing by itself");
}

#[tokio::test]
async fn every_byte_arrives() {
    let post = Post::open().await;
    let body = "Subject: \u{4f60}\u{597d}\r\n\r\n.\u{9996}\r\n..two\r\n.\r\n\u{e4}\u{f6}\r\nbare\n.\r\nend\rof it\r\n\r\n";
    let mut bytes = body.as_bytes().to_vec();
    bytes.extend([0xff, 0xfe, 0x80, b'\r', b'\n']);
    bytes.extend(vec![b'x'; 5_000]);
    bytes.extend(b"\r\n");
    let mut stuffed = Vec::new();
    let mut at_start = true;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if at_start && line.starts_with(b".") {
            stuffed.push(b'.');
        }
        stuffed.extend(line);
        at_start = line.ends_with(b"\r\n");
    }
    let mut line = post.smtp().await;
    line.says("MAIL FROM:<wang@ours.com>", "250 ").await;
    line.says("RCPT TO:<anna@lumen.de>", "250 ").await;
    line.says("DATA", "354 ").await;
    line.writes(&stuffed).await;
    line.says(".", "250 ").await;
    assert_eq!(post.of(ANNA).mails()[0].raw, bytes);
}

#[tokio::test]
async fn a_conversation_has_its_order() {
    let post = Post::open().await;
    let mut line = Line::to(post.smtp).await;
    line.hears("220 ").await;
    for (said, answer) in [
        ("MAIL FROM:<wang@ours.com>", "530 5.7.0"),
        ("AUTH PLAIN x", "503 5.5.1"),
        ("EHLO", "501 5.5.4"),
        ("EHLO here", "250 "),
        ("AUTH CRAM-MD5", "504 5.5.4"),
        ("AUTH PLAIN !", "501 5.5.2"),
        (&format!("AUTH PLAIN {}", plain("nobody", "x")), "535 5.7.8"),
        ("auth login", "334 VXNlcm5hbWU6"),
        ("d2FuZ0BvdXJzLmNvbQ==", "334 UGFzc3dvcmQ6"),
        ("YW55", "235 2.7.0"),
        (&format!("AUTH PLAIN {}", plain(WANG, "x")), "503 5.5.1"),
        ("RCPT TO:<anna@lumen.de>", "503 5.5.1"),
        ("DATA", "503 5.5.1"),
        ("MAIL FROM:wang@ours.com", "501 5.5.4"),
        ("MAIL TO:<wang@ours.com>", "501 5.5.4"),
        ("MAIL FROM:<wang>", "501 5.1.7"),
        ("MAIL FROM:<li@ours.com>", "553 5.7.1"),
        ("MAIL FROM:<wang@ours.com> SIZE=99999999", "552 5.3.4"),
        ("MAIL FROM:<wang@ours.com> SMTPUTF8", "555 5.5.4"),
        ("MAIL FROM:<wang+b7@ours.com>", "250 2.1.0"),
        ("MAIL FROM:<wang@ours.com>", "503 5.5.1"),
        ("RCPT TO:<anna>", "501 5.1.3"),
        ("RCPT TO:<\u{e4}nna@lumen.de>", "501 5.1.3"),
        ("RCPT TO:<anna@lumen.de> NOTIFY=NEVER", "555 5.5.4"),
        ("DATA", "503 5.5.1"),
        ("RSET", "250 2.0.0"),
        ("RCPT TO:<anna@lumen.de>", "503 5.5.1"),
        ("MAIL FROM:<>", "250 2.1.0"),
        ("NOOP", "250 2.0.0"),
        ("STARTTLS", "502 5.5.1"),
        ("HELLO", "500 5.5.2"),
        (&"x".repeat(9_000), "500 5.5.2"),
        ("", "500 5.5.2"),
    ] {
        let heard = line.says(said, "").await;
        let rest = if heard.starts_with("250-") { line.hears("250 ").await } else { heard };
        let last = rest.lines().last().unwrap();
        assert!(last.starts_with(answer), "{said}: {last}");
    }
}

#[tokio::test]
async fn a_password_may_be_wrong() {
    let post = Post::open().await;
    post.of(WANG).wants_password("right");
    let mut line = Line::to(post.smtp).await;
    line.says("EHLO here", "250 ").await;
    line.says(&format!("AUTH PLAIN {}", plain(WANG, "wrong")), "535 5.7.8").await;
    line.says(&format!("AUTH PLAIN {}", plain(WANG, "right")), "235 ").await;
    post.of(WANG).refuses_everybody(true);
    let mut line = Line::to(post.smtp).await;
    line.says("EHLO here", "250 ").await;
    for answer in ["535 5.7.8", "535 5.7.8", "421 4.7.0"] {
        line.says(&format!("AUTH PLAIN {}", plain(WANG, "right")), answer).await;
    }
    assert!(line.is_hung_up_on().await);
}

#[tokio::test]
async fn a_mailbox_refuses_what_it_cannot_take() {
    let post = Post::open().await;
    let mut line = post.smtp().await;
    line.says("MAIL FROM:<wang@ours.com>", "250 ").await;
    for (standing, answer) in [
        (Standing::Unknown, "550 5.1.1"),
        (Standing::Full, "452 4.2.2"),
        (Standing::BouncesLater { bounce: Bounce::Policy }, "250 "),
        (Standing::Exists, "250 "),
    ] {
        post.of(ANNA).stands(standing);
        line.says("RCPT TO:<anna+x@lumen.de>", answer).await;
    }
}

#[tokio::test]
async fn a_large_mail_is_refused_and_the_line_goes_on() {
    let post = Post::open().await;
    let mut line = post.smtp().await;
    let part = format!("{}\r\n", "x".repeat(1 << 20));
    for (parts, answer) in [(11, "552 5.3.4"), (9, "250 2.0.0")] {
        line.says("MAIL FROM:<wang@ours.com>", "250 ").await;
        line.says("RCPT TO:<anna@lumen.de>", "250 ").await;
        line.says("DATA", "354 ").await;
        for _ in 0..parts {
            line.writes(part.as_bytes()).await;
        }
        line.says(".", answer).await;
    }
    assert_eq!(post.of(ANNA).mails().len(), 1);
}

#[tokio::test]
async fn a_mail_that_is_cut_off_does_not_arrive() {
    let post = Post::open().await;
    let mut line = post.smtp().await;
    line.says("MAIL FROM:<wang@ours.com>", "250 ").await;
    line.says("RCPT TO:<anna@lumen.de>", "250 ").await;
    line.says("DATA", "354 ").await;
    line.writes(MAIL.as_bytes()).await;
    drop(line);
    post.sends(ANNA, "Subject: whole\r\n\r\n").await;
    let mails = post.of(ANNA).mails();
    assert_eq!(mails.iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(), ["whole"]);
}

#[tokio::test]
async fn a_server_may_file_copies_itself() {
    let post = Post::open().await;
    post.room.files_sent_copies(true);
    post.sends(ANNA, MAIL).await;
    let sent = post.of(WANG).mails_in(FolderName::Sent);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].raw, post.of(ANNA).mails()[0].raw);
}

#[tokio::test]
async fn stopped_servers_hang_up() {
    let post = Post::open().await;
    let mut smtp = post.smtp().await;
    let mut imap = post.imap().await;
    assert!(post.smtp.ip().is_loopback() && post.imap.ip().is_loopback());
    post.room.stop();
    assert!(smtp.is_hung_up_on().await && imap.is_hung_up_on().await);
    assert_eq!(post.room.servers(), None);
    assert!(tokio::net::TcpStream::connect(post.smtp).await.is_err());
}
