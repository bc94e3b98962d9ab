//! The running bot: the loop that hears, the sender, the scheduler, the jobs, the checks; started and stopped together.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use renmai_core::store::{Leadership, Priority, Store};
use renmai_core::team::Signup;
use teloxide::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters as _};
use teloxide::types::CallbackQueryId;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::checker::Checker;
use crate::clock::Clock;
use crate::desk::{Desk, PressAnswer};
use crate::dns::Dns;
use crate::gate::Gate;
use crate::jobs::{self, Signals};
use crate::outbox::{self, Outbox};
use crate::pace::{Pace, SendLimit};
use crate::scheduler;
use crate::sender::Sender;
use crate::telegram::{CallError, Telegram};

/// What the bot runs on.
#[derive(Debug)]
pub struct AppOptions {
    /// The book.
    pub store: Store,
    /// The way to Telegram.
    pub telegram: Telegram,
    /// The time.
    pub clock: Clock,
    /// The bot's username, for links.
    pub username: String,
    /// Who may found a team.
    pub signup: Signup,
    /// Whether we keep to Telegram's limits.
    pub send_limit: SendLimit,
    /// Whom to ask about mail to a domain.
    pub dns: Dns,
}

/// Signs of life, for `/health`: UTC seconds, 0 for never.
#[derive(Debug, Default)]
pub struct Pulse {
    /// Telegram answered `getUpdates` then.
    pub heard_at: AtomicI64,
    /// The scheduler ticked then.
    pub ticked_at: AtomicI64,
}

/// A running bot.
#[derive(Debug)]
pub struct App {
    pulse: Arc<Pulse>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// A long poll: shorter than the caller's patience.
const POLL: Duration = Duration::from_secs(25);

/// So many updates at once are a flood.
const FLOOD: usize = 50;

/// How long a stop waits for what is under way.
const FAREWELL: Duration = Duration::from_secs(5);

impl App {
    /// Starts everything.
    pub fn start(options: AppOptions) -> App {
        let AppOptions { store, telegram, clock, username, signup, send_limit, dns } = options;
        let (stop, stopped) = watch::channel(false);
        let pulse = Arc::new(Pulse::default());
        let [work, checks] = [(); 2].map(|()| Arc::new(Notify::new()));
        let outbox = Arc::new(Outbox::default());
        let mut tasks = JoinSet::new();
        let watch = Watch {
            store: store.clone(),
            telegram: telegram.clone(),
            clock: clock.clone(),
            pulse: pulse.clone(),
            outbox: outbox.clone(),
            work: work.clone(),
            checks: checks.clone(),
            send_limit,
            dns,
            bot: username.clone(),
        };
        tasks.spawn(watch.run(stopped.clone()));
        let ear = Ear {
            desk: Desk { store, signup, bot: username, gate: Gate::default(), outbox },
            telegram,
            clock,
            pulse: pulse.clone(),
            work,
            checks,
        };
        tasks.spawn(ear.run(stopped));
        App { pulse, stop, tasks }
    }

    /// The signs of life.
    pub fn pulse(&self) -> Arc<Pulse> {
        self.pulse.clone()
    }

    /// Stops: no new update is fetched, what is under way is finished, at most for five seconds. What is still
    /// open then is on disk and goes on at the next start.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(FAREWELL, all).await.is_err() {
            tracing::warn!("stopped with calls under way; they are made again at the next start");
        }
    }
}

/// What only one of the processes that share a book does at a time: it sends, ticks, does jobs and checks addresses.
struct Watch {
    store: Store,
    telegram: Telegram,
    clock: Clock,
    pulse: Arc<Pulse>,
    outbox: Arc<Outbox>,
    work: Arc<Notify>,
    checks: Arc<Notify>,
    send_limit: SendLimit,
    dns: Dns,
    bot: String,
}

/// How often one asks for a duty that another has.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// How often one sees that the duty is still one's own.
const LOOK_UP: Duration = Duration::from_secs(5);

impl Watch {
    async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let Some(duty) = self.take_duty(&mut stop).await else { return };
            if let Err(fault) = self.on_duty(duty, &mut stop).await {
                tracing::error!(fault = format!("{fault:#}"), "the book cannot be reached; trying again");
                tokio::time::sleep(ASK_AGAIN).await;
            }
        }
    }

    /// Waits for the duty; `None`: told to stop before.
    async fn take_duty(&self, stop: &mut watch::Receiver<bool>) -> Option<Leadership> {
        let mut said = false;
        while !*stop.borrow() {
            match self.store.take_leadership().await {
                Ok(Some(duty)) => return Some(duty),
                Ok(None) if said => {}
                Ok(None) => tracing::warn!("another renmai is on duty for this book; this one stands by"),
                Err(fault) => tracing::error!(%fault, "the book cannot be reached; trying again"),
            }
            said = true;
            // Standing by is a sign of life: the other ticks.
            self.pulse.ticked_at.store(self.clock.now().timestamp(), Ordering::Relaxed);
            tokio::select! {
                () = tokio::time::sleep(ASK_AGAIN) => {}
                _ = stop.changed() => {}
            }
        }
        None
    }

    /// Until told to stop, or the duty is lost.
    async fn on_duty(&self, mut duty: Leadership, stop: &mut watch::Receiver<bool>) -> anyhow::Result<()> {
        let mut tx = self.store.begin().await?;
        // Nobody else sends now: who was sending is dead.
        tx.renew_keys().await?;
        let recovered = tx.recover_messages().await?;
        tx.sweep(self.clock.now() - chrono::TimeDelta::days(14)).await?;
        tx.commit().await?;
        if recovered > 0 {
            tracing::info!(recovered, "letters that were being sent at the last stop go once more");
        }
        let (off, off_duty) = watch::channel(false);
        let mut tasks = self.take_up(&off_duty);
        while !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(LOOK_UP) => if !duty.holds().await {
                    tracing::warn!("the database has forgotten who is on duty");
                    break;
                },
                _ = stop.changed() => {}
            }
        }
        off.send_replace(true);
        while tasks.join_next().await.is_some() {}
        Ok(())
    }

    fn take_up(&self, off_duty: &watch::Receiver<bool>) -> JoinSet<()> {
        let (store, telegram, clock) = (self.store.clone(), self.telegram.clone(), self.clock.clone());
        let (outbox, pulse) = (self.outbox.clone(), self.pulse.clone());
        let letters = outbox.wake.clone();
        let mut tasks = JoinSet::new();
        let pace = Pace::new(self.send_limit);
        let sender = Sender {
            store: store.clone(),
            telegram: telegram.clone(),
            clock: clock.clone(),
            pace,
            outbox: outbox.clone(),
            stop: off_duty.clone(),
        };
        tasks.spawn(sender.run());
        tasks.spawn(scheduler::run(store.clone(), clock.clone(), pulse, letters.clone(), off_duty.clone()));
        let worker = Worker { store: store.clone(), telegram, clock: clock.clone() };
        tasks.spawn(worker.run(self.work.clone(), [letters.clone(), self.checks.clone()], off_duty.clone()));
        let checker = Checker { store, dns: self.dns.clone(), clock, bot: self.bot.clone(), outbox };
        tasks.spawn(checker.run(self.checks.clone(), off_duty.clone()));
        tasks
    }
}

/// Hears Telegram.
struct Ear {
    desk: Desk,
    telegram: Telegram,
    clock: Clock,
    pulse: Arc<Pulse>,
    work: Arc<Notify>,
    checks: Arc<Notify>,
}

impl Ear {
    async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut offset: i64 = 0;
        let mut answering: JoinSet<()> = JoinSet::new();
        let outbox = self.desk.outbox.clone();
        let mut flood = false;
        loop {
            // The sender waits for the desk's next batch: that one must not wait for news.
            let poll = if flood { Duration::ZERO } else { POLL };
            let updates = tokio::select! {
                updates = self.telegram.updates(offset, poll) => updates,
                _ = stop.changed() => break,
            };
            let floods = updates.as_ref().is_ok_and(|updates| updates.len() >= FLOOD);
            outbox.set_flood(floods);
            if std::mem::replace(&mut flood, floods) && !floods {
                self.work.notify_one();
                self.checks.notify_one();
            }
            while answering.try_join_next().is_some() {}
            let updates = match updates {
                Ok(updates) => updates,
                Err(fault) => {
                    self.rest(&fault, &mut stop).await;
                    continue;
                }
            };
            self.pulse.heard_at.store(self.clock.now().timestamp(), Ordering::Relaxed);
            let Some(last) = updates.iter().map(|update| update.number).max() else {
                continue;
            };
            match self.desk.carry_out(&updates, self.clock.now()).await {
                Ok(answers) => {
                    // Only now may Telegram forget them: the next call acknowledges.
                    // One that Telegram gives again has an old number: the offset never goes back.
                    offset = offset.max(last + 1);
                    for answer in answers {
                        answering.spawn(answer_press(self.telegram.clone(), answer));
                    }
                    if flood {
                        // What nobody waits for waits.
                        self.let_answers_go(&mut stop).await;
                    } else {
                        self.work.notify_one();
                        self.checks.notify_one();
                    }
                }
                Err(fault) => {
                    tracing::error!(
                        fault = format!("{fault:#}"),
                        "a batch could not be written; trying again"
                    );
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
        // What was carried out is acknowledged, so that the next start does not hear it again; if this fails it is
        // recognised there.
        if offset > 0 {
            let _ =
                tokio::time::timeout(Duration::from_secs(2), self.telegram.updates(offset, Duration::ZERO))
                    .await;
        }
        while answering.join_next().await.is_some() {}
    }

    /// In a flood, what is not answered yet stays with Telegram: a long outbox would be slow to look through.
    async fn let_answers_go(&self, stop: &mut watch::Receiver<bool>) {
        for _ in 0..20 {
            if *stop.borrow() || !self.many_wait().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether many answers wait to be sent; where that cannot be told, they do not.
    async fn many_wait(&self) -> bool {
        let Desk { store, outbox, .. } = &self.desk;
        if outbox.is_open() {
            return outbox.room() == 0;
        }
        let (now, most) = (self.clock.now(), outbox::MOST);
        let waiting = async { store.read().await?.due_messages(Priority::Answer, now, most).await };
        waiting.await.is_ok_and(|waiting| waiting >= most)
    }

    /// Says what is wrong, once per fault, and waits before the next try.
    async fn rest(&self, fault: &CallError, stop: &mut watch::Receiver<bool>) {
        let pause = match fault {
            CallError::Wait(pause) => *pause,
            CallError::Unauthorized => Duration::from_secs(30),
            CallError::Conflict => Duration::from_secs(5),
            _ => Duration::from_secs(2),
        };
        tracing::warn!(%fault, pause = pause.as_secs(), "Telegram cannot be heard; trying again");
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Answers a press; too late, it is worthless, so it is tried twice and let go.
async fn answer_press(telegram: Telegram, answer: PressAnswer) {
    let mut call = AnswerCallbackQuery::new(CallbackQueryId(answer.query));
    if let Some(text) = answer.text {
        call = call.text(text);
    }
    for _ in 0..3 {
        match telegram.call(&call).await {
            Ok(_) => return,
            Err(CallError::Wait(pause)) => tokio::time::sleep(pause.min(Duration::from_secs(5))).await,
            Err(CallError::Unreachable(_) | CallError::Unanswered(_)) => {
                tokio::time::sleep(Duration::from_millis(500)).await
            }
            Err(fault) => return tracing::debug!(%fault, "a press was not answered"),
        }
    }
}

/// Does what needs the network, after the commit.
struct Worker {
    store: Store,
    telegram: Telegram,
    clock: Clock,
}

impl Worker {
    async fn run(self, wake: Arc<Notify>, then: [Arc<Notify>; 2], mut stop: watch::Receiver<bool>) {
        let [letters, checks] = then;
        let signals = Signals { letters, stop: stop.clone() };
        loop {
            match jobs::run_due(&self.store, &self.telegram, &signals, self.clock.now()).await {
                Ok(0) => {}
                Ok(_) if signals.stops() => return,
                Ok(_) => {
                    signals.letters.notify_one();
                    checks.notify_one();
                    continue;
                }
                Err(fault) => tracing::error!(fault = format!("{fault:#}"), "a job failed"),
            }
            tokio::select! {
                () = wake.notified() => {}
                () = self.clock.moved() => {}
                () = tokio::time::sleep(Duration::from_secs(5)) => {}
                _ = stop.changed() => return,
            }
        }
    }
}
