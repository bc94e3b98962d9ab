//! `GET /health`: whether the database answers, when Telegram was last heard, when the scheduler last ticked.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{DateTime, SecondsFormat, Utc};
use renmai_core::store::Store;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::liveness::Liveness;

/// A long poll ends after 25 seconds; heard longer ago than this, Telegram is out of reach.
const SILENCE: i64 = 90;

/// The scheduler ticks each minute.
const STANDSTILL: i64 = 150;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What health is judged by.
#[derive(Debug, Clone)]
pub struct Signs {
    /// The book.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// When the program started (UTC).
    pub since: DateTime<Utc>,
    /// When what was heard and done, once the bot runs.
    pub pulse: Option<Arc<Liveness>>,
}

/// What `/health` answers; instants are RFC 3339 in UTC, `null` for never.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// All is well.
    pub healthy: bool,
    /// The database answers.
    pub database: bool,
    /// Telegram answered `getUpdates` then.
    pub heard_at: Option<String>,
    /// The scheduler ticked then.
    pub ticked_at: Option<String>,
    /// The version of the program.
    pub version: String,
}

/// The endpoint.
pub fn router(signs: watch::Receiver<Signs>) -> Router {
    Router::new().route("/health", get(health)).with_state(signs)
}

async fn health(State(signs): State<watch::Receiver<Signs>>) -> Response {
    let signs = signs.borrow().clone();
    let database = async { signs.store.read().await?.has_team().await };
    let database = matches!(tokio::time::timeout(PATIENCE, database).await, Ok(Ok(_)));
    let (heard, ticked) = match &signs.pulse {
        Some(pulse) => (pulse.heard_at.load(Ordering::Relaxed), pulse.ticked_at.load(Ordering::Relaxed)),
        None => (0, 0),
    };
    let health = judge(database, heard, ticked, signs.since.timestamp(), signs.clock.now().timestamp());
    let status = if health.healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(health)).into_response()
}

/// Judges the signs of life (UTC seconds, 0 for never); a program that has just started is given time.
fn judge(database: bool, heard: i64, ticked: i64, since: i64, now: i64) -> Health {
    let recent = |at: i64, limit: i64| now - at.max(since) <= limit;
    Health {
        healthy: database && recent(heard, SILENCE) && recent(ticked, STANDSTILL),
        database,
        heard_at: instant(heard),
        ticked_at: instant(ticked),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn instant(seconds: i64) -> Option<String> {
    let at = DateTime::from_timestamp(seconds, 0).filter(|_| seconds > 0)?;
    Some(at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// Where this machine reaches what listens there.
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

    #[test]
    fn silence_and_standstill_are_unhealthy_but_not_right_after_the_start() {
        let start = 1_000_000;
        for (database, heard, ticked, now, healthy) in [
            (true, 0, 0, start + 60, true),
            (true, 0, 0, start + 91, false),
            (true, start + 900, start + 940, start + 960, true),
            (false, start + 900, start + 940, start + 960, false),
            (true, start + 900, start + 940, start + 991, false),
            (true, start + 985, start + 800, start + 991, false),
        ] {
            let health = judge(database, heard, ticked, start, now);
            assert_eq!(health.healthy, healthy, "heard {heard}, ticked {ticked}, now {now}");
        }
        let health = judge(true, 0, 1_764_000_000, start, start);
        assert_eq!((health.heard_at, health.ticked_at.as_deref()), (None, Some("2025-11-24T16:00:00Z")));
    }
}
