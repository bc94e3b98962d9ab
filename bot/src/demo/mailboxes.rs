//! The mailboxes of the example team, in the sandbox's mail room: from there its people write, and customers are played.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use renmai_core::book::Book;
use renmai_core::email::Email;
use renmai_core::mail::mailbox::{Account, Mailbox, Server};
use renmai_core::store::Store;
use renmai_core::vocabulary::{Provider, Security};
use renmai_sandbox::MailServers;
use secrecy::SecretString;

use super::people;
use crate::mail::access::MailAccess;

/// Everybody of the team writes from an own mailbox. The room's ports are others at each start, so they are connected
/// anew; what waits in them goes along.
///
/// # Errors
/// When the book cannot be written, or a secret cannot be sealed.
pub async fn connect(
    store: &Store,
    access: &MailAccess,
    servers: MailServers,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let server = |address: std::net::SocketAddr| Server {
        host: address.ip().to_string(),
        port: address.port(),
        security: Security::None,
    };
    for (telegram, address) in people::mailboxes() {
        let mut tx = store.begin().await?;
        let Some(member) = tx.member_by_telegram(telegram).await? else { continue };
        let account = Account {
            address: Email::parse(address).context("an address of the example team")?,
            sender: member.name.clone(),
            provider: Provider::Other,
            smtp: server(servers.smtp),
            imap: Some(server(servers.imap)),
            login: address.to_owned(),
        };
        let sealed = access.seal(member.team, &account, &SecretString::from("sandbox"))?;
        let mailbox = Mailbox::new(&member, account, sealed, rand::random(), now);
        Book::new(&mut tx, &member, now).connect_mailbox(mailbox).await??;
        tx.commit().await?;
    }
    Ok(())
}
