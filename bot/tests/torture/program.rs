//! The program under torture: the real binary in a process of its own, which dies by `kill -9` or by itself.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::TOKEN;

/// With what the secrets of mailboxes are sealed.
pub(crate) const MAIL_KEY: &str = "q2dXyM0hH1w3nLr8Zb5cVt7Jk9Ps4Ue6Ag2Yd1Xo0Fs=";

/// A running copy of `renmai run`.
pub(crate) struct Program {
    child: Child,
}

/// What a copy is started with.
pub(crate) struct Start<'a> {
    /// Where the sandbox's Bot API is.
    pub(crate) api: &'a str,
    /// Where the book is.
    pub(crate) database: &'a str,
    /// Where its log and its output go.
    pub(crate) folder: &'a Path,
    /// How many seconds its clock is ahead of the machine's.
    pub(crate) ahead: i64,
    /// The failpoint at which it dies, with the passage: `message-sent:3`.
    pub(crate) die_at: Option<&'a str>,
    /// How large a file it can write, in KiB, until the disk has room again.
    pub(crate) largest_file: Option<u64>,
}

impl Program {
    /// Starts a copy.
    pub(crate) fn start(start: &Start<'_>) -> Program {
        let file = |name: &str| {
            let path = start.folder.join(name);
            File::options().create(true).append(true).open(path).unwrap()
        };
        let program = env!("CARGO_BIN_EXE_renmai");
        let mut command = match start.largest_file {
            None => Command::new(program),
            // Beyond the limit a write fails, as it does on a full disk, once the signal that says so is ignored.
            Some(kib) => {
                let mut shell = Command::new("sh");
                let run = format!("trap '' XFSZ; ulimit -S -f {}; exec \"$0\" \"$@\"", 2 * kib);
                shell.args(["-c", &run, program]);
                shell
            }
        };
        command
            .arg("run")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(start.folder)
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("TELOXIDE_API_URL", start.api)
            .env("DATABASE_URL", start.database)
            .env("LISTEN", "127.0.0.1:0")
            // Nobody there: the domains are made up, and nobody in the world is asked about them.
            .env("RENMAI_DNS", "127.0.0.1:9")
            .env("RENMAI_SEND_LIMIT", "off")
            .env("RENMAI_MAIL_KEY", MAIL_KEY)
            .env("RENMAI_CLOCK_AHEAD", start.ahead.to_string())
            .env("RUST_LOG", "warn")
            .stdout(Stdio::from(file("output")))
            .stderr(Stdio::from(file("log")));
        if let Some(place) = start.die_at {
            command.env("RENMAI_DIE_AT", place);
        }
        Program { child: command.spawn().unwrap() }
    }

    /// Whether it has died, and how.
    pub(crate) fn has_died(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Waits until it dies by itself, at most so long.
    pub(crate) async fn dies_within(&mut self, time: Duration) -> Option<ExitStatus> {
        let dies = async {
            loop {
                if let Some(status) = self.has_died() {
                    return status;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(time, dies).await.ok()
    }

    /// The disk has room again.
    pub(crate) fn can_write_again(&self) {
        let id = self.child.id().to_string();
        let done = Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited:"]).status();
        assert!(done.is_ok_and(|status| status.success()), "prlimit (of util-linux) does not run");
    }

    /// `kill -9`: no destructor runs, nothing is flushed.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}
