//! The program: reads `.env` and the command line, and hands over.

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use renmai::cli::Cli;
use tokio::runtime::Runtime;

/// How long the end waits for what works in a thread of its own.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

#[expect(clippy::print_stderr, reason = "the last word to the operator, who may have turned the log off")]
fn main() -> ExitCode {
    // Before there is a second thread: setting the environment is not safe beside one.
    let env_file = dotenvy::dotenv();
    let cli = Cli::parse();
    renmai::cli::log_to_stderr();
    let done = Runtime::new().map_err(anyhow::Error::from).and_then(|runtime| {
        let done = runtime.block_on(cli.carry_out(env_file));
        // A job that does not hear that it is time to stop must not keep the process from ending.
        runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
        done
    });
    done.unwrap_or_else(|fault| {
        eprintln!("renmai: {fault:#}");
        ExitCode::FAILURE
    })
}
