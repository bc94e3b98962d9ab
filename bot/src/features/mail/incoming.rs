//! What came in: told once, with what is done with it in a tap.

use chrono_tz::Tz;
use renmai_core::contact::Contact;
use renmai_core::email::Email;
use renmai_core::mail::incoming::Incoming;
use renmai_core::mail::outgoing::{Answered as Thread, Mail, Written};
use renmai_core::mail::reading::Class;
use renmai_core::vocabulary::{ChangeId, Field, Frame, InteractionKind};
use serde::{Deserialize, Serialize};

use super::handlers::lang_of;
use super::{MailButton, Phrase, question};
use crate::features::{add, card, log, undo};
use crate::handler::buttons::{Button, CardAct, undo_key};
use crate::handler::{Answer, Context, Outcome, Stop, cancel_key, refused};
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, shorten};

/// A mail that came in.
#[derive(Debug, Clone)]
pub struct InNews {
    /// The mail.
    pub incoming: Incoming,
    /// With whom it is kept.
    pub contact: Contact,
    /// What it is told as.
    pub told: Told,
    /// Whether all of it is shown.
    pub whole: bool,
    /// The change that logged it.
    pub change: Option<ChangeId>,
    /// The reader's zone.
    pub zone: Tz,
}

/// What a mail that came in is told as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// They answered.
    Reply,
    /// It is logged as an inquiry.
    Inquiry,
    /// Somebody of their company answered.
    Colleague,
    /// They are away; so many mails wait.
    Away(u64),
    /// They want no more mail.
    OptedOut,
    /// They pressed "spam".
    Complaint,
}

/// So much of a mail is shown before one opens it.
const SHOWN: usize = 300;

impl Render for InNews {
    fn message(&self, words: &Words) -> Message {
        let InNews { incoming, contact, told, whole, change, zone } = self;
        let (no, name) = (contact.no, shorten(contact.title(), 60));
        let text =
            if *whole { incoming.text.clone() } else { shorten(&incoming.text.replace('\n', " "), SHOWN) };
        let sender = match incoming.sender_name.as_str() {
            "" => incoming.sender.as_str().to_owned(),
            name => name.to_owned(),
        };
        let mut html = match told {
            Told::Reply => words.html("mail-in-reply", &[("no", &no), ("name", &name)]),
            Told::Inquiry => words.html("mail-in-inquiry", &[("no", &no), ("name", &name)]),
            Told::Colleague => {
                let from = incoming.sender.as_str().to_owned();
                words.html("mail-in-colleague", &[("no", &no), ("sender", &sender), ("from", &from)])
            }
            Told::Away(held) => {
                let until = incoming.away_until;
                match until {
                    Some(until) => words.html(
                        "mail-in-away",
                        &[("no", &no), ("name", &name), ("until", &until), ("held", held)],
                    ),
                    None => words.html("mail-in-away-open", &[("no", &no), ("name", &name), ("held", held)]),
                }
            }
            Told::OptedOut => words.html("mail-in-opted-out", &[("no", &no), ("name", &name)]),
            Told::Complaint => words.html("mail-in-complaint", &[("no", &no), ("name", &name)]),
        };
        if *whole {
            let at = incoming.at.with_timezone(zone).naive_local();
            let from = incoming.sender.as_str().to_owned();
            html.line(words.html(
                "mail-in-head",
                &[("from", &from), ("at", &at), ("subject", &Quote::new(&incoming.subject, 150))],
            ));
            html.line(Html::default());
        }
        if !text.is_empty() {
            html.line(Html::text(&text));
        } else if matches!(told, Told::Reply | Told::Colleague) {
            html.line(words.html("mail-in-no-text", &[]));
        }
        Message {
            html: html.fitting(),
            keyboard: self.keyboard(*change, words),
            card_of: Some(contact.id),
            ..Message::default()
        }
    }
}

impl InNews {
    fn keyboard(&self, change: Option<ChangeId>, words: &Words) -> Keyboard {
        let reading = self.incoming.number;
        let key = |id: &str, button: MailButton| Key::press(words.word(id), &button);
        let open = (!self.whole).then(|| key("mail-button-open", MailButton::Open { reading }));
        let mut keyboard = Keyboard::default();
        match self.told {
            Told::Reply | Told::Inquiry | Told::Colleague => {
                let inquiry = (self.told != Told::Inquiry)
                    .then(|| key("mail-button-inquiry", MailButton::Inquiry { reading }));
                keyboard.row(
                    [key("mail-button-answer", MailButton::Answer { reading })].into_iter().chain(inquiry),
                );
                let add = (self.told == Told::Colleague)
                    .then(|| key("mail-button-add-colleague", MailButton::AddSender { reading }));
                let not = change.map(|_| key("mail-button-not-a-reply", MailButton::NotAReply { reading }));
                keyboard.row(add.into_iter().chain(open).chain(not));
            }
            Told::OptedOut | Told::Complaint => {
                let domain = self.contact.profile.email.as_ref().and_then(Email::company_domain);
                let company =
                    domain.map(|_| key("mail-button-company", MailButton::OptOutCompany { reading }));
                keyboard.row(open.into_iter().chain(change.map(|change| undo_key(change, words))));
                keyboard.row(company);
            }
            Told::Away(_) => {
                keyboard.row(open.into_iter().chain(change.map(|change| undo_key(change, words))));
            }
        }
        keyboard
    }
}

/// A mail came back.
#[derive(Debug, Clone)]
pub struct BouncedNews {
    /// Our mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
    /// What the server said.
    pub answer: String,
    /// Whether the address is bad.
    pub hard: bool,
    /// The change that logged it.
    pub change: Option<ChangeId>,
}

impl Render for BouncedNews {
    fn message(&self, words: &Words) -> Message {
        let BouncedNews { mail, contact, answer, hard, change } = self;
        let (no, to) = (contact.no, mail.to.as_str().to_owned());
        let answer = Quote::new(answer, 200);
        let id = if *hard { "mail-bounced" } else { "mail-came-back" };
        let html = words.html(id, &[("no", &no), ("to", &to), ("answer", &answer)]);
        let mut keyboard = Keyboard::default();
        if *hard {
            let find =
                Button::Card { act: CardAct::Fill(Field::Email), no, version: contact.version, back: None };
            let find = Key::press(words.word("mail-button-find-another"), &find);
            keyboard.row([find].into_iter().chain(change.map(|change| undo_key(change, words))));
        }
        Message { html, keyboard, card_of: Some(contact.id), ..Message::default() }
    }
}

async fn of_number(ctx: &mut Context<'_>, number: i64) -> Result<(Incoming, Contact), Stop> {
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

/// A whole company opted out.
#[derive(Debug, Clone)]
struct CompanyOptedOut {
    domain: String,
    change: ChangeId,
}

impl Render for CompanyOptedOut {
    fn message(&self, words: &Words) -> Message {
        let mut message = Message::text(words.html("mail-company-opted-out", &[("domain", &self.domain)]));
        message.keyboard.row([undo_key(self.change, words)]);
        message
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

fn thread_of(incoming: &Incoming, contact: &Contact, body: String) -> Written {
    let is_answer = incoming.subject.to_lowercase().starts_with("re:");
    let subject = if is_answer { incoming.subject.clone() } else { format!("Re: {}", incoming.subject) };
    let answers = incoming
        .message_id
        .clone()
        .map(|in_reply_to| Thread { in_reply_to, before: incoming.thread.clone() });
    Written { template: None, frame: Frame::Free, lang: lang_of(contact), subject, body, answers }
}

/// A text that was sent as a reply to what came in: it goes as a mail, or is logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailOrLog {
    reading: i64,
    text: String,
}

/// The choices.
const AS_MAIL: u8 = 1;
const AS_LOG: u8 = 2;

/// Asks which.
#[derive(Debug, Clone)]
struct Which {
    to: Email,
    text: String,
    question: i64,
}

impl Render for Which {
    fn message(&self, words: &Words) -> Message {
        let to = self.to.as_str().to_owned();
        let mut html = words.html("mail-or-log", &[("to", &to)]);
        html.line(Html::text(&shorten(&self.text, SHOWN)));
        let choose = |id: &str, choice: u8| {
            Key::press(words.word(id), &Button::Choose { question: self.question, choice })
        };
        let mut keyboard = Keyboard::default();
        keyboard.row([choose("mail-button-as-mail", AS_MAIL), choose("mail-button-as-log", AS_LOG)]);
        keyboard.row([cancel_key(self.question, words)]);
        Message { html, keyboard, ..Message::default() }
    }
}

/// Asks whether a text is to go as a mail, or to be logged.
pub async fn replied(ctx: &mut Context<'_>, reading: i64, text: &str) -> Answer {
    let (incoming, _) = of_number(ctx, reading).await?;
    let question = ctx.enter(MailOrLog { reading, text: text.to_owned() }).await?;
    Ok(Which { to: incoming.sender, text: text.to_owned(), question }.into())
}

/// It is chosen.
pub async fn chosen(ctx: &mut Context<'_>, state: MailOrLog, choice: u8) -> Answer {
    let (incoming, contact) = of_number(ctx, state.reading).await?;
    ctx.leave().await?;
    match choice {
        AS_MAIL => {
            let text = thread_of(&incoming, &contact, state.text);
            let haste = renmai_core::mail::pace::Haste::Answer;
            let mail = ctx.book().draft_mail(&contact, &incoming.sender, &text, haste).await?;
            super::draft::look(ctx, &mail, contact).await
        }
        AS_LOG => log::to_card(ctx, &contact, &state.text, None).await,
        _ => Ok(Outcome::callback_answer(crate::handler::common::Phrase::OldButton)),
    }
}

/// The mail that came in, of whose message these are the buttons.
pub fn reading_of(buttons: &[String]) -> Option<i64> {
    buttons.iter().find_map(|data| match MailButton::parse(data)? {
        MailButton::Answer { reading } => Some(reading),
        _ => None,
    })
}
