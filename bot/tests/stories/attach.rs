//! Photos, voice notes and files in reply to a card, and what is forwarded.

use crate::house::House;

#[tokio::test]
async fn a_photo_in_reply_to_a_card_is_kept_and_can_be_seen_again() {
    let house = House::open().await;
    let anna = house.anna();
    let card = anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    anna.chat.replies_with_photo(card.message.id, Some("meeting: her sketch of the lamp"));
    anna.hears().await.sees("meeting logged").sees("Eva Braun");
    anna.chat.replies_with_voice(card.message.id, 9);
    let noted = anna.hears().await;
    noted.sees("note logged").offers("They wrote");
    let history = anna.says("/history 1").await;
    history.sees("meeting 📷 1 her sketch of the lamp").sees("note 🎤 2").offers("📷 1").offers("🎤 2");

    let press = anna.chat.presses(history.message.id, "📷 1").unwrap();
    anna.callback_answer(&press).await;
    let photo = anna.hears().await;
    photo.sees("#1 Eva Braun").sees("her sketch of the lamp");
    assert_eq!(photo.message.file.as_ref().map(|file| file.name.as_str()), Some("photo.gif"));
    let press = anna.chat.presses(history.message.id, "🎤 2").unwrap();
    anna.callback_answer(&press).await;
    assert_eq!(anna.hears().await.message.file.map(|file| file.name).as_deref(), Some("voice.oga"));

    // What is sent again is a card, too: a reply to it is logged there.
    anna.replies(&photo, "call she likes it").await.sees("call logged");

    // Taken back, it is gone, and the old button says so.
    anna.presses(&noted, "Undo").await.sees("Taken back");
    anna.says("/history 1").await.lacks("🎤").offers_no("🎤").offers("📷 1");
    let gone = anna.presses_for_answer(&history, "🎤 2").await.unwrap();
    assert!(gone.contains("no longer there"), "{gone}");

    let ask = anna.says("/forget 1").await;
    anna.presses(&ask, "Erase").await;
    let gone = anna.presses_for_answer(&history, "📷 1").await.unwrap();
    assert!(gone.contains("no #1"), "{gone}");
}

#[tokio::test]
async fn a_file_in_reply_to_a_card_belongs_to_that_contact() {
    let house = House::open().await;
    let lina = house.lina();
    let card = lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国").await;
    lina.chat.replies_with_file(card.message.id, "quote.pdf", b"%PDF".to_vec());
    lina.hears().await.sees("记录：备注");
    let history = lina.says("/history 1").await;
    history.sees("备注 📎 1 quote.pdf");
    let press = lina.chat.presses(history.message.id, "📎 1").unwrap();
    lina.callback_answer(&press).await;
    let file = lina.hears().await;
    assert_eq!(lina.file(&file), b"%PDF");
    // Nobody else gets at it.
    let anna = house.anna();
    let own = anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    assert!(anna.forges(&own, "c:p.1:1:1").await.unwrap().contains("no #1"));
    assert!(anna.forges(&own, "c:p.1:2:1").await.unwrap().contains("no longer there"));
}

#[tokio::test]
async fn without_a_card_there_is_a_hint_and_never_silence() {
    let house = House::open().await;
    let (anna, lina, sam) = (house.anna(), house.lina(), house.sam());
    anna.chat.sends_photo(Some("who is that"));
    anna.hears().await.sees("who is that").sees("reading the photo");
    anna.hears().await.sees("cannot open this picture");
    anna.chat.sends_voice(3);
    anna.hears().await.sees("Whose is it?");
    anna.chat.sends_file("quote.pdf", b"%PDF".to_vec(), None);
    anna.hears().await.sees("Reading quote.pdf");
    anna.hears().await.sees("quote.pdf");
    let help = lina.says("/help").await;
    lina.chat.replies_with_photo(help.message.id, None);
    lina.hears().await.sees("正在识别");
    lina.hears().await.sees("打不开").sees("回复");
    lina.chat.sends_sticker("👍");
    lina.hears().await.sees("文字");
    sam.chat.sends_photo(None);
    sam.hears().await.sees("private");
}

#[tokio::test]
async fn what_is_forwarded_becomes_a_draft() {
    let house = House::open().await;
    let anna = house.anna();
    anna.chat.forwards("Boss", "Eva Braun\nPurchasing Manager\nLumen GmbH\neva@lumen.de\n+49 30 123456");
    let draft = anna.hears().await;
    draft.sees("Eva Braun").sees("eva@lumen.de").offers("Add");
    anna.presses(&draft, "Add").await.sees("#1 Eva Braun");
    anna.chat.forwards("Boss", "see you tomorrow");
    anna.hears().await.sees("/add");
}
