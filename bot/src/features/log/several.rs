//! The same logged with several contacts: `/log 12,15 sent the catalogue`.

use renmai_core::interaction::{Happened, LONGEST_SUMMARY};
use renmai_core::read::happened;
use renmai_core::text::clean;
use renmai_core::vocabulary::{ContactNo, InteractionKind};

use super::Phrase;
use crate::features::several::{self, Reply};
use crate::handler::{Answer, Context, refused};

/// `/log 12,15-18 kind summary`.
pub async fn several(ctx: &mut Context<'_>, numbers: &[ContactNo], args: &str) -> Answer {
    let no = numbers.first().copied().unwrap_or(ContactNo(12));
    let (contacts, missing) = several::contacts(ctx, numbers).await?;
    let (kind, summary) = happened::named(args).unwrap_or_else(|| {
        let line = happened::line(args, None);
        (line.kind, line.summary)
    });
    let summary = clean(summary);
    if summary.is_empty() && kind.kind == InteractionKind::Note {
        return Err(refused(Phrase::NothingToLog { no }));
    }
    if summary.chars().count() > LONGEST_SUMMARY {
        return Err(refused(Phrase::TooLong { limit: LONGEST_SUMMARY, no }));
    }
    let at = ctx.at;
    let many = ctx.book().log_many(&contacts, &Happened::new(kind, summary), at).await?;
    let said = several::Phrase::Logged { count: many.changed.len(), kind };
    Ok(Reply { said, many, missing }.into())
}
