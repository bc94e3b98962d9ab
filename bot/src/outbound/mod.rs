//! Messages on their way out: waiting in the outbox, sent in order per chat, at a pace that Telegram takes.
//! Nothing else sends.

pub mod message;
pub mod outbox;
mod sender;
mod throttle;

pub(crate) use sender::Sender;
pub use throttle::{Pace, SendLimit};
