//! Looking up whom a line names.

use renmai_core::contact::Contact;
use renmai_core::phone::Phone;
use renmai_core::read::happened;
use renmai_core::read::whom::{self, Fit, Numbered, Spaces, called, numbered};
use renmai_core::text::{clean, is_han};
use renmai_core::vocabulary::ContactNo;

use super::{Phrase, Then, ask, offer};
use crate::features::list::{PAGE, Row, RowState, View};
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};

/// How many contacts of a name are looked at.
const MOST: u32 = 50;

/// The longest address that is looked for, in bytes.
const LONGEST_ADDRESS: usize = 254;

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

/// What a text that is no command leads to.
pub enum Said {
    /// This is answered.
    Answer(Box<Outcome>),
    /// A command, about the contact that was named.
    Command(CommandWords, ContactNo),
}

/// A command without its stroke: its name and what follows.
pub type CommandWords = (&'static str, String);

impl From<Outcome> for Said {
    fn from(outcome: Outcome) -> Said {
        Said::Answer(Box::new(outcome))
    }
}

/// A text that is no command: a number, a name or an address opens the card, or the choice; with words after it they
/// are a command, or are offered to be logged (docs/product.md, rule 7.5). `None`: it names nobody. `command` reads
/// words as a command.
///
/// # Errors
/// When a number that stands alone is nobody's, or the book cannot be read.
pub async fn said(
    ctx: &mut Context<'_>,
    text: &str,
    command: impl Fn(&str) -> Option<CommandWords> + Send,
) -> Result<Option<Said>, Stop> {
    if let Some(contact) = by_address(ctx, text).await? {
        return Ok(Some(Outcome::from(ctx.card(&contact).await?).into()));
    }
    if let Ok(Some(Numbered { numbers, rest })) = numbered(text, Spaces::End)
        && let [no] = numbers[..]
    {
        if rest.is_empty() {
            let contact = ctx.contact_no(no).await?;
            return Ok(Some(Outcome::from(ctx.card(&contact).await?).into()));
        }
        let scope = ctx.scope();
        if let Some(contact) = ctx.tx.contact(scope, no).await? {
            return Ok(Some(match command(rest) {
                Some(command) => Said::Command(command, no),
                None => offer(ctx, &contact, rest).await?.into(),
            }));
        }
    }
    let Some(Named { contacts, fit, rest }) = named(ctx, text).await? else {
        return match within(ctx, text).await? {
            Some(contact) => Ok(Some(offer(ctx, &contact, text).await?.into())),
            None => Ok(None),
        };
    };
    match (contacts.as_slice(), rest) {
        ([contact], "") => Ok(Some(Outcome::from(ctx.card(contact).await?).into())),
        (_, "") => {
            let name = clean(text);
            let search = ctx.tx.keep_search(&ctx.member, &name, ctx.now).await?;
            Ok(Some(list(ctx, contacts, name, search, 0).into()))
        }
        // A part of a company's name may be any word: what follows must tell that something happened.
        (_, rest) if fit == Fit::Part && !happened::line(rest, None).certain => Ok(None),
        ([contact], rest) => Ok(Some(match command(rest) {
            Some(command) => Said::Command(command, contact.no),
            None => offer(ctx, contact, rest).await?.into(),
        })),
        (_, rest) => {
            let then = match command(rest) {
                Some((name, args)) => Then::Command { name: name.to_owned(), args },
                None => Then::Log { text: rest.to_owned(), at: ctx.at },
            };
            Ok(Some(ask(ctx, contacts, then, text).await?.into()))
        }
    }
}

/// The one contact of the reader's whose address, number or domain a text is.
async fn by_address(ctx: &mut Context<'_>, text: &str) -> Result<Option<Contact>, Stop> {
    let text = clean(text);
    let one_word = !text.contains(char::is_whitespace);
    let is_number = Phone::parse(&text, None).is_some_and(|phone| phone.is_international());
    if !(is_number || one_word && text.contains(['@', '.'])) || text.len() > LONGEST_ADDRESS {
        return Ok(None);
    }
    let member = ctx.member.clone();
    let mut found = ctx.tx.check(&member, &text).await?;
    found.retain(|contact| member.may_see(contact));
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// The one contact whose name stands inside of a line that says that something happened: "spoke with Tom Becker".
async fn within(ctx: &mut Context<'_>, text: &str) -> Result<Option<Contact>, Stop> {
    if !happened::line(text, None).certain {
        return Ok(None);
    }
    let (scope, me) = (ctx.scope(), ctx.member.id);
    for called in whom::within(text) {
        let found = ctx.tx.named(scope, me, &clean(called.name), MOST).await?;
        let fits = |contact: &Contact| {
            let profile = &contact.profile;
            let fit = called.fits(profile.name.as_deref(), profile.company.as_deref());
            fit.is_some_and(|fit| fit <= Fit::Words)
        };
        let mut fitting: Vec<Contact> = found.into_iter().filter(fits).collect();
        if fitting.len() == 1 {
            return Ok(fitting.pop());
        }
    }
    Ok(None)
}

/// Whom a line names that says that something happened, where it is nobody of the reader's: "Eva no answer".
pub fn nobody(text: &str) -> Option<Phrase> {
    let called = called(text).into_iter().find(|called| happened::line(called.rest, None).certain)?;
    let is_name = called.name.chars().next().is_some_and(|first| first.is_uppercase() || is_han(first));
    (is_name && !called.rest.is_empty()).then(|| Phrase::NobodyCalled { name: called.name.into() })
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
