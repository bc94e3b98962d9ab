use super::*;
use proptest::prelude::*;
use serde_json::json;

#[test]
fn a_text_is_read() {
    let update = json!({
        "update_id": 7,
        "message": {
            "message_id": 3, "date": 1_800_000_000,
            "chat": { "id": 5, "type": "private", "first_name": "Anna" },
            "from": { "id": 5, "is_bot": false, "first_name": "Anna", "language_code": "en" },
            "text": "hello",
        },
    });
    let read = Update::read(&update.to_string()).unwrap();
    let incoming = read.incoming.unwrap();
    assert_eq!((read.number, incoming.from.id), (7, 5));
    assert_eq!(incoming.what, What::Text { text: "hello".into(), reply_to: None });
}

fn read(update: &serde_json::Value) -> Option<Incoming> {
    Update::read(&update.to_string())?.incoming
}

fn private(what: &serde_json::Value) -> serde_json::Value {
    let mut message = json!({
        "message_id": 3, "date": 1_800_000_000,
        "chat": { "id": 5, "type": "private", "first_name": "伟" },
        "from": { "id": 5, "is_bot": false, "first_name": "伟", "last_name": "王" },
    });
    for (name, value) in what.as_object().unwrap() {
        message[name] = value.clone();
    }
    json!({ "update_id": 7, "message": message })
}

#[test]
fn what_telegram_adds_tomorrow_hides_no_text() {
    let of_tomorrow = json!([{ "type": "date_time", "offset": 0, "length": 3 }]);
    let card = json!({
        "message_id": 2, "date": 1_800_000_000, "chat": { "id": 5, "type": "private", "first_name": "伟" },
        "text": "card", "entities": of_tomorrow,
        "reply_markup": { "inline_keyboard": [[{ "text": "Call", "callback_data": "c:l.call:12:3" }]] },
    });
    for what in [
        json!({ "text": "fri", "entities": of_tomorrow, "quote": { "text": "q", "entities": of_tomorrow } }),
        json!({ "text": "fri", "forward_origin": { "type": "of_tomorrow" }, "hologram": {} }),
    ] {
        let said = read(&private(&what)).unwrap();
        assert_eq!(said.what, What::Text { text: "fri".into(), reply_to: None }, "{what}");
    }
    let reply = read(&private(&json!({ "text": "fri", "reply_to_message": card }))).unwrap();
    let replied = Replied { message: 2, buttons: vec!["c:l.call:12:3".into()], picture: None };
    assert_eq!(reply.what, What::Text { text: "fri".into(), reply_to: Some(replied) });
}

#[test]
fn in_a_group_only_a_command_to_a_bot_is_heard() {
    let group = |text: &str| {
        let mut update = private(&json!({ "text": text }));
        update["message"]["chat"] = json!({ "id": -1009, "type": "supergroup", "title": "Sales" });
        read(&update)
    };
    let heard = group("/due@renmai_bot").unwrap();
    // The answer goes to the group, and is nobody's list.
    assert_eq!((heard.from.id, heard.what), (-1009, What::InGroup { bot: "renmai_bot".into() }));
    for text in ["/due", "hello", "hello @renmai_bot", "eva@lumen.de", "/"] {
        assert_eq!(group(text), None, "{text}");
    }
}

#[test]
fn what_was_only_arranged_is_not_said() {
    let pinned = private(
        &json!({ "pinned_message": { "message_id": 2, "date": 0, "chat": { "id": 5, "type": "private" } } }),
    );
    assert_eq!(read(&pinned), None);
}

#[test]
fn a_file_of_unsaid_size_is_not_too_big() {
    let file = private(&json!({ "document": { "file_id": "F", "file_unique_id": "f" } }));
    let What::File(file) = read(&file).unwrap().what else { panic!() };
    assert_eq!((file.size, file.name.as_str()), (0, ""));
}

#[test]
fn a_size_that_is_none_hides_no_message() {
    for (size, want) in [
        (json!(700), 700),
        (json!(-1), 0),
        (json!(1.5), 0),
        (json!("big"), 0),
        (json!(null), 0),
        (json!(u64::MAX), i64::MAX.unsigned_abs()),
    ] {
        let document = private(&json!({ "document": { "file_id": "F", "file_size": size } }));
        let What::File(file) = read(&document).unwrap().what else { panic!() };
        assert_eq!(file.size, want, "{size}");
        let photo = private(&json!({ "photo": [
            { "file_id": "P", "width": size, "height": size, "file_size": size },
        ] }));
        let What::Attachment { what, .. } = read(&photo).unwrap().what else { panic!() };
        assert_eq!(what.bytes, want, "{size}");
        let voice = private(&json!({ "voice": { "file_id": "V", "file_size": size } }));
        let What::Attachment { what, .. } = read(&voice).unwrap().what else { panic!() };
        assert_eq!(what.bytes, want, "{size}");
    }
}

#[test]
fn what_is_no_date_of_telegrams_counts_as_now() {
    let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    for (date, want) in [
        (json!(0), None),
        (json!(-1), None),
        (json!(FIRST_BOTS - 1), None),
        (json!(FIRST_BOTS), Some(FIRST_BOTS)),
        (json!(1_799_999_000), Some(1_799_999_000)),
        (json!(1_800_000_001), Some(1_800_000_000)),
        (json!(4_000_000_000_i64), Some(1_800_000_000)),
        (json!(i64::MAX), None),
        (json!(u64::MAX), None),
        (json!(1.5), None),
        (json!("now"), None),
    ] {
        let mut update = private(&json!({ "text": "x" }));
        update["message"]["date"] = date.clone();
        let mut update = Update::read(&update.to_string()).unwrap();
        update.arrived(now);
        let at = update.incoming.unwrap().at.map(|at| at.timestamp());
        assert_eq!(at, want, "{date}");
    }
}

#[test]
fn a_chinese_name_begins_with_the_family() {
    assert_eq!(read(&private(&json!({ "text": "x" }))).unwrap().from.name, "王伟");
    for (first, last, name) in
        [("伟", None, "伟"), ("Anna", Some("Schmidt"), "Anna Schmidt"), ("Wei 伟", Some("王"), "Wei 伟 王")]
    {
        assert_eq!(full_name(Some(first), last), name);
    }
}

#[test]
fn what_is_unknown_is_left_out() {
    for update in [json!({}), json!({ "update_id": 7 }), json!({ "update_id": 7, "of_tomorrow": {} })] {
        assert_eq!(read(&update), None);
    }
}

/// An update in which one thing, somewhere, is not what Telegram sends.
fn broken(mut update: serde_json::Value, path: usize, with: serde_json::Value) -> serde_json::Value {
    let paths = [
        "/update_id",
        "/message",
        "/message/date",
        "/message/chat",
        "/message/chat/type",
        "/message/from",
        "/message/from/id",
        "/message/from/username",
        "/message/text",
        "/message/message_id",
    ];
    if let Some(place) = update.pointer_mut(paths[path % paths.len()]) {
        *place = with;
    }
    update
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_left_out(
        text in "\\PC{0,40}",
        id: i64,
        path: usize,
        with in prop_oneof![
            Just(json!(null)), Just(json!([])), Just(json!({})), any::<i64>().prop_map(|n| json!(n)),
            "\\PC{0,20}".prop_map(|text| json!(text)),
        ],
    ) {
        let whole = json!({
            "update_id": 7,
            "message": {
                "message_id": 3, "date": 1_800_000_000,
                "chat": { "id": id, "type": "private", "first_name": text },
                "from": { "id": id.unsigned_abs(), "is_bot": false, "first_name": text, "username": text },
                "text": text,
            },
        });
        let _ = (read(&broken(whole.clone(), path, with.clone())), read(&with));
        prop_assert!(read(&whole).is_some_and(|incoming| incoming.from.name == text) || id == i64::MIN);
    }
}
