//! Telegram's published limits for sending: about one message a second into one chat, after a short burst, and about
//! thirty a second into all chats together.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Counts what was sent, in real time: the sandbox's clock may stand still.
#[derive(Debug, Default)]
pub(crate) struct SendLimits {
    everyone: Option<Bucket>,
    chats: BTreeMap<i64, Bucket>,
}

#[derive(Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

/// How many messages a bucket holds, and how many are added each second.
struct Capacity {
    burst: f64,
    per_second: f64,
}

const CHAT: Capacity = Capacity { burst: 5.0, per_second: 1.0 };
const EVERYONE: Capacity = Capacity { burst: 30.0, per_second: 30.0 };

impl SendLimits {
    /// Counts one message, or answers how many seconds to wait before it may be sent.
    pub(crate) fn pass(&mut self, chat: i64) -> Result<(), u64> {
        let now = Instant::now();
        let everyone = self.everyone.get_or_insert(Bucket { left: EVERYONE.burst, at: now });
        let own = self.chats.entry(chat).or_insert(Bucket { left: CHAT.burst, at: now });
        everyone.fill(&EVERYONE, now);
        own.fill(&CHAT, now);
        let wait = everyone.wait(&EVERYONE).max(own.wait(&CHAT));
        if wait > Duration::ZERO {
            return Err(wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
        }
        everyone.left -= 1.0;
        own.left -= 1.0;
        Ok(())
    }
}

impl Bucket {
    fn fill(&mut self, capacity: &Capacity, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + passed * capacity.per_second).min(capacity.burst);
        self.at = now;
    }

    fn wait(&self, capacity: &Capacity) -> Duration {
        Duration::from_secs_f64(((1.0 - self.left) / capacity.per_second).max(0.0))
    }
}
