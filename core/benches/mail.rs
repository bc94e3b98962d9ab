//! How many incoming mails are read in a second, on one core. `cargo bench --package renmai-core --bench mail`

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a bench that fails says why, and says its figure"
)]

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use renmai_core::mail::reading::read;

/// So many a second are promised.
const PROMISED: f64 = 10_000.0;
const AT_LEAST: Duration = Duration::from_secs(3);

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/bounces");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mails: Vec<Vec<u8>> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    // The tables are built by the first mail.
    black_box(read(&mails[0]).unwrap());
    // The fastest pass over all of them counts: others may use this machine too.
    let began = Instant::now();
    let mut fastest = Duration::MAX;
    while began.elapsed() < AT_LEAST {
        let pass = Instant::now();
        for mail in &mails {
            black_box(read(black_box(mail)).unwrap());
        }
        fastest = fastest.min(pass.elapsed());
    }
    let rate = mails.len() as f64 / fastest.as_secs_f64();
    eprintln!("{rate:.0} mails a second, of {} different ones; promised are {PROMISED:.0}", mails.len());
    if rate < PROMISED { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
