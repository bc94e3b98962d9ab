//! The connection of a transaction. [`super::Tx`] alone holds one, and lends it through its door.

use sqlx::{Any, AnyConnection};

use super::Result;
use super::engine::Engine;

/// The connection of a transaction.
#[derive(Debug)]
pub(super) struct Connection {
    inner: sqlx::Transaction<'static, Any>,
    pub(super) engine: Engine,
}

impl Connection {
    pub(super) fn new(inner: sqlx::Transaction<'static, Any>, engine: Engine) -> Connection {
        Connection { inner, engine }
    }

    /// For a statement of sqlx's.
    pub(super) fn any(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }

    /// For each of the tables the first of `count` numbers that no row of it has had.
    pub(super) async fn take_ids<const N: usize>(
        &mut self,
        tables: [&'static str; N],
        count: i64,
    ) -> Result<[i64; N]> {
        self.engine.take_ids(&mut self.inner, tables, count).await
    }

    pub(super) async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}
