//! A mail as it would go, and one that is planned.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use renmai_core::book::mail::PlannedMail;
use renmai_core::contact::Contact;
use renmai_core::mail::attached::MailFile;
use renmai_core::mail::lint::{Finding, measure};
use renmai_core::mail::outgoing::Mail;
use renmai_core::vocabulary::{Basis, Role};

use super::MailButton;
use super::gate::{self, Said};
use crate::handler::buttons::undo_key;
use crate::i18n::{Html, Key, Keyboard, Message, Render, Words, shorten};

/// A mail as it would go.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The mail.
    pub mail: Mail,
    /// To whom.
    pub contact: Contact,
    /// What stands under its text.
    pub foot: String,
    /// What goes with it.
    pub files: Vec<MailFile>,
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
        for file in &self.files {
            let (name, kb) = (shorten(&file.name, 60), file.bytes.div_ceil(1024));
            let id = if file.is_fetched { "mail-file" } else { "mail-file-on-its-way" };
            html.line(words.html(id, &[("name", &name), ("kb", &kb)]));
        }
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
        let last = self.files.last().map(|file| file.id);
        let detach =
            last.map(|last| Key::press(words.word("mail-button-detach"), &MailButton::Detach { mail, last }));
        let attach = Key::press(words.word("mail-button-attach"), &MailButton::Attach { mail });
        keyboard.row([attach].into_iter().chain(detach));
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
