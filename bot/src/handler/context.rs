//! All that a handler can reach: the transaction, who acts, when. There is no bot and no HTTP client in it, so a
//! handler cannot send, and cannot hold the write lock while it waits for the network.

use chrono::{DateTime, NaiveDate, Utc};
use renmai_core::book::Book;
use renmai_core::contact::Contact;
use renmai_core::flaw::Standard;
use renmai_core::read::Draft;
use renmai_core::store::{Scope, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::ContactNo;
use serde::de::DeserializeOwned;

use super::dialogue::{Asked, AskedNumber, Dialogue};
use super::{Stop, common, refused};
use crate::i18n::Words;

/// All that a handler can reach.
#[derive(Debug)]
pub struct Context<'a> {
    /// The transaction of this update.
    pub tx: &'a mut Tx,
    /// Who acts.
    pub member: Member,
    /// When it is carried out (UTC).
    pub now: DateTime<Utc>,
    /// Telegram's number of the update; a question that it asks goes by it.
    pub update: i64,
    /// When it happened (UTC): the date of the message. A press has none of its own and counts as now.
    pub at: DateTime<Utc>,
    /// The message whose button was pressed.
    pub pressed: Option<i64>,
    /// The bot's username, for links.
    pub bot: &'a str,
    /// The contact that `/add` describes, as it was read before for this day.
    pub draft: Option<(NaiveDate, Draft)>,
}

impl Context<'_> {
    /// The book as the member may use it, at the time when it happened.
    pub fn book(&mut self) -> Book<'_> {
        Book::new(self.tx, &self.member, self.at)
    }

    /// What the member may see.
    pub fn scope(&self) -> Scope {
        Scope::of(&self.member)
    }

    /// What the clean-up measures the member's contacts by.
    pub fn standard(&self) -> Standard {
        Standard::of(&self.member.schedule, self.now)
    }

    /// The words for the member, as they read them now.
    pub fn words(&self) -> Words {
        Words::to(&self.member, self.now)
    }

    /// The member's local day when it happened.
    pub fn today(&self) -> NaiveDate {
        self.member.schedule.today(self.at)
    }

    /// The contact of a number as typed (`12`, `#12`); `command` is shown in the example when it is none.
    pub async fn contact(&mut self, number: &str, command: &'static str) -> Result<Contact, Stop> {
        match ContactNo::parse(number) {
            Some(no) => self.contact_no(no).await,
            None => Err(refused(common::Phrase::NotANumber { typed: number.into(), command })),
        }
    }

    /// The contact of a number. One that is not there and one that is another's are the same answer; one that was
    /// merged into a contact of theirs says into which.
    pub async fn contact_no(&mut self, no: ContactNo) -> Result<Contact, Stop> {
        match self.tx.contact(self.scope(), no).await? {
            Some(contact) => Ok(contact),
            None => Err(refused(match self.tx.merged_into(self.scope(), no).await? {
                Some(stays) => {
                    let into = stays.no;
                    common::Phrase::MergedInto { no, into, link: format!("/l{}", into.0) }
                }
                None => common::Phrase::NoSuchContact { no },
            })),
        }
    }

    /// Whether something is being asked.
    pub async fn is_asked(&mut self) -> Result<bool, Stop> {
        Ok(self.tx.dialogue(self.member.telegram).await?.is_some())
    }

    /// What the member is in the middle of, among the dialogues that `D` knows.
    pub async fn dialogue<D: DeserializeOwned>(&mut self) -> Result<Option<D>, Stop> {
        // A state that this version cannot read counts as none: the person begins again.
        let state = self.tx.dialogue(self.member.telegram).await?;
        Ok(state.and_then(|state| serde_json::from_str(&state).ok()))
    }

    /// Enters a dialogue, or goes on with it; answers the number of the question, which its buttons carry.
    pub async fn enter<D: Dialogue>(&mut self, state: D) -> Result<i64, Stop> {
        let question = self.update;
        let state = serde_json::to_string(&Asked { asking: D::NAME, question, state })?;
        self.tx.set_dialogue(self.member.telegram, Some(&state), self.now).await?;
        Ok(question)
    }

    /// Whether this question is the one that is being asked.
    pub async fn is_asking(&mut self, question: i64) -> Result<bool, Stop> {
        let state = self.tx.dialogue(self.member.telegram).await?;
        let asked = state.and_then(|state| serde_json::from_str::<AskedNumber>(&state).ok());
        Ok(asked.is_some_and(|asked| asked.question == question))
    }

    /// Leaves whatever was being asked.
    pub async fn leave(&mut self) -> Result<(), Stop> {
        Ok(self.tx.set_dialogue(self.member.telegram, None, self.now).await?)
    }
}
