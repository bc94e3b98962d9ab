//! Signs of life of the running bot, read by `/health`.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What the running bot did last, and which of its tasks run.
#[derive(Debug, Default)]
pub struct Liveness {
    heard_at: AtomicI64,
    ticked_at: AtomicI64,
    written_at: AtomicI64,
    write_fails: AtomicBool,
    leads: AtomicBool,
    tasks: Mutex<BTreeMap<&'static str, TaskState>>,
}

/// What a task of the bot is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// It runs.
    Running,
    /// It was told to stop and has stopped, as the sender does in a process that no longer leads.
    Stopped,
    /// It ended though nobody told it to: the process is about to end.
    Failed,
}

/// The signs of life at one moment. Instants are UTC seconds, 0 for never.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signs {
    /// When Telegram last answered `getUpdates`.
    pub heard_at: i64,
    /// When the scheduler last ticked, or the process last saw that another one leads.
    pub ticked_at: i64,
    /// When something was last committed.
    pub written_at: i64,
    /// The last try to write failed.
    pub write_fails: bool,
    /// This process leads, so it writes each minute.
    pub leads: bool,
    /// The tasks by name.
    pub tasks: BTreeMap<String, TaskState>,
}

impl Liveness {
    /// Telegram answered `getUpdates`.
    pub fn heard(&self, now: DateTime<Utc>) {
        self.heard_at.store(now.timestamp(), Ordering::Relaxed);
    }

    /// The scheduler ticked, or another process leads and does it.
    pub fn ticked(&self, now: DateTime<Utc>) {
        self.ticked_at.store(now.timestamp(), Ordering::Relaxed);
    }

    /// Something was committed.
    pub fn wrote(&self, now: DateTime<Utc>) {
        self.written_at.store(now.timestamp(), Ordering::Relaxed);
        self.write_fails.store(false, Ordering::Relaxed);
    }

    /// Something could not be committed.
    pub fn could_not_write(&self) {
        self.write_fails.store(true, Ordering::Relaxed);
    }

    /// This process leads from now on.
    pub fn leads(&self) {
        self.leads.store(true, Ordering::Relaxed);
    }

    /// This process leads no longer.
    pub fn stands_by(&self) {
        self.leads.store(false, Ordering::Relaxed);
    }

    /// What a task does from now on.
    pub fn set_task(&self, name: &'static str, state: TaskState) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).insert(name, state);
    }

    /// All signs of life at this moment.
    pub fn signs(&self) -> Signs {
        let tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        Signs {
            heard_at: self.heard_at.load(Ordering::Relaxed),
            ticked_at: self.ticked_at.load(Ordering::Relaxed),
            written_at: self.written_at.load(Ordering::Relaxed),
            write_fails: self.write_fails.load(Ordering::Relaxed),
            leads: self.leads.load(Ordering::Relaxed),
            tasks: tasks.iter().map(|(name, state)| ((*name).to_owned(), *state)).collect(),
        }
    }
}
