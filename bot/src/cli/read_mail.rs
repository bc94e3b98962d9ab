//! `renmai read-mail`: what the reader makes of raw mails, one JSON object a line. It needs no book.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::NaiveDate;
use renmai_core::mail::reading::{self, Class, Reading};
use serde::Serialize;

/// What was made of one file.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    class: Class,
    /// Of a bounce: whether the address is bad. `null` while that is not decided.
    hard: Option<bool>,
    recipient: Option<String>,
    message_id: Option<String>,
    until: Option<NaiveDate>,
    text: String,
}

/// Why nothing was made of it.
#[derive(Serialize)]
struct Fault<'a> {
    file: &'a str,
    error: String,
}

/// Prints a line for each file. One that is no mail does not stop the others; the exit code tells of it.
pub(super) fn run(files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for path in files {
        let file = &*path.to_string_lossy();
        match read(path) {
            Ok(Reading { class, verdict, recipient, message_id, until, text }) => {
                let hard = verdict.and_then(|verdict| verdict.hard());
                let line = Line { file, class, hard, recipient, message_id, until, text };
                serde_json::to_writer(&mut out, &line)?;
            }
            Err(fault) => {
                code = ExitCode::FAILURE;
                serde_json::to_writer(&mut out, &Fault { file, error: format!("{fault:#}") })?;
            }
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(code)
}

/// Reads one file, of a big one only the beginning, where all texts are.
fn read(path: &Path) -> anyhow::Result<Reading> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(reading::FILE_LIMIT)?;
    let opened = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    opened.context("the file cannot be read")?;
    Ok(reading::read(&bytes)?)
}
