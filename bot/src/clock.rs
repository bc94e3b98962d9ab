//! The program's clock: the one place that reads the time.

use chrono::{DateTime, Utc};
use futures::future::Either;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine.
    System,
    /// The sandbox, whose clock can be moved.
    Sandbox(renmai_sandbox::Clock),
}

impl Clock {
    /// The machine's clock. A build with debug assertions lets the torture test start a copy of the program so many
    /// seconds ahead of the machine, as if it had been down until then: `RENMAI_CLOCK_AHEAD`.
    pub fn machine() -> Clock {
        #[cfg(debug_assertions)]
        if let Some(ahead) = std::env::var("RENMAI_CLOCK_AHEAD").ok().and_then(|text| text.parse().ok()) {
            let clock = renmai_sandbox::Clock::system();
            clock.advance(chrono::Duration::seconds(ahead));
            return Clock::Sandbox(clock);
        }
        Clock::System
    }

    /// The time now (UTC).
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => Utc::now(),
            Clock::Sandbox(clock) => clock.now(),
        }
    }

    /// Waits until somebody has moved the clock since the call; the machine's moves by itself and is not waited for.
    pub fn moved(&self) -> impl Future<Output = ()> + Send + use<> {
        match self {
            Clock::System => Either::Left(std::future::pending()),
            Clock::Sandbox(clock) => Either::Right(clock.changed()),
        }
    }
}
