//! Updates: which were processed, and which became dead letters.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;

use crate::store::many::Table;
use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};

impl Tx {
    /// Marks updates as processed; answers those that were not before.
    pub async fn mark_processed(&mut self, updates: &[i64], now: DateTime<Utc>) -> Result<HashSet<i64>> {
        let connection = self.many_rows().await?;
        let list = serde_json::to_string(updates)?;
        let known = sql!(
            "select p.update_id from json_each($1) as v cross join processed_update p ",
            "where p.update_id = cast(v.value as bigint)"
        );
        let processed = connection.read_bundled(&["update_id"], known, |asking| asking.bind(list)).await?;
        let processed = processed.iter().map(|row| row.int("update_id")).collect::<Result<HashSet<_>>>()?;
        let now = now.timestamp();
        let table = Table {
            name: "processed_update",
            columns: &["update_id", "at"],
            then: "on conflict (update_id) do nothing",
        };
        connection
            .insert(table, updates, |update, values| {
                values.add(*update)?;
                values.add(now)
            })
            .await?;
        Ok(updates.iter().copied().filter(|update| !processed.contains(update)).collect())
    }

    /// Keeps an update that failed for a fault of ours, under the code that the person was told.
    pub async fn insert_dead_letter(
        &mut self,
        update: i64,
        code: &str,
        fault: &str,
        body: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(sql!(
            "insert into dead_letter (update_id, code, at, fault, body) values ($1, $2, $3, $4, $5) ",
            "on conflict (update_id) do nothing"
        ))
        .bind(update)
        .bind(code)
        .bind(now.timestamp())
        .bind(fault)
        .bind(body)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
