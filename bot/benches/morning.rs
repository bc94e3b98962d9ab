//! How long the reminders of a whole team take: the ticks of one day over a filled book, each as the scheduler does it.
//! Ten thousand people over a million contacts are to be planned in ten seconds.
//!
//! `cargo bench --package renmai --bench morning -- --contacts 1000000 --members 10000 [--interactions 1000000]
//! [--book FILE]`. The book is a SQLite file.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::{NaiveTime, TimeDelta, Weekday};
use clap::Parser;
use renmai::background::scheduler::tick;
use renmai::clock::Clock;
use renmai_core::fill::{Size, Wanted, fill};
use renmai_core::store::Store;
use sqlx::{AnyConnection, Connection as _};

#[derive(Debug, Parser)]
struct Options {
    /// Contacts in the book
    #[arg(long, default_value_t = 100_000)]
    contacts: u64,
    /// Interactions in the book; one for each contact, if not said
    #[arg(long)]
    interactions: Option<u64>,
    /// People who own them
    #[arg(long, default_value_t = 1_000)]
    members: u64,
    /// A book that `renmai fill` wrote, instead of filling one; it is copied
    #[arg(long)]
    book: Option<PathBuf>,
    /// Cargo says so
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("bench.db");
    if let Some(book) = &options.book {
        std::fs::copy(book, &file)?;
    }
    let url = format!("sqlite://{}", file.display());
    let store = Store::open(&url).await?;
    // A Monday after whatever is in the book.
    let today = Clock::System.now().date_naive();
    let monday = today.week(Weekday::Mon).last_day().succ_opt().context("a day")?;
    let midnight = monday.and_time(NaiveTime::MIN).and_utc();
    if options.book.is_none() {
        let size =
            Size::new(options.contacts, options.interactions.unwrap_or(options.contacts), options.members)?;
        let filling = Instant::now();
        fill(&store, Wanted { size, seed: 7, owner_telegram: None }, Clock::System.now(), |_| ()).await?;
        println!("{} contacts in {:.1?}", size.contacts(), filling.elapsed());
    }
    // Nothing is sent to people who are made up, as if they had blocked the bot.
    let mut beside = AnyConnection::connect(&url).await?;
    sqlx::raw_sql("update member set blocked_at = null").execute(&mut beside).await?;
    beside.close().await?;
    let (mut planned, mut all, mut slowest) = (0, Duration::ZERO, (Duration::ZERO, 0));
    // Half an hour at a time: people have their reminders at nine, each in their own zone.
    for half in 0..48 {
        let now = midnight + TimeDelta::minutes(30 * half);
        let started = Instant::now();
        let ticked = tick(&store, now).await?;
        let took = started.elapsed();
        (planned, all) = (planned + ticked.planned, all + took);
        slowest = slowest.max((took, ticked.planned));
    }
    println!("{planned} messages planned in {all:.1?}; the longest tick: {} in {:.1?}", slowest.1, slowest.0);
    println!("resident: {}", resident().unwrap_or_default());
    store.close().await;
    Ok(())
}

/// The memory that the process holds, as the system says (Linux).
fn resident() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(format!("{:.0} MB", kilobytes / 1e3))
}
