//! A list of contacts: one line each, a button to open each, pages.

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};
use renmai_core::contact::{Contact, FollowUp};
use renmai_core::vocabulary::Grade;

use crate::features::card::reason;
use crate::handler::buttons::{Button, CardAct, Place};
use crate::i18n::{AnyReply, Html, Key, Keyboard, Message, Render, Words};

/// How many contacts a page shows: what fits a phone screen.
pub const PAGE: u32 = 10;

/// One line of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The contact.
    pub contact: Contact,
    /// Why it is on the list, where the list is of follow-ups.
    pub due: Option<FollowUp>,
    /// What became of it since the list was made.
    pub state: RowState,
}

/// What became of a contact on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// Nothing yet.
    Open,
    /// It was done.
    Done,
    /// It was put off.
    Snoozed,
    /// Nobody was reached: it comes again.
    Tried,
}

impl RowState {
    fn mark(self) -> &'static str {
        match self {
            RowState::Open => "",
            RowState::Done => "✅ ",
            RowState::Snoozed => "💤 ",
            RowState::Tried => "📵 ",
        }
    }
}

/// A list as a message.
#[derive(Debug, Clone)]
pub struct View {
    /// What stands above it.
    pub head: AnyReply,
    /// Its lines on this page.
    pub rows: Vec<Row>,
    /// The list and its page: a card that is opened comes back here.
    pub place: Place,
    /// The page, from 0.
    pub page: u32,
    /// How many contacts there are on all pages.
    pub total: u64,
    /// The reader's local day: what is overdue is said against it.
    pub today: NaiveDate,
    /// When it is shown (UTC): for who can be called now.
    pub now: DateTime<Utc>,
}

impl Render for View {
    fn message(&self, words: &Words) -> Message {
        let mut html = self.head.message(words).html;
        for row in &self.rows {
            html.line(self.line(row, words));
        }
        let mut keyboard = Keyboard::default();
        for keys in self.rows.chunks(5) {
            keyboard.row(keys.iter().map(|row| open_key(row.state.mark(), &row.contact, self.place)));
        }
        keyboard.row(page_keys(self.place, self.page, self.total, words));
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

impl View {
    /// The reason first, then who; whoever can be called now has the time there.
    fn line(&self, row: &Row, words: &Words) -> Html {
        let contact = &row.contact;
        let mut line = Html::text(row.state.mark());
        if row.due.is_some() && contact.grade == Grade::A {
            line.push(Html::text("🅰️ "));
        }
        if let Some(due) = row.due.filter(|_| row.state == RowState::Open) {
            line.push(reason(&due, self.today, contact, words)).push(Html::text(" · "));
        }
        line.push(who(contact, words));
        if row.state == RowState::Open
            && row.due.is_some()
            && let Some(there) = call_now(contact, self.now, words)
        {
            line.push(Html::text(&format!(" · ☎️ {there}")));
        }
        line
    }
}

/// Where and what time it is, where somebody can be called at this hour: nine to six on a day from Monday to Friday.
fn call_now(contact: &Contact, now: DateTime<Utc>, words: &Words) -> Option<String> {
    let country = contact.profile.country?;
    contact.profile.numbers().next()?;
    let there = now.with_timezone(&country.zone());
    let at_work = (9..18).contains(&there.hour()) && there.weekday().num_days_from_monday() < 5;
    at_work.then(|| format!("{} {}", country.city(words.lang()), there.format("%H:%M")))
}

/// Who a line is about: a number to tap, name, company, country, grade.
pub fn who(contact: &Contact, words: &Words) -> Html {
    let mut line = Html::text(&format!("/l{} ", contact.no.0));
    line.push(Html::bold(&crate::i18n::shorten(contact.title(), 40)));
    let country = contact.profile.country.as_ref().map(|country| country.name(words.lang()).to_owned());
    let company = contact.profile.company.clone().filter(|company| company != contact.title());
    for part in [company.map(|company| crate::i18n::shorten(&company, 40)), country].into_iter().flatten() {
        line.push(Html::text(" · ")).push(Html::text(&part));
    }
    line.push(Html::text(&format!(" · {}", contact.grade.code().to_uppercase())));
    line
}

/// A button that opens a contact's card in the same message, with the list behind it.
pub fn open_key(mark: &str, contact: &Contact, back: Place) -> Key {
    let card =
        Button::Card { act: CardAct::Show, no: contact.no, version: contact.version, back: Some(back) };
    Key::press(format!("{mark}#{}", contact.no.0), &card)
}

/// The buttons to the page before and the next.
pub fn page_keys(place: Place, page: u32, total: u64, words: &Words) -> Vec<Key> {
    let pages = u32::try_from(total.div_ceil(u64::from(PAGE))).unwrap_or(u32::MAX);
    let mut keys = Vec::new();
    if page > 0 {
        keys.push(Key::press(words.word("page-before"), &Button::List(place.at(page - 1))));
    }
    if page + 1 < pages {
        let label = words.plain("page-more", &[("page", &(page + 2)), ("pages", &pages)]);
        keys.push(Key::press(label, &Button::List(place.at(page + 1))));
    }
    keys
}

/// The last page of a list, from 0.
pub fn last_page(total: u64) -> u32 {
    u32::try_from(total.saturating_sub(1) / u64::from(PAGE)).unwrap_or(u32::MAX)
}
