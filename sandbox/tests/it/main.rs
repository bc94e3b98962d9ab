//! The sandbox, driven over HTTP as a bot drives Telegram.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod commands;
mod faults;
mod files;
mod guard;
mod house;
mod html;
mod imports;
mod keyboards;
mod mail;
mod messages;
mod page;
mod peers;
mod people;
mod presses;
mod save;
mod telegram;
mod updates;
