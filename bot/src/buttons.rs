//! What a button carries: a verb, a number and a version, at most 64 bytes; never a name or an address.
//!
//! A button says what was meant when it was drawn; what it does is decided by what is true when it is pressed.

use std::fmt::{self, Write as _};

use renmai_core::book::RestAnswer;
use renmai_core::flaw::Flaws;
use renmai_core::vocabulary::{ContactNo, Field, Grade, InteractionKind};
use serde::{Deserialize, Serialize};

/// In bytes: more is not taken by Telegram.
const LONGEST: usize = 64;

/// A list to which a card can go back, with its page (from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// `/due`.
    Due(u32),
    /// What `/find` found: the number of the search, and the page.
    Found(i64, u32),
    /// The morning list of a local day (its number of days from the common era).
    Morning(i32, u32),
    /// Who is due for an insight.
    Insights(u32),
    /// What needs cleaning.
    Clean(u32),
    /// What needs cleaning, one by one: how many were dealt with before.
    Review(u32),
}

/// What a button on a card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardAct {
    /// Shows the card as it now is.
    Show,
    /// Asks for one line about what happened.
    Log(InteractionKind),
    /// Sets the grade.
    Grade(Grade),
    /// Snoozes for so many days.
    Snooze(u16),
    /// Asks for the next step.
    NextStep,
    /// Shows the history, from this page (from 0).
    History(u32),
    /// Answers the proposal to rest.
    Rest(RestAnswer),
    /// Declines the proposal of this grade.
    DeclineGrade(Grade),
    /// Asks for a field that is missing.
    Fill(Field),
    /// Corrects the address to the one that was likely meant.
    Mend,
    /// Asks whether to erase the person.
    Forget,
    /// Erases the person.
    ForgetYes,
    /// Gives the contact up, in the clean-up.
    Retire,
    /// Leaves it as it is, with these flaws, for the quarter.
    Keep(Flaws),
    /// Sends a photo, a voice note or a file of its history again.
    Attached(i64),
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Button {
    /// On a card, of this version, come from a list or not.
    Card {
        /// What it does.
        act: CardAct,
        /// To which contact.
        no: ContactNo,
        /// The version of the contact that the card showed.
        version: i64,
        /// The list behind the card.
        back: Option<Place>,
    },
    /// Shows a list.
    List(Place),
    /// Takes a change back.
    Undo(i64),
    /// Answers what is being asked: a choice of the dialogue, by number.
    Choose(u8),
    /// Leaves what is being asked.
    Cancel,
    /// A feature's own button: its letter, a verb, and up to two numbers.
    Feature {
        /// Which feature.
        feature: Feature,
        /// What it does there.
        verb: u8,
        /// On what.
        number: i64,
        /// In which version, or with which second number.
        version: i64,
    },
}

/// A feature with buttons of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// Settings.
    Settings,
    /// The team.
    Team,
    /// Files in and out.
    Files,
    /// Insights and the nudge.
    Insight,
    /// Metrics.
    Metrics,
    /// The clean-up.
    Clean,
    /// The ideal customer.
    Ideal,
    /// A draft that waits for a decision.
    Draft,
}

impl Feature {
    const ALL: [(Feature, &'static str); 8] = [
        (Feature::Settings, "s"),
        (Feature::Team, "t"),
        (Feature::Files, "f"),
        (Feature::Insight, "i"),
        (Feature::Metrics, "m"),
        (Feature::Clean, "k"),
        (Feature::Ideal, "w"),
        (Feature::Draft, "d"),
    ];

    fn letter(self) -> &'static str {
        Feature::ALL.iter().find(|(feature, _)| *feature == self).map_or("", |(_, letter)| letter)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Due(page) => write!(out, "d.{page}"),
            Place::Found(search, page) => write!(out, "f.{search}.{page}"),
            Place::Morning(day, page) => write!(out, "m.{day}.{page}"),
            Place::Insights(page) => write!(out, "i.{page}"),
            Place::Clean(page) => write!(out, "k.{page}"),
            Place::Review(done) => write!(out, "v.{done}"),
        }
    }
}

impl Place {
    fn parse(data: &str) -> Option<Place> {
        let mut parts = data.split('.');
        let place = match parts.next()? {
            "d" => Place::Due(parts.next()?.parse().ok()?),
            "f" => Place::Found(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
            "m" => Place::Morning(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
            "i" => Place::Insights(parts.next()?.parse().ok()?),
            "k" => Place::Clean(parts.next()?.parse().ok()?),
            "v" => Place::Review(parts.next()?.parse().ok()?),
            _ => return None,
        };
        parts.next().is_none().then_some(place)
    }

    /// The same list at another page.
    pub fn at(self, page: u32) -> Place {
        match self {
            Place::Due(_) => Place::Due(page),
            Place::Found(search, _) => Place::Found(search, page),
            Place::Morning(day, _) => Place::Morning(day, page),
            Place::Insights(_) => Place::Insights(page),
            Place::Clean(_) => Place::Clean(page),
            Place::Review(_) => Place::Review(page),
        }
    }
}

impl fmt::Display for CardAct {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CardAct::Show => out.write_str("o"),
            CardAct::Log(kind) => write!(out, "l.{}", kind.code()),
            CardAct::Grade(grade) => write!(out, "g.{}", grade.code()),
            CardAct::Snooze(days) => write!(out, "z.{days}"),
            CardAct::NextStep => out.write_str("n"),
            CardAct::History(page) => write!(out, "h.{page}"),
            CardAct::Rest(answer) => write!(out, "r.{}", answer.code()),
            CardAct::DeclineGrade(grade) => write!(out, "d.{}", grade.code()),
            CardAct::Fill(field) => write!(out, "e.{}", field.code()),
            CardAct::Mend => out.write_str("m"),
            CardAct::Forget => out.write_str("x"),
            CardAct::ForgetYes => out.write_str("xx"),
            CardAct::Retire => out.write_str("w"),
            CardAct::Keep(flaws) => write!(out, "k.{}", flaws.number()),
            CardAct::Attached(number) => write!(out, "p.{number}"),
        }
    }
}

impl CardAct {
    fn parse(data: &str) -> Option<CardAct> {
        let (verb, rest) = data.split_once('.').unwrap_or((data, ""));
        Some(match (verb, rest) {
            ("o", "") => CardAct::Show,
            ("l", kind) => {
                CardAct::Log(InteractionKind::ALL.iter().copied().find(|known| known.code() == kind)?)
            }
            ("g", grade) => CardAct::Grade(Grade::parse(grade)?),
            ("z", days) => CardAct::Snooze(days.parse().ok()?),
            ("n", "") => CardAct::NextStep,
            ("h", page) => CardAct::History(page.parse().ok()?),
            ("r", answer) => CardAct::Rest(RestAnswer::parse(answer)?),
            ("d", grade) => CardAct::DeclineGrade(Grade::parse(grade)?),
            ("e", field) => CardAct::Fill(Field::ALL.iter().copied().find(|known| known.code() == field)?),
            ("m", "") => CardAct::Mend,
            ("x", "") => CardAct::Forget,
            ("xx", "") => CardAct::ForgetYes,
            ("w", "") => CardAct::Retire,
            ("k", flaws) => CardAct::Keep(Flaws::from_number(flaws.parse().ok()?)?),
            ("p", number) => CardAct::Attached(number.parse().ok()?),
            _ => return None,
        })
    }
}

impl fmt::Display for Button {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Button::Card { act, no, version, back: None } => write!(out, "c:{act}:{}:{version}", no.0),
            Button::Card { act, no, version, back: Some(back) } => {
                write!(out, "c:{act}:{}:{version}:{back}", no.0)
            }
            Button::List(place) => write!(out, "p:{place}"),
            Button::Undo(change) => write!(out, "u:{change}"),
            Button::Choose(choice) => write!(out, "a:{choice}"),
            Button::Cancel => out.write_str("q"),
            Button::Feature { feature, verb, number, version } => {
                write!(out, "{}:{verb}:{number}:{version}", feature.letter())
            }
        }
    }
}

impl Button {
    /// What Telegram carries: `card:act:number:version[:place]` and its like.
    pub fn data(&self) -> String {
        let mut data = String::with_capacity(LONGEST);
        let _ = write!(data, "{self}");
        debug_assert!(data.len() <= LONGEST, "{data}");
        data
    }

    /// Reads what Telegram carried; anything else, forged or of another version of the program, is `None`.
    pub fn parse(data: &str) -> Option<Button> {
        let parts: Vec<&str> = data.split(':').collect();
        Some(match parts.as_slice() {
            ["c", act, no, version] => Button::Card {
                act: CardAct::parse(act)?,
                no: ContactNo::parse(no)?,
                version: version.parse().ok()?,
                back: None,
            },
            ["c", act, no, version, back] => Button::Card {
                act: CardAct::parse(act)?,
                no: ContactNo::parse(no)?,
                version: version.parse().ok()?,
                back: Some(Place::parse(back)?),
            },
            ["p", place] => Button::List(Place::parse(place)?),
            ["u", change] => Button::Undo(change.parse().ok()?),
            ["a", choice] => Button::Choose(choice.parse().ok()?),
            ["q"] => Button::Cancel,
            [letter, verb, number, version] => Button::Feature {
                feature: Feature::ALL.iter().find(|(_, known)| known == letter)?.0,
                verb: verb.parse().ok()?,
                number: number.parse().ok()?,
                version: version.parse().ok()?,
            },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_button_comes_back_from_at_most_64_bytes() {
        let mut acts = vec![
            CardAct::Show,
            CardAct::Snooze(u16::MAX),
            CardAct::NextStep,
            CardAct::History(u32::MAX),
            CardAct::Mend,
            CardAct::Forget,
            CardAct::ForgetYes,
            CardAct::Retire,
            CardAct::Attached(999_999_999),
        ];
        acts.extend((0..64).filter_map(Flaws::from_number).map(CardAct::Keep));
        acts.extend(InteractionKind::ALL.iter().map(|kind| CardAct::Log(*kind)));
        acts.extend(Grade::ALL.iter().map(|grade| CardAct::Grade(*grade)));
        acts.extend(Grade::ALL.iter().map(|grade| CardAct::DeclineGrade(*grade)));
        acts.extend(Field::ALL.iter().map(|field| CardAct::Fill(*field)));
        acts.extend(RestAnswer::ALL.iter().map(|answer| CardAct::Rest(*answer)));
        let places = [
            Place::Due(999),
            Place::Found(999_999_999, 9999),
            Place::Morning(740_000, 999),
            Place::Insights(9),
            Place::Clean(9),
            Place::Review(9999),
        ];
        let mut buttons = vec![Button::Undo(i64::MAX), Button::Choose(255), Button::Cancel];
        for act in acts {
            for back in places.iter().copied().map(Some).chain([None]) {
                buttons.push(Button::Card { act, no: ContactNo(999_999_999), version: 9_999_999, back });
            }
        }
        buttons.extend(places.map(Button::List));
        buttons.extend(Feature::ALL.map(|(feature, _)| Button::Feature {
            feature,
            verb: 255,
            number: i64::MIN,
            version: i64::MAX,
        }));
        for button in buttons {
            let data = button.data();
            assert!(data.len() <= 64, "{data} has {} bytes", data.len());
            assert_eq!(Button::parse(&data), Some(button), "{data}");
        }
    }

    #[test]
    fn rubbish_is_no_button() {
        for data in [
            "",
            ":",
            "c",
            "c:o:12",
            "c:o:-1:1",
            "c:g.x:1:1",
            "p:d",
            "p:d.1.2",
            "u:x",
            "z:1:1:1",
            "c:o:1:1:q.1",
        ] {
            assert_eq!(Button::parse(data), None, "{data}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_fits_and_reads_back(data in "\\PC{0,80}|[cpuaqstfimk](:[a-z0-9.-]{0,12}){0,5}") {
            if let Some(button) = Button::parse(&data) {
                prop_assert_eq!(Button::parse(&button.data()), Some(button.clone()));
            }
        }
    }
}
