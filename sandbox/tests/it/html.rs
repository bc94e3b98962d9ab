//! Telegram's HTML: what it makes of it, and what it refuses in which words.

use serde_json::{Value, json};

use crate::house::{ANNA, House};

async fn open() -> House {
    let house = House::open().await;
    house.anna().says("/start");
    house
}

fn html(text: &str) -> Value {
    json!({ "chat_id": ANNA, "text": text, "parse_mode": "HTML" })
}

/// (html, text, entities as `kind offset length extra`)
const GOOD: [(&str, &str, &[&str]); 30] = [
    ("plain", "plain", &[]),
    ("&lt;&gt;&amp;&quot;&laquo;&raquo;&#12345678;x", "<>&\"&laquo;&raquo;&#12345678;x", &[]),
    ("&#20013;&#x6587; &lt x", "中文 < x", &[]),
    ("<b>a</b><strong>b</strong>", "ab", &["bold 0 1", "bold 1 1"]),
    ("<i>a</i><em>b</em>", "ab", &["italic 0 1", "italic 1 1"]),
    ("<u>a</u><ins>b</ins>", "ab", &["underline 0 1", "underline 1 1"]),
    (
        "<s>a</s><strike>b</strike><del>c</del>",
        "abc",
        &["strikethrough 0 1", "strikethrough 1 1", "strikethrough 2 1"],
    ),
    ("<tg-spoiler>a</tg-spoiler><span class=\"tg-spoiler\">b</span>", "ab", &["spoiler 0 1", "spoiler 1 1"]),
    ("<b>a<i>b</i></b>", "ab", &["bold 0 2", "italic 1 1"]),
    ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", &["italic 5 6"]),
    ("x<b aba   =   caba>y</b>", "xy", &["bold 1 1"]),
    ("x<b aba = 'c&gt;d'>y</>", "xy", &["bold 1 1"]),
    ("<B>a</b  >", "a", &["bold 0 1"]),
    ("a<b></b>", "a", &[]),
    (
        "<a href=\"https://t.me/x_bot?start=1\">open</a>",
        "open",
        &["text_link 0 4 https://t.me/x_bot?start=1"],
    ),
    ("<a href=telegram.org>t</a>", "t", &["text_link 0 1 http://telegram.org/"]),
    ("<a href='telegram.org?&lt;'>t</a>", "t", &["text_link 0 1 http://telegram.org/?<"]),
    ("<a>telegram.org</a>", "telegram.org", &["text_link 0 12 http://telegram.org/"]),
    ("<a href=\"nowhere\">t</a>", "t", &[]),
    ("<code>1 &lt; 2</code>", "1 < 2", &["code 0 5"]),
    ("<pre>x</pre>", "x", &["pre 0 1"]),
    ("<pre><code class=\"language-rust\">x</code></pre>", "x", &["pre 0 1 rust"]),
    ("<pre><code>x</code></pre>", "x", &["pre 0 1", "code 0 1"]),
    ("<blockquote>q</blockquote>", "q", &["blockquote 0 1"]),
    ("<blockquote expandable>q</blockquote>", "q", &["expandable_blockquote 0 1"]),
    (
        "<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>",
        "👍",
        &["custom_emoji 0 2 5368324170671202286"],
    ),
    ("  \n x <b>y</b> \n", "x y", &["bold 2 1"]),
    (
        "go to /l12 or https://example.com/a?b=1.",
        "go to /l12 or https://example.com/a?b=1.",
        &["bot_command 6 4", "url 14 25"],
    ),
    (
        "<code>/l12 anna@example.com</code> bob@example.com",
        "/l12 anna@example.com bob@example.com",
        &["code 0 21", "email 22 15"],
    ),
    (
        "@telegram #tag +49301234567 1/2 &lt;/b&gt;",
        "@telegram #tag +49301234567 1/2 </b>",
        &["mention 0 9", "hashtag 10 4", "phone_number 15 12"],
    ),
];

#[tokio::test]
async fn html_becomes_text_and_entities() {
    let house = open().await;
    for (source, text, entities) in GOOD {
        let message = house.does("sendMessage", html(source)).await;
        let found: Vec<String> = message["entities"].as_array().into_iter().flatten().map(describe).collect();
        assert_eq!(message["text"], text, "{source}");
        assert_eq!(found, entities, "{source}");
    }
}

fn describe(entity: &Value) -> String {
    let extra = ["url", "language", "custom_emoji_id"].iter().find_map(|field| entity[*field].as_str());
    let place = format!("{} {} {}", entity["type"].as_str().unwrap(), entity["offset"], entity["length"]);
    extra.map_or(place.clone(), |extra| format!("{place} {extra}"))
}

const REFUSED: [(&str, &str); 17] = [
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", "Unsupported start tag \"abac\" at byte offset 13"),
    ("a < b", "Unsupported start tag \"\" at byte offset 2"),
    ("<br>", "Unsupported start tag \"br\" at byte offset 0"),
    ("12345<x>y</x>", "Unsupported start tag \"x\" at byte offset 5"),
    ("🏟 🏟&lt;<i   =aba>", "Empty attribute name in the tag \"i\" at byte offset 13"),
    ("🏟 🏟&lt;<i    aba  =  ", "Unclosed start tag \"i\" at byte offset 13"),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ("🏟 🏟&lt;<i    aba  =  \"&lt;&gt;&quot;>", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
    ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    ("🏟 🏟&lt;<i>a</em   >", "Unmatched end tag at byte offset 17, expected \"</i>\", found \"</em>\""),
    ("<b><i>test</b></i>", "Unmatched end tag at byte offset 10, expected \"</i>\", found \"</b>\""),
    ("<b>unclosed", "Can't find end tag corresponding to start tag \"b\""),
    ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
    ("<tg-emoji emoji-id=\"x\">y</tg-emoji>", "Invalid custom emoji identifier specified"),
];

#[tokio::test]
async fn bad_html_is_refused_in_telegrams_words() {
    let house = open().await;
    for (source, reason) in REFUSED {
        let refused = house.refused("sendMessage", html(source)).await;
        assert_eq!(refused, (400, format!("Bad Request: can't parse entities: {reason}")), "{source}");
    }
    assert_eq!(house.sandbox.complaints().len(), REFUSED.len());
}

#[tokio::test]
async fn without_a_parse_mode_markup_is_text() {
    let house = open().await;
    assert_eq!(house.sends("<b>x</b> & y").await["text"], "<b>x</b> & y");
}

#[tokio::test]
async fn entities_can_be_given() {
    let house = open().await;
    let send = |entities: Value| json!({ "chat_id": ANNA, "text": " hello", "entities": entities });
    let message =
        house.does("sendMessage", send(json!([{ "type": "bold", "offset": 2, "length": 2 }]))).await;
    assert_eq!(message["text"], "hello");
    assert_eq!(
        message["entities"],
        json!([{ "type": "bold", "offset": 1, "length": 2 }]),
        "moved with the text"
    );
    for (entity, words) in [
        (
            json!({ "type": "bold", "offset": 100, "length": 1 }),
            "entity begins after the end of the text at UTF-16 offset 100",
        ),
        (
            json!({ "type": "bold", "offset": 0, "length": 100 }),
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        (
            json!({ "type": "loud", "offset": 0, "length": 1 }),
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            json!({ "type": "text_link", "offset": 0, "length": 1 }),
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
        (
            json!({ "type": "text_link", "offset": 0, "length": 1, "url": "not-a-url" }),
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (json!({ "type": "bold", "offset": -1, "length": 1 }), "receive an entity with incorrect offset -1"),
    ] {
        assert_eq!(
            house.refused("sendMessage", send(json!([entity]))).await,
            (400, format!("Bad Request: {words}"))
        );
    }
}

#[tokio::test]
async fn no_more_than_a_hundred_entities_are_kept() {
    let house = open().await;
    let message = house.does("sendMessage", html(&"<b>x</b> ".repeat(120))).await;
    assert_eq!(message["entities"].as_array().unwrap().len(), 100);
}
