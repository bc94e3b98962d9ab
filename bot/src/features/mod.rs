//! The features, one folder each, and the lists that name them all: commands, dialogues and buttons.
//! A feature imports no list; whoever routes an update reads them.

pub mod add;
pub mod attach;
pub mod card;
pub mod check;
pub mod clean;
pub mod due;
pub mod edit;
pub mod export;
pub mod fair;
pub mod field;
pub mod find;
pub mod forget;
pub mod help;
pub mod history;
pub mod ideal;
pub mod import;
pub mod insight;
pub mod list;
pub mod log;
pub mod mail;
pub mod mailbox;
pub mod mark;
pub mod merge;
pub mod metrics;
pub mod settings;
pub mod several;
pub mod team;
pub mod template;
pub mod undo;
pub mod verify;
pub mod whom;

mod buttons;
mod commands;
mod dialogues;

pub use buttons::{AnyButton, hide_rows, reveal_rows};
pub use commands::{Asked, Command, go_on, read, run, without_stroke};
pub use dialogues::AnyDialogue;
