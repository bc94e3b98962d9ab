//! Files in and out.

use renmai_core::book::{ExportColumn, Imported, Preview};
use renmai_core::contact::{Contact, Source};
use renmai_core::csv_in::{Column, FileError, RowError};
use renmai_core::email::Email;
use renmai_core::field::Field;
use renmai_core::text_in::Draft;

use super::contact::{self, wrong_value};
use super::{Html, Key, Keyboard, Message, Say as _, Words, phrases, shorten};
use crate::buttons::{Button, Feature};
use crate::commands::import::Verb;

phrases! {
    /// What is said of files.
    pub enum Said {
        /// How to import.
        How { rows: u64 } = "files-how",
        /// The file is being fetched.
        Reading { name: String } = "files-reading",
        /// The file is larger than Telegram gives a bot.
        TooBig { name: String } = "files-too-big",
        /// Not a format that is understood.
        NotATable { name: String } = "files-not-a-table",
        /// Telegram did not give the file.
        NotFetched { name: String } = "files-not-fetched",
        /// Not in UTF-8.
        NotUtf8 { name: String } = "files-not-utf8",
        /// Nothing is in it.
        Empty { name: String } = "files-empty",
        /// The first line names no column that is known.
        NoHeader { name: String } = "files-no-header",
        /// More columns than any list has.
        TooManyColumns { name: String } = "files-too-many-columns",
        /// More rows than are taken at once.
        TooManyRows { name: String, rows: u64, limit: u64 } = "files-too-many-rows",
        /// Let go.
        LetGo { name: String } = "files-let-go",
        /// The file has been imported or let go.
        Gone = "files-gone",
        /// A long file is being imported.
        UnderWay { name: String, rows: u64 } = "files-under-way",
        /// Where the contacts come from?
        AskSource { name: String } = "files-ask-source",
        /// That is where they come from.
        SourceNoted { source: Source } = "files-source-noted",
        /// The rows that need attention, as a file.
        Rejected { rows: u64 } = "files-rejected",
        /// The contacts, as a file.
        Exported { contacts: u64 } = "files-exported",
        /// A long export is being written.
        ExportUnderWay { contacts: u64 } = "files-export-under-way",
        /// There is nothing to export.
        NothingToExport = "files-nothing-to-export",
    }
}

/// A file that waits for a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// Its number.
    pub file: i64,
    /// Its name.
    pub name: String,
    /// Its columns by name, and what each was understood as.
    pub columns: Vec<(String, Option<Column>)>,
    /// What would become of its rows.
    pub preview: Preview,
    /// Where its contacts come from, where a row does not say it.
    pub source: Option<Source>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// A phrase alone.
    Said(Said),
    /// A file before it is imported.
    Waiting(Box<Waiting>),
    /// A file was imported.
    Imported {
        /// Its name.
        name: String,
        /// What became of it.
        imported: Imported,
    },
    /// A file on its way out.
    File {
        /// What is said of it.
        said: Said,
        /// The kept file.
        file: i64,
    },
}

impl From<Said> for Reply {
    fn from(said: Said) -> Reply {
        Reply::Said(said)
    }
}

impl From<Said> for super::Reply {
    fn from(said: Said) -> super::Reply {
        Reply::Said(said).into()
    }
}

impl Reply {
    /// As a message.
    pub fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Said(said) => said.message(words),
            Reply::Waiting(waiting) => waiting.message(words),
            Reply::Imported { name, imported } => {
                let mut keyboard = Keyboard::default();
                let undo = |id: renmai_core::change::ChangeId| Button::Undo(id.number());
                keyboard.row(imported.change.map(|id| Key::press(words.word("button-undo"), &undo(id))));
                Message { html: result(name, imported, words), keyboard, ..Message::default() }
            }
            Reply::File { said, file } => Message { file: Some(*file), ..said.message(words) },
        }
    }
}

/// Why a file cannot be read.
pub fn unreadable(error: &FileError, name: &str) -> Said {
    let name = shown(name);
    match error {
        FileError::NotUtf8 => Said::NotUtf8 { name },
        FileError::Empty => Said::Empty { name },
        FileError::NoHeader => Said::NoHeader { name },
        FileError::TooManyColumns => Said::TooManyColumns { name },
    }
}

/// The name of a file, short enough to be said; Telegram may give none.
pub fn shown(name: &str) -> String {
    if name.is_empty() { "📎".to_owned() } else { shorten(name, 60) }
}

/// What became of an import.
pub fn result(name: &str, imported: &Imported, words: &Words) -> Html {
    let Imported { added, numbers, duplicates, without_source, rejected, .. } = imported;
    let mut html = words.html("files-imported", &[("name", &shown(name)), ("added", added)]);
    if let Some((first, last)) = numbers {
        html.line(words.html("files-numbers", &[("first", first), ("last", last)]));
    }
    for (id, count) in
        [("files-skipped", duplicates), ("files-sourceless", without_source), ("files-to-mend", rejected)]
    {
        if *count > 0 {
            html.line(words.html(id, &[("count", count)]));
        }
    }
    html
}

/// Why a row is no contact, as plain text.
pub fn problem(error: &RowError, words: &Words) -> String {
    match error {
        RowError::Cell { column: Column::Field(field), value, error } => {
            wrong_value(*field, value, *error).html(words).plain()
        }
        RowError::Cell { value, .. } => {
            contact::Said::NotAGrade { typed: value.as_str().into() }.html(words).plain()
        }
        RowError::NameOrCompanyMissing => words.word("files-nameless"),
        RowError::Broken => words.word("files-broken"),
    }
}

/// The name of an export's column; those that a file can set are understood when the file comes back.
pub fn header(column: ExportColumn, words: &Words) -> String {
    let id = match column {
        ExportColumn::Field(field) => return label(field, words),
        ExportColumn::Grade => "word-grade",
        ExportColumn::No => "files-column-no",
        ExportColumn::Fit => "files-column-fit",
        ExportColumn::Stage => "files-column-stage",
        ExportColumn::Health => "files-column-health",
        ExportColumn::Owner => "files-column-owner",
        ExportColumn::LastTouch => "files-column-last-touch",
        ExportColumn::FollowUp => "files-column-follow-up",
    };
    words.word(id)
}

/// A cell of an export that is a word of the language.
pub fn cell(column: ExportColumn, contact: &Contact, words: &Words) -> Option<String> {
    match column {
        ExportColumn::Fit => contact.fit.map(|fit| words.word(&format!("fit-{}", fit.code()))),
        ExportColumn::Stage => Some(words.word(&format!("stage-{}", contact.stage.code()))),
        ExportColumn::Health => Some(words.word(&format!("health-{}", contact.health.code()))),
        ExportColumn::Field(Field::Country) => {
            contact.profile.country.map(|country| country.name(words.lang()).to_owned())
        }
        _ => None,
    }
}

fn label(field: Field, words: &Words) -> String {
    match field.say(words) {
        super::Arg::Text(text) => text,
        super::Arg::Html(html) => html.plain(),
        super::Arg::Number(number) => number.to_string(),
    }
}

impl Waiting {
    fn message(&self, words: &Words) -> Message {
        let Preview { new, duplicates, rejected, without_source, .. } = &self.preview;
        let rows = self.preview.rows();
        let mut html = words.html("files-waiting", &[("name", &shown(&self.name)), ("rows", &rows)]);
        html.line(words.html("files-count-new", &[("count", new)]));
        for (id, count) in [("files-count-duplicates", duplicates), ("files-count-rejected", rejected)] {
            if *count > 0 {
                html.line(words.html(id, &[("count", count)]));
            }
        }
        self.columns(&mut html, words);
        if !self.preview.first.is_empty() {
            html.line(words.html("files-first", &[]));
        }
        for draft in &self.preview.first {
            html.line(row(draft, words));
        }
        for row in &self.preview.problems {
            if let Err(error) = &row.outcome {
                let what = shorten(&problem(error, words), 200);
                html.line(words.html("files-problem", &[("line", &row.line), ("what", &what)]));
            }
        }
        match &self.source {
            Some(source) => html.line(words.html("files-source", &[("source", source)])),
            None if *without_source > 0 => {
                html.line(words.html("files-no-source", &[("count", without_source)]))
            }
            None => &mut html,
        };
        Message { html: html.fitting(), keyboard: self.keyboard(words), ..Message::default() }
    }

    fn columns(&self, html: &mut Html, words: &Words) {
        let meaning = |column: &Column| match column {
            Column::Field(field) => label(*field, words),
            Column::Grade => words.word("word-grade"),
            Column::Note => words.word("word-note"),
            Column::FirstName => words.word("files-first-name"),
            Column::LastName => words.word("files-last-name"),
        };
        let known = self.columns.iter().filter_map(|(name, column)| Some((name, meaning(column.as_ref()?))));
        let known: Vec<String> = known
            .map(|(name, meaning)| match name.to_lowercase() == meaning.to_lowercase() {
                true => meaning,
                false => format!("{} → {meaning}", shorten(name, 30)),
            })
            .collect();
        html.line(words.html("files-columns", &[("columns", &words.list(&known))]));
        let unknown = self.columns.iter().filter(|(name, column)| column.is_none() && !name.is_empty());
        let unknown: Vec<String> = unknown.map(|(name, _)| shorten(name, 30)).take(20).collect();
        if !unknown.is_empty() {
            html.line(words.html("files-unused", &[("columns", &words.list(&unknown))]));
        }
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let Preview { new, rejected, without_source, .. } = &self.preview;
        let rows = i64::try_from(self.preview.rows()).unwrap_or(i64::MAX);
        let key = |label: String, verb: Verb| {
            let button = Button::Feature {
                feature: Feature::Files,
                verb: verb as u8,
                number: self.file,
                version: rows,
            };
            Key::press(label, &button)
        };
        let mut keyboard = Keyboard::default();
        let import = match (*new, *rejected) {
            (0, 0) => None,
            (0, _) => Some(words.word("files-button-to-mend")),
            _ => Some(words.plain("files-button-import", &[("count", new)])),
        };
        let Some(import) = import else { return keyboard };
        if *without_source > 0 {
            keyboard.row([key(words.word("files-button-source"), Verb::Source)]);
        }
        keyboard.row([key(import, Verb::Import), key(words.word("button-cancel"), Verb::Cancel)]);
        keyboard
    }
}

/// A row of the file as it was understood.
fn row(draft: &Draft, words: &Words) -> Html {
    let profile = &draft.profile;
    let parts = [
        profile.name.clone(),
        profile.company.clone(),
        profile.email.as_ref().map(|email: &Email| email.as_str().to_owned()),
        profile.country.map(|country| country.name(words.lang()).to_owned()),
        draft.grade.map(|grade| grade.code().to_uppercase()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| shorten(&part, 40)).collect();
    Html::text(&format!("• {}", parts.join(" · ")))
}
