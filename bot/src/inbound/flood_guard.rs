//! Ignores a person who sends more in a minute than anybody types ([`renmai_core::flood_guard`]).
//!
//! The counts are kept in memory, since writing them down would cost each message a write. A restart forgets them, and
//! so lets through one more minute of a flood. The counts of a batch stand only when it is committed: a batch that
//! could not be committed comes again and must not count twice.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use renmai_core::flood_guard::{Decision, Window};

/// What everybody sent lately. Clones share the counts.
#[derive(Debug, Clone, Default)]
pub struct FloodGuard {
    windows: Arc<Mutex<Windows>>,
}

/// By Telegram's number of the person.
type Windows = BTreeMap<i64, Window>;

/// When it holds more people than this, those whose minute is over are forgotten.
const MANY: usize = 10_000;

/// What one batch adds.
#[derive(Debug)]
pub struct Count<'a> {
    guard: &'a FloodGuard,
    new: Windows,
}

impl FloodGuard {
    /// Begins to count a batch.
    pub fn count(&self) -> Count<'_> {
        Count { guard: self, new: Windows::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Windows> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Count<'_> {
    /// Counts what a person sent at `at` (UTC).
    pub fn one(&mut self, person: i64, at: DateTime<Utc>) -> Decision {
        let before = self.new.get(&person).copied().or_else(|| self.guard.lock().get(&person).copied());
        let (tally, verdict) = Window::count(before, at);
        self.new.insert(person, tally);
        verdict
    }

    /// The batch is committed: what was counted stays.
    pub fn keep(mut self, now: DateTime<Utc>) {
        let mut windows = self.guard.lock();
        windows.append(&mut self.new);
        if windows.len() > MANY {
            windows.retain(|_, tally| tally.is_of(now));
        }
    }
}
