//! What customers do with a mail, and what comes of it in our mailbox.

use chrono::NaiveDate;
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use renmai_sandbox::{Bounce, Client, FolderName, Mail, MailFault, Standing};

use super::{ANNA, MAIL, Post, WANG};

fn parsed(mail: &Mail) -> Message<'_> {
    MessageParser::default().parse(&mail.raw[..]).unwrap()
}

fn header(mail: &Mail, name: &'static str) -> Option<String> {
    parsed(mail).header_raw(name).map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A mail of Wang's that Anna has, and its number.
async fn written() -> (Post, u64) {
    let post = Post::open().await;
    post.sends(ANNA, MAIL).await;
    let id = post.of(ANNA).receives().await.unwrap().id;
    (post, id)
}

#[tokio::test]
async fn an_answer_stands_in_the_thread() {
    let (post, id) = written().await;
    assert_eq!(post.of(ANNA).unread(), 1);
    post.of(ANNA).answers(id, "Ja, gern! 请报价").unwrap();
    let answer = post.of(WANG).receives().await.unwrap();
    assert_eq!(answer.from, "Anna Schmidt <anna@lumen.de>");
    assert_eq!(answer.to, "Wang Wei <wang@ours.com>");
    assert_eq!(answer.subject, "Re: A suggestion");
    assert_eq!(header(&answer, "In-Reply-To").as_deref(), Some("<r12.ab@ours.com>"));
    assert_eq!(header(&answer, "References").as_deref(), Some("<r12.ab@ours.com>"));
    assert_eq!(
        answer.text,
        "Ja, gern! 请报价\n\nAm 23.11.2026 um 12:00 Uhr schrieb Wang Wei <wang@ours.com>:\n\n\
         > Hello Anna,\n>\n> may I ask one question?\n"
    );
    let html = parsed(&answer).body_html(0).unwrap().into_owned();
    assert!(
        html.contains("gmail_quote") && html.contains("schrieb Wang Wei &lt;wang@ours.com&gt;"),
        "{html}"
    );
    assert_eq!(post.of(ANNA).unread(), 0, "who answers has read it");
    assert_eq!(post.of(ANNA).mails_in(FolderName::Sent)[0].id, answer.id);
    assert_eq!(parsed(&answer).date().unwrap().to_timestamp(), post.clock.now().timestamp());
}

#[tokio::test]
async fn the_whole_thread_is_named() {
    let (post, id) = written().await;
    let first = post.of(ANNA).answers_with(Client::Outlook, id, "Wie viel?").unwrap();
    let answer = post.of(WANG).receives().await.unwrap();
    assert_eq!(answer.subject, "AW: A suggestion");
    assert!(
        answer.text.contains("Von: Wang Wei <wang@ours.com>\nGesendet: 23.11.2026 12:00\n"),
        "{}",
        answer.text
    );
    post.of(WANG).answers(first, "40 each").unwrap();
    let ours = post.of(ANNA).receives().await.unwrap();
    post.of(ANNA).answers(ours.id, "Gut").unwrap();
    let last = post.of(WANG).receives().await.unwrap();
    let names = format!("<r12.ab@ours.com> {} {}", answer.message_id.unwrap(), ours.message_id.unwrap());
    assert_eq!(header(&last, "References"), Some(names));
}

#[tokio::test]
async fn a_colleague_answers() {
    let (post, id) = written().await;
    post.of(ANNA).colleague_answers(id, "jonas.weber@lumen.de", "I take this over").unwrap();
    let answer = post.of(WANG).receives().await.unwrap();
    assert_eq!(answer.from, "Jonas Weber <jonas.weber@lumen.de>");
    assert_eq!(header(&answer, "In-Reply-To").as_deref(), Some("<r12.ab@ours.com>"));

    post.of(ANNA).forwards_to_colleague_who_answers(id, "jonas.weber@lumen.de", "Send the price").unwrap();
    let forward = post.of("jonas.weber@lumen.de").receives().await.unwrap();
    assert_eq!(
        (forward.from.as_str(), forward.subject.as_str()),
        ("Anna Schmidt <anna@lumen.de>", "WG: A suggestion")
    );
    let answer = post.of(WANG).receives().await.unwrap();
    assert_eq!(answer.from, "Jonas Weber <jonas.weber@lumen.de>");
    assert_eq!(header(&answer, "In-Reply-To"), forward.message_id);
    assert!(header(&answer, "References").unwrap().starts_with("<r12.ab@ours.com> "));
    assert!(answer.text.starts_with("Send the price\n") && answer.text.contains("may I ask one question?"));
    let writers: Vec<&str> = answer.text.lines().filter(|line| line.starts_with("Von: ")).collect();
    assert_eq!(writers, ["Von: Anna Schmidt <anna@lumen.de>", "Von: Wang Wei <wang@ours.com>"]);
}

#[tokio::test]
async fn a_report_of_a_server_is_one() {
    let (post, id) = written().await;
    for (why, action, status) in [
        (Bounce::NoSuchMailbox, "failed", "5.1.1"),
        (Bounce::MailboxFull, "failed", "4.2.2"),
        (Bounce::Policy, "failed", "5.7.1"),
        (Bounce::Delayed, "delayed", "4.4.1"),
    ] {
        post.of(ANNA).bounces(id, why).unwrap();
        is_a_bounce(&post.of(WANG).receives().await.unwrap(), ANNA, action, status);
    }
    post.of("tom@far.example").stands(Standing::BouncesLater { bounce: Bounce::NoSuchMailbox });
    post.sends("tom@far.example", MAIL).await;
    is_a_bounce(&post.of(WANG).receives().await.unwrap(), "tom@far.example", "failed", "5.1.1");
    assert!(post.of("tom@far.example").mails().is_empty());
}

#[track_caller]
fn is_a_bounce(report: &Mail, to: &str, action: &str, status: &str) {
    let mail = parsed(report);
    let kind = mail.content_type().unwrap();
    assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("report")));
    assert_eq!(kind.attribute("report-type"), Some("delivery-status"));
    assert_eq!(header(report, "Return-Path").as_deref(), Some("<>"));
    assert_eq!(header(report, "Auto-Submitted").as_deref(), Some("auto-replied"));
    let facts = String::from_utf8_lossy(mail.parts[2].contents()).into_owned();
    for line in [
        format!("Final-Recipient: rfc822; {to}"),
        format!("Action: {action}"),
        format!("Status: {status}"),
        "Reporting-MTA: dns; mail.sandbox.example".into(),
    ] {
        assert!(facts.lines().any(|known| known == line), "{line} in {facts}");
    }
    let original = mail.parts[3].message().unwrap();
    assert_eq!(original.message_id(), Some("r12.ab@ours.com"));
}

#[tokio::test]
async fn who_is_away_answers_automatically() {
    let post = Post::open().await;
    let until = NaiveDate::from_ymd_opt(2026, 12, 14);
    for (address, until, subject, text) in [
        (ANNA, until, "Automatische Antwort: A suggestion", "bis zum 14.12.2026"),
        ("tom@far.example", until, "Automatic reply: A suggestion", "until 14 December 2026"),
        ("li@far.cn", until, "自动回复: A suggestion", "至2026年12月14日"),
        ("ana@far.es", None, "Respuesta automática: A suggestion", "fuera de la oficina y"),
    ] {
        post.of(address).stands(Standing::Away { until });
        post.sends(address, MAIL).await;
        let answer = post.of(WANG).receives().await.unwrap();
        assert_eq!(answer.subject, subject);
        assert!(answer.text.contains(text), "{}", answer.text);
        assert_eq!(header(&answer, "Auto-Submitted").as_deref(), Some("auto-replied"));
        assert_eq!(header(&answer, "In-Reply-To").as_deref(), Some("<r12.ab@ours.com>"));
        assert_eq!(post.of(address).mails().len(), 1, "the mail itself lies there");
    }
    // Nobody answers what says that nobody wrote it.
    let mut line = post.smtp().await;
    for said in ["MAIL FROM:<>", "RCPT TO:<anna@lumen.de>"] {
        line.says(said, "250 ").await;
    }
    line.says("DATA", "354 ").await;
    line.says(&format!("{MAIL}."), "250 ").await;
    assert_eq!(post.of(ANNA).mails().len(), 2);
    assert_eq!(post.of(WANG).mails().len(), 4);
}

#[tokio::test]
async fn one_opts_out_in_words_and_by_the_address() {
    let (post, id) = written().await;
    post.of(ANNA).opts_out(id).unwrap();
    let words = post.of(WANG).receives().await.unwrap();
    assert!(words.text.starts_with("Bitte schicken Sie mir keine weiteren E-Mails."), "{}", words.text);
    post.of(ANNA).unsubscribes(id).unwrap();
    let mail = post.of(WANG).receives().await.unwrap();
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("wang+u12@ours.com", "stop"));
    let plain = post.of(ANNA).gets(b"From: wang@ours.com\r\n\r\nHello\r\n");
    assert_eq!(post.of(ANNA).unsubscribes(plain), Err(MailFault::NoUnsubscribeAddress));
}

#[tokio::test]
async fn a_complaint_names_the_mail() {
    let (post, id) = written().await;
    post.of(ANNA).calls_it_spam(id).unwrap();
    let report = post.of(WANG).receives().await.unwrap();
    let mail = parsed(&report);
    assert_eq!(mail.content_type().unwrap().attribute("report-type"), Some("feedback-report"));
    let facts = String::from_utf8_lossy(mail.parts[2].contents()).into_owned();
    assert_eq!(mail.parts[2].content_type().unwrap().subtype(), Some("feedback-report"));
    for line in ["Feedback-Type: abuse", "Version: 1", "Original-Rcpt-To: <anna@lumen.de>"] {
        assert!(facts.lines().any(|known| known == line), "{line} in {facts}");
    }
    assert_eq!(mail.parts[3].message().unwrap().message_id(), Some("r12.ab@ours.com"));
    assert!(post.of(ANNA).mails().is_empty());
    assert_eq!(post.of(ANNA).mails_in(FolderName::Junk)[0].id, id);
}

#[tokio::test]
async fn mail_comes_by_itself() {
    let post = Post::open().await;
    post.of(WANG).wants_password("x");
    post.of(ANNA).writes(WANG, "Anfrage\r\nBcc: all@x", "Bitte ein Angebot").unwrap();
    let mail = post.of(WANG).receives().await.unwrap();
    assert_eq!((mail.subject.as_str(), mail.text.trim()), ("Anfrage  Bcc: all@x", "Bitte ein Angebot"));
    post.of(ANNA).sends_newsletter(WANG, "Lumen news", "All new").unwrap();
    let mail = post.of(WANG).receives().await.unwrap();
    assert_eq!(header(&mail, "List-Id").as_deref(), Some("News <news.lumen.de>"));
    assert_eq!(header(&mail, "Precedence").as_deref(), Some("bulk"));
}

#[tokio::test]
async fn what_is_not_there_is_told_so() {
    let (post, id) = written().await;
    assert_eq!(post.of(ANNA).answers(99, "x"), Err(MailFault::NoSuchMail(99)));
    assert_eq!(post.of("tom@far.example").answers(id, "x"), Err(MailFault::NoSuchMail(id)), "it is Anna's");
    assert!(matches!(post.room.mailbox("anna"), Err(MailFault::NotAnAddress(_))));
    assert_eq!(
        post.of(ANNA).colleague_answers(id, "jonas", "x"),
        Err(MailFault::NotAnAddress("jonas".into()))
    );
    let nobody = post.of(ANNA).gets(b"Subject: x\r\n\r\nHello\r\n");
    assert_eq!(post.of(ANNA).bounces(nobody, Bounce::Policy), Err(MailFault::FromNobody));
    assert_eq!(post.of(ANNA).answers(nobody, "x"), Err(MailFault::FromNobody));
    let customers: Vec<String> = post.room.customers().iter().map(|one| one.address().to_owned()).collect();
    assert_eq!(customers, [ANNA], "ours is none of them");
}

#[tokio::test(start_paused = true)]
async fn silence_is_told() {
    let (post, _) = written().await;
    let fault = post.of(ANNA).receives().await.unwrap_err();
    assert_eq!(fault, MailFault::Silence(ANNA.into(), vec!["A suggestion".into()]));
}
