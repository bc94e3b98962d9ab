//! A file that somebody sent: looked at first, imported when they say so. `/import` says how to make one.

use chrono::{DateTime, NaiveDate, Utc};
use renmai_core::book::{Book, Duplicates, RUN};
use renmai_core::check_limit::CHECKS_A_MINUTE;
use renmai_core::contact::{Profile, Source};
use renmai_core::read::field::FieldError;
use renmai_core::read::source::is_called_bought;
use renmai_core::read::table::{Column, DayOrder, FileError, MOST_ROWS, Plan, Said};
use renmai_core::store::{KeptFile, StoreError, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::Field;

use super::preview::Waiting;
use super::understanding::Understanding;
use super::{FileButton, Phrase, Reply, columns, shown, source_question};
use crate::features::check;
use crate::features::field::{self, wrong_value};
use crate::handler::job::{Import, Job, ReportTo};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};
use crate::telegram::FILE_LIMIT;

/// `/import`: how to.
pub async fn run(_ctx: &mut Context<'_>, _args: &str) -> Answer {
    Ok(Phrase::How { rows: MOST_ROWS }.into())
}

/// Somebody sent a file; what is written under it says where its contacts come from.
pub async fn received(
    ctx: &mut Context<'_>,
    file_id: &str,
    name: &str,
    size: u64,
    caption: Option<&str>,
) -> Answer {
    if size > FILE_LIMIT {
        return Err(refused(Phrase::TooBig { name: shown(name) }));
    }
    if is_called_bought(name) {
        return Err(refused(field::Phrase::BoughtList));
    }
    let caption = caption.map(str::trim).filter(|caption| !caption.is_empty() && !caption.starts_with('/'));
    if let Some(caption) = caption {
        source_of(caption, ctx.today())
            .map_err(|error| refused(wrong_value(Field::Source, caption, error)))?;
    }
    // The preview says how many are in the book already: asked of file after file, of whom.
    match check::ask(ctx).await {
        Err(Stop::Refused(_)) => {
            return Err(refused(Phrase::TooManyFiles { name: shown(name), most: CHECKS_A_MINUTE }));
        }
        asked => asked?,
    }
    let (file, source) = (file_id.to_owned(), caption.map(str::to_owned));
    Job::Fetch { file, name: name.to_owned(), source, size }.ask(ctx).await?;
    Ok(Phrase::Reading { name: shown(name) }.into())
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
pub async fn press(ctx: &mut Context<'_>, button: FileButton) -> Answer {
    match button {
        FileButton::Import { file, rows } => import(ctx, file, rows, Duplicates::Skip).await,
        FileButton::Fill { file, rows } => import(ctx, file, rows, Duplicates::Fill).await,
        FileButton::Cancel { file } => cancel(ctx, file).await,
        FileButton::Source { file } => {
            let Some(kept) = kept(ctx, file).await? else {
                return Ok(Outcome::callback_answer(Phrase::Gone));
            };
            ctx.enter(source_question::State { file }).await?;
            Ok(Outcome::nothing().and(Phrase::AskSource { name: shown(&kept.name) }))
        }
        FileButton::Columns { file, page } => columns(ctx, file, page).await,
        FileButton::Column { file, at } => column(ctx, file, at).await,
        FileButton::Holds { file, at, column, drawn: _ } => holds(ctx, file, at, column).await,
        FileButton::Look { file } => match kept(ctx, file).await? {
            Some(kept) => look_in_place(ctx, file, &kept).await,
            None => Ok(Outcome::callback_answer(Phrase::Gone)),
        },
        FileButton::Sheet { file, sheet } => {
            let Some(kept) = kept(ctx, file).await? else {
                return Ok(Outcome::callback_answer(Phrase::Gone));
            };
            say(ctx, file, &Said { sheet, headings: Vec::new() }).await?;
            look_in_place(ctx, file, &kept).await
        }
        FileButton::Days { file, at, order } => days(ctx, file, at, order).await,
    }
}

/// A person says what stands first in the days of a column.
async fn days(ctx: &mut Context<'_>, file: i64, at: u32, order: DayOrder) -> Answer {
    let Some((kept, mut said)) = said(ctx, file).await? else {
        return Ok(Outcome::callback_answer(Phrase::Gone));
    };
    let Some(days) = said.headings.get_mut(at as usize).and_then(|heading| heading.days.as_mut()) else {
        return Err(refused(common::Phrase::OldButton));
    };
    days.order = Some(order);
    say(ctx, file, &said).await?;
    look_in_place(ctx, file, &kept).await
}

async fn look_in_place(ctx: &mut Context<'_>, file: i64, kept: &KeptFile) -> Answer {
    let told = ctx.pressed.map_or(ReportTo::Anew, ReportTo::InPlace);
    look_again(ctx, file, told).await?;
    Ok(Outcome::callback_answer(Phrase::Reading { name: shown(&kept.name) }))
}

/// Shows anew what is in a waiting file, after the answer.
pub(super) async fn look_again(ctx: &mut Context<'_>, file: i64, told: ReportTo) -> Result<(), Stop> {
    let waiting = ctx.tx.waiting_files(ctx.member.telegram).await?;
    let size = waiting.iter().find(|waiting| waiting.id == file).map_or(0, |waiting| waiting.bytes);
    Job::Look { file, told, size }.ask(ctx).await
}

/// The columns of a file and what each holds, in place of the message.
async fn columns(ctx: &mut Context<'_>, file: i64, page: u32) -> Answer {
    let Some((kept, said)) = said(ctx, file).await? else {
        return Ok(Outcome::callback_answer(Phrase::Gone));
    };
    Ok(Reply::Columns(columns::View { file, name: kept.name, columns: said.headings, page }).into())
}

/// What a column may hold.
async fn column(ctx: &mut Context<'_>, file: i64, at: u32) -> Answer {
    let Some((_, mut said)) = said(ctx, file).await? else {
        return Ok(Outcome::callback_answer(Phrase::Gone));
    };
    let place = at as usize;
    if place >= said.headings.len() {
        return Err(refused(common::Phrase::OldButton));
    }
    let heading = said.headings.swap_remove(place);
    Ok(Reply::Column(columns::Choice { file, at, heading, drawn: ctx.update }).into())
}

/// A person says what a column holds.
async fn holds(ctx: &mut Context<'_>, file: i64, at: u32, column: Option<Column>) -> Answer {
    let Some((_, mut said)) = said(ctx, file).await? else {
        return Ok(Outcome::callback_answer(Phrase::Gone));
    };
    let Some(heading) = said.headings.get_mut(at as usize) else {
        return Err(refused(common::Phrase::OldButton));
    };
    heading.column = column;
    say(ctx, file, &said).await?;
    columns(ctx, file, columns::page_of(at)).await
}

/// A file that waits for a decision, and what was said of it.
async fn said(ctx: &mut Context<'_>, file: i64) -> Result<Option<(KeptFile, Said)>, Stop> {
    Ok(kept(ctx, file).await?.map(|kept| {
        let said = said_of(&kept);
        (kept, said)
    }))
}

async fn say(ctx: &mut Context<'_>, file: i64, said: &Said) -> Result<(), Stop> {
    Ok(ctx.tx.set_file_columns(ctx.member.telegram, file, &serde_json::to_string(said)?).await?)
}

/// What was said of a kept file. It was written by ourselves; what another version cannot read is recognised anew.
pub fn said_of(kept: &KeptFile) -> Said {
    kept.columns.as_deref().and_then(|said| serde_json::from_str(said).ok()).unwrap_or_default()
}

/// A file that waits for a decision.
async fn kept(ctx: &mut Context<'_>, file: i64) -> Result<Option<KeptFile>, Stop> {
    Ok(ctx.tx.waiting_file(ctx.member.telegram, file).await?)
}

/// Begins the import of a file, after the answer: nobody waits for it. `rows` is how many it has.
async fn import(ctx: &mut Context<'_>, file: i64, rows: u64, duplicates: Duplicates) -> Answer {
    let Some(kept) = kept(ctx, file).await? else { return Ok(Outcome::callback_answer(Phrase::Gone)) };
    let told = ctx.pressed.map_or(ReportTo::Anew, ReportTo::InPlace);
    Job::Import(Import::new(file, rows, duplicates, told)).ask(ctx).await?;
    ctx.tx.take_file(ctx.member.telegram, file, ctx.now).await?;
    // A short one is done before this could be read.
    if rows <= RUN as u64 {
        return Ok(Outcome::callback_answer(Phrase::Importing));
    }
    Ok(Phrase::UnderWay { name: shown(&kept.name), done: 0, rows }.into())
}

async fn cancel(ctx: &mut Context<'_>, file: i64) -> Answer {
    let Some(kept) = kept(ctx, file).await? else { return Ok(Outcome::callback_answer(Phrase::Gone)) };
    ctx.tx.drop_file(ctx.member.telegram, file).await?;
    Ok(Phrase::LetGo { name: shown(&kept.name) }.into())
}

/// The plan of a kept file, with its columns as the person said.
///
/// # Errors
/// When it cannot be read.
pub fn plan_of(body: Vec<u8>, kept: &KeptFile) -> Result<Plan, FileError> {
    let text = String::from_utf8(body).map_err(|_| FileError::Broken)?;
    let said = said_of(kept);
    Ok(Plan::of_sheet(text, said.sheet)?.with(said.headings))
}

/// What a file holds, or why it cannot be imported; the number is given when it is kept.
///
/// # Errors
/// When the book cannot be read.
pub async fn look(
    tx: &mut Tx,
    member: &Member,
    plan: &Plan,
    kept: &KeptFile,
    now: DateTime<Utc>,
) -> Result<Result<Waiting, Phrase>, StoreError> {
    let name = kept.name.clone();
    let source = kept_source(kept, member, now);
    let preview = Book::new(tx, member, now).preview(plan, source.as_ref()).await?;
    let rows = preview.rows();
    if rows == 0 {
        return Ok(Err(Phrase::Empty { name: shown(&name) }));
    }
    Ok(Ok(Waiting { file: 0, name, preview, source, understood: Understanding::of(plan) }))
}

/// Where the contacts of a kept file come from that do not say it themselves.
pub fn kept_source(kept: &KeptFile, member: &Member, now: DateTime<Utc>) -> Option<Source> {
    // It was read when it was said; what cannot be read any more is none.
    source_of(kept.source.as_deref()?, member.schedule.today(now)).ok().flatten()
}
