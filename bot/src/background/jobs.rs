//! Work that an update leaves for after its commit: what needs the network, or would make others wait.
//!
//! A job is a row; it ends in the transaction that says what became of it, so it is done once whatever restarts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::anyhow;
use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::read::table::{Plan, table};
use renmai_core::store::{Job as Row, KeptFile, Scope, Store, StoreError, Tx};
use renmai_core::team::Member;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use super::import_job;
use super::report::{say, tell};
use super::turns::Turns;
use crate::clock::Clock;
use crate::features::export;
use crate::features::import::{self, Phrase, Reply, shown, unreadable};
use crate::handler::common;
use crate::handler::job::{Import, Job, ReportTo};
use crate::i18n::{AnyReply, Words};
use crate::telegram::{CallError, Telegram};

/// What a long job says, and hears, while it is under way.
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
        while !signals.stops() {
            if let Err(fault) = self.begin_due(&mut turns, &mut under_way, &signals).await {
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
                () = wake.notified() => {}
                () = moved => {}
                () = tokio::time::sleep(NAP) => {}
                _ = stop.changed() => {}
            }
        }
        // A long one is left where it is.
        while under_way.join_next().await.is_some() {}
        Ok(())
    }

    /// Begins what is due, as far as there is room. The task of a job answers whose it was.
    async fn begin_due(
        &self,
        turns: &mut Turns,
        under_way: &mut JoinSet<Option<i64>>,
        signals: &Signals,
    ) -> anyhow::Result<()> {
        loop {
            let mut tx = self.store.read().await?;
            let due = tx.due_jobs(self.clock.now(), LOOKED_AT).await?;
            drop(tx);
            let next = turns.take(&due);
            signals.others_wait.store(turns.keeps_waiting(&due), Ordering::Relaxed);
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
        let done = match row.attempts < TRIES {
            true => carry_out(&self.store, &self.telegram, row, signals, now).await,
            false => Err(anyhow!("each try ended the whole process")),
        };
        if let Err(fault) = done {
            put_off(&self.store, row, &fault, now).await?;
        }
        failpoint::pass(Failpoint::JobCommitted);
        Ok(())
    }
}

/// How long it sleeps at most when nothing wakes it.
const NAP: Duration = Duration::from_secs(5);

/// After a fault of the book.
async fn rest() -> Option<i64> {
    tokio::time::sleep(NAP).await;
    None
}

/// How often a job is tried.
const TRIES: u32 = 3;

/// How long it rests between two tries.
const REST: TimeDelta = TimeDelta::seconds(10);

/// How many runs of rows a long import has in a turn, where somebody waits.
const RUNS_IN_A_TURN: u32 = 5;

/// How many chats that have work are looked at.
const LOOKED_AT: u32 = 200;

async fn carry_out(
    store: &Store,
    telegram: &Telegram,
    row: &Row,
    signals: &Signals,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let job = serde_json::from_str(&row.body)?;
    let fetched = match job {
        Job::Fetch { file, name, source, .. } => match telegram.fetch(&file).await {
            Ok(body) => Some(KeptFile { name, body, source, columns: None }),
            Err(CallError::Refused(_)) => return finish(store, row, not_fetched(&name), now).await,
            Err(fault) if row.attempts + 1 >= TRIES => {
                tracing::warn!(%fault, "a file could not be fetched");
                return finish(store, row, not_fetched(&name), now).await;
            }
            Err(fault) => return Err(fault.into()),
        },
        _ => None,
    };
    if fetched.is_some() {
        failpoint::pass(Failpoint::JobFetched);
    }
    // Reading a long file takes a processor for seconds: it has a thread of its own, and a panic in it is a fault.
    let (store, row, signals) = (store.clone(), row.clone(), signals.clone());
    let runtime = tokio::runtime::Handle::current();
    let done =
        tokio::task::spawn_blocking(move || runtime.block_on(work(&store, &row, fetched, &signals, now)))
            .await;
    done.unwrap_or_else(|panic| Err(anyhow!("a job broke off: {panic}")))
}

fn not_fetched(name: &str) -> Vec<AnyReply> {
    vec![Phrase::NotFetched { name: shown(name) }.into()]
}

/// What has no need of the network.
async fn work(
    store: &Store,
    row: &Row,
    fetched: Option<KeptFile>,
    signals: &Signals,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    match (serde_json::from_str(&row.body)?, fetched) {
        (Job::Fetch { .. }, Some(mut kept)) => {
            let body = std::mem::take(&mut kept.body);
            match table(body).and_then(Plan::of) {
                Ok(plan) => look(store, row, plan, kept, None, now).await,
                Err(error) => finish(store, row, vec![unreadable(error, &kept.name).into()], now).await,
            }
        }
        (Job::Fetch { .. }, None) => Ok(()),
        (Job::Look { file, told, .. }, _) => {
            let kept = store.read().await?.kept_file(row.chat, file).await?;
            let Some(mut kept) = kept else {
                return finish(store, row, vec![Phrase::Gone.into()], now).await;
            };
            let body = std::mem::take(&mut kept.body);
            match import::plan_of(body, &kept) {
                Ok(plan) => look(store, row, plan, kept, Some((file, told)), now).await,
                Err(error) => finish(store, row, vec![unreadable(error, &kept.name).into()], now).await,
            }
        }
        (Job::Import(import), _) => {
            let mut runs = 0;
            let more = |_: &Import| {
                signals.outbox.notify_one();
                runs += 1;
                // It goes on when its turn comes again.
                !signals.stops() && (runs < RUNS_IN_A_TURN || !signals.others_wait())
            };
            import_job::go_on(store, row, import, TimeDelta::zero(), now, more).await?;
            Ok(())
        }
        (Job::Erase, _) => {
            // Held up by a reader, it stays owed, and the scheduler asks again.
            store.erase_freed().await?;
            finish(store, row, Vec::new(), now).await
        }
        (Job::Export, _) => {
            let mut tx = store.read().await?;
            let Some(member) = tx.member_by_telegram(row.chat).await? else {
                return finish(store, row, Vec::new(), now).await;
            };
            let (scope, zone) = (Scope::of(&member), member.schedule.zone);
            let contacts = tx.contact_count(scope).await?;
            let body = export::table(&mut tx, scope, Words::of(member.lang), zone).await?;
            drop(tx);
            let mut tx = store.begin().await?;
            if let Some(member) = end(&mut tx, row).await? {
                let reply = export::keep(&mut tx, &member, contacts, body, now).await?;
                say(&mut tx, &member, &[reply], now).await?;
            }
            Ok(tx.commit().await?)
        }
    }
}

/// Looks at a file beside the writer, then keeps it as the table that it is, where it is not kept yet, and shows what
/// is in it.
async fn look(
    store: &Store,
    row: &Row,
    plan: Plan,
    kept: KeptFile,
    shown: Option<(i64, ReportTo)>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut tx = store.read().await?;
    let Some(member) = tx.member_by_telegram(row.chat).await? else {
        return finish(store, row, Vec::new(), now).await;
    };
    let seen = import::look(&mut tx, &member, &plan, &kept, now).await?;
    drop(tx);
    let mut waiting = match seen {
        Ok(waiting) => waiting,
        Err(said) => return finish(store, row, vec![said.into()], now).await,
    };
    let mut tx = store.begin().await?;
    if let Some(member) = end(&mut tx, row).await? {
        let mut let_go = Vec::new();
        let told = match shown {
            Some((file, told)) => {
                waiting.file = file;
                // Of a sheet that was taken a moment ago nothing is said yet.
                if import::said_of(&kept).headings.is_empty() {
                    tx.set_file_columns(row.chat, file, &waiting.said()?).await?;
                }
                told
            }
            None => {
                let body = plan.into_table().into_bytes();
                waiting.file = tx.keep_file(row.chat, &kept.name, &body, now).await?;
                if let Some(source) = &kept.source {
                    tx.set_file_source(row.chat, waiting.file, source).await?;
                }
                tx.set_file_columns(row.chat, waiting.file, &waiting.said()?).await?;
                let_go = make_room(&mut tx, row.chat, waiting.file).await?;
                ReportTo::Anew
            }
        };
        // What was pressed meanwhile has begun its import, or let the file go.
        if tx.waiting_file(row.chat, waiting.file).await?.is_some() {
            tell(&mut tx, &member, &told, &[Reply::Waiting(Box::new(waiting)).into()], now).await?;
        }
        say(&mut tx, &member, &let_go, now).await?;
    }
    Ok(tx.commit().await?)
}

/// How many files of one person wait for a decision, and how many bytes they may have in all.
const MOST_WAITING: usize = 5;
const MOST_BYTES_WAITING: u64 = 60 << 20;

/// Lets the oldest waiting files of a chat go, where there are more than one person may keep; what is said of them.
async fn make_room(tx: &mut Tx, chat: i64, newest: i64) -> Result<Vec<AnyReply>, StoreError> {
    let waiting = tx.waiting_files(chat).await?;
    let (mut count, mut bytes) = (0, 0);
    let mut said = Vec::new();
    for file in waiting.iter().rev() {
        (count, bytes) = (count + 1, bytes + file.bytes);
        if file.id != newest && (count > MOST_WAITING || bytes > MOST_BYTES_WAITING) {
            tx.drop_file(chat, file.id).await?;
            said.push(Phrase::MadeRoom { name: shown(&file.name), most: MOST_WAITING }.into());
        }
    }
    Ok(said)
}

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
    if row.attempts + 1 < TRIES {
        tracing::warn!(job = row.id, fault = format!("{fault:#}"), "a job failed and is tried again");
        let mut tx = store.begin().await?;
        tx.delay_job(row.id, now + REST).await?;
        return Ok(tx.commit().await?);
    }
    let code = format!("j{:x}", row.id);
    tracing::error!(job = row.id, code, fault = format!("{fault:#}"), "a job failed for good");
    if let Ok(Job::Import(_)) = serde_json::from_str(&row.body) {
        return import_job::give_up(store, row, code, now).await;
    }
    finish(store, row, vec![common::Phrase::Fault { code }.into()], now).await
}
