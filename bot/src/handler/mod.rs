//! What a feature may use: the context of one update, its outcome, buttons, dialogues and jobs.
//! Knows no feature, and neither reads nor sends anything by itself.

pub mod buttons;
pub mod common;
mod context;
pub mod dialogue;
pub mod job;
mod outcome;
mod question;

pub use context::Context;
pub use outcome::{Answer, Menu, Outcome, Stop, refused, routine_key};
pub use question::{CardQuestion, NOTHING_TO_ADD, Question, cancel_key};

/// The first word of the arguments and the rest, both trimmed.
pub fn first_word(args: &str) -> (&str, &str) {
    let args = args.trim();
    match args.split_once(char::is_whitespace) {
        Some((first, rest)) => (first, rest.trim()),
        None => (args, ""),
    }
}
