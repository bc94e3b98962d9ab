//! Where a contact came from.

use serde::{Deserialize, Serialize};

use crate::vocabulary::Channel;

/// Where a contact came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The channel.
    pub channel: Channel,
    /// Which fair, which site, who recommended: free text, may be empty.
    pub detail: String,
}

impl Source {
    /// As it is written so that it is read again.
    pub fn written(&self) -> String {
        match self.detail.is_empty() {
            true => self.channel.code().to_owned(),
            false => format!("{}: {}", self.channel.code(), self.detail),
        }
    }
}

/// Why a source cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// A bought list: refused always, in whatever words.
    #[error("a bought list")]
    BoughtList,
}
