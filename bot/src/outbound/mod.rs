//! Messages on their way out: they wait in the outbox and are sent in order per chat, as fast as Telegram allows.
//! Only the sender sends messages; callback queries are answered by the update poller.

mod delivery;
pub mod message;
pub mod outbox;
mod sender;
mod throttle;

pub(crate) use sender::Sender;
pub use throttle::{SendLimit, SendThrottle};
