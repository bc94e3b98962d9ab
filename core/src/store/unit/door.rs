//! The door, through which every statement of a table goes. It forgets the cached rows that a statement may change.

use futures::future::BoxFuture;
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};
use sqlx::any::{AnyQueryResult, AnyRow, AnyStatement, AnyTypeInfo};
use sqlx::{Any, Either, Execute, Executor, SqlStr};

use super::Tx;
use crate::store::connection::taken;

/// The tables of which rows are cached or row ids reserved. Who caches a kind names its table here.
const CACHED: &[&str] =
    &["change", "contact", "dialogue", "interaction", "mail_domain", "member", "setting", "team"];

/// A connection on which everything that waited is written. It sees from a statement's text which table that writes.
#[derive(Debug)]
pub(crate) struct Door<'a>(pub(super) &'a mut Tx);

/// What a statement does to rows that are cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Touches {
    /// It only reads.
    Nothing,
    /// It writes a table of which nothing is cached.
    Others,
    /// It may change a cached row.
    Cached,
}

impl Touches {
    fn of(text: &str) -> Touches {
        let mut words = text.split_whitespace();
        let table = match (words.next(), words.next()) {
            (Some("select"), _) => return Touches::Nothing,
            (Some("update"), table) => table,
            (Some("insert"), Some("into")) | (Some("delete"), Some("from")) => words.next(),
            _ => None,
        };
        match table {
            Some(table) if !CACHED.contains(&table) => Touches::Others,
            _ => Touches::Cached,
        }
    }
}

impl<'a> Door<'a> {
    /// Forgets what this statement may change.
    async fn pass(self, text: &str) -> sqlx::Result<&'a mut Tx> {
        let touches = Touches::of(text);
        if touches != Touches::Nothing {
            self.0.open_savepoint().await?;
        }
        if touches == Touches::Cached {
            self.0.forget();
        }
        Ok(self.0)
    }
}

impl<'c> Executor<'c> for Door<'c> {
    type Database = Any;

    fn fetch_many<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> stream::BoxStream<'e, sqlx::Result<Either<AnyQueryResult, AnyRow>>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        let rows = async move {
            let (text, values, persistent) = taken(query)?;
            let tx = self.pass(text.as_str()).await?;
            let query = sqlx::query_with(text, values.unwrap_or_default()).persistent(persistent);
            Ok::<_, sqlx::Error>(tx.connection.any().fetch_many(query))
        };
        stream::once(rows).try_flatten().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, sqlx::Result<Option<AnyRow>>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        async move {
            let (text, values, persistent) = taken(query)?;
            let tx = self.pass(text.as_str()).await?;
            let query = sqlx::query_with(text, values.unwrap_or_default()).persistent(persistent);
            tx.connection.any().fetch_optional(query).await
        }
        .boxed()
    }

    fn prepare_with<'e>(
        self,
        text: SqlStr,
        parameters: &'e [AnyTypeInfo],
    ) -> BoxFuture<'e, sqlx::Result<AnyStatement>>
    where
        'c: 'e,
    {
        self.0.connection.any().prepare_with(text, parameters)
    }

    fn describe<'e>(self, text: SqlStr) -> BoxFuture<'e, sqlx::Result<sqlx::Describe<Any>>>
    where
        'c: 'e,
    {
        self.0.connection.any().describe(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_known_by_its_text() {
        assert_eq!(Touches::of("select * from contact"), Touches::Nothing);
        assert_eq!(Touches::of("insert into pressed (chat_id) values ($1)"), Touches::Others);
        for table in
            ["change", "contact", "dialogue", "interaction", "mail_domain", "member", "setting", "team"]
        {
            for text in ["update {} set id = 1", "insert into {} (id) values (1)", "delete from {}"] {
                assert_eq!(Touches::of(&text.replace("{}", table)), Touches::Cached, "{text} {table}");
            }
        }
        // What is not understood may write anything.
        assert_eq!(Touches::of("with v as (select 1) update card set contact_id = 1"), Touches::Cached);
    }
}
