//! A mail as its writer sees it.

use chrono::{DateTime, Utc};
use renmai_core::contact::Contact;
use renmai_core::mail::outgoing::Mail;
use renmai_core::mail::template::Kept;
use renmai_core::vocabulary::{ContactNo, Frame, MailState};

use super::MailButton;
use crate::handler::{Stop, refused};
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
        /// It was tried already, and goes as it was.
        Frozen = "mail-frozen",
        /// A file is asked for.
        AskFile { no: ContactNo } = "mail-ask-file",
        /// A text was sent where a file is asked for.
        NoFileYet = "mail-no-file-yet",
        /// A voice note goes with no mail.
        NoVoice = "mail-no-voice",
        /// A file is being fetched.
        FetchingFile { name: Quote } = "mail-fetching-file",
        /// A file is being fetched; what was written under it goes nowhere.
        FetchingFileAlone { name: Quote } = "mail-fetching-file-alone",
        /// A file that goes with the mail is still being fetched.
        FileOnItsWay = "mail-file-still-coming",
        /// A file could not be fetched.
        FileNotFetched = "mail-file-not-fetched",
        /// The files are too large.
        FilesTooLarge = "mail-files-too-large",
        /// There are too many files.
        TooManyFiles = "mail-too-many-files",
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

impl Gone {
    /// Too late to write something else into it: one that waits has been tried already.
    pub fn to_change(mail: &Mail) -> Stop {
        match mail.state {
            MailState::Draft | MailState::Waiting => refused(Phrase::Frozen),
            state => refused(Gone(state)),
        }
    }
}

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

/// What is asked about a mail that is there: the way back shows it again.
#[derive(Debug, Clone)]
pub struct About<P> {
    /// What is asked.
    pub said: P,
    /// The number of the mail.
    pub mail: i64,
}

impl<P: Render> Render for About<P> {
    fn message(&self, words: &Words) -> Message {
        let mut message = self.said.message(words);
        let back = Key::press(words.word("button-back"), &MailButton::Back { mail: self.mail });
        message.keyboard.row([back]);
        message
    }
}
