use std::time::Duration;

use renmai_core::mail::mailbox::Server;
use renmai_core::vocabulary::Security;
use renmai_testing::imap::{ImapServer, ImapSettings, Search};
use renmai_testing::tls::certificate;

use super::{Entered, Imap, LookFault, Role};
use crate::mail::compose::MessageId;
use crate::mail::smtp::Login;
use crate::mail::{ConnectFault, LoginFault, Patience, Trust};

/// Short enough for a test that waits for it, and long enough for a busy machine.
const PATIENCE: Patience = Patience {
    connect: Duration::from_secs(5),
    command: Duration::from_millis(800),
    body: Duration::from_millis(800),
};

fn password() -> Login {
    Login::Password { user: "wang@ours.com".into(), password: "s3 \"cret\\".into() }
}

fn token() -> Login {
    Login::Token { user: "wang@ours.com".into(), token: "t0ken".into() }
}

async fn connect_with(
    to: &ImapServer,
    security: Security,
    login: &Login,
    trust: &Trust,
) -> Result<Imap, ConnectFault> {
    let server = Server { host: "127.0.0.1".into(), port: to.address().port(), security };
    Imap::connect(&server, login, trust, PATIENCE).await
}

async fn connect(to: &ImapServer) -> Result<Imap, ConnectFault> {
    connect_with(to, Security::None, &password(), &Trust::public().unwrap()).await
}

#[tokio::test]
async fn a_mailbox_is_opened_and_nothing_in_it_is_marked() {
    let mails = vec![("INBOX", " <a@b.de>".to_owned())];
    let there = ImapServer::start(ImapSettings { mails, ..ImapSettings::default() }).await;
    let mut imap = connect(&there).await.unwrap();
    let entered = Entered { mails: 1, uid_validity: Some(7), uid_next: Some(102) };
    assert_eq!(imap.enter("INBOX").await, Ok(entered));
    assert!(imap.has("INBOX", &MessageId::from("<a@b.de>".to_owned())).await.unwrap());
    assert!(
        matches!(imap.enter("Elsewhere").await, Err(LookFault::Refused(said)) if said.as_str() == "no such folder")
    );
    imap.quit().await;
    let heard = there.heard();
    assert_eq!(heard[0], r#"LOGIN "wang@ours.com" "s3 \"cret\\""#);
    assert_eq!(heard.last().unwrap(), "LOGOUT");
    let marks = |command: &String| command.starts_with("SELECT") || command.contains(" BODY[");
    assert!(!heard.iter().any(marks), "{heard:?}");
}

#[tokio::test]
async fn who_wants_to_know_the_program_is_told() {
    for (capabilities, heard) in [
        // Told at once, so that nobody complains.
        ("IMAP4rev1 ID", vec!["LOGIN", "CAPABILITY", "ID", "EXAMINE"]),
        // Told when somebody complains.
        ("IMAP4rev1", vec!["LOGIN", "CAPABILITY", "EXAMINE", "ID", "EXAMINE"]),
    ] {
        let there =
            ImapServer::start(ImapSettings { wants_id: true, capabilities, ..ImapSettings::default() }).await;
        assert!(connect(&there).await.is_ok(), "{capabilities}");
        let words: Vec<String> =
            there.heard().iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
        assert_eq!(words, heard);
    }
}

#[tokio::test]
async fn folders_and_what_they_are_for() {
    let folders = &[
        r#"(\HasNoChildren) "/" "INBOX""#,
        r#"(\Noselect \HasChildren) "/" "[Gmail]""#,
        r#"(\HasNoChildren \Sent) "/" "[Gmail]/Gesendet""#,
        r#"(\HasNoChildren) "/" "Sent""#,
        r#"() "/" "&V4NXPpCuTvY-""#,
        r#"() NIL "R&D""#,
    ];
    let there = ImapServer::start(ImapSettings { folders, ..ImapSettings::default() }).await;
    let mut imap = connect(&there).await.unwrap();
    let found = imap.folders().await.unwrap();
    let found: Vec<_> = found.iter().map(|folder| (&*folder.name, &*folder.shown, folder.role)).collect();
    assert_eq!(
        found,
        [
            ("INBOX", "INBOX", Some(Role::Inbox)),
            ("[Gmail]/Gesendet", "[Gmail]/Gesendet", Some(Role::Sent)),
            ("Sent", "Sent", None),
            ("&V4NXPpCuTvY-", "垃圾邮件", Some(Role::Junk)),
            ("R&D", "R&D", None),
        ]
    );
}

#[tokio::test]
async fn a_mail_is_found_however_the_server_searches() {
    let old = |number: usize| ("Sent", format!(" <{number}@b.de>"));
    let mut mails: Vec<_> = (0..80).map(old).collect();
    mails.push(("Sent", "\r\n <r1.ab@ours.com>".to_owned()));
    mails.push(("Sent", " <r2.ab@ours.com> (or so)".to_owned()));
    for search in [Search::Good, Search::Blind, Search::All, Search::Refused] {
        let settings = ImapSettings { mails: mails.clone(), search, ..ImapSettings::default() };
        let there = ImapServer::start(settings).await;
        let mut imap = connect(&there).await.unwrap();
        for (folder, name, there) in [
            ("Sent", "<r1.ab@ours.com>", true),
            ("Sent", "<79@b.de>", true),
            // An old one is only found by who can search.
            ("Sent", "<0@b.de>", search == Search::Good),
            ("Sent", "<r2.ab@ours.com>", false),
            ("Sent", "<r1.ab@ours.co>", false),
            ("Sent", "<b.de>", false),
            ("INBOX", "<r1.ab@ours.com>", false),
        ] {
            assert_eq!(
                imap.has(folder, &MessageId::from(name.to_owned())).await,
                Ok(there),
                "{search:?} {name}"
            );
        }
    }
}

#[tokio::test]
async fn who_is_not_let_in_hears_why() {
    let normal = ImapSettings::default;
    for (settings, login, fault) in [
        (
            ImapSettings { login: "NO [AUTHENTICATIONFAILED] Invalid", ..normal() },
            password(),
            LoginFault::Wrong,
        ),
        (ImapSettings { login: "NO LOGIN: 请使用授权码登录", ..normal() }, password(), LoginFault::NeedsCode),
        (
            ImapSettings { login: "NO [ALERT] Application-specific password required", ..normal() },
            password(),
            LoginFault::NeedsAppPassword,
        ),
        (
            ImapSettings { login: "NO Your account is not enabled for IMAP use.", ..normal() },
            password(),
            LoginFault::ServiceOff,
        ),
        (ImapSettings { login: "+NO AUTHENTICATE failed", ..normal() }, token(), LoginFault::TokenRefused),
        (ImapSettings { folders: &[], ..normal() }, password(), LoginFault::ServiceOff),
    ] {
        let said = settings.login;
        let there = ImapServer::start(settings).await;
        let imap = connect_with(&there, Security::None, &login, &Trust::public().unwrap()).await;
        let found = imap.err().unwrap();
        assert!(matches!(found, ConnectFault::Login(why, _) if why == fault), "{said}: {found:?}");
    }
    let there = ImapServer::start(normal()).await;
    let imap = connect_with(&there, Security::None, &token(), &Trust::public().unwrap()).await;
    assert!(imap.is_ok(), "{:?}", imap.err());
    let broken = Login::Password { user: "wang".into(), password: "a\r\nb LOGOUT".into() };
    let imap = connect_with(&there, Security::None, &broken, &Trust::public().unwrap()).await;
    assert!(matches!(imap.err(), Some(ConnectFault::Login(LoginFault::Wrong, _))));
}

#[tokio::test]
async fn a_line_is_protected_or_not_used() {
    let (own, tls) = certificate(&["127.0.0.1"]);
    let (other, _) = certificate(&["127.0.0.1"]);
    let protected = |at_once| ImapSettings { tls: Some(tls.clone()), at_once, ..ImapSettings::default() };
    for (case, settings, security, root, expected) in [
        ("TLS", protected(true), Security::Tls, &own, None),
        ("STARTTLS", protected(false), Security::Starttls, &own, None),
        ("not trusted", protected(true), Security::Tls, &other, Some("certificate")),
        ("STARTTLS, not trusted", protected(false), Security::Starttls, &other, Some("certificate")),
        ("hidden", ImapSettings::default(), Security::Starttls, &own, Some("does not offer STARTTLS")),
        ("no TLS there", ImapSettings::default(), Security::Tls, &own, Some("does not speak TLS")),
    ] {
        let there = ImapServer::start(settings).await;
        let trust = Trust::also([root.clone()]).unwrap();
        let fault = connect_with(&there, security, &password(), &trust).await.err();
        match expected {
            None => assert_eq!(fault, None, "{case}"),
            Some(words) => {
                assert!(fault.unwrap().to_string().contains(words), "{case}");
                assert!(
                    !there.heard().iter().any(|line| line.starts_with("LOGIN")),
                    "{case}: a secret was said"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_server_that_is_strange_cut_or_silent() {
    let normal = ImapSettings::default;
    for (settings, expected) in [
        (ImapSettings { greeting: "220 test ESMTP", ..normal() }, "what answers is no such mail server"),
        (ImapSettings { greeting: "* BYE too many of you", ..normal() }, "the server refuses the connection"),
        (ImapSettings { cuts_at: Some("LOGIN"), ..normal() }, "the server hung up"),
        (ImapSettings { silent_at: Some("LOGIN"), ..normal() }, "the server is connected and says nothing"),
        (ImapSettings { cuts_at: Some("EXAMINE"), ..normal() }, "the server hung up"),
        (
            ImapSettings { silent_at: Some("CAPABILITY"), ..normal() },
            "the server is connected and says nothing",
        ),
    ] {
        let there = ImapServer::start(settings).await;
        assert_eq!(connect(&there).await.err().unwrap().to_string(), expected);
    }
    for (settings, expected) in [
        (ImapSettings { cuts_at: Some("LIST"), ..normal() }, LookFault::Cut),
        (ImapSettings { silent_at: Some("LIST"), ..normal() }, LookFault::Silent),
    ] {
        let there = ImapServer::start(settings).await;
        assert_eq!(connect(&there).await.unwrap().folders().await, Err(expected));
    }
}
