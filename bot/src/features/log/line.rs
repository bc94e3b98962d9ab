//! The one line that answers a log: what was logged, what comes next, the way back, and who is next on the list.

use chrono::NaiveDate;
use renmai_core::book::{Done, Logged};
use renmai_core::contact::Contact;
use renmai_core::follow_up::other_ways;
use renmai_core::interaction::Interaction;
use renmai_core::vocabulary::{ChangeId, InteractionKind, Routine};

use super::{LogButton, Phrase};
use crate::features::card::{View, reason};
use crate::features::clean;
use crate::features::due::{self, Ahead};
use crate::handler::buttons::{Place, undo_key};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused, routine_key};
use crate::i18n::{AnyReply, Html, Key, Keyboard, Message, Render, Words};

/// How certain it is what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certain {
    /// It was asked for by its kind.
    Asked,
    /// The words told it.
    Told,
    /// The words did not tell it, so it is a note.
    Unsure,
}

/// What was done with a contact, in a line.
#[derive(Debug, Clone)]
pub struct Line {
    contact: Contact,
    change: Option<ChangeId>,
    what: What,
    /// The reader's local day.
    today: NaiveDate,
    /// The list in whose course it was done.
    of: Option<Place>,
    /// The next of that list.
    ahead: Option<Ahead>,
}

/// What was done.
#[derive(Debug, Clone)]
enum What {
    /// Something was logged.
    Logged(Interaction, Certain),
    /// Something was changed.
    Changed(AnyReply),
}

/// The kinds to which a tap corrects what was logged.
const CORRECTIONS: [(&str, InteractionKind); 5] = [
    ("correct-reply", InteractionKind::Reply),
    ("correct-sent", InteractionKind::Sent),
    ("correct-call", InteractionKind::Call),
    ("correct-no-answer", InteractionKind::NoAnswer),
    ("correct-note", InteractionKind::Note),
];

/// The line after a log.
pub async fn after(
    ctx: &mut Context<'_>,
    logged: &Logged,
    certain: Certain,
    of: Option<Place>,
) -> Result<Line, Stop> {
    line(ctx, &logged.done, What::Logged(logged.interaction.clone(), certain), of).await
}

/// The line after a change of another kind.
pub async fn after_change(
    ctx: &mut Context<'_>,
    done: &Done,
    said: impl Into<AnyReply>,
    of: Option<Place>,
) -> Result<Line, Stop> {
    line(ctx, done, What::Changed(said.into()), of).await
}

async fn line(ctx: &mut Context<'_>, done: &Done, what: What, of: Option<Place>) -> Result<Line, Stop> {
    let ahead = match of {
        Some(place) => due::ahead(ctx, place, &done.contact, done.change).await?,
        None => None,
    };
    let today = ctx.member.schedule.today(ctx.now);
    Ok(Line { contact: done.contact.clone(), change: done.change, what, today, of, ahead })
}

/// The line of a change again: after a look at the next of the list. `None`: it was taken back, or is out of sight.
pub async fn again(ctx: &mut Context<'_>, place: Place) -> Result<Option<Line>, Stop> {
    let (Place::AfterDue(number) | Place::AfterMorning(_, number)) = place else { return Ok(None) };
    if let Some(logged) = ctx.book().logged(number).await? {
        return after(ctx, &logged, Certain::Asked, Some(place)).await.map(Some);
    }
    let change = ctx.tx.change(&ctx.member, number).await?.filter(|change| change.undone_at.is_none());
    let Some(change) = change else { return Ok(None) };
    let Some(id) = change.contact else { return Ok(None) };
    let scope = ctx.scope();
    let Some(contact) = ctx.tx.contact_by_id(scope, id).await? else { return Ok(None) };
    let said = Phrase::Changed { no: contact.no, verb: change.verb };
    let done = Done { contact, change: Some(change.id) };
    after_change(ctx, &done, said, Some(place)).await.map(Some)
}

/// The same in place of the card of the next.
pub async fn back(ctx: &mut Context<'_>, place: Place) -> Answer {
    let line = again(ctx, place).await?;
    line.map(Outcome::from).ok_or_else(|| refused(common::Phrase::OldButton))
}

/// Answers a question about a contact, which stands in `message`, with a line: what stands behind the question is shown
/// in its place.
pub async fn answered(
    ctx: &mut Context<'_>,
    line: Line,
    message: Option<i64>,
    back: Option<Place>,
) -> Answer {
    let Some(message) = message else { return line.beside_the_list(ctx, Outcome::default()).await };
    let chat = ctx.member.telegram;
    let contact = line.contact.clone();
    // What the line before said may have been taken back meanwhile: the card has nowhere to go back to then.
    let (back, before) = match back {
        Some(place @ (Place::AfterDue(_) | Place::AfterMorning(..))) => match again(ctx, place).await? {
            Some(before) => (back, Some(before.past())),
            None => (None, None),
        },
        back => (back, None),
    };
    if let Some(past) = before {
        ctx.tx.set_card(chat, message, Some(past.contact.id)).await?;
        return line.beside_the_list(ctx, Outcome::nothing().and_edit(message, past)).await;
    }
    match back {
        Some(place @ (Place::Due(_) | Place::Morning(..))) => {
            ctx.tx.set_card(chat, message, None).await?;
            let list = list(ctx, place).await?;
            let outcome = Outcome::from(line);
            Ok(list.into_iter().fold(outcome, |outcome, list| outcome.and_edit(message, list)))
        }
        back => {
            let card = View { undo: line.change, ..ctx.card(&contact).await? };
            let shown = clean::shown_in_place(ctx, card, Some(message), back).await?;
            Ok(Outcome { edits: shown.edits, ..Outcome::from(line) })
        }
    }
}

/// The list in whose course something was done, as it now is.
pub(super) async fn list(ctx: &mut Context<'_>, place: Place) -> Result<Option<AnyReply>, Stop> {
    Ok(match place {
        Place::Due(page) => due::page(ctx, page).await?.reply,
        Place::Morning(day, page) => due::morning_page(ctx, day, page).await?.reply,
        _ => None,
    })
}

impl Line {
    /// The same when the next of the list was dealt with: the newer line leads on.
    pub fn past(self) -> Line {
        Line { ahead: None, ..self }
    }

    /// Answers with it, and ticks the morning's list in whose course it was logged.
    pub async fn beside_the_list(self, ctx: &mut Context<'_>, mut outcome: Outcome) -> Answer {
        if let Some(Place::Morning(day, _) | Place::AfterMorning(day, _)) = self.of
            && let Some(list) = due::ticked(ctx, day, &self.contact).await?
            && let Some(day) = NaiveDate::from_num_days_from_ce_opt(day)
        {
            let key = routine_key(Routine::Morning, ctx.member.telegram, &day.to_string());
            outcome.keyed_edits.push((key, list));
        }
        match outcome.reply {
            None => outcome.reply = Some(self.into()),
            Some(_) => outcome.more.push(self.into()),
        }
        Ok(outcome)
    }

    fn html(&self, words: &Words) -> Html {
        let contact = &self.contact;
        let (no, name) = (contact.no, crate::i18n::shorten(contact.title(), 40));
        let next = match &contact.due {
            Some(due) => reason(due, self.today, contact, words),
            None => words.html("log-no-next", &[]),
        };
        let mut html = match &self.what {
            What::Logged(_, Certain::Unsure) => Phrase::Unsure { no, name, next }.html(words),
            What::Logged(happened, Certain::Asked | Certain::Told) => {
                Phrase::Line { no, name, kind: happened.what(), next }.html(words)
            }
            What::Changed(said) => {
                let said = said.message(words).html;
                Phrase::ChangedLine { said, name, next }.html(words)
            }
        };
        let tried =
            matches!(&self.what, What::Logged(happened, _) if happened.kind == InteractionKind::NoAnswer);
        if let Some(ways) = other_ways(contact).filter(|_| tried) {
            let ways: Vec<String> =
                ways.iter().map(|way| words.plain("way", &[("way", &way.code())])).collect();
            html.line(match ways.is_empty() {
                false => Phrase::OtherWays { ways: words.list(&ways) }.html(words),
                true => Phrase::NoOtherWay { no }.html(words),
            });
        }
        let touched = matches!(&self.what, What::Logged(happened, _) if happened.kind.is_touch());
        if touched && contact.suppressed_at.is_some() {
            html.line(Phrase::WriteNoMore.html(words));
        }
        html
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let mut keyboard = Keyboard::default();
        if let (Some(change), What::Logged(happened, Certain::Told | Certain::Unsure)) =
            (self.change, &self.what)
        {
            let others = CORRECTIONS.iter().filter(|(_, kind)| *kind != happened.kind);
            keyboard.row(others.map(|(id, kind)| {
                let correct = LogButton::Correct { change: change.number(), kind: *kind, of: self.of };
                Key::press(words.word(id), &correct)
            }));
        }
        let undo = self.change.map(|change| undo_key(change, words));
        keyboard.row(undo.into_iter().chain(self.ahead.as_ref().map(|ahead| ahead.key(words))));
        keyboard
    }
}

impl Render for Line {
    fn message(&self, words: &Words) -> Message {
        Message {
            html: self.html(words),
            keyboard: self.keyboard(words),
            card_of: Some(self.contact.id),
            ..Message::default()
        }
    }
}
