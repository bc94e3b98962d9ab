//! How somebody writes mails: to buyers of their own, one mail each, prepared in the evening and sent in the morning.

use renmai_sandbox::Message;

use super::Person;

/// A mail that somebody writes.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    /// The buyer's number in the book.
    no: i64,
    /// The word in the buyer's name, by which what is told of the mail is known.
    pub(crate) word: String,
    /// The message that shows it, once there is one.
    pub(crate) message: Option<i64>,
    /// The button that sends it now.
    now: Option<String>,
    /// Whether that was pressed.
    pub(crate) is_pressed: bool,
}

impl Outgoing {
    /// To whom: an address that nobody else has.
    pub(crate) fn to(&self) -> String {
        format!("{0}@{0}.com", self.word)
    }
}

impl Person {
    /// Adds American buyers, to whom one may write, each of a company of their own.
    pub(crate) fn finds_buyers(&mut self, count: usize) {
        for _ in 0..count {
            let word = self.word();
            let buyer =
                format!("Buyer {word}, Firm {word}, {word}@{word}.com, United States, C, source: website");
            self.says(&format!("/add {buyer}"), &word);
            self.mails.push(Outgoing { no: 0, word, message: None, now: None, is_pressed: false });
        }
    }

    /// Begins a mail to each buyer who was added.
    pub(crate) fn begins_mails(&mut self) {
        let screen = self.chat.screen();
        for place in 0..self.mails.len() {
            let mail = &self.mails[place];
            if mail.no > 0 {
                continue;
            }
            let card = screen.iter().rev().find(|message| message.text.contains(&mail.word));
            let digits = card
                .and_then(|card| card.text.split_once('#'))
                .map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
            let Some(no) = digits.and_then(|digits| digits.parse().ok()) else {
                self.wrong.push(format!("{}: {} has no number", self.name, mail.word));
                continue;
            };
            self.mails[place].no = no;
            self.says(&format!("/mail {no}"), &format!("#{no}"));
        }
    }

    /// Chooses the first template for each mail that was begun.
    pub(crate) fn chooses_templates(&mut self) {
        for place in 0..self.mails.len() {
            let Outgoing { no, message: None, .. } = self.mails[place] else { continue };
            let Some((message, data)) = self.button(no, "o:b") else {
                self.wrong.push(format!("{}: #{no} was shown no template", self.name));
                continue;
            };
            self.mails[place].message = Some(message);
            self.commands += 1;
            self.chat.presses_data(message, &data);
            let to = self.mails[place].to();
            self.owe(&format!("press {data}"), &to, Some(message));
        }
    }

    /// Looks for the button that sends each mail.
    pub(crate) fn looks_at_mails(&mut self) {
        for place in 0..self.mails.len() {
            let Outgoing { no, message: Some(message), now: None, .. } = self.mails[place] else { continue };
            let now = self.chat.message(message).and_then(|shown| data_of(&shown, "o:n"));
            if now.is_none() {
                self.wrong.push(format!("{}: the mail to #{no} cannot be sent", self.name));
            }
            self.mails[place].now = now;
        }
    }

    /// Sends every mail that is prepared; each press comes twice.
    pub(crate) fn sends_mails(&mut self) {
        for place in 0..self.mails.len() {
            let Outgoing { no, message: Some(message), is_pressed: false, .. } = self.mails[place] else {
                continue;
            };
            let Some(data) = self.mails[place].now.clone() else { continue };
            self.mails[place].is_pressed = true;
            self.presses(message, &data, &format!("#{no}"));
        }
    }

    /// The newest message about a contact that has a button of a kind.
    fn button(&self, no: i64, kind: &str) -> Option<(i64, String)> {
        let is_about = |text: &str| {
            text.split_once(&format!("#{no}"))
                .is_some_and(|(_, rest)| !rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let mut screen = self.chat.screen().into_iter().rev().filter(|message| is_about(&message.text));
        screen.find_map(|message| Some((message.id, data_of(&message, kind)?)))
    }

    /// Whether something that begins with this sign was told of a mail, by itself.
    pub(crate) fn was_told(&self, sign: &str, mail: &Outgoing) -> bool {
        self.routines.keys().any(|text| text.starts_with(sign) && text.contains(&mail.word))
    }
}

/// What a button of a kind carries.
fn data_of(message: &Message, kind: &str) -> Option<String> {
    let mut all = message.buttons.iter().flatten().filter_map(|button| button.data.clone());
    all.find(|data| data.starts_with(kind))
}
