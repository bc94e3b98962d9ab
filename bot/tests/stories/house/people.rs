//! The people of the stories: what each says and presses, and what they hear.

use std::sync::Arc;

use renmai_sandbox::{ChatDriver, Message, Person, Press};

use super::House;

/// The people of the stories.
pub(crate) const WANG: i64 = 1001;
pub(crate) const MARIA: i64 = 1002;
pub(crate) const ANNA: i64 = 1003;
pub(crate) const LINA: i64 = 1004;
pub(crate) const SAM: i64 = 1005;

impl House {
    pub(crate) fn wang(self: &Arc<Self>) -> Someone {
        self.someone(WANG)
    }

    pub(crate) fn maria(self: &Arc<Self>) -> Someone {
        self.someone(MARIA)
    }

    pub(crate) fn anna(self: &Arc<Self>) -> Someone {
        self.someone(ANNA)
    }

    pub(crate) fn lina(self: &Arc<Self>) -> Someone {
        self.someone(LINA)
    }

    pub(crate) fn sam(self: &Arc<Self>) -> Someone {
        self.someone(SAM)
    }

    fn someone(self: &Arc<Self>, id: i64) -> Someone {
        Someone { chat: self.sandbox.person(id) }
    }

    /// Somebody whom the bot does not know, of whatever name.
    pub(crate) fn newcomer(self: &Arc<Self>, id: i64, name: &str, username: &str) -> Someone {
        let newcomer = Person { username: Some(username.into()), ..Person::new(id, name) };
        Someone { chat: self.sandbox.newcomer(newcomer) }
    }
}

pub(super) fn person(id: i64, name: &str, username: &str, language: &str) -> Person {
    let (first_name, last_name) = match name.split_once(' ') {
        Some((first, last)) => (first.to_owned(), Some(last.to_owned())),
        None => (name.to_owned(), None),
    };
    Person {
        id,
        first_name,
        last_name,
        username: Some(username.into()),
        language_code: Some(language.into()),
        about: String::new(),
    }
}

/// A person with a phone.
#[derive(Clone)]
pub(crate) struct Someone {
    pub(crate) chat: ChatDriver,
}

impl Someone {
    /// Writes, and waits for the answer.
    pub(crate) async fn says(&self, text: &str) -> Heard {
        self.chat.says(text);
        self.hears().await
    }

    /// Replies to a message, and waits for the answer.
    pub(crate) async fn replies(&self, to: &Heard, text: &str) -> Heard {
        self.chat.replies(to.message.id, text);
        self.hears().await
    }

    /// Presses a button by its label, and waits for what becomes of the message (or a new one) and the answer.
    pub(crate) async fn presses(&self, on: &Heard, label: &str) -> Heard {
        let press = self.chat.presses(on.message.id, label).unwrap_or_else(|error| panic!("{error}"));
        self.after(press).await
    }

    /// Presses a button that changes no message; answers what the press was answered with.
    pub(crate) async fn presses_for_answer(&self, on: &Heard, label: &str) -> Option<String> {
        let press = self.chat.presses(on.message.id, label).unwrap_or_else(|error| panic!("{error}"));
        self.callback_answer(&press).await
    }

    /// Presses with forged data; answers what the press was answered with.
    pub(crate) async fn forges(&self, on: &Heard, data: &str) -> Option<String> {
        let press = self.chat.presses_data(on.message.id, data);
        self.callback_answer(&press).await
    }

    /// What a press was answered with.
    pub(crate) async fn callback_answer(&self, press: &Press) -> Option<String> {
        self.chat.press_answer(press).await.unwrap_or_else(|silence| panic!("{silence}")).text
    }

    async fn after(&self, press: Press) -> Heard {
        let callback_answer = self.callback_answer(&press).await;
        let heard = self.hears().await;
        Heard { callback_answer, ..heard }
    }

    /// Sends a file, and waits for the answer.
    pub(crate) async fn sends_file(&self, name: &str, body: &[u8]) -> Heard {
        self.chat.sends_file(name, body.to_vec(), None);
        self.hears().await
    }

    /// Shares a contact, and waits for the answer.
    pub(crate) async fn shares_contact(&self, first: &str, last: Option<&str>, phone: &str) -> Heard {
        self.chat.sends_contact(first, last, phone, None);
        self.hears().await
    }

    /// The next message that nobody has looked at yet.
    pub(crate) async fn hears(&self) -> Heard {
        let message = self.chat.hears().await.unwrap_or_else(|silence| panic!("{silence}"));
        Heard { message, callback_answer: None }
    }

    /// The next message that says this; what comes before it is looked at and let go.
    pub(crate) async fn hears_until(&self, text: &str) -> Heard {
        loop {
            let heard = self.hears().await;
            if heard.text().contains(text) {
                return heard;
            }
        }
    }

    /// Looks at everything that came.
    pub(crate) async fn hears_everything(&self) {
        while !self.chat.unheard().is_empty() {
            self.hears().await;
        }
    }

    /// The document of a message.
    pub(crate) fn file(&self, heard: &Heard) -> Vec<u8> {
        self.chat.file(&heard.message).unwrap_or_else(|| panic!("no file in: {}", heard.text())).1
    }

    /// A message as it now stands in the chat.
    pub(crate) fn now(&self, heard: &Heard) -> Heard {
        let message = self.chat.message(heard.message.id).unwrap_or_else(|| panic!("gone: {}", heard.text()));
        Heard { message, callback_answer: None }
    }
}

/// A message of the bot, as the person sees it.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) message: Message,
    callback_answer: Option<String>,
}

impl Heard {
    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.message.text
    }

    /// What the press that led to it was answered with.
    pub(crate) fn callback_answer(&self) -> Option<&str> {
        self.callback_answer.as_deref()
    }

    /// The labels of its buttons.
    pub(crate) fn labels(&self) -> Vec<&str> {
        self.message.buttons.iter().flatten().map(|button| button.label.as_str()).collect()
    }

    /// What a button of it carries.
    #[track_caller]
    pub(crate) fn carries(&self, label: &str) -> String {
        let mut buttons = self.message.buttons.iter().flatten();
        let button = buttons.find(|button| button.label == label || button.label.ends_with(label));
        button
            .and_then(|button| button.data.clone())
            .unwrap_or_else(|| panic!("no “{label}” in {:?}", self.labels()))
    }

    /// Says this.
    #[track_caller]
    pub(crate) fn sees(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "“{text}” is not in:\n{}\n{:?}", self.text(), self.labels());
        self
    }

    /// Does not say this.
    #[track_caller]
    pub(crate) fn lacks(&self, text: &str) -> &Self {
        assert!(!self.text().contains(text), "“{text}” is in:\n{}", self.text());
        self
    }

    /// Has a button with this on it.
    #[track_caller]
    pub(crate) fn offers(&self, label: &str) -> &Self {
        assert!(
            self.labels().iter().any(|known| known.contains(label)),
            "no “{label}” in {:?}",
            self.labels()
        );
        self
    }

    /// Has no button with this on it.
    #[track_caller]
    pub(crate) fn offers_no(&self, label: &str) -> &Self {
        assert!(
            !self.labels().iter().any(|known| known.contains(label)),
            "“{label}” is in {:?}",
            self.labels()
        );
        self
    }
}

/// The code in an invite link.
pub(crate) fn code_in(heard: &Heard) -> String {
    let text = heard.text();
    let start = text.find("?start=").unwrap_or_else(|| panic!("no link in: {text}")) + "?start=".len();
    text[start..].chars().take_while(char::is_ascii_alphanumeric).collect()
}
