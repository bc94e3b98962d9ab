//! A file that somebody sent: looked at first, imported when they say so. `/import` says how to make one.

use chrono::{DateTime, NaiveDate, Utc};
use renmai_core::book::Book;
use renmai_core::contact::{Profile, Source};
use renmai_core::csv_in::{Plan, Row};
use renmai_core::csv_out::Writer;
use renmai_core::field::{Field, FieldError};
use renmai_core::store::{KeptFile, StoreError, Tx};
use renmai_core::team::Member;

use crate::buttons::{Button, Feature};
use crate::ctx::{Answer, Ctx, Outcome, Stop, refused};
use crate::dialogues::{Dialogue, file_source};
use crate::jobs::Job;
use crate::telegram::FILE_LIMIT;
use crate::words::contact::wrong_value;
use crate::words::files::{Reply, Said, Waiting, problem, shown, unreadable};
use crate::words::{self, Words, common};

/// What a button of a file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Imports it.
    Import = 0,
    /// Lets it go.
    Cancel = 1,
    /// Asks where its contacts come from.
    Source = 2,
}

/// How many rows are taken from one file.
pub const MOST_ROWS: u64 = 100_000;

/// A file with more rows is imported after the answer, so that nobody waits for it.
pub const AT_ONCE: i64 = 2_000;

/// `/import`: how to.
pub async fn run(_ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    Ok(Said::How { rows: MOST_ROWS }.into())
}

/// Somebody sent a file; what is written under it says where its contacts come from.
pub async fn received(
    ctx: &mut Ctx<'_>,
    file_id: &str,
    name: &str,
    size: u64,
    caption: Option<&str>,
) -> Answer {
    if size > FILE_LIMIT {
        return Err(refused(Said::TooBig { name: shown(name) }));
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    if !matches!(ending.as_deref(), Some("csv" | "tsv")) {
        return Err(refused(Said::NotATable { name: shown(name) }));
    }
    let caption = caption.map(str::trim).filter(|caption| !caption.is_empty() && !caption.starts_with('/'));
    if let Some(caption) = caption {
        source_of(caption, ctx.today())
            .map_err(|error| refused(wrong_value(Field::Source, caption, error)))?;
    }
    let job =
        Job::Fetch { file: file_id.to_owned(), name: name.to_owned(), source: caption.map(str::to_owned) };
    job.post(ctx.tx, ctx.member.telegram, ctx.now).await?;
    Ok(Said::Reading { name: shown(name) }.into())
}

/// Where contacts come from, as it is typed: with or without "source:" before it.
///
/// # Errors
/// A bought list, or a text that is too long.
pub fn source_of(text: &str, today: NaiveDate) -> Result<Option<Source>, FieldError> {
    let text = match text.split_once([':', '：']) {
        Some((label, rest)) if Field::parse(label) == Some(Field::Source) => rest,
        _ => text,
    };
    let mut profile = Profile::default();
    Field::Source.set(&mut profile, Some(text), today)?;
    Ok(profile.source)
}

/// A press under a file.
pub async fn press(ctx: &mut Ctx<'_>, verb: u8, number: i64, version: i64) -> Answer {
    match verb {
        verb if verb == Verb::Import as u8 => import(ctx, number, version).await,
        verb if verb == Verb::Cancel as u8 => cancel(ctx, number).await,
        verb if verb == Verb::Source as u8 => {
            let Some(kept) = kept(ctx, number).await? else { return Ok(Outcome::toast(Said::Gone)) };
            ctx.enter(&Dialogue::FileSource(file_source::State { file: number })).await?;
            Ok(Outcome::nothing().and(words::Reply::from(Said::AskSource { name: shown(&kept.name) })))
        }
        _ => Err(refused(common::Said::OldButton)),
    }
}

async fn kept(ctx: &mut Ctx<'_>, file: i64) -> Result<Option<KeptFile>, Stop> {
    Ok(ctx.tx.kept_file(ctx.member.telegram, file).await?)
}

/// Imports a file at once, or a long one after the answer. `rows` is how many it has.
async fn import(ctx: &mut Ctx<'_>, file: i64, rows: i64) -> Answer {
    let button =
        Button::Feature { feature: Feature::Files, verb: Verb::Import as u8, number: file, version: rows };
    if let Some(message) = ctx.pressed
        && let Some(before) = ctx.tx.press(&ctx.member, message, &button.data(), ctx.now).await?
    {
        let at = before.at.with_timezone(&ctx.member.schedule.zone).format("%m-%d %H:%M").to_string();
        let by = ctx.tx.member(ctx.scope(), before.by).await?.map(|member| member.name).unwrap_or_default();
        return Ok(Outcome::toast(common::Said::DoneBefore { by, at }));
    }
    let Some(kept) = kept(ctx, file).await? else { return Ok(Outcome::toast(Said::Gone)) };
    if rows > AT_ONCE {
        Job::Import { file }.post(ctx.tx, ctx.member.telegram, ctx.now).await?;
        let said = Said::UnderWay { name: shown(&kept.name), rows: rows.unsigned_abs() };
        return Ok(said.into());
    }
    let mut replies = carry_out(ctx.tx, &ctx.member, file, &kept, ctx.now).await?.into_iter();
    let outcome = replies.next().map_or_else(Outcome::nothing, Outcome::from);
    Ok(replies.fold(outcome, Outcome::and))
}

async fn cancel(ctx: &mut Ctx<'_>, file: i64) -> Answer {
    let Some(kept) = kept(ctx, file).await? else { return Ok(Outcome::toast(Said::Gone)) };
    ctx.tx.drop_file(ctx.member.telegram, file).await?;
    Ok(Said::LetGo { name: shown(&kept.name) }.into())
}

/// What a file holds, or why it cannot be read; the number is given when it is kept.
///
/// # Errors
/// When the book cannot be read.
pub async fn look(
    tx: &mut Tx,
    member: &Member,
    kept: &KeptFile,
    now: DateTime<Utc>,
) -> Result<Result<Waiting, Said>, StoreError> {
    let plan = match Plan::read(&kept.body) {
        Ok(plan) => plan,
        Err(error) => return Ok(Err(unreadable(&error, &kept.name))),
    };
    let name = kept.name.clone();
    let source = kept_source(kept, member, now);
    let preview = Book::new(tx, member, now).preview(&plan, source.as_ref()).await?;
    let rows = preview.rows();
    if rows == 0 {
        return Ok(Err(Said::Empty { name: shown(&name) }));
    }
    if rows > MOST_ROWS {
        return Ok(Err(Said::TooManyRows { name: shown(&name), rows, limit: MOST_ROWS }));
    }
    let columns = plan.headers.iter().cloned().zip(plan.columns.iter().copied()).collect();
    Ok(Ok(Waiting { file: 0, name, columns, preview, source }))
}

/// Imports a kept file and lets it go; answers what became of it, and the rows that need attention as a file.
///
/// # Errors
/// When the book cannot be written.
pub async fn carry_out(
    tx: &mut Tx,
    member: &Member,
    file: i64,
    kept: &KeptFile,
    now: DateTime<Utc>,
) -> Result<Vec<words::Reply>, StoreError> {
    let plan = match Plan::read(&kept.body) {
        Ok(plan) => plan,
        Err(error) => return Ok(vec![unreadable(&error, &kept.name).into()]),
    };
    let source = kept_source(kept, member, now);
    let mut rejects = Rejects::new(&plan, Words::of(member.lang))?;
    let imported = Book::new(tx, member, now)
        .import(&plan, &shown(&kept.name), source.as_ref(), |row| rejects.add(row))
        .await?;
    tx.drop_file(member.telegram, file).await?;
    let rejected = imported.rejected;
    let mut replies = vec![Reply::Imported { name: kept.name.clone(), imported }.into()];
    if rejected > 0 {
        let file = tx.keep_file(member.telegram, &rejects_name(&kept.name), rejects.finish()?, now).await?;
        replies.push(Reply::File { said: Said::Rejected { rows: rejected }, file }.into());
    }
    Ok(replies)
}

fn kept_source(kept: &KeptFile, member: &Member, now: DateTime<Utc>) -> Option<Source> {
    // It was read when it was said; what cannot be read any more is none.
    source_of(kept.source.as_deref()?, member.schedule.today(now)).ok().flatten()
}

/// `leads.csv` → `leads-rejected.csv`; a file of rejected rows keeps its name.
pub fn rejects_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{}-rejected.csv", stem.trim_end_matches("-rejected"))
}

/// The rows of a file that are no contacts, as a file to be mended and sent again: the reason, then the row as it was.
pub struct Rejects<'a> {
    writer: Writer,
    columns: usize,
    words: &'a Words,
}

impl<'a> Rejects<'a> {
    /// Begins the file.
    ///
    /// # Errors
    /// Never in practice: it is written to memory.
    pub fn new(plan: &Plan, words: &'a Words) -> Result<Rejects<'a>, StoreError> {
        let reason = words.word("files-column-problem");
        let headers: Vec<String> = std::iter::once(reason).chain(plan.headers.iter().cloned()).collect();
        Ok(Rejects { writer: Writer::new(&headers)?, columns: plan.headers.len(), words })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// As [`Rejects::new`].
    pub fn add(&mut self, row: &Row) -> Result<(), StoreError> {
        let why = row.outcome.as_ref().err().map(|error| problem(error, self.words)).unwrap_or_default();
        let missing = self.columns.saturating_sub(row.cells.len());
        let cells = row.cells.iter().cloned().chain(std::iter::repeat_n(String::new(), missing));
        Ok(self.writer.row(std::iter::once(why).chain(cells))?)
    }

    /// The file.
    ///
    /// # Errors
    /// As [`Rejects::new`].
    pub fn finish(self) -> Result<Vec<u8>, StoreError> {
        Ok(self.writer.finish()?)
    }
}
