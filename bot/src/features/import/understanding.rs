//! How a file was understood: which of its sheets, what its columns hold, how its days are written.

use renmai_core::read::table::{Column, DayOrder, Days, Heading, Plan, Said};
use renmai_core::vocabulary::Field;

use super::{FileButton, meaning};
use crate::i18n::{Html, Key, Keyboard, Say, Words, shorten};

/// By what the columns of a file were understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnderstoodBy {
    /// Their names.
    Names,
    /// The look of what they hold: it names none.
    Look,
    /// Nothing: none of them is a name or a company.
    Nothing,
}

/// How a file was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Understanding {
    /// Its columns, and what each holds.
    pub columns: Vec<Heading>,
    /// The sheets that hold anything; one where there are no sheets.
    pub sheets: Vec<String>,
    /// Which of them this is.
    pub sheet: u32,
    /// By what.
    pub by: UnderstoodBy,
}

/// How many other sheets are offered.
const SHEETS: usize = 6;

impl Understanding {
    /// How a plan understands its file.
    pub fn of(plan: &Plan) -> Understanding {
        let (sheets, sheet) = plan.sheets();
        let by = match (plan.names_somebody(), plan.is_titled()) {
            (false, _) => UnderstoodBy::Nothing,
            (true, false) => UnderstoodBy::Look,
            (true, true) => UnderstoodBy::Names,
        };
        let sheets = sheets.into_iter().map(str::to_owned).collect();
        Understanding { columns: plan.headings().to_vec(), sheets, sheet, by }
    }

    /// What is kept of it, until a person says otherwise.
    ///
    /// # Errors
    /// Never in practice.
    pub fn said(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Said { sheet: self.sheet, headings: self.columns.clone() })
    }

    /// Says which sheet it is, where there are several.
    pub fn sheet(&self, html: &mut Html, words: &Words) {
        if let Some(sheet) = self.sheets.get(self.sheet as usize).filter(|_| self.sheets.len() > 1) {
            let args: [(_, &dyn Say); 2] = [("sheet", &shorten(sheet, 40)), ("sheets", &self.sheets.len())];
            html.line(words.html("files-sheet", &args));
        }
    }

    /// Says what the columns were taken for, and how their days are read.
    pub fn columns(&self, html: &mut Html, words: &Words) {
        match self.by {
            UnderstoodBy::Names => {}
            UnderstoodBy::Look => {
                html.line(words.html("files-untitled", &[]));
            }
            UnderstoodBy::Nothing => {
                html.line(words.html("files-nobody", &[]));
            }
        }
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
        for (_, heading, days) in self.days() {
            let args: [(_, &dyn Say); 2] = [("column", &named(heading)), ("example", &days.example)];
            let day = |order: DayOrder| days.day(order).map(|day| day.to_string()).unwrap_or_default();
            match days.order {
                Some(order) => {
                    let [column, example] = args;
                    html.line(words.html("files-days", &[column, example, ("day", &day(order))]))
                }
                None => {
                    let [column, example] = args;
                    let (one, other) = (day(DayOrder::DayFirst), day(DayOrder::MonthFirst));
                    html.line(
                        words.html("files-days-open", &[column, example, ("one", &one), ("other", &other)]),
                    )
                }
            };
        }
    }

    /// The keys that change which sheet it is, and how its days are read.
    pub(super) fn keys(&self, file: i64, keyboard: &mut Keyboard) {
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
    }

    /// The columns of days that may be read in two ways, by their places.
    fn days(&self) -> impl Iterator<Item = (u32, &Heading, &Days)> {
        let headings = (0u32..).zip(&self.columns);
        headings
            .filter(|(_, heading)| heading.column == Some(Column::Field(Field::AcquiredOn)))
            .filter_map(|(at, heading)| Some((at, heading, heading.days.as_ref()?)))
    }
}

/// The name of a column; of one that has none, what is in it.
fn named(heading: &Heading) -> String {
    if heading.name.is_empty() {
        format!("“{}”", shorten(&heading.sample, 20))
    } else {
        shorten(&heading.name, 30)
    }
}
