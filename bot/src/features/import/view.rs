//! Files in and out.

use renmai_core::book::Imported;
use renmai_core::contact::Source;
use renmai_core::read::table::{Column, FileError, MOST_COLUMNS, MOST_ROWS, RowError};
use renmai_core::text::clean;

use super::columns;
use crate::features::field::wrong_value;
use crate::features::import::preview::Waiting;
use crate::handler::buttons::undo_key;
use crate::i18n::{Html, Keyboard, Message, Render, Words, phrases, shorten};

phrases! {
    /// What is said of files.
    pub enum Phrase {
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
        /// It says what it is, and is not well formed.
        Broken { name: String } = "files-damaged",
        /// Protected by a password.
        Locked { name: String } = "files-locked",
        /// Unpacked, it is more than any list of people.
        TooMuch { name: String } = "files-too-much",
        /// Nothing is in it.
        Empty { name: String } = "files-empty",
        /// The first line names no column that is known.
        NoHeader { name: String } = "files-no-header",
        /// It says that it was bought, or gathered by a machine.
        Bought { name: String } = "files-bought",
        /// More columns than any list has.
        TooManyColumns { name: String } = "files-too-many-columns",
        /// More files in a minute than are looked at.
        TooManyFiles { name: String, most: u32 } = "files-too-many",
        /// More rows than are taken at once.
        TooManyRows { name: String, rows: u64, limit: u64 } = "files-too-many-rows",
        /// Let go.
        LetGo { name: String } = "files-let-go",
        /// Let go to make room for a newer one.
        MadeRoom { name: String, most: usize } = "files-made-room",
        /// The file has been imported or let go.
        Gone = "files-gone",
        /// A short file is being imported.
        Importing = "files-importing",
        /// A long file is being imported, and how far it has come.
        UnderWay { name: String, done: u64, rows: u64 } = "files-under-way",
        /// It was taken back while it was being imported.
        TakenBack { name: String } = "files-taken-back",
        /// It failed, and what had come in is taken back.
        Failed { name: String, code: String } = "files-failed",
        /// It failed, and what had come in stays.
        FailedHalfway { name: String, code: String, added: u64 } = "files-failed-halfway",
        /// Where the contacts come from?
        AskSource { name: String } = "files-ask-source",
        /// That is where they come from.
        SourceNoted { source: Source } = "files-source-noted",
        /// The rows that need attention, as a file.
        Rejected { rows: u64 } = "files-rejected",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// A file before it is imported.
    Waiting(Box<Waiting>),
    /// A file was imported.
    Imported {
        /// Its name.
        name: String,
        /// What became of it.
        imported: Imported,
    },
    /// The columns of a file.
    Columns(columns::View),
    /// What a column may hold.
    Column(columns::Choice),
    /// A file on its way out.
    File {
        /// What is said of it.
        said: Phrase,
        /// The kept file.
        file: i64,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Waiting(waiting) => waiting.message(words),
            Reply::Imported { name, imported } => {
                let mut keyboard = Keyboard::default();
                keyboard.row(imported.change.map(|change| undo_key(change, words)));
                Message { html: result(name, imported, words), keyboard, ..Message::default() }
            }
            Reply::Columns(view) => view.message(words),
            Reply::Column(choice) => choice.message(words),
            Reply::File { said, file } => Message { file: Some(*file), ..said.message(words) },
        }
    }
}

/// Why a file cannot be read.
pub fn unreadable(error: FileError, name: &str) -> Phrase {
    let name = shown(name);
    match error {
        FileError::NotATable => Phrase::NotATable { name },
        FileError::Broken => Phrase::Broken { name },
        FileError::Locked => Phrase::Locked { name },
        FileError::TooBig => Phrase::TooBig { name },
        FileError::TooMuch => Phrase::TooMuch { name },
        FileError::Empty => Phrase::Empty { name },
        FileError::NoHeader => Phrase::NoHeader { name },
        FileError::Bought => Phrase::Bought { name },
        FileError::TooManyColumns => Phrase::TooManyColumns { name },
        FileError::TooManyRows(rows) => Phrase::TooManyRows { name, rows, limit: MOST_ROWS },
    }
}

/// The name of a file, short enough to be said and with nothing hidden in it; Telegram may give none.
pub fn shown(name: &str) -> String {
    let name = clean(name);
    if name.is_empty() { "📎".to_owned() } else { shorten(&name, 60) }
}

/// What became of an import.
pub fn result(name: &str, imported: &Imported, words: &Words) -> Html {
    let Imported { added, numbers, duplicates, filled, without_source, rejected, opted_out, bounced, .. } =
        imported;
    let args: [(&'static str, &dyn crate::i18n::Say); 3] =
        [("name", &shown(name)), ("added", added), ("filled", filled)];
    let mut html = words.html("files-imported", &args);
    if let Some((first, last)) = numbers {
        html.line(words.html("files-numbers", &[("first", first), ("last", last)]));
    }
    for (id, count) in [
        ("files-filled", filled),
        ("files-skipped", duplicates),
        ("files-count-opted-out", opted_out),
        ("files-count-bounced", bounced),
        ("files-sourceless", without_source),
        ("files-to-mend", rejected),
    ] {
        if *count > 0 {
            html.line(words.html(id, &[("count", count)]));
        }
    }
    html
}

/// Why a row is no contact, as plain text.
pub fn problem(error: &RowError, words: &Words) -> String {
    match error {
        RowError::Cell { field, value, error } => wrong_value(*field, value, *error).html(words).plain(),
        RowError::Group => words.word("files-group"),
        RowError::NameOrCompanyMissing => words.word("files-nameless"),
        RowError::Oversize { line } => {
            words.plain("files-oversize", &[("line", line), ("columns", &(MOST_COLUMNS as u64))])
        }
    }
}

/// What a column holds, in a word.
pub fn meaning(column: Column, words: &Words) -> String {
    match column {
        Column::Field(field) => words.field(field),
        Column::Grade => words.word("word-grade"),
        Column::Note => words.word("word-note"),
        Column::FirstName => words.word("files-first-name"),
        Column::LastName => words.word("files-last-name"),
        Column::OptedOut => words.word("files-opted-out"),
        Column::Subscribed => words.word("files-subscribed"),
        Column::Bounced => words.word("files-bounced"),
        Column::Status => words.word("files-status"),
        Column::Group => words.word("files-address-book-group"),
    }
}
