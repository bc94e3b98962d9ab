//! What the sender of mails does with the book. Each function is one transaction; nothing here waits for a server.

use chrono::{DateTime, TimeDelta, Utc};

use crate::book::{Book, Done};
use crate::contact::Contact;
use crate::interaction::Happened;
use crate::mail::gate::{Cleared, MailboxState, Remedy, Rule, Verdict, gate};
use crate::mail::mailbox::Mailbox;
use crate::mail::outgoing::Mail;
use crate::mail::pace::{Pause, pause};
use crate::mail::reading;
use crate::store::{Counting, Frozen, Result, Scope, Tx};
use crate::team::{Member, Team};
use crate::vocabulary::{InteractionKind, MailState, MailboxId, Verb};

/// What a mailbox has to do next.
#[derive(Debug, Default)]
pub struct MailTurn {
    /// The mail that goes next, if one does, with the gate's word.
    pub next: Option<(Cleared, Box<ToClaim>)>,
    /// The mails that the gate stopped on the way to it.
    pub stopped: Vec<StoppedMail>,
}

/// A mail that the gate has cleared, with what it is composed of.
#[derive(Debug)]
pub struct ToClaim {
    /// The mail.
    pub mail: Mail,
    /// From which mailbox.
    pub mailbox: Mailbox,
    /// To whom.
    pub contact: Contact,
    /// For which team.
    pub team: Team,
    /// Its bytes, where it was claimed before.
    pub frozen: Option<Frozen>,
}

/// A mail that the gate stopped at the last moment.
#[derive(Debug)]
pub struct StoppedMail {
    /// The mail.
    pub mail: Mail,
    /// Who wrote it.
    pub writer: Member,
    /// To whom, if they are still in the book.
    pub contact: Option<Contact>,
    /// The rule.
    pub rule: Rule,
    /// What would mend it.
    pub remedy: Remedy,
}

/// What became of a mail that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// The server took it, and said this.
    Sent(String),
    /// The server has it not, for certain, and may take it later; what it said, if it said something.
    Later(Option<String>),
    /// Nothing was tried: the mailbox has to be connected again first.
    NotYet,
    /// The server will never take it: its verdict, and what it said.
    Refused(reading::Verdict, String),
    /// Nobody knows.
    Unknown,
}

/// A mail after something became of it.
#[derive(Debug)]
pub struct Settled {
    /// The mail as it now is.
    pub mail: Mail,
    /// Who wrote it.
    pub writer: Member,
    /// To whom, if they are still in the book.
    pub contact: Option<Contact>,
    /// The mailbox has stopped by itself for this.
    pub paused: Option<Pause>,
    /// The change that logged a bounce.
    pub bounce: Option<Done>,
}

/// The pauses before a mail is tried again, in minutes; the last again and again.
const PAUSES: [i64; 4] = [5, 15, 60, 240];

/// For how long a mail is tried.
const TRIED: TimeDelta = TimeDelta::hours(24);

/// When a parked mail is looked for, in minutes since it was parked.
const LOOKS: [i64; 3] = [0, 2, 10];

/// The next mail of a mailbox that the gate lets go at this instant. Those before it that it does not let are put off or
/// refused.
pub async fn next_mail(tx: &mut Tx, mailbox: MailboxId, now: DateTime<Utc>) -> Result<MailTurn> {
    let mut turn = MailTurn::default();
    let Some(mailbox) = tx.mailbox(mailbox).await? else { return Ok(turn) };
    while let Some(mail) = tx.due_mail(mailbox.id, now).await? {
        let scope = Scope::team_wide(mail.team);
        let Some(writer) = tx.member(scope, mail.by).await? else { return Ok(turn) };
        let facts = tx.mail_facts(&mail, mail.haste, &writer, Some(&mailbox), Counting::Left, now).await?;
        let contact = tx.contact_by_id(scope, mail.contact).await?;
        match (gate(&facts, now), contact) {
            (Verdict::Send(cleared), Some(contact)) => {
                let (team, frozen) = (tx.team(mail.team).await?, tx.frozen(mail.id).await?);
                let next = ToClaim { mail, mailbox, contact, team, frozen };
                turn.next = Some((cleared, Box::new(next)));
                return Ok(turn);
            }
            (Verdict::WaitUntil(until, _), _) => {
                // Later than now in any case, or this would not end.
                tx.put_mail_off(mail.id, until.max(now + TimeDelta::seconds(1))).await?;
            }
            // It waits until somebody says go.
            (Verdict::Ask(Rule::Mailbox(_), _), _) => return Ok(turn),
            (Verdict::Ask(rule, remedy) | Verdict::Refuse(rule, remedy), contact) => {
                tx.refuse_mail(mail.id, rule.code(), now).await?;
                turn.stopped.push(StoppedMail { mail, writer, contact, rule, remedy });
            }
            (Verdict::Send(_), None) => {
                tx.refuse_mail(mail.id, Rule::Erased.code(), now).await?;
            }
        }
    }
    Ok(turn)
}

/// Writes down that a claimed mail is being handed over: committed before the first byte of its body. `false`: it was
/// taken back since it was claimed, or the gate does not let it go any more.
pub async fn hand_over(tx: &mut Tx, claimed: &ToClaim, now: DateTime<Utc>) -> Result<bool> {
    let mail = &claimed.mail;
    let Some(mailbox) = tx.mailbox(claimed.mailbox.id).await? else { return Ok(false) };
    let Some(writer) = tx.member(Scope::team_wide(mail.team), mail.by).await? else { return Ok(false) };
    let facts = tx.mail_facts(mail, mail.haste, &writer, Some(&mailbox), Counting::Left, now).await?;
    let is_let_go = matches!(gate(&facts, now), Verdict::Send(_));
    Ok(is_let_go && tx.hand_mail(mail.id, now).await?)
}

/// Writes down what became of a mail. `None`: somebody has settled it before, or it is gone.
pub async fn settle(
    tx: &mut Tx,
    mail: &Mail,
    became: &Became,
    now: DateTime<Utc>,
) -> Result<Option<Settled>> {
    let Some(mail) = tx.mail(mail.team, mail.id.number()).await? else { return Ok(None) };
    if !matches!(mail.state, MailState::Claimed | MailState::Handed | MailState::Parked) {
        return Ok(None);
    }
    let scope = Scope::team_wide(mail.team);
    let Some(writer) = tx.member(scope, mail.by).await? else { return Ok(None) };
    let contact = tx.contact_by_id(scope, mail.contact).await?;
    let Some(mailbox) = mail.mailbox else { return Ok(None) };
    let mut bounce = None;
    let contact = match became {
        Became::Sent(answer) => {
            tx.settle_mail(&mail, MailState::Sent, Some(answer), now).await?;
            let files_sent = tx
                .mailbox(mailbox)
                .await?
                .is_none_or(|mailbox| mailbox.files_sent || mailbox.account.imap.is_none());
            tx.set_copy_owed(mail.id, !files_sent).await?;
            match contact {
                Some(contact) => Some(log_sent(tx, &mail, &writer, contact, now).await?),
                None => None,
            }
        }
        Became::Later(answer) => {
            let since = mail.claimed_at.unwrap_or(now);
            let pause = PAUSES.get(mail.attempts.saturating_sub(1) as usize).or(PAUSES.last());
            let due_at = now + TimeDelta::minutes(pause.copied().unwrap_or(5));
            match now - since < TRIED {
                true => tx.retry_mail(mail.id, due_at, answer.as_deref()).await?,
                false => tx.settle_mail(&mail, MailState::Failed, answer.as_deref(), now).await?,
            };
            contact
        }
        Became::NotYet => {
            tx.retry_mail(mail.id, now, None).await?;
            contact
        }
        Became::Refused(verdict, answer) => {
            tx.settle_mail(&mail, MailState::Failed, Some(answer), now).await?;
            let (contact, done) = refused(tx, &mail, &writer, contact, (*verdict, answer), now).await?;
            bounce = done;
            contact
        }
        Became::Unknown => {
            let looks_into = tx
                .mailbox(mailbox)
                .await?
                .is_some_and(|mailbox| mailbox.files_sent && mailbox.account.imap.is_some());
            tx.look_for_mail(mail.id, 0, looks_into.then_some(now)).await?;
            contact
        }
    };
    let paused = stop_if_needed(tx, mailbox, now).await?;
    let Some(mail) = tx.mail(mail.team, mail.id.number()).await? else { return Ok(None) };
    Ok(Some(Settled { mail, writer, contact, paused, bounce }))
}

/// A mailbox whose server lets us in no more: it says so once. Answers its owner where that is new.
pub async fn refuse_mailbox(tx: &mut Tx, mailbox: &Mailbox) -> Result<Option<Member>> {
    if !tx.set_mailbox_state(mailbox.id, MailboxState::Refused).await? {
        return Ok(None);
    }
    let owner = tx.member(Scope::team_wide(mailbox.team), mailbox.member).await?;
    Ok(owner.filter(|owner| owner.removed_at.is_none()))
}

/// A mailbox, and its parked mails that are to be looked for.
pub async fn to_look_for(
    tx: &mut Tx,
    mailbox: MailboxId,
    now: DateTime<Utc>,
) -> Result<(Option<Mailbox>, Vec<Mail>)> {
    Ok((tx.mailbox(mailbox).await?, tx.parked_mails(mailbox, now).await?))
}

/// A parked mail was looked for among what was sent. Answers what is settled by that: found, it went; looked for often
/// enough, only a person knows.
pub async fn looked(tx: &mut Tx, mail: &Mail, found: bool, now: DateTime<Utc>) -> Result<Option<Settled>> {
    if found {
        return settle(tx, mail, &Became::Sent(String::new()), now).await;
    }
    let looks = mail.looks + 1;
    let pause = LOOKS.get(looks as usize).zip(LOOKS.get(looks as usize - 1));
    let at = pause.map(|(next, last)| now + TimeDelta::minutes(next - last));
    tx.look_for_mail(mail.id, looks, at).await?;
    if at.is_some() {
        return Ok(None);
    }
    let Some(writer) = tx.member(Scope::team_wide(mail.team), mail.by).await? else { return Ok(None) };
    let contact = tx.contact_by_id(Scope::team_wide(mail.team), mail.contact).await?;
    let mail = Mail { looks, look_at: None, ..mail.clone() };
    Ok(Some(Settled { mail, writer, contact, paused: None, bounce: None }))
}

/// A mail that went is logged as a touch. Taking its plan back does not take that away: it did go.
pub(super) async fn log_sent(
    tx: &mut Tx,
    mail: &Mail,
    writer: &Member,
    contact: Contact,
    now: DateTime<Utc>,
) -> Result<Contact> {
    let at = mail.handed_at.unwrap_or(now);
    let mut book = Book::new(tx, writer, now);
    let change =
        book.tx.begin_change(writer, Some(contact.id), Verb::MailSent, None, mail.change, now).await?;
    let told = Happened::new(InteractionKind::Sent, &mail.text.subject);
    let (logged, effects) = book.happen(&contact, &told, at, change).await?;
    book.tx.finish_change(change, None, &effects).await?;
    Ok(logged.done.contact)
}

/// A server refused a mail for good. A refusal of the address counts like a bounce.
async fn refused(
    tx: &mut Tx,
    mail: &Mail,
    writer: &Member,
    contact: Option<Contact>,
    (verdict, answer): (reading::Verdict, &str),
    now: DateTime<Utc>,
) -> Result<(Option<Contact>, Option<Done>)> {
    let word = match verdict {
        reading::Verdict::Hard => "hard",
        reading::Verdict::Policy => "policy",
        reading::Verdict::Soft | reading::Verdict::Delayed | reading::Verdict::Unknown => "soft",
    };
    tx.set_verdict(mail.id, word, now).await?;
    let is_theirs =
        |contact: &Contact| contact.profile.email.as_ref().is_some_and(|email| email.key() == mail.to.key());
    match contact {
        Some(contact) if verdict == reading::Verdict::Hard && is_theirs(&contact) => {
            let done = log_bounce(tx, writer, &contact, answer, now).await?;
            Ok((Some(done.contact.clone()), Some(done)))
        }
        contact => Ok((contact, None)),
    }
}

/// Logs a hard bounce: the address is invalid from now on.
pub(super) async fn log_bounce(
    tx: &mut Tx,
    writer: &Member,
    contact: &Contact,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<Done> {
    let mut book = Book::new(tx, writer, now);
    let change = book.tx.begin_change(writer, Some(contact.id), Verb::Logged, None, None, now).await?;
    let told = Happened::new(InteractionKind::Bounced, answer);
    let (logged, effects) = book.happen(contact, &told, now, change).await?;
    book.tx.finish_change(change, None, &effects).await?;
    Ok(logged.done)
}

/// Stops a mailbox that has too much against it; answers the pause if it is new.
pub(super) async fn stop_if_needed(
    tx: &mut Tx,
    mailbox: MailboxId,
    now: DateTime<Utc>,
) -> Result<Option<Pause>> {
    let Some(mailbox) = tx.mailbox(mailbox).await? else { return Ok(None) };
    let history = tx.mail_history(mailbox.id, mailbox.resumed_at).await?;
    let Some(pause) = pause(&history, now) else { return Ok(None) };
    // One that a person holds, or that is paused until a person says go, stays so.
    let stands = match mailbox.state {
        MailboxState::Ready => false,
        MailboxState::Paused(_, until) => until.is_none() || pause.until.is_some(),
        MailboxState::Held | MailboxState::Refused => true,
    };
    if stands {
        return Ok(None);
    }
    tx.set_mailbox_state(mailbox.id, MailboxState::Paused(pause.why, pause.until)).await?;
    Ok(Some(pause))
}
