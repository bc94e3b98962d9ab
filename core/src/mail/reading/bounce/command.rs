//! With which command a mail was refused: what was said of the recipient, the sender, or the mail.

use std::sync::LazyLock;

use super::super::super::phrases::{Phrases, plain};

/// What was asked of a server when it refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// To talk at all.
    Open,
    /// To take a mail of this sender (MAIL).
    Mail,
    /// To take one for this recipient (RCPT).
    Rcpt,
    /// To take the mail itself (DATA, and the mail that follows it).
    Data,
}

impl Command {
    fn parse(code: &str) -> Option<Self> {
        match code {
            "open" => Some(Self::Open),
            "mail" => Some(Self::Mail),
            "rcpt" => Some(Self::Rcpt),
            "data" => Some(Self::Data),
            _ => None,
        }
    }
}

static COMMANDS: LazyLock<Phrases<Command>> =
    LazyLock::new(|| Phrases::of(include_str!("../../../../data/mail/commands.tsv"), Command::parse));

/// The command that a report names first: by a transcript of the conversation, else in words.
pub(super) fn refused(report: &str, plain: &str) -> Option<Command> {
    let named = || COMMANDS.all(plain).first().map(|found| found.means);
    // In a report that says nothing of another command, "RCPT" alone is what was refused.
    let alone = || {
        let mut at = plain.match_indices("rcpt").map(|(at, word)| &plain[at + word.len()..]);
        // Not a list of who sent what to whom.
        at.any(|rest| !rest.starts_with(" to: ")).then_some(Command::Rcpt)
    };
    transcript(report).or_else(named).or_else(alone)
}

/// The last command that was sent before a refusal (`>>> RCPT To:<…>`, `<<< 550 …`).
fn transcript(report: &str) -> Option<Command> {
    if ![">>> ", "--> ", "==> "].iter().any(|mark| report.contains(mark)) {
        return None;
    }
    let mut sent = None;
    for line in report.lines() {
        if let Some(command) = after(line, [">>> ", "--> ", "==> "]) {
            sent = verb(command);
        }
        let answer = after(line, ["<<< ", "<-- ", "<== "]);
        if sent.is_some() && answer.is_some_and(|answer| answer.starts_with(['4', '5'])) {
            return sent;
        }
    }
    None
}

/// What follows a mark that stands at the beginning of a line, perhaps behind a word or a time.
fn after<'a>(line: &'a str, marks: [&str; 3]) -> Option<&'a str> {
    let (before, after) = marks.iter().find_map(|mark| line.split_once(mark))?;
    (before.trim().len() <= 12).then_some(after)
}

fn verb(command: &str) -> Option<Command> {
    let command = plain(command);
    let verb = command.split([' ', ':']).next().unwrap_or_default();
    match verb {
        "helo" | "ehlo" | "lhlo" | "starttls" => Some(Command::Open),
        "mail" => Some(Command::Mail),
        "rcpt" => Some(Command::Rcpt),
        "data" | "." | "bdat" => Some(Command::Data),
        _ => None,
    }
}
