//! Who is in the sandbox: a manager, two salespeople and a stranger. All of them are made up.

use renmai_core::team::Newcomer;
use renmai_core::vocabulary::Lang;
use renmai_sandbox::{BotProfile, Person};

/// Somebody of the sandbox.
#[derive(Debug, Clone, Copy)]
struct Someone {
    id: i64,
    first_name: &'static str,
    last_name: Option<&'static str>,
    /// Also the word for them in the story.
    username: &'static str,
    language: &'static str,
    about: &'static str,
}

const MARIA: Someone = Someone {
    id: 1001,
    first_name: "Maria",
    last_name: Some("Chen"),
    username: "maria",
    language: "en",
    about: "Owner and manager · English",
};

const ANNA: Someone = Someone {
    id: 1002,
    first_name: "Anna",
    last_name: Some("Liu"),
    username: "anna",
    language: "en",
    about: "Salesperson · English",
};

const LINA: Someone = Someone {
    id: 1003,
    first_name: "李娜",
    last_name: None,
    username: "lina",
    language: "zh-hans",
    about: "业务员 · 中文",
};

const SAM: Someone = Someone {
    id: 1004,
    first_name: "Sam",
    last_name: Some("Stranger"),
    username: "sam",
    language: "en",
    about: "Not in the team · English",
};

/// The bot as the sandbox knows it.
pub fn bot() -> BotProfile {
    BotProfile { id: 100_001, username: "renmai_bot".into(), name: "renmai 人脉".into() }
}

/// Everybody in the sandbox.
pub fn people() -> Vec<Person> {
    [MARIA, ANNA, LINA, SAM].map(Someone::person).to_vec()
}

/// Who founds the team.
pub(super) fn founder() -> Newcomer {
    MARIA.newcomer()
}

/// The salespeople who join it.
pub(super) fn salespeople() -> [Newcomer; 2] {
    [ANNA.newcomer(), LINA.newcomer()]
}

/// From where each of the team writes.
pub(super) fn mailboxes() -> [(i64, &'static str); 3] {
    [
        (MARIA.id, "maria@brightway-led.example"),
        (ANNA.id, "anna@brightway-led.example"),
        (LINA.id, "lina@brightway-led.example"),
    ]
}

/// The Telegram number of somebody in the story.
pub(super) fn number(word: &str) -> Option<i64> {
    [MARIA, ANNA, LINA].iter().find(|someone| someone.username == word).map(|someone| someone.id)
}

impl Someone {
    fn person(self) -> Person {
        Person {
            id: self.id,
            first_name: self.first_name.into(),
            last_name: self.last_name.map(Into::into),
            username: Some(self.username.into()),
            language_code: Some(self.language.into()),
            about: self.about.into(),
        }
    }

    fn newcomer(self) -> Newcomer {
        Newcomer {
            telegram: self.id,
            name: self.person().full_name(),
            username: Some(self.username.into()),
            lang: Lang::from_telegram(Some(self.language)),
        }
    }
}
