//! The history of a contact, page by page.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use renmai_core::change::{Change, Effect};
use renmai_core::contact::Contact;
use renmai_core::interaction::{Attached, Interaction};
use renmai_core::team::Member;
use renmai_core::vocabulary::{AttachmentKind, ContactId, ContactNo, MemberId, Verb};

use super::PAGE;
use crate::handler::buttons::{Button, CardAct, Place};
use crate::i18n::value::of_cell;
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Say, Words, shorten};

/// One entry of a history.
#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Happened(Interaction),
    Changed(Change),
}

impl Entry {
    fn at(&self) -> DateTime<Utc> {
        match self {
            Entry::Happened(interaction) => interaction.at,
            Entry::Changed(change) => change.at,
        }
    }

    fn by(&self) -> MemberId {
        match self {
            Entry::Happened(interaction) => interaction.by,
            Entry::Changed(change) => change.by,
        }
    }
}

/// What happened and what was changed, the newest first.
fn entries(interactions: Vec<Interaction>, changes: Vec<Change>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = interactions.into_iter().map(Entry::Happened).collect();
    // What was logged stands there as what happened; the change that logged it says nothing more.
    let told = changes.into_iter().filter(|change| change.verb != Verb::Logged);
    entries.extend(told.map(Entry::Changed));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at()));
    entries
}

/// How much of an entry is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Its beginning.
    Short,
    /// All of it.
    Whole,
}

impl Length {
    fn most(self, short: usize) -> usize {
        match self {
            Length::Short => short,
            Length::Whole => usize::MAX,
        }
    }

    fn of(self, text: &str, short: usize) -> String {
        shorten(text, self.most(short))
    }
}

/// A whole history as a text, the newest first, an entry a line.
pub fn whole_text(
    contact: &Contact,
    interactions: Vec<Interaction>,
    changes: Vec<Change>,
    members: Vec<Member>,
    zone: Tz,
    words: &Words,
) -> String {
    let view = View::new(contact, Vec::new(), Vec::new(), members, 0, None, zone);
    let view = View { entries: entries(interactions, changes), ..view };
    let title = words.plain("history-title", &[("no", &view.no), ("name", &view.title)]);
    let lines = view.entries.iter().map(|entry| view.line(entry, words, Length::Whole).plain());
    // Windows opens a text in UTF-8 as such by the mark.
    std::iter::once(format!("\u{feff}{title}")).chain(lines).collect::<Vec<_>>().join("\r\n")
}

/// A whole history on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// Whose.
    pub no: ContactNo,
    /// The kept file.
    pub file: i64,
}

impl Render for Whole {
    fn message(&self, words: &Words) -> Message {
        let html = words.html("history-file", &[("no", &self.no)]);
        Message { html, file: Some(self.file), ..Message::default() }
    }
}

/// A page of a contact's history.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    contact: ContactId,
    no: ContactNo,
    version: i64,
    title: String,
    entries: Vec<Entry>,
    more: bool,
    members: Vec<Member>,
    page: u32,
    back: Option<Place>,
    zone: Tz,
    attached: Vec<Attached>,
}

impl View {
    /// The page of what happened and what was changed, the newest first.
    pub fn new(
        contact: &Contact,
        interactions: Vec<Interaction>,
        changes: Vec<Change>,
        members: Vec<Member>,
        page: u32,
        back: Option<Place>,
        zone: Tz,
    ) -> View {
        let entries = entries(interactions, changes);
        let first = (page * PAGE) as usize;
        let more = entries.len() > first + PAGE as usize;
        let entries = entries.into_iter().skip(first).take(PAGE as usize).collect();
        View {
            contact: contact.id,
            no: contact.no,
            version: contact.version,
            title: contact.title().to_owned(),
            entries,
            more,
            members,
            page,
            back,
            zone,
            attached: Vec::new(),
        }
    }

    /// With the files that belong to what happened.
    pub fn with_files(self, attached: Vec<Attached>) -> View {
        View { attached, ..self }
    }

    /// The files of this page, each with its number on it.
    fn files(&self) -> impl Iterator<Item = (usize, &Attached)> {
        let shown = |file: &&Attached| {
            self.entries
                .iter()
                .any(|entry| matches!(entry, Entry::Happened(happened) if happened.id == file.interaction))
        };
        self.attached.iter().filter(shown).enumerate().map(|(at, file)| (at + 1, file))
    }

    fn line(&self, entry: &Entry, words: &Words, length: Length) -> Html {
        let at = entry.at().with_timezone(&self.zone).naive_local();
        let by = self.members.iter().find(|member| member.id == entry.by());
        let by = by.map(|member| shorten(&member.name, 40)).unwrap_or_default();
        match entry {
            Entry::Happened(interaction) => {
                let files = self.files().filter(|(_, file)| file.interaction == interaction.id);
                let marks =
                    files.map(|(at, file)| format!("{} {at} ", mark(file.what.kind))).collect::<String>();
                let summary =
                    Quote::new(&format!("{marks}{}", length.of(&interaction.summary, 160)), length.most(200));
                let args: [(&'static str, &dyn Say); 4] =
                    [("at", &at), ("by", &by), ("kind", &interaction.what()), ("summary", &summary)];
                words.html("history-happened", &args)
            }
            Entry::Changed(change) => {
                let what = Quote::new(&words.list(&self.cells(change, words)), length.most(200));
                let args: [(&'static str, &dyn Say); 4] =
                    [("at", &at), ("by", &by), ("verb", &change.verb), ("what", &what)];
                let mut what = words.html("history-changed", &args);
                if let Some(reason) = &change.reason {
                    what.push(words.html("history-reason", &[("reason", &length.of(reason, 100))]));
                }
                if change.undone_at.is_some() {
                    what.push(words.html("history-undone", &[]));
                }
                what
            }
        }
    }

    /// What a change wrote, cell by cell.
    fn cells(&self, change: &Change, words: &Words) -> Vec<String> {
        let mut said = Vec::new();
        for effect in &change.effects {
            let cells = match effect {
                Effect::Contact { cells, .. } => cells,
                Effect::Merged { no, cells, .. } => {
                    said.push(words.plain("history-merged", &[("no", no)]));
                    cells
                }
                _ => continue,
            };
            said.extend(cells.iter().filter_map(|cell| of_cell(cell, &self.members, words)));
        }
        said
    }
}

impl Render for View {
    fn message(&self, words: &Words) -> Message {
        let title = shorten(&self.title, 80);
        let mut html = words.html("history-title", &[("no", &self.no), ("name", &title)]);
        if self.entries.is_empty() {
            html.line(words.html("history-empty", &[]));
        }
        for entry in &self.entries {
            html.line(self.line(entry, words, Length::Short));
        }
        let mut keyboard = Keyboard::default();
        let key = |label: String, act| {
            let button = Button::Card { act, no: self.no, version: self.version, back: self.back };
            Key::press(label, &button)
        };
        let before = (self.page > 0).then(|| key(words.word("page-before"), CardAct::History(self.page - 1)));
        let after = self.more.then(|| key(words.word("history-more"), CardAct::History(self.page + 1)));
        keyboard.row(before.into_iter().chain(after));
        for keys in self.files().collect::<Vec<_>>().chunks(5) {
            keyboard.row(keys.iter().map(|(at, file)| {
                key(format!("{} {at}", mark(file.what.kind)), CardAct::Attached(file.number))
            }));
        }
        let whole = key(words.word("history-whole"), CardAct::WholeHistory);
        let whole = (!self.entries.is_empty()).then_some(whole);
        keyboard.row([key(words.word("history-card"), CardAct::Show)].into_iter().chain(whole));
        Message { html: html.fitting(), keyboard, card_of: Some(self.contact), ..Message::default() }
    }
}

/// The mark of a kind of file.
fn mark(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Photo => "📷",
        AttachmentKind::Voice => "🎤",
        AttachmentKind::Document => "📎",
    }
}
