//! The running bot: its tasks started and stopped together.

use std::sync::Arc;
use std::time::Duration;

use renmai_core::store::Store;
use renmai_core::team::Signup;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use super::leadership::Watch;
use super::poller::Ear;
use crate::background::dns::Dns;
use crate::clock::Clock;
use crate::handler::buttons::Disguise;
use crate::inbound::FloodGuard;
use crate::inbound::processor::UpdateProcessor;
use crate::liveness::Liveness;
use crate::outbound::SendLimit;
use crate::outbound::outbox::Outbox;
use crate::telegram::Telegram;

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

/// A running bot.
#[derive(Debug)]
pub struct App {
    pulse: Arc<Liveness>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// How long a stop waits for what is under way.
const FAREWELL: Duration = Duration::from_secs(5);

impl App {
    /// Starts everything.
    pub fn start(options: AppOptions) -> App {
        let AppOptions { store, telegram, clock, username, signup, send_limit, dns } = options;
        let (stop, stopped) = watch::channel(false);
        let pulse = Arc::new(Liveness::default());
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
            processor: UpdateProcessor {
                store,
                signup,
                bot: username,
                flood_guard: FloodGuard::default(),
                outbox,
            },
            disguise: Disguise::new(telegram.own_key()),
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
    pub fn pulse(&self) -> Arc<Liveness> {
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
