//! Who is let in: every route is behind the same guard.

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::house::{ANNA, House, TOKEN};

/// A request to each kind of route, each of which would be answered with 200. What they change is seen in the chat, in
/// a mailbox, in the clock and in what the bot has called.
fn requests(house: &House, file: &str, path: &str) -> Vec<RequestBuilder> {
    let to = |method: Method, path: &str| house.http.request(method, format!("{}{path}", house.address));
    let say = json!({ "as": ANNA, "text": "x" });
    let send = json!({ "chat_id": ANNA, "text": "x" });
    let part = reqwest::multipart::Part::bytes(b"x".to_vec()).file_name("x.txt");
    let upload = reqwest::multipart::Form::new().text("as", ANNA.to_string()).part("file", part);
    vec![
        to(Method::GET, "/sandbox/page/page.js"),
        to(Method::GET, &format!("/sandbox/state?as={ANNA}")),
        to(Method::GET, &format!("/sandbox/file/{file}")),
        to(Method::POST, "/sandbox/say").json(&say),
        to(Method::POST, "/sandbox/file").multipart(upload),
        to(Method::POST, "/sandbox/clock").json(&json!({ "seconds": 60 })),
        to(Method::GET, &format!("/bot{TOKEN}/sendMessage?chat_id={ANNA}&text=x")),
        to(Method::POST, &format!("/bot{TOKEN}/sendMessage")).json(&send),
        to(Method::POST, &format!("/bot{TOKEN}/getUpdates?offset=-1")),
        to(Method::GET, &format!("/file/bot{TOKEN}/{path}")),
        to(Method::GET, "/health"),
        to(Method::GET, "/sandbox/mail"),
        to(Method::POST, "/sandbox/mail")
            .json(&json!({ "box": "anna@lumen.de", "does": "write", "to": "wang@ours.com",
            "subject": "x", "text": "x" })),
        to(Method::POST, "/sandbox/block").json(&json!({ "as": ANNA, "blocked": true })),
    ]
}

/// What a request may change.
fn changeable(house: &House) -> (usize, usize, u64, usize, chrono::DateTime<chrono::Utc>) {
    let sandbox = &house.sandbox;
    let mails = sandbox.mail_room().mailbox("wang@ours.com").unwrap().mails().len();
    (house.anna().screen().len(), sandbox.calls().len(), sandbox.polls(), mails, house.clock.now())
}

/// A house with a file in Anna's chat, a route that is not the sandbox's own, and the file's identifier and path.
async fn house() -> (House, String, String) {
    let health = axum::Router::new().route("/health", axum::routing::get(|| async { "well" }));
    let house = House::with(health).await;
    house.anna().sends_file("a.txt", b"abc".to_vec(), None);
    let id = house.anna().screen()[0].file.clone().unwrap().id;
    let path =
        house.does("getFile", json!({ "file_id": id })).await["file_path"].as_str().unwrap().to_owned();
    (house, id, path)
}

#[tokio::test]
async fn no_route_is_open_to_other_sites() {
    let (house, file, path) = house().await;
    for (headers, word) in [
        (&[("host", "evil.example")][..], "http://localhost"),
        (&[("host", "127.0.0.1.evil.example:8787")], "http://localhost"),
        (&[("origin", "http://evil.example")], "Another site"),
        (&[("origin", "null")], "Another site"),
        (&[("origin", "http://localhost:1")], "Another site"),
        (&[("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "image")], "Another site"),
        (
            &[
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", "document"),
            ],
            "Another site",
        ),
        (&[("sec-fetch-site", "same-site")], "Another site"),
    ] {
        let before = changeable(&house);
        for request in requests(&house, &file, &path) {
            let request =
                headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            let request = request.build().unwrap();
            let asked = format!("{} {} with {headers:?}", request.method(), request.url().path());
            let answer = house.http.execute(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{asked}");
            let text = answer.text().await.unwrap();
            assert!(text.contains(word), "{asked}: {text}");
        }
        assert_eq!(changeable(&house), before, "{headers:?}");
    }
}

#[tokio::test]
async fn a_browser_says_whose_page_changes_something() {
    let (house, file, path) = house().await;
    for request in requests(&house, &file, &path) {
        let before = changeable(&house);
        let request = request.header("sec-fetch-site", "same-origin").build().unwrap();
        let changes = request.method() != Method::GET;
        let asked = format!("{} {}", request.method(), request.url().path());
        let status = house.http.execute(request).await.unwrap().status();
        assert_eq!(status == StatusCode::FORBIDDEN, changes, "{asked}: {status}");
        if changes {
            assert_eq!(changeable(&house), before, "{asked}");
        }
    }
}

#[tokio::test]
async fn the_page_and_the_bot_are_let_in() {
    let (house, file, path) = house().await;
    for request in requests(&house, &file, &path) {
        let status = request.send().await.unwrap().status();
        assert_eq!(status, StatusCode::OK, "as a program");
    }
    house.anna().unblocks_bot();
    for request in requests(&house, &file, &path) {
        let request = request.header("sec-fetch-site", "same-origin").header("origin", &house.address);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::OK, "as the page");
    }
}

#[tokio::test]
async fn without_the_token_the_bot_api_does_nothing() {
    let (house, _, path) = house().await;
    let before = changeable(&house);
    house.sandbox.faults().fail_next(1, renmai_sandbox::Fault::HtmlInsteadOfJson);
    let wrong = [
        "",
        "100001:",
        "100001:wrong-token",
        "100001:test-toke",
        "100001:test-token-",
        &TOKEN.to_uppercase(),
    ];
    for token in wrong {
        let send = json!({ "chat_id": ANNA, "text": "x" });
        for request in [
            house.http.post(format!("{}/bot{token}/sendMessage", house.address)).json(&send),
            house.http.post(format!("{}/bot{token}/getUpdates?offset=-1", house.address)),
            house.http.get(format!("{}/file/bot{token}/{path}", house.address)),
        ] {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{token}");
            assert_eq!(answer.json::<Value>().await.unwrap()["description"], "Unauthorized");
        }
    }
    assert_eq!(changeable(&house), before);
    assert_eq!(house.sandbox.faults().struck(), 0, "a fault waits for a call of the bot");
}
