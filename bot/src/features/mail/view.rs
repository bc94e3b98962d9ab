//! A mail as its writer sees it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use renmai_core::book::mail::PlannedMail;
use renmai_core::contact::Contact;
use renmai_core::mail::gate::{MailboxState, Remedy, Rule};
use renmai_core::mail::lint::{Finding, measure};
use renmai_core::mail::mailbox::Mailbox;
use renmai_core::mail::outgoing::Mail;
use renmai_core::mail::pace::Pause;
use renmai_core::mail::template::Kept;
use renmai_core::vocabulary::{Basis, ChangeId, ContactNo, Field, Frame, MailState, Role};

use super::MailButton;
use super::gate::{self, Said};
use crate::handler::buttons::{Button, CardAct, undo_key};
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of mails.
    pub enum Phrase {
        /// There is no address.
        NoAddress { no: ContactNo } = "mail-no-address",
        /// They opted out.
        OptedOut { no: ContactNo } = "mail-opted-out",
        /// No template is called so.
        NoSuchTemplate { typed: Quote, no: ContactNo } = "mail-no-such-template",
        /// The template is gone.
        TemplateGone { no: ContactNo } = "mail-template-gone",
        /// The mail is gone.
        MailGone = "mail-gone",
        /// Merge fields of the template are empty for this contact.
        EmptyFields { no: ContactNo, fields: String } = "mail-empty-fields",
        /// There is no such merge field, and one is meant.
        NearestField { written: Quote, nearest: &'static str } = "mail-nearest-field",
        /// There is no such merge field.
        UnknownField { written: Quote } = "mail-unknown-field",
        /// A brace never closes.
        OpenBrace { behind: Quote } = "mail-open-brace",
        /// The text has no subject.
        NoSubject { no: ContactNo } = "mail-no-subject",
        /// A file was sent where the text of a mail is asked for.
        NoFiles = "mail-no-files",
        /// It was left.
        Dropped { no: ContactNo } = "mail-dropped",
        /// All mails stop.
        Held = "mail-held-answer",
        /// They go on.
        Resumed = "mail-resumed-answer",
        /// A parked mail counts as sent.
        TookAsSent { no: ContactNo } = "mail-took-as-sent",
        /// Their address is no company's.
        NoCompany { no: ContactNo } = "mail-no-company",
        /// The mail that came in is gone.
        ReadingGone = "mail-reading-gone",
        /// What it did was taken back.
        TakenBack = "mail-taken-back",
        /// It was no answer.
        NotAReply { no: ContactNo } = "mail-not-a-reply",
        /// A parked mail is sent once more.
        GoesAgain { no: ContactNo } = "mail-goes-again",
    }
}

/// Too late: how far the mail has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone(pub MailState);

impl Render for Gone {
    fn message(&self, words: &Words) -> Message {
        Message::text(words.html(&format!("mail-is-{}", self.0.code()), &[]))
    }
}

/// Who it is, and by which template one may write.
#[derive(Debug, Clone)]
pub struct Choice {
    /// To whom.
    pub contact: Contact,
    /// The team's templates.
    pub own: Vec<Kept>,
    /// Ours.
    pub built: Vec<Frame>,
    /// Whether a mail of ours went to them before.
    pub written_before: bool,
    /// When it is asked (UTC).
    pub now: DateTime<Utc>,
}

/// Number, name and company.
fn who(contact: &Contact) -> String {
    let company = contact.profile.company.as_deref().filter(|_| contact.profile.name.is_some());
    let parts = [Some(contact.title()), company].into_iter().flatten().map(|part| shorten(part, 50));
    parts.collect::<Vec<_>>().join(", ")
}

impl Render for Choice {
    fn message(&self, words: &Words) -> Message {
        let contact = &self.contact;
        let mut html = words.html("mail-who", &[("no", &contact.no), ("who", &who(contact))]);
        if let Some(country) = contact.profile.country {
            let time = self.now.with_timezone(&country.zone()).time();
            let city = country.city(words.lang()).to_owned();
            html.push(Html::text(" · "))
                .push(words.html("mail-time-there", &[("time", &time), ("city", &city)]));
        }
        let id = if self.written_before { "mail-written-before" } else { "mail-never-written" };
        html.push(Html::text(" · ")).push(words.html(id, &[]));
        let no = contact.no;
        let mut keyboard = Keyboard::default();
        for kept in &self.own {
            let button = MailButton::Kept { no, template: kept.id.number() };
            keyboard.row([Key::press(format!("📄 {}", shorten(&kept.name, 40)), &button)]);
        }
        let built: Vec<Key> = self
            .built
            .iter()
            .map(|frame| {
                let label = words.word(&format!("mail-frame-{}", frame.code()));
                Key::press(label, &MailButton::BuiltIn { no, frame: *frame })
            })
            .collect();
        for two in built.chunks(2) {
            keyboard.row(two.iter().cloned());
        }
        keyboard.row([Key::press(words.word("mail-button-write"), &MailButton::Write { no })]);
        Message { html, keyboard, card_of: Some(contact.id), ..Message::default() }
    }
}

/// Asks for a text.
#[derive(Debug, Clone)]
pub struct Text {
    /// To whom.
    pub contact: Contact,
    /// The mail whose text is written anew.
    pub mail: Option<Mail>,
}

impl Render for Text {
    fn message(&self, words: &Words) -> Message {
        let (no, name) = (self.contact.no, shorten(self.contact.title(), 60));
        let html = match &self.mail {
            None => words.html("mail-ask-text", &[("no", &no), ("name", &name)]),
            Some(mail) if mail.text.body.is_empty() => {
                words.html("mail-ask-answer", &[("no", &no), ("name", &name)])
            }
            Some(mail) => {
                let mut html = words.html("mail-ask-anew", &[("no", &no), ("name", &name)]);
                let subject = words.plain("mail-subject-line", &[("subject", &mail.text.subject)]);
                html.line(Html::code(&format!("{subject}\n\n{}", mail.text.body)));
                html
            }
        };
        Message::text(html.fitting())
    }
}

/// A mail as it would go.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
    /// What stands under its text.
    pub foot: String,
    /// What may spoil it.
    pub findings: Vec<Finding>,
    /// Whether it may not go as it stands.
    pub is_open: bool,
    /// What the gate says.
    pub verdict: Said,
    /// When it would leave (UTC).
    pub due_at: Option<DateTime<Utc>>,
    /// The writer's zone.
    pub zone: Tz,
    /// The writer's role.
    pub role: Role,
}

impl Preview {
    fn says(&self, words: &Words) -> Html {
        let Mail { to, text, .. } = &self.mail;
        let mut html = words.html(
            "mail-to",
            &[("name", &shorten(self.contact.title(), 60)), ("to", &to.as_str().to_owned())],
        );
        html.line(words.html("mail-subject", &[("subject", &text.subject)])).line(Html::default());
        html.line(Html::text(&shorten(&text.body, 2_400))).line(Html::default());
        html.line(Html::text(&self.foot)).line(Html::default());
        let measured = measure(&text.body);
        html.line(words.html(
            "mail-measure",
            &[("words", &measured.words), ("questions", &measured.questions), ("links", &measured.links)],
        ));
        for finding in self.findings.iter().take(FINDINGS) {
            let mark = if finding.flag.blocks() { "⛔ " } else { "⚠ " };
            let mut line = Html::text(mark);
            if !finding.said.is_empty() {
                line.push(words.html("mail-finding-said", &[("said", &shorten(&finding.said, 60))]));
            }
            line.push(words.html(&format!("mail-lint-{}", finding.flag.code()), &[]));
            html.line(line);
        }
        match &self.verdict {
            Said::May => {}
            Said::Waits(rule) => {
                html.line(Html::join([Html::text("⏳"), gate::line(*rule, words)], " "));
            }
            Said::Needs(rule, remedy) | Said::Never(rule, remedy) => {
                html.line(Html::join([Html::text("⛔"), gate::line(*rule, words)], " "));
                if let Some(remedy) = gate::remedy(remedy, self.role, words) {
                    html.line(remedy);
                }
            }
        }
        if let Some(due_at) = self.due_at {
            html.line(when("mail-would-go", due_at, &self.contact, self.zone, words));
        }
        html
    }

    fn keys(&self, words: &Words) -> Keyboard {
        let mail = self.mail.id.number();
        let mut keyboard = Keyboard::default();
        let edit = Key::press(words.word("mail-button-edit"), &MailButton::Edit { mail });
        let cancel = Key::press(words.word("mail-button-cancel"), &MailButton::Drop { mail });
        match &self.verdict {
            Said::May | Said::Waits(_) if !self.is_open => {
                keyboard.row([
                    Key::press(words.word("mail-button-send"), &MailButton::Send { mail }),
                    Key::press(words.word("mail-button-now"), &MailButton::Now { mail }),
                ]);
            }
            Said::Needs(rule, remedy) | Said::Never(rule, remedy) => {
                for row in gate::keys(*rule, remedy, mail, words) {
                    keyboard.row(row);
                }
            }
            Said::May | Said::Waits(_) => {}
        }
        keyboard.row([edit, cancel]);
        keyboard
    }
}

/// So many remarks are made on a mail.
const FINDINGS: usize = 5;

impl Render for Preview {
    fn message(&self, words: &Words) -> Message {
        let (html, keyboard) = (self.says(words).fitting(), self.keys(words));
        Message { html, keyboard, card_of: Some(self.contact.id), ..Message::default() }
    }
}

/// When it goes: there, and here.
fn when(id: &str, at: DateTime<Utc>, contact: &Contact, zone: Tz, words: &Words) -> Html {
    let there =
        contact.profile.country.map(|country| (country.zone(), country.city(words.lang()).to_owned()));
    let here = at.with_timezone(&zone).naive_local();
    match there {
        Some((there, city)) => {
            let there = at.with_timezone(&there).naive_local();
            words.html(id, &[("at", &there), ("city", &city), ("here", &here)])
        }
        None => words.html(&format!("{id}-here"), &[("here", &here)]),
    }
}

/// A mail that is planned.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The mail.
    pub planned: PlannedMail,
    /// To whom.
    pub contact: Contact,
    /// The writer's zone.
    pub zone: Tz,
    /// The basis that was noted with it.
    pub basis: Option<Basis>,
    /// When it is said (UTC).
    pub now: DateTime<Utc>,
}

impl Render for Planned {
    fn message(&self, words: &Words) -> Message {
        let PlannedMail { mail, due_at, change } = &self.planned;
        let mut html = Html::default();
        if let Some(basis) = self.basis {
            html.push(words.html("mail-basis-noted", &[("basis", &basis)])).line(Html::default());
        }
        let (no, name) = (self.contact.no, shorten(self.contact.title(), 60));
        let subject = shorten(&mail.text.subject, 100);
        html.push(words.html("mail-planned", &[("no", &no), ("name", &name), ("subject", &subject)]));
        html.line(match *due_at <= self.now {
            true => words.html("mail-goes-now", &[]),
            false => when("mail-goes", *due_at, &self.contact, self.zone, words),
        });
        let number = mail.id.number();
        let now = (*due_at > self.now)
            .then(|| Key::press(words.word("mail-button-now"), &MailButton::Now { mail: number }));
        let edit = Key::press(words.word("mail-button-edit"), &MailButton::Edit { mail: number });
        let mut keyboard = Keyboard::default();
        keyboard.row(now.into_iter().chain([edit, undo_key(*change, words)]));
        Message { html, keyboard, card_of: Some(self.contact.id), ..Message::default() }
    }
}

/// What has become of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It went.
    Sent,
    /// The address does not exist.
    Bounced,
    /// The server refused it for another reason.
    Failed,
    /// Nobody knows.
    Parked,
    /// It cannot be put together as mail.
    Unsendable,
}

/// What has become of a mail, told.
#[derive(Debug, Clone)]
pub struct MailNews {
    /// What.
    pub news: News,
    /// The mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
    /// The change that logged a bounce.
    pub undo: Option<ChangeId>,
    /// The writer's zone.
    pub zone: Tz,
}

impl Render for MailNews {
    fn message(&self, words: &Words) -> Message {
        let MailNews { news, mail, contact, undo, zone } = self;
        let (no, name) = (contact.no, shorten(contact.title(), 60));
        let (to, subject) = (mail.to.as_str().to_owned(), shorten(&mail.text.subject, 100));
        let answer = Quote::new(mail.answer.as_deref().unwrap_or_default(), 200);
        let card = |id, act| {
            Key::press(words.word(id), &Button::Card { act, no, version: contact.version, back: None })
        };
        let mut keyboard = Keyboard::default();
        let html = match news {
            News::Sent => {
                let at = mail.handed_at.unwrap_or_default().with_timezone(zone).naive_local();
                keyboard.row([card("mail-button-card", CardAct::Show)]);
                words.html("mail-sent", &[("no", &no), ("name", &name), ("subject", &subject), ("at", &at)])
            }
            News::Bounced => {
                let undo = undo.map(|change| undo_key(change, words));
                let find = card("mail-button-find-another", CardAct::Fill(Field::Email));
                keyboard.row([find].into_iter().chain(undo));
                words.html("mail-bounced", &[("no", &no), ("to", &to), ("answer", &answer)])
            }
            News::Failed => {
                keyboard.row([card("mail-button-card", CardAct::Show)]);
                words.html("mail-failed", &[("no", &no), ("name", &name), ("to", &to), ("answer", &answer)])
            }
            News::Unsendable => {
                keyboard.row([card("mail-button-find-another", CardAct::Fill(Field::Email))]);
                words.html("mail-unsendable", &[("no", &no), ("name", &name), ("to", &to)])
            }
            News::Parked => {
                let mail = mail.id.number();
                keyboard.row([
                    Key::press(words.word("mail-button-arrived"), &MailButton::Arrived { mail }),
                    Key::press(words.word("mail-button-again"), &MailButton::Again { mail }),
                ]);
                words.html("mail-parked", &[("no", &no), ("name", &name), ("subject", &subject)])
            }
        };
        Message { html, keyboard, card_of: Some(contact.id), ..Message::default() }
    }
}

/// The gate stopped a mail at the last moment.
#[derive(Debug, Clone)]
pub struct StoppedNews {
    /// The mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
    /// The rule.
    pub rule: Rule,
    /// What would mend it.
    pub remedy: Remedy,
    /// The writer's role.
    pub role: Role,
}

impl Render for StoppedNews {
    fn message(&self, words: &Words) -> Message {
        let (no, name) = (self.contact.no, shorten(self.contact.title(), 60));
        let mut html = words.html("mail-stopped", &[("no", &no), ("name", &name)]);
        html.line(gate::line(self.rule, words));
        if let Some(remedy) = gate::remedy(&self.remedy, self.role, words) {
            html.line(remedy);
        }
        let mut keyboard = Keyboard::default();
        for row in gate::keys(self.rule, &self.remedy, self.mail.id.number(), words) {
            keyboard.row(row);
        }
        Message { html, keyboard, card_of: Some(self.contact.id), ..Message::default() }
    }
}

/// A mailbox has stopped by itself.
#[derive(Debug, Clone)]
pub struct PauseNews {
    /// Why, and until when.
    pub pause: Pause,
    /// The reader's zone.
    pub zone: Tz,
}

impl Render for PauseNews {
    fn message(&self, words: &Words) -> Message {
        let mut html = words.html("mail-paused", &[]);
        html.line(gate::pause(self.pause.why, words));
        if let Some(until) = self.pause.until {
            let until = until.with_timezone(&self.zone).naive_local();
            html.line(words.html("mail-paused-until", &[("until", &until)]));
        }
        let mut keyboard = Keyboard::default();
        keyboard.row([Key::press(words.word("mail-button-resume"), &MailButton::Resume)]);
        Message { html, keyboard, ..Message::default() }
    }
}

/// A mailbox in a line.
#[derive(Debug, Clone)]
pub struct MailboxLine {
    address: String,
    state: MailboxState,
}

impl MailboxLine {
    /// Of a mailbox.
    pub fn of(mailbox: &Mailbox) -> MailboxLine {
        MailboxLine { address: mailbox.account.address.as_str().to_owned(), state: mailbox.state }
    }
}

/// A mail that leaves, and to whom.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// The mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
}

/// What leaves.
#[derive(Debug, Clone)]
pub struct OutboxList {
    /// The member's mailbox.
    pub mailbox: Option<MailboxLine>,
    /// The soonest first.
    pub leaving: Vec<Leaving>,
    /// Whether there are more.
    pub more: bool,
    /// The reader's zone.
    pub zone: Tz,
}

impl Render for OutboxList {
    fn message(&self, words: &Words) -> Message {
        let mut keyboard = Keyboard::default();
        let Some(mailbox) = &self.mailbox else {
            return Message::text(words.html("mail-outbox-no-mailbox", &[]));
        };
        let mut html = words.html("mail-outbox", &[("address", &mailbox.address)]);
        if mailbox.state != MailboxState::Ready {
            html.line(gate::mailbox(mailbox.state, words));
        }
        if self.leaving.is_empty() {
            html.line(words.html("mail-outbox-empty", &[]));
        }
        for Leaving { mail, contact } in &self.leaving {
            let (no, link) = (contact.no, format!("/l{}", contact.no.0));
            let (name, subject) = (shorten(contact.title(), 40), shorten(&mail.text.subject, 50));
            let id = match mail.state {
                MailState::Parked => "mail-outbox-parked",
                MailState::Claimed | MailState::Handed => "mail-outbox-leaving",
                _ => "mail-outbox-waiting",
            };
            let at = mail.due_at.unwrap_or_default().with_timezone(&self.zone).naive_local();
            html.line(words.html(
                id,
                &[("at", &at), ("no", &no), ("link", &link), ("name", &name), ("subject", &subject)],
            ));
            let number = mail.id.number();
            if mail.state == MailState::Parked {
                let label = |id| words.plain(id, &[("no", &no)]);
                keyboard.row([
                    Key::press(label("mail-button-arrived-of"), &MailButton::Arrived { mail: number }),
                    Key::press(label("mail-button-again-of"), &MailButton::Again { mail: number }),
                ]);
            }
        }
        if self.more {
            html.line(words.html("mail-outbox-more", &[]));
        }
        let waiting: Vec<Key> = self
            .leaving
            .iter()
            .filter(|leaving| leaving.mail.state == MailState::Waiting)
            .map(|Leaving { mail, contact }| {
                Key::press(format!("✉ #{}", contact.no.0), &MailButton::Look { mail: mail.id.number() })
            })
            .collect();
        for row in waiting.chunks(5) {
            keyboard.row(row.iter().cloned());
        }
        keyboard.row(match mailbox.state {
            MailboxState::Ready => Some(Key::press(words.word("mail-button-pause"), &MailButton::Pause)),
            MailboxState::Refused => None,
            _ => Some(Key::press(words.word("mail-button-resume"), &MailButton::Resume)),
        });
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

/// The reader of a mail opted out on its page.
#[derive(Debug, Clone)]
pub struct OptedOutNews {
    /// Who.
    pub contact: Contact,
    /// The change that logged it.
    pub change: Option<ChangeId>,
}

impl Render for OptedOutNews {
    fn message(&self, words: &Words) -> Message {
        let (no, name) = (self.contact.no, shorten(self.contact.title(), 60));
        let html = words.html("mail-in-opted-out", &[("no", &no), ("name", &name)]);
        let mut keyboard = Keyboard::default();
        keyboard.row(self.change.map(|change| undo_key(change, words)));
        Message { html, keyboard, card_of: Some(self.contact.id), ..Message::default() }
    }
}
