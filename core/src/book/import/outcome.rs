//! The results of an import: the preview, the progress, and that it was undone.

use serde::{Deserialize, Serialize};

use crate::read::Draft;
use crate::read::table::Row;
use crate::vocabulary::{ChangeId, ContactNo};

/// What is in a file, before it is imported.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preview {
    /// How many rows would be added.
    pub new: u64,
    /// How many are in the team already, or twice in the file.
    pub duplicates: u64,
    /// How many of these would fill something that is missing there.
    pub filling: u64,
    /// How many of the new say no source.
    pub without_source: u64,
    /// The first of the new.
    pub first: Vec<Draft>,
    /// How many are no contacts.
    pub rejected: u64,
    /// The first that are no contacts.
    pub problems: Vec<Row>,
    /// How many had something in them that could not be seen and was taken out.
    pub hidden: u64,
    /// How many opted out, as the file says.
    pub opted_out: u64,
    /// How many have an address from which mail bounced, as the file says.
    pub bounced: u64,
}

impl Preview {
    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.new + self.duplicates + self.rejected
    }
}

/// What an import has done so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// By which change; `None`: nothing was changed.
    pub change: Option<ChangeId>,
    /// How many contacts were added.
    pub added: u64,
    /// The first of them and the last.
    pub numbers: Option<(ContactNo, ContactNo)>,
    /// How many rows were left out because they were there already.
    pub duplicates: u64,
    /// How many rows filled something that was missing.
    pub filled: u64,
    /// How many of the new say no source.
    pub without_source: u64,
    /// How many rows are no contacts.
    pub rejected: u64,
    /// How many contacts, new or there already, opted out.
    #[serde(default)]
    pub opted_out: u64,
    /// How many of them have an address from which mail bounced.
    #[serde(default)]
    pub bounced: u64,
}

/// The import was undone while it was running, so nothing more is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("taken back")]
pub struct TakenBack;
