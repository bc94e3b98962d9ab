//! Files that go with a mail.

use std::time::Duration;

use renmai_core::store::Scope;
use renmai_core::vocabulary::ContactNo;
use renmai_sandbox::Fault;
use renmai_testing::smtp::SmtpServer;

use crate::house::{ANNA, Heard, House, LINA, Someone};

/// Somebody has a mailbox, their team a postal address, and they look at a mail to an American buyer.
async fn preview(telegram: i64, frame: &str) -> (std::sync::Arc<House>, SmtpServer, Someone, Heard) {
    let house = House::open().await;
    house.maria().says("/settings address 88 Keji Road, Shenzhen 518057, China").await;
    let server = house.has_mailbox(telegram, "me@ours.com").await;
    let someone = if telegram == ANNA { house.anna() } else { house.lina() };
    someone.hears_until("me@ours.com").await;
    someone
        .says("/add Joe Brown, Acme Lighting Inc, joe@acme.com, United States, source: Light+Building 2026")
        .await;
    let choice = someone.says("/mail 1").await;
    let preview = someone.presses(&choice, frame).await;
    (house, server, someone, preview)
}

/// The bytes of a mail's attachment, decoded.
fn attached(mail: &[u8], name: &str) -> Vec<u8> {
    use base64::Engine as _;
    let mail = String::from_utf8(mail.to_vec()).unwrap();
    let part = mail.split("\r\n--").find(|part| part.contains(name)).unwrap_or_else(|| panic!("no {name}"));
    let body: String = part.split_once("\r\n\r\n").unwrap().1.split_whitespace().collect();
    base64::engine::general_purpose::STANDARD.decode(body).unwrap()
}

#[tokio::test]
async fn a_file_is_seen_in_the_mail_and_stays_when_the_text_changes() {
    let (_house, _server, anna, preview) = preview(ANNA, "PAS: a problem first").await;
    anna.presses(&preview, "📎 Attach").await.sees("at most 10 MB");
    anna.says("the data sheet").await.sees("I wait for a file");
    anna.sends_file("X20 data sheet.pdf", b"%PDF-1.7 lamp").await.sees("Fetching “X20 data sheet.pdf”");
    let preview = anna.hears_until("To Joe Brown").await;
    preview.sees("📎 X20 data sheet.pdf · 1 KB").sees("a file in a first mail").offers("✗ No files");
    let asked = anna.presses(&preview, "✏️ Edit").await;
    let preview = anna.replies(&asked, "Hi Joe, how many X20 do you need?").await;
    preview.sees("how many X20").sees("📎 X20 data sheet.pdf");
    let without = anna.presses(&preview, "✗ No files").await;
    without.lacks("📎 X20").lacks("a file in a first mail").offers_no("✗ No files");
}

#[tokio::test]
async fn what_was_sent_along_arrives_with_each_byte() {
    let (house, server, lina, preview) = preview(LINA, "PAS：先讲痛点").await;
    lina.presses(&preview, "📎 加附件").await.sees("10 MB");
    let body: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
    lina.sends_file("报价单.xlsx", &body).await.sees("正在取“报价单.xlsx”");
    let preview = lina.hears_until("joe@acme.com").await;
    preview.sees("📎 报价单.xlsx · 196 KB");
    lina.presses(&preview, "马上发").await;
    lina.hears_until("已发给").await;
    let mail = server.takes(2).await.remove(1).bytes;
    assert_eq!(attached(&mail, "Content-Disposition: attachment"), body);
    // What has gone is not kept; its name is.
    let mut tx = house.store().await.begin().await.unwrap();
    let member = tx.member_by_telegram(LINA).await.unwrap().unwrap();
    let contact = tx.contact(Scope::of(&member), ContactNo(1)).await.unwrap().unwrap();
    let mail = tx.mails_to(contact.id, 1).await.unwrap().remove(0).id;
    assert_eq!(tx.mail_file_bodies(mail).await.unwrap().len(), 1);
    tx.sweep(house.clock.now()).await.unwrap();
    assert_eq!(tx.mail_file_bodies(mail).await.unwrap(), []);
    assert_eq!(tx.mail_files(mail).await.unwrap()[0].name, "报价单.xlsx");
}

#[tokio::test]
async fn photos_of_an_album_go_along_together_and_a_later_photo_is_a_lead() {
    let (_house, _server, anna, preview) = preview(ANNA, "PAS: a problem first").await;
    anna.presses(&preview, "📎 Attach").await;
    anna.chat.sends_album(vec![b"one".to_vec(), b"two".to_vec()], None);
    anna.hears_until("📎 picture · 1 KB\n📎 picture · 1 KB").await;
    anna.chat.sends_photo(None);
    anna.hears().await.lacks("Fetching");
    // Nor does a text belong to it.
    anna.says("Joe no answer").await.lacks("I wait for a file");
}

#[tokio::test]
async fn too_much_voice_and_what_is_on_its_way() {
    let (house, server, anna, preview) = preview(ANNA, "PAS: a problem first").await;
    anna.presses(&preview, "📎 Attach").await;
    anna.chat.sends_voice(3);
    anna.hears().await.sees("voice note goes with no mail");
    anna.sends_file("film.mp4", &vec![7; 10 * 1024 * 1024 + 1]).await.sees("at most 10 MB");
    // It is left, and the mail is there again.
    let preview = anna.says("/mail 1").await;
    let preview = anna.presses(&preview, "PAS: a problem first").await;
    let asked = anna.presses(&preview, "📎 Attach").await;
    let preview = anna.presses(&asked, "Back").await;
    preview.sees("To Joe Brown");
    anna.says("the data sheet").await.lacks("I wait for a file");

    // A mail does not go without a file that is still on its way.
    anna.presses(&preview, "📨 Send").await;
    let [one, other] = [anna.says("/outbox").await, anna.says("/outbox").await];
    let [one, other] = [anna.presses(&one, "✉ #1").await, anna.presses(&other, "✉ #1").await];
    anna.presses(&one, "📎 Attach").await;
    house.sandbox.faults().on_method("getFile", 1, Fault::Hang(Duration::from_secs(600)));
    anna.sends_file("film.mp4", &[7; 100]).await.sees("Fetching");
    let said = anna.presses_for_answer(&other, "Now").await;
    assert!(said.is_some_and(|said| said.contains("still being fetched")));
    house.later(chrono::Duration::hours(20)).await;
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_fetched_is_told_and_the_mail_is_without_it() {
    let (house, _server, anna, preview) = preview(ANNA, "PAS: a problem first").await;
    house.expects_refusals();
    anna.presses(&preview, "📎 Attach").await;
    house.sandbox.faults().on_method("getFile", 3, Fault::ServerError(502));
    anna.sends_file("offer.pdf", b"%PDF").await.sees("Fetching");
    for _ in 0..2 {
        house.later(chrono::Duration::seconds(11)).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anna.hears_until("could not be fetched").await;
    anna.hears_until("To Joe Brown").await.lacks("offer.pdf").offers("Now");
}

#[tokio::test]
async fn a_file_where_the_text_is_asked_for_does_not_seem_to_go_along() {
    let (_house, _server, anna, preview) = preview(ANNA, "PAS: a problem first").await;
    let asked = anna.presses(&preview, "✏️ Edit").await;
    anna.sends_file("offer.pdf", b"%PDF-1.4").await.sees("Send the text first");
    anna.replies(&asked, "Hi Joe, may I send the offer?").await.lacks("📎 offer.pdf");
}

#[tokio::test]
async fn a_photo_under_another_card_is_not_for_the_mail() {
    let (_house, _server, anna, preview) = preview(ANNA, "PAS: a problem first").await;
    let eva = anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    let asked = anna.presses(&preview, "📎 Attach").await;
    anna.chat.replies_with_photo(eva.message.id, Some("her sketch"));
    anna.hears().await.sees("Eva Braun").lacks("Fetching");
    anna.chat.sends_file("a.pdf", b"%PDF".to_vec(), Some("/log 2 her drawing"));
    anna.hears().await.sees("Eva Braun: kept").lacks("Fetching");
    // Under the question itself it is.
    let preview = anna.presses(&asked, "Back").await;
    let asked = anna.presses(&preview, "📎 Attach").await;
    anna.chat.replies_with_file(asked.message.id, "x20.pdf", b"%PDF".to_vec());
    anna.hears().await.sees("Fetching “x20.pdf”");
    anna.hears_until("📎 x20.pdf").await;
}

#[tokio::test]
async fn a_line_under_a_file_is_not_lost_without_a_word() {
    let (_house, _server, anna, preview) = preview(ANNA, "PAS: a problem first").await;
    anna.presses(&preview, "📎 Attach").await;
    anna.chat.sends_file("x20.pdf", b"%PDF".to_vec(), Some("please see page 2"));
    anna.hears().await.sees("is not in the mail");
    let preview = anna.hears_until("📎 x20.pdf").await;
    // Off, on again and off: each press is a choice of its own.
    let without = anna.presses(&preview, "✗ No files").await;
    anna.presses(&without, "📎 Attach").await;
    anna.sends_file("x30.pdf", b"%PDF").await;
    let preview = anna.hears_until("📎 x30.pdf").await;
    anna.presses(&preview, "✗ No files").await.lacks("📎 x30.pdf");
}

#[tokio::test]
async fn a_file_that_comes_after_the_mail_was_dropped_offers_nothing() {
    let (house, server, anna, preview) = preview(ANNA, "PAS: a problem first").await;
    anna.presses(&preview, "📨 Send").await;
    let [one, other] = [anna.says("/outbox").await, anna.says("/outbox").await];
    let [one, other] = [anna.presses(&one, "✉ #1").await, anna.presses(&other, "✉ #1").await];
    anna.presses(&one, "📎 Attach").await;
    house.sandbox.faults().on_method("getFile", 1, Fault::Hang(Duration::from_secs(2)));
    anna.sends_file("film.mp4", &[7; 100]).await.sees("Fetching");
    anna.presses(&other, "Cancel").await;
    anna.hears_until("taken back").await.offers_no("📨 Send");
    house.later(chrono::Duration::hours(20)).await;
    assert_eq!(server.taken().len(), 1);
}
