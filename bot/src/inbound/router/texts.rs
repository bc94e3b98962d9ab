//! What a person writes, in the order of the contract: a command; a reply to a card; what is being asked; a
//! business card's text; somebody's number or name; else a hint, never silence.

use renmai_core::read::people::is_tabbed;
use renmai_core::read::signature::looks_like_card;

use crate::features::whom::Said;
use crate::features::{self, AnyDialogue, Asked, Command, add, log, mail, whom};
use crate::handler::buttons::{Button, Place};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};
use crate::telegram::Replied;

/// Carries out a text.
pub async fn text(ctx: &mut Context<'_>, text: &str, reply_to: Option<&Replied>) -> Answer {
    if let Some((asked, args)) = features::read(text) {
        if let (Asked::Command(Command::Add), Some(replied)) = (asked, reply_to)
            && let Some(answer) = about_photo(ctx, replied, args).await?
        {
            return Ok(answer);
        }
        return features::run(ctx, asked, args).await;
    }
    let asking = ctx.dialogue::<AnyDialogue>().await?.filter(AnyDialogue::takes_text);
    if let Some(replied) = reply_to {
        // A reply to the question itself is its answer.
        let asked_there = asking.as_ref().is_some_and(|asking| asking.message() == Some(replied.message));
        if !asked_there && let Some(reading) = mail::reading_of(&replied.buttons) {
            return mail::replied(ctx, reading, text).await;
        }
        if !asked_there && let Some(contact) = ctx.card_replied_to(replied).await? {
            return log::to_card(ctx, &contact, text, place_of(replied)).await;
        }
        if !asked_there && let Some(answer) = about_photo(ctx, replied, text).await? {
            return Ok(answer);
        }
    }
    // Whoever is asked for a line and pastes a signature has something else in mind.
    let is_card = looks_like_card(text) && text.lines().filter(|line| !line.trim().is_empty()).count() >= 3;
    if let Some(asking) = asking
        && (!is_card || asking.takes_signatures())
    {
        return asking.answer(ctx, text).await;
    }
    if looks_like_card(text) || is_tabbed(text) {
        return add::draft::understood(ctx, text).await;
    }
    let today = ctx.today();
    // Apart from the stack: the futures of all commands stand in one another.
    let said = Box::pin(whom::said(ctx, text, |words| features::without_stroke(words, today)));
    match said.await? {
        Some(Said::Answer(outcome)) => return Ok(*outcome),
        Some(Said::Command((name, args), no)) => {
            return Box::pin(features::go_on(ctx, name, no, &args)).await;
        }
        None => {}
    }
    Err(match (reply_to, whom::nobody(text)) {
        (Some(_), _) => refused(common::Phrase::RepliedToNoCard),
        (None, Some(nobody)) => refused(nobody),
        (None, None) => refused(common::Phrase::Hint),
    })
}

/// A reply to a draft, or to a photo: who it is, or something about the contact with which the photo is kept.
async fn about_photo(ctx: &mut Context<'_>, replied: &Replied, text: &str) -> Result<Option<Outcome>, Stop> {
    if let Some((number, waiting)) = add::draft::replied_to(ctx, replied).await? {
        return add::draft::replied(ctx, number, waiting, text).await.map(Some);
    }
    let Some(picture) = &replied.picture else { return Ok(None) };
    let scope = ctx.scope();
    match ctx.tx.contact_of_file(scope, &picture.file).await? {
        Some(contact) => log::to_card(ctx, &contact, text, None).await.map(Some),
        None => add::with_photos(ctx, text, vec![picture.clone()], None).await.map(Some),
    }
}

/// The list to which the card that was replied to goes back.
fn place_of(replied: &Replied) -> Option<Place> {
    replied.buttons.iter().find_map(|data| match Button::parse(data)? {
        Button::Card { back, .. } => back,
        _ => None,
    })
}
