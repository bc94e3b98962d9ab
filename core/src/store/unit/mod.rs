//! The unit of work: a transaction with an identity map of cached rows, and with dirty and pending rows.
//!
//! Each statement costs a trip to the database's thread, and a message needs about twenty. A row that is read by its
//! key is therefore cached until the end of the transaction, and the rows that every message writes are collected and
//! written many in a statement. Any other statement goes through [`Tx::connection`], which first writes what is dirty
//! or pending and empties the cache, so that the statement neither misses a row nor leaves an old one in the cache.

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
use std::time::Duration;

use sqlx::AssertSqlSafe;

use super::{Connection, Result};
use crate::vocabulary::ContactId;

use cache::{Pending, UnitOfWork};
use door::Door;
pub use prefetch::{Prefetch, PrefetchAdd};
use savepoint::Savepoint;

/// One transaction: the only way to read or write the book. Dropped without [`Tx::commit`], it changes nothing.
#[derive(Debug)]
pub struct Tx {
    /// Only the kinds of this folder go around the door.
    connection: Connection,
    /// The cached, dirty and pending rows.
    unit: UnitOfWork,
    savepoint: Option<Savepoint>,
    /// Row ids that are reserved and not used yet, by table.
    ids: HashMap<&'static str, Range<i64>>,
    /// Whether outbox messages were written that nobody has claimed.
    unclaimed_messages: bool,
    /// How many rows came, which the index of `/find` is told of at the commit.
    pub(in crate::store) new_rows: usize,
    /// Whether somebody was erased.
    pub(in crate::store) has_erased: bool,
}

impl Tx {
    pub(in crate::store) fn new(connection: Connection) -> Tx {
        Tx {
            connection,
            unit: UnitOfWork::default(),
            savepoint: None,
            ids: HashMap::new(),
            unclaimed_messages: false,
            new_rows: 0,
            has_erased: false,
        }
    }

    /// Writes what is pending and commits.
    pub async fn commit(mut self) -> Result<()> {
        self.flush().await?;
        if self.new_rows > 0 {
            self.index_new_rows().await?;
        }
        self.connection.commit().await
    }

    /// Lets the database stop each statement that takes longer, where it can by itself.
    pub(in crate::store) async fn limit_statements(&mut self, limit: Duration) -> Result<()> {
        if let Some(text) = self.connection.engine().limit(limit) {
            // The text contains no input.
            sqlx::raw_sql(AssertSqlSafe(text)).execute(self.connection.any()).await?;
        }
        Ok(())
    }

    /// Ends a transaction of which a statement may be under way, without waiting for it. Nothing is changed.
    pub fn stop(self) {
        self.connection.stop();
    }

    /// Prepares a statement without running it.
    pub async fn prepare(&mut self, text: &'static str) -> Result<()> {
        use sqlx::{Executor as _, SqlStr};
        self.connection().await?.prepare(SqlStr::from_static(text)).await?;
        Ok(())
    }
}

/// How many row ids are reserved at a time.
const RUN: i64 = 100;

impl Tx {
    /// The door for all that is not one of this folder's kinds: a connection on which everything that waited is
    /// written. Cached rows that a statement may change are forgotten.
    pub(crate) async fn connection(&mut self) -> Result<Door<'_>> {
        self.flush().await?;
        Ok(Door(self))
    }

    /// The same door, for a `select` whose rows come bundled. Nothing is forgotten.
    pub(in crate::store) async fn reading(&mut self) -> Result<&mut Connection> {
        self.flush().await?;
        Ok(&mut self.connection)
    }

    /// The same for what is no single statement, or writes many rows at a time. Everything is forgotten.
    pub(in crate::store) async fn many_rows(&mut self) -> Result<&mut Connection> {
        self.flush().await?;
        self.open_savepoint().await?;
        self.forget();
        Ok(&mut self.connection)
    }

    /// Forgets what was read. Nothing waits any more when this is called.
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

    /// The next row id of a table. Ids are reserved many at a time; no other process assigns one meanwhile, since we
    /// hold the write lock. `pending` says whether rows with ids from here are not written yet.
    async fn next_id(&mut self, table: &'static str, pending: Pending) -> Result<i64> {
        self.new_rows += 1;
        let left: &mut Range<i64> = self.ids.entry(table).or_default();
        if let Some(id) = left.next() {
            return Ok(id);
        }
        if pending == Pending::Rows {
            // The database must know the ids in use before it reserves more.
            self.flush().await?;
        }
        let [first] = self.take_ids([table]).await?;
        self.ids.insert(table, first + 1..first + RUN);
        Ok(first)
    }

    /// The first of so many keys of contacts, none of them given before. They are to be used before more are asked for.
    pub(crate) async fn next_contact_ids(&mut self, count: usize) -> Result<ContactId> {
        let count = i64::try_from(count.max(1)).unwrap_or(i64::MAX);
        let [first] = self.many_rows().await?.take_ids(["contact"], count).await?;
        Ok(ContactId(first))
    }

    /// Reserves the row ids of changes and interactions that will come in a row, so that each change is still to be
    /// written when it is finished. All that was cached is forgotten.
    pub(crate) async fn expect_rows(&mut self, changes: usize, interactions: usize) -> Result<()> {
        self.many_rows().await?;
        for (table, count) in [("change", changes), ("interaction", interactions)] {
            let count = i64::try_from(count.max(1)).unwrap_or(i64::MAX);
            let [first] = self.connection.take_ids([table], count).await?;
            self.ids.insert(table, first..first + count);
        }
        Ok(())
    }

    /// Reserves row ids for these tables and gives the first of each.
    async fn take_ids<const N: usize>(&mut self, tables: [&'static str; N]) -> Result<[i64; N]> {
        let firsts = self.connection.take_ids(tables, RUN).await?;
        self.ids.extend(tables.into_iter().zip(firsts).map(|(table, first)| (table, first..first + RUN)));
        Ok(firsts)
    }
}
