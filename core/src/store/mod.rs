//! The book on disk: the database engine, the unit of work ([`Tx`]) and the statements of each table.
//! Everything is read and written through a [`Tx`]; nothing else can write.

mod code;
mod copy;
mod engine;
mod error;
mod keys;
mod many;
mod open_failure;
mod outbox;
mod row;
mod scope;
mod sql;
mod tables;
mod unit;

use std::time::Duration;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, Connection as _};

pub(crate) use code::{code, hash};
pub use copy::{Copied, CopyError, TABLES, copy_book};
pub use engine::{Engine, Leadership};
pub use error::{Result, StoreError};
pub use open_failure::OpenFailure;
pub use outbox::{ClaimedMessage, KeyedMessage, NewMessage, Priority, Settled};
pub use scope::Scope;
pub(crate) use sql::sql;
pub use sql::{Statement, statements};
pub(crate) use tables::Candidate;
pub use tables::{
    AwaitedCheck, CleanCount, DueCount, FitCount, HealthCount, Job, KeptFile, Owned, Page, Pressed,
    RoutineClaim, RoutinePlan, Unclean, WaitingFile,
};
pub use unit::{Prefetch, PrefetchAdd, Tx};

/// The book: one writer, a few readers.
#[derive(Debug, Clone)]
pub struct Store {
    engine: Engine,
    url: String,
    writer: AnyPool,
    readers: AnyPool,
}

/// How long a transaction waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// Opens the book at a database URL (`sqlite://renmai.db`, `postgres://…`), making the file and bringing the
    /// tables up to date.
    ///
    /// # Errors
    /// When the database cannot be opened, or was written by a newer version.
    pub async fn open(url: &str) -> Result<Store> {
        install_default_drivers();
        let engine = Engine::of(url).ok_or(StoreError::NoEngine)?;
        let url = engine.open_url(url);
        // A pool retries for seconds. A single connection reports an error at once.
        let mut first = AnyConnection::connect(&url).await?;
        engine.set_up(&mut first).await?;
        engine.migrate(&mut first).await?;
        first.close().await?;
        // One writer connection: there is one write lock, and the pool's queue for it is fair.
        let (writer, readers) = (pool(engine, 1).connect_lazy(&url)?, pool(engine, 4).connect_lazy(&url)?);
        let store = Store { engine, url, writer, readers };
        if !store.read().await?.has_suppression_key().await? {
            let mut tx = store.begin().await?;
            tx.make_suppression_key().await?;
            tx.commit().await?;
        }
        Ok(store)
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Begins a transaction that may write, with the write lock in hand.
    pub async fn begin(&self) -> Result<Tx> {
        let begun = self.writer.begin_with(self.engine.begin_writing()).await;
        let mut inner = match begun {
            // SQLite rolls a whole transaction back by itself when the disk is full. sqlx does not notice and would
            // never begin another on that connection, so the connection is closed.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                self.writer.begin_with(self.engine.begin_writing()).await?
            }
            begun => begun?,
        };
        self.engine.lock(&mut inner).await?;
        Ok(Tx::new(inner, self.engine))
    }

    /// Begins a transaction that only reads, beside the writer.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx::new(self.readers.begin_with(self.engine.begin_reading()).await?, self.engine))
    }

    /// Takes the leadership (sending, ticking, doing jobs); `None` while another process has it.
    pub async fn take_leadership(&self) -> Result<Option<Leadership>> {
        Leadership::take(self.engine, &self.url).await
    }

    /// Closes the book, waiting for what is under way.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// What is wrong with the book's file, if anything is: damage, or a row that refers to none.
    pub async fn integrity(&self) -> Result<Vec<String>> {
        let mut connection = self.readers.acquire().await?;
        self.engine.faults(&mut connection).await
    }

    /// Writes a consistent copy to a new SQLite file while the book is in use.
    pub async fn copy_to(&self, file: &str) -> Result<()> {
        let mut connection = self.readers.acquire().await?;
        Engine::copy_file(&mut connection, file).await
    }
}

fn pool(engine: Engine, connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .after_connect(move |connection, _| Box::pin(engine.set_up(connection)))
}
