//! What each kind of job does.

use anyhow::anyhow;
use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::read::table::{Plan, table};
use renmai_core::store::{Job as Row, KeptFile, Scope, Store, StoreError, Tx};

use super::mail_file::{self, Attached};
use super::show::{self, Asked};
use super::{Signals, TRIES, Worker, end, finish, photo};
use crate::background::import_job;
use crate::background::report::{say, tell};
use crate::features::export;
use crate::features::import::{self, Phrase, Reply, shown, unreadable};
use crate::handler::job::{Import, Job, ReportTo};
use crate::i18n::{AnyReply, Words};
use crate::telegram::CallError;

/// How many runs of rows a long import has in a turn, where somebody waits.
const RUNS_IN_A_TURN: u32 = 5;

/// Does a job: fetches what it needs from Telegram, then does the rest on a thread of its own.
pub(super) async fn carry_out(
    worker: &Worker,
    row: &Row,
    signals: &Signals,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Worker { store, telegram, print, .. } = worker;
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
        Job::Photo { draft, file } => {
            let found = photo::read(telegram, print, &file, row.attempts + 1 >= TRIES).await?;
            return photo::finish(store, row, draft, found, now).await;
        }
        Job::MailFile { mail, row: number, file } => {
            let attached = Attached { mail, number, telegram: &file };
            return mail_file::fetch(worker, row, attached, now).await;
        }
        _ => None,
    };
    if fetched.is_some() {
        failpoint::pass(Failpoint::JobFetched);
    }
    // Reading a long file takes a processor for seconds: it has a thread of its own, and a panic in it is a fault.
    let (worker, row, signals) = (worker.clone(), row.clone(), signals.clone());
    let runtime = tokio::runtime::Handle::current();
    let done =
        tokio::task::spawn_blocking(move || runtime.block_on(work(&worker, &row, fetched, &signals, now)))
            .await;
    done.unwrap_or_else(|panic| Err(anyhow!("a job broke off: {panic}")))
}

fn not_fetched(name: &str) -> Vec<AnyReply> {
    vec![Phrase::NotFetched { name: shown(name) }.into()]
}

/// The part of a job that needs no network.
async fn work(
    worker: &Worker,
    row: &Row,
    fetched: Option<KeptFile>,
    signals: &Signals,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Worker { store, bot, .. } = worker;
    match (serde_json::from_str(&row.body)?, fetched) {
        (Job::Fetch { .. }, Some(mut kept)) => {
            let body = std::mem::take(&mut kept.body);
            match table(body).and_then(Plan::of) {
                Ok(plan) => look(store, row, plan, kept, None, now).await,
                Err(error) => finish(store, row, vec![unreadable(error, &kept.name).into()], now).await,
            }
        }
        (Job::Fetch { .. }, None) | (Job::Photo { .. } | Job::MailFile { .. }, _) => Ok(()),
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
        (Job::Show { look, update, shown }, _) => {
            show::carry_out(store, row, Asked { look, update, shown, bot }, now).await
        }
        (Job::Export, _) => {
            let mut tx = store.read().await?;
            let Some(member) = tx.member_by_telegram(row.chat).await? else {
                return finish(store, row, Vec::new(), now).await;
            };
            let (scope, zone) = (Scope::of(&member), member.schedule.zone);
            let contacts = tx.contact_count(scope).await?;
            let body = export::table(&mut tx, scope, &Words::of(member.lang), zone).await?;
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

/// Looks at a file beside the writer, then keeps it as a table, where it is not kept yet, and shows what is in it.
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
                    tx.set_file_columns(row.chat, file, &waiting.understood.said()?).await?;
                }
                told
            }
            None => {
                let body = plan.into_table().into_bytes();
                waiting.file = tx.keep_file(row.chat, &kept.name, &body, now).await?;
                if let Some(source) = &kept.source {
                    tx.set_file_source(row.chat, waiting.file, source).await?;
                }
                tx.set_file_columns(row.chat, waiting.file, &waiting.understood.said()?).await?;
                let_go = make_room(&mut tx, row.chat, waiting.file).await?;
                ReportTo::Anew
            }
        };
        // A press meanwhile may have begun the import or let the file go.
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
