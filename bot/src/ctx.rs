//! The whole world of a handler: the transaction, who acts, when. It has no bot and no HTTP client, so it cannot
//! send, and cannot hold the write lock over a slow network.

use chrono::{DateTime, NaiveDate, Utc};
use renmai_core::book::{Book, Done};
use renmai_core::contact::Contact;
use renmai_core::flaw::Standard;
use renmai_core::ideal::{fit, proposed_grade};
use renmai_core::read::Draft;
use renmai_core::store::{Scope, StoreError, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{ContactNo, Lang, Role};

use crate::buttons::Place;
use crate::dialogues::Dialogue;
use crate::words::{Reply, Words, card, common};

/// What a handler answers.
pub type Answer = Result<Outcome, Stop>;

/// What is said and shown after an update was carried out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// A new message, or, after a press, what the pressed message becomes.
    pub reply: Option<Reply>,
    /// The key of the reply's letter: by it the message is found and edited later.
    pub key: Option<String>,
    /// What a press is answered with; a press without one is answered silently.
    pub toast: Option<Reply>,
    /// More new messages, after the reply.
    pub more: Vec<Reply>,
    /// Other messages of the chat that are shown anew, by number.
    pub edits: Vec<(i64, Reply)>,
    /// New messages to others of the team: their chat, their language, what they are told.
    pub others: Vec<(i64, Lang, Reply)>,
    /// Command menus that are to be set anew: somebody joined, left, or changed role or language.
    pub menus: Vec<Menu>,
}

/// The command menu of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Menu {
    /// Telegram's number of the chat.
    pub chat: i64,
    /// For this role; `None`: a stranger's menu.
    pub role: Option<Role>,
    /// In this language.
    pub lang: Lang,
}

impl Outcome {
    /// Only the answer to a press; the message stays.
    pub fn toast(said: impl Into<Reply>) -> Outcome {
        Outcome { toast: Some(said.into()), ..Outcome::default() }
    }

    /// Nothing new to see.
    pub fn nothing() -> Outcome {
        Outcome::default()
    }

    /// With the answer to a press.
    pub fn and_toast(mut self, said: impl Into<Reply>) -> Outcome {
        self.toast = Some(said.into());
        self
    }

    /// With a key, by which the reply's message is found and edited later.
    pub fn and_key(mut self, key: String) -> Outcome {
        self.key = Some(key);
        self
    }

    /// With one more new message.
    pub fn and(mut self, reply: impl Into<Reply>) -> Outcome {
        self.more.push(reply.into());
        self
    }

    /// With a new message to another member.
    pub fn and_tell(mut self, member: &Member, reply: impl Into<Reply>) -> Outcome {
        self.others.push((member.telegram, member.lang, reply.into()));
        self
    }

    /// With the member's command menu set anew.
    pub fn and_menu(mut self, member: &Member) -> Outcome {
        let role = member.removed_at.is_none().then_some(member.role);
        self.menus.push(Menu { chat: member.telegram, role, lang: member.lang });
        self
    }

    /// With another message of the chat shown anew.
    pub fn and_edit(mut self, message: i64, reply: impl Into<Reply>) -> Outcome {
        self.edits.push((message, reply.into()));
        self
    }
}

impl<R: Into<Reply>> From<R> for Outcome {
    fn from(reply: R) -> Outcome {
        Outcome { reply: Some(reply.into()), ..Outcome::default() }
    }
}

/// Why a handler stops: everything that it wrote is taken back.
#[derive(Debug)]
pub enum Stop {
    /// What was asked cannot be done; the reply says what is wrong and what would work.
    Refused(Box<Reply>),
    /// The book did not do what it was asked.
    Store(StoreError),
    /// A fault of ours.
    Fault(anyhow::Error),
}

impl From<StoreError> for Stop {
    fn from(fault: StoreError) -> Stop {
        Stop::Store(fault)
    }
}

impl From<serde_json::Error> for Stop {
    fn from(fault: serde_json::Error) -> Stop {
        Stop::Fault(fault.into())
    }
}

/// A refusal.
pub fn refused(said: impl Into<Reply>) -> Stop {
    Stop::Refused(Box::new(said.into()))
}

/// The world of a handler.
#[derive(Debug)]
pub struct Ctx<'a> {
    /// The transaction of this update.
    pub tx: &'a mut Tx,
    /// Who acts.
    pub member: Member,
    /// When it is carried out (UTC).
    pub now: DateTime<Utc>,
    /// When it happened (UTC): the date of the message. A press has none of its own and counts as now.
    pub at: DateTime<Utc>,
    /// The message whose button was pressed.
    pub pressed: Option<i64>,
    /// The bot's username, for links.
    pub bot: &'a str,
    /// The contact that `/add` describes, as it was read before for this day.
    pub draft: Option<(NaiveDate, Draft)>,
}

impl Ctx<'_> {
    /// The book in the member's hands, at the time when it happened.
    pub fn book(&mut self) -> Book<'_> {
        Book::new(self.tx, &self.member, self.at)
    }

    /// What the member may see.
    pub fn scope(&self) -> Scope {
        Scope::of(&self.member)
    }

    /// What the member's book is held against in the clean-up.
    pub fn standard(&self) -> Standard {
        Standard::of(&self.member.schedule, self.now)
    }

    /// The words of the member's language.
    pub fn words(&self) -> &'static Words {
        Words::of(self.member.lang)
    }

    /// The member's local day when it happened.
    pub fn today(&self) -> NaiveDate {
        self.member.schedule.today(self.at)
    }

    /// The contact of a number as typed (`12`, `#12`); `command` is shown in the example when it is none.
    pub async fn contact(&mut self, number: &str, command: &'static str) -> Result<Contact, Stop> {
        match ContactNo::parse(number) {
            Some(no) => self.contact_no(no).await,
            None => Err(refused(common::Said::NotANumber { typed: number.into(), command })),
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
                    common::Said::MergedInto { no, into, link: format!("/l{}", into.0) }
                }
                None => common::Said::NoSuchContact { no },
            })),
        }
    }

    /// The card of a contact.
    pub async fn card(&mut self, contact: &Contact) -> Result<card::View, Stop> {
        let owner = match contact.owner {
            Some(owner) => self.tx.member(self.scope(), owner).await?,
            None => None,
        };
        let last = self.tx.last_interaction(self.scope(), contact.id).await?;
        let fit = fit(&self.tx.team(contact.team).await?.ideal, &contact.profile);
        let proposal = fit.as_ref().and_then(|fit| proposed_grade(fit.level, contact));
        Ok(card::View {
            contact: contact.clone(),
            owner: owner.map(|owner| owner.name),
            mine: contact.owner == Some(self.member.id),
            last,
            fit,
            proposal,
            now: self.now,
            today: self.member.schedule.today(self.now),
            zone: self.member.schedule.zone,
            head: None,
            undo: None,
            back: None,
        })
    }

    /// The card after a change, with what was done above it and the way back below.
    pub async fn changed_card(
        &mut self,
        done: &Done,
        said: impl Into<Reply>,
        back: Option<Place>,
    ) -> Result<card::View, Stop> {
        let card = self.card(&done.contact).await?;
        Ok(card::View { head: Some(Box::new(said.into())), undo: done.change, back, ..card })
    }

    /// What the member is in the middle of.
    pub async fn dialogue(&mut self) -> Result<Option<Dialogue>, Stop> {
        // A state that this version cannot read is as good as none: the person begins again.
        let state = self.tx.dialogue(self.member.telegram).await?;
        Ok(state.and_then(|state| serde_json::from_str(&state).ok()))
    }

    /// Enters a dialogue, or goes on with it.
    pub async fn enter(&mut self, dialogue: &Dialogue) -> Result<(), Stop> {
        let state = serde_json::to_string(dialogue)?;
        Ok(self.tx.set_dialogue(self.member.telegram, Some(&state), self.now).await?)
    }

    /// Leaves whatever was being asked.
    pub async fn leave(&mut self) -> Result<(), Stop> {
        Ok(self.tx.set_dialogue(self.member.telegram, None, self.now).await?)
    }
}
