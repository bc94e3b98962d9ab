//! Telegram as the bot needs it: its updates read, its methods called.
//! Knows nothing of the rest of the bot.

mod client;
mod update;
mod wire;

pub use client::{CallError, FILE_LIMIT, Telegram, Upload};
pub use update::{Incoming, Person, Replied, SentFile, Shown, Update, What};
