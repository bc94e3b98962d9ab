//! A whole book from one database into another, whatever the engines: a move to PostgreSQL and back, a backup of a
//! server in a file.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use futures::TryStreamExt as _;
use sqlx::any::{AnyArguments, AnyRow, AnyTypeInfoKind};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Column as _, Executor as _, Row as _, SqlStr, Statement as _};

use super::{Connection, Engine, Result, Store, StoreError};

/// Every table, each after those that it refers to, with what its rows are ordered by.
pub const TABLES: &[(&str, &str)] = &[
    ("setting", "key"),
    ("team", "id"),
    ("member", "id"),
    ("invite", "id"),
    ("contact", "id"),
    ("change", "id"),
    ("moved", "change_id, kind, row_id"),
    ("interaction", "id"),
    ("ended_follow_up", "id"),
    ("settling", "team_id, owner_id, what"),
    ("find_gram", "team_id, place, block, gram"),
    ("mail_domain", "domain"),
    ("awaited_check", "id"),
    ("kept_flaw", "contact_id, flaw, quarter"),
    ("attachment", "id"),
    ("mailbox", "id"),
    ("mailbox_page", "code_hash"),
    ("device_sign_in", "id"),
    ("mail_folder", "mailbox_id, name"),
    ("mail_seen", "team_id, id_hash"),
    ("dropbox", "id"),
    ("dropbox_folder", "name"),
    ("dropbox_token", "token"),
    ("dropbox_seen", "id_hash"),
    ("template", "id"),
    ("mail", "id"),
    ("mail_file", "id"),
    ("reading", "id"),
    ("suppression", "team_id, email_hash, change_id"),
    ("insight", "id"),
    ("processed_update", "update_id"),
    ("dead_letter", "update_id"),
    ("pressed", "chat_id, message_id, data"),
    ("outbox", "id"),
    ("card", "chat_id, message_id"),
    ("file", "id"),
    ("file_piece", "file_id, no"),
    ("draft", "id"),
    ("job", "id"),
    ("dialogue", "chat_id"),
    ("ledger", "member_id, kind, period"),
    ("rung", "contact_id, set_for"),
    ("search", "id"),
    ("check_count", "member_id"),
];

/// A table that was copied and compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: &'static str,
    /// How many rows it has, in both.
    pub rows: u64,
    /// A sum over what stands in them, the same in both.
    pub sum: u64,
}

/// Why a book was not copied. The target is as it was.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// There is a team in the target.
    #[error("the target is in use: it holds a team already")]
    InUse,
    /// What was written is not what was read.
    #[error("the table {0} is not the same in both: nothing was kept")]
    Differs(&'static str),
    /// A database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for CopyError {
    fn from(fault: sqlx::Error) -> CopyError {
        CopyError::Store(fault.into())
    }
}

/// How many values one statement may carry, on either engine.
const VALUES: usize = 20_000;

/// How many bytes of kept files are in memory before they are written.
const BYTES: usize = 4 << 20;

/// Copies a book, as it is at one moment, into an empty one; compares each table by its count and its sum. All of it
/// is one transaction of the target.
///
/// # Errors
/// When the target is in use, differs after all, or one of them cannot be reached.
pub async fn copy_book(from: &Store, to: &Store) -> Result<Vec<Copied>, CopyError> {
    let mut source = from.read().await?;
    let mut target = to.begin().await?;
    if target.has_team().await? {
        return Err(CopyError::InUse);
    }
    // Without a team there is nobody's data in it, and yet what a bot writes before it has one: its secret, a link.
    for (table, _) in TABLES.iter().rev() {
        let text = AssertSqlSafe(format!("delete from {table}"));
        sqlx::raw_sql(text).execute(target.many_rows().await?.any()).await?;
    }
    let mut copied = Vec::with_capacity(TABLES.len());
    for (table, order) in TABLES {
        let columns = CopiedTable::of(to.engine(), table, order, target.many_rows().await?).await?;
        let read = columns.copy(source.many_rows().await?, target.many_rows().await?).await?;
        let written = columns.sum(target.many_rows().await?).await?;
        if read != written {
            return Err(CopyError::Differs(table));
        }
        copied.push(Copied { table, rows: read.0, sum: read.1 });
    }
    let last = from.engine().last_ids(source.many_rows().await?).await?;
    to.engine().set_last_ids(target.many_rows().await?, &last).await?;
    target.commit().await?;
    to.tell_optimiser().await?;
    Ok(copied)
}

/// What a table consists of.
struct CopiedTable {
    table: &'static str,
    order: &'static str,
    names: Vec<String>,
    kinds: Vec<AnyTypeInfoKind>,
}

impl CopiedTable {
    async fn of(
        engine: Engine,
        table: &'static str,
        order: &'static str,
        connection: &mut Connection,
    ) -> Result<CopiedTable> {
        let names = engine.columns(connection, table).await?;
        // The names come from our own schema, not from input.
        let text = AssertSqlSafe(format!("select {} from {table}", names.join(", ")));
        let statement = connection.any().prepare(sqlx::SqlSafeStr::into_sql_str(text)).await?;
        let kinds = statement.columns().iter().map(|column| column.type_info().kind()).collect();
        Ok(CopiedTable { table, order, names, kinds })
    }

    fn select(&self) -> SqlStr {
        let CopiedTable { table, order, names, .. } = self;
        let text = format!("select {} from {table} order by {order}", names.join(", "));
        sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(text))
    }

    /// Copies every row; answers how many there were, and their sum.
    async fn copy(&self, source: &mut Connection, target: &mut Connection) -> Result<(u64, u64)> {
        let run = (VALUES / self.names.len().max(1)).min(500);
        let (mut count, mut sum, mut bytes) = (0, 0, 0);
        let mut waiting = Vec::with_capacity(run);
        let mut rows = sqlx::query(self.select()).fetch(source.any());
        loop {
            let row = rows.try_next().await?;
            let last = row.is_none();
            if let Some(row) = row {
                let values = self.values(&row)?;
                count += 1;
                sum = add(sum, &values);
                bytes += values.iter().map(CellValue::bytes).sum::<usize>();
                waiting.push(values);
            }
            if waiting.len() == run || bytes > BYTES || (last && !waiting.is_empty()) {
                bytes = 0;
                self.insert(target, std::mem::take(&mut waiting)).await?;
            }
            if last {
                return Ok((count, sum));
            }
        }
    }

    async fn sum(&self, connection: &mut Connection) -> Result<(u64, u64)> {
        let (mut count, mut sum) = (0, 0);
        let mut rows = sqlx::query(self.select()).fetch(connection.any());
        while let Some(row) = rows.try_next().await? {
            count += 1;
            sum = add(sum, &self.values(&row)?);
        }
        Ok((count, sum))
    }

    fn values(&self, row: &AnyRow) -> Result<Vec<CellValue>> {
        let cell = |(at, kind): (usize, &AnyTypeInfoKind)| {
            Ok(match kind {
                AnyTypeInfoKind::Text => CellValue::Text(row.try_get(at)?),
                AnyTypeInfoKind::Blob => CellValue::Bytes(row.try_get(at)?),
                _ => CellValue::Number(row.try_get(at)?),
            })
        };
        self.kinds.iter().enumerate().map(cell).collect()
    }

    async fn insert(&self, target: &mut Connection, rows: Vec<Vec<CellValue>>) -> Result<()> {
        let width = self.names.len();
        let placeholders = (0..rows.len()).map(|row| {
            let row: Vec<String> = (1..=width).map(|at| format!("${}", row * width + at)).collect();
            format!("({})", row.join(", "))
        });
        let placeholders = placeholders.collect::<Vec<_>>().join(", ");
        let text = format!("insert into {} ({}) values {placeholders}", self.table, self.names.join(", "));
        let query = sqlx::query(AssertSqlSafe(text)).persistent(false);
        rows.into_iter().flatten().fold(query, CellValue::bind).execute(target.any()).await?;
        Ok(())
    }
}

/// What stands in a column of a row.
#[derive(Hash)]
enum CellValue {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl CellValue {
    fn bytes(&self) -> usize {
        match self {
            CellValue::Bytes(Some(bytes)) => bytes.len(),
            _ => 0,
        }
    }

    fn bind(query: Query<'_, Any, AnyArguments>, cell: CellValue) -> Query<'_, Any, AnyArguments> {
        match cell {
            CellValue::Number(number) => query.bind(number),
            CellValue::Text(text) => query.bind(text),
            CellValue::Bytes(bytes) => query.bind(bytes),
        }
    }
}

/// Adds a row to the checksum. The order does not matter, since the engines sort differently.
fn add(sum: u64, row: &[CellValue]) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    sum.wrapping_add(hasher.finish())
}
