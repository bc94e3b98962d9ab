//! Words that are a command although no stroke stands before them.

use chrono::NaiveDate;
use renmai_core::read::date::{parse_day, split_when};
use renmai_core::read::happened;
use renmai_core::vocabulary::{Grade, Stage, Value};

use super::{Asked, Command, read};

/// Words behind a contact's name that are a command without its stroke: "snooze 3d", "A", "tomorrow 15:00 call". Only
/// where all of it is understood: else they say what happened.
pub fn without_stroke(words: &str, today: NaiveDate) -> Option<(&'static str, String)> {
    let grade = |word: &str| Grade::parse(word.trim_end_matches('级')).is_some();
    if grade(words.trim()) {
        return Some((Command::Grade.name(), words.to_owned()));
    }
    if let Some((Asked::Command(command), args)) = read(&format!("/{words}")) {
        let first = args.split_whitespace().next().unwrap_or_default();
        let is_whole = match command {
            Command::Grade => grade(first),
            Command::Stage => Stage::parse(first).is_some(),
            Command::Value => Value::parse(first).is_some(),
            Command::Snooze => parse_day(args, today).is_some(),
            Command::Next => split_when(args, today).is_some(),
            _ => false,
        };
        return is_whole.then(|| (command.name(), args.to_owned()));
    }
    let planned = split_when(words, today).is_some() && !happened::line(words, None).certain;
    planned.then(|| (Command::Next.name(), words.to_owned()))
}
