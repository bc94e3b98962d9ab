//! What is new in a text: what programs quote below (or above) an answer is cut away, and so is a signature.

use std::sync::LazyLock;

use regex::Regex;

use super::super::phrases::{Phrases, plain};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A line that says that something original follows.
    Divider,
    /// Words that end a line of "On …, … wrote:".
    Wrote,
    /// Words that begin such a line where its end says nothing.
    On,
    /// The name of a header in a block of them, as programs translate it: who.
    From,
    /// The others: when, to whom, about what.
    Other,
    /// A line that a telephone puts under what one writes.
    Mobile,
}

static MARKS: LazyLock<Phrases<Mark>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../data/mail/quotes.tsv"), |code| match code {
        "divider" => Some(Mark::Divider),
        "wrote" => Some(Mark::Wrote),
        "on" => Some(Mark::On),
        "from" => Some(Mark::From),
        "other" => Some(Mark::Other),
        "mobile" => Some(Mark::Mobile),
        _ => None,
    })
});

#[expect(clippy::expect_used, reason = "a pattern written here, which a test compiles")]
static TIME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\d{1,2}[:.]\d{2}\b").expect("a pattern"));

/// A text without what it quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) new: String,
    pub(super) quotes: bool,
}

/// Cuts away what is quoted, and the signature.
pub(super) fn cut(text: &str) -> Cut {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> =
        text.lines().map(|line| line.trim_end_matches([' ', '\u{a0}', '\u{feff}', '\u{200b}'])).collect();
    let plains: Vec<String> = lines.iter().map(|line| plain(bare(line))).collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut quotes = false;
    let mut signed = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if ends_here(&lines, &plains, at) {
            quotes = true;
            break;
        }
        if let Some(length) = wrote(&lines, &plains, at) {
            quotes = true;
            let after = after_quote(&lines, at + length);
            // An answer below what it answers, or between its lines, goes on; else all the rest is quoted.
            if after.is_none() {
                break;
            }
            at += length;
            continue;
        }
        if is_quoted(line) {
            quotes = true;
            at += 1;
            continue;
        }
        if line == "--" || line == "-- " || line == "—" || is_mobile(&plains[at]) {
            signed = true;
        }
        if !signed {
            kept.push(if is_frame(line) { "" } else { line });
        }
        at += 1;
    }
    let new = squeeze(&kept);
    Cut { new, quotes }
}

/// A mail whose headers stand in a text, as programs write them when somebody passes it on.
pub(super) struct Passed {
    /// Who wrote it.
    pub(super) from: String,
    /// What stands behind the names of the other headers.
    pub(super) others: Vec<String>,
    /// The text below.
    pub(super) text: String,
}

/// The first mail whose headers stand in a text.
pub(super) fn passed(text: &str) -> Option<Passed> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().map(unquoted).collect();
    let plains: Vec<String> = lines.iter().map(|line| plain(bare(line))).collect();
    let start = (0..lines.len()).find(|at| is_header_block(&lines, &plains, *at))?;
    let mut headers: Vec<(Mark, String)> = Vec::new();
    let mut at = start;
    while let Some(line) = plains.get(at) {
        match header_mark(line) {
            Some(mark) => {
                let value = lines[at].split_once([':', '：']).map_or("", |(_, value)| value);
                headers.push((mark, value.trim_matches(['*', ' ', '\t', '\u{a0}']).to_owned()));
            }
            // Some programs leave lines between the headers.
            None if line.is_empty() => match plains.get(at + 1).map(|next| header_mark(next)) {
                Some(Some(_)) => {}
                _ => break,
            },
            None if lines[at].starts_with([' ', '\t']) || headers.len() < 3 => {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(lines[at].trim());
                }
            }
            None => break,
        }
        at += 1;
    }
    let from = headers.iter().find(|(mark, _)| *mark == Mark::From).map(|(_, value)| value.clone())?;
    let others =
        headers.into_iter().filter(|(mark, _)| *mark != Mark::From).map(|(_, value)| value).collect();
    Some(Passed { from, others, text: lines.get(at..).unwrap_or_default().join("\n") })
}

/// A line without one mark of quoting: what is passed on may be quoted as a whole.
fn unquoted(line: &str) -> &str {
    line.strip_prefix("> ").or_else(|| line.strip_prefix('>')).unwrap_or(line)
}

/// A line without the stars that stand for bold type. A rule is left as it is.
fn bare(line: &str) -> &str {
    let bare = line.trim_start_matches(['*', '_', ' ']);
    if bare.is_empty() { line } else { bare }
}

/// Whether a line is only the frame of a table, as NetEase writes its cards into plain text.
fn is_frame(line: &str) -> bool {
    line.contains('|') && line.chars().all(|c| c == '|' || c == ' ')
}

fn is_quoted(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('>') || line.starts_with("|>") || line.starts_with("＞")
}

/// Whether all from this line on was written before: a divider, or a block of headers.
fn ends_here(lines: &[&str], plains: &[String], at: usize) -> bool {
    let line = &plains[at];
    if line.is_empty() {
        return false;
    }
    let ruled = line.starts_with(['-', '_', '=', '—', '─', '－']) || line.ends_with("--");
    let bare = line.trim_matches(['-', '_', '=', '—', '─', '－', ' ', '*', ':', '.', '|']);
    if (ruled || (line.ends_with(':') && bare.contains([' ', '-'])))
        && MARKS.at_start(bare).is_some_and(|found| found.means == Mark::Divider && found.end == bare.len())
    {
        return true;
    }
    // A rule alone, and the headers right below it.
    let start = match bare.is_empty() && line.chars().count() >= 5 {
        true => (at + 1..plains.len()).find(|next| !plains[*next].is_empty()),
        false => Some(at),
    };
    start.is_some_and(|start| start < at + 4 && is_header_block(lines, plains, start))
}

/// Whether the headers of a mail stand here as programs write them into an answer: who, and two of the others.
fn is_header_block(lines: &[&str], plains: &[String], at: usize) -> bool {
    let mut who = false;
    let mut others = 0;
    let mut gaps = 0;
    for (number, line) in plains.iter().enumerate().skip(at).take(14) {
        if line.is_empty() {
            gaps += 1;
            if gaps > 5 || number == at {
                break;
            }
            continue;
        }
        match header_mark(line) {
            Some(Mark::From) => who = true,
            Some(_) => others += 1,
            None if number == at => return false,
            // A long value goes on in the next line.
            None if others + usize::from(who) > 0 && lines[number].len() < 200 && others < 2 => {}
            None => break,
        }
    }
    who && others >= 2
}

fn header_mark(line: &str) -> Option<Mark> {
    let line = line.trim_start_matches(['*', '>', '|', ' ']);
    let found = MARKS.all(crate_head(line));
    let found = found
        .iter()
        .filter(|found| found.start == 0 && matches!(found.means, Mark::From | Mark::Other))
        .max_by_key(|found| found.end)?;
    let rest = line[found.end..].trim_start_matches([' ', '*']);
    (rest.starts_with(':') || rest.starts_with('：')).then_some(found.means)
}

fn crate_head(line: &str) -> &str {
    super::super::phrases::bounded(line, 48)
}

/// How many lines "On …, … wrote:" takes, if it begins here.
fn wrote(lines: &[&str], plains: &[String], at: usize) -> Option<usize> {
    if plains[at].is_empty() {
        return None;
    }
    let mut joined = String::new();
    for length in 1..=4 {
        let next = plains.get(at + length - 1)?;
        if next.is_empty() {
            return None;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(next);
        if joined.len() > 420 {
            return None;
        }
        if says_wrote(&joined) {
            // A line that only begins below is not this one's: it must begin with a day, a name or "On".
            let begins = length == 1 || begins_wrote(&plains[at]);
            return begins.then_some(length).filter(|_| lines.len() >= at + length);
        }
    }
    None
}

/// Whether a line ends with "wrote:", and names a day, a time or an address.
fn says_wrote(line: &str) -> bool {
    let line = line.trim_end_matches(['*', ' ']);
    let ruled = line.ends_with("--").then(|| line.trim_matches(['-', ' ']));
    let Some(line) = line.strip_suffix([':', '：']).map(str::trim_end).or(ruled) else { return false };
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    // A day, a time and an address, and no word that says "wrote".
    if digits >= 7 && line.ends_with(['>', ')']) && line.contains('@') && TIME.is_match(line) {
        return true;
    }
    if digits < 2 && !line.contains('@') {
        return false;
    }
    let found = MARKS.all(line);
    let ends = found.iter().any(|found| found.means == Mark::Wrote && found.end + 1 >= line.len());
    let wrote = found.iter().any(|found| found.means == Mark::Wrote);
    let on = found.iter().any(|found| found.means == Mark::On && found.start == 0);
    ends || (on && (wrote || (line.ends_with('>') && line.contains('@'))))
}

fn begins_wrote(line: &str) -> bool {
    MARKS.at_start(line).is_some_and(|found| found.means == Mark::On)
        || line.starts_with(|c: char| c.is_ascii_digit())
        || line.contains('@')
}

/// Where something new goes on after quoted lines; `None` where the rest is quoted, marked or not.
fn after_quote(lines: &[&str], at: usize) -> Option<usize> {
    let first = (at..lines.len()).find(|at| !lines[*at].trim().is_empty())?;
    if !is_quoted(lines[first]) {
        return None;
    }
    (first..lines.len()).find(|at| !lines[*at].trim().is_empty() && !is_quoted(lines[*at]))
}

fn is_mobile(line: &str) -> bool {
    line.len() < 160 && MARKS.at_start(line).is_some_and(|found| found.means == Mark::Mobile)
}

/// The lines as one text, without empty ones at its ends, at most one between.
fn squeeze(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut empty = 0;
    for line in lines {
        if line.trim().is_empty() {
            empty += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        text.push_str(line.trim_end());
    }
    text.trim().to_owned()
}
