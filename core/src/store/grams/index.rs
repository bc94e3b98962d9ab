//! Texts are put into the index and taken out.

use std::collections::{BTreeMap, HashMap};

use sqlx::Arguments as _;
use sqlx::any::AnyArguments;

use super::offsets::LONGEST;
use super::{BLOCK, Gram, Offsets, Place, Text, each_gram};
use crate::store::many::{BindError, Table};
use crate::store::row::{Asking, Columns};
use crate::store::{Connection, Result, sql};

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
        for of_gram in grams.chunk_by(|one, other| one.0 == other.0) {
            let Some((gram, _)) = of_gram.first() else { continue };
            let mut offsets = Offsets::NONE;
            of_gram.iter().for_each(|(_, offset)| offsets.insert(*offset));
            rows.push(GramRow { team, place, block, gram: gram.text(), ids: offsets.written() });
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
        let mut gone = rows_of(texts);
        let there = "select g.team_id, g.place, g.block, g.gram, g.ids from given cross join find_gram g \
                     where g.team_id = given.team_id and g.place = given.place and g.block = given.block \
                     and g.gram = given.gram";
        let [rows] = self.read_about(KEY, &gone, GramRow::bind_key, [(COLUMNS, there)]).await?;
        let mut left = HashMap::new();
        for row in &rows {
            let key = (row.int("team_id")?, row.int("place")?, row.int("block")?, row.text("gram")?);
            left.insert(key, Offsets::read(&row.text("ids")?));
        }
        for row in &mut gone {
            let key = (row.team, row.place, row.block, row.gram.clone());
            let mut left = left.remove(&key).unwrap_or(Offsets::NONE);
            left.remove(&Offsets::read(&row.ids));
            row.ids = left.written();
        }
        self.replace(gone).await
    }

    /// Writes the index of a block shorter: no more rows will come, except those that are edited.
    pub(in crate::store) async fn shorten(&mut self, team: i64, place: Place, block: i64) -> Result<()> {
        let text = sql!(
            "select team_id, place, block, gram, ids from find_gram where team_id = $1 and place = $2 and block = $3 ",
            "and length(ids) > $4"
        );
        let longest = i64::try_from(LONGEST).unwrap_or(i64::MAX);
        let bind = |asking: Asking| asking.bind(team).bind(place.code()).bind(block).bind(longest);
        let rows = self.read_bundled(COLUMNS, text, bind).await?;
        let rows = rows.iter().map(|row| {
            let ids = Offsets::read(&row.text("ids")?).written();
            Ok(GramRow { team, place: place.code(), block, gram: row.text("gram")?, ids })
        });
        let rows = rows.collect::<Result<_>>()?;
        self.replace(rows).await
    }

    /// Writes rows in the place of those that are there.
    async fn replace(&mut self, mut rows: Vec<GramRow>) -> Result<()> {
        let drop = "delete from find_gram where (team_id, place, block, gram) in (select * from given)";
        self.execute_with(KEY, &rows, drop, GramRow::bind_key).await?;
        rows.retain(|row| !row.ids.is_empty());
        self.insert(Table { name: "find_gram", columns: COLUMNS, then: "" }, &rows, GramRow::bind).await
    }
}
