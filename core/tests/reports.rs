//! Bounces in the words of each mail system (`mail/reports.txt`): what they say of the address, whose it is, which mail.

use renmai_core::mail::reading::{Class, read};

const REPORTS: &str = include_str!("mail/reports.txt");

#[test]
fn each_systems_report_is_understood() {
    let mut wrong = Vec::new();
    let reports: Vec<&str> = REPORTS.split("\n=== ").skip(1).collect();
    assert!(reports.len() >= 50, "only {} reports", reports.len());
    for report in reports {
        let (head, mail) = report.split_once('\n').unwrap();
        let (name, verdict) = head.split_once(": ").unwrap();
        for mail in [mail.to_owned(), mail.replace('\n', "\r\n")] {
            let reading = read(mail.as_bytes()).unwrap();
            let said = reading.verdict.map(|verdict| format!("{verdict:?}").to_lowercase());
            let right = reading.class == Class::Bounce
                && said.as_deref() == Some(verdict)
                && reading.recipient.as_deref() == Some("anna@lumen.de")
                && reading.message_id.as_deref() == Some("r12.0a1b2c3d4e@ours.com")
                && !reading.text.is_empty();
            if !right {
                wrong.push(format!(
                    "{name}: {verdict} is {:?} {said:?} {:?} {:?}",
                    reading.class, reading.recipient, reading.message_id
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// From, subject and text of mails that persons wrote, new ones and answers.
const LIVING: [(&str, &str, &str); 16] = [
    (
        "anna@lumen.de",
        "Delivery problem",
        "The parcel could not be delivered, the carrier returned it to you.",
    ),
    (
        "anna@lumen.de",
        "Delivery failed",
        "Your shipment of 500 pcs was not delivered. Please check order 55120.",
    ),
    (
        "anna@lumen.de",
        "Returned mail",
        "Our accounting got your letter back. Is your address still the same?",
    ),
    ("anna@lumen.de", "Failure notice", "Batch 12: 3 of 550 lamps failed after two weeks. See the photos."),
    ("anna@lumen.de", "Undeliverable goods", "Customs rejected them as the papers were not complete."),
    ("anna@lumen.de", "Mail error", "I could not open your attachment, it is too large. Send it again?"),
    ("anna@lumen.de", "Your offer", "My colleague Jonas has moved to another company, write to me instead."),
    (
        "anna@lumen.de",
        "Message rejected",
        "My boss rejected the price. Can you do 4.20 per piece for 550 pcs?",
    ),
    ("anna@lumen.de", "无法送达", "货物无法送达，请联系快递。"),
    ("anna@lumen.de", "退回", "样品已退回，请查收。"),
    ("anna@lumen.de", "Zustellung fehlgeschlagen", "Das Paket kam nicht an. Bitte neu senden."),
    ("anna@lumen.de", "Не доставлено", "Груз не доставлен, ждём ответа."),
    ("info@bounce-castles.com", "Message", "Your mail reached me. Send me the price of the lamps."),
    ("mail@lumen.de", "Mail", "We have a problem with batch 12, please call me."),
    ("postbox@lumen.de", "Order", "We are interested in 550 pieces."),
    (
        "support@lumen.de",
        "Unable to deliver",
        "We are unable to deliver the samples to your agent this week.",
    ),
];

#[test]
fn what_only_sounds_like_a_bounce_is_none() {
    for (from, subject, text) in LIVING {
        for thread in ["", "Return-Path: <anna@lumen.de>\n", "In-Reply-To: <r12.0a1b2c3d4e@ours.com>\n"] {
            let head = format!("From: Anna <{from}>\nTo: wang@ours.com\nSubject: {subject}\n{thread}");
            let mail = format!("{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n\nAnna\n");
            let reading = read(mail.as_bytes()).unwrap();
            assert_eq!((reading.class, reading.verdict), (Class::Reply, None), "{mail}");
        }
    }
}

/// Whoever is away answers from nobody too, and says "message" and "mail".
#[test]
fn who_is_away_is_no_bounce() {
    for subject in ["Auto: Your message", "Re: Your mail", "Automatic reply: Light", "Away", "Notification"] {
        let head =
            format!("Return-Path: <>\nFrom: Anna <anna@lumen.de>\nTo: wang@ours.com\nSubject: {subject}\n");
        let head = format!("{head}Auto-Submitted: auto-replied\nIn-Reply-To: <r12.0a1b2c3d4e@ours.com>\n");
        let reading = read(format!("{head}\nI am on holiday until 14 December 2026.\n").as_bytes()).unwrap();
        assert_eq!((reading.class, reading.verdict), (Class::Away, None), "{subject}");
    }
}
