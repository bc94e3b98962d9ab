//! The sandbox, driven over HTTP as a bot drives Telegram.

mod house;
mod updates;
