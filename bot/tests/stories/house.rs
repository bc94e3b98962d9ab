//! The house in which the stories play: the real bot over HTTP against the sandbox, with a real database file.
//!
//! A story waits for messages and never sleeps; time moves by the sandbox's clock. When the house is torn down, it
//! fails the test if Telegram would have refused anything that the bot sent, or if a message was left unheard.

use std::sync::Arc;

use chrono::{DateTime, Duration, TimeZone as _, Utc};
use chrono_tz::Asia::Shanghai;
use renmai::background::dns::Dns;
use renmai::clock::Clock;
use renmai::outbound::SendLimit;
use renmai::runtime::health::{self, Health, Watched};
use renmai::runtime::{App, AppOptions};
use renmai::telegram::Telegram;
use renmai_core::book::{self, Book};
use renmai_core::store::Store;
use renmai_core::team::{Newcomer, Signup};
use renmai_core::vocabulary::{Lang, Role};
use renmai_sandbox::{BotProfile, ChatDriver, Message, Options, Person, Press, Sandbox};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, Connection as _};
use tokio::sync::Mutex;

const TOKEN: &str = "100001:sandbox-token-for-the-stories-only";

/// The people of the stories.
pub(crate) const WANG: i64 = 1001;
pub(crate) const MARIA: i64 = 1002;
pub(crate) const ANNA: i64 = 1003;
pub(crate) const LINA: i64 = 1004;
pub(crate) const SAM: i64 = 1005;

/// Why something cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The database refuses the row.
    Row,
    /// The disk is full.
    Disk,
}

/// A house with a bot in it.
pub(crate) struct House {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: renmai_sandbox::Clock,
    signup: Signup,
    dns: std::sync::Mutex<Dns>,
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
        let house = House::empty(Signup::Invite).await;
        house.found_team().await;
        house
    }

    /// The same with a DNS server to ask; everywhere else nobody answers.
    pub(crate) async fn asking(dns: Dns) -> Arc<House> {
        let house = House::with(Signup::Invite, dns).await;
        house.found_team().await;
        house
    }

    /// A house whose bot knows nobody.
    pub(crate) async fn empty(signup: Signup) -> Arc<House> {
        House::with(signup, Dns::nobody()).await
    }

    async fn with(signup: Signup, dns: Dns) -> Arc<House> {
        let filter = tracing_subscriber::EnvFilter::from_default_env();
        let _ = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init();
        let scratch = Scratch::new().await;
        let clock = renmai_sandbox::Clock::system();
        clock.set(monday());
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
        App::start(AppOptions {
            store,
            telegram,
            clock: Clock::Sandbox(self.clock.clone()),
            username: "renmai_bot".into(),
            signup: self.signup,
            send_limit: SendLimit::Off,
            dns,
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

    /// From now on nothing can be added to this table.
    pub(crate) async fn breaks(&self, table: &str, trouble: Trouble) {
        let text = match (renmai_testing::on_postgres(), trouble) {
            (false, Trouble::Row) => format!(
                "create trigger broken before insert on {table} begin select raise(abort, 'broken'); end"
            ),
            // As on a full disk, SQLite itself takes the whole transaction back.
            (false, Trouble::Disk) => format!(
                "create trigger broken before insert on {table} begin select raise(rollback, 'disk is full'); end"
            ),
            (true, trouble) => {
                let code = if trouble == Trouble::Row { "23514" } else { "53100" };
                format!(
                    "create function broken() returns trigger language plpgsql as \
                     $$ begin raise exception using errcode = '{code}', message = 'broken'; end $$; \
                     create trigger broken before insert on {table} for each row execute function broken()"
                )
            }
        };
        self.write(text).await;
    }

    /// What [`House::breaks`] broke works again.
    pub(crate) async fn mends(&self, table: &str) {
        let text = match renmai_testing::on_postgres() {
            false => "drop trigger broken".to_owned(),
            true => format!("drop trigger broken on {table}; drop function broken()"),
        };
        self.write(text).await;
    }

    async fn write(&self, text: String) {
        let mut connection = AnyConnection::connect(self.database()).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Waits until so many letters have been refused for now and wait for their time.
    pub(crate) async fn waits_with(&self, letters: usize) {
        let mut connection = AnyConnection::connect(self.database()).await.unwrap();
        let waiting = "select id from outbox where state = 'waiting' and claimed_at is null and attempts > 0";
        while sqlx::query(waiting).fetch_all(&mut connection).await.unwrap().len() < letters {
            tokio::task::yield_now().await;
        }
        connection.close().await.unwrap();
    }

    /// Waits until Telegram was asked for updates once more than so far: what was given before has been dealt with.
    pub(crate) async fn asks_again(&self) {
        let before = self.sandbox.polls();
        while self.sandbox.polls() < before + 2 {
            tokio::task::yield_now().await;
        }
    }

    /// Starts the bot after [`House::stop`], with a DNS server to ask.
    pub(crate) async fn start_asking(&self, dns: Dns) {
        *self.dns.lock().unwrap() = dns;
        self.start().await;
    }

    /// Waits until the bot cannot go on, stops what is left of it, and answers why.
    pub(crate) async fn ends(&self) -> String {
        let mut app = self.app.lock().await.take().unwrap();
        let fault = app.ended().await;
        app.stop().await;
        format!("{fault:#}")
    }

    /// What `GET /health` answers, with the book seen through this store.
    pub(crate) async fn health(&self, store: &Store) -> Health {
        let watched = Watched {
            store: store.clone(),
            clock: Clock::Sandbox(self.clock.clone()),
            since: self.clock.now(),
            liveness: self.app.lock().await.as_ref().map(App::liveness),
        };
        let (_watched, health) = tokio::sync::watch::channel(watched);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(axum::serve(listener, health::router(health)).into_future());
        let health = health::ask(address).await.unwrap();
        server.abort();
        health
    }

    /// Asks `GET /health` until it answers like this.
    pub(crate) async fn is_healthy_when(&self, like: impl Fn(&Health) -> bool) -> Health {
        let store = self.store().await;
        loop {
            let health = self.health(&store).await;
            if like(&health) {
                store.close().await;
                return health;
            }
        }
    }

    /// How often the bot was given updates.
    pub(crate) fn updates_given(&self) -> usize {
        let calls = self.sandbox.calls();
        calls.iter().filter(|call| call.method.eq_ignore_ascii_case("getUpdates")).count()
    }

    /// Waits until the bot has acknowledged all that it was given.
    pub(crate) async fn has_acknowledged_everything(&self) {
        while self.sandbox.pending_updates() > 0 {
            tokio::task::yield_now().await;
        }
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

    pub(crate) fn wang(self: &Arc<Self>) -> Someone {
        self.someone(WANG)
    }

    pub(crate) fn maria(self: &Arc<Self>) -> Someone {
        self.someone(MARIA)
    }

    pub(crate) fn anna(self: &Arc<Self>) -> Someone {
        self.someone(ANNA)
    }

    pub(crate) fn lina(self: &Arc<Self>) -> Someone {
        self.someone(LINA)
    }

    pub(crate) fn sam(self: &Arc<Self>) -> Someone {
        self.someone(SAM)
    }

    fn someone(self: &Arc<Self>, id: i64) -> Someone {
        Someone { chat: self.sandbox.person(id) }
    }

    /// Somebody whom the bot does not know, of whatever name.
    pub(crate) fn newcomer(self: &Arc<Self>, id: i64, name: &str, username: &str) -> Someone {
        let newcomer = Person { username: Some(username.into()), ..Person::new(id, name) };
        Someone { chat: self.sandbox.newcomer(newcomer) }
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

fn person(id: i64, name: &str, username: &str, language: &str) -> Person {
    let (first_name, last_name) = match name.split_once(' ') {
        Some((first, last)) => (first.to_owned(), Some(last.to_owned())),
        None => (name.to_owned(), None),
    };
    Person {
        id,
        first_name,
        last_name,
        username: Some(username.into()),
        language_code: Some(language.into()),
        about: String::new(),
    }
}

/// The code in an invite link.
pub(crate) fn code_in(heard: &Heard) -> String {
    let text = heard.text();
    let start = text.find("?start=").unwrap_or_else(|| panic!("no link in: {text}")) + "?start=".len();
    text[start..].chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// The workbook of a fair: a title, an empty row, the columns, people.
pub(crate) fn fair() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "2026 广州光亚展 买家名录").unwrap();
    let rows = [
        ["公司名称", "联系人", "邮箱", "手机", "国家/地区", "展位号"],
        ["Lumen, GmbH", "Anna Schmidt", "anna@lumen.de", "+49 30 123456", "德国", "9.2A01"],
        ["Ida AG", "Ida Rot", "ida@ida.ch", "", "瑞士", ""],
        ["Stone Ltd", "Eva Braun", "eva@", "", "英国", ""],
    ];
    for (row, cells) in (2..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// A person with a phone.
#[derive(Clone)]
pub(crate) struct Someone {
    pub(crate) chat: ChatDriver,
}

impl Someone {
    /// Writes, and waits for the answer.
    pub(crate) async fn says(&self, text: &str) -> Heard {
        self.chat.says(text);
        self.hears().await
    }

    /// Replies to a message, and waits for the answer.
    pub(crate) async fn replies(&self, to: &Heard, text: &str) -> Heard {
        self.chat.replies(to.message.id, text);
        self.hears().await
    }

    /// Presses a button by its label, and waits for what becomes of the message (or a new one) and the answer.
    pub(crate) async fn presses(&self, on: &Heard, label: &str) -> Heard {
        let press = self.chat.presses(on.message.id, label).unwrap_or_else(|error| panic!("{error}"));
        self.after(press).await
    }

    /// Presses a button that changes no message; answers what the press was answered with.
    pub(crate) async fn presses_for_answer(&self, on: &Heard, label: &str) -> Option<String> {
        let press = self.chat.presses(on.message.id, label).unwrap_or_else(|error| panic!("{error}"));
        self.callback_answer(&press).await
    }

    /// Presses with forged data; answers what the press was answered with.
    pub(crate) async fn forges(&self, on: &Heard, data: &str) -> Option<String> {
        let press = self.chat.presses_data(on.message.id, data);
        self.callback_answer(&press).await
    }

    /// What a press was answered with.
    pub(crate) async fn callback_answer(&self, press: &Press) -> Option<String> {
        self.chat.press_answer(press).await.unwrap_or_else(|silence| panic!("{silence}")).text
    }

    async fn after(&self, press: Press) -> Heard {
        let callback_answer = self.callback_answer(&press).await;
        let heard = self.hears().await;
        Heard { callback_answer, ..heard }
    }

    /// Sends a file, and waits for the answer.
    pub(crate) async fn sends_file(&self, name: &str, body: &[u8]) -> Heard {
        self.chat.sends_file(name, body.to_vec(), None);
        self.hears().await
    }

    /// Shares a contact, and waits for the answer.
    pub(crate) async fn shares_contact(&self, first: &str, last: Option<&str>, phone: &str) -> Heard {
        self.chat.sends_contact(first, last, phone, None);
        self.hears().await
    }

    /// The next message that nobody has looked at yet.
    pub(crate) async fn hears(&self) -> Heard {
        let message = self.chat.hears().await.unwrap_or_else(|silence| panic!("{silence}"));
        Heard { message, callback_answer: None }
    }

    /// The next message that says this; what comes before it is looked at and let go.
    pub(crate) async fn hears_until(&self, text: &str) -> Heard {
        loop {
            let heard = self.hears().await;
            if heard.text().contains(text) {
                return heard;
            }
        }
    }

    /// Looks at everything that came.
    pub(crate) async fn hears_everything(&self) {
        while !self.chat.unheard().is_empty() {
            self.hears().await;
        }
    }

    /// The document of a message.
    pub(crate) fn file(&self, heard: &Heard) -> Vec<u8> {
        self.chat.file(&heard.message).unwrap_or_else(|| panic!("no file in: {}", heard.text())).1
    }

    /// A message as it now stands in the chat.
    pub(crate) fn now(&self, heard: &Heard) -> Heard {
        let message = self.chat.message(heard.message.id).unwrap_or_else(|| panic!("gone: {}", heard.text()));
        Heard { message, callback_answer: None }
    }
}

/// A message of the bot, as the person sees it.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) message: Message,
    callback_answer: Option<String>,
}

impl Heard {
    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.message.text
    }

    /// What the press that led to it was answered with.
    pub(crate) fn callback_answer(&self) -> Option<&str> {
        self.callback_answer.as_deref()
    }

    /// The labels of its buttons.
    pub(crate) fn labels(&self) -> Vec<&str> {
        self.message.buttons.iter().flatten().map(|button| button.label.as_str()).collect()
    }

    /// What a button of it carries.
    #[track_caller]
    pub(crate) fn carries(&self, label: &str) -> String {
        let mut buttons = self.message.buttons.iter().flatten();
        let button = buttons.find(|button| button.label == label || button.label.ends_with(label));
        button
            .and_then(|button| button.data.clone())
            .unwrap_or_else(|| panic!("no “{label}” in {:?}", self.labels()))
    }

    /// Says this.
    #[track_caller]
    pub(crate) fn sees(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "“{text}” is not in:\n{}\n{:?}", self.text(), self.labels());
        self
    }

    /// Does not say this.
    #[track_caller]
    pub(crate) fn lacks(&self, text: &str) -> &Self {
        assert!(!self.text().contains(text), "“{text}” is in:\n{}", self.text());
        self
    }

    /// Has a button with this on it.
    #[track_caller]
    pub(crate) fn offers(&self, label: &str) -> &Self {
        assert!(
            self.labels().iter().any(|known| known.contains(label)),
            "no “{label}” in {:?}",
            self.labels()
        );
        self
    }

    /// Has no button with this on it.
    #[track_caller]
    pub(crate) fn offers_no(&self, label: &str) -> &Self {
        assert!(
            !self.labels().iter().any(|known| known.contains(label)),
            "“{label}” is in {:?}",
            self.labels()
        );
        self
    }
}
