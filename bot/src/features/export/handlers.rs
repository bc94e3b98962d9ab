//! `/export`: the contacts one may see, as a file.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use renmai_core::book::Export;
use renmai_core::store::{Scope, StoreError, Tx};
use renmai_core::team::Member;

use super::{File, Phrase, cell, header};
use crate::handler::job::Job;
use crate::handler::{Answer, Context};
use crate::i18n::{AnyReply, Words};

/// How many contacts are written at once.
const AT_ONCE: u64 = 2_000;

/// `/export`; a long one is written after the answer, so that nobody waits for it.
pub async fn run(ctx: &mut Context<'_>, _args: &str) -> Answer {
    let contacts = ctx.tx.contact_count(ctx.scope()).await?;
    if contacts == 0 {
        return Ok(Phrase::NothingToExport.into());
    }
    if contacts > AT_ONCE {
        Job::Export.ask(ctx).await?;
        return Ok(Phrase::ExportUnderWay { contacts }.into());
    }
    let body = table(ctx.tx, ctx.scope(), &Words::of(ctx.member.lang), ctx.member.schedule.zone).await?;
    Ok(keep(ctx.tx, &ctx.member, contacts, body, ctx.now).await?.into())
}

/// The contacts in scope as CSV, in these words; a touch has its day in `zone`.
///
/// # Errors
/// When the book cannot be read.
pub async fn table(tx: &mut Tx, scope: Scope, words: &Words, zone: Tz) -> Result<Vec<u8>, StoreError> {
    let members = tx.all_members(scope).await?;
    let export = Export { scope, members: &members, zone };
    export.table(tx, |column| header(column, words), |column, contact| cell(column, contact, words)).await
}

/// Keeps an export until it is sent.
///
/// # Errors
/// When the book cannot be written.
pub async fn keep(
    tx: &mut Tx,
    member: &Member,
    contacts: u64,
    body: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<AnyReply, StoreError> {
    let name = format!("renmai-{}.csv", member.schedule.today(now));
    tx.drop_sent_files(member.telegram).await?;
    let file = tx.keep_file(member.telegram, &name, &body, now).await?;
    Ok(File { contacts, file }.into())
}
