//! What came in: told once, with what is done with it in a tap.

use renmai_core::contact::Contact;
use renmai_core::mail::incoming::Incoming;
use renmai_core::mail::outgoing::{Answered as Thread, Written};
use renmai_core::mail::reading::Class;
use renmai_core::vocabulary::{Frame, InteractionKind};

use super::handlers::lang_of;
use super::in_news::CompanyOptedOut;
use super::{InNews, MailButton, Phrase, Told, question};
use crate::features::{add, card, log, undo};
use crate::handler::{Answer, Context, Stop, refused};

pub(super) async fn of_number(ctx: &mut Context<'_>, number: i64) -> Result<(Incoming, Contact), Stop> {
    ctx.book().reading(number).await?.ok_or_else(|| refused(Phrase::ReadingGone))
}

fn told_as(incoming: &Incoming, contact: &Contact) -> Told {
    let is_theirs = contact.profile.email.as_ref().is_some_and(|email| email.key() == incoming.sender.key());
    match incoming.class {
        Class::Away => Told::Away(0),
        Class::OptOut => Told::OptedOut,
        Class::Complaint => Told::Complaint,
        _ if is_theirs => Told::Reply,
        _ => Told::Colleague,
    }
}

/// Shows all of it.
pub(super) async fn open(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (incoming, contact) = of_number(ctx, number).await?;
    let told = told_as(&incoming, &contact);
    let (change, zone) = (incoming.change, ctx.member.schedule.zone);
    Ok(InNews { incoming, contact, told, whole: true, change, zone }.into())
}

/// It is an inquiry.
pub(super) async fn inquiry(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (incoming, contact) = of_number(ctx, number).await?;
    let Some(change) = incoming.change else { return Err(refused(Phrase::TakenBack)) };
    let corrected = ctx.book().correct_kind(change.number(), InteractionKind::Inquiry).await?;
    let logged = corrected.map_err(|_| refused(log::Phrase::CannotCorrect))?;
    ctx.book().reading_logged(number, &logged.done).await?;
    let zone = ctx.member.schedule.zone;
    let (contact, change) =
        (logged.done.contact, logged.done.change.filter(|_| contact.id == incoming.contact));
    Ok(InNews { incoming, contact, told: Told::Inquiry, whole: false, change, zone }.into())
}

/// It was no answer: what it did is taken back.
pub(super) async fn not_a_reply(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (incoming, contact) = of_number(ctx, number).await?;
    let Some(change) = incoming.change else { return Err(refused(Phrase::TakenBack)) };
    let undone = ctx.book().undo(Some(change.number())).await?;
    undone.map_err(|error| refused(undo::why_not(error)))?;
    let nothing = renmai_core::book::Done { contact: contact.clone(), change: None };
    ctx.book().reading_logged(number, &nothing).await?;
    let contact = ctx.contact_no(contact.no).await?;
    let card = ctx.card(&contact).await?;
    let said = Phrase::NotAReply { no: contact.no };
    Ok(card::View { head: Some(said.into()), ..card }.into())
}

/// Nobody of their company is written to any more.
pub(super) async fn opt_out_company(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (_, contact) = of_number(ctx, number).await?;
    match ctx.book().opt_out_company(&contact).await? {
        Some((domain, change)) => Ok(CompanyOptedOut { domain, change }.into()),
        None => Err(refused(Phrase::NoCompany { no: contact.no })),
    }
}

/// Whoever answered is added to the book.
pub(super) async fn add_sender(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (incoming, contact) = of_number(ctx, number).await?;
    let company = contact.profile.company.unwrap_or_default();
    let country = contact.profile.country.map(|country| country.code().to_owned()).unwrap_or_default();
    let lines =
        [incoming.sender_name.as_str(), &company, incoming.sender.as_str(), &country, "source: referral"];
    let text: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    add::draft::understood(ctx, &text.join("\n")).await
}

/// Begins an answer in its thread.
pub(super) async fn answer(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (incoming, contact) = of_number(ctx, number).await?;
    let text = thread_of(&incoming, &contact, String::new());
    question::begin_answer(ctx, &contact, &incoming.sender, &text).await
}

pub(super) fn thread_of(incoming: &Incoming, contact: &Contact, body: String) -> Written {
    let is_answer = incoming.subject.to_lowercase().starts_with("re:");
    let subject = if is_answer { incoming.subject.clone() } else { format!("Re: {}", incoming.subject) };
    let answers = incoming
        .message_id
        .clone()
        .map(|in_reply_to| Thread { in_reply_to, before: incoming.thread.clone() });
    Written { template: None, frame: Frame::Free, lang: lang_of(contact), subject, body, answers }
}

/// The mail that came in, of whose message these are the buttons.
pub fn reading_of(buttons: &[String]) -> Option<i64> {
    buttons.iter().find_map(|data| match MailButton::parse(data)? {
        MailButton::Answer { reading } => Some(reading),
        _ => None,
    })
}
