//! How many mails go over one connection in a second, to a server that has no limits: composed, named, handed over and
//! acknowledged one by one. `cargo bench --package renmai --bench mail`

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a bench that fails says why, and says its figure"
)]

use std::process::ExitCode;
use std::time::Instant;

use chrono::{DateTime, Utc};
use renmai::mail::compose::{Correspondent, MessageId, Outgoing, Unsubscribe, compose};
use renmai::mail::smtp::{Login, Outcome, Smtp};
use renmai::mail::{Patience, Trust};
use renmai_core::email::Email;
use renmai_core::mail::mailbox::Server;
use renmai_core::vocabulary::Security;
use renmai_testing::smtp::{Settings, SmtpServer};

/// So many mails are sent.
const MAILS: u32 = 3_000;
/// So many a second are promised.
const PROMISED: f64 = 300.0;

#[tokio::main]
async fn main() -> ExitCode {
    let there = SmtpServer::start(Settings::default()).await;
    let server = Server { host: "127.0.0.1".into(), port: there.address().port(), security: Security::None };
    let login = Login::Password { user: "wang".into(), password: "secret".into() };
    let trust = Trust::public().unwrap();
    let mut smtp = Smtp::connect(&server, &login, &trust, Patience::default()).await.unwrap();
    let (from, to) = (Email::parse("wang@ours.com").unwrap(), Email::parse("anna@lumen.de").unwrap());
    let began = Instant::now();
    for number in 0..MAILS {
        let mail = compose(&outgoing(number, &from, &to)).unwrap();
        let ready = smtp.offer(&from, &to).await.unwrap_or_else(|why| unreachable!("{why:?}"));
        let outcome = ready.hand_over(&mail).await;
        assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
    }
    let rate = f64::from(MAILS) / began.elapsed().as_secs_f64();
    assert_eq!(there.taken().len(), MAILS as usize);
    eprintln!("{rate:.0} mails a second over one connection; promised are {PROMISED:.0}");
    if rate < PROMISED { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn outgoing(number: u32, from: &Email, to: &Email) -> Outgoing {
    let paragraph =
        "Your outdoor line would save a third of its energy with the new driver. 您好，谢谢。\n\n";
    Outgoing {
        from: Correspondent { name: "王芳".into(), address: from.clone() },
        to: Correspondent { name: "Anna Schmidt".into(), address: to.clone() },
        subject: format!("A suggestion for Lumen's outdoor line ({number})"),
        text: paragraph.repeat(8),
        thread: None,
        message_id: MessageId::new(number.into(), from),
        date: DateTime::<Utc>::UNIX_EPOCH,
        unsubscribe: Some(Unsubscribe {
            mail_to: from.clone(),
            subject: "unsubscribe-k7".into(),
            post_to: None,
        }),
        attachments: Vec::new(),
    }
}
