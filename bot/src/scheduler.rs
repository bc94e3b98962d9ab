//! (stub, replaced by its feature)
use std::sync::Arc;
use renmai_core::store::Store;
use tokio::sync::{Notify, watch};
use crate::app::Pulse;
use crate::clock::Clock;
/// Stub.
pub async fn run(_store: Store, _clock: Clock, _pulse: Arc<Pulse>, _letters: Arc<Notify>, mut stop: watch::Receiver<bool>) {
    let _ = stop.changed().await;
}
