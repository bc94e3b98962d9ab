//! Signs of life of the running bot, read by `/health`.

use std::sync::atomic::AtomicI64;

/// When what last happened: UTC seconds, 0 for never.
#[derive(Debug, Default)]
pub struct Liveness {
    /// Telegram answered `getUpdates`.
    pub heard_at: AtomicI64,
    /// The scheduler ticked.
    pub ticked_at: AtomicI64,
}
