mod connecting;

use std::time::{Duration, Instant};

use renmai_core::email::Email;
use renmai_core::mail::mailbox::Server;
use renmai_core::vocabulary::Security;
use renmai_testing::smtp::{Act, Settings, SmtpServer, Step};

use super::{Break, Enhanced, Login, Outcome, Smtp, Stage, Untaken};
use crate::mail::{ConnectFault, Patience, Trust};

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
