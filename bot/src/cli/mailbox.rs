//! `renmai mailbox`: the mailboxes from which members write, at the terminal.

use std::io::{BufRead as _, IsTerminal as _};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use renmai_core::book::Book;
use renmai_core::email::Email;
use renmai_core::mail::gate::MailboxState;
use renmai_core::mail::mailbox::{Account, Server};
use renmai_core::store::{Scope, Store};
use renmai_core::vocabulary::{Provider, Security};
use secrecy::SecretString;

use super::book;
use super::config::Config;
use crate::background::connecting::{connect, in_words};
use crate::background::device_sign_in::sign_in;
use crate::clock::Clock;
use crate::mail::oauth::DeviceCode;

/// What is done with mailboxes.
#[derive(Debug, Subcommand)]
pub(super) enum MailboxCommand {
    /// Connect a mailbox: both servers are tried, and one mail goes to itself
    ///
    /// The password is read from RENMAI_MAILBOX_PASSWORD, or else from the standard input. A mailbox at Microsoft 365 has
    /// none: with --microsoft a code is printed, which its owner enters on Microsoft's page.
    Add(Add),
    /// List the mailboxes of a team
    List {
        /// The team's name; may be left out when there is only one
        #[arg(long)]
        team: Option<String>,
    },
    /// Disconnect a member's mailbox; its password is deleted at once
    Remove {
        /// The team's name; may be left out when there is only one
        #[arg(long)]
        team: Option<String>,
        /// Whose it is: a member's name or Telegram username
        #[arg(long, value_name = "NAME")]
        member: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// The team's name; may be left out when there is only one
    #[arg(long)]
    team: Option<String>,
    /// Whose it is: a member's name or Telegram username
    #[arg(long, value_name = "NAME")]
    member: String,
    /// It is at Microsoft 365: its owner signs in there by a code (wants RENMAI_MICROSOFT_CLIENT)
    #[arg(long, conflicts_with_all = ["address", "smtp", "imap", "user"])]
    microsoft: bool,
    /// Its address
    #[arg(long, required_unless_present = "microsoft")]
    address: Option<String>,
    /// The server that sends
    #[arg(long, value_name = "HOST:PORT", required_unless_present = "microsoft")]
    smtp: Option<String>,
    /// The server that is read; without it, answers are not read
    #[arg(long, value_name = "HOST:PORT")]
    imap: Option<String>,
    /// The name to sign in with, where it is not the address
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// The name that readers see, where it is not the member's
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// How the lines are protected: tls, starttls, or none, which is for this machine only
    #[arg(long, default_value = "tls")]
    security: String,
    /// The same for reading, where it differs
    #[arg(long, value_name = "SECURITY")]
    imap_security: Option<String>,
}

/// The password of the mailbox.
const PASSWORD: &str = "RENMAI_MAILBOX_PASSWORD";

/// Carries it out.
pub(super) async fn run(config: &Config, command: MailboxCommand) -> anyhow::Result<()> {
    let store = config.database.open_existing().await?;
    let done = match command {
        MailboxCommand::Add(add) => add.run(config, &store).await,
        MailboxCommand::List { team } => list(&store, team.as_deref()).await,
        MailboxCommand::Remove { team, member } => remove(&store, team.as_deref(), &member).await,
    };
    store.close().await;
    done
}

impl Add {
    async fn run(self, config: &Config, store: &Store) -> anyhow::Result<()> {
        let mut tx = store.read().await?;
        let team = book::team(&mut tx, self.team.as_deref()).await?;
        let member = book::member(&mut tx, &team, &self.member).await?;
        drop(tx);
        let (access, clock) = (config.mail_access()?, Clock::machine());
        let connected = if self.microsoft {
            let sender = self.name.clone().unwrap_or_else(|| member.name.clone());
            let signed_in = sign_in(store, &access, &member, sender, &clock, say_code).await;
            signed_in.map_err(|fault| fault.at_the_terminal(&book::words()))
        } else {
            let account = self.account(&member.name)?;
            let connected = connect(store, &access, &member, account, &password()?, clock.now()).await;
            connected.map_err(|fault| in_words(&fault, &book::words()))
        };
        match connected {
            Ok(mailbox) => {
                let files = if mailbox.files_sent { ", and its server files what is sent" } else { "" };
                println!("{} is connected for {}{files}", mailbox.account.address.as_str(), member.name);
                Ok(())
            }
            Err(why) => bail!("{why}"),
        }
    }

    fn account(&self, member: &str) -> anyhow::Result<Account> {
        let address = self.address.as_deref().context("--address is missing")?;
        let address = Email::parse(address).context("--address is no email address")?;
        let smtp = self.smtp.as_deref().context("--smtp is missing")?;
        let (smtp_security, imap_security) =
            (security(&self.security)?, security(self.imap_security.as_ref().unwrap_or(&self.security))?);
        let imap = match &self.imap {
            Some(imap) => Some(server("--imap", imap, imap_security)?),
            None => None,
        };
        Ok(Account {
            sender: self.name.clone().unwrap_or_else(|| member.to_owned()),
            provider: Provider::Other,
            smtp: server("--smtp", smtp, smtp_security)?,
            imap,
            login: self.user.clone().unwrap_or_else(|| address.as_str().to_owned()),
            address,
        })
    }
}

/// How a line is protected, as `--security` says it.
pub(super) fn security(word: &str) -> anyhow::Result<Security> {
    let known = Security::ALL.iter().find(|security| security.code() == word.to_lowercase());
    known.copied().with_context(|| format!("--security is {word:?}, and must be tls, starttls or none"))
}

/// A server, as an option says it.
pub(super) fn server(option: &str, text: &str, security: Security) -> anyhow::Result<Server> {
    let server = Server::parse(text, security);
    server.with_context(|| {
        format!("{option} is {text:?}, and must be a host with a port: mail.example.com:465")
    })
}

/// What the owner of a mailbox at Microsoft does now.
fn say_code(code: &DeviceCode) {
    let minutes = code.works_for.num_minutes().max(1);
    println!("Open {} and enter {} ({minutes} min). Waiting here.", code.page, code.user_code);
}

/// The password, which is never an argument: others on the machine see those.
pub(super) fn password() -> anyhow::Result<SecretString> {
    if let Some(set) = std::env::var(PASSWORD).ok().filter(|set| !set.is_empty()) {
        return Ok(set.into());
    }
    if std::io::stdin().is_terminal() {
        println!("Password of the mailbox (it is shown as you type; {PASSWORD} hides it):");
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("the password cannot be read")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("no password was given: set {PASSWORD}, or write it to the standard input");
    }
    Ok(password.into())
}

async fn list(store: &Store, team: Option<&str>) -> anyhow::Result<()> {
    let mut tx = store.read().await?;
    let team = book::team(&mut tx, team).await?;
    let scope = Scope::team_wide(team.id);
    let mailboxes = tx.mailboxes(scope).await?;
    if mailboxes.is_empty() {
        println!("{} has no mailbox", team.name);
    }
    for mailbox in mailboxes {
        let member = tx.member(scope, mailbox.member).await?.map(|member| member.name).unwrap_or_default();
        let state = match mailbox.state {
            MailboxState::Ready => "ready",
            MailboxState::Refused => "refused",
            MailboxState::Held => "held",
            MailboxState::Paused(..) => "paused",
        };
        let account = &mailbox.account;
        let server = |server: &Server| format!("{}:{} {}", server.host, server.port, server.security.code());
        let imap = account.imap.as_ref().map_or_else(|| "not read".to_owned(), server);
        println!("{}\t{member}\t{state}\t{}\t{imap}", account.address.as_str(), server(&account.smtp));
    }
    Ok(())
}

async fn remove(store: &Store, team: Option<&str>, member: &str) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let team = book::team(&mut tx, team).await?;
    let member = book::member(&mut tx, &team, member).await?;
    let removed = Book::new(&mut tx, &member, Clock::machine().now()).disconnect_mailbox().await?;
    tx.commit().await?;
    match removed {
        true => println!("{}'s mailbox is disconnected, and its password deleted", member.name),
        false => bail!("{} has no mailbox", member.name),
    }
    Ok(())
}
