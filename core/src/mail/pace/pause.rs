//! When a mailbox stops by itself (docs/product.md, rule 18.10).

use chrono::{DateTime, TimeDelta, Utc};

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken, and nothing bad was heard.
    Taken,
    /// The address does not exist.
    HardBounce,
    /// The reader complained.
    Complaint,
    /// A server refused it by its policy (5.7.x).
    Policy,
}

/// Why a mailbox stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseWhy {
    /// Somebody complained.
    Complaint,
    /// Too many came back: so many of so many.
    Bounces(usize, usize),
    /// Three in a row came back.
    BouncesInRow,
    /// Two were refused by policy within a day.
    Policy,
}

impl PauseWhy {
    /// As the book keeps it.
    pub(crate) fn code(self) -> String {
        match self {
            PauseWhy::Complaint => "complaint".into(),
            PauseWhy::Bounces(bounced, of) => format!("bounces {bounced} {of}"),
            PauseWhy::BouncesInRow => "bounces_in_row".into(),
            PauseWhy::Policy => "policy".into(),
        }
    }

    /// Reads what [`PauseWhy::code`] wrote.
    pub(crate) fn parse(code: &str) -> Option<PauseWhy> {
        let words: Vec<&str> = code.split(' ').collect();
        match words[..] {
            ["complaint"] => Some(PauseWhy::Complaint),
            ["bounces", bounced, of] => Some(PauseWhy::Bounces(bounced.parse().ok()?, of.parse().ok()?)),
            ["bounces_in_row"] => Some(PauseWhy::BouncesInRow),
            ["policy"] => Some(PauseWhy::Policy),
            _ => None,
        }
    }
}

/// A mailbox that stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Why.
    pub why: PauseWhy,
    /// Until when; `None`: until a person says go.
    pub until: Option<DateTime<Utc>>,
}

/// How many of the last mails count.
const LAST: usize = 100;
/// With fewer mails a rate says nothing.
const ENOUGH: usize = 50;
const IN_ROW: usize = 3;
const REFUSALS: usize = 2;

/// Whether a mailbox stops, from what became of its mails since a person last said go, the oldest first; each with the
/// instant at which that was heard.
pub fn pause(history: &[(DateTime<Utc>, Outcome)], now: DateTime<Utc>) -> Option<Pause> {
    let has = |wanted| history.iter().any(|(_, outcome)| *outcome == wanted);
    let stops = |why| Some(Pause { why, until: None });
    if has(Outcome::Complaint) {
        return stops(PauseWhy::Complaint);
    }
    let last = &history[history.len().saturating_sub(LAST)..];
    let is_bounce = |(_, outcome): &(DateTime<Utc>, Outcome)| *outcome == Outcome::HardBounce;
    let bounces = last.iter().filter(|mail| is_bounce(mail)).count();
    if last.len() >= ENOUGH && bounces * 20 >= last.len() {
        return stops(PauseWhy::Bounces(bounces, last.len()));
    }
    if last.windows(IN_ROW).any(|mails| mails.iter().all(is_bounce)) {
        return stops(PauseWhy::BouncesInRow);
    }
    let refused = history.iter().filter(|(_, outcome)| *outcome == Outcome::Policy).map(|(at, _)| *at);
    let mut refused: Vec<DateTime<Utc>> = refused.collect();
    refused.sort();
    let day = TimeDelta::days(1);
    let until =
        refused.windows(REFUSALS).filter(|two| two[1] - two[0] <= day).map(|two| two[1] + day).max()?;
    (until > now).then_some(Pause { why: PauseWhy::Policy, until: Some(until) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A letter a mail: taken, bounced, complained of, refused by policy; an hour between two.
    fn history(mails: &str) -> Vec<(DateTime<Utc>, Outcome)> {
        let outcome = |c| match c {
            'b' => Outcome::HardBounce,
            'c' => Outcome::Complaint,
            'p' => Outcome::Policy,
            _ => Outcome::Taken,
        };
        mails.chars().zip(0..).map(|(c, n)| (start() + TimeDelta::hours(n), outcome(c))).collect()
    }

    fn start() -> DateTime<Utc> {
        "2026-11-02T00:00:00Z".parse().unwrap()
    }

    #[test]
    fn why_it_stops_is_kept() {
        for why in [PauseWhy::Complaint, PauseWhy::Bounces(3, 52), PauseWhy::BouncesInRow, PauseWhy::Policy] {
            assert_eq!(PauseWhy::parse(&why.code()), Some(why));
        }
        assert_eq!(PauseWhy::parse("bounces 3"), None);
    }

    #[test]
    fn when_a_mailbox_stops() {
        let of = |bounces: usize, mails: usize| "b.".repeat(bounces) + &".".repeat(mails - 2 * bounces);
        for (mails, want) in [
            (String::new(), None),
            (of(3, 49), None),
            (of(3, 50), Some(PauseWhy::Bounces(3, 50))),
            (of(2, 50), None),
            (of(4, 100), None),
            (of(5, 100), Some(PauseWhy::Bounces(5, 100))),
            // The last hundred count.
            (of(5, 11) + &".".repeat(100), None),
            ("bb.b".to_owned(), None),
            (".bbb.".to_owned(), Some(PauseWhy::BouncesInRow)),
            ("..c..".to_owned(), Some(PauseWhy::Complaint)),
            ("p".to_owned(), None),
            ("p..p".to_owned(), Some(PauseWhy::Policy)),
            ("p".to_owned() + &".".repeat(24) + "p", None),
        ] {
            let history = history(&mails);
            let now = history.last().map_or(start(), |(at, _)| *at);
            assert_eq!(pause(&history, now).map(|pause| pause.why), want, "{mails}");
        }
    }

    #[test]
    fn a_refusal_of_policy_stops_it_for_a_day() {
        let history = history("pp");
        let until = start() + TimeDelta::hours(25);
        let found = pause(&history, until - TimeDelta::seconds(1));
        assert_eq!(found, Some(Pause { why: PauseWhy::Policy, until: Some(until) }));
        assert_eq!(pause(&history, until), None);
    }
}
