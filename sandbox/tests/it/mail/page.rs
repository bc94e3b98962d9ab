//! The mail room on the page, and what of it is kept between runs.

use std::time::Duration;

use renmai_sandbox::{Clock, MailPorts, Options, Sandbox, Standing};
use reqwest::Response;
use serde_json::{Value, json};

use super::{ANNA, MAIL, WANG, plain};
use crate::house::{House, options};
use crate::mail::line::Line;

async fn shows(house: &House, query: &str) -> Value {
    house
        .http
        .get(format!("{}/sandbox/mail?{query}", house.address))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap()
}

async fn asks(house: &House, deed: Value) -> Response {
    house.http.post(format!("{}/sandbox/mail", house.address)).json(&deed).send().await.unwrap()
}

async fn does(house: &House, deed: Value) {
    let response = asks(house, deed.clone()).await;
    assert_eq!(response.status(), 200, "{deed}");
}

/// A house whose mail room runs, with a mail of Wang's to Anna.
async fn house() -> House {
    let house = House::open().await;
    let servers = house.sandbox.mail_room().start(MailPorts::default()).await.unwrap();
    let mut line = Line::to(servers.smtp).await;
    line.says("EHLO here", "250 ").await;
    line.says(&format!("AUTH PLAIN {}", plain(WANG, "any")), "235 ").await;
    line.says(&format!("MAIL FROM:<{WANG}>"), "250 ").await;
    line.says(&format!("RCPT TO:<{ANNA}>"), "250 ").await;
    line.says("DATA", "354 ").await;
    line.says(&format!("{MAIL}."), "250 ").await;
    house
}

#[tokio::test]
async fn the_page_shows_the_room_where_it_runs() {
    let closed = House::open().await;
    assert_eq!(shows(&closed, "").await["open"], false);
    let house = house().await;
    let view = shows(&house, "box=anna@lumen.de").await;
    assert_eq!(view["open"], true);
    let entry =
        json!({ "address": ANNA, "name": "Anna Schmidt", "unread": 1, "standing": { "is": "exists" } });
    assert_eq!(view["boxes"], json!([entry]));
    assert_eq!(view["ours"], json!([WANG]));
    let mail = &view["mails"][0];
    assert_eq!(mail["from"], "Wang Wei <wang@ours.com>");
    assert_eq!(mail["to"], "Anna Schmidt <anna@lumen.de>");
    assert_eq!(mail["subject"], "A suggestion");
    assert_eq!(mail["text"], "Hello Anna,\n\nmay I ask one question?\n");
    assert_eq!(mail["unsubscribe"], "<mailto:wang+u12@ours.com?subject=stop>");
    assert_eq!(mail["folder"], "inbox");
    let nobody = shows(&house, "box=nobody").await;
    assert_eq!((&nobody["mails"], &nobody["box"]), (&json!([]), &json!("nobody")));
}

#[tokio::test]
async fn one_plays_the_customer_on_the_page() {
    let house = house().await;
    let wang = house.sandbox.mail_room().mailbox(WANG).unwrap();
    let id = shows(&house, &format!("box={ANNA}")).await["mails"][0]["id"].clone();
    does(&house, json!({ "box": ANNA, "does": "read", "mail": id })).await;
    assert_eq!(shows(&house, "").await["boxes"][0]["unread"], 0);
    for (deed, subject) in [
        (json!({ "does": "answer", "mail": id, "text": "Ja" }), "Re: A suggestion"),
        (
            json!({ "does": "colleague_answers", "mail": id, "colleague": "jonas@lumen.de", "text": "Ja" }),
            "AW: A suggestion",
        ),
        (
            json!({ "does": "colleague_answers_forward", "mail": id, "colleague": "jonas@lumen.de", "text": "Ja" }),
            "AW: WG: A suggestion",
        ),
        (
            json!({ "does": "bounce", "mail": id, "why": "no_such_mailbox" }),
            "Undelivered Mail Returned to Sender",
        ),
        (json!({ "does": "away", "mail": id, "until": "2026-12-14" }), "Automatische Antwort: A suggestion"),
        (json!({ "does": "opt_out", "mail": id }), "Re: A suggestion"),
        (json!({ "does": "unsubscribe", "mail": id }), "stop"),
        (json!({ "does": "spam", "mail": id }), "FW: complaint about message"),
        (json!({ "does": "write", "to": WANG, "subject": "Anfrage", "text": "Bitte" }), "Anfrage"),
        (json!({ "does": "newsletter", "to": WANG, "subject": "News", "text": "All" }), "News"),
    ] {
        let mut deed = deed;
        deed["box"] = json!(ANNA);
        does(&house, deed).await;
        assert_eq!(wang.receives().await.unwrap().subject, subject);
    }
    let anna = house.sandbox.mail_room().mailbox(ANNA).unwrap();
    assert!(matches!(anna.standing(), Standing::Away { until: Some(_) }));
    let later = json!({ "is": "bounces_later", "bounce": "policy" });
    does(&house, json!({ "box": ANNA, "does": "stand", "standing": later })).await;
    assert_eq!(shows(&house, "").await["boxes"][0]["standing"], later);
}

#[tokio::test]
async fn what_cannot_be_done_is_told() {
    let house = house().await;
    for (deed, why) in [
        (
            json!({ "box": ANNA, "does": "answer", "mail": 99, "text": "x" }),
            "there is no mail 99 in this mailbox",
        ),
        (json!({ "box": "anna", "does": "spam", "mail": 1 }), "this is no mail address: anna"),
    ] {
        let answer = asks(&house, deed).await;
        assert_eq!((answer.status().as_u16(), answer.text().await.unwrap().as_str()), (400, why));
    }
    assert_eq!(asks(&house, json!({ "box": ANNA, "does": "fly" })).await.status(), 422);
}

#[tokio::test]
async fn the_page_hears_of_a_mail() {
    let house = house().await;
    let version = shows(&house, "").await["version"].clone();
    let query = format!("since={version}");
    let waiting = shows(&house, &query);
    let tom = house.sandbox.mail_room().mailbox("tom@far.example").unwrap();
    let sending = async { tom.gets(b"Subject: x\r\n\r\n") };
    let (view, _) = tokio::time::timeout(Duration::from_secs(10), async { tokio::join!(waiting, sending) })
        .await
        .unwrap();
    assert_eq!(view["boxes"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_mailboxes_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let open =
        || Sandbox::open(Options { folder: Some(folder.path().join("sandbox")), ..options(&clock) }).unwrap();
    let sandbox = open();
    let anna = sandbox.mail_room().mailbox(ANNA).unwrap();
    let first = anna.gets(&[MAIL.as_bytes(), &[0xff, 0, b'\r', b'\n']].concat());
    anna.stands(Standing::Full);
    let before = anna.mails();
    sandbox.save().await.unwrap();
    drop((sandbox, anna));

    let sandbox = open();
    let anna = sandbox.mail_room().mailbox(ANNA).unwrap();
    assert_eq!(anna.mails(), before);
    assert_eq!(anna.standing(), Standing::Full);
    assert_eq!(anna.gets(MAIL.as_bytes()), first + 1, "numbers go on");
    // What is too much is not saved, the oldest first.
    for _ in 0..600 {
        anna.gets(MAIL.as_bytes());
    }
    drop((sandbox, anna));
    let sandbox = open();
    let mails = sandbox.mail_room().mailbox(ANNA).unwrap().mails();
    assert_eq!((mails.len(), mails.last().map(|mail| mail.id)), (500, Some(first + 601)));
    let files = std::fs::read_dir(folder.path().join("sandbox/files")).unwrap().count();
    assert_eq!(files, 500);
    sandbox.reset();
    assert!(sandbox.mail_room().customers().is_empty(), "starting over forgets them");
}
