//! The torture: the real program against a Telegram that fails, killed again and again, with several people at work.
//!
//! ```sh
//! cargo test --package renmai --test torture                              # about a minute
//! cargo test --package renmai --test torture -- --minutes 30 --seed 7     # longer, and the same again
//! cargo test --package renmai --test torture -- --mails --minutes 10      # three of them write mails too
//! ```
//!
//! Each round is one day. People say random things in bursts; calls fail with 429, 5xx, pages of HTML and broken lines;
//! updates come twice, presses under another number; somebody blocks the bot and comes back; and the program dies: by
//! `kill -9` at random instants, and at every named failpoint. In the evening the database is asked, beside the
//! program, whether everything that was accepted is there exactly once, every command was answered, every reminder came
//! once for its day, and a message that came again is marked as a repeat and had a reason to.
//!
//! With `--mails` some write mails, at servers that break off at any step, with and without having taken the mail, and
//! customers answer. Then it also dies at the failpoints of mails, and asks whether a mail was lost or went twice, and
//! whether its writer knows what became of it. A day takes far longer, since a mail waits for its server and its hour;
//! the story `mail_crash` meets each of these failpoints once, in seconds.
//!
//! The program's clock is the machine's, ahead of it by as much as it is told when it starts: killed on Monday, it is
//! started on Tuesday. That is what a program sees whose machine was down, and needs no second way to tell it the time.
//! The seed decides what is said, what fails and where it dies; how the threads of two processes meet, it cannot.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]
#![expect(clippy::disallowed_methods, reason = "how long it runs is the machine's time")]

mod audit;
mod database;
mod people;
mod program;
mod world;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use audit::Findings;
use world::World;

const TOKEN: &str = "100001:sandbox-token-for-the-torture-only";

/// How long everybody waits for what is owed to them, once Telegram works again.
const PATIENCE: Duration = Duration::from_secs(60);

/// Rows of a list: more than are written in one statement.
const ROWS: u64 = 130;

/// Mails that everybody with a mailbox writes in a day.
const MAILS: usize = 4;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)?.parse::<u64>().ok())
    };
    let values = ["--minutes", "--seed", "--test-threads", "--skip"];
    let is_value = |at: usize| at > 0 && values.contains(&args[at - 1].as_str());
    let filter = (0..args.len()).find(|at| !args[*at].starts_with('-') && !is_value(*at));
    // `cargo test grade` runs the tests with that in their name: not this one.
    let is_named = filter.is_none_or(|at| "torture".contains(args[at].as_str()));
    if !is_named || args.iter().any(|arg| arg == "--list") {
        return ExitCode::SUCCESS;
    }
    let seed = option("--seed").unwrap_or_else(|| rand::random_range(0..1_000_000));
    let time =
        option("--minutes").map_or(Duration::from_secs(50), |minutes| Duration::from_secs(60 * minutes));
    println!("\ntorture: seed {seed}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if runtime.block_on(torture(seed, time, args.iter().any(|arg| arg == "--mails"))) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs days for so long, and until every failpoint was met; says whether all is well.
async fn torture(seed: u64, time: Duration, with_mails: bool) -> bool {
    let start = Instant::now();
    let mut findings = Findings::default();
    let mut world = World::found(seed, with_mails, &mut findings).await;
    let mut days = 0;
    while findings.all().next().is_none() && (start.elapsed() < time || !world.unmet().is_empty()) {
        if start.elapsed() > 4 * time {
            findings.wrong.push(format!("never died at {:?}", world.unmet()));
            break;
        }
        world.day(&mut findings).await;
        days += 1;
    }
    world.report(seed, days, start.elapsed(), &findings).await;
    let well = findings.all().next().is_none();
    if !well {
        let kept = world.database.folder.keep();
        println!("  the database, the log and the output are kept in {}", kept.display());
    }
    well
}
