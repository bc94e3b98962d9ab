//! A sandbox on a free port, and a bot's side of the line.

use chrono::{DateTime, TimeZone as _, Utc};
use renmai_sandbox::{BotProfile, ChatDriver, Clock, Options, Person, Sandbox};
use serde_json::{Value, json};

pub(crate) const TOKEN: &str = "100001:test-token";
pub(crate) const ANNA: i64 = 1001;
pub(crate) const LINA: i64 = 1002;

/// A sandbox and the bot's side of the line.
pub(crate) struct House {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: Clock,
    pub(crate) address: String,
    pub(crate) http: reqwest::Client,
}

/// Noon in London, on a Monday.
pub(crate) fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 12, 0, 0).unwrap()
}

pub(crate) fn options(clock: &Clock) -> Options {
    let mut anna = Person::new(ANNA, "Anna");
    anna.last_name = Some("Liu".into());
    anna.username = Some("anna".into());
    anna.language_code = Some("en".into());
    let mut lina = Person::new(LINA, "李娜");
    lina.language_code = Some("zh-hans".into());
    Options {
        token: TOKEN.into(),
        bot: BotProfile { id: 100_001, username: "test_bot".into(), name: "Test".into() },
        people: vec![anna, lina],
        folder: None,
        clock: clock.clone(),
        jumps: Vec::new(),
        on_reset: None,
    }
}

impl House {
    pub(crate) async fn open() -> House {
        let clock = Clock::at(monday());
        House::of(Sandbox::open(options(&clock)).unwrap(), clock).await
    }

    /// A house that serves these routes, too.
    pub(crate) async fn with(others: axum::Router) -> House {
        let clock = Clock::at(monday());
        House::serving(Sandbox::open(options(&clock)).unwrap(), clock, others).await
    }

    pub(crate) async fn of(sandbox: Sandbox, clock: Clock) -> House {
        House::serving(sandbox, clock, axum::Router::new()).await
    }

    async fn serving(sandbox: Sandbox, clock: Clock, others: axum::Router) -> House {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = sandbox.clone();
        tokio::spawn(async move { server.serve_with(listener, others).await });
        House { sandbox, clock, address, http: reqwest::Client::new() }
    }

    pub(crate) fn anna(&self) -> ChatDriver {
        self.sandbox.person(ANNA)
    }

    pub(crate) fn lina(&self) -> ChatDriver {
        self.sandbox.person(LINA)
    }

    /// Calls a method with JSON; answers the HTTP status and the envelope.
    pub(crate) async fn call(&self, method: &str, params: Value) -> (u16, Value) {
        let url = format!("{}/bot{TOKEN}/{method}", self.address);
        let response = self.http.post(url).json(&params).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// Calls a method that succeeds; answers the result.
    #[track_caller]
    pub(crate) fn does(&self, method: &str, params: Value) -> impl Future<Output = Value> {
        let place = std::panic::Location::caller();
        async move {
            let (status, envelope) = self.call(method, params).await;
            assert_eq!((status, &envelope["ok"]), (200, &json!(true)), "{place}: {method}: {envelope}");
            envelope["result"].clone()
        }
    }

    /// Calls a method that is refused; answers the status and the description.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> (u16, String) {
        let (status, envelope) = self.call(method, params).await;
        assert_eq!(envelope["ok"], false, "{method}: {envelope}");
        assert_eq!(envelope["error_code"], status);
        (status, envelope["description"].as_str().unwrap().to_owned())
    }

    /// The updates that wait, from this one on.
    pub(crate) async fn updates(&self, offset: i64) -> Vec<Value> {
        self.does("getUpdates", json!({ "offset": offset })).await.as_array().unwrap().clone()
    }

    /// Sends a text to Anna; answers the message.
    pub(crate) async fn sends(&self, text: &str) -> Value {
        self.does("sendMessage", json!({ "chat_id": ANNA, "text": text })).await
    }
}
