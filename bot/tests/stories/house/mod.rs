//! The house in which the stories play: the real bot over HTTP against the sandbox, with a real database file.
//!
//! A story waits for messages and never sleeps; time moves by the sandbox's clock. When the house is torn down, it
//! fails the test if Telegram would have refused anything that the bot sent, or if a message was left unheard.

pub(crate) mod mailbox;
mod people;
mod trouble;

use std::sync::Arc;

use chrono::{DateTime, Duration, TimeZone as _, Utc};
use chrono_tz::Asia::Shanghai;
use renmai::background::dns::Dns;
use renmai::background::print::PrintReader;
use renmai::clock::Clock;
use renmai::inbound::BUDGET;
use renmai::outbound::SendLimit;
use renmai::runtime::{App, AppOptions};
use renmai::telegram::Telegram;
use renmai_core::book::{self, Book};
use renmai_core::mail::mailbox::Server;
use renmai_core::store::Store;
use renmai_core::team::{Newcomer, Signup};
use renmai_core::vocabulary::{Lang, Role};
use renmai_sandbox::{BotProfile, Options, Sandbox};
use renmai_testing::Scratch;
use tokio::sync::Mutex;

use self::people::person;
pub(crate) use self::people::{ANNA, Heard, LINA, MARIA, SAM, Someone, WANG, code_in};
pub(crate) use self::trouble::Trouble;

const TOKEN: &str = "100001:sandbox-token-for-the-stories-only";

/// A house with a bot in it.
pub(crate) struct House {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: renmai_sandbox::Clock,
    signup: Signup,
    dns: std::sync::Mutex<Dns>,
    print: std::sync::Mutex<PrintReader>,
    budget: std::sync::Mutex<std::time::Duration>,
    /// Where one signs in to mailboxes at Microsoft, and their servers.
    microsoft: std::sync::Mutex<Option<(String, [Server; 2])>>,
    scratch: Scratch,
    api: String,
    app: Mutex<Option<App>>,
    expects_refusals: std::sync::atomic::AtomicBool,
}

/// Monday 23 November 2026, 10:00 in Shanghai.
pub(crate) fn monday() -> DateTime<Utc> {
    Shanghai.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap().to_utc()
}

impl House {
    /// A house with the team of Brightway LED: Wang (owner, Chinese), Maria (manager), Anna and Li Na (salespeople,
    /// English and Chinese); Sam is a stranger.
    pub(crate) async fn open() -> Arc<House> {
        House::open_at(monday()).await
    }

    /// The same at another time.
    pub(crate) async fn open_at(time: DateTime<Utc>) -> Arc<House> {
        let house = House::with(Signup::Invite, Dns::nobody(), time).await;
        house.found_team().await;
        house
    }

    /// The same with a DNS server to ask; everywhere else nobody answers.
    pub(crate) async fn asking(dns: Dns) -> Arc<House> {
        let house = House::with(Signup::Invite, dns, monday()).await;
        house.found_team().await;
        house
    }

    /// A house whose bot knows nobody.
    pub(crate) async fn empty(signup: Signup) -> Arc<House> {
        House::with(signup, Dns::nobody(), monday()).await
    }

    async fn with(signup: Signup, dns: Dns, time: DateTime<Utc>) -> Arc<House> {
        let filter = tracing_subscriber::EnvFilter::from_default_env();
        let _ = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init();
        let scratch = Scratch::new().await;
        let clock = renmai_sandbox::Clock::system();
        clock.set(time);
        let sandbox = Sandbox::open(Options {
            token: TOKEN.into(),
            bot: BotProfile { id: 100_001, username: "renmai_bot".into(), name: "renmai".into() },
            people: vec![
                person(WANG, "Wang Wei", "wangwei", "zh-hans"),
                person(MARIA, "Maria Chen", "maria", "en"),
                person(ANNA, "Anna Liu", "anna", "en"),
                person(LINA, "李娜", "lina", "zh-hans"),
                person(SAM, "Sam Stranger", "sam", "en"),
            ],
            folder: None,
            clock: clock.clone(),
            jumps: Vec::new(),
            on_reset: None,
        })
        .unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        let server = sandbox.clone();
        tokio::spawn(async move { server.serve(listener).await });
        let house = Arc::new(House {
            sandbox,
            clock,
            signup,
            dns: dns.into(),
            print: PrintReader::nobody().into(),
            budget: BUDGET.into(),
            microsoft: None.into(),
            scratch,
            api,
            app: Mutex::new(None),
            expects_refusals: false.into(),
        });
        house.start().await;
        house
    }

    /// A folder for whatever else a story writes.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.scratch.folder()
    }

    /// The database's address.
    pub(crate) fn database(&self) -> &str {
        self.scratch.url()
    }

    /// The book, opened beside the bot.
    pub(crate) async fn store(&self) -> Store {
        Store::open(self.database()).await.unwrap()
    }

    async fn start(&self) {
        let app = self.app().await;
        *self.app.lock().await = Some(app);
    }

    async fn app(&self) -> App {
        self.app_at(&self.api).await
    }

    /// A bot on the same book that hears another Telegram.
    pub(crate) async fn app_at(&self, api: &str) -> App {
        let store = self.store().await;
        let telegram = Telegram::new(api.parse().unwrap(), TOKEN.into(), None).unwrap();
        let dns = self.dns.lock().unwrap().clone();
        let print = self.print.lock().unwrap().clone();
        App::start(AppOptions {
            store,
            telegram,
            clock: Clock::Sandbox(self.clock.clone()),
            username: "renmai_bot".into(),
            signup: self.signup,
            send_limit: SendLimit::Off,
            dns,
            print,
            mail_access: self.mail_access(),
            budget: *self.budget.lock().unwrap(),
        })
    }

    /// What is wrong with the file, and which rows point nowhere.
    async fn damage(database: &str) -> Vec<String> {
        // The bot's writer may be in the middle of something: only reading does not wait for it.
        let store = Store::open(database).await.unwrap();
        let damage = store.integrity().await.unwrap();
        store.close().await;
        damage
    }

    /// Stops the bot and starts it again on the same book.
    pub(crate) async fn restart(&self) {
        self.stop().await;
        self.start().await;
    }

    /// Stops the bot.
    pub(crate) async fn stop(&self) {
        if let Some(app) = self.app.lock().await.take() {
            app.stop().await;
        }
    }

    /// Starts the bot after [`House::stop`].
    pub(crate) async fn start_again(&self) {
        self.start().await;
    }

    /// Starts a second copy of the bot on the same book, as somebody may by mistake.
    pub(crate) async fn second_copy(&self) -> App {
        self.app().await
    }

    /// Starts the bot after [`House::stop`], with a DNS server to ask.
    pub(crate) async fn start_asking(&self, dns: Dns) {
        *self.dns.lock().unwrap() = dns;
        self.start().await;
    }

    /// Starts the bot anew; an update may take so long and no longer.
    pub(crate) async fn start_within(&self, budget: std::time::Duration) {
        self.stop().await;
        *self.budget.lock().unwrap() = budget;
        self.start().await;
    }

    /// Starts the bot anew, with a program that reads print.
    pub(crate) async fn start_reading(&self, print: PrintReader) {
        self.stop().await;
        *self.print.lock().unwrap() = print;
        self.start().await;
    }

    /// Moves the clock on; the scheduler ticks at once.
    pub(crate) async fn later(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// Sets the clock to a local time in Shanghai.
    pub(crate) async fn at(&self, year: i32, month: u32, day: u32, hour: u32, minute: u32) {
        self.clock.set(Shanghai.with_ymd_and_hms(year, month, day, hour, minute, 0).unwrap().to_utc());
    }

    /// The code of the owner link, as it is printed at the first start.
    pub(crate) async fn owner_code(&self) -> Option<String> {
        let store = self.store().await;
        let mut tx = store.begin().await.unwrap();
        let code = book::open_deployment(&mut tx, self.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
        code
    }

    /// The team, as if it had been founded and joined by links some time ago; the stories of the team do it by hand.
    async fn found_team(self: &Arc<Self>) {
        let store = self.store().await;
        let mut tx = store.begin().await.unwrap();
        let now = self.clock.now();
        let somebody = |telegram, name: &str, username: &str, lang| Newcomer {
            telegram,
            name: name.into(),
            username: Some(username.into()),
            lang,
        };
        let (owner, _) =
            book::found_team(&mut tx, &somebody(WANG, "Wang Wei", "wangwei", Lang::Zh), "Brightway LED", now)
                .await
                .unwrap();
        for (newcomer, role) in [
            (somebody(MARIA, "Maria Chen", "maria", Lang::En), Role::Manager),
            (somebody(ANNA, "Anna Liu", "anna", Lang::En), Role::Salesperson),
            (somebody(LINA, "李娜", "lina", Lang::Zh), Role::Salesperson),
        ] {
            let given = Book::new(&mut tx, &owner, now).invite(role).await.unwrap();
            book::open_code(&mut tx, &newcomer, &given.code, "", now).await.unwrap().unwrap();
        }
        tx.commit().await.unwrap();
        store.close().await;
        // Telegram lets a bot write only to those who have written to it.
        for person in [self.wang(), self.maria(), self.anna(), self.lina()] {
            person.says("/help").await;
        }
    }

    /// This story makes Telegram refuse on purpose.
    pub(crate) fn expects_refusals(&self) {
        self.expects_refusals.store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        if !self.expects_refusals.load(std::sync::atomic::Ordering::Relaxed) {
            let complaints = self.sandbox.complaints();
            assert!(complaints.is_empty(), "Telegram would have refused: {complaints:#?}");
        }
        let database = self.database().to_owned();
        let audit = std::thread::spawn(move || {
            tokio::runtime::Runtime::new().unwrap().block_on(House::damage(&database))
        });
        let damage = audit.join().unwrap();
        assert!(damage.is_empty(), "the database is damaged: {damage:#?}");
        for id in [WANG, MARIA, ANNA, LINA, SAM] {
            let unheard = self.sandbox.person(id).unheard();
            assert!(unheard.is_empty(), "{id} was sent what nobody looked at: {unheard:#?}");
        }
    }
}
