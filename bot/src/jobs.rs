//! (stub, replaced by its feature)
use chrono::{DateTime, Utc};
use renmai_core::store::Store;
use crate::telegram::Telegram;
/// Stub.
pub async fn run_due(_store: &Store, _telegram: &Telegram, _now: DateTime<Utc>) -> anyhow::Result<usize> {
    Ok(0)
}
