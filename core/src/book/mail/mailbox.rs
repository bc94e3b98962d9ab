//! Connecting a mailbox, stopping it, going on.

use chrono::{DateTime, TimeDelta, Utc};

use crate::book::Book;
use crate::mail::gate::MailboxState;
use crate::mail::mailbox::Mailbox;
use crate::store::{Result, SameAddress, Scope, Tx};
use crate::team::Member;

/// Why a mailbox cannot be connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// A colleague writes from this address.
    #[error("a colleague writes from this address")]
    ColleaguesAddress,
}

/// Its owner is told when a mailbox could not be read for so long.
const SILENT: TimeDelta = TimeDelta::hours(2);

/// All of a mailbox was read.
pub async fn mailbox_read(tx: &mut Tx, mailbox: &Mailbox, now: DateTime<Utc>) -> Result<()> {
    tx.set_mailbox_read(mailbox.id, now).await
}

/// A mailbox cannot be read now. Answers its owner where that has gone on for two hours, once until it is read again.
pub async fn mailbox_unread(tx: &mut Tx, mailbox: &Mailbox, now: DateTime<Utc>) -> Result<Option<Member>> {
    if !tx.tell_silence(mailbox.id, now - SILENT).await? {
        return Ok(None);
    }
    let owner = tx.member(Scope::team_wide(mailbox.team), mailbox.member).await?;
    Ok(owner.filter(|owner| owner.removed_at.is_none()))
}

impl Book<'_> {
    /// Connects a mailbox that was tried; the member's former one gives way to it, with the mails that wait in it.
    pub async fn connect_mailbox(
        &mut self,
        mailbox: Mailbox,
    ) -> Result<std::result::Result<Mailbox, ConnectError>> {
        if self.tx.is_mailbox_of_another(self.actor, &mailbox.account.address).await? {
            return Ok(Err(ConnectError::ColleaguesAddress));
        }
        let before = self.tx.mailbox_of(self.actor).await?;
        if let Some(before) = &before {
            self.tx.remove_mailbox(before.id, self.now).await?;
        }
        let same =
            before.as_ref().filter(|before| before.account.address.key() == mailbox.account.address.key());
        let address = if same.is_some() { SameAddress::Yes } else { SameAddress::No };
        let mailbox = match same {
            // Connected again, it is as old as it was, and what stopped it stops it still.
            Some(before) => Mailbox {
                connected_at: before.connected_at,
                resumed_at: before.resumed_at,
                state: match before.state {
                    MailboxState::Refused => MailboxState::Ready,
                    state => state,
                },
                ..mailbox
            },
            None => mailbox,
        };
        let id = self.tx.insert_mailbox(&mailbox).await?;
        // It was looked into a moment ago.
        self.tx.set_mailbox_read(id, self.now).await?;
        if let Some(before) = before {
            self.tx.move_mails(before.id, id, address).await?;
        }
        Ok(Ok(Mailbox { id, ..mailbox }))
    }

    /// Disconnects the member's mailbox; what waits in it stays until another is connected. Says whether there was one.
    pub async fn disconnect_mailbox(&mut self) -> Result<bool> {
        let Some(mailbox) = self.tx.mailbox_of(self.actor).await? else { return Ok(false) };
        self.tx.remove_mailbox(mailbox.id, self.now).await?;
        Ok(true)
    }

    /// Stops the member's mailbox until somebody says go. `None`: there is none.
    pub async fn hold_mailbox(&mut self) -> Result<Option<Mailbox>> {
        let Some(mailbox) = self.tx.mailbox_of(self.actor).await? else { return Ok(None) };
        if mailbox.state == MailboxState::Ready {
            self.tx.set_mailbox_state(mailbox.id, MailboxState::Held).await?;
        }
        self.tx.mailbox_of(self.actor).await
    }

    /// Lets the member's mailbox go on, whatever stopped it; one that its server refuses is to be connected again.
    pub async fn resume_mailbox(&mut self) -> Result<Option<Mailbox>> {
        let Some(mailbox) = self.tx.mailbox_of(self.actor).await? else { return Ok(None) };
        if mailbox.state != MailboxState::Refused {
            self.tx.resume_mailbox(mailbox.id, self.now).await?;
        }
        self.tx.mailbox_of(self.actor).await
    }
}
