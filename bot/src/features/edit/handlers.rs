//! `/edit 12 field: value`: any field, several in one message.

use renmai_core::book::Done;
use renmai_core::contact::{Contact, Profile};
use renmai_core::email::Email;
use renmai_core::read::field::settle;
use renmai_core::store::Scope;
use renmai_core::vocabulary::Field;

use super::{Phrase, Reply};
use crate::features::card::View;
use crate::features::check;
use crate::features::field::wrong_value;
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Stop, first_word, refused};

/// `/edit 12 field: value`; a further line, or what follows a semicolon and names a field, is a further field; `-`
/// clears one.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "edit").await?;
    let mut profile = contact.profile.clone();
    let (mut fields, mut besides) = (Vec::new(), Vec::new());
    for line in rest.lines().flat_map(pieces).filter(|line| !line.trim().is_empty()) {
        let (field, value) = read(line).ok_or_else(|| no_such_field(&contact, line))?;
        besides.extend(set_field(ctx, &mut profile, field, value)?);
        fields.push(field);
    }
    if fields.is_empty() {
        return Err(refused(Reply::NoSuchField { no: contact.no, typed: "".into() }));
    }
    let (done, said) = keep(ctx, &contact, profile, fields, &besides).await?;
    Ok(ctx.changed_card(&done, said, None).await?.into())
}

/// Sets one field from a text.
pub async fn set(
    ctx: &mut Context<'_>,
    contact: &Contact,
    field: Field,
    text: &str,
) -> Result<(Done, Reply), Stop> {
    let mut profile = contact.profile.clone();
    let besides = set_field(ctx, &mut profile, field, text)?;
    keep(ctx, contact, profile, vec![field], &besides).await
}

/// Corrects the address to the one that was likely meant, as its button says; with nothing to correct any more it
/// shows the card as it is.
pub async fn mend(ctx: &mut Context<'_>, contact: &Contact, back: Option<Place>) -> Answer {
    let meant = contact.profile.email.as_ref().and_then(Email::likely_meant);
    let card = match meant {
        Some(email) => {
            let profile = Profile { email: Some(email), ..contact.profile.clone() };
            let (done, said) = keep(ctx, contact, profile, vec![Field::Email], &[]).await?;
            ctx.changed_card(&done, said, None).await?
        }
        None => ctx.card(contact).await?,
    };
    Ok(View { back, ..card }.into())
}

/// The parts of a line: a semicolon before another field's name and a colon parts, any other belongs to the value.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, separator) in line.match_indices([';', '；']) {
        let after = &line[at + separator.len()..];
        let label = after.split_once([':', '：']).map(|(label, _)| label);
        if label.is_some_and(|label| Field::parse(label.trim()).is_some()) {
            pieces.push(&line[start..at]);
            start = at + separator.len();
        }
    }
    pieces.push(&line[start..]);
    pieces
}

/// `field: value`, or a field's one-word name and then the value.
fn read(line: &str) -> Option<(Field, &str)> {
    let (label, value) =
        line.split_once([':', '：']).or_else(|| line.trim().split_once(char::is_whitespace))?;
    Some((Field::parse(label.trim())?, value.trim()))
}

/// Why a line names no field, and what does.
fn no_such_field(contact: &Contact, line: &str) -> Stop {
    let no = contact.no;
    let label = line.split([':', '：']).next().unwrap_or_default();
    match label.split_whitespace().next().unwrap_or_default().to_lowercase().as_str() {
        "grade" | "等级" | "级别" => refused(Phrase::OwnCommand { no, command: "grade" }),
        "stage" | "阶段" => refused(Phrase::OwnCommand { no, command: "stage" }),
        _ => refused(Reply::NoSuchField { no, typed: label.into() }),
    }
}

/// Sets a field; what the text has besides its value belongs into a note.
fn set_field(
    ctx: &Context<'_>,
    profile: &mut Profile,
    field: Field,
    value: &str,
) -> Result<Vec<String>, Stop> {
    if matches!(value.trim(), "-" | "–" | "—") {
        let _ = field.set(profile, None, ctx.today());
        return Ok(Vec::new());
    }
    let taken = field.take(profile, value, ctx.today());
    taken.map_err(|error| refused(wrong_value(field, value, error)))
}

/// Keeps an edited profile. A number and the country that are among its fields help each other.
async fn keep(
    ctx: &mut Context<'_>,
    contact: &Contact,
    mut profile: Profile,
    mut fields: Vec<Field>,
    besides: &[String],
) -> Result<(Done, Reply), Stop> {
    let cleared = fields.contains(&Field::Country) && profile.country.is_none();
    let located = [Field::Phone, Field::WhatsApp, Field::Country].iter().any(|field| fields.contains(field));
    if located && !cleared {
        settle(&mut profile);
        fields.extend([Field::Phone, Field::WhatsApp, Field::Country]);
        let mut seen = Vec::new();
        fields.retain(|field| {
            !seen.contains(field) && {
                seen.push(*field);
                true
            }
        });
    }
    let no = contact.no;
    if profile.name.is_none() && profile.company.is_none() {
        return Err(refused(Phrase::NameOrCompanyStays { no }));
    }
    if let Some(email) = &profile.email
        && let Some(taken) = ctx.tx.contact_by_email(Scope::whole_team(&ctx.member), email).await?
        && taken.id != contact.id
    {
        return Err(check::taken(ctx, &taken).await);
    }
    let changes = fields
        .iter()
        .filter(|field| field.get(&contact.profile) != field.get(&profile))
        .map(|field| (*field, contact.profile.clone(), profile.clone()))
        .collect::<Vec<_>>();
    let note = (!besides.is_empty()).then(|| besides.join("; "));
    let done = ctx.book().edit_with_note(contact, profile, note.as_deref()).await?;
    Ok((done, Reply::Edited { no, changes }))
}
