//! Whoever may have a word in what is written of them, and of those the ones who have it.

use super::matches::{FOUND, Matches};
use super::searched::like;
use crate::duplicate::{company_key, person_key};
use crate::store::grams::{Asked, BLOCK, Offsets, Place};
use crate::store::row::{Asking, Bundled, Columns};
use crate::store::{Result, Scope, Tx, sql};

/// A word that is looked for.
pub(super) struct Word {
    scope: Scope,
    asked: Asked,
    pattern: String,
}

impl Word {
    /// In lower case.
    pub(super) fn new(scope: Scope, word: &str) -> Word {
        Word { scope, asked: Asked::of(word), pattern: like(word) }
    }
}

/// Among which rows is looked.
pub(super) enum Within {
    /// Those behind this number: they are not in the index yet.
    After(i64),
    /// These.
    Ids(Vec<i64>),
}

/// Whoever owns no more contacts than this is looked for among them: the index is of the whole team.
const FEW: u64 = 1000;

/// How many candidates are read in a statement.
const RUN: usize = 1000;

/// How many blocks are looked into at first, and then twice as many each time: a word that many have is soon found.
const FIRST_BLOCKS: i64 = 4;

impl Tx {
    /// Whether the scope is of somebody who owns few contacts.
    pub(super) async fn few_owned(&mut self, scope: Scope) -> Result<bool> {
        Ok(scope.owner().is_some() && !self.has_more_contacts_than(scope, FEW).await?)
    }

    /// Looks through all that one member owns.
    pub(super) async fn match_owned(&mut self, word: &Word, matches: &mut Matches<'_>) -> Result<()> {
        self.match_owned_fields(word, matches).await?;
        let text = sql!(
            "select id, no, owner_id, grade, name, company from contact c where team_id = $1 and owner_id = $2 ",
            // With `offset`, PostgreSQL asks it of each contact, instead of everything that ever happened.
            "and removed_at is null and exists (select 1 from interaction i where i.contact_id = c.id ",
            "and i.removed_at is null and i.searched like $3 escape '\\' limit 1 offset 0)"
        );
        self.match_in(text, word, Place::Interaction, matches).await
    }

    /// Looks through the fields of all that one member owns.
    pub(super) async fn match_owned_fields(&mut self, word: &Word, matches: &mut Matches<'_>) -> Result<()> {
        let text = sql!(
            "select id, no, owner_id, grade, name, company from contact where team_id = $1 and owner_id = $2 ",
            "and removed_at is null and searched like $3 escape '\\'"
        );
        self.match_in(text, word, Place::Field, matches).await
    }

    async fn match_in(
        &mut self,
        text: &'static str,
        word: &Word,
        place: Place,
        matches: &mut Matches<'_>,
    ) -> Result<()> {
        let (team, owner, pattern) = (word.scope.team().0, word.scope.owner_or_all(), word.pattern.clone());
        let bind = |asking: Asking| asking.bind(team).bind(owner).bind(pattern);
        matches.add(&self.reading().await?.read_bundled(FOUND, text, bind).await?, place)
    }

    /// Looks for those who are called so, or whose company is, by the keys by which names are compared.
    pub(super) async fn match_keys(
        &mut self,
        scope: Scope,
        name: &str,
        matches: &mut Matches<'_>,
    ) -> Result<()> {
        let text = sql!(
            // Each by its index: with `or` between them the whole team is looked through.
            "select id, no, owner_id, grade, name, company from contact where id in ",
            "(select id from contact where team_id = $1 and person_key = $2 and removed_at is null ",
            "union select id from contact where team_id = $1 and company_key = $3 and removed_at is null) ",
            "and $4 in (owner_id, cast(-1 as bigint)) limit 1001"
        );
        let (person, company) = (person_key(name), company_key(name));
        let bind = |asking: Asking| {
            asking.bind(scope.team().0).bind(person).bind(company).bind(scope.owner_or_all())
        };
        matches.add(&self.reading().await?.read_bundled(FOUND, text, bind).await?, Place::Name)
    }

    /// Looks through the fields of contacts.
    pub(super) async fn match_fields(
        &mut self,
        word: &Word,
        within: Within,
        matches: &mut Matches<'_>,
    ) -> Result<()> {
        let rows = match within {
            Within::After(id) => {
                let text = sql!(
                    "select id, no, owner_id, grade, name, company from contact where id > $1 and +team_id = $2 ",
                    "and ($3 = -1 or owner_id = $3) and removed_at is null and searched like $4 escape '\\' ",
                    "order by id limit 1001"
                );
                self.matching(word, text, |asking| asking.bind(id)).await?
            }
            Within::Ids(ids) => {
                let ids = serde_json::to_string(&ids)?;
                let text = sql!(
                    "select c.id, c.no, c.owner_id, c.grade, c.name, c.company from json_each($1) as v cross join contact c ",
                    "where c.id = cast(v.value as bigint) and c.team_id = $2 and ($3 = -1 or c.owner_id = $3) ",
                    "and c.removed_at is null and c.searched like $4 escape '\\'"
                );
                self.matching(word, text, |asking| asking.bind(ids)).await?
            }
        };
        matches.add(&rows, Place::Field)
    }

    /// Looks through what happened.
    pub(super) async fn match_interactions(
        &mut self,
        word: &Word,
        within: Within,
        matches: &mut Matches<'_>,
    ) -> Result<()> {
        let rows = match within {
            Within::After(id) => {
                let text = sql!(
                    "select distinct c.id, c.no, c.owner_id, c.grade, c.name, c.company from interaction i cross join contact c ",
                    "where i.id > $1 and +i.team_id = $2 and i.removed_at is null and i.searched like $4 escape '\\' ",
                    "and c.id = i.contact_id and c.removed_at is null and ($3 = -1 or c.owner_id = $3) limit 1001"
                );
                self.matching(word, text, |asking| asking.bind(id)).await?
            }
            Within::Ids(ids) => {
                let ids = serde_json::to_string(&ids)?;
                let text = sql!(
                    "select distinct c.id, c.no, c.owner_id, c.grade, c.name, c.company from json_each($1) as v ",
                    "cross join interaction i cross join contact c where i.id = cast(v.value as bigint) and i.team_id = $2 ",
                    "and i.removed_at is null and i.searched like $4 escape '\\' and c.id = i.contact_id ",
                    "and c.removed_at is null and ($3 = -1 or c.owner_id = $3)"
                );
                self.matching(word, text, |asking| asking.bind(ids)).await?
            }
        };
        matches.add(&rows, Place::Interaction)
    }

    async fn matching(
        &mut self,
        word: &Word,
        text: &'static str,
        within: impl FnOnce(Asking) -> Asking,
    ) -> Result<Vec<Bundled>> {
        let (team, owner, pattern) = (word.scope.team().0, word.scope.owner_or_all(), word.pattern.clone());
        let bind = |asking: Asking| within(asking).bind(team).bind(owner).bind(pattern);
        self.reading().await?.read_bundled(FOUND, text, bind).await
    }

    /// Looks up to this row through whatever the index says, until there are enough.
    pub(super) async fn match_indexed(
        &mut self,
        word: &Word,
        place: Place,
        last: i64,
        matches: &mut Matches<'_>,
    ) -> Result<()> {
        let (mut first, mut count) = (0, FIRST_BLOCKS);
        while first <= last / BLOCK {
            let candidates = self.candidates(word, place, first..first + count).await?;
            for run in candidates.chunks(RUN) {
                if matches.are_enough() {
                    return Ok(());
                }
                let within = Within::Ids(run.to_vec());
                match place {
                    Place::Interaction => self.match_interactions(word, within, matches).await?,
                    Place::Name | Place::Company | Place::Field => {
                        self.match_fields(word, within, matches).await?;
                    }
                }
            }
            (first, count) = (first + count, count * 2);
        }
        Ok(())
    }

    /// The rows of these blocks that have each gram of the word.
    async fn candidates(
        &mut self,
        word: &Word,
        place: Place,
        blocks: std::ops::Range<i64>,
    ) -> Result<Vec<i64>> {
        let numbers = serde_json::to_string(&blocks.clone().collect::<Vec<_>>())?;
        let (team, place) = (word.scope.team().0, place.code());
        let start = move |asking: Asking| asking.bind(numbers).bind(team).bind(place);
        let columns = &["block", "gram", "ids"];
        let reading = self.reading().await?;
        let rows = match word.asked.clone() {
            Asked::All(grams) => {
                let text = sql!(
                    "select g.block, g.gram, g.ids from json_each($1) as v cross join find_gram g where g.team_id = $2 ",
                    "and g.place = $3 and g.block = cast(v.value as bigint) ",
                    "and g.gram in ($4, $5, $6, $7, $8)"
                );
                let bind = |asking| grams.into_iter().fold(start(asking), |asking, gram| asking.bind(gram));
                reading.read_bundled(columns, text, bind).await?
            }
            Asked::Begins(beginning) => {
                let text = sql!(
                    "select g.block, g.gram, g.ids from json_each($1) as v cross join find_gram g where g.team_id = $2 ",
                    "and g.place = $3 and g.block = cast(v.value as bigint) and g.gram >= $4 and g.gram < $5"
                );
                let end = format!("{beginning}\u{10ffff}");
                reading.read_bundled(columns, text, |asking| start(asking).bind(beginning).bind(end)).await?
            }
        };
        let mut found: Vec<(usize, Offsets)> = Vec::new();
        found.resize(blocks.clone().count(), (0, Offsets::NONE));
        for row in &rows {
            let at = usize::try_from(row.int("block")? - blocks.start).unwrap_or(usize::MAX);
            let Some((count, offsets)) = found.get_mut(at) else { continue };
            let of_gram = Offsets::read(&row.text("ids")?);
            match word.asked {
                Asked::All(_) if *count > 0 => offsets.keep(&of_gram),
                Asked::All(_) | Asked::Begins(_) => offsets.add(&of_gram),
            }
            *count += 1;
        }
        let whole = found.into_iter().zip(blocks).filter(|((count, _), _)| match word.asked {
            Asked::All(_) => *count == word.asked.count(),
            Asked::Begins(_) => true,
        });
        Ok(whole
            .flat_map(|((_, offsets), block)| {
                offsets.iter().map(|offset| block * BLOCK + i64::from(offset)).collect::<Vec<_>>()
            })
            .collect())
    }
}
