//! The stories: what people say to the bot and what they hear, over the real stack.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

mod dns;
mod house;

mod add;
mod attach;
mod bounds;
mod cleanup;
mod dropbox;
mod due;
mod export;
mod fair;
mod faults;
mod fields;
mod find;
mod help;
mod ideal;
mod import;
mod insight;
mod log;
mod mail;
mod mail_crash;
mod mail_files;
mod mail_in;
mod mailbox_code;
mod mark;
mod merge;
mod metrics;
mod nudge;
mod photo;
mod presses;
mod program;
mod read_mail;
mod reminder;
mod rights;
mod ring;
mod settings;
mod team;
mod undo;
mod verify;
mod whom;
