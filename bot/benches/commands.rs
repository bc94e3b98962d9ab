//! How long each command takes in a big book: from the update to the commit, on disk, as the bot does it; and how long a
//! colleague's `/help` waits that arrives at the same moment. The contract allows 20 ms (docs/product.md, rule 19.13).
//!
//! `cargo bench --package renmai --bench commands -- --contacts 100000 [--interactions 1000000] [--rounds 100]
//! [--analyze] [--book FILE]`. The book is made by `renmai fill`, in a SQLite file or, where `RENMAI_BENCH_DATABASE` or `DATABASE_URL`
//! names one, in a PostgreSQL database, unless it is there. With `--analyze` the optimiser has statistics.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use renmai::inbound::processor::UpdateProcessor;
use renmai::telegram::Update;
use renmai_core::fill::{Size, Wanted, fill};
use renmai_core::flaw::Standard;
use renmai_core::metrics::{Dimension, Period, Span};
use renmai_core::store::{Scope, Settled, Store};
use renmai_core::team::Signup;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection as _};

/// What is measured; `{n}` is a contact's number, another each time.
const COMMANDS: &[&str] = &[
    "/add Bench {n}, Bench Works {n}, someone@bench-works-{n}.example, Germany, source: website",
    "/check buyer{n}@house-of-light-{n}.example",
    "/check Lichthaus {n}",
    "/find Müller",
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
    "/due team",
    "/pool",
    "/assign {n} @owner",
    "/release {n}",
    "/claim {n}",
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
    "/settings cadence A=6 B=14 C=90",
    "/settings cadence A=7 B=14 C=90",
    "/help",
    "/undo",
    "/forget {n}",
    "hello",
    "Müller",
];

/// What takes longer is marked: it should be a job after the commit.
const ALLOWED: Duration = Duration::from_millis(20);

const OWNER: i64 = 1;

#[derive(Debug, Parser)]
struct Options {
    /// Contacts in the book
    #[arg(long, default_value_t = 10_000)]
    contacts: u64,
    /// Interactions in the book; ten for each contact, if not said
    #[arg(long)]
    interactions: Option<u64>,
    /// How often each command is given
    #[arg(long, default_value_t = 100)]
    rounds: u64,
    /// Give the optimiser its statistics first
    #[arg(long)]
    analyze: bool,
    /// A book that `renmai fill` wrote with this many contacts, instead of filling one; it is copied
    #[arg(long)]
    book: Option<PathBuf>,
    /// Only commands that contain this
    #[arg(long, default_value = "")]
    only: String,
    /// Cargo says so
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("bench.db");
    let named =
        ["RENMAI_BENCH_DATABASE", "DATABASE_URL"].into_iter().find_map(|name| std::env::var(name).ok());
    let postgres = named.filter(|url| url.starts_with("postgres"));
    let url = postgres.unwrap_or_else(|| format!("sqlite://{}", file.display()));
    if let Some(book) = &options.book {
        std::fs::copy(book, &file)?;
    }
    let store = Store::open(&url).await?;
    let now = "2026-11-25T02:00:00Z".parse::<DateTime<Utc>>()?;
    let size = Size::new(options.contacts, options.interactions.unwrap_or(options.contacts * 10), 10)?;
    if !store.read().await?.has_team().await? {
        let filling = Instant::now();
        fill(&store, Wanted { size, seed: 7, owner_telegram: Some(OWNER) }, now, |_| ()).await?;
        let took = filling.elapsed();
        println!("{} contacts, {} interactions, in {took:.1?}", size.contacts(), size.interactions());
    }
    println!("resident after that: {}", resident().context("the process's memory")?);
    if options.analyze {
        let mut connection = AnyConnection::connect(&url).await?;
        sqlx::raw_sql("analyze").execute(&mut connection).await?;
        connection.close().await?;
    }

    renmai_core::read::load_tables();
    let mut tx = store.read().await?;
    let owner = tx.member_by_telegram(OWNER).await?.context("the owner")?;
    let colleague = tx.members(Scope::of(&owner)).await?.into_iter().find(|member| member.id != owner.id);
    let colleague = colleague.context("a colleague")?.telegram;
    drop(tx);
    let processor = UpdateProcessor {
        store: store.clone(),
        signup: Signup::Invite,
        bot: "renmai_bot".into(),
        flood_guard: renmai::inbound::FloodGuard::default(),
        // Nothing is cut off here: it is to be seen how long it takes.
        budget: Duration::from_secs(600),
        outbox: Default::default(),
    };
    // A book that was measured before knows the updates of then.
    let updates = i64::from(std::process::id()) * 1_000_000;
    let mut bench = Bench { processor, now, updates, contacts: options.contacts, rounds: options.rounds };
    println!(
        "\n{:<35} {:>9} {:>9} {:>9} {:>11}     the last answer",
        "command", "p50", "p99", "max", "/help waits"
    );
    for command in COMMANDS.iter().filter(|command| command.contains(&options.only)) {
        let mut times = bench.measure(command).await?;
        let (name, answer) = (head(command, 35), head(&bench.answer().await?, 60));
        let waits = bench.wait(command, colleague).await?;
        bench.answer().await?;
        times.sort_unstable();
        let at =
            |share: usize| times.get(times.len() * share / 100).or(times.last()).copied().unwrap_or_default();
        let mark = if at(99) > ALLOWED || waits > ALLOWED { "slow" } else { "" };
        println!(
            "{name:<35} {:>9} {:>9} {:>9} {:>11} {mark:<4}{answer}",
            ms(at(50)),
            ms(at(99)),
            ms(at(100)),
            ms(waits)
        );
    }
    bench.beside(&options.only).await?;
    println!("\nresident: {}", resident().context("the process's memory")?);
    store.close().await;
    if let Some(bytes) = bytes(&file) {
        println!("book: {:.0} MB", bytes as f64 / 1e6);
    }
    Ok(())
}

struct Bench {
    processor: UpdateProcessor,
    now: DateTime<Utc>,
    updates: i64,
    contacts: u64,
    rounds: u64,
}

impl Bench {
    async fn measure(&mut self, command: &str) -> anyhow::Result<Vec<Duration>> {
        let mut times = Vec::new();
        for round in 0..self.rounds {
            let update = self.next(command, round);
            let started = Instant::now();
            self.processor.process(&[update], self.now).await?;
            times.push(started.elapsed());
        }
        Ok(times)
    }

    /// How long a colleague waits for `/help` at worst, of a few times: offered while the command is processed, and the
    /// processor takes one batch after the other.
    async fn wait(&mut self, command: &str, colleague: i64) -> anyhow::Result<Duration> {
        let mut longest = Duration::ZERO;
        for round in self.rounds..self.rounds + 5 {
            let update = self.next(command, round);
            let help = self.update(colleague, "/help");
            let (first, second) = (std::slice::from_ref(&update), std::slice::from_ref(&help));
            let started = Instant::now();
            let helped = async {
                self.processor.process(second, self.now).await?;
                Ok::<_, anyhow::Error>(started.elapsed())
            };
            let done = async { Ok(self.processor.process(first, self.now).await?) };
            // The first that is asked has the processor first.
            let (_, waited) = tokio::try_join!(done, helped)?;
            longest = longest.max(waited);
        }
        Ok(longest)
    }

    /// The command for another contact, a second later. Numbers are from all over the book, each once.
    fn next(&mut self, command: &str, round: u64) -> Update {
        self.now += TimeDelta::seconds(1);
        let n = 1 + round * 7919 % self.contacts;
        self.update(OWNER, &command.replace("{n}", &n.to_string()))
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
        // What was left for after the commit is measured apart.
        let mut tx = self.processor.store.begin().await?;
        for job in tx.due_jobs(self.now, 200).await? {
            tx.end_job(job.id).await?;
        }
        tx.commit().await?;
        ensure!(!last.is_empty(), "nothing was answered");
        // A call that edits or sends a file shows as it is.
        let post: Value = serde_json::from_str(&last)?;
        Ok(post["Send"]["html"].as_str().unwrap_or(&last).replace('\n', " / "))
    }

    /// How long that takes which is read beside the writer, after the answer: nobody else waits for it.
    async fn beside(&self, only: &str) -> anyhow::Result<()> {
        let mut tx = self.processor.store.read().await?;
        let owner = tx.member_by_telegram(OWNER).await?.context("the owner")?;
        let (scope, zone) = (Scope::of(&owner), owner.schedule.zone);
        let today = owner.schedule.today(self.now);
        println!("\nbeside the writer");
        for (what, span, by) in [
            ("figures of 7d", Span::Days(7), None),
            ("figures of 30d", Span::Days(30), None),
            ("figures of all", Span::All, None),
            ("figures of all by country", Span::All, Some(Dimension::Country)),
            ("figures of all by source", Span::All, Some(Dimension::Source)),
            ("figures of all by owner", Span::All, Some(Dimension::Owner)),
        ] {
            if what.contains(only) {
                let period = Period::new(span, today, zone).context("a period")?;
                let started = Instant::now();
                tx.metrics(scope, &period, by, self.now).await?;
                println!("{what:<35} {:>9}", ms(started.elapsed()));
            }
        }
        if "clean-up".contains(only) {
            let started = Instant::now();
            let standard = Standard::of(&owner.schedule, self.now);
            let count = tx.clean_count(scope, &standard).await?;
            tx.to_clean(scope, &standard, 0, 8).await?;
            println!("clean-up, {:<25} {:>9}", count.to_clean, ms(started.elapsed()));
        }
        Ok(())
    }

    /// A message as Telegram delivers it.
    fn update(&mut self, from: i64, text: &str) -> Update {
        self.updates += 1;
        let update = json!({
            "update_id": self.updates,
            "message": {
                "message_id": self.updates,
                "date": self.now.timestamp(),
                "chat": { "id": from, "type": "private", "first_name": "Maria" },
                "from": { "id": from, "is_bot": false, "first_name": "Maria", "language_code": "en" },
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

/// The size of the book's file, where it is one.
fn bytes(file: &Path) -> Option<u64> {
    Some(file.metadata().ok()?.len())
}

/// The memory that the process holds, as the system says (Linux).
fn resident() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(format!("{:.0} MB", kilobytes / 1024.0))
}
