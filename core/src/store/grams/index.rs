//! Texts are put into the index and taken out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

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

/// The rows of a block that have each gram.
#[derive(Default)]
struct BlockGrams {
    places: HashMap<Gram, usize, BuildHasherDefault<GramHasher>>,
    grams: Vec<(Gram, Offsets)>,
}

impl BlockGrams {
    fn insert(&mut self, gram: Gram, offset: u16) {
        let next = self.grams.len();
        let at = *self.places.entry(gram).or_insert(next);
        if at == next {
            self.grams.push((gram, Offsets::NONE));
        }
        self.grams[at].1.insert(offset);
    }
}

/// A gram is spread by a single multiplication: there are two hundred in a contact, and nobody gains from two in one
/// place.
#[derive(Default)]
struct GramHasher(u64);

impl Hasher for GramHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn grams_of(text: &Text) -> HashSet<Gram> {
    let mut grams = HashSet::new();
    each_gram(&text.text, |gram| {
        grams.insert(gram);
    });
    grams
}

/// What the texts are in the index, in its order.
fn rows_of(texts: &[Text]) -> Vec<GramRow> {
    let none = HashSet::new();
    rows_without(texts.iter().map(|text| (text, &none)))
}

/// The same, each text without these grams.
fn rows_without<'a>(texts: impl Iterator<Item = (&'a Text, &'a HashSet<Gram>)>) -> Vec<GramRow> {
    let mut blocks: BTreeMap<(i64, i64, i64), BlockGrams> = BTreeMap::new();
    for (text, without) in texts {
        let offset = u16::try_from(text.id.rem_euclid(BLOCK)).unwrap_or_default();
        let block = blocks.entry((text.team, text.place.code(), text.id.div_euclid(BLOCK))).or_default();
        each_gram(&text.text, |gram| {
            if !without.contains(&gram) {
                block.insert(gram, offset);
            }
        });
    }
    let mut rows = Vec::new();
    for ((team, place, block), BlockGrams { mut grams, .. }) in blocks {
        grams.sort_unstable_by_key(|(gram, _)| *gram);
        for (gram, offsets) in grams {
            rows.push(GramRow { team, place, block, gram: gram.text(), ids: offsets.written() });
        }
    }
    rows
}

impl Connection {
    /// Puts texts into the index, many in a statement.
    pub(in crate::store) async fn index(&mut self, texts: &[Text]) -> Result<()> {
        self.index_rows(&rows_of(texts)).await
    }

    async fn index_rows(&mut self, rows: &[GramRow]) -> Result<()> {
        let then =
            "on conflict (team_id, place, block, gram) do update set ids = find_gram.ids || excluded.ids";
        self.insert(Table { name: "find_gram", columns: COLUMNS, then }, rows, GramRow::bind).await
    }

    /// Takes texts out of the index, as far as they are in it: nothing of them is left there.
    pub(in crate::store) async fn unindex(&mut self, texts: &[Text]) -> Result<()> {
        self.unindex_rows(rows_of(texts)).await
    }

    /// Puts texts into the place of those that the same rows had: only the grams in which they differ are written.
    pub(in crate::store) async fn reindex_texts(&mut self, texts: &[(Text, Text)]) -> Result<()> {
        let same: Vec<_> = texts.iter().map(|(was, is)| &grams_of(was) & &grams_of(is)).collect();
        let gone = rows_without(texts.iter().map(|(was, _)| was).zip(&same));
        let new = rows_without(texts.iter().map(|(_, is)| is).zip(&same));
        self.unindex_rows(gone).await?;
        self.index_rows(&new).await
    }

    async fn unindex_rows(&mut self, mut gone: Vec<GramRow>) -> Result<()> {
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
