//! What a sandbox is opened with.

use std::fmt;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Clock;

/// What a sandbox is opened with.
#[derive(Clone)]
pub struct Options {
    /// The only token that the Bot API accepts. Whoever has it can do what the bot can do.
    pub token: String,
    /// The bot that the token belongs to.
    pub bot: BotProfile,
    /// The people who can talk to the bot.
    pub people: Vec<Person>,
    /// Where the chats are kept between runs; `None`: only in memory.
    pub folder: Option<PathBuf>,
    /// The clock that dates every message.
    pub clock: Clock,
    /// The clock buttons of the page, beside its own "+1 hour".
    pub jumps: Vec<Jump>,
    /// Called when "Start over" is pressed on the page; without it there is no such button.
    pub on_reset: Option<Reset>,
}

impl fmt::Debug for Options {
    // The token stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("bot", &self.bot)
            .field("people", &self.people)
            .finish_non_exhaustive()
    }
}

/// What is called when the page starts over.
pub type Reset = Arc<dyn Fn() + Send + Sync>;

/// The bot, as Telegram knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BotProfile {
    /// Its user identifier, with which its token begins.
    pub id: i64,
    /// Its username, without the `@`.
    pub username: String,
    /// Its name.
    pub name: String,
}

/// A person who can talk to the bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The person's user identifier, which is also that of their private chat.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Username, without the `@`.
    pub username: Option<String>,
    /// The language that the person's Telegram is set to, for example `en` or `zh-hans`.
    pub language_code: Option<String>,
    /// One line shown on the page, for example "Manager, English".
    pub about: String,
}

impl Person {
    /// A person with nothing but a first name.
    pub fn new(id: i64, first_name: &str) -> Person {
        Person {
            id,
            first_name: first_name.to_owned(),
            last_name: None,
            username: None,
            language_code: None,
            about: String::new(),
        }
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        match &self.last_name {
            Some(last) => format!("{} {last}", self.first_name),
            None => self.first_name.clone(),
        }
    }
}

/// A clock button of the page.
#[derive(Clone)]
pub struct Jump {
    /// What is written on it.
    pub label: Label,
    /// Where it moves the clock, given whose chat is shown and where the clock stands.
    pub to: Arc<dyn Fn(Option<i64>, DateTime<Utc>) -> Landing + Send + Sync>,
}

/// Where a jump will move the clock.
pub type Landing = Pin<Box<dyn Future<Output = DateTime<Utc>> + Send>>;

/// A text on the page, in both of its languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl fmt::Debug for Jump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jump").field("label", &self.label).finish_non_exhaustive()
    }
}
