//! `/mail 12`: who it is, and by which template.

use renmai_core::contact::Contact;
use renmai_core::mail::foot::mail_lang;
use renmai_core::mail::template::{BuiltIn, Kept};
use renmai_core::vocabulary::MailLang;

use super::draft;
use super::{Choice, Phrase};
use crate::handler::{Answer, Context, Stop, first_word, refused};

/// `/mail 12`, or `/mail 12 pas` with the name of a template.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, name) = first_word(args);
    let contact = ctx.contact(number, "mail").await?;
    may_be_written_to(&contact)?;
    let lang = lang_of(&contact);
    if !name.is_empty() {
        let kept = ctx.tx.templates(ctx.scope()).await?;
        let own = kept.into_iter().find(|kept| kept.name_key() == name.to_lowercase());
        if let Some(own) = own {
            return draft::by_kept(ctx, &contact, &own).await;
        }
        let built = built_in(lang)
            .into_iter()
            .find(|built| built.frame.words().contains(&name.to_lowercase().as_str()));
        return match built {
            Some(built) => draft::by_built_in(ctx, &contact, built.frame).await,
            None => Err(refused(Phrase::NoSuchTemplate { typed: name.into(), no: contact.no })),
        };
    }
    let mut own = ctx.tx.templates(ctx.scope()).await?;
    // Those in the reader's language come first.
    own.sort_by_key(|kept: &Kept| kept.lang != lang);
    own.truncate(OWN);
    let written_before = ctx.book().was_mailed(&contact).await?;
    let built = built_in(lang).into_iter().map(|built| built.frame).collect();
    Ok(Choice { contact, own, built, written_before, now: ctx.now }.into())
}

/// So many templates of the team are offered.
const OWN: usize = 6;

/// The language in which somebody is written to.
pub(super) fn lang_of(contact: &Contact) -> MailLang {
    mail_lang(contact.profile.language.as_deref(), contact.profile.country)
}

/// Our templates in a language; in English where there are none.
pub(super) fn built_in(lang: MailLang) -> Vec<BuiltIn> {
    let of = |lang| BuiltIn::ALL.into_iter().filter(move |built| built.lang == lang).collect::<Vec<_>>();
    match of(lang) {
        none if none.is_empty() => of(MailLang::En),
        some => some,
    }
}

/// # Errors
/// When there is no address, or they opted out.
pub(super) fn may_be_written_to(contact: &Contact) -> Result<(), Stop> {
    if contact.profile.email.is_none() {
        return Err(refused(Phrase::NoAddress { no: contact.no }));
    }
    if contact.suppressed_at.is_some() {
        return Err(refused(Phrase::OptedOut { no: contact.no }));
    }
    Ok(())
}
