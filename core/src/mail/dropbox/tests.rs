use std::collections::HashSet;

use super::*;
use crate::mail::envelope::Envelope;
use crate::mail::reading::{forwarded, read};
use crate::vocabulary::Security;

fn dropbox() -> Dropbox {
    Dropbox {
        address: Email::parse("Log@ours.com").unwrap(),
        imap: Server { host: "127.0.0.1".into(), port: 143, security: Security::None },
        login: "log".into(),
        sealed: Sealed { key: String::new(), text: String::new() },
        refused: None,
        set_at: DateTime::UNIX_EPOCH,
    }
}

#[test]
fn the_token_is_found_in_every_header_that_may_have_it() {
    for (head, tokens) in [
        ("To: log+k3v9@ours.com", &["k3v9"][..]),
        ("To: Joe <joe@acme.com>\r\nCc: \"Log\" <LOG+K3V9@OURS.COM>", &["k3v9"]),
        ("Bcc: log+k3v9@ours.com", &["k3v9"]),
        ("Delivered-To: log+k3v9@ours.com", &["k3v9"]),
        ("Delivered-To: log@ours.com\r\nDelivered-To: log+k3v9@ours.com", &["k3v9"]),
        ("X-Original-To: log+k3v9@ours.com", &["k3v9"]),
        ("Envelope-To: log+k3v9@ours.com", &["k3v9"]),
        ("X-Forwarded-To: log+k3v9@ours.com", &["k3v9"]),
        ("Received: from a by b with LMTP id 1\r\n\tfor <log+k3v9@ours.com>; Mon, 30 Nov 2026", &["k3v9"]),
        ("Received: from a by b\r\nReceived: from c by d for <log+k3v9@ours.com>", &["k3v9"]),
        // What a server wrote counts before what a person did.
        ("To: log+anna@ours.com\r\nDelivered-To: log+li@ours.com", &["li", "anna"]),
        ("To: log@ours.com", &[]),
        ("To: catalog+k3v9@ours.com", &[]),
        ("To: my.log+k3v9@ours.com", &[]),
        ("To: log+k3v9@ours.com.evil.net", &[]),
        ("To: log+k3v9@ours.community", &[]),
        ("To: log+k3-v9@ours.com", &[]),
        ("To: log+@ours.com", &[]),
        ("Subject: log+k3v9@ours.com", &[]),
        ("To: a@b.com\r\n\r\nTo: log+k3v9@ours.com", &[]),
    ] {
        assert_eq!(dropbox().tokens(format!("{head}\r\n").as_bytes()), tokens, "{head}");
    }
    assert_eq!(dropbox().address_of("k3v9"), "Log+k3v9@ours.com");
    for (address, is) in
        [("log+k3v9@ours.com", true), ("LOG@ours.com", true), ("logs@ours.com", false), ("log@b.com", false)]
    {
        assert_eq!(dropbox().is_address(&Email::parse(address).unwrap()), is, "{address}");
    }
}

fn people() -> People {
    let set = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<HashSet<_>>();
    People {
        own: set(&["anna@ours.com", "li@ours.com"]),
        contacts: set(&["joe@acme.com"]),
        ..People::default()
    }
}

fn means(mail: &str, people: &People) -> Meaning {
    let bytes = mail.replace('\n', "\r\n").into_bytes();
    let envelope = Envelope::of(&bytes);
    let to: Vec<Email> = envelope.to.iter().filter(|to| !dropbox().is_address(to)).cloned().collect();
    meaning(&envelope, &to, &read(&bytes).unwrap(), forwarded(&bytes).as_ref(), people)
}

const JOES: &str = "---------- Forwarded message ---------\nFrom: Joe Brown <joe@acme.com>\n\
                    Date: Mon, 30 Nov 2026 at 10:00\nSubject: Price\nTo: <anna@ours.com>\n\nSend 500 pcs.\n";
const ANNAS: &str = "-----Original Message-----\nFrom: Anna <anna@ours.com>\nSent: Monday\nTo: joe@acme.com\n\
                     Subject: Price\n\nIt is 5 dollars.\n";

#[test]
fn what_a_mail_means() {
    let drop = "To: log+k3v9@ours.com\n";
    for (head, text, means_so) in [
        // The member's own, from their mailbox and from elsewhere.
        ("From: anna@ours.com\nTo: joe@acme.com\nSubject: A\n", "Hello", Meaning::Written),
        ("From: anna@private.net\nTo: joe@acme.com\nSubject: A\n", "Hello", Meaning::Written),
        ("From: anna@private.net\nTo: x@y.com\nCc: joe@acme.com\nSubject: A\n", "Hello", Meaning::Written),
        ("From: anna@private.net\nTo: li@ours.com\nCc: joe@acme.com\nSubject: A\n", "Hi", Meaning::Written),
        ("From: anna@private.net\nTo: stranger@y.com\nSubject: A\n", "Hello", Meaning::Written),
        // Their answers quote what they answer.
        ("From: anna@ours.com\nTo: joe@acme.com\nSubject: Re: Price\n", JOES, Meaning::Written),
        ("From: anna@private.net\nTo: sam@acme.com\nSubject: Re: Price\n", JOES, Meaning::Written),
        // What they pass on.
        ("From: anna@ours.com\nSubject: Fwd: Price\nTo: log+k3v9@ours.com\n", JOES, Meaning::Answer),
        ("From: anna@private.net\nSubject: Price\nTo: log+k3v9@ours.com\n", JOES, Meaning::Answer),
        ("From: anna@private.net\nSubject: 转发：Price\nTo: boss@else.com\n", JOES, Meaning::Answer),
        ("From: anna@ours.com\nSubject: FW: Price\nTo: li@ours.com\n", JOES, Meaning::Answer),
        ("From: anna@ours.com\nSubject: Fwd: Price\nTo: log+k3v9@ours.com\n", ANNAS, Meaning::WrittenBefore),
        // Theirs, passed on as they were.
        ("From: joe@acme.com\nTo: anna@ours.com\nSubject: Re: A\n", "Yes", Meaning::CameIn),
        ("From: joe@acme.com\nTo: anna@private.net\nSubject: Re: A\n", JOES, Meaning::CameIn),
        (
            "From: MAILER-DAEMON@x.com\nTo: anna@ours.com\nAuto-Submitted: auto-replied\nSubject: A\n",
            "Failed",
            Meaning::CameIn,
        ),
        ("From: stranger@y.com\nTo: anna@ours.com\nSubject: Hello\n", "Buy our list", Meaning::CameIn),
        (
            "From: news@y.com\nTo: anna@private.net\nList-Id: <n.y.com>\nSubject: News\n",
            "News",
            Meaning::CameIn,
        ),
        // Ours.
        (
            "From: anna@ours.com\nTo: joe@acme.com\nMessage-ID: <r1.abcdefgh@ours.com>\nSubject: A\n",
            "Hi",
            Meaning::Ours,
        ),
    ] {
        let head = if head.contains("To:") { head.to_owned() } else { format!("{head}{drop}") };
        assert_eq!(means(&format!("{head}\n{text}"), &people()), means_so, "{head}{text}");
    }
    // A colleague of theirs answers our mail.
    let about = People { about: Email::parse("joe@acme.com").ok(), ..people() };
    let jonas =
        "From: jonas@acme.com\nTo: anna@private.net\nCc: joe@acme.com\nSubject: Re: A\n\nI took over.";
    assert_eq!(means(jonas, &about), Meaning::CameIn);
    // And where we know of no mail of ours: a contact of that company gets a copy.
    assert_eq!(means(jonas, &people()), Meaning::CameIn);
}

#[test]
fn without_a_mailbox_what_a_rule_sent_on_is_not_the_members_own() {
    let contacts = HashSet::from(["joe@acme.com".to_owned()]);
    let nobody = People { contacts, home: Some("ours.com".to_owned()), ..People::default() };
    let only_token = "Delivered-To: log+k3v9@ours.com\n";
    for (head, means_so) in [
        // The member's own: no server says that it lay anywhere else.
        ("From: wang@ours.com\nTo: joe@acme.com\n", Meaning::Written),
        ("From: wang@ours.com\nTo: jonas@acme.com\nCc: joe@acme.com\n", Meaning::Written),
        ("From: wang@ours.com\nTo: stranger@y.com\n", Meaning::Written),
        ("From: wang@ours.com\nTo: li@ours.com, stranger@y.com\n", Meaning::Written),
        ("From: wang@private.net\nTo: joe@acme.com\n", Meaning::Written),
        ("From: wang@private.net\nTo: stranger@y.com\n", Meaning::Written),
        ("Delivered-To: joe@acme.com\nFrom: wang@ours.com\nTo: joe@acme.com\n", Meaning::Written),
        // A colleague's answer.
        ("From: jonas@acme.com\nTo: wang@ours.com\nCc: joe@acme.com\n", Meaning::CameIn),
        ("From: jonas@mail.acme.com\nTo: wang@private.net\nCc: joe@acme.com\n", Meaning::CameIn),
        // Strangers, to the company's address and to another one that a server names.
        ("From: stranger@y.com\nTo: wang@ours.com\n", Meaning::CameIn),
        ("Delivered-To: wang@private.net\nFrom: stranger@y.com\nTo: wang@private.net\n", Meaning::CameIn),
        (
            "Received: from a by b for <wang@private.net>; Mon, 30 Nov 2026\nFrom: stranger@y.com\n\
             To: Wang <WANG@private.net>\nCc: joe@acme.com\n",
            Meaning::CameIn,
        ),
        ("X-Forwarded-For: w@p.net log@ours.com\nFrom: stranger@y.com\nTo: w@p.net\n", Meaning::CameIn),
    ] {
        let mail = format!("{only_token}{head}Subject: Price\n\nHello");
        assert_eq!(means(&mail, &nobody), means_so, "{head}");
    }
}

#[test]
fn what_is_passed_on_is_read_in_the_languages_that_programs_speak() {
    for (block, who) in [
        ("Von: Jörg Maier <joerg@acme.com>\nGesendet: Montag\nAn: Anna\nBetreff: Preis", "joerg@acme.com"),
        ("发件人：王芳 <wang@acme.com>\n发送时间：2026年11月30日\n收件人：Anna\n主题：价格", "wang@acme.com"),
        ("*From:* Joe Brown <joe@acme.com>\n*Sent:* Monday\n*To:* Anna\n*Subject:* Price", "joe@acme.com"),
        ("De : Jean <jean@acme.com>\nEnvoyé : lundi\nÀ : Anna\nObjet : Prix", "jean@acme.com"),
        ("De: Ana <ana@acme.com>\nEnviado: lunes\nPara: Anna\nAsunto: Precio", "ana@acme.com"),
        ("Da: Ugo <ugo@acme.com>\nInviato: lunedì\nA: Anna\nOggetto: Prezzo", "ugo@acme.com"),
        ("От: Иван <ivan@acme.com>\nОтправлено: понедельник\nКому: Anna\nТема: Цена", "ivan@acme.com"),
        (
            "差出人: 田中 <tanaka@acme.com>\n送信日時: 2026年11月30日\n宛先: Anna\n件名: 価格",
            "tanaka@acme.com",
        ),
        ("From: Joe [mailto:joe@acme.com]\nSent: Monday\nTo: Anna\nSubject: Price", "joe@acme.com"),
        ("> From: Joe <joe@acme.com>\n> Subject: Price\n> Date: Monday\n> To: Anna", "joe@acme.com"),
    ] {
        let body = if block.starts_with('>') { "> \n> We want 500.\n" } else { "\nWe want 500.\n" };
        let quoted = "\n-----Original Message-----\nFrom: Anna <anna@ours.com>\nSent: Monday\nTo: Joe\nSubject: A\n\nOurs";
        let mail = format!(
            "From: anna@ours.com\nTo: log+k@ours.com\nSubject: Fwd: Price\n\
             Content-Type: text/plain; charset=utf-8\n\nsee below\n\n{block}\n{body}{quoted}"
        );
        let passed = forwarded(mail.as_bytes()).unwrap_or_else(|| panic!("{block}"));
        assert_eq!(passed.envelope.from.as_ref().map(Email::as_str), Some(who), "{block}");
        assert_eq!((passed.reading.text.as_str(), passed.is_said), ("We want 500.", true), "{block}");
        assert_eq!(passed.envelope.subject, "Price");
    }
    let none = b"From: anna@ours.com\r\nTo: joe@acme.com\r\nSubject: A\r\n\r\nFrom: me\r\nwith love\r\n";
    assert!(forwarded(none).is_none());
}

#[test]
fn what_is_attached_whole_is_read_whole() {
    let mail = "From: anna@ours.com\r\nTo: log+k@ours.com\r\nSubject: this\r\nMIME-Version: 1.0\r\n\
                Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee it\r\n\
                --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Joe <joe@acme.com>\r\nTo: anna@ours.com\r\n\
                Message-ID: <j1@acme.com>\r\nDate: Mon, 30 Nov 2026 10:15:00 +0800\r\nSubject: Re: A\r\n\r\n\
                Please remove me from your list.\r\n--b--\r\n";
    let passed = forwarded(mail.as_bytes()).unwrap();
    assert_eq!(passed.envelope.message_id.as_deref(), Some("<j1@acme.com>"));
    assert_eq!(passed.reading.class.code(), "opt_out");
    assert_eq!(passed.envelope.date, Some("2026-11-30T02:15:00Z".parse().unwrap()));
    assert!(!passed.reading.text.contains("--b"), "{}", passed.reading.text);
}
