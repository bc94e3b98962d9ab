//! What is said to the IMAP server, in raw lines and by the library with which the bot says it.

use futures::StreamExt as _;
use renmai_sandbox::FolderName;

use super::line::Line;
use super::{ANNA, MAIL, Post, WANG, plain};

/// Lays mails with these subjects into Wang's inbox.
fn fill(post: &Post, subjects: &[&str]) {
    for subject in subjects {
        post.of(WANG)
            .gets(format!("Subject: {subject}\r\nMessage-ID: <{subject}@x>\r\n\r\nText\r\n").as_bytes());
    }
}

#[tokio::test]
async fn a_mailbox_is_looked_into() {
    let post = Post::open().await;
    fill(&post, &["one", "two"]);
    let mut line = post.imap().await;
    let said = line.says("a CAPABILITY", "a OK").await;
    assert!(said.contains(" IDLE ") && said.contains(" ID "), "{said}");
    line.says("a ID (\"name\" \"test\")", "a OK").await;
    let folders = line.says("a LIST \"\" \"*\"", "a OK").await;
    assert_eq!(
        folders,
        "* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\HasNoChildren \\Sent) \"/\" Sent\r\n\
         * LIST (\\HasNoChildren \\Junk) \"/\" Junk\r\na OK done\r\n"
    );
    let entered = line.says("a EXAMINE \"INBOX\"", "a OK [READ-ONLY]").await;
    for part in ["* 2 EXISTS", "[UIDVALIDITY ", "[UIDNEXT 3]", "[PERMANENTFLAGS ()]"] {
        assert!(entered.contains(part), "{entered}");
    }
    for (said, told) in [
        ("UID SEARCH ALL", "* SEARCH 1 2\r\n"),
        ("UID SEARCH HEADER Message-ID \"<two@x>\"", "* SEARCH 2\r\n"),
        ("UID SEARCH SINCE 24-Nov-2026", "* SEARCH\r\n"),
        ("UID SEARCH UID 2:*", "* SEARCH 2\r\n"),
        ("SEARCH UNSEEN", "* SEARCH 1 2\r\n"),
        ("UID FETCH 2:* (FLAGS)", "* 2 FETCH (UID 2 FLAGS ())\r\n"),
        ("FETCH 1 (RFC822.SIZE)", "* 1 FETCH (RFC822.SIZE 43)\r\n"),
        ("UID FETCH 9 (FLAGS)", ""),
        (
            "UID FETCH 1 (UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])",
            "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (MESSAGE-ID)] {23}\r\nMessage-ID: <one@x>\r\n\r\n)\r\n",
        ),
        ("UID FETCH 1 BODY.PEEK[]<0.7>", "* 1 FETCH (UID 1 BODY[]<0> {7}\r\nSubject)\r\n"),
    ] {
        assert_eq!(line.says(&format!("a {said}"), "a OK").await, format!("{told}a OK done\r\n"), "{said}");
    }
    line.says("a LOGOUT", "a OK").await;
    assert!(line.is_hung_up_on().await);
}

#[tokio::test]
async fn every_byte_is_fetched() {
    let post = Post::open().await;
    let mut raw = MAIL.as_bytes().to_vec();
    raw.extend("\u{62a5}\u{4ef7}\r\n.\r\na1 OK\n\r)\r\n".as_bytes());
    raw.extend([0, 0xff, 0x80]);
    post.of(WANG).gets(&raw);
    let mut line = post.imap().await;
    line.says("a EXAMINE INBOX", "a OK").await;
    line.writes(b"b UID FETCH 1 (BODY.PEEK[])\r\n").await;
    let heard = line.hears_bytes("b OK").await;
    let begins = format!("* 1 FETCH (UID 1 BODY[] {{{}}}\r\n", raw.len());
    let expected = [begins.as_bytes(), &raw, b")\r\nb OK done\r\n"].concat();
    assert_eq!(heard, expected);
}

#[tokio::test]
async fn only_who_opens_a_folder_to_write_marks_what_is_read() {
    let post = Post::open().await;
    fill(&post, &["one"]);
    let mut line = post.imap().await;
    line.says("a EXAMINE INBOX", "a OK").await;
    line.says("a UID FETCH 1 (BODY[])", "a OK").await;
    assert_eq!(post.of(WANG).unread(), 1, "opened to be read only");
    line.says("a SELECT INBOX", "a OK [READ-WRITE]").await;
    line.says("a UID FETCH 1 (BODY.PEEK[])", "a OK").await;
    assert_eq!(post.of(WANG).unread(), 1, "only peeked at");
    let told = line.says("a UID FETCH 1 (BODY[])", "a OK").await;
    assert!(told.contains(r"FLAGS (\Seen)"), "{told}");
    assert_eq!(post.of(WANG).unread(), 0);
}

#[tokio::test]
async fn a_copy_is_filed() {
    let post = Post::open().await;
    let mut line = post.imap().await;
    let literal = |folder: &str, behind: &str| format!("a APPEND {folder} {behind}{{{}}}", MAIL.len());
    line.says(&literal("\"Sent\"", "(\\Seen) \"23-Nov-2026 09:20:00 +0100\" "), "+ ").await;
    line.says(MAIL, "a OK [APPENDUID").await;
    line.says(&literal("Nowhere", ""), "+ ").await;
    line.says(MAIL, "a NO [TRYCREATE]").await;
    line.says("a APPEND Sent {0}", "+ ").await;
    line.says("", "a NO").await;
    line.says("a APPEND Sent {99999999}", "* BYE").await;
    let sent = post.of(WANG).mails_in(FolderName::Sent);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].seen && sent[0].raw == MAIL);
    assert_eq!(sent[0].at.to_rfc3339(), "2026-11-23T08:20:00+00:00");
}

#[tokio::test]
async fn who_waits_hears_of_a_mail() {
    let post = Post::open().await;
    fill(&post, &["one"]);
    let mut line = post.imap().await;
    line.says("a SELECT INBOX", "a OK").await;
    line.says("a IDLE", "+ ").await;
    fill(&post, &["two"]);
    line.hears("* 2 EXISTS").await;
    post.of(ANNA).writes(WANG, "three", "Hello").unwrap();
    line.hears("* 3 EXISTS").await;
    assert_eq!(line.says("DONE", "a OK").await, "a OK done\r\n");
    fill(&post, &["four"]);
    assert_eq!(line.says("a UID SEARCH UID 4", "a OK").await, "* 4 EXISTS\r\n* SEARCH 4\r\na OK done\r\n");
    line.says("a IDLE", "+ ").await;
    line.says("a NOOP", "a BAD").await;
}

#[tokio::test]
async fn nobody_gets_in_without_leave() {
    let post = Post::open().await;
    post.of(WANG).wants_password("ri\"ght");
    let mut line = Line::to(post.imap).await;
    line.says("a SELECT INBOX", "a BAD").await;
    line.says("a AUTHENTICATE CRAM-MD5", "a NO [CANNOT]").await;
    line.says("a AUTHENTICATE XOAUTH2 x", "a BAD").await;
    line.says("a LOGIN wang@ours.com wrong", "a NO [AUTHENTICATIONFAILED]").await;
    line.says("a LOGIN wang@ours.com \"ri\\\"ght\"", "a OK").await;
    line.says("a SELECT INBOX", "a OK").await;
    line.says("a IDLE", "+ ").await;
    let mut other = Line::to(post.imap).await;
    other.says("a AUTHENTICATE PLAIN", "+ ").await;
    other.says(&plain(WANG, "ri\"ght"), "a OK").await;
    let mut third = Line::to(post.imap).await;
    third.says("a LOGIN {13}", "+ ").await;
    third.says("wang@ours.com {6+}\r\nri\"ght", "a OK").await;

    post.of(WANG).refuses_everybody(true);
    line.hears("* BYE").await;
    let mut line = Line::to(post.imap).await;
    for _ in 0..2 {
        line.says("a LOGIN wang@ours.com \"ri\\\"ght\"", "a NO [AUTHENTICATIONFAILED]").await;
    }
    line.says("a LOGIN wang@ours.com \"ri\\\"ght\"", "* BYE").await;
}

#[tokio::test]
async fn a_room_that_starts_over_is_another_one() {
    let post = Post::open().await;
    fill(&post, &["one"]);
    let validity = |said: String| said.split("UIDVALIDITY ").nth(1).unwrap()[..10].to_owned();
    let mut line = post.imap().await;
    let before = validity(line.says("a EXAMINE INBOX", "a OK").await);
    post.room.reset();
    line.says("a NOOP", "* BYE").await;
    let mut line = post.imap().await;
    assert_ne!(validity(line.says("a EXAMINE INBOX", "a OK").await), before);
}

#[tokio::test]
async fn nonsense_is_told_so() {
    let post = Post::open().await;
    let mut line = post.imap().await;
    for said in ["FETCH 1 FLAGS", "FROB", "", "LIST", "STATUS INBOX (FROB)"] {
        line.says(&format!("a {said}"), "a BAD").await;
    }
    line.says("a SELECT Nowhere", "a NO").await;
    line.says("a SELECT INBOX", "a OK").await;
    for said in ["UID FETCH x FLAGS", "UID FETCH 1 (FROB)", "UID SEARCH FROB", "FETCH 1 (FLAGS"] {
        let answer = if said.ends_with("(FLAGS") { "a OK" } else { "a BAD" };
        line.says(&format!("a {said}"), answer).await;
    }
    line.says("a EXPUNGE", "a NO").await;
    line.says("a LOGIN \"x", "* BAD").await;
    line.says(&"x".repeat(70_000), "* BYE").await;
}

#[tokio::test]
async fn the_library_understands_it() {
    let post = Post::open().await;
    let tcp = tokio::net::TcpStream::connect(post.imap).await.unwrap();
    let mut client = async_imap::Client::new(tcp);
    client.read_response().await.unwrap().unwrap();
    let mut session = client.login(WANG, "any").await.map_err(|(fault, _)| fault).unwrap();
    let folders: Vec<_> = session.list(Some(""), Some("*")).await.unwrap().collect().await;
    let names: Vec<_> = folders.iter().map(|folder| folder.as_ref().unwrap().name()).collect();
    assert_eq!(names, ["INBOX", "Sent", "Junk"]);
    session.append("Sent", Some(r"(\Seen)"), None, MAIL).await.unwrap();
    let folder = session.examine("Sent").await.unwrap();
    assert_eq!((folder.exists, folder.uid_next), (1, Some(2)));
    let found = session.uid_search("HEADER Message-ID \"<r12.ab@ours.com>\"").await.unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [1]);
    let wanted = "(UID FLAGS RFC822.SIZE INTERNALDATE BODY.PEEK[])";
    let mails: Vec<_> = session.uid_fetch("1:*", wanted).await.unwrap().collect().await;
    let mail = mails[0].as_ref().unwrap();
    assert_eq!((mail.uid, mail.size), (Some(1), Some(MAIL.len() as u32)));
    assert_eq!(mail.body(), Some(MAIL.as_bytes()));
    assert_eq!(mail.internal_date().unwrap().to_utc(), post.clock.now());
    assert!(mail.flags().any(|flag| flag == async_imap::types::Flag::Seen));

    session.examine("INBOX").await.unwrap();
    let mut idle = session.idle();
    idle.init().await.unwrap();
    let (waiting, _stop) = idle.wait();
    let (heard, _) = tokio::join!(waiting, async { post.of(ANNA).writes(WANG, "Hello", "x").unwrap() });
    assert!(format!("{:?}", heard.unwrap()).contains("NewData"));
    let mut session = idle.done().await.unwrap();
    session.logout().await.unwrap();
}
