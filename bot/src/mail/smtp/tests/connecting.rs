use renmai_core::mail::mailbox::Server;
use renmai_core::vocabulary::Security;
use renmai_testing::smtp::{Act, Settings, SmtpServer, Step};
use renmai_testing::tls::certificate;
use tokio::net::TcpListener;

use super::{MAIL, PATIENCE, password, send, server};
use crate::mail::smtp::{Login, Outcome, Smtp};
use crate::mail::{ConnectFault, LoginFault, Trust};

fn token() -> Login {
    Login::Token { user: "wang@ours.com".into(), token: "t0ken".into() }
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
        ("STARTTLS", settings(&tls, false), Security::Starttls, &own, None),
        ("TLS, not trusted", settings(&tls, true), Security::Tls, &other, Some(Box::new(by_tls))),
        ("STARTTLS, not trusted", settings(&tls, false), Security::Starttls, &other, Some(Box::new(by_tls))),
        ("of another name", settings(&strange, true), Security::Tls, &elsewhere, Some(Box::new(by_tls))),
        (
            "STARTTLS hidden",
            plain.clone(),
            Security::Starttls,
            &own,
            Some(Box::new(is(ConnectFault::NoStartTls))),
        ),
        ("no TLS there", plain.clone(), Security::Tls, &own, Some(Box::new(is(ConnectFault::NotTls)))),
        ("TLS there", settings(&tls, true), Security::Starttls, &own, Some(Box::new(is(ConnectFault::Mute)))),
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
    let smtp = Smtp::connect(&server(&there, Security::Starttls), &password(), &trust, PATIENCE).await;
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
                (Security::Starttls, Settings { tls: Some(tls.clone()), ..Settings::default() }),
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
