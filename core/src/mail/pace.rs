//! When a mail may leave: caps, spaces and the reader's hours (docs/product.md, rule 18.9).
//!
//! One function moves an instant forward until every rule holds there. The gate asks it of what was sent, and the
//! planner ([`next_slot`]) of what was sent and what is planned.

mod pause;
mod reader;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

pub use pause::{Outcome, Pause, PauseWhy, pause};
pub use reader::Reader;

use crate::calendar::instant;
use crate::vocabulary::word::vocabulary;

/// Mails a day in a mailbox's first days with us, and afterwards.
const CAPS: [usize; 2] = [20, 40];
/// How long a mailbox is new.
const NEW_FOR: TimeDelta = TimeDelta::days(30);
/// Mails an hour.
const AN_HOUR: usize = 8;
/// Seconds between two mails of a mailbox.
const SPACE: std::ops::RangeInclusive<u64> = 90..=420;
/// The space that always stands between two mails.
const LEAST_SPACE: TimeDelta = TimeDelta::seconds(90);
/// Nobody gets two mails within this.
const PERSON_RESTS: TimeDelta = TimeDelta::days(2);
/// Mails a day to one company.
const COMPANY_A_DAY: usize = 2;
/// More moves than any set of rules needs.
const MOVES: usize = 2_000;

/// The mails of a mailbox, and its age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traffic {
    /// When the mailbox was connected.
    pub connected_at: DateTime<Utc>,
    /// The zone whose days count for its cap: its owner's.
    pub zone: Tz,
    /// A lower cap a day, where a person set one.
    pub cap: Option<usize>,
    /// When its mails left, of the last two days at least; for [`next_slot`] also when they will.
    pub mails: Vec<DateTime<Utc>>,
}

/// The mails to a person and their company, from every mailbox of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The last mail to the person.
    pub last: Option<DateTime<Utc>>,
    /// The mails to the company, of the last two days at least.
    pub company: Vec<DateTime<Utc>>,
}

/// A rule of the pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaceRule {
    /// They got one less than two days ago.
    TooSoon,
    /// The company had its two mails of the day.
    CompanyDay,
    /// The mailbox has sent its mails of the day: so many.
    DayCap(usize),
    /// The mailbox has sent its mails of the hour.
    HourCap,
    /// The mailbox has just sent one.
    Space,
    /// It is not a working hour there.
    Hours,
}

vocabulary! {
    /// Which rules count for a mail.
    Haste {
        /// All.
        Paced = "paced",
        /// A person pressed *Now*: all but the space and the hours.
        Now = "now",
        /// An answer to their own mail: only the mailbox's caps and space.
        Answer = "answer",
        /// An answer, and a person pressed *Now*: only the mailbox's caps.
        AnswerNow = "answer_now",
    }
}

impl Haste {
    /// The same when a person pressed *Now*.
    #[must_use]
    pub fn now(self) -> Haste {
        match self {
            Haste::Paced | Haste::Now => Haste::Now,
            Haste::Answer | Haste::AnswerNow => Haste::AnswerNow,
        }
    }

    /// Whether it answers what they wrote.
    pub fn is_answer(self) -> bool {
        matches!(self, Haste::Answer | Haste::AnswerNow)
    }

    fn keeps(self, rule: PaceRule) -> bool {
        match rule {
            PaceRule::DayCap(_) | PaceRule::HourCap => true,
            PaceRule::Space => matches!(self, Haste::Paced | Haste::Answer),
            PaceRule::TooSoon | PaceRule::CompanyDay => matches!(self, Haste::Paced | Haste::Now),
            PaceRule::Hours => self == Haste::Paced,
        }
    }
}

/// All that the pace of one mail depends on.
#[derive(Debug, Clone, Copy)]
pub struct Pace<'a> {
    /// Who reads it.
    pub reader: &'a Reader,
    /// The mailbox.
    pub traffic: &'a Traffic,
    /// What they got.
    pub received: &'a Received,
    /// Which rules count.
    pub haste: Haste,
}

impl Pace<'_> {
    /// The first instant after `now` at which every rule holds, with the rule that forbids now; `None`: now is fine.
    pub fn wait(&self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, PaceRule)> {
        let (_, first) = self.broken(now, LEAST_SPACE)?;
        Some((self.settle(now, LEAST_SPACE), first))
    }

    fn settle(&self, from: DateTime<Utc>, space: TimeDelta) -> DateTime<Utc> {
        let mut at = from;
        for _ in 0..MOVES {
            match self.broken(at, space) {
                Some((later, _)) => at = later,
                None => break,
            }
        }
        at
    }

    /// The first rule that forbids an instant, and a later one at which it may hold.
    fn broken(&self, at: DateTime<Utc>, space: TimeDelta) -> Option<(DateTime<Utc>, PaceRule)> {
        let cap = self.traffic.cap_at(at);
        let rules = [
            (PaceRule::TooSoon, self.received.rests_until(at)),
            (PaceRule::CompanyDay, self.received.company_until(at, self.reader.zone())),
            (PaceRule::DayCap(cap), self.traffic.day_until(at, cap)),
            (PaceRule::HourCap, self.traffic.hour_until(at)),
            (PaceRule::Space, self.traffic.space_until(at, space)),
            (PaceRule::Hours, self.reader.opens_after(at)),
        ];
        let mut kept = rules.into_iter().filter(|(rule, _)| self.haste.keeps(*rule));
        kept.find_map(|(rule, until)| Some((until?, rule)))
    }
}

impl Received {
    fn rests_until(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let last = self.last.filter(|last| (at - *last).abs() < PERSON_RESTS)?;
        Some(last + PERSON_RESTS)
    }

    fn company_until(&self, at: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let that_day = self.company.iter().filter(|mail| same_day(**mail, at, zone)).count();
        (that_day >= COMPANY_A_DAY).then(|| next_day(at, zone))
    }
}

impl Traffic {
    fn cap_at(&self, at: DateTime<Utc>) -> usize {
        let [new, old] = CAPS;
        let cap = if at - self.connected_at < NEW_FOR { new } else { old };
        // A cap of nothing would move the mail for ever.
        self.cap.map_or(cap, |own| own.clamp(1, cap))
    }

    fn day_until(&self, at: DateTime<Utc>, cap: usize) -> Option<DateTime<Utc>> {
        let that_day = self.mails.iter().filter(|mail| same_day(**mail, at, self.zone)).count();
        (that_day >= cap).then(|| next_day(at, self.zone))
    }

    /// Whether some hour around the instant would have a mail too many.
    fn hour_until(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let hour = TimeDelta::hours(1);
        let mut near: Vec<_> = self.mails.iter().copied().filter(|mail| (at - *mail).abs() < hour).collect();
        near.push(at);
        near.sort();
        let full = near.windows(AN_HOUR + 1).find(|mails| mails[AN_HOUR] - mails[0] < hour)?;
        Some(full[0] + hour)
    }

    fn space_until(&self, at: DateTime<Utc>, space: TimeDelta) -> Option<DateTime<Utc>> {
        let near = self.mails.iter().filter(|mail| (at - **mail).abs() < space).max()?;
        Some(*near + space)
    }
}

/// The instant for which a mail is planned. `seed` is any number, rolled once for the mailbox and its day and stored:
/// the same seed says the same instant again.
pub fn next_slot(pace: &Pace<'_>, seed: u64, now: DateTime<Utc>) -> DateTime<Utc> {
    let rolled = rolled(seed, pace.traffic.mails.len());
    let from = match pace.broken(now, rolled) {
        None => return now,
        Some(_) => pace.settle(now, rolled),
    };
    // Mails that wait for nine o'clock do not leave at the same second.
    let spread = TimeDelta::seconds(rolled.num_seconds() - LEAST_SPACE.num_seconds());
    match pace.reader.opens_at(from) && pace.haste.keeps(PaceRule::Hours) {
        true => pace.settle(from + spread, rolled),
        false => from,
    }
}

/// The space before the nth mail.
fn rolled(seed: u64, nth: usize) -> TimeDelta {
    // SplitMix64: neighbours come out far apart.
    let mut z = seed.wrapping_add((nth as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let seconds = SPACE.start() + (z ^ (z >> 31)) % (SPACE.end() - SPACE.start() + 1);
    TimeDelta::seconds(seconds.cast_signed())
}

fn same_day(one: DateTime<Utc>, other: DateTime<Utc>, zone: Tz) -> bool {
    one.with_timezone(&zone).date_naive() == other.with_timezone(&zone).date_naive()
}

/// The beginning of the next local day.
fn next_day(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let days = at.with_timezone(&zone).date_naive().iter_days().skip(1).take(3);
    let mut begins = days.map(|day| instant(zone, day.and_time(NaiveTime::MIN)));
    begins.find(|begin| *begin > at).unwrap_or(at + TimeDelta::days(1))
}

#[cfg(test)]
mod tests;
