//! `/forget 12`: erases a person, after asking.

use renmai_core::contact::Contact;

use super::{Phrase, Question};
use crate::handler::buttons::Place;
use crate::handler::job::Job;
use crate::handler::{Answer, Context, first_word};

/// `/forget 12`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, _) = first_word(args);
    let contact = ctx.contact(number, "forget").await?;
    ask(ctx, &contact, None).await
}

/// Asks whether to erase the person, and says what that means.
pub async fn ask(_ctx: &mut Context<'_>, contact: &Contact, back: Option<Place>) -> Answer {
    let name = contact.title().to_owned();
    Ok(Question { no: contact.no, name, version: contact.version, back }.into())
}

/// Erases the person.
pub async fn erase(ctx: &mut Context<'_>, contact: &Contact, _back: Option<Place>) -> Answer {
    ctx.book().forget(contact).await?;
    Job::Erase.post(ctx.tx, ctx.member.telegram, ctx.now).await?;
    Ok(Phrase::Forgotten { no: contact.no }.into())
}
