//! Keeps the sender within Telegram's published limits: about one message a second per chat with short bursts, thirty
//! a second in all (<https://core.telegram.org/bots/faq#broadcasting-to-users>).

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use renmai_core::store::Priority;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Which limits the sender keeps to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SendLimit {
    /// Its published limits.
    #[default]
    Telegram,
    /// None: for a private Bot API server.
    Off,
}

/// Says when the sender may make its next call.
#[derive(Debug)]
pub struct SendThrottle {
    limits: Option<Limits>,
    /// A permit for each call that is under way.
    calls: Semaphore,
    /// The permits that bulk messages may have, so that an answer never waits behind them.
    bulk: Semaphore,
    /// Until when which chats were told to wait.
    told: Mutex<HashMap<i64, DateTime<Utc>>>,
}

#[derive(Debug)]
struct Limits {
    all: DefaultDirectRateLimiter,
    chats: DefaultKeyedRateLimiter<i64>,
}

/// The longest wait of a chat that counts as a sign that the whole bot is too fast.
const LONGEST_PAUSE: TimeDelta = TimeDelta::seconds(61);

/// How many calls are made at a time: more would be no faster, and each is a connection.
const CALLS: usize = 32;

/// How many of them may be for bulk messages.
const BULK_CALLS: usize = 8;

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
const ALL_A_SECOND: NonZeroU32 = match NonZeroU32::new(30) {
    Some(rate) => rate,
    None => NonZeroU32::MIN,
};

impl SendThrottle {
    /// With these limits.
    pub fn new(limit: SendLimit) -> SendThrottle {
        let limits = match limit {
            SendLimit::Telegram => Some(Limits {
                all: RateLimiter::direct(Quota::per_second(ALL_A_SECOND)),
                chats: RateLimiter::keyed(Quota::per_second(A_SECOND).allow_burst(BURST)),
            }),
            SendLimit::Off => None,
        };
        SendThrottle {
            limits,
            calls: Semaphore::new(CALLS),
            bulk: Semaphore::new(BULK_CALLS),
            told: Mutex::default(),
        }
    }

    /// Telegram told a chat to wait until then.
    pub fn told_to_wait(&self, chat: i64, until: DateTime<Utc>, now: DateTime<Utc>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        // A longer wait says something of this chat alone.
        if until - now <= LONGEST_PAUSE {
            told.insert(chat, until);
        }
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
        let line = self.calls.acquire().await.ok();
        // Last: calls that waited for a permit must not leave together.
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
        let throttle = SendThrottle::new(SendLimit::Telegram);
        let bulk = |chat| throttle.turn(chat, Priority::Bulk).now_or_never();
        let mut under_way: Vec<Turn<'_>> = (0..BULK_CALLS as i64).filter_map(bulk).collect();
        assert_eq!(under_way.len(), BULK_CALLS);
        assert!(bulk(100).is_none());
        assert!(throttle.turn(101, Priority::Answer).now_or_never().is_some());
        under_way.pop();
        assert!(bulk(100).is_some());
    }

    #[test]
    fn two_chats_that_are_told_to_wait_are_the_whole_bot() {
        let at = |second| DateTime::from_timestamp(second, 0).unwrap();
        let throttle = SendThrottle::new(SendLimit::Telegram);
        assert_eq!(throttle.all_wait(at(0)), None);
        throttle.told_to_wait(1, at(10), at(0));
        throttle.told_to_wait(1, at(20), at(0));
        assert_eq!(throttle.all_wait(at(5)), None);
        throttle.told_to_wait(2, at(8), at(5));
        assert_eq!(throttle.all_wait(at(5)), Some(at(20)));
        assert_eq!(throttle.all_wait(at(8)), None);
        throttle.told_to_wait(2, at(30), at(8));
        assert_eq!(throttle.all_wait(at(20)), None);
    }
    #[test]
    fn what_is_asked_of_two_chats_for_long_holds_up_nobody_else() {
        let at = |second| DateTime::from_timestamp(second, 0).unwrap();
        let throttle = SendThrottle::new(SendLimit::Telegram);
        for chat in 1..4 {
            throttle.told_to_wait(chat, at(86_400), at(0));
        }
        assert_eq!(throttle.all_wait(at(0)), None);
    }
}
