//! Reads the dropbox: one mailbox for the whole deployment, to which members send copies of what they write. It is walked
//! like a mailbox (`walk`), and what a mail led to, that it was read and how far are one transaction.

mod news;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use renmai_core::book::mail::{Arrived, take_from_dropbox};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::mail::dropbox::{DELIVERY_HEADERS, Dropbox};
use renmai_core::mail::envelope::{Envelope, HEADERS};
use renmai_core::mail::reading::{self, forwarded};
use renmai_core::store::{FolderMark, Store};
use tokio::sync::{Notify, watch};

use crate::background::mail_sender::is_refusal;
use crate::background::walk::{self, Failures, HEADS, ReadFault};
use crate::clock::Clock;
use crate::mail::access::{EnterFault, MailAccess};
use crate::mail::imap::{Entered, Imap, Role};
use crate::outbound::outbox::Outbox;

/// Reads the dropbox.
pub(crate) struct DropboxReader {
    pub(crate) store: Store,
    pub(crate) access: MailAccess,
    pub(crate) clock: Clock,
    pub(crate) outbox: Arc<Outbox>,
    /// Wakes the sender of mails: what came in may have changed what waits.
    pub(crate) sender: Arc<Notify>,
}

/// How often it is looked whether there is a dropbox, or another one.
const LOOK: Duration = Duration::from_secs(2);

/// By what the log names it.
const NAME: &str = "dropbox";

impl DropboxReader {
    /// Reads until told to stop; what is being read then is read again.
    ///
    /// # Errors
    /// Never: what goes wrong is said in the log, and tried again.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        loop {
            let dropbox = self.dropbox().await;
            tokio::select! {
                () = self.read_for_ever(dropbox.as_ref()) => {}
                () = self.changed(dropbox.as_ref()) => {}
                _ = stop.changed() => return Ok(()),
            }
        }
    }

    /// The dropbox, as long as it is to be read.
    async fn dropbox(&self) -> Option<Dropbox> {
        let found = async { self.store.read().await?.dropbox().await };
        match found.await {
            Ok(dropbox) => dropbox.filter(|dropbox| dropbox.refused.is_none()),
            Err(fault) => {
                tracing::error!(%fault, "the book cannot be reached; trying again");
                None
            }
        }
    }

    /// Waits until there is another dropbox, or none.
    async fn changed(&self, before: Option<&Dropbox>) {
        loop {
            tokio::time::sleep(LOOK).await;
            if self.dropbox().await.as_ref() != before {
                return;
            }
        }
    }

    async fn read_for_ever(&self, dropbox: Option<&Dropbox>) {
        let Some(dropbox) = dropbox else { return std::future::pending().await };
        let mut failures = Failures::default();
        loop {
            let moved = self.clock.moved();
            match self.read(dropbox, &mut failures).await {
                Err(ReadFault::Moved) => continue,
                Err(ReadFault::Enter(fault)) if is_refusal(&fault) => {
                    match self.refused(dropbox, &fault).await {
                        Ok(()) => return,
                        Err(fault) => tracing::error!(
                            fault = format!("{fault:#}"),
                            "the dropbox could not be marked as refused; trying again"
                        ),
                    }
                }
                Err(fault) => tracing::warn!(%fault, "the dropbox is not read; trying again"),
                Ok(never) => match never {},
            }
            walk::rest(moved).await;
        }
    }

    /// It no longer lets us in: the owners of the teams hear it once, and whoever runs the program reads it in the log.
    async fn refused(&self, dropbox: &Dropbox, fault: &EnterFault) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        if tx.refuse_dropbox(dropbox, &fault.to_string()).await? {
            tracing::error!(%fault, "the dropbox no longer lets us in: set it anew with `renmai dropbox set`");
            news::refused(&mut tx, dropbox, fault, now).await?;
        }
        tx.commit().await?;
        self.outbox.wake.notify_one();
        Ok(())
    }

    /// Reads what came, waits for more, and again.
    async fn read(&self, dropbox: &Dropbox, failures: &mut Failures) -> Result<Infallible, ReadFault> {
        let login = self.access.dropbox_login(dropbox)?;
        let mut imap = self.access.imap(&dropbox.imap, &login).await.map_err(EnterFault::from)?;
        // What a server takes for junk may be a copy all the same.
        let wanted = [Role::Junk, Role::Inbox];
        let folders = imap.folders().await?;
        let folders: Vec<String> = wanted
            .into_iter()
            .flat_map(|role| folders.iter().filter(move |folder| folder.role == Some(role)))
            .map(|folder| folder.name.clone())
            .collect();
        loop {
            let moved = self.clock.moved();
            for folder in &folders {
                self.read_folder(&mut imap, dropbox, folder, failures).await?;
            }
            // The folder that is open is the one that the server tells of.
            if let Some(inbox) = folders.last() {
                let entered = imap.enter(inbox).await?;
                let mark = self.store.read().await?.dropbox_mark(inbox).await?;
                // Something came while the folders were read.
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
        dropbox: &Dropbox,
        folder: &str,
        failures: &mut Failures,
    ) -> Result<(), ReadFault> {
        let entered = imap.enter(folder).await?;
        let mark = self.store.read().await?.dropbox_mark(folder).await?;
        let today = self.clock.now().date_naive();
        let Some(mails) = walk::unread(imap, entered, mark, today).await? else { return Ok(()) };
        for some in mails.chunks(HEADS) {
            let heads = imap.heads(some, &[HEADERS, DELIVERY_HEADERS]).await?;
            for (number, head) in heads {
                let tokens = dropbox.tokens(&head);
                if tokens.is_empty() {
                    continue;
                }
                let place = Place { folder, entered, number };
                if let Err(fault) = self.read_mail(imap, dropbox, &tokens, place).await {
                    if failures.is_left_out(folder, number, &fault) {
                        self.mark(folder, place.mark()).await?;
                        tracing::error!(number, %fault, "a mail in the dropbox fails each time: left out");
                        failures.settled(folder, number);
                    }
                    return Err(fault);
                }
                failures.settled(folder, number);
            }
        }
        self.mark(folder, walk::after_all(entered, &mails)).await
    }

    async fn mark(&self, folder: &str, mark: FolderMark) -> Result<(), ReadFault> {
        let mut tx = self.store.begin().await?;
        tx.set_dropbox_mark(folder, mark).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Reads one mail, and does what it means. One that cannot be fetched or read is left out.
    async fn read_mail(
        &self,
        imap: &mut Imap,
        dropbox: &Dropbox,
        tokens: &[String],
        place: Place<'_>,
    ) -> Result<(), ReadFault> {
        let number = place.number;
        let Some(bytes) = walk::fetch(imap, &NAME, number).await? else { return Ok(()) };
        failpoint::pass(Failpoint::ReadingFetched);
        let read = || Ok((Envelope::of(&bytes), reading::read(&bytes)?, forwarded(&bytes)));
        let Some((envelope, reading, forwarded)) = walk::guarded(&NAME, number, read) else { return Ok(()) };
        let now = self.clock.now();
        let bytes_hash = reading::hash(&bytes);
        let arrived = Arrived { envelope: &envelope, reading: &reading, bytes_hash: &bytes_hash };
        let mut tx = self.store.begin().await?;
        let dropped = take_from_dropbox(&mut tx, dropbox, tokens, &arrived, forwarded.as_ref(), now).await?;
        for dropped in dropped {
            news::dropped(&mut tx, dropped, now).await.map_err(ReadFault::Tell)?;
        }
        tx.set_dropbox_mark(place.folder, place.mark()).await?;
        failpoint::pass(Failpoint::ReadingSettled);
        tx.commit().await?;
        self.outbox.wake.notify_one();
        self.sender.notify_one();
        Ok(())
    }
}

/// Where a mail lies.
#[derive(Clone, Copy)]
struct Place<'a> {
    folder: &'a str,
    entered: Entered,
    number: u32,
}

impl Place<'_> {
    /// How far the folder is read once this mail was.
    fn mark(self) -> FolderMark {
        walk::after(self.entered, self.number)
    }
}
