//! Looking up whom a line names.

use renmai_core::contact::Contact;
use renmai_core::read::happened;
use renmai_core::read::whom::{self, Fit, Numbered, Spaces, called, numbered};
use renmai_core::text::clean;
use renmai_core::vocabulary::ContactNo;

use super::{Phrase, Then, ask, offer};
use crate::features::list::{PAGE, Row, RowState, View};
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};

/// How many contacts of a name are looked at.
const MOST: u32 = 50;

/// Those whom a line names, and what follows the name.
struct Named<'a> {
    contacts: Vec<Contact>,
    fit: Fit,
    rest: &'a str,
}

/// Whom the arguments of a command name.
pub enum Whom<'a> {
    /// Nobody: the command says what is wrong.
    Nobody,
    /// These, by number or by name, and what follows.
    These(Vec<ContactNo>, &'a str),
    /// One of several: that was asked.
    Asked(Box<Outcome>),
}

/// Whom the arguments of a command name: by numbers, or by a name that one or several of the reader's contacts have.
///
/// # Errors
/// When more are named than one line may name, or the book cannot be read.
pub async fn of_command<'a>(
    ctx: &mut Context<'_>,
    command: &'static str,
    args: &'a str,
    spaces: Spaces,
) -> Result<Whom<'a>, Stop> {
    let too_many = |_| refused(Phrase::TooManyNumbers { most: whom::MOST });
    if let Some(Numbered { numbers, rest }) = numbered(args, spaces).map_err(too_many)? {
        return Ok(Whom::These(numbers, rest));
    }
    let Some(Named { contacts, rest, .. }) = named(ctx, args).await? else { return Ok(Whom::Nobody) };
    if let [contact] = contacts.as_slice() {
        return Ok(Whom::These(vec![contact.no], rest));
    }
    let then = Then::Command { name: command.to_owned(), args: rest.to_owned() };
    Ok(Whom::Asked(Box::new(ask(ctx, contacts, then, args).await?)))
}

/// A text that is no command: a number or a name opens the card, or the choice; with words after it they are offered to
/// be logged (docs/product.md, rule 7.5). `None`: it names nobody.
///
/// # Errors
/// When a number that stands alone is nobody's, or the book cannot be read.
pub async fn said(ctx: &mut Context<'_>, text: &str) -> Result<Option<Outcome>, Stop> {
    if let Ok(Some(Numbered { numbers, rest })) = numbered(text, Spaces::End)
        && let [no] = numbers[..]
    {
        if rest.is_empty() {
            let contact = ctx.contact_no(no).await?;
            return Ok(Some(ctx.card(&contact).await?.into()));
        }
        let scope = ctx.scope();
        if let Some(contact) = ctx.tx.contact(scope, no).await? {
            return Ok(Some(offer(ctx, &contact, rest).await?));
        }
    }
    let Some(Named { contacts, fit, rest }) = named(ctx, text).await? else { return Ok(None) };
    match (contacts.as_slice(), rest) {
        ([contact], "") => Ok(Some(ctx.card(contact).await?.into())),
        (_, "") => {
            let name = clean(text);
            let search = ctx.tx.keep_search(&ctx.member, &name, ctx.now).await?;
            Ok(Some(list(ctx, contacts, name, search, 0)))
        }
        // A part of a company's name may be any word: what follows must tell that something happened.
        (_, rest) if fit == Fit::Part && !happened::line(rest, None).certain => Ok(None),
        ([contact], rest) => Ok(Some(offer(ctx, contact, rest).await?)),
        (_, rest) => {
            let then = Then::Log { text: rest.to_owned(), at: ctx.at };
            Ok(Some(ask(ctx, contacts, then, text).await?))
        }
    }
}

/// A page of those who are called so, as the book is now.
pub async fn page(ctx: &mut Context<'_>, search: i64, page: u32) -> Answer {
    let Some(name) = ctx.tx.search(&ctx.member, search).await? else {
        return Ok(Outcome::callback_answer(common::Phrase::OldButton));
    };
    match named(ctx, &name).await? {
        Some(Named { contacts, .. }) => Ok(list(ctx, contacts, name, search, page)),
        None => Ok(Outcome::callback_answer(common::Phrase::OldButton)),
    }
}

fn list(ctx: &Context<'_>, contacts: Vec<Contact>, name: String, search: i64, page: u32) -> Outcome {
    let total = contacts.len() as u64;
    let shown = contacts.into_iter().skip(page.saturating_mul(PAGE) as usize).take(PAGE as usize);
    let rows = shown.map(|contact| Row { due: None, state: RowState::Open, contact }).collect();
    let head = Phrase::Several { name, total }.into();
    let (today, now) = (ctx.today(), ctx.now);
    View { head, rows, place: Place::Named(search, page), page, total, today, now }.into()
}

/// Those whom the longest beginning of a text names that anybody is called.
async fn named<'a>(ctx: &mut Context<'_>, text: &'a str) -> Result<Option<Named<'a>>, Stop> {
    let (scope, me) = (ctx.scope(), ctx.member.id);
    for called in called(text) {
        let found = ctx.tx.named(scope, me, &clean(called.name), MOST).await?;
        let fits = |contact: Contact| {
            let profile = &contact.profile;
            let fit = called.fits(profile.name.as_deref(), profile.company.as_deref())?;
            Some((fit, contact))
        };
        let fitting: Vec<(Fit, Contact)> = found.into_iter().filter_map(fits).collect();
        let Some(fit) = fitting.iter().map(|(fit, _)| *fit).min() else { continue };
        // A whole name means nobody whose name only begins so; with words behind it a part is the weakest guess.
        let meant = |other: Fit| match fit {
            Fit::Person if called.is_whole() => other == Fit::Person,
            Fit::Person | Fit::Words => called.is_alone() || other <= Fit::Words,
            Fit::Part => true,
        };
        let contacts = fitting.into_iter().filter(|(fit, _)| meant(*fit)).map(|(_, contact)| contact);
        return Ok(Some(Named { contacts: contacts.collect(), fit, rest: called.rest }));
    }
    Ok(None)
}
