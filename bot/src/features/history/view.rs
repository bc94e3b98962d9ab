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
        let mut entries: Vec<Entry> = interactions.into_iter().map(Entry::Happened).collect();
        // What was logged stands there as what happened; the change that logged it says nothing more.
        let told = changes.into_iter().filter(|change| change.verb != Verb::Logged);
        entries.extend(told.map(Entry::Changed));
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at()));
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

    fn line(&self, entry: &Entry, words: &Words) -> Html {
        let at = entry.at().with_timezone(&self.zone).format("%Y-%m-%d %H:%M").to_string();
        let by = self.members.iter().find(|member| member.id == entry.by());
        let by = by.map(|member| shorten(&member.name, 40)).unwrap_or_default();
        match entry {
            Entry::Happened(interaction) => {
                let files = self.files().filter(|(_, file)| file.interaction == interaction.id);
                let marks =
                    files.map(|(at, file)| format!("{} {at} ", mark(file.what.kind))).collect::<String>();
                let summary = Quote::new(&format!("{marks}{}", shorten(&interaction.summary, 160)), 200);
                let args: [(&'static str, &dyn Say); 4] =
                    [("at", &at), ("by", &by), ("kind", &interaction.kind), ("summary", &summary)];
                words.html("history-happened", &args)
            }
            Entry::Changed(change) => {
                let what = Quote::new(&words.list(&self.cells(change, words)), 200);
                let args: [(&'static str, &dyn Say); 4] =
                    [("at", &at), ("by", &by), ("verb", &change.verb), ("what", &what)];
                let mut what = words.html("history-changed", &args);
                if let Some(reason) = &change.reason {
                    what.push(words.html("history-reason", &[("reason", &shorten(reason, 100))]));
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
            html.line(self.line(entry, words));
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
        keyboard.row([key(words.word("history-card"), CardAct::Show)]);
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
