//! A mail as somebody writes it in a chat: perhaps with its subject in the first line.

use crate::text::clean;

/// A text with its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its subject.
    pub subject: Subject,
    /// What follows it.
    pub body: String,
}

/// The subject of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// It is said.
    Said(String),
    /// It is not.
    Missing,
}

/// What stands before a subject.
const LABELS: &[&str] = &["subject", "betreff", "主题", "标题", "objet", "asunto"];

/// The longest first line that is taken for a subject.
const LONGEST: usize = 100;

/// Reads a text: `Subject: …` in its first line is the subject; so is a short first line with an empty one behind it,
/// unless it greets somebody.
pub fn read(text: &str) -> Text {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let labelled = first.split_once([':', '：']).and_then(|(label, said)| {
        let label = label.trim().to_lowercase();
        LABELS.contains(&label.as_str()).then(|| clean(said))
    });
    let short = || {
        let first = clean(first);
        let greets = first.ends_with([',', '，', '!', '！', ':', '：', '.', '。']);
        let stands_alone = rest.starts_with('\n') || rest.starts_with("\r\n");
        let is_subject =
            stands_alone && !greets && first.chars().count() <= LONGEST && !rest.trim().is_empty();
        is_subject.then_some(first)
    };
    match labelled.or_else(short).filter(|subject| !subject.is_empty()) {
        Some(subject) => Text { subject: Subject::Said(subject), body: rest.trim().to_owned() },
        None => Text { subject: Subject::Missing, body: text.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_subject_stands() {
        for (text, subject, body) in [
            ("Subject: Samples\n\nHi Anna,\nhere they are.", Some("Samples"), "Hi Anna,\nhere they are."),
            ("主题：样品\n您好", Some("样品"), "您好"),
            ("Samples for Lumen\n\nHi Anna,", Some("Samples for Lumen"), "Hi Anna,"),
            ("Hi Anna,\n\nhere they are.", None, "Hi Anna,\n\nhere they are."),
            ("Dear Anna\nhere they are.", None, "Dear Anna\nhere they are."),
            ("here they are", None, "here they are"),
            ("Subject:\n\nHi", None, "Subject:\n\nHi"),
        ] {
            let read = read(text);
            let want = subject.map_or(Subject::Missing, |subject| Subject::Said(subject.to_owned()));
            assert_eq!((read.subject, read.body.as_str()), (want, body), "{text}");
        }
    }
}
