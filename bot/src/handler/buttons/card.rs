//! What the buttons on a card do.

use std::fmt;

use renmai_core::book::RestAnswer;
use renmai_core::flaw::Flaws;
use renmai_core::vocabulary::{Field, Grade, InteractionKind, Stage, Value};

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
    /// Shows what is done less often.
    More,
    /// Sets the stage.
    Stage(Stage),
    /// Sets the value.
    Value(Value),
    /// Shows the history, from this page (from 0).
    History(u32),
    /// Sends the whole history as a text.
    WholeHistory,
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

impl fmt::Display for CardAct {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CardAct::Show => out.write_str("o"),
            CardAct::Log(kind) => write!(out, "l.{}", kind.code()),
            CardAct::Grade(grade) => write!(out, "g.{}", grade.code()),
            CardAct::Snooze(days) => write!(out, "z.{days}"),
            CardAct::NextStep => out.write_str("n"),
            CardAct::More => out.write_str("y"),
            CardAct::Stage(stage) => write!(out, "s.{}", stage.code()),
            CardAct::Value(value) => write!(out, "u.{}", value.code()),
            CardAct::History(page) => write!(out, "h.{page}"),
            CardAct::WholeHistory => out.write_str("t"),
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
    pub(super) fn parse(data: &str) -> Option<CardAct> {
        let (verb, rest) = data.split_once('.').unwrap_or((data, ""));
        Some(match (verb, rest) {
            ("o", "") => CardAct::Show,
            ("l", kind) => {
                CardAct::Log(InteractionKind::ALL.iter().copied().find(|known| known.code() == kind)?)
            }
            ("g", grade) => CardAct::Grade(Grade::parse(grade)?),
            ("z", days) => CardAct::Snooze(days.parse().ok()?),
            ("n", "") => CardAct::NextStep,
            ("y", "") => CardAct::More,
            ("s", stage) => CardAct::Stage(Stage::parse(stage)?),
            ("u", value) => CardAct::Value(Value::parse(value)?),
            ("h", page) => CardAct::History(page.parse().ok()?),
            ("t", "") => CardAct::WholeHistory,
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

impl CardAct {
    /// Whether it changes the book in a way that a second press would repeat.
    pub(super) fn changes(self) -> bool {
        match self {
            CardAct::Grade(_)
            | CardAct::Stage(_)
            | CardAct::Value(_)
            | CardAct::Snooze(_)
            | CardAct::Rest(_)
            | CardAct::DeclineGrade(_)
            | CardAct::Mend
            | CardAct::ForgetYes
            | CardAct::Retire
            | CardAct::Keep(_) => true,
            CardAct::Show
            | CardAct::Log(_)
            | CardAct::NextStep
            | CardAct::More
            | CardAct::History(_)
            | CardAct::WholeHistory
            | CardAct::Fill(_)
            | CardAct::Attached(_)
            | CardAct::Forget => false,
        }
    }

    /// The same with its number of a row mapped.
    pub(super) fn map_rows(self, map: &dyn Fn(i64) -> i64) -> CardAct {
        match self {
            CardAct::Attached(number) => CardAct::Attached(map(number)),
            other => other,
        }
    }
}
