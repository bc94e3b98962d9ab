//! The book on disk: the database engine, the unit of work ([`Tx`]) and the statements of each table.
//! Everything is read and written through a [`Tx`]; nothing else can write.

mod book_file;
mod code;
mod connection;
mod copy;
mod engine;
mod error;
mod grams;
mod heartbeat;
mod keys;
mod many;
mod open_failure;
mod outbox;
mod row;
mod scope;
mod sql;
mod tables;
mod unit;

use std::path::Path;
use std::time::Duration;

use book_file::BookFile;
use chrono::{DateTime, Utc};
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection as _};

pub(crate) use code::{code, hash};
use connection::{Connection, Pool};
pub use copy::{Copied, CopyError, TABLES, copy_book};
pub use engine::{
    Age, Counted, Engine, Erased, FileError, Found, LOOSE, Leadership, ReplaceError, beside, check_file,
    copy_file, create_private, leader_file, loose, remove_book, replace_book, tighten, token_mailboxes_in,
};
use engine::{Extent, Marked, create, look, look_at};
pub use error::{Result, StoreError};
pub use open_failure::OpenFailure;
pub use outbox::{ClaimedMessage, KeyedMessage, NewMessage, Priority, Settled};
pub use scope::Scope;
pub(crate) use sql::sql;
pub use sql::{Statement, statements};
use tables::OwedErasure;
pub use tables::{
    AwaitedCheck, CleanCount, Counts, DeviceSignIn, FairLeads, FolderMark, Frozen, Job, KeptFile, MailCount,
    Owned, Page, Pressed, Ringing, RoutineClaim, RoutinePlan, SignInStage, Unclean, WaitingFile,
};
pub(crate) use tables::{Candidate, Counting, NewMail, SameAddress, Settling, Traces};
pub use unit::{Prefetch, PrefetchAdd, Tx};

/// The book: one writer, a few readers.
#[derive(Debug, Clone)]
pub struct Store {
    engine: Engine,
    url: String,
    /// The file that was opened, where a file it is.
    file: Option<BookFile>,
    writer: Pool,
    readers: Pool,
}

impl Store {
    /// Looks what is at a database URL. Nothing is made, and nothing is written.
    ///
    /// # Errors
    /// When it cannot be looked at.
    pub async fn look(url: &str) -> Result<Found> {
        install_default_drivers();
        let engine = Engine::of(url).ok_or(StoreError::NoEngine)?;
        match Engine::file(url) {
            Some(file) => look_at(&file).await,
            None => {
                let mut connection = AnyConnection::connect(url).await?;
                let found = look(engine, &mut connection).await;
                connection.close().await?;
                found
            }
        }
    }

    /// Opens the book at a database URL (`sqlite://renmai.db`, `postgres://…`), bringing its tables up to date. Where
    /// there is nothing, a book is made; what is there and is no book is left as it is.
    ///
    /// # Errors
    /// When there is something else, or it was written by a newer version, or cannot be opened.
    pub async fn open(url: &str) -> Result<Store> {
        let found = Store::look(url).await?;
        let engine = Engine::of(url).ok_or(StoreError::NoEngine)?;
        let address = engine.open_url(url)?;
        let at_work = match &found {
            // Under a program that is at work on it, no table gets another name.
            Found::Book(Age::Older(_)) => {
                Some(Leadership::take(engine, &address).await?.ok_or(StoreError::OlderAtWork)?)
            }
            Found::Book(Age::Current) => None,
            Found::Nothing => match Engine::file(url) {
                Some(file) => {
                    create(&file).await?;
                    None
                }
                None => None,
            },
            _ => return Err(StoreError::Unfit(found)),
        };
        let url = address;
        // A pool retries for seconds. A single connection reports an error at once.
        let mut first = AnyConnection::connect(&url).await?;
        sqlx::raw_sql(engine.set_up()).execute(&mut first).await?;
        engine.migrate(&mut first).await?;
        let marked = engine.mark(&mut first).await?;
        first.close().await?;
        drop(at_work);
        let file = BookFile::of(&url)?;
        // One writer connection: there is one write lock, and the pool's queue for it is fair.
        let (writer, readers) = (Pool::new(engine, &url, 1)?, Pool::new(engine, &url, 4)?);
        let store = Store { engine, url, file, writer, readers };
        if !store.read().await?.has_suppression_key().await? {
            let mut tx = store.begin().await?;
            tx.make_suppression_key().await?;
            tx.commit().await?;
        }
        if marked == Marked::Now {
            // Until now, rows that were deleted stayed in the file.
            let mut tx = store.begin().await?;
            tx.owe_erasure().await?;
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
        let mut connection = self.writer.begin(self.engine.begin_writing()).await?;
        if let Some(lock) = self.engine.lock() {
            sqlx::raw_sql(lock).execute(connection.any()).await?;
        }
        Ok(Tx::new(connection))
    }

    /// The same for what has to be done soon: [`Tx::stop`] stops a statement that is under way, and PostgreSQL stops
    /// each by itself after `limit`.
    pub async fn begin_within(&self, limit: Duration) -> Result<Tx> {
        let mut tx = self.begin().await?;
        tx.limit_statements(limit).await?;
        Ok(tx)
    }

    /// Begins a transaction that only reads, beside the writer.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx::new(self.readers.begin(self.engine.begin_reading()).await?))
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
        let mut connection = AnyConnection::connect(&self.url).await?;
        let faults = self.engine.faults(&mut connection).await;
        connection.close().await?;
        faults
    }

    /// Lets the optimiser know a book that was just written as a whole. PostgreSQL finds out by itself a minute later, and
    /// until then walks through whole tables; SQLite plans by the indexes alone.
    pub(crate) async fn tell_optimiser(&self) -> Result<()> {
        if self.engine == Engine::Postgres {
            let mut connection = AnyConnection::connect(&self.url).await?;
            sqlx::raw_sql("analyze").execute(&mut connection).await?;
            connection.close().await?;
        }
        Ok(())
    }

    /// Does what is done once on a day, and what is owed to those who were erased, as far as it is soon done; the rest
    /// of that with the day's work. Answers what became of it, if anything was owed.
    ///
    /// # Errors
    /// When the book cannot be reached. What is owed stays owed.
    pub async fn keep_up(&self, now: DateTime<Utc>) -> Result<Option<Erased>> {
        if self.read().await?.is_swept(now).await? {
            return self.erase_freed().await;
        }
        let mut tx = self.begin().await?;
        tx.sweep_daily(now).await?;
        tx.commit().await?;
        self.erase(Extent::Whole).await
    }

    /// Lets the disk forget who was erased, as far as it is soon done. Answers what became of it, if that was owed.
    ///
    /// # Errors
    /// When the book cannot be reached. What is owed stays owed.
    pub async fn erase_freed(&self) -> Result<Option<Erased>> {
        self.erase(Extent::Soon).await
    }

    async fn erase(&self, extent: Extent) -> Result<Option<Erased>> {
        match (self.read().await?.owed_erasure().await?, extent) {
            (None, _) | (Some(OwedErasure::File), Extent::Soon) => return Ok(None),
            _ => {}
        }
        let erased = self.engine.erase_freed(&self.url, extent).await?;
        let left = match erased {
            Erased::Wholly => None,
            Erased::FromLog => Some(OwedErasure::File),
            Erased::HeldUp => return Ok(Some(erased)),
        };
        let mut tx = self.begin().await?;
        tx.set_owed_erasure(left).await?;
        tx.commit().await?;
        Ok(Some(erased))
    }
}

/// Copies a SQLite book as it is, whatever its version and whoever uses it, to a new file that only its owner can read.
///
/// # Errors
/// When it cannot be read, or the copy cannot be written or is not whole. Then there is no copy.
pub async fn back_up_file(book: &Path, to: &Path) -> Result<(), FileError> {
    install_default_drivers();
    engine::back_up(book, to).await
}
