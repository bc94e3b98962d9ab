//! `/template`.

use renmai_core::mail::template::{Kept, Template};
use renmai_core::mail::written::{self, Subject};
use renmai_core::text::{clean, is_han};
use renmai_core::vocabulary::{Frame, MailLang, TemplateId};

use super::{One, Phrase, Shelf, TemplateButton};
use crate::features::mail::unknown_field;
use crate::handler::{Answer, Context, Stop, refused};

/// The longest name, subject and text, in characters.
const LONGEST: (usize, usize, usize) = (40, 200, 3_000);

/// How many templates a team keeps.
const MOST: usize = 30;

/// `/template` shows all; `/template Name`, with a text in the lines behind it, keeps one; without, shows it.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (name, text) = args.split_once('\n').unwrap_or((args, ""));
    let name = clean(name);
    if name.is_empty() {
        let kept = ctx.tx.templates(ctx.scope()).await?;
        return Ok(Shelf { kept }.into());
    }
    if text.trim().is_empty() {
        let kept = named(ctx, &name).await?;
        return match kept {
            Some(kept) => Ok(One { kept, change: None }.into()),
            None => Err(refused(Phrase::NoSuch { typed: name.as_str().into() })),
        };
    }
    keep(ctx, name, text).await
}

async fn named(ctx: &mut Context<'_>, name: &str) -> Result<Option<Kept>, Stop> {
    let kept = ctx.tx.templates(ctx.scope()).await?;
    Ok(kept.into_iter().find(|kept| kept.name_key() == name.to_lowercase()))
}

async fn keep(ctx: &mut Context<'_>, name: String, text: &str) -> Answer {
    let written = written::read(text);
    let Subject::Said(subject) = written.subject else { return Err(refused(Phrase::NoSubject)) };
    let length = |text: &str| text.chars().count();
    if length(&name) > LONGEST.0 || length(&subject) > LONGEST.1 || length(&written.body) > LONGEST.2 {
        return Err(refused(Phrase::TooLong { name: LONGEST.0, subject: LONGEST.1, body: LONGEST.2 }));
    }
    let is_new = named(ctx, &name).await?.is_none();
    if is_new && ctx.tx.templates(ctx.scope()).await?.len() >= MOST {
        return Err(refused(Phrase::TooMany { most: MOST }));
    }
    let lang = if written.body.chars().any(is_han) { MailLang::Zh } else { MailLang::En };
    // It is read whole now, so that no mail meets a wrong field.
    Template::parse(Frame::Free, lang, &subject, &written.body).map_err(unknown_field)?;
    let kept = Kept { id: TemplateId::NONE, name, frame: Frame::Free, lang, subject, body: written.body };
    let (kept, change) = ctx.book().keep_template(kept).await?;
    Ok(One { kept, change: Some(change) }.into())
}

/// A button.
pub async fn press(ctx: &mut Context<'_>, button: TemplateButton) -> Answer {
    let kept = ctx.tx.templates(ctx.scope()).await?;
    let (TemplateButton::Show { template } | TemplateButton::Remove { template }) = button else {
        return Ok(Shelf { kept }.into());
    };
    let Some(one) = kept.into_iter().find(|kept| kept.id.number() == template) else {
        return Err(refused(Phrase::Gone));
    };
    match button {
        TemplateButton::Remove { .. } => {
            let change = ctx.book().remove_template(&one).await?;
            Ok(super::Removed { name: one.name, change }.into())
        }
        TemplateButton::Show { .. } | TemplateButton::List => Ok(One { kept: one, change: None }.into()),
    }
}
