//! `renmai dropbox`: the mailbox of the whole deployment to which members send copies, at the terminal.

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use renmai_core::email::Email;
use renmai_core::mail::dropbox::Dropbox;
use renmai_core::store::Store;

use super::book;
use super::config::Config;
use super::mailbox::{password, security, server};
use crate::clock::Clock;
use crate::features::mailbox::in_words;
use crate::mail::access::EnterFault;
use crate::mail::smtp::Login;

/// What is done with the dropbox.
#[derive(Debug, Subcommand)]
pub(super) enum DropboxCommand {
    /// Set the mailbox: its server is tried before anything is written
    ///
    /// Its server must deliver log+anything@… into log@… (plus addressing). The password is read from
    /// RENMAI_MAILBOX_PASSWORD, or else from the standard input. /mailbox then shows each member an address of theirs.
    Set(Set),
    /// Show the mailbox, and whether its server lets us in
    Show,
    /// Remove the mailbox; its password is deleted at once
    Remove,
}

#[derive(Debug, Args)]
pub(super) struct Set {
    /// Its address
    #[arg(long)]
    address: String,
    /// The server that is read
    #[arg(long, value_name = "HOST:PORT")]
    imap: String,
    /// The name to sign in with, where it is not the address
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// How the line is protected: tls, starttls, or none, which is for this machine only
    #[arg(long, default_value = "tls")]
    security: String,
}

/// Carries it out.
pub(super) async fn run(config: &Config, command: DropboxCommand) -> anyhow::Result<()> {
    let store = config.database.open_existing().await?;
    let done = match command {
        DropboxCommand::Set(set) => set.run(config, &store).await,
        DropboxCommand::Show => show(&store).await,
        DropboxCommand::Remove => remove(&store).await,
    };
    store.close().await;
    done
}

impl Set {
    async fn run(self, config: &Config, store: &Store) -> anyhow::Result<()> {
        let address = Email::parse(&self.address).context("--address is no email address")?;
        let imap = server("--imap", &self.imap, security(&self.security)?)?;
        let login = self.user.unwrap_or_else(|| address.as_str().to_owned());
        let secret = password()?;
        let access = config.mail_access()?;
        let words = |fault: EnterFault| anyhow::anyhow!("{}", in_words(&fault, &book::words()));
        let with = Login::Password { user: login.clone(), password: secret.clone() };
        let entered = access.imap(&imap, &with).await;
        entered.map_err(|fault| words(fault.into()))?.quit().await;
        let sealed = access.seal_dropbox(&address, &secret).map_err(words)?;
        let set_at = Clock::machine().now();
        let dropbox = Dropbox { address, imap, login, sealed, refused: None, set_at };
        let mut tx = store.begin().await?;
        tx.set_dropbox(&dropbox).await?;
        tx.commit().await?;
        let example = dropbox.address_of("…");
        println!("{} takes copies now; /mailbox shows each member their {example}", dropbox.address.as_str());
        // A server that knows no `+` in an address refuses or loses what is sent there, and only a copy shows it.
        println!(
            "send one test copy to yours and look into the chat: if nothing comes, the server takes no `+` addresses"
        );
        Ok(())
    }
}

async fn show(store: &Store) -> anyhow::Result<()> {
    let Some(dropbox) = store.read().await?.dropbox().await? else {
        println!("no mailbox takes copies: `renmai dropbox set` sets one");
        return Ok(());
    };
    let Dropbox { address, imap, refused, .. } = dropbox;
    let state = match refused {
        None => "ready".to_owned(),
        Some(why) => format!("refused: {why}"),
    };
    println!("{}\t{}:{} {}\t{state}", address.as_str(), imap.host, imap.port, imap.security.code());
    Ok(())
}

async fn remove(store: &Store) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let was_there = tx.remove_dropbox().await?;
    tx.commit().await?;
    match was_there {
        true => println!("no mailbox takes copies any more, and its password is deleted"),
        false => bail!("there is no mailbox that takes copies"),
    }
    Ok(())
}
