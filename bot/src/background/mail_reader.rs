//! Reads what comes into the mailboxes: a task for each, which waits for the server to tell. Nothing in a mailbox is
//! deleted, moved or marked.
//!
//! A folder is read by numbers: how far is in the book, in the transaction after what it led to. A mail that was read
//! before is recognised by its name, so nothing is heard twice, whatever a server does to its numbers.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use chrono::TimeDelta;
use renmai_core::book::mail::{Arrived, concerning, mailbox_read, mailbox_unread, refuse_mailbox, take_in};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::mail::envelope::{Envelope, HEADERS};
use renmai_core::mail::gate::MailboxState;
use renmai_core::mail::mailbox::Mailbox;
use renmai_core::mail::reading;
use renmai_core::store::{FolderMark, Scope, Store};
use renmai_core::vocabulary::MailboxId;
use tokio::sync::{Notify, watch};
use tokio::task::{AbortHandle, JoinSet};

use crate::background::entering;
use crate::background::mail_news;
use crate::background::mail_sender::{is_refusal, log_not_entered};
use crate::background::walk::{self, Failures, HEADS, ReadFault};
use crate::clock::Clock;
use crate::mail::access::{EnterFault, MailAccess};
use crate::mail::imap::{Folder, Imap, LookFault, Role};
use crate::outbound::outbox::Outbox;

/// Reads mailboxes.
#[derive(Clone)]
pub(crate) struct MailReader {
    pub(crate) store: Store,
    pub(crate) access: MailAccess,
    pub(crate) clock: Clock,
    pub(crate) outbox: Arc<Outbox>,
    /// Wakes the sender of mails: what came in may have changed what waits.
    pub(crate) sender: Arc<Notify>,
}

/// How often it is looked which mailboxes there are.
const LOOK: Duration = Duration::from_secs(2);

impl MailReader {
    /// Reads until told to stop; what is being read then is read again.
    ///
    /// # Errors
    /// When the reading of a mailbox panicked.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let mut reading: JoinSet<()> = JoinSet::new();
        let mut running: HashMap<MailboxId, AbortHandle> = HashMap::new();
        loop {
            match self.readable().await {
                Ok(mailboxes) => {
                    running.retain(|id, task| {
                        let stays = mailboxes.iter().any(|mailbox| mailbox.id == *id);
                        if !stays {
                            task.abort();
                        }
                        stays && !task.is_finished()
                    });
                    for mailbox in mailboxes {
                        let reader = self.clone();
                        running.entry(mailbox.id).or_insert_with(|| {
                            reading.spawn(async move { reader.read_for_ever(mailbox).await })
                        });
                    }
                }
                Err(fault) => tracing::error!(%fault, "the book cannot be reached; trying again"),
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = self.clock.moved() => {}
                _ = stop.changed() => return Ok(()),
            }
            while let Some(ended) = reading.try_join_next() {
                match ended {
                    Err(fault) if fault.is_panic() => return Err(fault).context("the reading of a mailbox"),
                    _ => {}
                }
            }
        }
    }

    async fn readable(&self) -> anyhow::Result<Vec<Mailbox>> {
        let mut mailboxes = self.store.read().await?.all_mailboxes().await?;
        mailboxes.retain(|mailbox| mailbox.account.imap.is_some() && mailbox.state != MailboxState::Refused);
        Ok(mailboxes)
    }

    async fn read_for_ever(&self, mailbox: Mailbox) {
        let mut failures = Failures::default();
        loop {
            let moved = self.clock.moved();
            match self.read(&mailbox, &mut failures).await {
                Err(ReadFault::Enter(fault)) if is_refusal(&fault) => {
                    if let Err(fault) = self.refused(&mailbox, &fault).await {
                        tracing::error!(fault = format!("{fault:#}"), "a mailbox could not be marked");
                    }
                    return;
                }
                Err(ReadFault::Moved) => continue,
                Err(fault) => {
                    match &fault {
                        ReadFault::Enter(fault) => log_not_entered(&mailbox, fault),
                        fault => {
                            tracing::warn!(mailbox = mailbox.id.number(), %fault, "a mailbox is not read; trying again");
                        }
                    }
                    if let Err(fault) = self.unread(&mailbox, &fault).await {
                        tracing::error!(fault = format!("{fault:#}"), "a silent mailbox could not be told");
                    }
                }
                Ok(never) => match never {},
            }
            walk::rest(moved).await;
        }
    }

    async fn refused(&self, mailbox: &Mailbox, fault: &EnterFault) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        if let Some(owner) = refuse_mailbox(&mut tx, mailbox).await? {
            mail_news::refused(&mut tx, &owner, mailbox, fault, now)?;
        }
        tx.commit().await?;
        self.outbox.wake.notify_one();
        Ok(())
    }

    /// A mailbox that is not reached for hours is told once: an answer may lie there.
    async fn unread(&self, mailbox: &Mailbox, fault: &ReadFault) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        if let Some(owner) = mailbox_unread(&mut tx, mailbox, now).await? {
            let fault = match fault {
                ReadFault::Enter(fault) => Some(fault),
                _ => None,
            };
            mail_news::silent(&mut tx, &owner, mailbox, fault, now)?;
        }
        tx.commit().await?;
        self.outbox.wake.notify_one();
        Ok(())
    }

    /// Reads what came, waits for more, and again.
    async fn read(
        &self,
        mailbox: &Mailbox,
        failures: &mut Failures,
    ) -> Result<std::convert::Infallible, ReadFault> {
        let Some(server) = &mailbox.account.imap else { return Err(ReadFault::Look(LookFault::Cut)) };
        let mut imap = entering::imap(&self.store, &self.access, mailbox, server, self.clock.now()).await?;
        let folders = imap.folders().await?;
        let read: Vec<&Folder> = folders.iter().filter(|folder| folder.role.is_some()).collect();
        loop {
            let moved = self.clock.moved();
            for folder in &read {
                self.read_folder(&mut imap, mailbox, folder, failures).await?;
            }
            let mut tx = self.store.begin().await?;
            mailbox_read(&mut tx, mailbox, self.clock.now()).await?;
            tx.commit().await?;
            // The folder that is open is the one that the server tells of.
            let inbox = read.iter().find(|folder| folder.role == Some(Role::Inbox));
            if let Some(inbox) = inbox {
                let entered = imap.enter(&inbox.name).await?;
                let mark = self.store.read().await?.folder_mark(mailbox.id, &inbox.name).await?;
                // Something came while the other folders were read.
                if walk::has_more(entered, mark) {
                    continue;
                }
            }
            imap = walk::wait(imap, moved).await?;
        }
    }

    async fn read_folder(
        &self,
        imap: &mut Imap,
        mailbox: &Mailbox,
        folder: &Folder,
        failures: &mut Failures,
    ) -> Result<(), ReadFault> {
        let entered = imap.enter(&folder.name).await?;
        let mark = self.store.read().await?.folder_mark(mailbox.id, &folder.name).await?;
        let today = self.clock.now().date_naive();
        let Some(mails) = walk::unread(imap, entered, mark, today).await? else { return Ok(()) };
        for some in mails.chunks(HEADS) {
            let heads = imap.heads(some, &[HEADERS]).await?;
            let envelopes: Vec<Envelope> = heads.iter().map(|(_, head)| Envelope::of(head)).collect();
            let now = self.clock.now();
            let concerned = concerning(&mut self.store.read().await?, mailbox, &envelopes, now).await?;
            for ((number, _), _) in heads.iter().zip(concerned).filter(|(_, concerns)| *concerns) {
                if let Err(fault) = self.read_mail(imap, mailbox, *number).await {
                    if failures.is_left_out(&folder.name, *number, &fault) {
                        self.mark(mailbox, folder, walk::after(entered, *number)).await?;
                        tracing::error!(
                            mailbox = mailbox.id.number(), number, %fault, "a mail fails each time: left out"
                        );
                        failures.settled(&folder.name, *number);
                    }
                    return Err(fault);
                }
                failures.settled(&folder.name, *number);
            }
            if let Some(last) = some.last() {
                self.mark(mailbox, folder, walk::after(entered, *last)).await?;
            }
        }
        self.mark(mailbox, folder, walk::after_all(entered, &mails)).await
    }

    async fn mark(&self, mailbox: &Mailbox, folder: &Folder, mark: FolderMark) -> Result<(), ReadFault> {
        let mut tx = self.store.begin().await?;
        tx.set_folder_mark(mailbox.id, &folder.name, mark).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Reads one mail, and does what it means. One that cannot be fetched or read is left out after a few tries.
    async fn read_mail(&self, imap: &mut Imap, mailbox: &Mailbox, number: u32) -> Result<(), ReadFault> {
        let whose = mailbox.id.number();
        let Some(bytes) = walk::fetch(imap, &whose, number).await? else { return Ok(()) };
        failpoint::pass(Failpoint::ReadingFetched);
        let read = || Ok((Envelope::of(&bytes), reading::read(&bytes)?));
        let Some((envelope, reading)) = walk::guarded(&whose, number, read) else { return Ok(()) };
        let now = self.clock.now();
        let bytes_hash = reading::hash(&bytes);
        let mut tx = self.store.begin().await?;
        let owner = tx.member(Scope::team_wide(mailbox.team), mailbox.member).await?;
        let Some(owner) = owner.filter(|owner| owner.removed_at.is_none()) else { return Ok(()) };
        let arrived = Arrived { envelope: &envelope, reading: &reading, bytes_hash: &bytes_hash };
        for heard in take_in(&mut tx, mailbox, &owner, &arrived, now).await? {
            // What happened before the mailbox was connected is in the history, and rings no more.
            let is_news = envelope.date.is_none_or(|at| at >= mailbox.connected_at - TimeDelta::minutes(5));
            if is_news {
                mail_news::heard(&mut tx, &owner, heard, now).await.map_err(ReadFault::Tell)?;
            }
        }
        failpoint::pass(Failpoint::ReadingSettled);
        tx.commit().await?;
        self.outbox.wake.notify_one();
        self.sender.notify_one();
        Ok(())
    }
}
