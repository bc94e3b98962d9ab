//! A file that waits for a decision: what is in it, and what may be done with it.

use renmai_core::book::Preview;
use renmai_core::contact::Source;
use renmai_core::email::Email;
use renmai_core::read::Draft;
use renmai_core::read::table::{Column, DayOrder, Days, Heading, RowError, Said};
use renmai_core::vocabulary::Field;

use super::{FileButton, meaning, problem, shown};
use crate::i18n::{Html, Key, Keyboard, Message, Say, Words, shorten};

/// How the columns of a file were understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Understood {
    /// By their names.
    ByName,
    /// It names none: by the look of what they hold.
    ByLook,
    /// None of them is a name or a company.
    Nobody,
}

/// A file that waits for a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// Its number.
    pub file: i64,
    /// Its name.
    pub name: String,
    /// Its columns, and what each was understood as.
    pub columns: Vec<Heading>,
    /// What would become of its rows.
    pub preview: Preview,
    /// Where its contacts come from, where a row does not say it.
    pub source: Option<Source>,
    /// The sheets that hold anything; one where there are no sheets.
    pub sheets: Vec<String>,
    /// Which of them this is.
    pub sheet: u32,
    /// How its columns were understood.
    pub understood: Understood,
}

/// How many other sheets are offered.
const SHEETS: usize = 6;

impl Waiting {
    /// What is kept of how the file was understood, until a person says otherwise.
    ///
    /// # Errors
    /// Never in practice.
    pub fn said(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Said { sheet: self.sheet, headings: self.columns.clone() })
    }

    pub(super) fn message(&self, words: &Words) -> Message {
        let Preview { new, duplicates, filling, rejected, without_source, hidden, .. } = &self.preview;
        let Preview { opted_out, bounced, .. } = &self.preview;
        let rows = self.preview.rows();
        let mut html = words.html("files-waiting", &[("name", &shown(&self.name)), ("rows", &rows)]);
        if let Some(sheet) = self.sheets.get(self.sheet as usize).filter(|_| self.sheets.len() > 1) {
            html.line(
                words.html("files-sheet", &[("sheet", &shorten(sheet, 40)), ("sheets", &self.sheets.len())]),
            );
        }
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
        match self.understood {
            Understood::ByName => {}
            Understood::ByLook => {
                html.line(words.html("files-untitled", &[]));
            }
            Understood::Nobody => {
                html.line(words.html("files-nobody", &[]));
            }
        }
        self.columns(&mut html, words);
        for (_, heading, days) in self.days() {
            let (column, example) = (named(heading), &days.example);
            match days.order.and_then(|order| days.day(order)) {
                Some(day) => {
                    let args: [(_, &dyn Say); 3] =
                        [("column", &column), ("example", example), ("day", &day.to_string())];
                    html.line(words.html("files-days", &args))
                }
                None => {
                    html.line(words.html("files-days-open", &[("column", &column), ("example", example)]))
                }
            };
        }
        if !self.preview.first.is_empty() {
            html.line(words.html("files-first", &[]));
        }
        for draft in &self.preview.first {
            html.line(row(draft, words));
        }
        for row in &self.preview.problems {
            // Where no column is a name, no row has one.
            let is_known =
                self.understood == Understood::Nobody && row.outcome == Err(RowError::NameOrCompanyMissing);
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

    fn columns(&self, html: &mut Html, words: &Words) {
        let is_note = |heading: &&Heading| heading.column == Some(Column::Note);
        let known = self.columns.iter().filter(|heading| !is_note(heading));
        let known = known.filter_map(|heading| Some((named(heading), meaning(heading.column?, words))));
        let known: Vec<String> = known
            .map(|(name, meaning)| match name.to_lowercase() == meaning.to_lowercase() {
                true => meaning,
                false => format!("{name} → {meaning}"),
            })
            .take(30)
            .collect();
        let noted = self.columns.iter().filter(is_note).filter(|heading| !heading.sample.is_empty());
        let unused = self.columns.iter().filter(|heading| heading.column.is_none());
        let names = |headings: &mut dyn Iterator<Item = &Heading>| -> Vec<String> {
            headings.filter(|heading| !heading.name.is_empty()).map(named).take(20).collect()
        };
        let lists = [
            ("files-columns", known),
            ("files-noted", names(&mut noted.into_iter())),
            ("files-unused", names(&mut unused.into_iter())),
        ];
        for (id, columns) in lists.into_iter().filter(|(_, columns)| !columns.is_empty()) {
            html.line(words.html(id, &[("columns", &words.list(&columns))]));
        }
    }

    /// The columns of days that may be read in two ways, by their places.
    fn days(&self) -> impl Iterator<Item = (u32, &Heading, &Days)> {
        let headings = (0u32..).zip(&self.columns);
        headings
            .filter(|(_, heading)| heading.column == Some(Column::Field(Field::AcquiredOn)))
            .filter_map(|(at, heading)| Some((at, heading, heading.days.as_ref()?)))
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let Preview { new, filling, rejected, without_source, .. } = &self.preview;
        let (file, rows) = (self.file, self.preview.rows());
        let mut keyboard = Keyboard::default();
        let others = (0u32..).zip(&self.sheets).filter(|(sheet, _)| *sheet != self.sheet).take(SHEETS);
        let others = others.map(|(sheet, name)| {
            let label = format!("▤ {}", shorten(name, 20));
            Key::press(label, &FileButton::Sheet { file, sheet })
        });
        for row in others.collect::<Vec<_>>().chunks(3) {
            keyboard.row(row.to_vec());
        }
        for (at, _, days) in self.days() {
            let orders = DayOrder::ALL.iter().filter(|order| days.order != Some(**order));
            let keys = orders.filter_map(|order| {
                let label = format!("📅 {} = {}", days.example, days.day(*order)?);
                Some(Key::press(shorten(&label, 60), &FileButton::Days { file, at, order: *order }))
            });
            keyboard.row(keys);
        }
        if *without_source > 0 {
            keyboard.row([Key::press(words.word("files-button-source"), &FileButton::Source { file })]);
        }
        let import = match (*new, *rejected) {
            (0, 0) => None,
            (0, _) if self.understood == Understood::Nobody => None,
            (0, _) => Some(words.word("files-button-to-mend")),
            _ => Some(words.plain("files-button-import", &[("count", new)])),
        };
        let fill = (*filling > 0)
            .then(|| words.plain("files-button-fill", &[("count", new), ("filling", filling)]))
            .map(|label| Key::press(label, &FileButton::Fill { file, rows }));
        let nothing = import.is_none() && fill.is_none() && self.understood != Understood::Nobody;
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

/// The name of a column; of one that has none, what is in it.
fn named(heading: &Heading) -> String {
    if heading.name.is_empty() {
        format!("„{}“", shorten(&heading.sample, 20))
    } else {
        shorten(&heading.name, 30)
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
