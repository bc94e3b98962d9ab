//! Telegram as the bot needs it: its updates read, its methods called.
//! Knows nothing of the rest of the bot.

mod answer;
mod client;
mod update;
mod wire;

pub use answer::CallError;
pub use client::{FILE_LIMIT, Telegram, Upload};
pub use update::{Incoming, Person, Replied, SentFile, Shown, Update, What};
