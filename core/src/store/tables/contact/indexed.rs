//! New rows come into the index of `/find` a few hundred at a time: what they have in common is then written once. Until
//! then they are looked through.

use std::collections::{BTreeSet, HashMap};

use super::row::ContactRow;
use super::searched::searched;
use crate::contact::Contact;
use crate::store::grams::{BLOCK, Place, Text};
use crate::store::row::{Asking, Columns};
use crate::store::{Connection, Result, Tx, sql};

/// Up to which row each table is in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Indexed {
    pub(super) contact: i64,
    pub(super) interaction: i64,
}

/// So many new rows come into the index together.
const TOGETHER: i64 = 512;

/// A table whose rows are in the index.
#[derive(Debug, Clone, Copy)]
enum Indexes {
    Contact,
    Interaction,
}

impl Tx {
    /// Up to which row each table is in the index.
    pub(super) async fn indexed(&mut self) -> Result<Indexed> {
        let row = sqlx::query(sql!(
            "select coalesce((select cast(value as bigint) from setting where key = 'indexed_contact'), 0) as contact, ",
            "coalesce((select cast(value as bigint) from setting where key = 'indexed_interaction'), 0) as interaction"
        ))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(Indexed { contact: row.int("contact")?, interaction: row.int("interaction")? })
    }

    /// Puts new rows into the index once there are enough. Where many come at once, more will: they wait until their
    /// block is whole, and each row of the index is written once.
    pub(in crate::store) async fn index_new_rows(&mut self) -> Result<()> {
        let is_import = i64::try_from(self.new_rows).is_ok_and(|new| new >= TOGETHER);
        self.index_rows(if is_import { BLOCK } else { TOGETHER }).await?;
        Ok(())
    }

    /// Puts some of the rows that are not there yet into the index. Answers whether there are more.
    pub async fn index_rest(&mut self) -> Result<bool> {
        self.index_rows(1).await
    }

    /// Puts new rows into the index as far as they make a whole block: one block of each table at most.
    pub(crate) async fn index_block(&mut self) -> Result<()> {
        self.index_rows(BLOCK).await?;
        Ok(())
    }

    /// Whether so much is not in the index that it will not come there by itself: a book that was filled before there was
    /// an index.
    pub async fn owes_indexing(&mut self) -> Result<bool> {
        let (indexed, last) = (self.indexed().await?, self.last_rows().await?);
        let behind = |last: i64, indexed: i64| last - indexed > 2 * BLOCK;
        Ok(behind(last.contact, indexed.contact) || behind(last.interaction, indexed.interaction))
    }

    /// The last row of each table.
    async fn last_rows(&mut self) -> Result<Indexed> {
        let row = sqlx::query(sql!(
            "select coalesce((select max(id) from contact), 0) as contact, ",
            "coalesce((select max(id) from interaction), 0) as interaction"
        ))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(Indexed { contact: row.int("contact")?, interaction: row.int("interaction")? })
    }

    async fn index_rows(&mut self, least: i64) -> Result<bool> {
        let (indexed, last) = (self.indexed().await?, self.last_rows().await?);
        let mut more = false;
        for (table, after, last) in [
            (Indexes::Contact, indexed.contact, last.contact),
            (Indexes::Interaction, indexed.interaction, last.interaction),
        ] {
            if last - after >= least {
                // A block at most, since the write lock is held.
                let until = last.min((after + 1).div_euclid(BLOCK) * BLOCK + BLOCK - 1);
                self.index_run(table, after, until).await?;
                more |= until < last;
            }
        }
        Ok(more)
    }

    async fn index_run(&mut self, table: Indexes, after: i64, until: i64) -> Result<()> {
        let (key, columns, text) = match table {
            Indexes::Contact => (
                "indexed_contact",
                Text::CONTACT,
                sql!("select id, team_id, name, company, searched from contact where id > $1 and id <= $2"),
            ),
            Indexes::Interaction => (
                "indexed_interaction",
                Text::INTERACTION,
                sql!("select id, team_id, searched from interaction where id > $1 and id <= $2"),
            ),
        };
        let connection = self.many_rows().await?;
        let rows = connection.read_bundled(columns, text, |asking| asking.bind(after).bind(until)).await?;
        let mut texts = Vec::with_capacity(rows.len());
        for row in &rows {
            match table {
                Indexes::Contact => texts.extend(Text::of_contact(row)?),
                Indexes::Interaction => texts.push(Text::of_interaction(row)?),
            }
        }
        connection.index(&texts).await?;
        if until.rem_euclid(BLOCK) == BLOCK - 1 && after.rem_euclid(BLOCK) != BLOCK - 1 {
            let blocks: BTreeSet<(i64, Place)> = texts.iter().map(|text| (text.team, text.place)).collect();
            for (team, place) in blocks {
                connection.shorten(team, place, until.div_euclid(BLOCK)).await?;
            }
        }
        self.set_setting(key, &until.to_string()).await
    }

    /// Takes interactions out of the index, before they are deleted. The statement reads [`Text::INTERACTION`] of them.
    pub(in crate::store::tables) async fn unindex_interactions(
        &mut self,
        text: &'static str,
        bind: impl FnOnce(Asking) -> Asking,
    ) -> Result<()> {
        let connection = self.many_rows().await?;
        let rows = connection.read_bundled(Text::INTERACTION, text, bind).await?;
        let texts = rows.iter().map(Text::of_interaction).collect::<Result<Vec<_>>>()?;
        connection.unindex(&texts).await
    }

    /// Interactions were deleted: their numbers may be given again, and then to rows that are not in the index.
    pub(in crate::store::tables) async fn lower_indexed(&mut self) -> Result<()> {
        sqlx::query(sql!(
            "update setting set value = cast(m.last as text) from (select coalesce(max(id), 0) as last from interaction) as m ",
            "where key = 'indexed_interaction' and cast(value as bigint) > m.last"
        ))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

impl Connection {
    /// What contacts that are there already say now takes the place of what they said, before they are written.
    pub(super) async fn reindex(&mut self, rows: &[ContactRow<'_>]) -> Result<()> {
        let there = rows.iter().filter(|row| row.brought.is_none());
        let there: HashMap<i64, &Contact> = there.map(|row| (row.contact.id.0, row.contact)).collect();
        if there.is_empty() {
            return Ok(());
        }
        let ids = serde_json::to_string(&there.keys().collect::<Vec<_>>())?;
        let text = sql!(
            "select c.id, c.team_id, c.name, c.company, c.searched from json_each($1) as v cross join contact c ",
            "where c.id = cast(v.value as bigint)"
        );
        let mut changed = Vec::new();
        for row in &self.read_bundled(Text::CONTACT, text, |asking| asking.bind(ids)).await? {
            let id = row.int("id")?;
            let Some(Contact { team, profile, .. }) = there.get(&id) else { continue };
            let (name, company) = (profile.name.as_deref(), profile.company.as_deref());
            let now = Text::of(team.0, id, name, company, &searched(profile));
            changed.extend(Text::of_contact(row)?.into_iter().zip(now).filter(|(was, is)| was != is));
        }
        self.reindex_texts(&changed).await
    }
}
