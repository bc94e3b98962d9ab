//! Updates: which were processed, and which became dead letters.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::Arguments as _;

use crate::store::many::Table;
use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};

/// How long the same number is the same update: Telegram keeps an update for a day, and takes a number again only after
/// a week without updates.
const REPEATED: TimeDelta = TimeDelta::days(3);

impl Tx {
    /// Marks updates as processed; answers those that were not before. A number that was processed long ago is another
    /// update's now: after a week without updates Telegram goes on with any number.
    pub async fn mark_processed(&mut self, updates: &[i64], now: DateTime<Utc>) -> Result<HashSet<i64>> {
        let connection = self.many_rows().await?;
        let list = serde_json::to_string(updates)?;
        let known = sql!(
            "select p.update_id from json_each($1) as v cross join processed_update p ",
            "where p.update_id = cast(v.value as bigint) and p.at > $2"
        );
        let since = (now - REPEATED).timestamp();
        let processed =
            connection.read_bundled(&["update_id"], known, |asking| asking.bind(list).bind(since)).await?;
        let processed = processed.iter().map(|row| row.int("update_id")).collect::<Result<HashSet<_>>>()?;
        let now = now.timestamp();
        let table = Table {
            name: "processed_update",
            columns: &["update_id", "at"],
            then: "on conflict (update_id) do update set at = excluded.at",
        };
        // A statement may change a row only once.
        let once: Vec<i64> = updates.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        connection
            .insert(table, &once, |update, values| {
                values.add(*update)?;
                values.add(now)
            })
            .await?;
        Ok(updates.iter().copied().filter(|update| !processed.contains(update)).collect())
    }

    /// Keeps an update that failed by a fault of ours, with the error code that the person was told.
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
            "on conflict (update_id) do update set code = excluded.code, at = excluded.at, ",
            "fault = excluded.fault, body = excluded.body"
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
