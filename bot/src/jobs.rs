//! (stub, replaced by its feature)
use crate::telegram::Telegram;
use chrono::{DateTime, Utc};
use renmai_core::store::Store;
/// Stub.
pub async fn run_due(_store: &Store, _telegram: &Telegram, _now: DateTime<Utc>) -> anyhow::Result<usize> {
    Ok(0)
}
