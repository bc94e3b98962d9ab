//! Crops the card out of a text: the words of the mail, quoted mails, greetings and disclaimers are removed.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::read::name;
use crate::text::{clean, folded, is_han};

/// The lines of a card.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// Its lines, from the top.
    pub(super) lines: Vec<String>,
    /// Whether they stand under a closing: the first is then the name.
    pub(super) signed: bool,
    /// The sender, from the head of a mail: "Anna Schmidt <anna@lumen.de>".
    pub(super) sender: Option<String>,
    /// The mail's own words above it, a line each.
    pub(super) words: Vec<String>,
}

/// How a mail's own words are known, folded: each list of `mail.tsv` by its name.
static SAID: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/card/mail.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(key, list)| (key, list.split('|').collect()))
        .collect()
});

/// One of the lists.
fn said(list: &str) -> impl Iterator<Item = &'static str> {
    SAID.get(list).into_iter().flatten().copied()
}

/// What stands above a quoted mail, folded: how it begins, and its verb; it ends in a colon.
const QUOTED: &[(&str, &str)] = &[
    ("on ", "wrote"),
    ("am ", "schrieb"),
    ("le ", "ecrit"),
    ("el ", "escribio"),
    ("em ", "escreveu"),
    ("il ", "scritto"),
    ("op ", "schreef"),
    ("在", "写道"),
    ("于", "写道"),
    ("", "写道"),
];

/// Finds the card in a text.
pub(super) fn card(text: &str) -> Card {
    let mut card = Card::default();
    let lines: Vec<String> = text.lines().map(spaced).collect();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let low = folded(line);
        let low = low.trim_start_matches(['*', '_', ' ']);
        if let Some(sender) = head(&lines[at..]) {
            if card.lines.iter().any(|line| !line.is_empty()) {
                break;
            }
            card.sender = Some(sender);
            at += lines[at..].iter().take_while(|line| !line.is_empty() && head_line(line)).count().max(1);
            continue;
        }
        at += 1;
        let quoted = (low.ends_with(':')
            && QUOTED.iter().any(|(begins, verb)| low.starts_with(begins) && low.contains(verb)))
            || (low.starts_with(['-', '=', '_']) || low.starts_with("begin"))
                && said("divider").any(|said| low.contains(said));
        if quoted {
            if card.lines.iter().any(|line| !line.is_empty()) {
                break;
            }
            continue;
        }
        if said("disclaimer").any(|said| low.starts_with(said)) && low.chars().count() > 12 {
            break;
        }
        let nothing = low.starts_with(['>', '©']) || low.starts_with("(c) ") || low.starts_with("[cid");
        if !nothing && !said("nothing").any(|said| low.starts_with(said)) {
            card.lines.push(line.clone());
        }
    }
    sign(&mut card);
    let (words, lines): (Vec<String>, Vec<String>) =
        card.lines.drain(..).filter(|line| !line.is_empty()).partition(|line| is_prose(line));
    card.lines = lines;
    card.words.extend(words);
    card
}

/// What stands under the last closing (or two dashes) is the card.
fn sign(card: &mut Card) {
    let mut best = None;
    for (at, line) in card.lines.iter().enumerate() {
        let under =
            if matches!(line.trim(), "--" | "—" | "-- ") { Some(String::new()) } else { closing(line) };
        if let Some(rest) = under {
            let more = card.lines[at + 1..].iter().any(|line| !line.is_empty() && closing(line).is_none());
            if more || !rest.is_empty() {
                best = Some((at, rest));
            }
        }
    }
    if let Some((at, rest)) = best {
        let above: Vec<String> = card.lines.drain(..=at).collect();
        let is_said = |line: &String| is_prose(line) || line.split_whitespace().count() > 3;
        card.words.extend(above.into_iter().filter(is_said));
        card.lines.insert(0, rest);
        card.signed = true;
    }
    card.lines.retain(|line| closing(line).is_none_or(|rest| !rest.is_empty()));
}

/// What stands after a closing in its line: nothing, or the name. `None`: the line is none.
fn closing(line: &str) -> Option<String> {
    let punctuation = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '.' | '"');
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let low: Vec<char> = crate::text::plain(line);
    let closed = said("closing")
        .map(|said| said.chars().collect::<Vec<_>>())
        .filter(|said| {
            low.starts_with(said) && low.get(said.len()).is_none_or(|c| !c.is_alphanumeric() || is_han(*c))
        })
        .map(|said| said.len())
        .max()?;
    let rest: String = line.chars().skip(closed).collect();
    let rest = rest.trim_matches(punctuation).trim();
    // "Thanks for the samples" is the mail, "Best regards, Anna" is a closing.
    if rest.is_empty() {
        return Some(String::new());
    }
    if let Some(again) = closing(rest) {
        return Some(again);
    }
    (name::looks_like_name(rest) && rest.split_whitespace().count() <= 4).then(|| rest.to_owned())
}

/// The sender, where these lines are the head of a mail.
fn head(lines: &[String]) -> Option<String> {
    let (key, value) = lines.first()?.split_once([':', '：'])?;
    let is_sender = said("sender").any(|said| said == folded(key).trim_matches(['*', ' ']));
    let more =
        lines.iter().skip(1).take(4).filter(|line| !line.is_empty()).filter(|line| head_line(line)).count();
    (is_sender && more > 0).then(|| value.trim_matches(['*', ' ', '"']).to_owned())
}

fn head_line(line: &str) -> bool {
    let Some((key, _)) = line.split_once([':', '：']) else { return false };
    let key = folded(key);
    let key = key.trim_matches(['*', ' ']);
    said("head").chain(said("sender")).any(|said| said == key)
}

/// A sentence of a mail, or a slogan: many words, and nothing of a card in them.
fn is_prose(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let ended = line.ends_with(['.', '!', '?', '。', '！', '？']);
    let han = line.chars().filter(|c| is_han(*c)).count();
    let contact = line.contains('@') || line.chars().filter(char::is_ascii_digit).count() >= 7;
    !contact && ((words > 9 && ended) || words > 22 || (han > 12 && line.ends_with(['。', '！', '？'])))
}

/// One line made harmless; a wide gap (a tab, two spaces) becomes a bar, since it parts as one does.
fn spaced(line: &str) -> String {
    let mut out = String::new();
    let mut gap = 0;
    for c in line.trim().chars() {
        if c == '\t' || c == '\u{3000}' {
            gap += 2;
        } else if c.is_whitespace() {
            gap += 1;
        } else {
            let before = out.chars().next_back();
            match gap {
                0 => {}
                2.. if !matches!(before, None | Some(':' | '：' | '|')) => out.push_str(" | "),
                _ => out.push(' '),
            }
            gap = 0;
            out.push(c);
        }
    }
    clean(&out)
}
