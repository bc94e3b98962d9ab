//! Texts are put into the index and taken out.

use std::collections::BTreeMap;

use sqlx::Arguments as _;
use sqlx::any::AnyArguments;

use super::{BLOCK, Gram, Offsets, Text, each_gram};
use crate::store::many::{BindError, Table};
use crate::store::row::Columns;
use crate::store::{Connection, Result};

const COLUMNS: &[&str] = &["team_id", "place", "block", "gram", "ids"];
const KEY: &[&str] = &["team_id", "place", "block", "gram"];

/// A row of the index.
struct GramRow {
    team: i64,
    place: i64,
    block: i64,
    gram: String,
    ids: String,
}

impl GramRow {
    fn bind_key(row: &GramRow, values: &mut AnyArguments) -> Result<(), BindError> {
        values.add(row.team)?;
        values.add(row.place)?;
        values.add(row.block)?;
        values.add(row.gram.as_str())
    }

    fn bind(row: &GramRow, values: &mut AnyArguments) -> Result<(), BindError> {
        GramRow::bind_key(row, values)?;
        values.add(row.ids.as_str())
    }
}

/// What the texts are in the index, in its order.
fn rows_of(texts: &[Text]) -> Vec<GramRow> {
    let mut blocks: BTreeMap<(i64, i64, i64), Vec<(Gram, u16)>> = BTreeMap::new();
    for text in texts {
        let offset = u16::try_from(text.id.rem_euclid(BLOCK)).unwrap_or_default();
        let grams = blocks.entry((text.team, text.place.code(), text.id.div_euclid(BLOCK))).or_default();
        each_gram(&text.text, |gram| grams.push((gram, offset)));
    }
    let mut rows = Vec::new();
    for ((team, place, block), mut grams) in blocks {
        grams.sort_unstable();
        grams.dedup();
        for of_gram in grams.chunk_by(|one, other| one.0 == other.0) {
            let Some((gram, _)) = of_gram.first() else { continue };
            let mut ids = String::with_capacity(of_gram.len() * 2);
            of_gram.iter().for_each(|(_, offset)| Offsets::write(*offset, &mut ids));
            rows.push(GramRow { team, place, block, gram: gram.text(), ids });
        }
    }
    rows
}

impl Connection {
    /// Puts texts into the index, many in a statement.
    pub(in crate::store) async fn index(&mut self, texts: &[Text]) -> Result<()> {
        let then =
            "on conflict (team_id, place, block, gram) do update set ids = find_gram.ids || excluded.ids";
        self.insert(Table { name: "find_gram", columns: COLUMNS, then }, &rows_of(texts), GramRow::bind).await
    }

    /// Takes texts out of the index, as far as they are in it: nothing of them is left there.
    pub(in crate::store) async fn unindex(&mut self, texts: &[Text]) -> Result<()> {
        let gone = rows_of(texts);
        let there = "select g.team_id, g.place, g.block, g.gram, g.ids from given cross join find_gram g \
                     where g.team_id = given.team_id and g.place = given.place and g.block = given.block \
                     and g.gram = given.gram";
        let [rows] = self.read_about(KEY, &gone, GramRow::bind_key, [(COLUMNS, there)]).await?;
        let mut left = BTreeMap::new();
        for row in &rows {
            let key = (row.int("team_id")?, row.int("place")?, row.int("block")?, row.text("gram")?);
            left.insert(key, Offsets::read(&row.text("ids")?));
        }
        let mut rows = Vec::new();
        for GramRow { team, place, block, gram, ids } in &gone {
            let Some(mut left) = left.remove(&(*team, *place, *block, gram.clone())) else { continue };
            Offsets::read(ids).iter().for_each(|offset| left.remove(offset));
            let mut ids = String::new();
            left.iter().for_each(|offset| Offsets::write(offset, &mut ids));
            rows.push(GramRow { team: *team, place: *place, block: *block, gram: gram.clone(), ids });
        }
        let drop = "delete from find_gram where (team_id, place, block, gram) in (select * from given)";
        self.execute_with(KEY, &rows, drop, GramRow::bind_key).await?;
        rows.retain(|row| !row.ids.is_empty());
        self.insert(Table { name: "find_gram", columns: COLUMNS, then: "" }, &rows, GramRow::bind).await
    }
}
