//! Telegram's published limits, kept by ourselves: about one message a second per chat with short bursts, thirty
//! a second in all (<https://core.telegram.org/bots/faq#broadcasting-to-users>).

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use renmai_core::store::Priority;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Whether we keep to Telegram's limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SendLimit {
    /// Its published limits.
    #[default]
    Telegram,
    /// None: for a private Bot API server.
    Off,
}

/// Says when the next call may be made.
#[derive(Debug)]
pub struct Pace {
    limits: Option<Limits>,
    /// A place for each call that is under way.
    lines: Semaphore,
    /// Those of them that bulk may have, so that an answer never queues behind it.
    bulk: Semaphore,
    /// Until when which chats were told to wait.
    told: Mutex<HashMap<i64, DateTime<Utc>>>,
}

#[derive(Debug)]
struct Limits {
    all: DefaultDirectRateLimiter,
    chats: DefaultKeyedRateLimiter<i64>,
}

/// How many calls are made at a time: more would be no faster, and each is a connection.
const LINES: usize = 32;

/// How many of them bulk may have.
const BULK: usize = 8;

/// A call that may be made now; dropped when it is over.
#[derive(Debug)]
pub struct Turn<'a> {
    _places: [Option<SemaphorePermit<'a>>; 2],
}

const A_SECOND: NonZeroU32 = NonZeroU32::MIN;
const BURST: NonZeroU32 = match NonZeroU32::new(20) {
    Some(burst) => burst,
    None => NonZeroU32::MIN,
};
const IN_ALL: NonZeroU32 = match NonZeroU32::new(30) {
    Some(rate) => rate,
    None => NonZeroU32::MIN,
};

impl Pace {
    /// With these limits.
    pub fn new(limit: SendLimit) -> Pace {
        let limits = match limit {
            SendLimit::Telegram => Some(Limits {
                all: RateLimiter::direct(Quota::per_second(IN_ALL)),
                chats: RateLimiter::keyed(Quota::per_second(A_SECOND).allow_burst(BURST)),
            }),
            SendLimit::Off => None,
        };
        Pace { limits, lines: Semaphore::new(LINES), bulk: Semaphore::new(BULK), told: Mutex::default() }
    }

    /// Telegram told a chat to wait until then.
    pub fn told_to_wait(&self, chat: i64, until: DateTime<Utc>) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(chat, until);
    }

    /// Until when nothing may be sent to anybody. Telegram does not say whether it is a chat that was too fast or the
    /// whole bot; where two chats are told to wait at a time, it is the bot.
    pub fn all_wait(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.retain(|_, until| *until > now);
        told.values().copied().max().filter(|_| told.len() > 1)
    }

    /// Waits until a call to this chat may be made.
    pub async fn turn(&self, chat: i64, priority: Priority) -> Turn<'_> {
        let bulk = match priority {
            Priority::Bulk => self.bulk.acquire().await.ok(),
            Priority::Answer => None,
        };
        if let Some(limits) = &self.limits {
            limits.chats.until_key_ready(&chat).await;
        }
        let line = self.lines.acquire().await.ok();
        // Last, so that what waited for a line does not leave faster than this.
        if let Some(limits) = &self.limits {
            limits.all.until_ready().await;
        }
        Turn { _places: [bulk, line] }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    #[test]
    fn an_answer_never_queues_behind_bulk() {
        let pace = Pace::new(SendLimit::Telegram);
        let bulk = |chat| pace.turn(chat, Priority::Bulk).now_or_never();
        let mut under_way: Vec<Turn<'_>> = (0..BULK as i64).filter_map(bulk).collect();
        assert_eq!(under_way.len(), BULK);
        assert!(bulk(100).is_none());
        assert!(pace.turn(101, Priority::Answer).now_or_never().is_some());
        under_way.pop();
        assert!(bulk(100).is_some());
    }

    #[test]
    fn two_chats_that_are_told_to_wait_are_the_whole_bot() {
        let at = |second| DateTime::from_timestamp(second, 0).unwrap();
        let pace = Pace::new(SendLimit::Telegram);
        assert_eq!(pace.all_wait(at(0)), None);
        pace.told_to_wait(1, at(10));
        pace.told_to_wait(1, at(20));
        assert_eq!(pace.all_wait(at(5)), None);
        pace.told_to_wait(2, at(8));
        assert_eq!(pace.all_wait(at(5)), Some(at(20)));
        assert_eq!(pace.all_wait(at(8)), None);
        pace.told_to_wait(2, at(30));
        assert_eq!(pace.all_wait(at(20)), None);
    }
}
