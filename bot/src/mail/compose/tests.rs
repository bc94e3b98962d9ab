use chrono::{DateTime, Utc};
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use proptest::prelude::*;
use renmai_core::email::Email;

use super::{
    ATTACHED, ComposeFault, Correspondent, FileBody, MessageId, Outgoing, Part, Thread, Unsubscribe, compose,
};

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn unsubscribe(post_to: Option<&str>) -> Unsubscribe {
    let post_to = post_to.map(|url| url.parse().unwrap());
    Unsubscribe { mail_to: email("wang@ours.com"), subject: "unsubscribe-k7".into(), post_to }
}

fn mail() -> Outgoing {
    Outgoing {
        from: Correspondent { name: "王芳".into(), address: email("wang@ours.com") },
        to: Correspondent { name: "Anna Schmidt".into(), address: email("anna@lumen.de") },
        subject: "A suggestion".into(),
        text: "Dear Anna,\n\nhello: https://ours.com\n".into(),
        thread: None,
        message_id: MessageId::from("<r12.ab@ours.com>".to_owned()),
        date: DateTime::<Utc>::from_timestamp(1_780_000_000, 0).unwrap(),
        unsubscribe: Some(unsubscribe(None)),
        attachments: Vec::new(),
    }
}

fn read(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}

/// The lines of the head, as they stand there.
fn head(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.split("\r\n\r\n").next().unwrap().split("\r\n").map(str::to_owned).collect()
}

/// The text of a header whose lines are joined again.
fn raw(bytes: &[u8], name: &str) -> Option<String> {
    let head = head(bytes).join("\r\n").replace("\r\n ", " ");
    let start = format!("{name}: ");
    head.lines().find_map(|line| line.strip_prefix(&start).map(str::to_owned))
}

/// Every line of a mail is ASCII, ends as it must, and is short enough.
fn assert_sound(bytes: &[u8]) {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(text.is_ascii());
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a lone line break");
    assert!(text.split("\r\n").all(|line| line.len() <= 998));
    let subject = head(bytes).into_iter().skip_while(|line| !line.starts_with("Subject:"));
    for line in subject.take_while(|line| line.starts_with([' ', 'S'])) {
        assert!(line.len() <= 78 || !line.contains("=?"), "{line}");
    }
    // Each encoded word is whole by itself: a reader that does not join them shows no broken character.
    for word in text.split("=?utf-8?b?").skip(1) {
        let word = word.split("?=").next().unwrap();
        assert!(word.len() + "=?utf-8?b??=".len() <= 75, "{word}");
        let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, word).unwrap();
        assert!(std::str::from_utf8(&bytes).is_ok(), "{word} splits a character");
    }
}

#[test]
fn a_mail_is_read_as_it_was_written() {
    let written = mail();
    let bytes = compose(&written).unwrap();
    assert_sound(&bytes);
    let found = read(&bytes);
    let from = found.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("王芳"), Some("wang@ours.com")));
    let to = found.to().unwrap().first().unwrap();
    assert_eq!((to.name(), to.address()), (Some("Anna Schmidt"), Some("anna@lumen.de")));
    assert_eq!(found.message_id(), Some("r12.ab@ours.com"));
    assert_eq!(found.date().unwrap().to_timestamp(), written.date.timestamp());
    assert_eq!(found.body_text(0).unwrap().replace("\r\n", "\n"), written.text);
    let html = found.body_html(0).unwrap();
    assert!(html.contains(r#"<a href="https://ours.com">https://ours.com</a>"#), "{html}");
    assert_eq!(
        raw(&bytes, "List-Unsubscribe").as_deref(),
        Some("<mailto:wang@ours.com?subject=unsubscribe-k7>")
    );
    assert_eq!(raw(&bytes, "List-Unsubscribe-Post"), None);
    assert_eq!(raw(&bytes, "In-Reply-To"), None);
    assert_eq!(raw(&bytes, "MIME-Version").as_deref(), Some("1.0"));
    assert_eq!(found.parts.iter().filter(|part| part.is_text()).count(), 2);
}

#[test]
fn one_click_stands_first_and_only_with_https() {
    let mut mail = mail();
    let long = format!("https://renmai.ours.com/unsubscribe/{}", "k7".repeat(60));
    mail.unsubscribe = Some(unsubscribe(Some(&long)));
    let bytes = compose(&mail).unwrap();
    let expected = format!("<{long}>, <mailto:wang@ours.com?subject=unsubscribe-k7>");
    assert_eq!(raw(&bytes, "List-Unsubscribe"), Some(expected));
    assert_eq!(raw(&bytes, "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    mail.unsubscribe = Some(unsubscribe(Some("http://renmai.ours.com/u/k7")));
    assert_eq!(compose(&mail), Err(ComposeFault::Address(Part::Unsubscribe)));
}

#[test]
fn an_answer_stands_in_its_thread() {
    let mut mail = mail();
    let old: Vec<String> = (0..40).map(|n| format!("<{n}.{}@lumen.de>", "x".repeat(60))).collect();
    let strange = vec!["no name".to_owned(), "<ü@lumen.de>".to_owned(), "<last@lumen.de>".to_owned()];
    let references = [old.clone(), strange].concat();
    mail.thread = Some(Thread { in_reply_to: "<last@lumen.de>".into(), references });
    let bytes = compose(&mail).unwrap();
    assert_sound(&bytes);
    assert_eq!(raw(&bytes, "In-Reply-To").as_deref(), Some("<last@lumen.de>"));
    let references = raw(&bytes, "References").unwrap();
    let references: Vec<&str> = references.split(' ').collect();
    assert_eq!(references.len(), 20);
    assert_eq!((references[0], references[1], references[19]), (&*old[0], &*old[22], "<last@lumen.de>"));
}

#[test]
fn what_would_end_a_header_is_refused() {
    type Breaks = fn(&mut Outgoing, String);
    let broken: [(Part, Breaks); 6] = [
        (Part::From, |mail, text| mail.from.name = text),
        (Part::To, |mail, text| mail.to.name = text),
        (Part::Subject, |mail, text| mail.subject = text),
        (Part::Thread, |mail, text| mail.thread = Some(Thread { in_reply_to: text, references: Vec::new() })),
        (Part::Thread, |mail, text| {
            mail.thread = Some(Thread { in_reply_to: "<a@b.de>".into(), references: vec![text] });
        }),
        (Part::Attachment, |mail, text| {
            let media_type = "text/plain".into();
            mail.attachments = vec![FileBody { name: text, media_type, bytes: Vec::new() }];
        }),
    ];
    for sign in ["\n", "\r", "\r\n", "\0", "\u{85}", "\u{2028}"] {
        for (part, breaks) in broken {
            let mut mail = mail();
            breaks(&mut mail, format!("Hello{sign}Bcc: eve@evil.com"));
            assert_eq!(compose(&mail), Err(ComposeFault::LineBreak(part)), "{sign:?}");
        }
    }
    for name in ["<a b@ours.com>", "a@ours.com", "<>", "<a@b>\r\nBcc: x", "<a@b><c@d>"] {
        let mut mail = mail();
        mail.message_id = MessageId::from(name.to_owned());
        assert_eq!(compose(&mail), Err(ComposeFault::NotAName), "{name:?}");
    }
}

#[test]
fn what_is_attached_arrives_and_has_a_bound() {
    let mut mail = mail();
    let file = |name: &str, media_type: &str, bytes: Vec<u8>| FileBody {
        name: name.into(),
        media_type: media_type.into(),
        bytes,
    };
    mail.attachments = vec![
        file("报价单 2026（室外照明）第一版.pdf", "application/pdf", (0..=255).cycle().take(5_000).collect()),
        file("a \"b\".txt", "nonsense", b"x".to_vec()),
        file("old.eml", "Message/RFC822", b"Subject: x\r\n\r\nx".to_vec()),
        file("page.mht", "multipart/related", b"x".to_vec()),
    ];
    let bytes = compose(&mail).unwrap();
    assert_sound(&bytes);
    let found = read(&bytes);
    let files: Vec<_> = found.attachments().map(|part| (part.attachment_name(), part.contents())).collect();
    assert_eq!(files.len(), 4);
    for (file, (name, contents)) in mail.attachments.iter().zip(files) {
        assert_eq!((name, contents), (Some(&*file.name), &*file.bytes));
    }
    assert_eq!(found.body_text(0).unwrap().replace("\r\n", "\n"), mail.text);
    mail.attachments = vec![file("a", "a/b", vec![0; ATTACHED as usize]), file("b", "a/b", vec![0])];
    assert_eq!(compose(&mail), Err(ComposeFault::TooLarge(ATTACHED + 1)));
    mail.attachments.pop();
    assert!(compose(&mail).is_ok());
}

#[test]
fn the_name_of_a_mail_is_new_each_time() {
    let name = || MessageId::new(12, &email("wang@ours.com"));
    assert_ne!(name(), name());
    let name = name();
    let random = name.as_str().strip_prefix("<r12.").unwrap().strip_suffix("@ours.com>").unwrap();
    assert_eq!((random.len(), random.bytes().all(|byte| byte.is_ascii_hexdigit())), (32, true));
}

/// Texts of all kinds: Chinese, emoji, umlauts, long words, signs that mean something in headers.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Z0-9.,:;!?@<>()=_-]{1,12}",
        "[一-龥，。：]{1,40}",
        "[äöüßéłж😀🇩]{1,9}",
        "[a-z]{60,120}"
    ];
    prop::collection::vec(word, 1..9).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_subject_name_and_text_come_back(subject in words(), name in words(), text in words()) {
        let mut written = mail();
        (written.subject, written.to.name, written.text) = (subject.clone(), name.clone(), text.clone());
        let bytes = compose(&written).unwrap();
        assert_sound(&bytes);
        let found = read(&bytes);
        prop_assert_eq!(found.subject(), Some(&*subject));
        prop_assert_eq!(found.to().unwrap().first().unwrap().name(), Some(&*name));
        let body = found.body_text(0).unwrap();
        prop_assert_eq!(body.trim_end(), text);
    }
}
