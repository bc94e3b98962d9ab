//! What goes wrong in the house, and how a story waits until it shows.

use renmai::clock::Clock;
use renmai::runtime::App;
use renmai::runtime::health::{self, Health, Watched};
use renmai_core::store::Store;
use sqlx::{AnyConnection, Connection as _};

use super::House;

/// Why something cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The database refuses the row.
    Row,
    /// The disk is full.
    Disk,
    /// The statement never ends.
    Endless,
}

impl House {
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
            (false, Trouble::Endless) => format!(
                "create view endless as with recursive n(i) as (select 1 union all select i + 1 from n) select i from n; \
                 create trigger broken before insert on {table} begin select count(*) from endless; end"
            ),
            (true, Trouble::Endless) => format!(
                "create function broken() returns trigger language plpgsql as \
                 $$ begin perform pg_sleep(3600); return new; end $$; \
                 create trigger broken before insert on {table} for each row execute function broken()"
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
            false => "drop trigger broken; drop view if exists endless".to_owned(),
            true => format!("drop trigger broken on {table}; drop function broken()"),
        };
        self.write(text).await;
    }

    async fn write(&self, text: String) {
        let mut connection = AnyConnection::connect(self.database()).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Waits until so many outbox messages have been refused for now and wait for their time.
    pub(crate) async fn waits_with(&self, messages: usize) {
        let mut connection = AnyConnection::connect(self.database()).await.unwrap();
        let waiting =
            "select id from outbox where state = 'waiting' and claimed_at is null and fault is not null";
        while sqlx::query(waiting).fetch_all(&mut connection).await.unwrap().len() < messages {
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
}
