//! A file that waits for a decision: what is in it, and what may be done with it.

use renmai_core::book::Preview;
use renmai_core::contact::Source;
use renmai_core::email::Email;
use renmai_core::read::Draft;
use renmai_core::read::table::RowError;

use super::understanding::{Understanding, UnderstoodBy};
use super::{FileButton, problem, shown};
use crate::i18n::{Html, Key, Keyboard, Message, Words, shorten};

/// A file that waits for a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// Its number.
    pub file: i64,
    /// Its name.
    pub name: String,
    /// What would become of its rows.
    pub preview: Preview,
    /// Where its contacts come from, where a row does not say it.
    pub source: Option<Source>,
    /// How it was understood.
    pub understood: Understanding,
}

impl Waiting {
    pub(super) fn message(&self, words: &Words) -> Message {
        let Preview { new, duplicates, filling, rejected, without_source, hidden, .. } = &self.preview;
        let Preview { opted_out, bounced, .. } = &self.preview;
        let rows = self.preview.rows();
        let mut html = words.html("files-waiting", &[("name", &shown(&self.name)), ("rows", &rows)]);
        self.understood.sheet(&mut html, words);
        html.line(words.html("files-count-new", &[("count", new)]));
        for (id, count) in [
            ("files-count-duplicates", duplicates),
            ("files-count-filling", filling),
            ("files-count-rejected", rejected),
            ("files-count-opted-out", opted_out),
            ("files-count-bounced", bounced),
            ("files-count-hidden", hidden),
        ] {
            if *count > 0 {
                html.line(words.html(id, &[("count", count)]));
            }
        }
        self.understood.columns(&mut html, words);
        if !self.preview.first.is_empty() {
            html.line(words.html("files-first", &[]));
        }
        for draft in &self.preview.first {
            html.line(row(draft, words));
        }
        for row in &self.preview.problems {
            // Where no column is a name, no row has one.
            let is_known = self.understood.by == UnderstoodBy::Nothing
                && row.outcome == Err(RowError::NameOrCompanyMissing);
            if let (Err(error), false) = (&row.outcome, is_known) {
                let what = shorten(&problem(error, words), 200);
                html.line(words.html("files-problem", &[("line", &row.line), ("what", &what)]));
            }
        }
        match &self.source {
            Some(source) => html.line(words.html("files-source", &[("source", source)])),
            None if *without_source > 0 => {
                html.line(words.html("files-no-source", &[("count", without_source)]))
            }
            None => &mut html,
        };
        Message { html: html.fitting(), keyboard: self.keyboard(words), ..Message::default() }
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let Preview { new, filling, rejected, without_source, opted_out, bounced, .. } = &self.preview;
        let (file, rows) = (self.file, self.preview.rows());
        let mut keyboard = Keyboard::default();
        self.understood.keys(file, &mut keyboard);
        if *without_source > 0 {
            keyboard.row([Key::press(words.word("files-button-source"), &FileButton::Source { file })]);
        }
        let marked = opted_out + bounced;
        let import = match (*new, *rejected) {
            (0, _) if marked > 0 => Some(words.plain("files-button-mark", &[("count", &marked)])),
            (0, 0) => None,
            (0, _) if self.understood.by == UnderstoodBy::Nothing => None,
            (0, _) => Some(words.word("files-button-to-mend")),
            _ => Some(words.plain("files-button-import", &[("count", new)])),
        };
        let fill = (*filling > 0)
            .then(|| words.plain("files-button-fill", &[("count", new), ("filling", filling)]))
            .map(|label| Key::press(label, &FileButton::Fill { file, rows }));
        let nothing = import.is_none() && fill.is_none() && self.understood.by != UnderstoodBy::Nothing;
        keyboard.row(import.map(|label| Key::press(label, &FileButton::Import { file, rows })));
        keyboard.row(fill);
        let cancel =
            (!nothing).then(|| Key::press(words.word("button-cancel"), &FileButton::Cancel { file }));
        keyboard.row(
            [Key::press(words.word("files-button-columns"), &FileButton::Columns { file, page: 0 })]
                .into_iter()
                .chain(cancel),
        );
        keyboard
    }
}

/// A row of the file as it was understood.
fn row(draft: &Draft, words: &Words) -> Html {
    let profile = &draft.profile;
    let parts = [
        profile.name.clone(),
        profile.company.clone(),
        profile.email.as_ref().map(|email: &Email| email.as_str().to_owned()),
        profile.country.map(|country| country.name(words.lang()).to_owned()),
        draft.grade.map(|grade| grade.code().to_uppercase()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| shorten(&part, 40)).collect();
    Html::text(&format!("• {}", parts.join(" · ")))
}
