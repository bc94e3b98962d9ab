//! A believable big book for benches, and to see how it feels: a team, its people, and contacts with a past of two
//! years, all of them made up.
//!
//! A seed decides everything, and a contact follows from the seed and its number alone. So nothing is kept in memory:
//! the two years are written slice by slice in the order of time, as a team would have written them, and each slice
//! looks at every contact anew. All is one transaction: a book that is interrupted is none.

mod chance;
mod found;
mod life;
mod person;
mod plan;
mod size;
mod span;
mod story;
#[cfg(test)]
mod tests;
mod words;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use crate::book::Book;
use crate::store::{Result as StoreResult, Store, StoreError, Tx};
use crate::vocabulary::{ContactId, InteractionId, Verb};

use found::found;
use life::{Deed, Life, What, Words};
use plan::{Lead, Plan, offset};
use story::Story;
use words::INSIGHTS;

use crate::interaction::Interaction;
use crate::vocabulary::InteractionKind;

pub use size::{MOST_CONTACTS, MOST_EACH, MOST_MEMBERS, Size, SizeError};

/// About how many interactions, or contacts, are in a slice of time.
const SLICE: u64 = 40_000;

/// How many changes are written at a time.
const RUN: usize = 2_000;

/// What book is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// How big it is.
    pub size: Size,
    /// What decides all else.
    pub seed: u64,
    /// Who owns the team; `None`: somebody who is made up too.
    pub owner_telegram: Option<i64>,
}

/// Why a book is not made.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// There is a team: only an empty database is filled.
    #[error("it holds a team already; name an empty database")]
    HoldsTeam,
    /// The database cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a book whose past ends at `now` (UTC). It is written in one transaction, whole or not at all. `progress` is told
/// how many interactions are written.
///
/// # Errors
/// When there is a team already, or the database cannot be written.
pub async fn fill(
    store: &Store,
    wanted: Wanted,
    now: DateTime<Utc>,
    mut progress: impl FnMut(u64) + Send,
) -> Result<(), FillError> {
    let now = now.trunc_subsecs(0);
    let mut tx = store.begin().await?;
    if tx.has_team().await? {
        return Err(FillError::HoldsTeam);
    }
    tx.renew_keys().await?;
    let plan = found(&mut tx, &wanted, now).await?;
    let size = wanted.size;
    tx.next_contact_nos(plan.team.id, usize::try_from(size.contacts).unwrap_or(usize::MAX)).await?;
    let mut writer = Writer { plan: &plan, words: Words::read(), ids: Vec::new(), written: 0 };
    let begin = plan.span.at(0.0, offset(&plan.members[0], now)) - TimeDelta::days(1);
    let slices = 1 + i32::try_from(size.interactions.max(size.contacts) / SLICE).unwrap_or(i32::MAX);
    let mut from = begin;
    for slice in 1..=slices {
        let until = if slice == slices { now } else { begin + (now - begin) / slices * slice };
        writer.shelve(&mut tx, from, until).await?;
        writer.write(&mut tx, from, until, &mut progress).await?;
        from = until;
    }
    while tx.index_rest().await? {}
    tx.commit().await?;
    store.tell_optimiser().await?;
    Ok(())
}

/// Writes a book.
struct Writer<'a> {
    plan: &'a Plan,
    words: Words,
    /// For each slice that brought contacts, the first number and the first key: both count on from there.
    ids: Vec<(u64, ContactId)>,
    /// How many interactions are written.
    written: u64,
}

impl Writer<'_> {
    fn id(&self, lead: &Lead) -> ContactId {
        let slice = self.ids.iter().rev().find(|(first, _)| *first <= lead.no);
        slice.map_or(ContactId(0), |(first, id)| id.later(lead.no - first))
    }

    /// Adds the insights of a slice.
    async fn shelve(&self, tx: &mut Tx, from: DateTime<Utc>, until: DateTime<Utc>) -> StoreResult<()> {
        for insight in INSIGHTS.iter() {
            let at = self.plan.span.now - TimeDelta::days(insight.days_ago);
            if at > from && at <= until {
                let industries = insight.industries.split('|').filter(|word| !word.is_empty());
                let industries: Vec<String> = industries.map(str::to_owned).collect();
                let mut book = Book::new(tx, &self.plan.members[0], at);
                book.add_insight(insight.title, insight.body, &industries).await?;
            }
        }
        Ok(())
    }

    /// Writes all that was done after `from`, until `until`, in its order.
    async fn write(
        &mut self,
        tx: &mut Tx,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        progress: &mut (impl FnMut(u64) + Send),
    ) -> StoreResult<()> {
        let added_at = |lead: &Lead| self.plan.span.at(lead.added, self.plan.offset(0));
        let before = |at: DateTime<Utc>| self.plan.leads().take_while(|lead| added_at(lead) <= at).count();
        let (old, all) = (before(from), before(until));
        if all > old {
            self.ids.push((old as u64 + 1, tx.next_contact_ids(all - old).await?));
        }
        let mut deeds = Vec::new();
        for lead in self.plan.leads().take(all) {
            self.collect(lead, from, until, &mut deeds)?;
        }
        deeds.sort_by_key(|deed| (deed.at, deed.lead.no));
        let mut deeds = deeds.into_iter();
        loop {
            let run: Vec<Deed> = deeds.by_ref().take(RUN).collect();
            if run.is_empty() {
                return Ok(());
            }
            self.write_run(tx, run).await?;
            tx.index_block().await?;
            progress(self.written);
        }
    }

    /// Puts what was done to a contact in a slice to the rest.
    fn collect(
        &self,
        lead: Lead,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        deeds: &mut Vec<Deed>,
    ) -> StoreResult<()> {
        let is_in = |at: DateTime<Utc>| at > from && at <= until;
        let story = Story::of(self.plan, &lead);
        if is_in(story.added_at) {
            deeds.push(Deed { at: story.added_at, lead, what: What::Added });
        }
        if !story.moments.iter().any(|moment| is_in(moment.at)) {
            return Ok(());
        }
        let mut life = Life::begin(self.plan, &self.words, lead, self.id(&lead), story.added_at);
        for (number, moment) in
            story.moments.into_iter().enumerate().take_while(|(_, moment)| moment.at <= until)
        {
            deeds.extend(life.live(number, moment)?.filter(|deed| is_in(deed.at)));
        }
        Ok(())
    }

    async fn write_run(&mut self, tx: &mut Tx, run: Vec<Deed>) -> StoreResult<()> {
        let happened = |deed: &&Deed| matches!(deed.what, What::Changed { happened: Some(_), .. });
        tx.expect_rows(run.len(), run.iter().filter(happened).count()).await?;
        let (mut domains, mut suppressed) = (Vec::new(), Vec::new());
        for Deed { at, lead, what } in run {
            let by = &self.plan.members[lead.owner];
            match what {
                What::Added => {
                    let (contact, known) = Life::whole(self.plan, &self.words, lead, self.id(&lead))?;
                    let change = tx.begin_change(by, None, Verb::Added, None, None, at).await?;
                    tx.insert_grown_contact(&contact, change);
                    tx.finish_change(change, Some(contact.id), &[]).await?;
                    domains.extend(contact.profile.email.map(|email| (email.domain().to_owned(), known)));
                }
                What::Changed { before, verb, reason, happened, effects } => {
                    let id = before.id;
                    let change = tx.begin_change(by, Some(id), verb, reason, None, at).await?;
                    if let Some((told, day)) = happened {
                        let kind = told.kind;
                        let interaction = Interaction {
                            id: InteractionId(0),
                            contact: id,
                            kind,
                            messenger: told.messenger,
                            at,
                            summary: told.summary,
                            by: by.id,
                        };
                        tx.insert_interaction(&before, &interaction, change).await?;
                        if kind.is_touch() {
                            tx.end_follow_up(&before, day, change).await?;
                        }
                        if kind == InteractionKind::OptedOut {
                            suppressed.extend(before.profile.email.map(|email| (email, change, at)));
                        }
                        self.written += 1;
                    }
                    tx.finish_change(change, None, &effects).await?;
                }
            }
        }
        tx.insert_mail_domains(&domains, self.plan.span.now).await?;
        for (email, change, at) in suppressed {
            tx.suppress(self.plan.team.id, &email, Some(change), at).await?;
        }
        Ok(())
    }
}
