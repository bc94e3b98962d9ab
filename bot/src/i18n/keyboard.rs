//! Buttons under a message.

use serde::{Deserialize, Serialize};

/// What a button carries to whoever handles its press.
pub trait CallbackData {
    /// As Telegram carries it: at most 64 bytes.
    fn data(&self) -> String;
}

/// One button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Key {
    /// Does something; the text is what [`CallbackData::data`] made.
    Press {
        /// What is on it.
        label: String,
        /// What it carries.
        data: String,
    },
    /// Copies a text.
    Copy {
        /// What is on it.
        label: String,
        /// What is copied, at most 256 characters.
        text: String,
    },
    /// Opens an address.
    Link {
        /// What is on it.
        label: String,
        /// The address.
        url: String,
    },
}

/// Rows of buttons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyboard(pub Vec<Vec<Key>>);

impl Key {
    /// A button that does something.
    pub fn press(label: impl Into<String>, button: &impl CallbackData) -> Key {
        Key::Press { label: label.into(), data: button.data() }
    }

    /// A button that copies a text, if it is one that Telegram takes.
    pub fn copy(label: impl Into<String>, text: &str) -> Option<Key> {
        let length = text.chars().count();
        (1..=256).contains(&length).then(|| Key::Copy { label: label.into(), text: text.to_owned() })
    }
}

impl Keyboard {
    /// Adds a row; an empty one is left out.
    pub fn row(&mut self, keys: impl IntoIterator<Item = Key>) -> &mut Keyboard {
        let keys: Vec<Key> = keys.into_iter().collect();
        if !keys.is_empty() {
            self.0.push(keys);
        }
        self
    }

    /// Whether there is no button.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
