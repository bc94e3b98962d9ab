use std::time::{Duration, Instant};

use renmai_core::email::Email;
use renmai_testing::smtp::{Act, Settings, SmtpServer, Step};
use renmai_testing::tls::certificate;
use tokio::net::TcpListener;

use super::{Break, Enhanced, Login, Outcome, Smtp, Stage, Untaken};
use crate::mail::{ConnectFault, LoginFault, Patience, Security, Server, Trust};

const MAIL: &[u8] =
    b"Message-ID: <r1.ab@ours.com>\r\nSubject: x\r\n\r\nHello\r\n.a line with a full stop\r\n..\r\n";

/// Short enough for a test that waits for it, and long enough for a busy machine.
const PATIENCE: Patience = Patience {
    connect: Duration::from_secs(5),
    command: Duration::from_millis(800),
    body: Duration::from_millis(800),
};

fn server(to: &SmtpServer, security: Security) -> Server {
    Server { host: "127.0.0.1".into(), port: to.address().port(), security }
}

fn password() -> Login {
    Login::Password { user: "wang@ours.com".into(), password: "s3cret".into() }
}

fn token() -> Login {
    Login::Token { user: "wang@ours.com".into(), token: "t0ken".into() }
}

async fn connect(to: &SmtpServer) -> Result<Smtp, ConnectFault> {
    Smtp::connect(&server(to, Security::None), &password(), &Trust::public().unwrap(), PATIENCE).await
}

/// Sends one mail, as a caller does who writes down in between that it is handed over.
async fn send(smtp: &mut Smtp) -> (Outcome, bool) {
    let addresses = [Email::parse("wang@ours.com").unwrap(), Email::parse("anna@lumen.de").unwrap()];
    match smtp.offer(&addresses[0], &addresses[1]).await {
        Ok(ready) => (ready.hand_over(MAIL).await, true),
        Err(untaken) => (Outcome::Untaken(untaken), false),
    }
}

#[tokio::test]
async fn a_mail_arrives_byte_by_byte_and_others_after_it() {
    let there = SmtpServer::start(Settings::default()).await;
    let mut smtp = connect(&there).await.unwrap();
    for _ in 0..3 {
        let (outcome, handed) = send(&mut smtp).await;
        let Outcome::Accepted(reply) = outcome else { panic!("{outcome:?}") };
        assert_eq!((reply.code, reply.status, &*reply.text), (250, Some(Enhanced(2, 0, 0)), "2.0.0 queued"));
        assert!(handed);
    }
    let taken = there.taken();
    assert_eq!(taken.len(), 3);
    assert_eq!((&*taken[0].from, &*taken[0].to), ("wang@ours.com", "anna@lumen.de"));
    assert_eq!((&*taken[0].message_id, &*taken[0].bytes), ("<r1.ab@ours.com>", MAIL));
    smtp.quit().await;
    assert_eq!(there.heard().last().unwrap(), "QUIT");
}

/// Which answer, at which step, means what: by the stage and the code, or by how the line ended.
#[tokio::test]
async fn every_fault_says_whether_the_mail_may_be_there() {
    use Act::{Cut, Say, Silence, TakeAndCut, TakeAndSilence};
    #[derive(Debug, PartialEq)]
    enum Found {
        Later(Stage, u16, Option<Enhanced>),
        Refused(Stage, u16, Option<Enhanced>),
        Cut(Stage, Break),
        Unknown(Break),
    }
    let status = |a, b, c| Some(Enhanced(a, b, c));
    for (step, act, expected, usable, handed, arrived) in [
        (
            Step::Sender,
            Say("421 4.7.0 closing"),
            Found::Later(Stage::Sender, 421, status(4, 7, 0)),
            false,
            false,
            0,
        ),
        (Step::Sender, Say("451 later"), Found::Later(Stage::Sender, 451, None), true, false, 0),
        (
            Step::Sender,
            Say("553 5.7.1 not yours"),
            Found::Refused(Stage::Sender, 553, status(5, 7, 1)),
            true,
            false,
            0,
        ),
        (
            Step::Recipient,
            Say("450 4.2.1 greylisted"),
            Found::Later(Stage::Recipient, 450, status(4, 2, 1)),
            true,
            false,
            0,
        ),
        (
            Step::Recipient,
            Say("454 4.7.1 relay"),
            Found::Later(Stage::Recipient, 454, status(4, 7, 1)),
            true,
            false,
            0,
        ),
        (
            Step::Recipient,
            Say("550-5.1.1 no such user\r\n550 5.1.1 look elsewhere"),
            Found::Refused(Stage::Recipient, 550, status(5, 1, 1)),
            true,
            false,
            0,
        ),
        (Step::Recipient, Cut, Found::Cut(Stage::Recipient, Break::Cut), false, false, 0),
        (Step::Recipient, Silence, Found::Cut(Stage::Recipient, Break::Silent), false, false, 0),
        (Step::Recipient, Say("hello?"), Found::Cut(Stage::Recipient, Break::Cut), false, false, 0),
        (Step::Data, Say("450 wait"), Found::Later(Stage::Data, 450, None), true, false, 0),
        (Step::Data, Say("554 5.5.1 no"), Found::Refused(Stage::Data, 554, status(5, 5, 1)), true, false, 0),
        (Step::Data, Say("250 what?"), Found::Cut(Stage::Data, Break::Cut), false, false, 0),
        (Step::Data, Cut, Found::Cut(Stage::Data, Break::Cut), false, false, 0),
        (Step::Body, Cut, Found::Unknown(Break::Cut), false, true, 0),
        (Step::Body, Silence, Found::Unknown(Break::Silent), false, true, 0),
        (Step::End, Say("452 4.3.1 full"), Found::Later(Stage::Body, 452, status(4, 3, 1)), true, true, 0),
        (Step::End, Say("421 closing"), Found::Later(Stage::Body, 421, None), false, true, 0),
        (Step::End, Say("554 5.7.1 spam"), Found::Refused(Stage::Body, 554, status(5, 7, 1)), true, true, 0),
        (Step::End, Say("354 go on"), Found::Unknown(Break::Cut), false, true, 0),
        (Step::End, Say("nonsense"), Found::Unknown(Break::Cut), false, true, 0),
        (Step::End, Cut, Found::Unknown(Break::Cut), false, true, 0),
        (Step::End, Silence, Found::Unknown(Break::Silent), false, true, 0),
        (Step::End, TakeAndCut, Found::Unknown(Break::Cut), false, true, 1),
        (Step::End, TakeAndSilence, Found::Unknown(Break::Silent), false, true, 1),
    ] {
        let there = SmtpServer::start(Settings::default()).await;
        there.plan(step, act);
        let mut smtp = connect(&there).await.unwrap();
        let case = format!("{step:?} {act:?}");
        let (outcome, was_handed) = send(&mut smtp).await;
        let found = match outcome {
            Outcome::Untaken(Untaken::Later(stage, reply)) => Found::Later(stage, reply.code, reply.status),
            Outcome::Untaken(Untaken::Refused(stage, reply)) => {
                Found::Refused(stage, reply.code, reply.status)
            }
            Outcome::Untaken(Untaken::Cut(stage, how)) => Found::Cut(stage, how),
            Outcome::Unknown(how) => Found::Unknown(how),
            Outcome::Accepted(_) => panic!("{case}: accepted"),
        };
        assert_eq!((found, was_handed), (expected, handed), "{case}");
        assert_eq!(there.taken().len(), arrived, "{case}");
        assert_eq!(smtp.is_usable(), usable, "{case}");
        // Where the connection goes on, the next mail goes through it; where not, nothing more is said on it.
        let next = send(&mut smtp).await.0;
        if usable {
            assert!(matches!(next, Outcome::Accepted(_)), "{case}: then {next:?}");
        } else {
            assert_eq!(next, Outcome::Untaken(Untaken::Cut(Stage::Sender, Break::Cut)), "{case}");
        }
        assert_eq!(there.taken().len(), arrived + usize::from(usable), "{case}");
    }
}

#[tokio::test]
async fn a_mail_that_is_ready_and_dropped_is_not_there() {
    let there = SmtpServer::start(Settings::default()).await;
    let mut smtp = connect(&there).await.unwrap();
    let addresses = [Email::parse("wang@ours.com").unwrap(), Email::parse("anna@lumen.de").unwrap()];
    let _ = smtp.offer(&addresses[0], &addresses[1]).await.unwrap();
    assert!(!smtp.is_usable());
    smtp.quit().await;
    assert_eq!((there.taken().len(), &**there.heard().last().unwrap()), (0, "DATA"));
}

#[tokio::test]
async fn each_way_to_sign_in() {
    use base64::Engine as _;
    let base64 = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    let plain = format!("AUTH PLAIN {}", base64("\0wang@ours.com\0s3cret"));
    let words = [base64("wang@ours.com"), base64("s3cret")];
    let bearer = format!("AUTH XOAUTH2 {}", base64("user=wang@ours.com\x01auth=Bearer t0ken\x01\x01"));
    for (offered, login, heard) in [
        ("LOGIN PLAIN", password(), vec![plain]),
        ("LOGIN", password(), vec!["AUTH LOGIN".into(), words[0].clone(), words[1].clone()]),
        ("PLAIN XOAUTH2", token(), vec![bearer]),
        // On this machine a server that asks nobody is let alone.
        ("", password(), vec![]),
        ("GSSAPI", password(), vec![]),
    ] {
        let there = SmtpServer::start(Settings { auth: offered, ..Settings::default() }).await;
        let trust = Trust::public().unwrap();
        let smtp = Smtp::connect(&server(&there, Security::None), &login, &trust, PATIENCE).await;
        assert!(smtp.is_ok(), "{offered}: {:?}", smtp.err());
        assert_eq!(there.heard()[1..], heard, "{offered}");
    }
}

#[tokio::test]
async fn who_is_not_let_in_hears_why() {
    for (offered, login, said, fault) in [
        ("PLAIN", password(), "535 5.7.8 Username and Password not accepted", LoginFault::Wrong),
        ("PLAIN", password(), "535 Error: authorization code, please", LoginFault::NeedsCode),
        (
            "LOGIN",
            password(),
            "534-5.7.9 Application-specific\r\n534 5.7.9 password required",
            LoginFault::NeedsAppPassword,
        ),
        ("PLAIN", password(), "535 5.7.139 basic authentication is disabled", LoginFault::PasswordsOff),
        ("PLAIN", password(), "550 User has no permission", LoginFault::ServiceOff),
        ("PLAIN", password(), "454 4.7.0 Temporary authentication failure", LoginFault::Later),
        ("XOAUTH2", token(), "535 5.7.3 Authentication unsuccessful", LoginFault::TokenRefused),
        ("PLAIN", token(), "", LoginFault::NoMechanism),
        ("XOAUTH2", password(), "", LoginFault::NoMechanism),
    ] {
        let there = SmtpServer::start(Settings { auth: offered, ..Settings::default() }).await;
        there.plan(Step::Auth, Act::Say(said));
        let trust = Trust::public().unwrap();
        let smtp = Smtp::connect(&server(&there, Security::None), &login, &trust, PATIENCE).await;
        let found = smtp.err().unwrap();
        assert!(matches!(found, ConnectFault::Login(why, _) if why == fault), "{said}: {found:?}");
        // What the error says goes into logs.
        assert!(!format!("{found} {found:?} {login:?}").contains("wang"), "{found}");
    }
}

#[tokio::test]
async fn a_refused_token_is_heard_to_the_end() {
    let there = SmtpServer::start(Settings { auth: "XOAUTH2", ..Settings::default() }).await;
    // The explanation, and what follows when it was heard.
    there.plan(Step::Auth, Act::Say("334 eyJzdGF0dXMiOiI0MDEifQ=="));
    there.plan(Step::Auth, Act::Say("535 5.7.8 bad token"));
    let trust = Trust::public().unwrap();
    let smtp = Smtp::connect(&server(&there, Security::None), &token(), &trust, PATIENCE).await;
    let Some(ConnectFault::Login(LoginFault::TokenRefused, said)) = smtp.err() else { panic!("let in") };
    assert_eq!(said.as_str(), "5.7.8 bad token");
    assert_eq!(there.heard().last().unwrap(), "");
}

#[tokio::test]
async fn a_line_is_protected_or_not_used() {
    let (own, tls) = certificate(&["127.0.0.1"]);
    let (other, _) = certificate(&["127.0.0.1"]);
    let (elsewhere, strange) = certificate(&["mail.other.com"]);
    let settings = |tls: &tokio_rustls::TlsAcceptor, at_once| Settings {
        auth: "PLAIN",
        tls: Some(tls.clone()),
        at_once,
    };
    let plain = Settings { auth: "PLAIN", ..Settings::default() };
    let by_tls = |fault: &ConnectFault| matches!(fault, ConnectFault::Certificate(_));
    let is = |expected: ConnectFault| move |fault: &ConnectFault| *fault == expected;
    type Expected<'a> = Option<Box<dyn Fn(&ConnectFault) -> bool + 'a>>;
    let cases: Vec<(&str, Settings, Security, _, Expected<'_>)> = vec![
        ("TLS", settings(&tls, true), Security::Tls, &own, None),
        ("STARTTLS", settings(&tls, false), Security::StartTls, &own, None),
        ("TLS, not trusted", settings(&tls, true), Security::Tls, &other, Some(Box::new(by_tls))),
        ("STARTTLS, not trusted", settings(&tls, false), Security::StartTls, &other, Some(Box::new(by_tls))),
        ("of another name", settings(&strange, true), Security::Tls, &elsewhere, Some(Box::new(by_tls))),
        (
            "STARTTLS hidden",
            plain.clone(),
            Security::StartTls,
            &own,
            Some(Box::new(is(ConnectFault::NoStartTls))),
        ),
        ("no TLS there", plain.clone(), Security::Tls, &own, Some(Box::new(is(ConnectFault::NotTls)))),
        ("TLS there", settings(&tls, true), Security::StartTls, &own, Some(Box::new(is(ConnectFault::Mute)))),
        (
            "nothing wanted",
            settings(&tls, true),
            Security::None,
            &own,
            Some(Box::new(is(ConnectFault::Mute))),
        ),
    ];
    for (case, settings, security, root, expected) in cases {
        let there = SmtpServer::start(settings).await;
        let trust = Trust::also([root.clone()]).unwrap();
        let smtp = Smtp::connect(&server(&there, security), &password(), &trust, PATIENCE).await;
        match (smtp, expected) {
            (Ok(mut smtp), None) => {
                assert!(matches!(send(&mut smtp).await.0, Outcome::Accepted(_)), "{case}");
                assert_eq!(there.taken()[0].bytes, MAIL, "{case}");
            }
            (Err(fault), Some(expected)) => {
                assert!(expected(&fault), "{case}: {fault:?}");
                assert!(
                    !there.heard().iter().any(|line| line.starts_with("AUTH")),
                    "{case}: a secret was said"
                );
            }
            (smtp, _) => panic!("{case}: {:?}", smtp.err()),
        }
    }
}

#[tokio::test]
async fn what_is_said_behind_starttls_before_the_line_is_protected_is_not_believed() {
    let (own, tls) = certificate(&["127.0.0.1"]);
    let there = SmtpServer::start(Settings { auth: "PLAIN", tls: Some(tls), at_once: false }).await;
    there.plan(Step::StartTls, Act::Say("220 go ahead\r\n250-evil\r\n250 AUTH PLAIN"));
    let trust = Trust::also([own]).unwrap();
    let smtp = Smtp::connect(&server(&there, Security::StartTls), &password(), &trust, PATIENCE).await;
    assert_eq!(smtp.err(), Some(ConnectFault::NotTls));
}

#[tokio::test]
async fn every_way_not_to_be_connected() {
    let connect = async |host: &str, port, security| {
        let server = Server { host: host.into(), port, security };
        Smtp::connect(&server, &password(), &Trust::public().unwrap(), PATIENCE).await.err().unwrap()
    };
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_eq!(connect("127.0.0.1", free, Security::None).await, ConnectFault::PortClosed);
    assert_eq!(connect("renmai.invalid", 25, Security::Tls).await, ConnectFault::HostUnknown);
    assert_eq!(connect("192.0.2.1", 25, Security::None).await, ConnectFault::NotLoopback);
    for (act, expected) in [
        (Act::Cut, "the server hung up"),
        (Act::Silence, "the server is connected and says nothing"),
        (Act::Say("421 4.3.2 too busy"), "the server takes nobody now"),
        (Act::Say("554 5.7.1 blocked"), "the server refuses the connection"),
        (Act::Say("* OK IMAP4rev1"), "what answers is no such mail server"),
    ] {
        for step in [Step::Greeting, Step::Hello] {
            let (own, tls) = certificate(&["127.0.0.1"]);
            for (security, settings) in [
                (Security::None, Settings::default()),
                (Security::StartTls, Settings { tls: Some(tls.clone()), ..Settings::default() }),
            ] {
                let there = SmtpServer::start(settings).await;
                there.plan(step, act);
                let trust = Trust::also([own.clone()]).unwrap();
                let smtp = Smtp::connect(&server(&there, security), &password(), &trust, PATIENCE).await;
                assert_eq!(smtp.err().unwrap().to_string(), expected, "{step:?} {act:?} {security:?}");
            }
        }
    }
}

#[tokio::test]
async fn no_small_packet_waits_for_another() {
    let there = SmtpServer::start(Settings::default()).await;
    let mut smtp = connect(&there).await.unwrap();
    let began = Instant::now();
    for _ in 0..50 {
        assert!(matches!(send(&mut smtp).await.0, Outcome::Accepted(_)));
    }
    // Each would wait for 40 ms.
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
}
