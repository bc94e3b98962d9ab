//! Telegram's published limits, kept by ourselves: about one message a second per chat with short bursts, thirty
//! a second in all (<https://core.telegram.org/bots/faq#broadcasting-to-users>).

use std::num::NonZeroU32;

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

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
}

#[derive(Debug)]
struct Limits {
    all: DefaultDirectRateLimiter,
    chats: DefaultKeyedRateLimiter<i64>,
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
        Pace { limits }
    }

    /// Waits until a call to this chat may be made.
    pub async fn wait(&self, chat: i64) {
        if let Some(limits) = &self.limits {
            limits.chats.until_key_ready(&chat).await;
            limits.all.until_ready().await;
        }
    }
}
