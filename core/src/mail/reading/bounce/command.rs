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
    transcript(report).or_else(|| COMMANDS.all(plain).first().map(|found| found.means))
}

/// The last command that was sent before a refusal (`>>> RCPT To:<…>`, `<<< 550 …`).
fn transcript(report: &str) -> Option<Command> {
    let mut sent = None;
    for line in report.lines() {
        let line = line.trim_start();
        if let Some(command) = [">>> ", "--> ", "==> "].iter().find_map(|mark| line.strip_prefix(mark)) {
            sent = verb(command);
        }
        let answer = ["<<< ", "<-- ", "<== "].iter().find_map(|mark| line.strip_prefix(mark));
        if sent.is_some() && answer.is_some_and(|answer| answer.starts_with(['4', '5'])) {
            return sent;
        }
    }
    None
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
