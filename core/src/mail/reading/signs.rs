//! Weak signs of who wrote a text whose head tells nothing. None of them decides, their sum does.
//!
//! A machine's text is about one thing: somebody is away, a mail has arrived, an address is no more. Each of its sentences
//! says something about that, and none answers ours. A person may be away as well, but then says in the next sentence
//! what that means for us, asks, decides or wants something. So it counts how many different things a machine's text
//! would say are said, how many sentences say nothing else, and how many different things only a reader of ours says.

use std::sync::LazyLock;

use regex::Regex;

use super::super::phrases::{Found, Phrases, bounded, ceil, plain};
use super::day::pattern;
use super::greeting::greets_by_name;
use super::words::{WORDS, Word, asks, ends_sentence};

/// So much of a text is weighed: a machine says at once what it is for.
const WEIGHED: usize = 3 * 1024;

/// So far a phrase with its gaps goes at most.
const LONGEST: usize = 256;

/// So much makes a machine's text: one thing that machines say, in a sentence that says nothing else, and a little more.
pub(super) const ENOUGH: i32 = 5;

/// What a phrase is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// What keeps somebody away: leave, a journey, an illness.
    Absent,
    /// A house does not work.
    Closed,
    /// Somebody will be there again.
    Back,
    /// Mail is read or answered afterwards, or seldom.
    Later,
    /// Whom to turn to meanwhile.
    Turn,
    /// Somebody works, or a desk is staffed, by the hour.
    Hours,
    /// Somebody works there no more.
    Gone,
    /// Nobody reads mail at this address.
    Moved,
    /// Ours has arrived, and somebody will be in touch.
    Got,
    /// The text speaks of itself as of a machine's.
    Robot,
    /// What is said to everybody: thanks, patience, wishes.
    Polite,
    /// The writer has what we sent before them.
    Reads,
    /// Prices, amounts, deliveries.
    Goods,
    /// The writer asks us to do something.
    Wants,
    /// A decision, an opinion, what the writer will do.
    Thinks,
    /// An excuse for a late answer.
    Late,
    /// Ours was handed on, or somebody else is away.
    Hands,
    /// How people talk.
    Chat,
    /// The writer wants no more mail.
    Leave,
    /// What only a person says who reads ours.
    Living,
}

impl Sign {
    const ALL: [(&str, Self); 19] = [
        ("absent", Self::Absent),
        ("closed", Self::Closed),
        ("back", Self::Back),
        ("later", Self::Later),
        ("turn", Self::Turn),
        ("hours", Self::Hours),
        ("gone", Self::Gone),
        ("moved", Self::Moved),
        ("got", Self::Got),
        ("robot", Self::Robot),
        ("polite", Self::Polite),
        ("reads", Self::Reads),
        ("goods", Self::Goods),
        ("wants", Self::Wants),
        ("thinks", Self::Thinks),
        ("late", Self::Late),
        ("hands", Self::Hands),
        ("chat", Self::Chat),
        ("leave", Self::Leave),
    ];

    fn of_machines(self) -> bool {
        (self as usize) <= Self::Polite as usize
    }

    /// Whether a sentence with this may name what was sent and be a machine's all the same.
    fn is_formal(self) -> bool {
        matches!(self, Self::Got | Self::Moved)
    }

    /// What a word of automatic answers is a sign of.
    fn of_word(word: Word) -> Option<Self> {
        Some(match word {
            Word::Away => Self::Absent,
            Word::Gone => Self::Gone,
            Word::Received => Self::Got,
            Word::Beside => Self::Turn,
            Word::Machine => Self::Robot,
            Word::Said => Self::Polite,
            Word::Living => Self::Living,
            Word::Trade => Self::Goods,
            _ => return None,
        })
    }
}

static SIGNS: LazyLock<Phrases<Sign>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../data/mail/signs.tsv"), |code| {
        Sign::ALL.iter().find(|(name, _)| *name == code).map(|(_, sign)| *sign)
    })
});

/// Where somebody else is reached, or a number given to our mail.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"@|\+\d|\b0\d{2,}[ /-]?\d|\d{7,}|\d{2,4} \d{2,4} \d{2,}"));

/// What a text shows.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signs {
    /// How many different things it says that machines' texts say, without politeness.
    pub(super) machine: i32,
    /// What is said to everybody.
    pub(super) polite: bool,
    /// How many sentences say such things and nothing that only a person says.
    pub(super) pure: i32,
    /// How many different things only a person says.
    pub(super) living: i32,
    /// Somebody is reached there, or ours was numbered.
    pub(super) number: bool,
    /// A question that is none of a machine's.
    pub(super) asks: bool,
    /// Somebody is greeted by name.
    pub(super) greets: bool,
}

impl Signs {
    /// What speaks for a machine, less what speaks for a person. Of all weights that were tried on the training sets these
    /// plain ones did best on sets that they were not chosen with.
    pub(super) fn sum(&self) -> i32 {
        let known = i32::from(self.number) - i32::from(self.asks) - 4 * i32::from(self.greets);
        2 * (self.machine + self.pure - self.living) + known
    }

    /// The signs in what is new in a mail.
    pub(super) fn of(new: &str) -> Self {
        let text = plain(bounded(new, WEIGHED));
        let unsigned = plain(without_signature(bounded(new, WEIGHED))).len();
        let mut signs = Self {
            number: NUMBER.is_match(&text),
            asks: asks(&text),
            greets: greets_by_name(new),
            ..Self::default()
        };
        let mut found = found(&text);
        found.retain(|hit| hit.means.of_machines() || hit.start < unsigned);
        let mut kinds = [false; Sign::ALL.len() + 1];
        let mut start = 0;
        let ends =
            text.char_indices().filter(|(at, c)| !",，、".contains(*c) && ends_sentence(&text, *at, *c));
        for end in ends.map(|(at, c)| at + c.len_utf8()).chain([text.len()]) {
            let sentence: Vec<_> = found.iter().filter(|hit| hit.start >= start && hit.start < end).collect();
            let formal = sentence.iter().any(|hit| hit.means.is_formal());
            let counts = |hit: &Found<Sign>| !(formal && is_matter(hit, &found));
            let counted: Vec<Sign> = sentence.iter().filter(|hit| counts(hit)).map(|hit| hit.means).collect();
            signs.pure += i32::from(
                counted.iter().any(|sign| *sign != Sign::Polite)
                    && counted.iter().all(|sign| sign.of_machines()),
            );
            for sign in counted {
                kinds[sign as usize] = true;
            }
            start = end;
        }
        for (kind, _) in kinds.iter().enumerate().filter(|(_, seen)| **seen) {
            signs.polite |= kind == Sign::Polite as usize;
            signs.machine += i32::from(kind < Sign::Polite as usize);
            signs.living += i32::from(kind > Sign::Polite as usize);
        }
        signs
    }
}

/// Whether a phrase names what was sent: "your quotation" in "your quotation has been received" is no person's.
fn is_matter(hit: &Found<Sign>, found: &[Found<Sign>]) -> bool {
    let matter = |sign| matches!(sign, Sign::Reads | Sign::Goods);
    matter(hit.means)
        || (hit.means == Sign::Living
            && found
                .iter()
                .any(|other| matter(other.means) && other.start < hit.end && hit.start < other.end))
}

/// Whether a machine's text is about an absence: where somebody left or an address is no more, it is not, and where ours
/// has just arrived, neither hours nor a later answer make it one.
pub(super) fn tell_of_absence(text: &str) -> bool {
    let found = found(text);
    let any = |signs: &[Sign]| found.iter().any(|hit| signs.contains(&hit.means));
    if any(&[Sign::Gone]) {
        return false;
    }
    any(&[Sign::Absent])
        || (any(&[Sign::Closed]) && !any(&[Sign::Moved]))
        || (any(&[Sign::Back, Sign::Later, Sign::Hours]) && !any(&[Sign::Got, Sign::Moved]))
}

/// Whether a text tells when somebody works every week, and of no other absence.
pub(super) fn tell_of_hours(text: &str) -> bool {
    let found = found(text);
    let any = |sign: Sign| found.iter().any(|hit| hit.means == sign);
    any(Sign::Hours) && !any(Sign::Absent) && !any(Sign::Closed)
}

/// Where a text says that somebody will be there again.
pub(super) fn returns(text: &str) -> impl Iterator<Item = Found<Word>> {
    let back = SIGNS.all(text).into_iter().filter(|hit| hit.means == Sign::Back);
    back.map(|hit| Found { means: Word::Back, start: hit.start, end: hit.end, whole: hit.whole })
}

/// The signs in a text. Within a longer one of the other side a phrase means nothing: "your offer" within "if your offer".
fn found(text: &str) -> Vec<Found<Sign>> {
    let mut all = SIGNS.all(text);
    all.extend(WORDS.all(text).into_iter().filter_map(|hit| {
        let means = Sign::of_word(hit.means)?;
        Some(Found { means, start: hit.start, end: hit.end, whole: hit.whole })
    }));
    all.sort_by_key(|hit| hit.start);
    let holds = |outer: &Found<Sign>, hit: &Found<Sign>| {
        outer.means.of_machines() != hit.means.of_machines()
            && outer.end >= hit.end
            && outer.end - outer.start > hit.end - hit.start
    };
    let is_held = |hit: &Found<Sign>| {
        let near = all.partition_point(|outer| outer.start + LONGEST < hit.start);
        all[near..].iter().take_while(|outer| outer.start <= hit.start).any(|outer| holds(outer, hit))
    };
    let counts = |hit: &&Found<Sign>| !is_of_address(text, hit.start, hit.end) && !is_held(hit);
    let mut kept: Vec<Found<Sign>> = all.iter().filter(counts).copied().collect();
    // One piece of text is one sign: the longest counts.
    kept.sort_by_key(|hit| (std::cmp::Reverse(hit.end - hit.start), hit.start));
    let mut found: Vec<Found<Sign>> = Vec::with_capacity(kept.len());
    for hit in kept {
        let beside = |known: &Found<Sign>| known.start < hit.end && hit.start < known.end;
        if !hit.means.of_machines() || !found.iter().any(beside) {
            found.push(hit);
        }
    }
    found
}

/// A text without the short lines at its end that end no sentence: a name, a house.
fn without_signature(text: &str) -> &str {
    let mut kept = text.trim_end();
    while let Some((before, last)) = kept.rsplit_once('\n') {
        let short = last.split_whitespace().count() <= 9;
        let ends = last.trim_end().ends_with(['.', '!', '?', '。', '！', '？', '…', ')']);
        let company = ["Co.", "Ltd.", "Inc.", "Corp.", "S.r.l.", "S.A.", "Ltda.", "C.V.", "s.r.o."];
        if !short || (ends && !company.iter().any(|end| last.trim_end().ends_with(end))) {
            break;
        }
        kept = before.trim_end();
    }
    kept
}

/// Whether a phrase stands within an address, which is a name.
fn is_of_address(text: &str, start: usize, end: usize) -> bool {
    let part = |c: char| c.is_ascii_graphic();
    let before = text[..start].rfind(|c| !part(c)).map_or(0, |at| ceil(text, at + 1));
    let after = text[end..].find(|c| !part(c)).map_or(text.len(), |at| end + at);
    let word = &text[before..after];
    word.contains("://") || word.starts_with("www.") || word.contains('@')
}
