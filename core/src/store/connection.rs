//! The connections of transactions. [`super::Tx`] alone holds one, and lends it through its door.
//!
//! Statements are of sqlx's `Any`, so that one text serves both engines; the pools are of the engine's own kind, since
//! only that can stop a statement of SQLite under way.

use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{self, BoxStream, StreamExt as _};
use sqlx::any::{AnyArguments, AnyQueryResult, AnyRow, AnyStatement, AnyTypeInfo};
use sqlx::pool::PoolOptions;
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use sqlx::{Any, Either, Execute, Executor, Postgres, SqlStr, Sqlite, SqliteConnection, Transaction};
use sqlx_core::any::AnyConnectionBackend;

use super::Result;
use super::engine::Engine;

/// How long a transaction waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many steps of SQLite's machine lie between two looks whether a statement is to stop: some tenths of a
/// millisecond.
const STEPS: i32 = 10_000;

/// Connections to one database.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    of: PoolOf,
    stop: Stop,
}

#[derive(Debug, Clone)]
enum PoolOf {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Tells SQLite that the statement under way is to stop. It is shared by all connections of a pool.
#[derive(Debug, Clone, Default)]
struct Stop(Arc<AtomicBool>);

impl Stop {
    fn set(&self, stop: bool) {
        self.0.store(stop, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Pool {
    /// A pool of at most so many connections, none of which is opened yet.
    pub(super) fn new(engine: Engine, url: &str, connections: u32) -> sqlx::Result<Pool> {
        let stop = Stop::default();
        let of = match engine {
            Engine::Sqlite => {
                let stop = stop.clone();
                let options = PoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE);
                let options = options.after_connect(move |connection: &mut SqliteConnection, _| {
                    let stop = stop.clone();
                    Box::pin(async move {
                        sqlx::raw_sql(engine.set_up()).execute(&mut *connection).await?;
                        connection.lock_handle().await?.set_progress_handler(STEPS, move || !stop.is_set());
                        Ok(())
                    })
                });
                PoolOf::Sqlite(options.connect_lazy_with(SqliteConnectOptions::from_str(url)?))
            }
            Engine::Postgres => {
                let options = PoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE);
                let options = options.after_connect(move |connection, _| {
                    Box::pin(async move {
                        sqlx::raw_sql(engine.set_up()).execute(connection).await?;
                        Ok(())
                    })
                });
                PoolOf::Postgres(options.connect_lazy_with(PgConnectOptions::from_str(url)?))
            }
        };
        Ok(Pool { of, stop })
    }

    /// Begins a transaction with this statement.
    pub(super) async fn begin(&self, statement: &'static str) -> Result<Connection> {
        let open = match &self.of {
            PoolOf::Sqlite(pool) => {
                let connection = pool.acquire().await?;
                // Whoever was told to stop has stopped, or the connection would not be here.
                self.stop.set(false);
                let begun = Transaction::begin(connection, Some(SqlStr::from_static(statement))).await;
                Open::Sqlite(match begun {
                    // SQLite rolls a whole transaction back by itself when the disk is full, or when it was told to
                    // stop while it wrote. sqlx does not notice and would never begin another on that connection, so
                    // the connection is closed.
                    Err(sqlx::Error::InvalidSavePointStatement) => {
                        pool.acquire().await?.close().await?;
                        pool.begin_with(statement).await?
                    }
                    begun => begun?,
                })
            }
            PoolOf::Postgres(pool) => Open::Postgres(pool.begin_with(statement).await?),
        };
        Ok(Connection { open, stop: self.stop.clone() })
    }

    pub(super) async fn close(&self) {
        match &self.of {
            PoolOf::Sqlite(pool) => pool.close().await,
            PoolOf::Postgres(pool) => pool.close().await,
        }
    }
}

/// The connection of a transaction.
#[derive(Debug)]
pub(super) struct Connection {
    open: Open,
    stop: Stop,
}

#[derive(Debug)]
enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Connection {
    pub(super) fn engine(&self) -> Engine {
        match self.open {
            Open::Sqlite(_) => Engine::Sqlite,
            Open::Postgres(_) => Engine::Postgres,
        }
    }

    /// For a statement of sqlx's.
    pub(super) fn any(&mut self) -> AnyExecutor<'_> {
        AnyExecutor(match &mut self.open {
            Open::Sqlite(inner) => &mut **inner,
            Open::Postgres(inner) => &mut **inner,
        })
    }

    /// For each of the tables the first of `count` numbers that no row of it has had.
    pub(super) async fn take_ids<const N: usize>(
        &mut self,
        tables: [&'static str; N],
        count: i64,
    ) -> Result<[i64; N]> {
        self.engine().take_ids(self, tables, count).await
    }

    /// Stops the statement that is under way, at the latest when the connection is let go. SQLite is told; PostgreSQL
    /// looks at the clock by itself ([`Engine::limit`]). The transaction is lost.
    pub(super) fn stop(self) {
        self.stop.set(true);
    }

    pub(super) async fn commit(self) -> Result<()> {
        match self.open {
            Open::Sqlite(inner) => inner.commit().await?,
            Open::Postgres(inner) => inner.commit().await?,
        }
        Ok(())
    }
}

/// A statement with its values, taken apart, since its text cannot be seen otherwise.
pub(super) fn taken<'q>(
    mut query: impl Execute<'q, Any>,
) -> sqlx::Result<(SqlStr, Option<AnyArguments>, bool)> {
    let values = query.take_arguments().map_err(sqlx::Error::Encode)?;
    let persistent = query.persistent();
    Ok((query.sql(), values, persistent))
}

/// Runs statements of sqlx's `Any` on a connection of either engine.
#[derive(Debug)]
pub(super) struct AnyExecutor<'a>(&'a mut dyn AnyConnectionBackend);

impl<'c> Executor<'c> for AnyExecutor<'c> {
    type Database = Any;

    fn fetch_many<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxStream<'e, sqlx::Result<Either<AnyQueryResult, AnyRow>>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        match taken(query) {
            Ok((text, values, persistent)) => self.0.fetch_many(text, persistent, values),
            Err(fault) => stream::once(async { Err(fault) }).boxed(),
        }
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, sqlx::Result<Option<AnyRow>>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        match taken(query) {
            Ok((text, values, persistent)) => self.0.fetch_optional(text, persistent, values),
            Err(fault) => async { Err(fault) }.boxed(),
        }
    }

    fn prepare_with<'e>(
        self,
        text: SqlStr,
        parameters: &'e [AnyTypeInfo],
    ) -> BoxFuture<'e, sqlx::Result<AnyStatement>>
    where
        'c: 'e,
    {
        self.0.prepare_with(text, parameters)
    }

    fn describe<'e>(self, text: SqlStr) -> BoxFuture<'e, sqlx::Result<sqlx::Describe<Any>>>
    where
        'c: 'e,
    {
        self.0.describe(text)
    }
}
