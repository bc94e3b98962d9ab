//! `GET /health`: whether the book can be read and written, when Telegram was last heard, when the scheduler last
//! ticked, which tasks run.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use renmai_core::store::Store;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::liveness::{Liveness, Signs, TaskState};

/// A long poll ends after 25 seconds. Where Telegram was heard longer ago than this, it is out of reach.
const SILENCE: i64 = 90;

/// The scheduler ticks, and writes into the book, each minute. Where that was longer ago, something is stuck.
const STANDSTILL: i64 = 150;

/// A mailbox counts as silent after so long; its folders are looked through every five minutes.
const SILENT_MAILBOX: TimeDelta = TimeDelta::minutes(20);

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Where the signs of life are found.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The book.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// When the program started (UTC).
    pub since: DateTime<Utc>,
    /// What was heard and done, once the bot runs.
    pub liveness: Option<Arc<Liveness>>,
}

/// What `/health` answers; instants are RFC 3339 in UTC, `null` for never.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// All is well.
    pub healthy: bool,
    /// The database answers, and a book in a file is still in its place.
    pub database: bool,
    /// What was last to be written was written; who leads writes each minute.
    #[serde(default)]
    pub writable: bool,
    /// Telegram answered `getUpdates` then.
    pub heard_at: Option<String>,
    /// The scheduler ticked then.
    pub ticked_at: Option<String>,
    /// Something was last committed then.
    #[serde(default)]
    pub written_at: Option<String>,
    /// How many mailboxes should be read and have not been for twenty minutes: their servers are not reached.
    #[serde(default)]
    pub silent_mailboxes: u64,
    /// What each task of the bot is doing.
    #[serde(default)]
    pub tasks: BTreeMap<String, TaskState>,
    /// The version of the program.
    pub version: String,
}

/// The endpoint.
pub fn router(watched: watch::Receiver<Watched>) -> Router {
    Router::new().route("/health", get(health)).with_state(watched)
}

async fn health(State(watched): State<watch::Receiver<Watched>>) -> Response {
    let Watched { store, clock, since, liveness } = watched.borrow().clone();
    let now = clock.now();
    let looked = async { store.read().await?.silent_mailboxes(now - SILENT_MAILBOX).await };
    let looked = tokio::time::timeout(PATIENCE, looked).await.ok().and_then(Result::ok);
    let database = looked.is_some() && store.lost_file().is_none();
    let signs = liveness.map(|liveness| liveness.signs()).unwrap_or_default();
    let judged = judge(database, signs, since.timestamp(), now.timestamp());
    let health = Health { silent_mailboxes: looked.unwrap_or_default(), ..judged };
    let status = if health.healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(health)).into_response()
}

/// Judges the signs of life at `now` (UTC seconds); a program that has just started is given time.
fn judge(database: bool, signs: Signs, since: i64, now: i64) -> Health {
    let Signs { heard_at, ticked_at, written_at, write_fails, leads, tasks } = signs;
    let recent = |at: i64, limit: i64| now - at.max(since) <= limit;
    // A process that stands by need not write.
    let writable = !write_fails && (!leads || recent(written_at, STANDSTILL));
    let alive = recent(heard_at, SILENCE) && recent(ticked_at, STANDSTILL);
    let failed = tasks.values().any(|state| *state == TaskState::Failed);
    Health {
        healthy: database && writable && alive && !failed,
        database,
        writable,
        heard_at: instant(heard_at),
        ticked_at: instant(ticked_at),
        written_at: instant(written_at),
        silent_mailboxes: 0,
        tasks,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn instant(seconds: i64) -> Option<String> {
    let at = DateTime::from_timestamp(seconds, 0).filter(|_| seconds > 0)?;
    Some(at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// The address at which this machine reaches a server that listens there.
pub fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = if listen.ip().is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { listen.ip() };
    SocketAddr::new(ip, listen.port())
}

/// Asks a running copy; `None` when nothing that speaks of health answers there.
pub async fn ask(listen: SocketAddr) -> Option<Health> {
    let address = reachable(listen);
    let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE * 2).build().ok()?;
    http.get(format!("http://{address}/health")).send().await.ok()?.json().await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: i64 = 1_000_000;

    /// The signs of life of a bot that leads and is well at `START + 950`.
    fn well() -> Signs {
        Signs {
            heard_at: START + 940,
            ticked_at: START + 940,
            written_at: START + 940,
            leads: true,
            ..Signs::default()
        }
    }

    #[test]
    fn silence_and_standstill_are_unhealthy_but_not_right_after_the_start() {
        for (database, heard_at, ticked_at, now, healthy) in [
            (true, 0, 0, START + 60, true),
            (true, 0, 0, START + 91, false),
            (true, START + 900, START + 940, START + 960, true),
            (false, START + 900, START + 940, START + 960, false),
            (true, START + 900, START + 940, START + 991, false),
            (true, START + 985, START + 800, START + 991, false),
        ] {
            let health = judge(database, Signs { heard_at, ticked_at, ..well() }, START, now);
            assert_eq!(health.healthy, healthy, "heard {heard_at}, ticked {ticked_at}, now {now}");
        }
        let health = judge(true, Signs { ticked_at: 1_764_000_000, ..Signs::default() }, START, START);
        assert_eq!((health.heard_at, health.ticked_at.as_deref()), (None, Some("2025-11-24T16:00:00Z")));
    }

    #[test]
    fn who_leads_must_write_and_a_write_that_failed_or_a_task_that_ended_is_unhealthy() {
        let failed = BTreeMap::from([("sender".to_owned(), TaskState::Failed)]);
        let stopped = BTreeMap::from([("sender".to_owned(), TaskState::Stopped)]);
        for (signs, writable, healthy) in [
            (well(), true, true),
            (Signs { write_fails: true, ..well() }, false, false),
            (Signs { written_at: START + 700, ..well() }, false, false),
            (Signs { written_at: 0, leads: false, ..well() }, true, true),
            (Signs { written_at: 0, leads: false, write_fails: true, ..well() }, false, false),
            (Signs { tasks: failed, ..well() }, true, false),
            (Signs { tasks: stopped, ..well() }, true, true),
        ] {
            let told = format!("{signs:?}");
            let health = judge(true, signs, START, START + 950);
            assert_eq!((health.writable, health.healthy), (writable, healthy), "{told}");
        }
    }
}
