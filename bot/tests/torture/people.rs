//! The people of a run: what each says, what each is owed, and what must be in the book because of it.

mod hearing;
mod mailing;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rand::RngExt as _;
use rand::rngs::StdRng;
use renmai_sandbox::ChatDriver;

pub(crate) use mailing::Outgoing;

/// Something that was accepted and must be in the book exactly once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Effect {
    pub(crate) kind: Kind,
    /// The word by which it is known; nobody else ever says it.
    pub(crate) word: String,
    /// Whether it was taken back again.
    pub(crate) undone: bool,
    /// The message that answered it.
    answer: Option<i64>,
}

/// Where in the book an effect is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An interaction with this summary.
    Logged,
    /// A change with this reason, to the contact at this place among the person's own.
    Graded(usize),
    /// A change that made this the next step.
    Planned,
    /// A contact with this word in its address.
    Added,
    /// So many contacts with this word in their addresses.
    Imported(u64),
}

/// An answer that somebody waits for.
#[derive(Debug, Clone)]
struct Owed {
    /// To what.
    said: String,
    /// What it says.
    sees: String,
    /// It changes this message, and is no new one.
    edit_of: Option<i64>,
    /// What it answers, if that is in the book.
    effect: Option<usize>,
    /// It comes when the work is done, and other answers may come before.
    takes_time: bool,
}

/// A contact of somebody's own.
#[derive(Debug, Clone, Copy)]
struct Contact {
    no: i64,
    /// A message that shows its card.
    card: i64,
    /// Graded A, and not B: each grading is a change.
    is_a: bool,
}

/// Somebody.
pub(crate) struct Person {
    pub(crate) chat: ChatDriver,
    pub(crate) name: &'static str,
    /// The first is never touched, so it is always due; the others are worked on.
    contacts: Vec<Contact>,
    owed: VecDeque<Owed>,
    /// Came once more, with the mark: the first copy may never have been heard.
    again: Vec<String>,
    seen: BTreeSet<String>,
    /// What `/undo` would take back, the newest last: places in `effects`.
    standing: Vec<usize>,
    /// Everything that must be in the book.
    pub(crate) effects: Vec<Effect>,
    /// What came by itself, by its text: the numbers of the messages.
    pub(crate) routines: BTreeMap<String, Vec<i64>>,
    /// Whether they write from a mailbox. What comes of it changes the book by itself, so they take nothing back by `/undo`.
    pub(crate) has_mailbox: bool,
    /// The mails that they write.
    pub(crate) mails: Vec<Outgoing>,
    /// How many words were given.
    words: u64,
    pub(crate) commands: u64,
    /// How many messages came once more, marked.
    pub(crate) repeats: u64,
    /// What should not have come.
    pub(crate) wrong: Vec<String>,
}

impl Person {
    pub(crate) fn new(chat: ChatDriver, name: &'static str) -> Person {
        Person {
            chat,
            name,
            contacts: Vec::new(),
            owed: VecDeque::new(),
            again: Vec::new(),
            seen: BTreeSet::new(),
            standing: Vec::new(),
            effects: Vec::new(),
            routines: BTreeMap::new(),
            has_mailbox: false,
            mails: Vec::new(),
            words: 0,
            commands: 0,
            repeats: 0,
            wrong: Vec::new(),
        }
    }

    /// A contact of grade A, added before the torture began.
    pub(crate) fn knows(&mut self, no: i64, card: i64) {
        self.contacts.push(Contact { no, card, is_a: true });
    }

    /// A word that nobody has used.
    fn word(&mut self) -> String {
        self.words += 1;
        format!("{}{}x", self.name, self.words)
    }

    fn says(&mut self, text: &str, sees: &str) {
        self.commands += 1;
        self.chat.says(text);
        self.owe(text, sees, None);
    }

    fn owe(&mut self, said: &str, sees: &str, edit_of: Option<i64>) {
        let (said, sees) = (said.to_owned(), sees.to_owned());
        self.owed.push_back(Owed { said, sees, edit_of, effect: None, takes_time: false });
    }

    fn changed(&mut self, kind: Kind, word: &str) {
        let effect = self.effects.len();
        self.standing.push(effect);
        self.effects.push(Effect { kind, word: word.to_owned(), undone: false, answer: None });
        if let Some(owed) = self.owed.back_mut() {
            owed.effect = Some(effect);
        }
    }

    fn took_back(&mut self, effect: usize) {
        self.effects[effect].undone = true;
        if let Kind::Graded(place) = self.effects[effect].kind {
            self.contacts[place].is_a ^= true;
        }
    }

    /// One of the contacts that are worked on.
    fn place(&self, random: &mut StdRng) -> usize {
        random.random_range(1..self.contacts.len())
    }

    fn undone(&self) -> &'static str {
        if self.name == "lina" { "已撤销" } else { "Taken back" }
    }

    /// Says something at random.
    pub(crate) fn says_something(&mut self, random: &mut StdRng) {
        let place = self.place(random);
        let Contact { no, is_a, .. } = self.contacts[place];
        let word = self.word();
        match random.random_range(0..10) {
            0..4 => {
                self.says(&format!("/log {no} call {word}"), &word);
                self.changed(Kind::Logged, &word);
            }
            4 => {
                let (before, after) = if is_a { ("A", "B") } else { ("B", "A") };
                self.says(&format!("/grade {no} {after} {word}"), &format!("{before} → {after}"));
                self.contacts[place].is_a ^= true;
                self.changed(Kind::Graded(place), &word);
            }
            5 => {
                let day = random.random_range(1..=28);
                self.says(&format!("/next {no} 2030-01-{day:02} {word}"), &word);
                self.changed(Kind::Planned, &word);
            }
            6 => {
                self.says(&format!("/add Buyer {word}, Firm {word}, {word}@{word}.de, Germany, C"), &word);
                self.changed(Kind::Added, &word);
            }
            7 => match self.standing.pop().filter(|_| !self.has_mailbox) {
                Some(effect) => {
                    self.says("/undo", self.undone());
                    self.took_back(effect);
                }
                None => self.fence(),
            },
            8 => self.says(&format!("/find {word}"), &word),
            _ => self.fence(),
        }
    }

    /// Asks what has a known answer: once it is answered, so is everything before it.
    pub(crate) fn fence(&mut self) {
        self.words += 1;
        let nobody = 1_000_000 + self.words;
        self.says(&format!("/l{nobody}"), &format!("#{nobody}"));
    }

    /// Sends a list of contacts; once it was looked at, [`Person::imports`] it.
    pub(crate) fn sends_list(&mut self, rows: u64) -> String {
        let word = self.word();
        let mut list = String::from("name,company,email,country,source\n");
        for n in 0..rows {
            list.push_str(&format!("Row {n},{word} {n},{word}{n}@{word}{n}.de,Germany,website\n"));
        }
        let name = format!("{word}.csv");
        self.commands += 1;
        self.chat.sends_file(&name, list.into_bytes(), None);
        // That it is being read, and then what is in it.
        self.owe(&name, &name, None);
        self.owe(&name, &name, None);
        word
    }

    /// Presses the button that imports the list, twice as Telegram may.
    pub(crate) fn imports(&mut self, word: &str, rows: u64) {
        let name = format!("{word}.csv");
        // Telegram failed each time that the file was asked for: she was told, and would send it again.
        let not_fetched = ["Telegram did not give me", "没能从 Telegram 取到"];
        let told = |text: &str| text.contains(&name) && not_fetched.iter().any(|words| text.contains(words));
        if self.chat.screen().iter().any(|message| told(&message.text)) {
            return;
        }
        let waiting = self.chat.screen().into_iter().rev().find_map(|message| {
            let button = message.buttons.iter().flatten().next()?;
            (message.text.contains(&name)).then(|| Some((message.id, button.data.clone()?))).flatten()
        });
        let Some((message, data)) = waiting else {
            return self.wrong.push(format!("{name} was never shown with a button"));
        };
        self.presses(message, &data, &name);
        self.owed.back_mut().into_iter().for_each(|owed| owed.takes_time = true);
        self.changed(Kind::Imported(rows), word);
    }

    fn presses(&mut self, message: i64, data: &str, sees: &str) {
        self.commands += 1;
        let press = self.chat.presses_data(message, data);
        self.chat.presses_again(&press);
        self.owe(&format!("press {data}"), sees, Some(message));
    }

    /// A night is over, and with it the ten minutes of every button that takes something back; nothing is on its way.
    pub(crate) fn sleeps(&mut self) {
        self.again.clear();
        self.seen.clear();
        self.effects.iter_mut().for_each(|effect| effect.answer = None);
    }

    /// Presses the button that takes the newest change back, if its answer is there; each press comes twice.
    pub(crate) fn presses_undo(&mut self) {
        let Some(&effect) = self.standing.last() else { return };
        let Some(message) = self.effects[effect].answer else { return };
        let button = self.chat.message(message).and_then(|message| {
            let all = message.buttons.into_iter().flatten().filter_map(|button| button.data);
            all.into_iter().find(|data| data.starts_with("u:"))
        });
        if let Some(data) = button {
            self.standing.pop();
            self.presses(message, &data, self.undone());
            self.took_back(effect);
        }
    }

    /// Presses a grade on a card: the press comes twice, and the second changes nothing.
    pub(crate) fn presses_grade(&mut self, random: &mut StdRng) {
        let place = self.place(random);
        let Contact { no, card, is_a } = self.contacts[place];
        let grade = if is_a { "b" } else { "a" };
        // A press is the same only if it carries the same: the version is part of it.
        self.words += 1;
        self.presses(card, &format!("c:g.{grade}:{no}:{}", self.words), &format!("#{no}"));
        self.contacts[place].is_a ^= true;
        self.changed(Kind::Graded(place), "");
    }

    /// Presses a button that asks for a line, and writes it.
    pub(crate) fn logs_by_button(&mut self, random: &mut StdRng) {
        let Contact { no, card, .. } = self.contacts[self.place(random)];
        let word = self.word();
        self.words += 1;
        let data = format!("c:l.reply:{no}:{}", self.words);
        self.commands += 1;
        self.chat.presses_data(card, &data);
        let (asks, logged) = match self.name == "lina" {
            true => ("对方回复了什么", "已记录"),
            false => ("one line", "logged"),
        };
        // The question stands in place of the card.
        self.owe(&format!("press {data}"), asks, Some(card));
        self.says(&word, logged);
        self.changed(Kind::Logged, &word);
    }
}
