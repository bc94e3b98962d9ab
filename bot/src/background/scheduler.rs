//! The scheduler: what comes by itself. Each minute a tick looks what is owed to whom. What is owed becomes a message,
//! in the transaction that marks it in the ledger.
//!
//! tokio-cron-scheduler only wakes the loop each minute, since it freezes a zone's offset, never runs what was missed
//! and lets jobs overlap. [`calendar::owed`] decides what is owed when, by each person's own clock.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::calendar::{self, Owed};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::store::{Erased, NewMessage, Priority, Ringing, RoutineClaim, Scope, Store, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::Routine;
use tokio::sync::{Notify, watch};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

use crate::clock::Clock;
use crate::features::{clean, due, fair, insight, mark};
use crate::handler::routine_key;
use crate::i18n::{AnyReply, Render as _, Words};
use crate::liveness::Liveness;
use crate::outbound::message::OutboxCall;

/// What a tick did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ticked {
    /// Routines that became a message.
    pub planned: usize,
    /// Routines that could not be planned; they are tried again at the next tick.
    pub failed: usize,
}

/// No routine is owed so long after its day, so claims that are older need not be read.
const OWED_AT_MOST: TimeDelta = TimeDelta::days(10);

/// A next step rings on its own day, which has 25 hours at most.
const RUNG_AT_MOST: TimeDelta = TimeDelta::hours(25);

/// After so long without the metronome the loop ticks by itself.
const SILENCE: Duration = Duration::from_secs(90);

/// Ticks at the start, every minute, and when the clock is moved, until told to stop. Each tick writes into the book.
///
/// # Errors
/// None: what fails is tried again at the next tick.
pub async fn run(
    store: Store,
    clock: Clock,
    liveness: Arc<Liveness>,
    messages: Arc<Notify>,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let minute = Arc::new(Notify::new());
    let mut metronome = match metronome(minute.clone()).await {
        Ok(metronome) => Some(metronome),
        Err(fault) => {
            tracing::error!(%fault, "the metronome does not start; ticking without it");
            None
        }
    };
    while !*stop.borrow() {
        // Listens from here on, so that a move of the clock during the tick is not missed.
        let moved = clock.moved();
        let now = clock.now();
        match store.beat(now).await {
            Ok(()) => liveness.wrote(now),
            Err(fault) => {
                liveness.could_not_write();
                tracing::error!(%fault, "the book cannot be written; the next tick tries again");
            }
        }
        match tick(&store, now).await {
            Ok(ticked) => {
                liveness.ticked(now);
                if ticked.planned > 0 {
                    messages.notify_one();
                }
            }
            Err(fault) => {
                tracing::error!(fault = format!("{fault:#}"), "a tick failed; the next tries again")
            }
        }
        keep_up(&store, now).await;
        tokio::select! {
            () = minute.notified() => {}
            () = moved => {}
            () = tokio::time::sleep(SILENCE) => {}
            _ = stop.changed() => {}
        }
    }
    if let Some(metronome) = &mut metronome
        && let Err(fault) = metronome.shutdown().await
    {
        tracing::warn!(%fault, "the metronome does not stop");
    }
    Ok(())
}

/// The upkeep of a day, and the files written over for those who were erased.
async fn keep_up(store: &Store, now: DateTime<Utc>) {
    match store.keep_up(now).await {
        Ok(None | Some(Erased::FromLog)) => {}
        Ok(Some(Erased::Wholly)) => tracing::info!("the files hold nothing of who was erased"),
        Ok(Some(Erased::HeldUp)) => tracing::warn!(
            "another program reads the book as it was, so its log still holds who was erased; tried again each minute"
        ),
        Err(fault) => {
            let fault = anyhow::Error::from(fault);
            tracing::error!(fault = format!("{fault:#}"), "the upkeep failed; tried again each minute");
        }
    }
}

/// Wakes at every full minute.
async fn metronome(minute: Arc<Notify>) -> Result<JobScheduler, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    let wake = Job::new("0 * * * * *", move |_, _| minute.notify_one())?;
    scheduler.add(wake).await?;
    scheduler.start().await?;
    Ok(scheduler)
}

/// Plans whatever is owed at `now` (UTC) and has not been planned. The ledger has each person, routine and period
/// once, so nothing is planned twice, whoever runs this how often.
///
/// # Errors
/// When the book cannot be read; a routine that fails alone is counted and does not hold up the others.
pub async fn tick(store: &Store, now: DateTime<Utc>) -> anyhow::Result<Ticked> {
    let mut ticked = Ticked::default();
    if store.read().await?.has_far_messages(now).await? {
        let mut tx = store.begin().await?;
        let hastened = tx.hasten_far_messages(now).await?;
        tx.commit().await?;
        tracing::warn!(hastened, "the clock was set back: messages that would wait for it go now");
        ticked.planned += usize::try_from(hastened).unwrap_or(usize::MAX);
    }
    let waiting = waiting(store, now).await?;
    for some in waiting.chunks(TOGETHER) {
        if let Ok(messages) = plan_together(store, some, now).await {
            ticked.planned += messages;
            continue;
        }
        // One of them is to blame: each is planned alone, and the others come.
        for alone in some {
            match plan_together(store, std::slice::from_ref(alone), now).await {
                Ok(messages) => ticked.planned += messages,
                Err(fault) => {
                    let Owed { routine, period, .. } = &alone.1;
                    let (routine, fault) = (routine.code(), format!("{fault:#}"));
                    tracing::error!(routine, period, fault, "a routine could not be planned");
                    ticked.failed += 1;
                }
            }
        }
    }
    let ringing = store.read().await?.ringing(now - RUNG_AT_MOST, now).await?;
    for ringing in ringing {
        match ring(store, &ringing, now).await {
            Ok(messages) => ticked.planned += messages,
            Err(fault) => {
                tracing::error!(fault = format!("{fault:#}"), "a next step could not ring");
                ticked.failed += 1;
            }
        }
    }
    Ok(ticked)
}

/// Claims the ring of a next step and enqueues its message, in one transaction; says how many messages that were.
async fn ring(store: &Store, ringing: &Ringing, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let mut tx = store.begin().await?;
    // Since it was read what rings, it may have been done, moved, put off or handed over.
    let Some(member) = tx.member(Scope::team_wide(ringing.team), ringing.member).await? else { return Ok(0) };
    let contact = tx.contacts_by_id(Scope::own(&member), &[ringing.contact]).await?.pop();
    let set_for = contact.as_ref().and_then(|contact| contact.due).and_then(|due| due.rings_at);
    let (Some(contact), Some(at)) = (contact, set_for) else { return Ok(0) };
    // Who got the contact after that time has not missed it.
    let theirs = is_present(&member) && contact.owned_since <= at;
    if !theirs || !calendar::rings(&member.schedule, at, now) || !tx.claim_ring(ringing, now).await? {
        return Ok(0);
    }
    let Some(card) = mark::ring(&mut tx, &member, &contact, now).await? else { return Ok(0) };
    let key = format!("ring:{}:{}:{}", member.id.number(), contact.no.0, ringing.set_for);
    let body = OutboxCall::send(card.message(&Words::to(&member, now))).json()?;
    let (chat, priority, card_of) = (member.telegram, Priority::Answer, Some(contact.id));
    let message = NewMessage { chat, key: Some(key), priority, body, card_of };
    let enqueued = tx.enqueue_now(&message, now).await?;
    failpoint::pass(Failpoint::RoutineClaimed);
    tx.commit().await?;
    failpoint::pass(Failpoint::RoutinePlanned);
    Ok(usize::from(enqueued.is_some()))
}

/// What is owed and not claimed. It only reads, so it does not hold up the writer.
async fn waiting(store: &Store, now: DateTime<Utc>) -> anyhow::Result<Vec<(Member, Owed)>> {
    let mut tx = store.read().await?;
    let everyone = tx.everyone().await?;
    let claimed: HashSet<RoutineClaim> = tx.claims_since(now - OWED_AT_MOST).await?.into_iter().collect();
    let owed = everyone
        .into_iter()
        .flat_map(|member| owed_to(&member, now).into_iter().map(move |owed| (member.clone(), owed)));
    Ok(owed
        .filter(|(member, owed)| {
            let claim =
                RoutineClaim { member: member.id, routine: owed.routine, period: owed.period.clone() };
            !claimed.contains(&claim)
        })
        .collect())
}

/// What is owed to a member: by the calendar, and by the fair at which they are.
fn owed_to(member: &Member, now: DateTime<Utc>) -> Vec<Owed> {
    let evening = member.fair.as_ref().and_then(|fair| fair.owed(&member.schedule, now));
    calendar::owed(&member.schedule, now).into_iter().chain(evening).collect()
}

fn is_present(member: &Member) -> bool {
    member.removed_at.is_none() && member.blocked_at.is_none()
}

/// How many routines are planned in one transaction: each commit waits for the disk, and others wait for the commit.
const TOGETHER: usize = 10;

/// Claims routines and enqueues their messages, in one transaction; says how many messages that were.
async fn plan_together(store: &Store, some: &[(Member, Owed)], now: DateTime<Utc>) -> anyhow::Result<usize> {
    let mut ready = Vec::new();
    for (member, owed) in some {
        // Asked beside the writer, since what waits for a list is asked each minute.
        if !owed.after_list || !due::is_list_open(&mut store.read().await?, member, owed.day).await? {
            ready.push((member, owed));
        }
    }
    if ready.is_empty() {
        return Ok(0);
    }
    let mut tx = store.begin().await?;
    let mut planned = 0;
    for (member, owed) in ready {
        planned += plan(&mut tx, member, owed, now).await?;
        failpoint::pass(Failpoint::RoutineClaimed);
    }
    tx.commit().await?;
    failpoint::pass(Failpoint::RoutinePlanned);
    Ok(planned)
}

/// Claims a routine and enqueues its message; says how many messages that were. A morning on which nothing is due is
/// claimed too, so that what falls due later in the day brings no list at an odd hour.
async fn plan(tx: &mut Tx, member: &Member, owed: &Owed, now: DateTime<Utc>) -> anyhow::Result<usize> {
    // Since it was read what is owed, the member may have left, gone away or changed their settings.
    let Some(member) = tx.member(Scope::own(member), member.id).await? else { return Ok(0) };
    // The list may have been planned a moment ago.
    if owed.after_list && due::is_list_open(tx, &member, owed.day).await? {
        return Ok(0);
    }
    if !is_present(&member)
        || !owed_to(&member, now).contains(owed)
        || !tx.claim_routine(&member, owed.routine, &owed.period, now).await?
    {
        return Ok(0);
    }
    match compose(tx, &member, owed, now).await? {
        Some(reply) => enqueue(tx, &member, owed, &reply, now).await,
        None => Ok(0),
    }
}

async fn compose(
    tx: &mut Tx,
    member: &Member,
    owed: &Owed,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<AnyReply>> {
    // Today's reminder is not owed to a person who joined after its time.
    let joined = tx.joined_at(member).await?.with_timezone(&member.schedule.zone).naive_local();
    if owed.routine != Routine::Fair && joined >= owed.day.and_time(member.schedule.reminder_at) {
        return Ok(None);
    }
    Ok(match owed.routine {
        Routine::Morning => due::morning(tx, member, owed, now).await?,
        Routine::Nudge => insight::nudge(tx, member, owed, now).await?,
        Routine::Fair => fair::evening(tx, member, owed, now).await?,
        Routine::Cleanup => clean::quarterly(tx, member, now).await?,
    })
}

/// Enqueues the message under a key of its own; the list before it shrinks, any other message before it loses its
/// buttons.
async fn enqueue(
    tx: &mut Tx,
    member: &Member,
    owed: &Owed,
    reply: &AnyReply,
    now: DateTime<Utc>,
) -> anyhow::Result<usize> {
    let Owed { routine, period, .. } = owed;
    let bulk = |key: Option<String>, call: OutboxCall| -> serde_json::Result<NewMessage> {
        let (chat, body) = (member.telegram, call.json()?);
        Ok(NewMessage { chat, key, priority: Priority::Bulk, body, card_of: None })
    };
    let words = Words::to(member, now);
    if let Some((before, message)) = tx.last_routine_message(member, *routine, period).await? {
        let over = match routine {
            Routine::Morning => due::over(tx, member, &before).await?,
            Routine::Nudge | Routine::Cleanup | Routine::Fair => None,
        };
        let call = match over {
            Some(over) => OutboxCall::edit(message, over.message(&words)),
            None => OutboxCall::strip(message),
        };
        tx.set_card(member.telegram, message, None).await?;
        tx.enqueue(bulk(None, call)?, now);
    }
    let key = routine_key(*routine, member.telegram, period);
    let message = reply.message(&words);
    let message = bulk(Some(key), OutboxCall::send(message))?;
    let Some(message) = tx.enqueue_now(&message, now).await? else { return Ok(0) };
    tx.set_routine_message(member, *routine, period, message).await?;
    Ok(1)
}
