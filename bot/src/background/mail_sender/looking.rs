//! What the sender does in a mailbox that is read: it looks for parked mails among what was sent, and files copies there.

use anyhow::Context as _;
use renmai_core::book::mail::{Became, looked, settle, to_look_for};
use renmai_core::mail::outgoing::Mail;
use renmai_core::vocabulary::MailboxId;

use super::{MailSender, tell};
use crate::background::entering::{self, NotEntered};
use crate::mail::compose::MessageId;
use crate::mail::trial::sent_folder;

impl MailSender {
    /// Looks for parked mails among what was sent, and files copies there.
    pub(super) async fn look_into(&self, id: MailboxId) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let (mailbox, parked) = to_look_for(&mut tx, id, now).await?;
        let copies = tx.owed_copies(id).await?;
        drop(tx);
        let Some(mailbox) = mailbox.filter(|_| !(parked.is_empty() && copies.is_empty())) else {
            return Ok(());
        };
        let Some(server) = mailbox.account.imap.clone() else {
            // There is nowhere to look: only a person knows.
            for mail in &parked {
                self.unknown(mail).await?;
            }
            return Ok(());
        };
        let entered = entering::imap(&self.store, &self.access, &mailbox, &server, self.clock.now()).await;
        let mut imap = match entered {
            Ok(imap) => imap,
            Err(NotEntered::Store(fault)) => return Err(fault.into()),
            Err(NotEntered::Enter(fault)) => {
                for mail in &parked {
                    self.looked(mail, false).await?;
                }
                self.not_connected(&mailbox, None, &fault).await?;
                self.rest(id, self.clock.now());
                return Ok(());
            }
        };
        let sent = sent_folder(&mut imap).await.context("the folders of a mailbox")?;
        for mail in &parked {
            let found = match (&sent, &mail.message_id) {
                (Some(sent), Some(name)) => imap.has(sent, &MessageId::from(name.clone())).await?,
                _ => false,
            };
            self.looked(mail, found).await?;
        }
        for (mail, frozen) in copies {
            let is_there = match &sent {
                Some(sent) => imap.has(sent, &MessageId::from(frozen.message_id.clone())).await?,
                None => true,
            };
            if let Some(sent) = sent.as_ref().filter(|_| !is_there) {
                imap.put(sent, &frozen.raw).await?;
            }
            let mut tx = self.store.begin().await?;
            tx.set_copy_owed(mail, false).await?;
            tx.commit().await?;
        }
        imap.quit().await;
        Ok(())
    }

    async fn unknown(&self, mail: &Mail) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let settled = settle(&mut tx, mail, &Became::Unknown, now).await?;
        tell(&mut tx, settled.as_ref(), now).await?;
        self.commit(tx).await
    }

    async fn looked(&self, mail: &Mail, found: bool) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let settled = looked(&mut tx, mail, found, now).await?;
        tell(&mut tx, settled.as_ref(), now).await?;
        self.commit(tx).await
    }
}
