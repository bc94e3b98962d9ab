//! Files in both directions.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::house::{ANNA, House, TOKEN};

async fn upload(house: &House, method: &str, form: Form) -> (u16, Value) {
    let url = format!("{}/bot{TOKEN}/{method}", house.address);
    let response = house.http.post(url).multipart(form).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

fn document(bytes: Vec<u8>) -> Form {
    Form::new().text("chat_id", ANNA.to_string()).part("document", Part::bytes(bytes).file_name("leads.csv"))
}

#[tokio::test]
async fn a_file_comes_down_to_the_person() {
    let house = House::open().await;
    house.anna().says("/export");
    let keyboard = json!({ "inline_keyboard": [[{ "text": "OK", "callback_data": "ok" }]] });
    let form = document(b"a,b\n".to_vec())
        .text("caption", "<b>3</b> leads")
        .text("parse_mode", "HTML")
        .text("reply_markup", keyboard.to_string());
    let (status, envelope) = upload(&house, "sendDocument", form).await;
    assert_eq!(status, 200, "{envelope}");
    let document = &envelope["result"]["document"];
    assert_eq!(
        (&document["file_name"], &document["mime_type"], &document["file_size"]),
        (&json!("leads.csv"), &json!("text/csv"), &json!(4))
    );
    assert_eq!(envelope["result"]["caption"], "3 leads");
    let heard = house.anna().hears().await.unwrap();
    assert_eq!(heard.labels(), ["OK"]);
    assert_eq!(house.anna().file(&heard), Some(("leads.csv".into(), b"a,b\n".to_vec())));
    // The same file once more, by its identifier, as JSON.
    house.does("sendDocument", json!({ "chat_id": ANNA, "document": document["file_id"] })).await;
    let wrong = house.refused("sendDocument", json!({ "chat_id": ANNA, "document": "nonsense" })).await;
    assert_eq!(wrong, (400, "Bad Request: wrong file identifier/HTTP URL specified".into()));
}

#[tokio::test]
async fn a_file_may_be_attached_under_another_name() {
    let house = House::open().await;
    house.anna().says("/export");
    let form = Form::new()
        .text("chat_id", ANNA.to_string())
        .text("document", "attach://here")
        .part("here", Part::bytes(vec![1, 2]).file_name("x.bin"));
    assert_eq!(upload(&house, "sendDocument", form).await.0, 200);
}

#[tokio::test]
async fn captions_and_sizes_have_limits() {
    let house = House::open().await;
    house.anna().says("/export");
    let (_, refused) =
        upload(&house, "sendDocument", document(vec![1]).text("caption", "x".repeat(1025))).await;
    assert_eq!(refused["description"], "Bad Request: message caption is too long");
    let (_, refused) = upload(&house, "sendDocument", document(Vec::new())).await;
    assert_eq!(refused["description"], "Bad Request: file must be non-empty");
    let (status, _) = upload(&house, "sendDocument", document(vec![0; (50 << 20) + 1])).await;
    assert_eq!(status, 413);
}

#[tokio::test]
async fn a_file_goes_up_to_the_bot() {
    let house = House::open().await;
    house.anna().sends_file("list.xlsx", vec![7; 3000], Some("my list"));
    let message = &house.updates(0).await[0]["message"];
    assert_eq!(message["document"]["file_name"], "list.xlsx");
    assert_eq!(message["caption"], "my list");
    let file = house.does("getFile", json!({ "file_id": message["document"]["file_id"] })).await;
    let path = file["file_path"].as_str().unwrap();
    let get = |token: &str| house.http.get(format!("{}/file/bot{token}/{path}", house.address)).send();
    assert_eq!(get(TOKEN).await.unwrap().bytes().await.unwrap(), vec![7; 3000]);
    assert_eq!(get("1:wrong").await.unwrap().status(), 401);
}

#[tokio::test]
async fn what_is_too_big_for_a_bot_is_not_downloaded() {
    let house = House::open().await;
    house.anna().sends_file("big.zip", vec![0; (20 << 20) + 1], None);
    let message = &house.updates(0).await[0]["message"];
    let refused = house.refused("getFile", json!({ "file_id": message["document"]["file_id"] })).await;
    assert_eq!(refused, (400, "Bad Request: file is too big".into()));
}

#[tokio::test]
async fn a_voice_message_goes_up_and_comes_down_again() {
    let house = House::open().await;
    house.anna().sends_voice(7);
    let voice = house.updates(0).await[0]["message"]["voice"].clone();
    assert_eq!((&voice["duration"], &voice["mime_type"]), (&json!(7), &json!("audio/ogg")));
    let sent = house
        .does("sendVoice", json!({ "chat_id": ANNA, "voice": voice["file_id"], "caption": "yours" }))
        .await;
    assert_eq!((&sent["voice"]["duration"], &sent["caption"]), (&json!(7), &json!("yours")));
    let id = voice["file_id"].as_str().unwrap();
    let played = house.http.get(format!("{}/sandbox/file/{id}", house.address)).send().await.unwrap();
    assert_eq!(
        (played.status().as_u16(), &played.headers()["content-type"]),
        (200, &"audio/ogg".parse().unwrap())
    );
    // What is no Ogg becomes a file.
    let form = Form::new()
        .text("chat_id", ANNA.to_string())
        .part("voice", Part::bytes(vec![1, 2]).file_name("noise.wav"));
    let (status, envelope) = upload(&house, "sendVoice", form).await;
    assert_eq!((status, &envelope["result"]["document"]["file_name"]), (200, &json!("noise.wav")));
}

#[tokio::test]
async fn a_file_stays_what_it_was_sent_as() {
    let house = House::open().await;
    house.anna().sends_photo(None);
    house.anna().sends_voice(1);
    let updates = house.updates(0).await;
    let photo = &updates[0]["message"]["photo"][0]["file_id"];
    let voice = &updates[1]["message"]["voice"]["file_id"];
    house.does("sendPhoto", json!({ "chat_id": ANNA, "photo": photo })).await;
    for (method, field, file, why) in [
        ("sendDocument", "document", photo, "can't use file of type Photo as Document"),
        ("sendVoice", "voice", photo, "can't use file of type Photo as VoiceNote"),
        ("sendPhoto", "photo", voice, "can't use file of type VoiceNote as Photo"),
    ] {
        let refused = house.refused(method, json!({ "chat_id": ANNA, field: file })).await;
        assert_eq!(refused, (400, format!("Bad Request: {why}")));
    }
}
