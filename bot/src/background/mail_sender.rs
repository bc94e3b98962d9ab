//! Sends what is planned: mailboxes side by side, the mails of one after the other. Each step is on disk before the next
//! begins, so a process that dies sends nothing twice by itself (ARCHITECTURE.md, the way of a mail).

mod composing;
mod looking;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::book::mail::{Became, Settled, ToClaim, hand_over, next_mail, refuse_mailbox, settle};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::mail::mailbox::Mailbox;
use renmai_core::mail::outgoing::Mail;
use renmai_core::mail::reading::{Command, Verdict, verdict_of};
use renmai_core::store::{Frozen, Store, Tx};
use renmai_core::vocabulary::MailboxId;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::background::entering::{self, NotEntered};
use crate::background::mail_news;
use crate::clock::Clock;
use crate::mail::ConnectFault;
use crate::mail::access::{EnterFault, MailAccess};
use crate::mail::smtp::{Outcome, Reply, Smtp, Stage, Untaken};
use crate::outbound::outbox::Outbox;

/// Sends mails.
pub(crate) struct MailSender {
    pub(crate) store: Store,
    pub(crate) access: MailAccess,
    pub(crate) clock: Clock,
    pub(crate) outbox: Arc<Outbox>,
    /// The mailboxes whose server was not reached, and until when they are left alone.
    pub(crate) resting: Mutex<HashMap<MailboxId, DateTime<Utc>>>,
}

/// How long it sleeps at most when nothing wakes it.
const NAP: Duration = Duration::from_secs(30);

/// How long a mailbox is left alone whose server was not reached.
const REST: TimeDelta = TimeDelta::minutes(5);

impl MailSender {
    /// A sender that has not begun.
    pub(crate) fn new(store: Store, access: MailAccess, clock: Clock, outbox: Arc<Outbox>) -> MailSender {
        MailSender { store, access, clock, outbox, resting: Mutex::default() }
    }

    /// Sends until told to stop; a mail that is under way then is finished.
    ///
    /// # Errors
    /// When the work of a mailbox panicked, or the book cannot be reached at the beginning.
    pub(crate) async fn run(self, wake: Arc<Notify>, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let sender = Arc::new(self);
        sender.recover().await?;
        let mut working = JoinSet::new();
        let mut busy: HashSet<MailboxId> = HashSet::new();
        loop {
            let moved = sender.clock.moved();
            let next = match sender.look().await {
                Ok((mailboxes, next)) => {
                    for id in mailboxes.into_iter().filter(|id| busy.insert(*id)).collect::<Vec<_>>() {
                        let (sender, stop) = (sender.clone(), stop.clone());
                        working.spawn(async move {
                            if let Err(fault) = sender.work(id, &stop).await {
                                let fault = format!("{fault:#}");
                                tracing::error!(fault, "the mails of a mailbox wait; tried again");
                                sender.rest(id, sender.clock.now());
                            }
                            id
                        });
                    }
                    next
                }
                Err(fault) => {
                    tracing::error!(%fault, "the book cannot be reached; trying again");
                    None
                }
            };
            let until_next = next.map(|at| (at - sender.clock.now()).to_std().unwrap_or(MOMENT));
            let nap = until_next.map_or(NAP, |pause| pause.clamp(MOMENT, NAP));
            tokio::select! {
                () = wake.notified() => {}
                () = moved => {}
                () = tokio::time::sleep(nap) => {}
                Some(ended) = working.join_next() => {
                    busy.remove(&ended.context("the mails of a mailbox")?);
                }
                _ = stop.changed() => break,
            }
        }
        while let Some(ended) = working.join_next().await {
            ended.context("the mails of a mailbox")?;
        }
        Ok(())
    }

    /// Takes over from a process that has died.
    async fn recover(&self) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let [claimed, handed] = tx.recover_mails(now).await?;
        tx.commit().await?;
        if claimed + handed > 0 {
            tracing::info!(claimed, handed, "mails were under way at the last stop");
        }
        Ok(())
    }

    /// The mailboxes that have something to do now and are not left alone, and when there is something next.
    async fn look(&self) -> anyhow::Result<(Vec<MailboxId>, Option<DateTime<Utc>>)> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let mut mailboxes = tx.busy_mailboxes(now).await?;
        let next = tx.next_mail_at().await?;
        let mut resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back frees them as well.
        resting.retain(|_, until| *until > now && *until <= now + REST);
        mailboxes.retain(|id| !resting.contains_key(id));
        Ok((mailboxes, next.filter(|at| *at > now)))
    }

    /// Counted from before the try, so that a clock that is moved during it counts.
    fn rest(&self, mailbox: MailboxId, tried_at: DateTime<Utc>) {
        let until = tried_at + REST;
        self.resting.lock().unwrap_or_else(PoisonError::into_inner).insert(mailbox, until);
    }

    /// Does what a mailbox has to do: mails that go, mails that are looked for, copies that are filed.
    async fn work(&self, mailbox: MailboxId, stop: &watch::Receiver<bool>) -> anyhow::Result<()> {
        let mut line = None;
        while !*stop.borrow() {
            let tried_at = self.clock.now();
            let Some((next, frozen)) = self.claim(mailbox).await? else { break };
            if !self.send(&next, &frozen, &mut line).await? {
                self.rest(mailbox, tried_at);
                break;
            }
        }
        if let Some(line) = line.filter(Smtp::is_usable) {
            line.quit().await;
        }
        self.look_into(mailbox).await
    }

    /// Claims the next mail that the gate lets go, with its bytes, in one commit. Tells of those that it stopped.
    async fn claim(&self, mailbox: MailboxId) -> anyhow::Result<Option<(Box<ToClaim>, Frozen)>> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        loop {
            let turn = next_mail(&mut tx, mailbox, now).await?;
            for stopped in &turn.stopped {
                mail_news::stopped(&mut tx, stopped, now).await?;
            }
            let Some((cleared, mut next)) = turn.next else {
                self.commit(tx).await?;
                return Ok(None);
            };
            let frozen = match next.frozen.take() {
                Some(frozen) => Ok(frozen),
                None => composing::frozen(&mut tx, &cleared, &next, now).await?,
            };
            match frozen {
                Ok(frozen) => {
                    tx.claim_mail(cleared, &frozen, now).await?;
                    self.commit(tx).await?;
                    failpoint::pass(Failpoint::MailClaimed);
                    return Ok(Some((next, frozen)));
                }
                Err(fault) => {
                    // Something in it cannot stand in a mail: no try would change that.
                    tracing::warn!(mail = next.mail.id.number(), %fault, "a mail cannot be composed");
                    let became = Became::Refused(Verdict::Soft, String::new());
                    let nothing =
                        Frozen { message_id: format!("<none.{}@invalid>", next.mail.token), raw: Vec::new() };
                    tx.claim_mail(cleared, &nothing, now).await?;
                    if let Some(settled) = settle(&mut tx, &next.mail, &became, now).await? {
                        mail_news::unsendable(&mut tx, &settled, now).await?;
                    }
                }
            }
        }
    }

    /// Sends a claimed mail. `false`: the server is not reached.
    async fn send(&self, next: &ToClaim, frozen: &Frozen, line: &mut Option<Smtp>) -> anyhow::Result<bool> {
        if line.as_ref().is_none_or(|line| !line.is_usable()) {
            *line = match self.connect(&next.mailbox).await {
                Ok(smtp) => Some(smtp),
                Err(NotEntered::Store(fault)) => return Err(fault.into()),
                Err(NotEntered::Enter(fault)) => {
                    self.not_connected(&next.mailbox, Some(&next.mail), &fault).await?;
                    return Ok(false);
                }
            };
        }
        let Some(smtp) = line.as_mut() else { return Ok(false) };
        let from = &next.mailbox.account.address;
        let became = match smtp.offer(from, &next.mail.to).await {
            Err(untaken) => became(untaken),
            Ok(ready) => {
                let mut tx = self.store.begin().await?;
                let stands = hand_over(&mut tx, next, self.clock.now()).await?;
                tx.commit().await?;
                if !stands {
                    // It was taken back, or its reader opted out, while the server was asked: the server has nothing of it.
                    *line = None;
                    return Ok(true);
                }
                failpoint::pass(Failpoint::MailHanded);
                let outcome = ready.hand_over(&frozen.raw).await;
                failpoint::pass(Failpoint::MailTaken);
                match outcome {
                    Outcome::Accepted(reply) => Became::Sent(reply.text),
                    Outcome::Untaken(untaken) => became(untaken),
                    Outcome::Unknown(_) => Became::Unknown,
                }
            }
        };
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let settled = settle(&mut tx, &next.mail, &became, now).await?;
        tell(&mut tx, settled.as_ref(), now).await?;
        failpoint::pass(Failpoint::MailSettled);
        self.commit(tx).await?;
        Ok(true)
    }

    async fn connect(&self, mailbox: &Mailbox) -> Result<Smtp, NotEntered> {
        entering::smtp(&self.store, &self.access, mailbox, self.clock.now()).await
    }

    /// A mailbox that does not let us in says so once; one that is not reached is tried again. Nothing is lost.
    async fn not_connected(
        &self,
        mailbox: &Mailbox,
        claimed: Option<&Mail>,
        fault: &EnterFault,
    ) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        if let Some(mail) = claimed {
            let became = match fault {
                // A mail is not given up for what holds up all mailboxes alike.
                EnterFault::SignIn(fault) if fault.is_ours() => Became::NotYet,
                EnterFault::Connect(_) | EnterFault::SignIn(_) if !is_refusal(fault) => Became::Later(None),
                _ => Became::NotYet,
            };
            let settled = settle(&mut tx, mail, &became, now).await?;
            tell(&mut tx, settled.as_ref(), now).await?;
        }
        if is_refusal(fault) {
            if let Some(owner) = refuse_mailbox(&mut tx, mailbox).await? {
                mail_news::refused(&mut tx, &owner, mailbox, fault, now)?;
            }
        } else {
            log_not_entered(mailbox, fault);
        }
        self.commit(tx).await
    }

    /// Commits, and wakes whoever sends what was told.
    async fn commit(&self, tx: Tx) -> anyhow::Result<()> {
        let tells = tx.has_unclaimed_messages();
        tx.commit().await?;
        if tells {
            self.outbox.wake.notify_one();
        }
        Ok(())
    }
}

/// It does not sleep for less.
const MOMENT: Duration = Duration::from_millis(200);

async fn tell(tx: &mut Tx, settled: Option<&Settled>, now: DateTime<Utc>) -> anyhow::Result<()> {
    match settled {
        Some(settled) => mail_news::settled(tx, settled, now).await,
        None => Ok(()),
    }
}

/// Says in the log that a mailbox is tried again: loudly, where nothing but whoever runs the program helps.
pub(super) fn log_not_entered(mailbox: &Mailbox, fault: &EnterFault) {
    let mailbox = mailbox.id.number();
    match fault {
        EnterFault::SignIn(fault) if fault.is_ours() => {
            tracing::error!(mailbox, %fault, "mailboxes at Microsoft wait until this is mended; trying again");
        }
        fault => tracing::warn!(mailbox, %fault, "a mailbox is not entered; trying again"),
    }
}

/// Whether the mailbox has to be connected again.
pub(super) fn is_refusal(fault: &EnterFault) -> bool {
    use crate::mail::LoginFault;
    match fault {
        EnterFault::Connect(ConnectFault::Login(LoginFault::Later, _)) => false,
        EnterFault::Connect(ConnectFault::Login(..)) => true,
        EnterFault::Connect(_) => false,
        EnterFault::SignIn(fault) => fault.is_refusal(),
        EnterFault::Key(_) | EnterFault::NoKey | EnterFault::Open(_) | EnterFault::Seal(_) => true,
    }
}

/// What became of a mail that the server has not, for certain.
fn became(untaken: Untaken) -> Became {
    match untaken {
        Untaken::Later(_, reply) => Became::Later(Some(words(&reply))),
        Untaken::Cut(..) => Became::Later(None),
        Untaken::Refused(stage, reply) => {
            let words = words(&reply);
            let verdict = verdict_of(command(stage), &words);
            Became::Refused(verdict, words)
        }
    }
}

/// The command that was refused.
fn command(stage: Stage) -> Command {
    match stage {
        Stage::Sender => Command::Mail,
        Stage::Recipient => Command::Rcpt,
        Stage::Data | Stage::Body => Command::Data,
    }
}

/// The reply as one text, with its code.
fn words(reply: &Reply) -> String {
    format!("{} {}", reply.code, reply.text)
}
