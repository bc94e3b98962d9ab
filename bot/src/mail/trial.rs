//! A mailbox is tried before it is connected: both servers let us in, and one mail goes to itself, from which it is
//! learnt whether the server files copies of what is sent.

use std::time::Duration;

use chrono::{DateTime, Utc};
use renmai_core::mail::mailbox::Account;

use super::access::MailAccess;
use super::compose::{Correspondent, MessageId, Outgoing, compose};
use super::fault::ConnectFault;
use super::imap::{Imap, LookFault, Role};
use super::smtp::{Login, Outcome, Untaken};

/// What was learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trial {
    /// Whether the server files by itself what is sent.
    pub files_sent: bool,
}

/// Why a mailbox cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrialFault {
    /// It cannot be sent from.
    #[error("sending: {0}")]
    Smtp(ConnectFault),
    /// It cannot be read.
    #[error("reading: {0}")]
    Imap(ConnectFault),
    /// It does not take a mail to itself; what it said.
    #[error("a mail to itself was refused")]
    NotTaken(String),
}

/// The words of the mail to oneself, which its reader sees.
#[derive(Debug, Clone)]
pub struct TrialText {
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// How often, and how long between, it is looked whether the mail was filed.
const LOOKS: u32 = 4;
const BETWEEN: Duration = Duration::from_millis(700);

/// Tries a mailbox.
///
/// # Errors
/// The first thing that does not work.
pub async fn try_out(
    access: &MailAccess,
    account: &Account,
    login: &Login,
    text: TrialText,
    now: DateTime<Utc>,
) -> Result<Trial, TrialFault> {
    let mut smtp = access.smtp(&account.smtp, login).await.map_err(TrialFault::Smtp)?;
    let imap = match &account.imap {
        Some(server) => Some(access.imap(server, login).await.map_err(TrialFault::Imap)?),
        None => None,
    };
    let message_id = MessageId::new(0, &account.address);
    let oneself = Correspondent { name: account.sender.clone(), address: account.address.clone() };
    let mail = Outgoing {
        from: oneself.clone(),
        to: oneself,
        subject: text.subject,
        text: text.body,
        thread: None,
        message_id: message_id.clone(),
        date: now,
        unsubscribe: None,
        attachments: Vec::new(),
    };
    let raw = compose(&mail).map_err(|fault| TrialFault::NotTaken(fault.to_string()))?;
    let said = |untaken: Untaken| match untaken {
        Untaken::Later(_, reply) | Untaken::Refused(_, reply) => TrialFault::NotTaken(reply.text),
        Untaken::Cut(..) => TrialFault::Smtp(ConnectFault::Cut),
    };
    let ready = smtp.offer(&account.address, &account.address).await.map_err(said)?;
    match ready.hand_over(&raw).await {
        Outcome::Accepted(_) => {}
        Outcome::Untaken(untaken) => return Err(said(untaken)),
        Outcome::Unknown(_) => return Err(TrialFault::Smtp(ConnectFault::Cut)),
    }
    smtp.quit().await;
    let files_sent = match imap {
        Some(mut imap) => {
            let files = is_filed(&mut imap, &message_id).await;
            imap.quit().await;
            files
        }
        None => false,
    };
    Ok(Trial { files_sent })
}

/// Whether a mail appears among what was sent. A server that does not say so files nothing.
async fn is_filed(imap: &mut Imap, mail: &MessageId) -> bool {
    let Ok(Some(sent)) = sent_folder(imap).await else { return false };
    for look in 0..LOOKS {
        if look > 0 {
            tokio::time::sleep(BETWEEN).await;
        }
        match imap.has(&sent, mail).await {
            Ok(true) => return true,
            Ok(false) | Err(LookFault::Refused(_)) => {}
            Err(LookFault::Cut | LookFault::Silent) => return false,
        }
    }
    false
}

/// The folder of what was sent, by the server's name for it.
///
/// # Errors
/// When the server does not say.
pub async fn sent_folder(imap: &mut Imap) -> Result<Option<String>, LookFault> {
    let folders = imap.folders().await?;
    Ok(folders.into_iter().find(|folder| folder.role == Some(Role::Sent)).map(|folder| folder.name))
}
