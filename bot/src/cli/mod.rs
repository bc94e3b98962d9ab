//! The command line: what an operator types.

mod backup;
mod bar;
mod book;
pub mod config;
pub mod database;
mod doctor;
mod dropbox;
mod export;
mod fill;
mod import;
mod mailbox;
mod metrics;
mod migrate;
mod read_mail;
mod run;
mod sandbox;

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::{Parser, Subcommand};
use renmai_core::book::Duplicates;
use renmai_core::fill::{Size, Wanted};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;

use crate::cli::config::Config;
use crate::runtime::health;

/// renmai (人脉): a lead book that lives in Telegram, for export salespeople.
///
/// Salespeople keep their leads by chatting with a bot; it reminds them every morning whom to follow up and why.
/// Without a command, renmai runs the bot if TELOXIDE_TOKEN is set, and else the sandbox.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// The sandbox's folder, where none is named.
const SANDBOX: &str = "renmai-sandbox";

const EXAMPLES: &str = "\
Examples:
  renmai                                   try it: open the page it names and chat as a member of an example team
  TELOXIDE_TOKEN=123:AA… renmai run        run the bot; the first start prints the owner's link
  renmai doctor                            check every setting, and say how to mend each
  renmai import leads.csv --team \"Brightway LED\" --owner Anna
  renmai metrics --period 90d --by grade --json
  DATABASE_URL=sqlite://big.db renmai fill --contacts 100000 --interactions 1000000 --seed 7
  renmai backup /backup/renmai-2026-12-01.db

Settings come from the environment and from a file .env in this folder or one above; .env.example explains each.
Logs go to the standard error; RUST_LOG=debug says more.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the bot, by long polling, until SIGTERM or Ctrl-C
    ///
    /// While there is no team yet, it prints a link by which the owner founds one. The link works once; each start
    /// prints a new one until it is used. GET /health on LISTEN says whether all is well.
    Run,
    /// Try everything without Telegram: a chat page in the browser, an example team, a clock that can be moved
    ///
    /// The page is served on LISTEN (http://127.0.0.1:8787). It has a database of its own.
    Sandbox {
        /// Forget what was tried before, and begin anew
        #[arg(long)]
        reset: bool,
        /// Where the sandbox keeps its database
        #[arg(long, value_name = "DIR", default_value = SANDBOX)]
        folder: PathBuf,
    },
    /// Import contacts from a file for one member of a team
    ///
    /// Rows that need attention are written to a new file beside it, with what is wrong in each: mend them there and
    /// import that.
    Import {
        /// A CSV, Excel (.xlsx, .xls) or vCard file
        file: PathBuf,
        /// The team's name
        #[arg(long)]
        team: String,
        /// Who will own the contacts: a member's name or Telegram username
        #[arg(long, value_name = "NAME")]
        owner: String,
        /// Fill what is missing in contacts that are in the book already; without it, their rows are skipped
        #[arg(long)]
        fill: bool,
    },
    /// Export the contacts of a team as CSV
    Export {
        /// The team's name; may be left out when there is only one
        #[arg(long)]
        team: Option<String>,
        /// The file to write; without it, the standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Show a team's figures
    Metrics {
        /// As JSON
        #[arg(long)]
        json: bool,
        /// The team's name; may be left out when there is only one
        #[arg(long)]
        team: Option<String>,
        /// 7d, 30d, 90d, 2026Q3 or all
        #[arg(long, default_value = "30d")]
        period: String,
        /// By owner, grade, source, country or industry
        #[arg(long, value_name = "DIMENSION")]
        by: Option<String>,
    },
    /// Write a consistent copy of the database to a new file, while the bot runs
    Backup {
        /// The file to write; it must not be there yet
        file: PathBuf,
    },
    /// Put a copy that `backup` wrote in the place of the database; the bot must be stopped
    ///
    /// A file that is replaced is kept beside it. A PostgreSQL database must be empty.
    Restore {
        /// The file that `renmai backup` wrote
        file: PathBuf,
    },
    /// Copy the book from one database into another, empty one, and compare them; the bot must be stopped
    ///
    /// For example: renmai migrate --from sqlite://renmai.db --to postgres://renmai:secret@db.example/renmai
    Migrate {
        /// The database to read
        #[arg(long, value_name = "URL")]
        from: String,
        /// The empty database to write
        #[arg(long, value_name = "URL")]
        to: String,
    },
    /// Say what the reader makes of raw mails: one JSON object a line
    ///
    /// For example: {"file": "a.eml", "class": "bounce", "hard": true, "recipient": "anna@lumen.de", …}. A file that is
    /// no mail gets "error" instead, and the exit code is 1 at the end. It needs no book.
    ReadMail {
        /// Mails as they came (.eml)
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Connect, list and disconnect the mailboxes from which members write
    Mailbox {
        #[command(subcommand)]
        command: mailbox::MailboxCommand,
    },
    /// Set, show and remove the mailbox to which members send copies (BCC)
    Dropbox {
        #[command(subcommand)]
        command: dropbox::DropboxCommand,
    },
    /// Fill an empty database with a big made-up book: a team, its people, contacts with a past of two years
    ///
    /// For benches, and to see how a big book feels. The same seed on the same day makes the same book. It is written
    /// in one transaction: interrupted, the database is as empty as before. Nothing is ever sent to the people in it
    /// but to the owner that you name.
    Fill {
        /// How many contacts
        #[arg(long, value_name = "COUNT", default_value_t = 100_000)]
        contacts: u64,
        /// How many interactions; ten for each contact, if you do not say
        #[arg(long, value_name = "COUNT")]
        interactions: Option<u64>,
        /// What decides who they are and what happened
        #[arg(long, default_value_t = 7)]
        seed: u64,
        /// How many members the team has; the first owns it, the second is a manager
        #[arg(long, value_name = "COUNT", default_value_t = 10)]
        members: u64,
        /// The Telegram number of whoever owns the team; without it, nobody can open the book in Telegram
        #[arg(long, value_name = "ID")]
        owner_telegram: Option<i64>,
    },
    /// Check every setting, and say how to mend each
    Doctor,
    /// Ask the running copy on LISTEN whether it is healthy; succeeds when it is
    #[command(hide = true)]
    Health,
}

impl Cli {
    /// Carries out what was typed; `env_file` is what became of reading `.env`.
    ///
    /// # Errors
    /// What went wrong, in words for the operator.
    pub async fn carry_out(self, env_file: dotenvy::Result<PathBuf>) -> anyhow::Result<ExitCode> {
        if let Some(Command::ReadMail { files }) = &self.command {
            return read_mail::run(files);
        }
        let config = Config::from_env();
        if let Some(Command::Doctor) = self.command {
            return Ok(doctor::run(&config, &env_file).await);
        }
        if let Err(fault) = env_file
            && !fault.not_found()
        {
            bail!("the file .env cannot be read: {}", doctor::env_file_fault(&fault));
        }
        let config = config?;
        let usual = || match config.token {
            Some(_) => Command::Run,
            None => Command::Sandbox { reset: false, folder: PathBuf::from(SANDBOX) },
        };
        match self.command.unwrap_or_else(usual) {
            Command::Run => run::run(&config).await?,
            Command::Sandbox { reset, folder } => {
                if reset {
                    sandbox::forget(&config, &folder)?;
                }
                sandbox::run(&config, &folder).await?;
            }
            Command::Import { file, team, owner, fill } => {
                let duplicates = if fill { Duplicates::Fill } else { Duplicates::Skip };
                import::run(&config, &file, &team, &owner, duplicates).await?;
            }
            Command::Export { team, out } => export::run(&config, team.as_deref(), out.as_deref()).await?,
            Command::Metrics { json, team, period, by } => {
                metrics::run(&config, json, team.as_deref(), &period, by.as_deref()).await?;
            }
            Command::Backup { file } => backup::run(&config, &file).await?,
            Command::Restore { file } => backup::restore(&config, &file).await?,
            Command::Fill { contacts, interactions, seed, members, owner_telegram } => {
                let interactions = interactions.unwrap_or_else(|| contacts.saturating_mul(10));
                let size = Size::new(contacts, interactions, members)?;
                fill::run(&config.database, Wanted { size, seed, owner_telegram }).await?;
            }
            Command::Mailbox { command } => mailbox::run(&config, command).await?,
            Command::Dropbox { command } => dropbox::run(&config, command).await?,
            Command::Migrate { from, to } => migrate::run(&from, &to).await?,
            Command::Doctor | Command::ReadMail { .. } => {}
            Command::Health => {
                let healthy = health::ask(config.listen).await.is_some_and(|health| health.healthy);
                return Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE });
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Logs to the standard error, as `RUST_LOG` says. Only warnings are taken from libraries that see addresses with the
/// token in them or a mailbox's password, and from one that logs too much.
pub fn log_to_stderr() {
    let quiet = [
        "reqwest=warn",
        "hyper=warn",
        "hyper_util=warn",
        "h2=warn",
        "rustls=warn",
        "async_imap=warn",
        "tokio_cron_scheduler=warn",
    ];
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let filter = quiet
        .iter()
        .filter_map(|directive| directive.parse::<Directive>().ok())
        .fold(filter, EnvFilter::add_directive);
    let ansi = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(ansi).with_writer(std::io::stderr).init();
}
