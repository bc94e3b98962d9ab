//! What a transaction has read and what it has yet to write.
//!
//! A statement costs a trip to the database's thread and back, however little it does, and a message means twenty of
//! them. So what is read by its key is kept for the rest of the transaction, and the rows that every message writes
//! wait until somebody else could see them, and are then written many in a statement. Any other statement goes through
//! [`Tx::connection`], which first writes what waits and forgets what was read: it can neither miss a row nor leave an
//! old one behind.

mod cache;
mod changes;
mod contacts;
mod dialogues;
mod door;
mod follow_ups;
mod interactions;
mod mail_domains;
mod members;
mod messages;
mod prefetch;
mod savepoint;
mod suppressions;
mod teams;

use std::collections::HashMap;
use std::ops::Range;

use super::{Connection, Result};

use cache::{Pending, UnitOfWork};
use door::Door;
pub use prefetch::{Prefetch, PrefetchAdd};
use savepoint::Savepoint;

/// One transaction: the only way to read or write the book. Dropped without [`Tx::commit`], it never was.
#[derive(Debug)]
pub struct Tx {
    /// Only the kinds of this folder go around the door.
    connection: Connection,
    /// What was read and what waits to be written.
    unit: UnitOfWork,
    savepoint: Option<Savepoint>,
    /// Numbers of rows that were taken and not given yet, by table.
    ids: HashMap<&'static str, Range<i64>>,
    /// Messages were written that nobody took for sending.
    unclaimed_messages: bool,
}

impl Tx {
    pub(in crate::store) fn new(connection: Connection) -> Tx {
        Tx {
            connection,
            unit: UnitOfWork::default(),
            savepoint: None,
            ids: HashMap::new(),
            unclaimed_messages: false,
        }
    }

    /// Makes all of it last.
    pub async fn commit(mut self) -> Result<()> {
        self.flush().await?;
        self.connection.commit().await
    }

    /// Prepares a statement without running it.
    pub async fn prepare(&mut self, text: &'static str) -> Result<()> {
        use sqlx::{Executor as _, SqlStr};
        self.connection().await?.prepare(SqlStr::from_static(text)).await?;
        Ok(())
    }
}

/// How many numbers of rows are taken at a time.
const RUN: i64 = 100;

impl Tx {
    /// The door for all that is not one of this folder's kinds: a connection on which everything is written that waited.
    /// What a statement could make old is forgotten.
    pub(crate) async fn connection(&mut self) -> Result<Door<'_>> {
        self.flush().await?;
        Ok(Door(self))
    }

    /// The same door, for what is no single statement or is written many rows at a time. Everything is forgotten.
    pub(in crate::store) async fn many_rows(&mut self) -> Result<&mut Connection> {
        self.flush().await?;
        self.open_savepoint().await?;
        self.forget();
        Ok(&mut self.connection)
    }

    /// Forgets what was read; nothing waits by now.
    fn forget(&mut self) {
        self.unit = UnitOfWork::default();
        // A statement may write rows that the database gives numbers to.
        self.ids.clear();
    }

    /// Writes all that the unit has.
    async fn write(&mut self) -> Result<()> {
        self.write_teams().await?;
        self.write_contacts().await?;
        self.write_changes().await?;
        self.write_interactions().await?;
        self.write_ended_follow_ups().await?;
        self.write_dialogues().await?;
        self.write_messages().await
    }

    /// The next number of a table's rows, of which some may be waiting: in the unit, so that a flush writes all that were
    /// given. They are taken from the database many at a time; the write lock is ours, so nobody else gives one meanwhile.
    async fn next_id(&mut self, table: &'static str, pending: Pending) -> Result<i64> {
        let left: &mut Range<i64> = self.ids.entry(table).or_default();
        if let Some(id) = left.next() {
            return Ok(id);
        }
        if pending == Pending::Rows {
            // What was given is in the table then, and is not given again.
            self.flush().await?;
        }
        let [first] = self.take_ids([table]).await?;
        self.ids.insert(table, first + 1..first + RUN);
        Ok(first)
    }

    /// Takes numbers for rows of these tables; answers the first of each.
    async fn take_ids<const N: usize>(&mut self, tables: [&'static str; N]) -> Result<[i64; N]> {
        let firsts = self.connection.take_ids(tables, RUN).await?;
        self.ids.extend(tables.into_iter().zip(firsts).map(|(table, first)| (table, first..first + RUN)));
        Ok(firsts)
    }
}
