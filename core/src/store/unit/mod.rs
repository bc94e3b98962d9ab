//! The unit of work: a transaction with an identity map of cached rows, and with dirty and pending rows.
//!
//! Each statement costs a trip to the database's thread, and a message needs about twenty. A row that is read by its
//! key is therefore cached until the end of the transaction, and the rows that every message writes are collected and
//! written many in a statement. Any other statement goes through [`Tx::connection`], which first writes what is dirty
//! or pending and empties the cache, so that the statement neither misses a row nor leaves an old one in the cache.

mod cache;
mod contacts;
mod pending;
mod prefetch;
mod savepoint;

use std::collections::HashMap;
use std::ops::Range;

use sqlx::{Any, AnyConnection};

use super::engine::Engine;
use super::{Result, sql};

pub(in crate::store) use cache::{CachedDialogue, CachedTeam, Pending, UnitOfWork};
pub(in crate::store) use contacts::{CachedContact, DirtyState, IndexKey};
pub(in crate::store) use pending::{NewChange, NewInteraction};
pub(in crate::store) use prefetch::Lookup;
pub use prefetch::{Prefetch, PrefetchAdd};
use savepoint::Savepoint;

/// One transaction: the only way to read or write the book. Dropped without [`Tx::commit`], it changes nothing.
#[derive(Debug)]
pub struct Tx {
    inner: sqlx::Transaction<'static, Any>,
    pub(in crate::store) engine: Engine,
    /// The cached, dirty and pending rows.
    pub(in crate::store) unit: UnitOfWork,
    savepoint: Option<Savepoint>,
    /// Row ids that are reserved and not used yet, by table.
    ids: HashMap<&'static str, Range<i64>>,
    /// Whether outbox messages were written that nobody has claimed.
    pub(in crate::store) unclaimed_messages: bool,
}

impl Tx {
    pub(in crate::store) fn new(inner: sqlx::Transaction<'static, Any>, engine: Engine) -> Tx {
        Tx {
            inner,
            engine,
            unit: UnitOfWork::default(),
            savepoint: None,
            ids: HashMap::new(),
            unclaimed_messages: false,
        }
    }

    /// Writes what is pending and commits.
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

/// How many row ids are reserved at a time.
const RUN: i64 = 100;

impl Tx {
    /// The connection for any statement: everything pending is written and the cache is empty.
    pub(crate) async fn connection(&mut self) -> Result<&mut AnyConnection> {
        if let Some(savepoint) = &mut self.savepoint
            && savepoint.outside.is_none()
        {
            let mut outside = self.unit.clone();
            outside.restore(savepoint);
            savepoint.outside = Some(Box::new(outside));
            sqlx::query(sql!("savepoint step")).execute(&mut *self.inner).await?;
        }
        self.flush().await?;
        self.unit = UnitOfWork::default();
        // The statement may insert rows, and then the database assigns the ids.
        self.ids.clear();
        Ok(&mut self.inner)
    }

    /// The connection without a flush: only for reading rows by a key that is not cached, and so not dirty either,
    /// and for writing pending rows.
    pub(in crate::store) fn raw_connection(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }

    /// Writes all dirty and pending rows.
    pub async fn flush(&mut self) -> Result<()> {
        if !self.unit.is_dirty() {
            return Ok(());
        }
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
    pub(in crate::store) async fn next_id(&mut self, table: &'static str, pending: Pending) -> Result<i64> {
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

    /// Reserves row ids for these tables and gives the first of each.
    pub(in crate::store) async fn take_ids<const N: usize>(
        &mut self,
        tables: [&'static str; N],
    ) -> Result<[i64; N]> {
        let firsts = self.engine.take_ids(&mut self.inner, tables, RUN).await?;
        self.ids.extend(tables.into_iter().zip(firsts).map(|(table, first)| (table, first..first + RUN)));
        Ok(firsts)
    }
}
