//! Work that an update leaves for after its commit: what needs the network, or would make others wait.
//!
//! A job is a row; it ends in the transaction that says what became of it, so it is done once whatever restarts.

use anyhow::anyhow;
use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::store::{Job as Row, KeptFile, Scope, Store, StoreError, Tx};
use renmai_core::team::Member;
use serde::{Deserialize, Serialize};

use crate::commands::{export, import};
use crate::letter::Post;
use crate::telegram::{CallError, Telegram};
use crate::words::files::{Reply, Said, shown};
use crate::words::{self, Words, common};

/// Work for after the commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job")]
pub enum Job {
    /// Fetches a file that somebody sent, and shows what is in it.
    Fetch {
        /// By this Telegram gives it.
        file: String,
        /// Its name.
        name: String,
        /// Where its contacts come from, as the person wrote it.
        source: Option<String>,
    },
    /// Shows anew what is in a kept file.
    Look {
        /// Its number.
        file: i64,
    },
    /// Imports a long file.
    Import {
        /// The kept file's number.
        file: i64,
    },
    /// Writes a long export.
    Export,
}

/// How often a job is tried.
const TRIES: u32 = 3;

/// How long it rests between two tries.
const REST: TimeDelta = TimeDelta::seconds(10);

/// How many jobs are taken at a time.
const HANDFUL: u32 = 20;

impl Job {
    /// Writes the job down.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub async fn post(&self, tx: &mut Tx, chat: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        tx.post_job(chat, &serde_json::to_string(self)?, now).await
    }
}

/// Does what is due; answers how many jobs were taken. One that fails is tried again, three times in all, and then the
/// person is told.
///
/// # Errors
/// When the book cannot be reached.
pub async fn run_due(store: &Store, telegram: &Telegram, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let mut tx = store.read().await?;
    let due = tx.due_jobs(now, HANDFUL).await?;
    drop(tx);
    for row in &due {
        if let Err(fault) = carry_out(store, telegram, row, now).await {
            put_off(store, row, &fault, now).await?;
        }
        failpoint::pass(Failpoint::JobCommitted);
    }
    Ok(due.len())
}

async fn carry_out(store: &Store, telegram: &Telegram, row: &Row, now: DateTime<Utc>) -> anyhow::Result<()> {
    let job = serde_json::from_str(&row.body)?;
    let fetched = match job {
        Job::Fetch { file, name, source } => match telegram.fetch(&file).await {
            Ok(body) => Some(KeptFile { name, body, source }),
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
    let (store, row, runtime) = (store.clone(), row.clone(), tokio::runtime::Handle::current());
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work(&store, &row, fetched, now))).await;
    done.unwrap_or_else(|panic| Err(anyhow!("a job broke off: {panic}")))
}

fn not_fetched(name: &str) -> Vec<words::Reply> {
    vec![Said::NotFetched { name: shown(name) }.into()]
}

/// What has no need of the network.
async fn work(store: &Store, row: &Row, fetched: Option<KeptFile>, now: DateTime<Utc>) -> anyhow::Result<()> {
    match (serde_json::from_str(&row.body)?, fetched) {
        (Job::Fetch { .. }, Some(kept)) => look(store, row, kept, None, now).await,
        (Job::Fetch { .. }, None) => Ok(()),
        (Job::Look { file }, _) => {
            let kept = store.read().await?.kept_file(row.chat, file).await?;
            match kept {
                Some(kept) => look(store, row, kept, Some(file), now).await,
                None => finish(store, row, Vec::new(), now).await,
            }
        }
        (Job::Import { file }, _) => {
            let mut tx = store.begin().await?;
            let kept = tx.kept_file(row.chat, file).await?;
            if let Some((member, kept)) = end(&mut tx, row).await?.zip(kept) {
                let replies = import::carry_out(&mut tx, &member, file, &kept, now).await?;
                say(&mut tx, &member, &replies, now).await?;
            }
            Ok(tx.commit().await?)
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

/// Looks at a file beside the writer, then keeps it, where it is not kept yet, and shows what is in it.
async fn look(
    store: &Store,
    row: &Row,
    kept: KeptFile,
    file: Option<i64>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut tx = store.read().await?;
    let Some(member) = tx.member_by_telegram(row.chat).await? else {
        return finish(store, row, Vec::new(), now).await;
    };
    let seen = import::look(&mut tx, &member, &kept, now).await?;
    drop(tx);
    let mut waiting = match seen {
        Ok(waiting) => waiting,
        Err(said) => return finish(store, row, vec![said.into()], now).await,
    };
    let mut tx = store.begin().await?;
    if let Some(member) = end(&mut tx, row).await? {
        waiting.file = match file {
            Some(file) => file,
            None => {
                let file = tx.keep_file(row.chat, &kept.name, kept.body, now).await?;
                if let Some(source) = &kept.source {
                    tx.set_file_source(row.chat, file, source).await?;
                }
                file
            }
        };
        say(&mut tx, &member, &[Reply::Waiting(Box::new(waiting)).into()], now).await?;
    }
    Ok(tx.commit().await?)
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

async fn say(
    tx: &mut Tx,
    member: &Member,
    replies: &[words::Reply],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for reply in replies {
        let post = Post::send(reply.message(Words::of(member.lang)));
        tx.post(post.answer(member.telegram)?, now);
    }
    Ok(())
}

/// Ends a job that changes nothing but says something.
async fn finish(
    store: &Store,
    row: &Row,
    replies: Vec<words::Reply>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
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
    finish(store, row, vec![common::Said::Fault { code }.into()], now).await
}
