//! The running bot: its tasks started, watched and stopped together.

use std::sync::Arc;
use std::time::Duration;

use renmai_core::store::Store;
use renmai_core::team::Signup;
use tokio::sync::Notify;

use super::leadership::Leader;
use super::poller::UpdatePoller;
use super::tasks::Tasks;
use crate::background::dns::Dns;
use crate::background::print::PrintReader;
use crate::clock::Clock;
use crate::handler::buttons::Disguise;
use crate::inbound::FloodGuard;
use crate::inbound::processor::UpdateProcessor;
use crate::liveness::Liveness;
use crate::mail::access::MailAccess;
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
    /// Who reads print.
    pub print: PrintReader,
    /// What is needed to enter mailboxes.
    pub mail_access: MailAccess,
    /// How long one update may take.
    pub budget: Duration,
}

/// A running bot.
#[derive(Debug)]
pub struct App {
    liveness: Arc<Liveness>,
    tasks: Tasks,
}

/// How long a stop waits for what is under way.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

impl App {
    /// Starts everything. The update poller is started last, and so stops first.
    pub fn start(options: AppOptions) -> App {
        let AppOptions {
            store,
            telegram,
            clock,
            username,
            signup,
            send_limit,
            dns,
            print,
            mail_access,
            budget,
        } = options;
        drop(tokio::task::spawn_blocking(renmai_core::read::load_tables));
        let liveness = Arc::new(Liveness::default());
        let [work, checks, mails, sign_ins] = [(); 4].map(|()| Arc::new(Notify::new()));
        let outbox = Arc::new(Outbox::default());
        let mut tasks = Tasks::new(liveness.clone());
        let leadership = Leader {
            store: store.clone(),
            telegram: telegram.clone(),
            clock: clock.clone(),
            liveness: liveness.clone(),
            outbox: outbox.clone(),
            work: work.clone(),
            checks: checks.clone(),
            mails: mails.clone(),
            sign_ins: sign_ins.clone(),
            mail_access,
            send_limit,
            dns,
            print,
            bot: username.clone(),
        };
        tasks.start("leadership", |stop| leadership.run(stop));
        let poller = UpdatePoller {
            processor: UpdateProcessor {
                store,
                signup,
                bot: username,
                flood_guard: FloodGuard::default(),
                outbox,
                budget,
            },
            disguise: Disguise::new(telegram.own_key()),
            telegram,
            clock,
            liveness: liveness.clone(),
            work,
            checks,
            mails,
            sign_ins,
        };
        tasks.start("update poller", |stop| poller.run(stop));
        App { liveness, tasks }
    }

    /// The signs of life.
    pub fn liveness(&self) -> Arc<Liveness> {
        self.liveness.clone()
    }

    /// Waits until the bot cannot go on, and says why: a task of it has ended though nobody told it to, or the book is
    /// gone. What is left is still to be stopped with [`App::stop`].
    pub async fn ended(&mut self) -> anyhow::Error {
        self.tasks.ended().await
    }

    /// Stops: no new update is fetched, what is under way is finished, at most for five seconds. What is still
    /// open then is on disk and goes on at the next start.
    pub async fn stop(self) {
        if tokio::time::timeout(SHUTDOWN_TIMEOUT, self.tasks.stop()).await.is_err() {
            tracing::warn!("stopped with calls under way; they are made again at the next start");
        }
    }
}
