//! Work that an update leaves for after its commit: what needs the network, or would make others wait.
//!
//! A job is a row; it ends in the transaction that says what became of it, so it is done once whatever restarts.

mod mail_file;
mod photo;
mod show;
mod work;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::anyhow;
use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::store::{Job as Row, Store, StoreError, Tx};
use renmai_core::team::Member;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use super::import_job;
use super::print::PrintReader;
use super::report::say;
use super::turns::Turns;
use crate::clock::Clock;
use crate::features::attach::photo::Reading;
use crate::handler::common;
use crate::handler::job::Job;
use crate::i18n::AnyReply;
use crate::telegram::Telegram;

/// How a long job and the rest of the bot tell each other things while it is under way.
#[derive(Debug, Clone)]
pub struct Signals {
    /// There are messages to be sent.
    pub outbox: Arc<Notify>,
    /// It is time to stop.
    pub stop: watch::Receiver<bool>,
    /// Somebody else's long job waits for this one.
    pub others_wait: Arc<AtomicBool>,
}

impl Signals {
    /// Whether it is time to stop.
    pub fn stops(&self) -> bool {
        *self.stop.borrow()
    }

    /// Whether somebody else's turn has come.
    fn others_wait(&self) -> bool {
        self.others_wait.load(Ordering::Relaxed)
    }
}

/// Does what needs the network, after the commit.
#[derive(Debug, Clone)]
pub(crate) struct Worker {
    pub(crate) store: Store,
    pub(crate) telegram: Telegram,
    pub(crate) clock: Clock,
    pub(crate) print: PrintReader,
    /// The bot's username, for links.
    pub(crate) bot: String,
}

impl Worker {
    pub(crate) async fn run(
        self,
        wake: Arc<Notify>,
        then: [Arc<Notify>; 2],
        mut stop: watch::Receiver<bool>,
    ) -> anyhow::Result<()> {
        let [outbox, checks] = then;
        let signals = Signals { outbox, stop: stop.clone(), others_wait: Arc::default() };
        let (mut turns, mut under_way) = (Turns::default(), JoinSet::new());
        // What a former start left; the index is owed by a book that is older than it, and by no message.
        let mut catching_up = JoinSet::new();
        catching_up.spawn(catch_up(self.store.clone(), stop.clone()));
        while !signals.stops() {
            if let Err(fault) = self.begin_due(&mut turns, &mut under_way, &mut catching_up, &signals).await {
                tracing::error!(fault = format!("{fault:#}"), "jobs cannot be read");
                under_way.spawn(rest());
            }
            let moved = self.clock.moved();
            tokio::select! {
                Some(ended) = under_way.join_next() => {
                    if let Some(chat) = ended? {
                        turns.end(chat);
                    }
                    signals.outbox.notify_one();
                    checks.notify_one();
                }
                Some(ended) = catching_up.join_next() => ended?,
                () = wake.notified() => {}
                () = moved => {}
                () = tokio::time::sleep(NAP) => {}
                _ = stop.changed() => {}
            }
        }
        // A long import ends after its present run, and goes on at the next start.
        while under_way.join_next().await.is_some() {}
        while catching_up.join_next().await.is_some() {}
        Ok(())
    }

    /// Begins what is due, as far as there is room. The task of a job answers whose it was.
    async fn begin_due(
        &self,
        turns: &mut Turns,
        under_way: &mut JoinSet<Option<i64>>,
        catching_up: &mut JoinSet<()>,
        signals: &Signals,
    ) -> anyhow::Result<()> {
        loop {
            let mut tx = self.store.read().await?;
            let due = tx.due_jobs(self.clock.now(), LOOKED_AT).await?;
            let owes_settling = tx.owes_settling().await?;
            drop(tx);
            let next = turns.take(&due);
            signals.others_wait.store(turns.keeps_waiting(&due), Ordering::Relaxed);
            if owes_settling && catching_up.is_empty() {
                catching_up.spawn(catch_up(self.store.clone(), signals.stop.clone()));
            }
            let Some(row) = next else { return Ok(()) };
            let (worker, signals) = (self.clone(), signals.clone());
            under_way.spawn(async move {
                let chat = row.chat;
                if let Err(fault) = worker.attempt(&row, &signals).await {
                    tracing::error!(fault = format!("{fault:#}"), "a job failed");
                    // Where the book cannot be written, it is not tried without a pause.
                    rest().await;
                }
                Some(chat)
            });
        }
    }

    /// Tries a job. One that fails is tried again, three times in all, and then the person is told.
    async fn attempt(&self, row: &Row, signals: &Signals) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        tx.try_job(row.id).await?;
        tx.commit().await?;
        let done = match row.attempts < DEATHS {
            true => work::carry_out(self, row, signals, now).await,
            false => Err(anyhow!("each try ended the whole process")),
        };
        if let Err(fault) = done {
            put_off(&self.store, row, &fault, now).await?;
        }
        failpoint::pass(Failpoint::JobCommitted);
        Ok(())
    }
}

/// Does what is owed to a large book, run by run, with room for others between: what a setting means for its contacts,
/// and, where it was filled by an older version, the index of `/find`.
async fn catch_up(store: Store, stop: watch::Receiver<bool>) {
    let mut runs = 0_u64;
    while !*stop.borrow() {
        match catch_up_once(&store).await {
            Ok(false) => return,
            Ok(true) => runs += 1,
            Err(fault) => {
                tracing::error!(%fault, "a book could not be brought up to date; tried again");
                rest().await;
            }
        }
        if runs > 0 && runs.is_multiple_of(REPORTED_EVERY) {
            tracing::info!(runs, "a large book is being brought up to date");
        }
        tokio::task::yield_now().await;
    }
}

/// One run of it; whether anything was owed.
async fn catch_up_once(store: &Store) -> Result<bool, StoreError> {
    let mut tx = store.read().await?;
    let (settling, indexing) = (tx.owes_settling().await?, tx.owes_indexing().await?);
    drop(tx);
    if !settling && !indexing {
        return Ok(false);
    }
    let mut tx = store.begin().await?;
    if settling {
        tx.go_on_settling().await?;
    }
    if indexing {
        tx.index_rest().await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// After how many runs the log says that it goes on.
const REPORTED_EVERY: u64 = 100;

/// How long it sleeps at most when nothing wakes it.
const NAP: Duration = Duration::from_secs(5);

/// A pause after a fault of the book.
async fn rest() -> Option<i64> {
    tokio::time::sleep(NAP).await;
    None
}

/// How often a job is tried that fails.
const TRIES: u32 = 3;

/// How often one is begun that ends the whole process each time, or whose process is killed from outside: which of both it
/// is cannot be told, and what somebody waits for is not to be given up for a few restarts.
const DEATHS: u32 = 10;

/// How long it rests between two tries.
const REST: TimeDelta = TimeDelta::seconds(10);

/// How many chats that have work are looked at.
const LOOKED_AT: u32 = 200;

/// Ends a job; the member for whom it was, unless it was done meanwhile or they have left the team.
async fn end(tx: &mut Tx, row: &Row) -> Result<Option<Member>, StoreError> {
    let ended = tx.end_job(row.id).await?;
    failpoint::pass(Failpoint::JobEnded);
    match ended {
        true => tx.member_by_telegram(row.chat).await,
        false => Ok(None),
    }
}

/// Ends a job that changes nothing but says something.
async fn finish(store: &Store, row: &Row, replies: Vec<AnyReply>, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    if let Some(member) = end(&mut tx, row).await? {
        say(&mut tx, &member, &replies, now).await?;
    }
    Ok(tx.commit().await?)
}

/// A job failed: later again, or never, and then the person is told.
async fn put_off(store: &Store, row: &Row, fault: &anyhow::Error, now: DateTime<Utc>) -> anyhow::Result<()> {
    let tried = row.attempts + 1;
    if tried != TRIES && tried < DEATHS {
        tracing::warn!(job = row.id, fault = format!("{fault:#}"), "a job failed and is tried again");
        let mut tx = store.begin().await?;
        tx.delay_job(row.id, now + REST).await?;
        return Ok(tx.commit().await?);
    }
    let code = format!("j{:x}", row.id);
    tracing::error!(job = row.id, code, fault = format!("{fault:#}"), "a job failed for good");
    match serde_json::from_str(&row.body) {
        Ok(Job::Import(_)) => import_job::give_up(store, row, code, now).await,
        Ok(Job::MailFile { mail, row: file, .. }) => {
            mail_file::not_fetched(store, row, mail, file, now).await
        }
        Ok(Job::Photo { draft, .. }) => photo::give_up(store, row, draft, Reading::Failed, now).await,
        _ => finish(store, row, vec![common::Phrase::Fault { code }.into()], now).await,
    }
}
