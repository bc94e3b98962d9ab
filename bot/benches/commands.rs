//! How long each command takes in a team of 10,000 contacts: from the update to the commit, on disk, as the bot does
//! it. `cargo bench --package renmai --bench commands` prints a table; the contract allows 50 ms at the 99th
//! percentile.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use renmai::inbound::processor::UpdateProcessor;
use renmai::telegram::Update;
use renmai_core::book::found_team;
use renmai_core::store::{Scope, Settled, Store};
use renmai_core::team::{Newcomer, Signup};
use renmai_core::vocabulary::Lang;
use serde_json::{Value, json};

/// Contacts in the team.
const CONTACTS: usize = 10_000;

/// How often each command is given.
const ROUNDS: usize = 200;

/// What is measured; `{n}` is a contact's number, another each time.
const COMMANDS: &[&str] = &[
    "/add Bench {n}, Bench Works {n}, someone@bench-works-{n}.example, Germany, source: website",
    "/check buyer{n}@house-of-light-{n}.example",
    "/check House of Light {n}",
    "/find Buyer {n}",
    "/find 灯",
    "/find nobody of this name",
    "/l{n}",
    "/log {n} reply asks for a price",
    "/log {n} sent the offer",
    "/grade {n} A big project",
    "/stage {n} interested",
    "/value {n} high",
    "/edit {n} title: head of purchasing",
    "/next {n} 3d send the quote",
    "/snooze {n} 1w",
    "/history {n}",
    "/due",
    "/insight",
    "/metrics 30d",
    "/metrics all by country",
    "/metrics all by source",
    "/profile",
    "/verify {n}",
    "/clean",
    "/export",
    "/team",
    "/settings",
    "/help",
    "/undo",
    "/forget {n}",
    "hello",
];

const MARIA: i64 = 1;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(&format!("sqlite://{}", folder.path().join("bench.db").display())).await?;
    let start = "2026-11-23T02:00:00Z".parse::<DateTime<Utc>>()?;
    let mut tx = store.begin().await?;
    let maria = Newcomer { telegram: MARIA, name: "Maria Chen".into(), username: None, lang: Lang::En };
    found_team(&mut tx, &maria, "Brightway LED", start).await?;
    tx.commit().await?;

    let processor = UpdateProcessor {
        store,
        signup: Signup::Invite,
        bot: "renmai_bot".into(),
        flood_guard: renmai::inbound::FloodGuard::default(),
        outbox: Default::default(),
    };
    let mut bench = Bench { processor, now: start, updates: 0 };
    let filling = Instant::now();
    bench.fill().await?;
    println!("{CONTACTS} contacts, {} updates, in {:.1?}\n", bench.updates, filling.elapsed());

    println!("{:<35} {:>9} {:>9} {:>9}  the last answer", "command", "p50", "p99", "max");
    for command in COMMANDS {
        let mut times = bench.measure(command).await?;
        times.sort_unstable();
        let at =
            |share: usize| times.get(times.len() * share / 100).or(times.last()).copied().unwrap_or_default();
        let (name, answer) = (head(command, 35), head(&bench.answer().await?, 60));
        println!("{name:<35} {:>9} {:>9} {:>9}  {answer}", ms(at(50)), ms(at(99)), ms(at(100)));
    }
    println!("\nresident: {}", resident().context("the process's memory")?);
    Ok(())
}

struct Bench {
    processor: UpdateProcessor,
    now: DateTime<Utc>,
    updates: i64,
}

impl Bench {
    /// Fills the book by what people type, a hundred updates in a batch.
    async fn fill(&mut self) -> anyhow::Result<()> {
        let countries = ["Germany", "Brazil", "Kenya", "Japan", "Poland", "Chile", "Vietnam", "Sweden"];
        let sources = ["website", "LinkedIn", "Canton Fair 2026", "customs data", "referral"];
        let grades = ["A", "B", "B", "C", "C"];
        let mut typed = Vec::new();
        for n in 1..=CONTACTS {
            typed.push(format!(
                "/add Buyer {n}, House of Light {n}, buyer{n}@house-of-light-{n}.example, {}, source: {}, grade: {}, \
                 industry: lighting, pains: 灯具 {n}",
                countries[n % countries.len()],
                sources[n % sources.len()],
                grades[n % grades.len()],
            ));
            match n % 3 {
                0 => typed.push(format!("/log {n} sent the catalogue and the price list of this season")),
                1 => typed.push(format!("/log {n} 回复 想要新款灯具的报价")),
                _ => {}
            }
        }
        for batch in typed.chunks(100) {
            self.now += TimeDelta::minutes(5);
            let updates: Vec<Update> = batch.iter().map(|text| self.update(text)).collect();
            self.processor.process(&updates, self.now).await?;
            self.answer().await?;
        }
        let profile =
            "/profile want industry: lighting; country: EU, Brazil; title: buyer; avoid country: Kenya";
        let update = self.update(profile);
        let started = Instant::now();
        self.processor.process(&[update], self.now).await?;
        println!("the fit of all settled in {:.1?}", started.elapsed());
        self.answer().await?;
        let mut tx = self.processor.store.read().await?;
        let maria = tx.member_by_telegram(MARIA).await?.context("Maria")?;
        let contacts = tx.contact_count(Scope::of(&maria)).await?;
        ensure!(contacts == CONTACTS as u64, "only {contacts} contacts were added");
        Ok(())
    }

    async fn measure(&mut self, command: &str) -> anyhow::Result<Vec<Duration>> {
        let mut times = Vec::with_capacity(ROUNDS);
        for round in 0..ROUNDS {
            self.now += TimeDelta::seconds(1);
            // Numbers from all over the book, each once.
            let n = 1 + round * 7919 % CONTACTS;
            let update = self.update(&command.replace("{n}", &n.to_string()));
            let started = Instant::now();
            self.processor.process(&[update], self.now).await?;
            times.push(started.elapsed());
        }
        Ok(times)
    }

    /// Takes the messages out of the outbox, as the sender does; answers the beginning of the last.
    async fn answer(&mut self) -> anyhow::Result<String> {
        let mut last = String::new();
        loop {
            let mut tx = self.processor.store.begin().await?;
            let messages = tx.claim_messages(self.now, 500).await?;
            let done: Vec<_> = messages.into_iter().map(|message| (message, Settled::Sent(None))).collect();
            tx.settle_messages(&done, self.now).await?;
            tx.commit().await?;
            match done.last() {
                Some((message, _)) => last.clone_from(&message.body),
                None => break,
            }
        }
        let post: Value = serde_json::from_str(&last)?;
        Ok(post["html"].as_str().unwrap_or(&last).replace('\n', " / "))
    }

    /// A message as Telegram delivers it.
    fn update(&mut self, text: &str) -> Update {
        self.updates += 1;
        let update = json!({
            "update_id": self.updates,
            "message": {
                "message_id": self.updates,
                "date": self.now.timestamp(),
                "chat": { "id": MARIA, "type": "private", "first_name": "Maria" },
                "from": { "id": MARIA, "is_bot": false, "first_name": "Maria", "language_code": "en" },
                "text": text,
            },
        });
        let read = Update::read(&update.to_string());
        read.unwrap_or(Update { number: self.updates, body: String::new(), incoming: None })
    }
}

/// The first characters of a text.
fn head(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// The memory that the process holds, as the system says (Linux).
fn resident() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(format!("{:.0} MB", kilobytes / 1024.0))
}
