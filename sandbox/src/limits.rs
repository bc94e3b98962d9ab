//! How fast a bot may send, as Telegram publishes it: about one message a second into one chat, with a little patience,
//! and about thirty a second altogether.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Counts what was sent. It runs on real time, not on the sandbox's clock: it is about load.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    everyone: Option<Bucket>,
    chats: BTreeMap<i64, Bucket>,
}

#[derive(Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

/// A bucket's size and how much of it fills up again in a second.
struct Pace {
    burst: f64,
    per_second: f64,
}

const CHAT: Pace = Pace { burst: 5.0, per_second: 1.0 };
const EVERYONE: Pace = Pace { burst: 30.0, per_second: 30.0 };

impl Limits {
    /// Lets one message pass, or answers how many seconds to wait.
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
    fn fill(&mut self, pace: &Pace, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + passed * pace.per_second).min(pace.burst);
        self.at = now;
    }

    fn wait(&self, pace: &Pace) -> Duration {
        Duration::from_secs_f64(((1.0 - self.left) / pace.per_second).max(0.0))
    }
}
