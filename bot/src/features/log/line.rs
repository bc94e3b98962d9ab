//! The one line that answers a log: what was logged, what comes next, the way back, and who is next on the list.

use chrono::NaiveDate;
use renmai_core::book::Logged;
use renmai_core::contact::Contact;
use renmai_core::follow_up::other_ways;
use renmai_core::vocabulary::{InteractionKind, Routine};

use super::{LogButton, Phrase};
use crate::features::card::reason;
use crate::features::due::{self, Ahead};
use crate::handler::buttons::{Place, undo_key};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused, routine_key};
use crate::i18n::{Html, Key, Keyboard, Message, Render, Words};

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

/// What was logged, in a line.
#[derive(Debug, Clone)]
pub struct Line {
    logged: Logged,
    certain: Certain,
    /// The reader's local day.
    today: NaiveDate,
    /// The list in whose course it was logged.
    of: Option<Place>,
    /// The next of that list.
    ahead: Option<Ahead>,
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
    let ahead = match of {
        Some(place) => due::ahead(ctx, place, &logged.done.contact, logged.done.change).await?,
        None => None,
    };
    let today = ctx.member.schedule.today(ctx.now);
    Ok(Line { logged: logged.clone(), certain, today, of, ahead })
}

/// The line of a change again: after a look at the next of the list.
pub async fn again(ctx: &mut Context<'_>, place: Place) -> Result<Line, Stop> {
    let (Place::AfterDue(change) | Place::AfterMorning(_, change)) = place else {
        return Err(refused(common::Phrase::OldButton));
    };
    let logged = ctx.book().logged(change).await?;
    let logged = logged.ok_or_else(|| refused(common::Phrase::OldButton))?;
    after(ctx, &logged, Certain::Asked, Some(place)).await
}

impl Line {
    /// The same when the next of the list was dealt with: the newer line leads on.
    pub fn past(self) -> Line {
        Line { ahead: None, ..self }
    }

    /// What was logged, without the buttons.
    pub fn said(&self) -> Phrase {
        Phrase::Logged { no: self.logged.done.contact.no, kind: self.logged.interaction.what() }
    }

    /// Answers with it, and ticks the morning's list in whose course it was logged.
    pub async fn beside_the_list(self, ctx: &mut Context<'_>, mut outcome: Outcome) -> Answer {
        if let Some(Place::Morning(day, _) | Place::AfterMorning(day, _)) = self.of
            && let Some(list) = due::ticked(ctx, day, &self.logged.done.contact).await?
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
        let contact = &self.logged.done.contact;
        let (no, name) = (contact.no, crate::i18n::shorten(contact.title(), 40));
        let kind = self.logged.interaction.what();
        let next = match &contact.due {
            Some(due) => reason(due, self.today, contact, words),
            None => words.html("log-no-next", &[]),
        };
        let mut html = match self.certain {
            Certain::Unsure => Phrase::Unsure { no, name, next }.html(words),
            Certain::Asked | Certain::Told => Phrase::Line { no, name, kind, next }.html(words),
        };
        if let Some(ways) = other_ways(contact) {
            let ways: Vec<String> = ways.iter().map(|way| words.plain("way", &[("way", way)])).collect();
            html.line(match ways.is_empty() {
                false => Phrase::OtherWays { ways: words.list(&ways) }.html(words),
                true => Phrase::NoOtherWay { no }.html(words),
            });
        }
        html
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let mut keyboard = Keyboard::default();
        let change = self.logged.done.change;
        if let Some(change) = change.filter(|_| self.certain != Certain::Asked) {
            let others = CORRECTIONS.iter().filter(|(_, kind)| *kind != self.logged.interaction.kind);
            keyboard.row(others.map(|(id, kind)| {
                let correct = LogButton::Correct { change: change.number(), kind: *kind, of: self.of };
                Key::press(words.word(id), &correct)
            }));
        }
        let undo = change.map(|change| undo_key(change, words));
        keyboard.row(undo.into_iter().chain(self.ahead.as_ref().map(|ahead| ahead.key(words))));
        keyboard
    }

    /// With whom it was logged.
    pub fn contact(&self) -> &Contact {
        &self.logged.done.contact
    }
}

impl Render for Line {
    fn message(&self, words: &Words) -> Message {
        Message {
            html: self.html(words),
            keyboard: self.keyboard(words),
            card_of: Some(self.logged.done.contact.id),
            ..Message::default()
        }
    }
}
