//! The book on disk. Everything is read and written through a [`Tx`]; nothing else can write.

mod attachment;
mod awaited_check;
mod change;
mod clean;
mod code;
mod contact;
mod contact_row;
mod copy;
mod desk;
mod draft;
mod engine;
mod file;
mod hand_over;
mod held;
mod ideal;
mod import;
mod insight;
mod interaction;
mod keys;
mod letter;
mod mail_domain;
mod many;
mod merge;
mod metrics;
mod obstacle;
mod routine;
mod row;
mod search;
mod sql;
mod suppression;
mod team;
mod unit;

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use unit::{Mark, Unit};

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{Any, AnyConnection, AnyPool, Connection as _};

use crate::contact::Contact;
use crate::team::{Member, MemberId, TeamId};

pub use awaited_check::AwaitedCheck;
pub use clean::{CleanCount, Unclean};
pub(crate) use code::{code, hash};
pub use contact::{DueCount, Page};
pub use copy::{Copied, CopyError, TABLES, copy_book};
pub use desk::{Job, Pressed};
pub use engine::{Duty, Engine};
pub use file::KeptFile;
pub use hand_over::Owned;
pub(crate) use held::Sought;
pub use ideal::FitCount;
pub use letter::{Claimed, Keyed, NewLetter, Priority, Settled};
pub use mail_domain::HealthCount;
pub use obstacle::Obstacle;
pub use routine::{Claim, Plan};
pub(crate) use sql::sql;
pub use sql::{Statement, statements};
pub use unit::{Adds, Ahead};

/// What can go wrong with the book on disk: faults, not answers.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database answered with an error.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The migrations could not be run.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// An address of no database that a book can be kept in.
    #[error("not the address of a SQLite file or a PostgreSQL database")]
    NoEngine,
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

    /// The contact, if it is in scope.
    fn sees(&self, contact: &Contact) -> Option<Contact> {
        let mine = self.owner.is_none_or(|owner| contact.owner == Some(owner));
        (contact.team == self.team && mine).then(|| contact.clone())
    }

    /// The owner as a bind value: -1 stands for all, since a typed NULL is not portable.
    pub(crate) fn owner_or_all(&self) -> i64 {
        self.owner.map_or(-1, |id| id.0)
    }
}

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
        // A pool tries for seconds whatever is wrong; a connection of its own says it at once.
        let mut first = AnyConnection::connect(&url).await?;
        engine.set_up(&mut first).await?;
        engine.migrate(&mut first).await?;
        first.close().await?;
        // One writer connection: there is one write lock, and waiting for it in a queue of our own is fair.
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
            // SQLite takes a whole transaction back by itself when the disk is full. sqlx goes on counting it and
            // would never begin another on that connection: it is let go.
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

    /// Takes the duty of sending, ticking and doing jobs; `None` while another process has it.
    pub async fn take_duty(&self) -> Result<Option<Duty>> {
        Duty::take(self.engine, &self.url).await
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

/// One transaction: the only way to read or write the book. Dropped without [`Tx::commit`], it never was.
#[derive(Debug)]
pub struct Tx {
    inner: sqlx::Transaction<'static, Any>,
    engine: Engine,
    /// What was read and what waits to be written.
    unit: Unit,
    mark: Option<Mark>,
    /// Numbers of rows that were taken and not given yet, by table.
    ids: HashMap<&'static str, Range<i64>>,
    /// Letters were written that nobody took for sending.
    letters_left: bool,
}

impl Tx {
    fn new(inner: sqlx::Transaction<'static, Any>, engine: Engine) -> Tx {
        Tx { inner, engine, unit: Unit::default(), mark: None, ids: HashMap::new(), letters_left: false }
    }

    /// Makes all of it last.
    pub async fn commit(mut self) -> Result<()> {
        self.flush().await?;
        Ok(self.inner.commit().await?)
    }

    /// Prepares a statement without running it.
    pub async fn prepare(&mut self, text: &'static str) -> Result<()> {
        use sqlx::{Executor as _, SqlStr};
        self.connection().await?.prepare(SqlStr::from_static(text)).await?;
        Ok(())
    }
}
