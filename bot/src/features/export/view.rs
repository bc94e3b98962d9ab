//! Exports: what is said of them, and their columns and cells in the reader's language.

use renmai_core::book::ExportColumn;
use renmai_core::contact::Contact;
use renmai_core::vocabulary::Field;

use crate::i18n::{Message, Render, Words, phrases};

phrases! {
    /// What is said of exports.
    pub enum Phrase {
        /// The contacts, as a file.
        Exported { contacts: u64 } = "files-exported",
        /// A long export is being written.
        ExportUnderWay { contacts: u64 } = "files-export-under-way",
        /// There is nothing to export.
        NothingToExport = "files-nothing-to-export",
    }
}

/// An export on its way out.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// How many contacts are in it.
    pub contacts: u64,
    /// The kept file.
    pub file: i64,
}

impl Render for File {
    fn message(&self, words: &Words) -> Message {
        let said = Phrase::Exported { contacts: self.contacts };
        Message { file: Some(self.file), ..said.message(words) }
    }
}

/// The name of an export's column; those that a file can set are understood when the file comes back.
pub fn header(column: ExportColumn, words: &Words) -> String {
    let id = match column {
        ExportColumn::Field(field) => return words.field(field),
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
        ExportColumn::Field(_)
        | ExportColumn::No
        | ExportColumn::Grade
        | ExportColumn::Owner
        | ExportColumn::LastTouch
        | ExportColumn::FollowUp => None,
    }
}
