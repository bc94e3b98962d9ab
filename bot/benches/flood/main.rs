//! How many messages a second are carried out and answered: from 200 chats, against a Bot API stand-in that answers at
//! once, with every commit on the disk.
//!
//! `cargo bench --package renmai --bench flood` measures one command at a time, what a team at work sends (`mixed`),
//! and the plain teloxide bot beside it. After `--`: `--short` for a quick look, and commands of one's own, for example
//! `"/log {n} sent the offer"` or `mixed`.
//!
//! On two cores without other work, 6,000 messages: `/add` 4,800 a second (250 us of processor time), `/log` 8,500 (160),
//! `/help` 19,400 (75), `mixed` 940 (1,010), the plain bot 3,000 (300), or 10,400 where no commit waits for the disk. In
//! `mixed` a quarter of the messages read or write what is not cached (`/find` seven times, `/due` five, a press twice),
//! and before each such statement what waits is written: three trips to the database a message, where the plain bot
//! makes one. Without prefetching, an `/add` took nine times as much. A hundred updates are one commit, and Telegram
//! gives no more before it is acknowledged, so the way of one batch bounds it all.
//!
//! Tried without gain: another allocator, a larger page cache, checkpoints beside the writer, more or fewer threads,
//! holding answers until the next fetch is done, reading suppressions ahead. Writing all columns of a contact at each
//! touch costs a tenth of a flood of logs.

mod plain;
mod standin;

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use renmai::background::dns::Dns;
use renmai::background::print::PrintReader;
use renmai::clock::Clock;
use renmai::inbound::BUDGET;
use renmai::mail::access::{KeySource, MailAccess};
use renmai::mail::{Patience, Trust};
use renmai::outbound::SendLimit;
use renmai::runtime::{App, AppOptions};
use renmai::telegram::Telegram;
use renmai_core::book::{Book, found_team, open_code};
use renmai_core::store::Store;
use renmai_core::team::{Newcomer, Signup};
use renmai_core::vocabulary::{Lang, Role};
use serde_json::{Value, json};

use plain::Synchronous;
use standin::Standin;

/// Messages in all, and in a short run. Nobody writes more than is taken from one person in a minute.
const MESSAGES: usize = 20_000;
const MESSAGES_SHORT: usize = 6_000;

/// People who write them.
const PEOPLE: usize = 200;

/// What is measured unless something else is asked for; `{n}` is another number each time. The first is always sent:
/// the others are about its contacts.
const COMMANDS: [&str; 4] = [
    "/add Buyer {n}, House of Light {n}, buyer{n}@house-of-light-{n}.example, Germany, source: website, grade: B",
    "/log {n} note likes warm light",
    "/help",
    MIXED,
];

const MIXED: &str = "mixed";

/// What a team at work sends, each a twentieth: 40 % logs, 20 % new contacts, 15 % cards and lists, 10 % presses, and
/// searches, plans and corrections.
const MIX: [&str; 20] = [
    "/log {n} note likes warm light",
    "/add Lead {n}, Studio {n}, lead{n}@studio-{n}.example, France, source: fair, grade: A",
    "/log {n} sent the offer",
    "/l{n}",
    "/log {n} reply asks for a price",
    "/due",
    "/log {n} call talked about the sample",
    "/add Lead {n}, Atelier {n}, lead{n}@atelier-{n}.example, Italy, grade: C",
    "press c:g.A:{n}:1",
    "/log {n} sent the catalogue",
    "/find Buyer {n}",
    "/add Twin {n}, House of Light {n}, twin{n}@house-of-light-{n}.example",
    "/log {n} note away in August",
    "/next {n} 3d call about the sample",
    "/l{n}",
    "/log {n} reply wants ten more",
    "press c:z.7:{n}:1",
    "/add Lead {n}, Lamp Works {n}, lead{n}@gmail.com",
    "/edit {n} country: Spain",
    "/log {n} meeting at the fair",
];

/// Telegram's number of the first person, and of the first message with a button.
const FIRST: i64 = 1_000;
const CARDS: usize = 1_000_000_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (options, asked): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).filter(|arg| arg != "--bench").partition(|arg| arg.starts_with("--"));
    let messages = match options.iter().any(|option| option == "--short") {
        true => MESSAGES_SHORT,
        false => MESSAGES,
    };
    let folder = tempfile::tempdir()?;
    println!("{:<44} {:>9} {:>11} {:>9}", "", "a second", "CPU us each", "resident");
    let store = Store::open(&format!("sqlite://{}", folder.path().join("flood.db").display())).await?;
    found(&store).await?;
    let chosen = |command: &&str| asked.is_empty() || *command == COMMANDS[0];
    let commands = COMMANDS.into_iter().filter(chosen).chain(asked.iter().map(String::as_str));
    for (round, command) in commands.enumerate() {
        let standin = Standin::serve(updates(command, round, messages))?;
        measure(command, messages, renmai(&standin, &store)).await?;
    }
    if asked.is_empty() {
        for synchronous in [Synchronous::Full, Synchronous::Normal] {
            let standin = Standin::serve(updates(MIXED, 0, messages))?;
            let file = folder.path().join(format!("plain-{synchronous:?}.db"));
            let name = format!("plain bot, mixed, synchronous={synchronous:?}");
            measure(&name, messages, plain::flood(&standin, &file, synchronous)).await?;
        }
    }
    Ok(())
}

/// Measures and says it in a line.
async fn measure(
    name: &str,
    messages: usize,
    flood: impl Future<Output = anyhow::Result<Duration>>,
) -> anyhow::Result<()> {
    let before = processor_time();
    let took = flood.await?;
    let rate = messages as f64 / took.as_secs_f64();
    let each = before.zip(processor_time()).map(|(before, after)| (after - before) / messages as f64 * 1e6);
    let name: String = name.chars().take(44).collect();
    println!(
        "{name:<44} {rate:>9.0} {:>11.0} {:>9}",
        each.unwrap_or(f64::NAN),
        resident().unwrap_or_default()
    );
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

/// Carries out what the stand-in has; says how long that took.
async fn renmai(standin: &Standin, store: &Store) -> anyhow::Result<Duration> {
    let started = Instant::now();
    let app = App::start(AppOptions {
        store: store.clone(),
        telegram: Telegram::new(format!("http://{}", standin.address).parse()?, "1:bench".into(), None)?,
        clock: Clock::System,
        username: "renmai_bot".into(),
        signup: Signup::Invite,
        send_limit: SendLimit::Off,
        // Nobody answers there, as on a machine without DNS.
        dns: Dns::at(([127, 0, 0, 1], 9).into(), Duration::from_secs(3))?,
        print: PrintReader::nobody(),
        mail_access: MailAccess {
            key: KeySource::Nowhere,
            trust: Trust::public()?,
            patience: Patience::default(),
            microsoft: None,
        },
        budget: BUDGET,
    });
    standin.all_answered().await?;
    let took = started.elapsed();
    app.stop().await;
    Ok(took)
}

fn updates(command: &str, round: usize, messages: usize) -> Vec<Value> {
    let now = Clock::System.now();
    let number = |at: usize| round * MESSAGES + at + 1;
    let text = |at: usize| match command {
        // Each person sends something of everything, and about another contact each time.
        MIXED => (MIX[(at + at / PEOPLE) % MIX.len()], at * 7_919 % messages + 1),
        _ => (command, at + 1),
    };
    (0..messages)
        .map(|at| (at, text(at)))
        .map(|(at, (text, n))| update(number(at), at, text, n, now))
        .collect()
}

fn update(number: usize, at: usize, text: &str, n: usize, now: DateTime<Utc>) -> Value {
    let chat = FIRST + (at % PEOPLE) as i64;
    let text = text.replace("{n}", &n.to_string());
    let from = json!({ "id": chat, "is_bot": false, "first_name": "Anna", "language_code": "en" });
    let message = |number: usize, text: &str| {
        json!({
            "message_id": number,
            "date": now.timestamp(),
            "chat": { "id": chat, "type": "private", "first_name": "Anna" },
            "from": from,
            "text": text,
        })
    };
    match text.strip_prefix("press ") {
        Some(data) => json!({
            "update_id": number,
            "callback_query": {
                "id": number.to_string(),
                "from": from,
                "message": message(CARDS + number, "a card"),
                "chat_instance": "1",
                "data": data,
            },
        }),
        None => json!({ "update_id": number, "message": message(number, &text) }),
    }
}

/// The processor time that the process has used, in seconds, as the system says (Linux); the stand-in's is part of it.
/// It is calmer than the rate where the machine has other work.
fn processor_time() -> Option<f64> {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Some(ticks.sum::<Result<f64, _>>().ok()? / TICKS_A_SECOND)
}

/// The memory that the process holds, as the system says (Linux); the stand-in's is part of it.
fn resident() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(format!("{:.0} MB", kilobytes / 1024.0))
}
