//! The program's clock: the one place that reads the time.

use chrono::{DateTime, Utc};

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine.
    System,
    /// The sandbox, whose clock can be moved.
    Sandbox(renmai_sandbox::Clock),
}

impl Clock {
    /// The time now (UTC).
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => Utc::now(),
            Clock::Sandbox(clock) => clock.now(),
        }
    }

    /// Waits until somebody has moved the clock; the machine's moves by itself and is not waited for.
    pub async fn moved(&self) {
        match self {
            Clock::System => std::future::pending().await,
            Clock::Sandbox(clock) => clock.changed().await,
        }
    }
}
