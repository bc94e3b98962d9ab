//! Faults that a test asks for: what a bad network or an overloaded Telegram does to the calls of a bot.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 429, with the seconds to wait; the call is not carried out.
    TooManyRequests {
        /// How many seconds to wait.
        retry_after: u64,
    },
    /// 500 or 502, in Telegram's envelope; the call is not carried out.
    ServerError(u16),
    /// A gateway's error page where JSON should be; the call is not carried out.
    HtmlInsteadOfJson,
    /// The connection breaks before the call is carried out.
    DropConnection,
    /// The call is carried out, and the connection breaks before the answer.
    DropAfter,
    /// The call is carried out this much later, if the bot still waits for it.
    Hang(Duration),
}

/// Plans the faults of a sandbox. Clones share one plan.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    plan: Arc<Mutex<Plan>>,
}

#[derive(Debug, Default)]
struct Plan {
    next: VecDeque<Fault>,
    by_method: BTreeMap<String, VecDeque<Fault>>,
    rate: Option<Rate>,
    twice: bool,
    limits: bool,
    struck: u64,
}

#[derive(Debug)]
struct Rate {
    percent: u8,
    random: u64,
}

impl Faults {
    /// The next `n` calls of any method but `getUpdates` fail. For `getUpdates` there is [`Faults::on_method`].
    pub fn fail_next(&self, n: usize, fault: Fault) {
        self.plan().next.extend(std::iter::repeat_n(fault, n));
    }

    /// The next `n` calls of one method fail.
    pub fn on_method(&self, method: &str, n: usize, fault: Fault) {
        let mut plan = self.plan();
        plan.by_method.entry(method.to_ascii_lowercase()).or_default().extend(std::iter::repeat_n(fault, n));
    }

    /// So many percent of the calls fail, each with a random fault; the same seed gives the same faults.
    pub fn rate(&self, percent: u8, seed: u64) {
        self.plan().rate = Some(Rate { percent, random: seed });
    }

    /// Whether each update is delivered once more after it was confirmed, under the same `update_id`.
    pub fn deliver_twice(&self, twice: bool) {
        self.plan().twice = twice;
    }

    /// Whether Telegram's published sending limits hold: about one message a second into one chat, thirty altogether.
    pub fn telegram_limits(&self, hold: bool) {
        self.plan().limits = hold;
    }

    /// Forgets the plan; the count of faults stays.
    pub fn clear(&self) {
        let mut plan = self.plan();
        *plan = Plan { struck: plan.struck, ..Plan::default() };
    }

    /// How many calls have failed so far.
    pub fn struck(&self) -> u64 {
        self.plan().struck
    }

    /// Takes the fault of this call out of the plan, if it has one.
    pub(crate) fn strike(&self, method: &str) -> Option<Fault> {
        let mut plan = self.plan();
        let fault = plan.strike(&method.to_ascii_lowercase());
        plan.struck += u64::from(fault.is_some());
        fault
    }

    pub(crate) fn delivers_twice(&self) -> bool {
        self.plan().twice
    }

    pub(crate) fn limits_hold(&self) -> bool {
        self.plan().limits
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Plan {
    fn strike(&mut self, method: &str) -> Option<Fault> {
        if let Some(fault) = self.by_method.get_mut(method).and_then(VecDeque::pop_front) {
            return Some(fault);
        }
        if method != "getupdates"
            && let Some(fault) = self.next.pop_front()
        {
            return Some(fault);
        }
        self.rate.as_mut()?.strike()
    }
}

impl Rate {
    fn strike(&mut self) -> Option<Fault> {
        if self.draw() % 100 >= u64::from(self.percent) {
            return None;
        }
        Some(match self.draw() % 5 {
            0 => Fault::TooManyRequests { retry_after: 1 },
            1 => Fault::ServerError(502),
            2 => Fault::HtmlInsteadOfJson,
            3 => Fault::DropConnection,
            _ => Fault::DropAfter,
        })
    }

    /// The next random number, by `SplitMix64`.
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
