//! The clock of the sandbox and of the bot in it, which can be moved.

use std::future::Future;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use tokio::sync::watch;

/// A clock that can be moved. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct Clock {
    hands: Arc<watch::Sender<Hands>>,
}

#[derive(Debug, Clone, Copy)]
enum Hands {
    /// It runs with the machine's clock, this much ahead of it.
    Ahead(Duration),
    /// It stands still.
    Stopped(DateTime<Utc>),
}

impl Clock {
    /// A clock that shows the machine's time until it is moved, and runs on from there.
    pub fn system() -> Clock {
        Clock { hands: Arc::new(watch::Sender::new(Hands::Ahead(Duration::zero()))) }
    }

    /// A clock that stands still until it is moved.
    pub fn at(instant: DateTime<Utc>) -> Clock {
        Clock { hands: Arc::new(watch::Sender::new(Hands::Stopped(instant))) }
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        self.hands.borrow().now()
    }

    /// Moves the clock to an instant, forward or back.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.hands.send_modify(|hands| {
            *hands = match hands {
                Hands::Ahead(_) => Hands::Ahead(instant - machine_now()),
                Hands::Stopped(_) => Hands::Stopped(instant),
            }
        });
    }

    /// Moves the clock on, or back by a negative duration.
    pub fn advance(&self, by: Duration) {
        self.hands.send_modify(|hands| {
            *hands = match *hands {
                Hands::Ahead(ahead) => Hands::Ahead(ahead + by),
                Hands::Stopped(instant) => Hands::Stopped(instant + by),
            }
        });
    }

    /// Waits until the clock is moved. A move counts from this call on, not from the first poll, so that none is missed
    /// between reading the time and waiting.
    pub fn changed(&self) -> impl Future<Output = ()> + Send + 'static + use<> {
        let mut hands = self.hands.subscribe();
        // This keeps the sender alive: if it were dropped with the last clock, that would look like a move.
        let clock = self.clone();
        async move {
            let _ = hands.changed().await;
            drop(clock);
        }
    }

    /// How far ahead of the machine's clock it runs; `None` for a clock that stands still.
    pub(crate) fn ahead(&self) -> Option<Duration> {
        match *self.hands.borrow() {
            Hands::Ahead(ahead) => Some(ahead),
            Hands::Stopped(_) => None,
        }
    }

    /// Sets how far ahead of the machine's clock it runs; a clock that stands still is not changed.
    pub(crate) fn run_ahead(&self, by: Duration) {
        self.hands.send_if_modified(|hands| match hands {
            Hands::Ahead(ahead) if *ahead != by => {
                *ahead = by;
                true
            }
            _ => false,
        });
    }
}

impl Hands {
    fn now(self) -> DateTime<Utc> {
        match self {
            Hands::Ahead(ahead) => machine_now() + ahead,
            Hands::Stopped(instant) => instant,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
fn machine_now() -> DateTime<Utc> {
    Utc::now()
}
