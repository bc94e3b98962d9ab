//! `/log 12 kind summary`, and logging by replying to a card.

use renmai_core::contact::Contact;
use renmai_core::interaction::{Attachment, LONGEST_SUMMARY};
use renmai_core::text::clean;
use renmai_core::vocabulary::InteractionKind;

use crate::features::{card, log};
use crate::handler::{Answer, Context, Stop, first_word, refused};

/// `/log 12 reply she asked for a quote`; without a kind it is a note.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "log").await?;
    let (kind, summary) = split_kind(rest, InteractionKind::Note);
    Ok(write(ctx, &contact, kind, summary).await?.into())
}

/// A text that replies to a card: what happened; if it names no kind, it is what they answered.
pub async fn to_card(ctx: &mut Context<'_>, contact: &Contact, text: &str) -> Answer {
    ctx.leave().await?;
    let (kind, summary) = split_kind(text, InteractionKind::Reply);
    Ok(write(ctx, contact, kind, summary).await?.into())
}

/// Logs it, and shows the card after it.
pub async fn write(
    ctx: &mut Context<'_>,
    contact: &Contact,
    kind: InteractionKind,
    summary: &str,
) -> Result<card::View, Stop> {
    write_with(ctx, contact, kind, summary, None).await
}

/// The same with a file that belongs to it; a file says something without a word.
pub async fn write_with(
    ctx: &mut Context<'_>,
    contact: &Contact,
    kind: InteractionKind,
    summary: &str,
    file: Option<&Attachment>,
) -> Result<card::View, Stop> {
    let no = contact.no;
    let summary = clean(summary);
    if summary.is_empty() && kind == InteractionKind::Note && file.is_none() {
        return Err(refused(log::Phrase::NothingToLog { no }));
    }
    if summary.chars().count() > LONGEST_SUMMARY {
        return Err(refused(log::Phrase::TooLong { limit: LONGEST_SUMMARY, no }));
    }
    let at = ctx.at;
    match ctx.book().log(contact, kind, &summary, file, at).await? {
        Ok(logged) => {
            let said = log::Phrase::Logged { no, kind };
            ctx.changed_card(&logged.done, said, None).await
        }
        Err(renmai_core::book::LogError::Suppressed) => Err(refused(log::Phrase::Suppressed { no })),
    }
}

/// The kind that a text begins with, in either language, and what is left.
pub fn split_kind(text: &str, otherwise: InteractionKind) -> (InteractionKind, &str) {
    let text = text.trim();
    let ends = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，');
    let after = |start: usize| text[start..].find(ends).map_or(text.len(), |end| start + end);
    let one = after(0);
    let two = text[one..].find(|c| !ends(c)).map_or(one, |start| after(one + start));
    for end in [two, one] {
        if let Some(kind) = InteractionKind::parse(&text[..end]) {
            return (kind, text[end..].trim_start_matches(ends));
        }
    }
    (otherwise, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_may_be_left_out_and_is_understood_in_both_languages() {
        for (text, kind, rest) in [
            ("reply wants a sample", InteractionKind::Reply, "wants a sample"),
            ("Reply: wants a sample", InteractionKind::Reply, "wants a sample"),
            ("回复 想要样品", InteractionKind::Reply, "想要样品"),
            ("回复：想要样品", InteractionKind::Reply, "想要样品"),
            ("样品已寄出", InteractionKind::Note, "样品已寄出"),
            ("样品申请 3 个", InteractionKind::Sample, "3 个"),
            ("opted out by phone", InteractionKind::OptedOut, "by phone"),
            ("met", InteractionKind::Meeting, ""),
            ("likes warm light", InteractionKind::Note, "likes warm light"),
            ("", InteractionKind::Note, ""),
        ] {
            assert_eq!(split_kind(text, InteractionKind::Note), (kind, rest), "{text}");
        }
    }
}
