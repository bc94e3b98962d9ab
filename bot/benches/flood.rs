//! How many one-line commands a second are carried out and answered: 20,000 from 200 chats against a Bot API stand-in
//! that answers at once, with every commit on the disk. `cargo bench --package renmai --bench flood`; a command of
//! one's own after `--`, for example `-- "/log {n} sent the offer"`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use chrono::{DateTime, Utc};
use renmai::background::dns::Dns;
use renmai::clock::Clock;
use renmai::outbound::SendLimit;
use renmai::runtime::{App, AppOptions};
use renmai::telegram::Telegram;
use renmai_core::book::{Book, found_team, open_code};
use renmai_core::store::Store;
use renmai_core::team::{Newcomer, Signup};
use renmai_core::vocabulary::{Lang, Role};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// Messages in all, and people who write them; each writes no more than is taken from one person in a minute.
const MESSAGES: usize = 20_000;
const PEOPLE: usize = 200;

/// What is measured unless something else is asked for; `{n}` is another number each time.
const COMMANDS: [&str; 3] = [
    "/add Buyer {n}, House of Light {n}, buyer{n}@house-of-light-{n}.example, Germany, source: website, grade: B",
    "/log {n} note likes warm light",
    "/help",
];

/// What is written while the first messages are measured has number 1 here.
const FIRST: i64 = 1_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let commands = if asked.is_empty() { COMMANDS.map(str::to_owned).to_vec() } else { asked };
    let folder = tempfile::tempdir()?;
    let store = Store::open(&format!("sqlite://{}", folder.path().join("flood.db").display())).await?;
    found(&store).await?;
    println!("{:<60} {:>9} {:>9}", "command", "a second", "resident");
    for (round, command) in commands.iter().enumerate() {
        let rate = flood(&store, command, round).await?;
        let name: String = command.chars().take(60).collect();
        println!("{name:<60} {rate:>9.0} {:>9}", resident().unwrap_or_default());
    }
    Ok(())
}

/// A team of as many people as write.
async fn found(store: &Store) -> anyhow::Result<()> {
    let now = Clock::System.now();
    let newcomer = |at: usize| Newcomer {
        telegram: FIRST + at as i64,
        name: format!("Salesperson {at}"),
        username: None,
        lang: Lang::En,
    };
    let mut tx = store.begin().await?;
    let (owner, _) = found_team(&mut tx, &newcomer(0), "Brightway LED", now).await?;
    for at in 1..PEOPLE {
        let given = Book::new(&mut tx, &owner, now).invite(Role::Manager).await?;
        open_code(&mut tx, &newcomer(at), &given.code, "", now).await?;
    }
    Ok(tx.commit().await?)
}

/// Sends the command so often; answers how many were carried out and answered a second.
async fn flood(store: &Store, command: &str, round: usize) -> anyhow::Result<f64> {
    let now = Clock::System.now();
    let first = round * MESSAGES;
    let updates = (0..MESSAGES).map(|at| update(first + at + 1, at, command, now)).collect();
    let standin = Arc::new(Standin { updates, answered: AtomicUsize::new(0), all: Notify::new() });
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let api = format!("http://{}", listener.local_addr()?).parse()?;
    let router = Router::new().route("/{bot}/{method}", post(answer)).with_state(standin.clone());
    // A thread of its own, as a server of its own would have.
    let server = std::thread::spawn(move || -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async { Ok(axum::serve(TcpListener::from_std(listener)?, router).await?) })
    });
    let started = Instant::now();
    let app = App::start(AppOptions {
        store: store.clone(),
        telegram: Telegram::new(api, "1:bench".into(), None)?,
        clock: Clock::System,
        username: "renmai_bot".into(),
        signup: Signup::Invite,
        send_limit: SendLimit::Off,
        // Nobody answers there, as on a machine without DNS.
        dns: Dns::at(([127, 0, 0, 1], 9).into(), Duration::from_secs(3))?,
    });
    tokio::time::timeout(Duration::from_secs(300), standin.all.notified()).await?;
    let took = started.elapsed();
    app.stop().await;
    drop(server);
    Ok(MESSAGES as f64 / took.as_secs_f64())
}

/// A Bot API that knows the updates and takes every answer.
struct Standin {
    updates: Vec<Value>,
    answered: AtomicUsize,
    all: Notify,
}

async fn answer(
    State(standin): State<Arc<Standin>>,
    axum::extract::Path((_, method)): axum::extract::Path<(String, String)>,
    body: Bytes,
) -> impl IntoResponse {
    if method != "getUpdates" {
        let number = standin.answered.fetch_add(1, Ordering::Relaxed) + 1;
        if number == MESSAGES {
            standin.all.notify_one();
        }
        let chat = r#"{"id":1,"type":"private","first_name":"A"}"#;
        let sent =
            format!(r#"{{"ok":true,"result":{{"message_id":{number},"date":1,"chat":{chat},"text":"-"}}}}"#);
        return ([(header::CONTENT_TYPE, "application/json")], sent).into_response();
    }
    let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
    let offset = asked["offset"].as_i64().unwrap_or_default();
    let first =
        standin.updates.partition_point(|update| update["update_id"].as_i64().unwrap_or_default() < offset);
    let batch = standin.updates.get(first..).unwrap_or_default();
    let batch = batch.get(..100).unwrap_or(batch);
    if batch.is_empty() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Json(json!({ "ok": true, "result": batch })).into_response()
}

fn update(number: usize, at: usize, command: &str, now: DateTime<Utc>) -> Value {
    let chat = FIRST + (at % PEOPLE) as i64;
    json!({
        "update_id": number,
        "message": {
            "message_id": number,
            "date": now.timestamp(),
            "chat": { "id": chat, "type": "private", "first_name": "Anna" },
            "from": { "id": chat, "is_bot": false, "first_name": "Anna", "language_code": "en" },
            "text": command.replace("{n}", &(at + 1).to_string()),
        },
    })
}

/// The memory that the process holds, as the system says (Linux); the stand-in's is part of it.
fn resident() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(format!("{:.0} MB", kilobytes / 1024.0))
}
