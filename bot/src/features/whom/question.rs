//! Which of several was meant, and whether words are to be logged.

use chrono::{DateTime, Utc};
use renmai_core::contact::Contact;
use renmai_core::read::happened;
use renmai_core::vocabulary::ContactNo;
use serde::{Deserialize, Serialize};

use super::{Phrase, Reply};
use crate::features::log;
use crate::handler::{Answer, Context, Outcome, Stop, refused};

/// The choices, and what a choice leads to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    choices: Vec<ContactNo>,
    then: Then,
}

/// What is done with the contact that is chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Then {
    /// A command goes on.
    Command {
        /// Its name.
        name: String,
        /// What follows the contact.
        args: String,
    },
    /// These words are logged.
    Log {
        /// The words.
        text: String,
        /// When they were written (UTC).
        at: DateTime<Utc>,
    },
}

/// At most so many choices: what fits a phone screen.
const CHOICES: usize = 10;

/// Asks which of several was meant; `typed` is what named them.
///
/// # Errors
/// When they are more than can be chosen from, or the book cannot be written.
pub async fn ask(ctx: &mut Context<'_>, contacts: Vec<Contact>, then: Then, typed: &str) -> Answer {
    if contacts.len() > CHOICES {
        let name = typed.split_whitespace().next().unwrap_or_default().to_owned();
        return Err(refused(Phrase::TooManyFit { name, most: CHOICES }));
    }
    let choices = contacts.iter().map(|contact| contact.no).collect();
    let said = match &then {
        Then::Command { .. } => Phrase::Which,
        Then::Log { text, .. } => Phrase::LogWithWhich { text: text.as_str().into() },
    };
    let question = ctx.enter(State { choices, then }).await?;
    Ok(Reply::Which { said, contacts, question }.into())
}

/// Asks whether words are to be logged with a contact.
pub(super) async fn offer(ctx: &mut Context<'_>, contact: &Contact, text: &str) -> Result<Outcome, Stop> {
    let then = Then::Log { text: text.to_owned(), at: ctx.at };
    let question = ctx.enter(State { choices: vec![contact.no], then }).await?;
    let kind = happened::line(text, contact.profile.name.as_deref()).kind;
    Ok(Reply::Offer { contact: Box::new(contact.clone()), text: text.into(), kind, question }.into())
}

impl State {
    /// The contact of a choice, and what it leads to.
    pub fn chosen(self, choice: u8) -> Option<(ContactNo, Then)> {
        Some((*self.choices.get(usize::from(choice))?, self.then))
    }
}

/// Logs the words that were written at this time.
pub async fn log_words(ctx: &mut Context<'_>, no: ContactNo, text: &str, at: DateTime<Utc>) -> Answer {
    let contact = ctx.contact_no(no).await?;
    ctx.at = at;
    log::to_card(ctx, &contact, text, None).await
}
