//! The book on disk. Everything is read and written through a [`Tx`]; nothing else can write.

mod change;
mod clean;
mod code;
mod contact;
mod desk;
mod hand_over;
mod held;
mod import;
mod insight;
mod interaction;
mod letter;
mod metrics;
mod obstacle;
mod routine;
mod row;
mod search;
mod sql;
mod suppression;
mod team;

use std::time::Duration;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{Any, AnyConnection, AnyPool, Connection as _};

use crate::contact::Contact;
use crate::team::{Member, MemberId, TeamId};

pub use clean::CleanCount;
pub(crate) use code::{code, hash};
pub use contact::{DueCount, Page};
pub use desk::{Job, KeptFile, Pressed};
pub use hand_over::Owned;
pub(crate) use held::Sought;
pub use letter::{Claimed, NewLetter, Priority, Settled};
pub use obstacle::Obstacle;
pub use routine::{Claim, Plan};
pub(crate) use sql::sql;
pub use sql::{Statement, statements};

/// What can go wrong with the book on disk: faults, not answers.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database answered with an error.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The migrations could not be run.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row holds what this version cannot read.
    #[error("unreadable {what} in the database: {value}")]
    Unreadable {
        /// Which column.
        what: &'static str,
        /// What stood there.
        value: String,
    },
    /// Something kept as JSON could not be written or read.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A table could not be written as CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

/// What the store answers.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Whose contacts a question is about: behind one team's wall, and for a salesperson only their own.
/// Made from a member alone, so that no query can forget whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    team: TeamId,
    owner: Option<MemberId>,
}

impl Scope {
    /// What this member may see.
    pub fn of(member: &Member) -> Scope {
        Scope { team: member.team, owner: (!member.role.leads()).then_some(member.id) }
    }

    /// Only what this member owns, whatever their role.
    pub fn own(member: &Member) -> Scope {
        Scope { team: member.team, owner: Some(member.id) }
    }

    /// The whole team of this member: for what is told of others' contacts masked, and for duplicates.
    pub fn whole_team(member: &Member) -> Scope {
        Scope { team: member.team, owner: None }
    }

    /// A whole team: for whoever is just joining it, and for the operator at the terminal.
    pub fn team_wide(team: TeamId) -> Scope {
        Scope { team, owner: None }
    }

    /// The whole team of this contact: to look after its owner's schedule.
    pub(crate) fn team_of(contact: &Contact) -> Scope {
        Scope { team: contact.team, owner: None }
    }

    /// The team.
    pub fn team(&self) -> TeamId {
        self.team
    }

    /// The one owner whose contacts are meant, if not all.
    pub fn owner(&self) -> Option<MemberId> {
        self.owner
    }

    /// The owner as a bind value: -1 stands for all, since a typed NULL is not portable.
    pub(crate) fn owner_or_all(&self) -> i64 {
        self.owner.map_or(-1, |id| id.0)
    }
}

/// The book: one writer, a few readers.
#[derive(Debug, Clone)]
pub struct Store {
    writer: AnyPool,
    readers: AnyPool,
}

/// A reader's patience with another process's write lock.
const BUSY: Duration = Duration::from_secs(10);

impl Store {
    /// Opens the book at a database URL (`sqlite://renmai.db`), making the file and running the migrations.
    ///
    /// # Errors
    /// When the file cannot be opened, or was written by a newer version.
    pub async fn open(url: &str) -> Result<Store> {
        install_default_drivers();
        let url = match url.strip_prefix("sqlite:") {
            Some(_) if !url.contains('?') => format!("{url}?mode=rwc"),
            _ => url.to_owned(),
        };
        // A pool tries for seconds whatever is wrong; a connection of its own says it at once.
        let mut first = AnyConnection::connect(&url).await?;
        set_up(&mut first).await?;
        first.close().await?;
        // One writer connection: SQLite has one write lock, and waiting for it in a queue of our own is fair.
        let writer = pool(1).connect(&url).await?;
        sqlx::migrate!("../migrations/sqlite").run(&writer).await?;
        let store = Store { writer, readers: pool(4).connect_lazy(&url)? };
        let mut tx = store.begin().await?;
        tx.make_suppression_key().await?;
        tx.commit().await?;
        Ok(store)
    }

    /// Begins a transaction that may write. Takes the write lock at once: a transaction that reads first and
    /// then asks for it is refused whenever another wrote in between.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx { inner: self.writer.begin_with("BEGIN IMMEDIATE").await? })
    }

    /// Begins a transaction that only reads, beside the writer.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx { inner: self.readers.begin().await? })
    }

    /// Closes the book, waiting for what is under way.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Writes a consistent copy to a new file while the book is in use.
    pub async fn copy_to(&self, file: &str) -> Result<()> {
        let mut connection = self.readers.acquire().await?;
        sqlx::query(sql!("vacuum into $1")).bind(file).execute(&mut *connection).await?;
        Ok(())
    }
}

fn pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(BUSY)
        .after_connect(|connection, _| Box::pin(set_up(connection)))
}

async fn set_up(connection: &mut AnyConnection) -> sqlx::Result<()> {
    sqlx::raw_sql(
        "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; \
         pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -8000;",
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// One transaction: the only way to read or write the book. Dropped without [`Tx::commit`], it never was.
#[derive(Debug)]
pub struct Tx {
    pub(crate) inner: sqlx::Transaction<'static, Any>,
}

impl Tx {
    /// Makes all of it last.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }

    /// The connection of this transaction. Every statement goes through here.
    pub(crate) async fn connection(&mut self) -> Result<&mut AnyConnection> {
        Ok(&mut self.inner)
    }

    /// Prepares a statement without running it.
    pub async fn prepare(&mut self, text: &'static str) -> Result<()> {
        use sqlx::{Executor as _, SqlStr};
        (self.connection().await?).prepare(SqlStr::from_static(text)).await?;
        Ok(())
    }

    /// Marks the place to which [`Tx::back`] returns.
    pub async fn mark(&mut self) -> Result<()> {
        sqlx::query(sql!("savepoint step")).execute(self.connection().await?).await?;
        Ok(())
    }

    /// Takes back what was written since [`Tx::mark`]; the rest of the transaction goes on.
    pub async fn back(&mut self) -> Result<()> {
        sqlx::query(sql!("rollback to savepoint step")).execute(self.connection().await?).await?;
        self.keep().await
    }

    /// Keeps what was written since [`Tx::mark`].
    pub async fn keep(&mut self) -> Result<()> {
        sqlx::query(sql!("release savepoint step")).execute(self.connection().await?).await?;
        Ok(())
    }
}
