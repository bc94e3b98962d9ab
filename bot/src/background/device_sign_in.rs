//! Signs in to mailboxes by a code that their owners enter on another page (RFC 8628): fetches the code, shows it, asks
//! whether it was entered, and connects the mailbox. How far each has come is in the book, so that a process that dies
//! goes on where it was.

mod fault;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::mail::mailbox::{Account, Mailbox};
use renmai_core::store::{DeviceSignIn, SignInStage, Store, StoreError};
use renmai_core::team::Member;
use renmai_core::vocabulary::{DeviceSignInId, Provider};
use secrecy::SecretString;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::background::connecting::{NotConnected, connect_signed_in};
use crate::background::mail_news;
use crate::clock::Clock;
use crate::features::mailbox::SignIn;
use crate::i18n::Words;
use crate::mail::access::{EnterFault, MailAccess};
use crate::mail::oauth::{Asked, DeviceCode, Microsoft, OAuthFault, Tokens, Who};
use crate::outbound::outbox::Outbox;

pub use fault::SignInFault;

/// Carries on with all sign-ins that are under way.
#[derive(Clone)]
pub(crate) struct DeviceSignIns {
    pub(crate) store: Store,
    pub(crate) access: MailAccess,
    pub(crate) clock: Clock,
    pub(crate) outbox: Arc<Outbox>,
}

/// How long it sleeps at most when nothing wakes it, and at least.
const NAP: Duration = Duration::from_secs(30);
const MOMENT: Duration = Duration::from_millis(200);

/// How long a sign-in rests when the book did not answer.
const REST: Duration = Duration::from_secs(5);

/// Asked to slow down, one waits so much longer from then on (RFC 8628, 3.5).
const SLOWER: TimeDelta = TimeDelta::seconds(5);

/// Where the login server is not reached, one waits twice as long each time (RFC 8628, 3.5), and not longer than this.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(1);

/// A mailbox that could not be connected for a fault of ours is tried after longer and longer, and not longer than this:
/// each try may send a mail.
const LONGEST_BETWEEN_TRIES: TimeDelta = TimeDelta::minutes(5);

/// The account at Microsoft of who has signed in, under the name that readers see.
fn account(microsoft: &Microsoft, who: Who, sender: String) -> Account {
    let [smtp, imap] = microsoft.servers.clone();
    let Who { address, login } = who;
    Account { address, sender, provider: Provider::Microsoft, smtp, imap: Some(imap), login }
}

/// Who has signed in, and the refresh token.
fn granted(
    microsoft: &Microsoft,
    tokens: Tokens,
    now: DateTime<Utc>,
) -> Result<(Who, SecretString), OAuthFault> {
    let who = microsoft.who(&tokens, now)?;
    Ok((who, tokens.refresh.ok_or(OAuthFault::Unreadable)?))
}

/// How long is waited until the next question; `None`: the answer is one.
fn next_pause(asked: &Result<Asked, OAuthFault>, pause: TimeDelta) -> Option<TimeDelta> {
    match asked {
        Ok(Asked::Pending) => Some(pause),
        Ok(Asked::SlowDown) => Some(pause + SLOWER),
        Err(OAuthFault::Later) => Some((pause + pause).min(LONGEST_PAUSE).max(pause)),
        Ok(Asked::Granted(_) | Asked::Expired | Asked::Declined) | Err(_) => None,
    }
}

/// Signs in and connects the mailbox for who waits for it; `show` shows the code.
///
/// # Errors
/// Why not; nothing is written then.
pub async fn sign_in(
    store: &Store,
    access: &MailAccess,
    member: &Member,
    sender: String,
    clock: &Clock,
    show: impl FnOnce(&DeviceCode),
) -> Result<Mailbox, SignInFault> {
    let microsoft = access.microsoft.as_ref().ok_or(OAuthFault::NoClient)?;
    let code = microsoft.device_code().await?;
    let until = clock.now() + code.works_for;
    show(&code);
    let mut pause = code.pause;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause.to_std().unwrap_or(MOMENT)) => {}
            () = clock.moved() => {}
        }
        if clock.now() >= until {
            return Err(SignInFault::Expired);
        }
        let asked = microsoft.ask(&code.secret).await;
        if let Some(longer) = next_pause(&asked, pause) {
            pause = longer;
            continue;
        }
        match asked? {
            Asked::Granted(tokens) => {
                let now = clock.now();
                let (who, refresh) = granted(microsoft, *tokens, now)?;
                let account = account(microsoft, who, sender);
                return Ok(connect_signed_in(store, access, member, account, refresh, now).await?);
            }
            Asked::Declined => return Err(SignInFault::Declined),
            Asked::Expired | Asked::Pending | Asked::SlowDown => return Err(SignInFault::Expired),
        }
    }
}

impl DeviceSignIns {
    /// Carries on until told to stop; what is being asked then is asked again.
    ///
    /// # Errors
    /// When the work of a sign-in panicked.
    pub(crate) async fn run(self, wake: Arc<Notify>, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let mut working = JoinSet::new();
        let mut busy: HashSet<DeviceSignInId> = HashSet::new();
        loop {
            let moved = self.clock.moved();
            let now = self.clock.now();
            let under_way = match self.under_way(now).await {
                Ok(under_way) => under_way,
                Err(fault) => {
                    tracing::error!(%fault, "the book cannot be reached; trying again");
                    Vec::new()
                }
            };
            let (due, later): (Vec<_>, Vec<_>) = under_way.into_iter().partition(|(_, at)| *at <= now);
            for (id, _) in due.into_iter().filter(|(id, _)| busy.insert(*id)).collect::<Vec<_>>() {
                let signs_in = self.clone();
                working.spawn(async move {
                    if let Err(fault) = signs_in.step(id).await {
                        let fault = format!("{fault:#}");
                        tracing::error!(fault, "a sign-in by code waits; tried again");
                        tokio::time::sleep(REST).await;
                    }
                    id
                });
            }
            let next = later.iter().map(|(_, at)| (*at - now).to_std().unwrap_or(MOMENT)).min();
            let nap = next.map_or(NAP, |pause| pause.clamp(MOMENT, NAP));
            tokio::select! {
                () = wake.notified() => {}
                () = moved => {}
                () = tokio::time::sleep(nap) => {}
                Some(ended) = working.join_next() => {
                    busy.remove(&ended.context("a sign-in by code")?);
                }
                _ = stop.changed() => return Ok(()),
            }
        }
    }

    async fn under_way(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Vec<(DeviceSignInId, DateTime<Utc>)>, StoreError> {
        self.store.read().await?.device_sign_ins(now).await
    }

    /// Does what a sign-in has to do now.
    async fn step(&self, id: DeviceSignInId) -> anyhow::Result<()> {
        let sign_in = self.store.read().await?.device_sign_in(id).await?;
        let Some(sign_in) = sign_in else {
            // Its member has left the team.
            let mut tx = self.store.begin().await?;
            tx.end_device_sign_in(id).await?;
            tx.commit().await?;
            return Ok(());
        };
        match self.carry_on(&sign_in).await {
            Ok(()) => Ok(()),
            Err(SignInFault::NotConnected(NotConnected::Store(fault))) => Err(fault.into()),
            Err(SignInFault::NotConnected(NotConnected::Fault(fault))) => Err(fault),
            Err(fault) => {
                let now = self.clock.now();
                let mut tx = self.store.begin().await?;
                if tx.end_device_sign_in(id).await? {
                    let why = fault.in_words(&Words::to(&sign_in.member, now));
                    mail_news::sign_in(&mut tx, &sign_in.member, id, SignIn::Failed { why }, now)?;
                }
                tx.commit().await?;
                self.outbox.wake.notify_one();
                Ok(())
            }
        }
    }

    async fn carry_on(&self, sign_in: &DeviceSignIn) -> Result<(), SignInFault> {
        let microsoft = self.access.microsoft.as_ref().ok_or(OAuthFault::NoClient)?;
        let is_late = sign_in.expires_at <= self.clock.now();
        match &sign_in.stage {
            SignInStage::Asked | SignInStage::Shown(_) if is_late => Err(SignInFault::Expired),
            SignInStage::Asked => self.fetch(microsoft, sign_in).await,
            SignInStage::Shown(sealed) => {
                let code = self.access.open_sign_in(&sign_in.member, sealed)?;
                self.ask(microsoft, sign_in, &code).await
            }
            SignInStage::Granted(..) if is_late => Err(SignInFault::TooLate),
            SignInStage::Granted(sealed, address, login) => {
                // Written before the trial: a book that cannot be written tries nothing, and a trial whose outcome
                // cannot be written is not repeated at once, since each sends a mail.
                let pause = (sign_in.pause + sign_in.pause).max(SLOWER).min(LONGEST_BETWEEN_TRIES);
                self.put_off(sign_in, pause).await?;
                let member = &sign_in.member;
                let refresh = self.access.open_sign_in(member, sealed)?;
                let who = Who { address: address.clone(), login: login.clone() };
                let account = account(microsoft, who, member.name.clone());
                let now = self.clock.now();
                match connect_signed_in(&self.store, &self.access, member, account, refresh, now).await {
                    Err(NotConnected::Enter(EnterFault::SignIn(OAuthFault::Later))) => Ok(()),
                    done => {
                        done?;
                        self.outbox.wake.notify_one();
                        Ok(())
                    }
                }
            }
        }
    }

    async fn fetch(&self, microsoft: &Microsoft, sign_in: &DeviceSignIn) -> Result<(), SignInFault> {
        let code = microsoft.device_code().await?;
        let sealed = self.access.seal_sign_in(&sign_in.member, &code.secret)?;
        let now = self.clock.now();
        let until = now + code.works_for;
        let mut tx = self.store.begin().await?;
        if tx.show_device_code(sign_in.id, &sealed, code.pause, until, now).await? {
            let minutes = code.works_for.num_minutes().max(1).unsigned_abs();
            let shown = SignIn::Code { code: code.user_code, page: code.page, minutes };
            mail_news::sign_in(&mut tx, &sign_in.member, sign_in.id, shown, now)
                .map_err(NotConnected::from)?;
        }
        tx.commit().await?;
        self.outbox.wake.notify_one();
        Ok(())
    }

    async fn ask(
        &self,
        microsoft: &Microsoft,
        sign_in: &DeviceSignIn,
        code: &SecretString,
    ) -> Result<(), SignInFault> {
        let asked = microsoft.ask(code).await;
        if let Some(pause) = next_pause(&asked, sign_in.pause) {
            return self.put_off(sign_in, pause).await;
        }
        let tokens = match asked? {
            Asked::Granted(tokens) => *tokens,
            Asked::Declined => return Err(SignInFault::Declined),
            Asked::Expired | Asked::Pending | Asked::SlowDown => return Err(SignInFault::Expired),
        };
        let now = self.clock.now();
        let (who, refresh) = granted(microsoft, tokens, now)?;
        // The code works no more: what was got for it is kept before anything else is tried.
        let sealed = self.access.seal_sign_in(&sign_in.member, &refresh)?;
        let mut tx = self.store.begin().await?;
        if tx.grant_device_sign_in(sign_in.id, &sealed, &who.address, &who.login, now).await? {
            let shown = SignIn::Trying { address: who.address };
            mail_news::sign_in(&mut tx, &sign_in.member, sign_in.id, shown, now)
                .map_err(NotConnected::from)?;
        }
        tx.commit().await?;
        self.outbox.wake.notify_one();
        Ok(())
    }

    async fn put_off(&self, sign_in: &DeviceSignIn, pause: TimeDelta) -> Result<(), SignInFault> {
        let mut tx = self.store.begin().await?;
        tx.put_off_device_sign_in(sign_in.id, pause, self.clock.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_is_waited_until_the_next_question() {
        for (asked, pause, want) in [
            (Ok(Asked::Pending), 5, Some(5)),
            (Ok(Asked::SlowDown), 5, Some(10)),
            (Ok(Asked::SlowDown), 60, Some(65)),
            (Err(OAuthFault::Later), 5, Some(10)),
            (Err(OAuthFault::Later), 40, Some(60)),
            (Err(OAuthFault::Later), 65, Some(65)),
            (Ok(Asked::Declined), 5, None),
            (Ok(Asked::Expired), 5, None),
            (Err(OAuthFault::Unreadable), 5, None),
        ] {
            let next = next_pause(&asked, TimeDelta::seconds(pause));
            assert_eq!(next.map(|pause| pause.num_seconds()), want);
        }
    }
}
