//! Insights: the shelf, the bimonthly nudge, and picking whom one was sent to.

use chrono::NaiveDate;
use renmai_core::contact::Contact;
use renmai_core::ideal::industry_name;
use renmai_core::insight::Insight;
use renmai_core::vocabulary::{ChangeId, ContactNo};

use super::InsightButton;
use crate::features::list;
use crate::handler::buttons::{Button, Place, undo_key};
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of insights.
    pub enum Phrase {
        /// It is on the shelf.
        Added { no: i64, title: String } = "insight-added",
        /// It is off the shelf.
        Removed { no: i64, title: String } = "insight-removed",
        /// Not understood: how insights are added, shown and removed.
        Usage = "insight-usage",
        /// Title or text is missing.
        HowToAdd = "insight-how-to-add",
        /// The title or the text is too long.
        TooLong { title: usize, body: usize } = "insight-too-long",
        /// There is none of that number.
        NoSuch { typed: Quote } = "insight-no-such",
        /// A colleague added it.
        NotYours { no: i64, by: String } = "insight-not-yours",
        /// Above the list of those who are due for one.
        DueHead { count: usize } = "insight-due-head",
        /// Nobody is due for one.
        NobodyDue = "insight-nobody-due",
        /// Above the contacts to pick.
        PickHead { count: usize } = "insight-pick-head",
        /// Nobody is left to whom an insight that fits could go.
        NobodyToPick = "insight-nobody-to-pick",
        /// It is logged that one was sent.
        Sent { no: ContactNo, title: String } = "insight-sent",
        /// One was sent to this contact lately.
        SentBefore { no: ContactNo } = "insight-sent-before",
        /// No insight fits.
        NoneFits { no: ContactNo } = "insight-none-fits",
        /// It is logged for many.
        SentToAll { count: usize, numbers: String } = "insight-sent-to-all",
        /// Nobody of the nudge is left.
        NothingLeft = "insight-nothing-left",
        /// The nudge was put aside.
        Skipped = "insight-skipped",
    }
}

/// What is answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// A change, with the way back.
    Changed {
        /// What was done.
        said: Phrase,
        /// By which change.
        change: ChangeId,
    },
    /// The newest insights, and how many contacts are due for one.
    Shelf {
        /// The newest first.
        insights: Vec<Insight>,
        /// How many contacts are due.
        due: usize,
    },
    /// One insight in full.
    One {
        /// The insight.
        insight: Insight,
        /// Who added it.
        by: String,
        /// The reader's local day of it.
        on: NaiveDate,
    },
    /// Who is due for one; a card that is opened comes back here.
    Due(list::View),
    /// The bimonthly nudge.
    Nudge(Nudge),
    /// To whom an insight was sent, one by one.
    Pick(Pick),
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Changed { said, change } => {
                let mut message = said.message(words);
                message.keyboard.row([undo_key(*change, words)]);
                message
            }
            Reply::Shelf { insights, due } => shelf(insights, *due, words),
            Reply::One { insight, by, on } => one(insight, by, *on, words),
            Reply::Due(view) => {
                let mut message = view.message(words);
                message.keyboard.row([key("insight-button-pick", InsightButton::Pick, words)]);
                message
            }
            Reply::Nudge(nudge) => nudge.message(words),
            Reply::Pick(pick) => pick.message(words),
        }
    }
}

/// An insight in one line: number, title, whom it fits.
fn line(insight: &Insight, words: &Words) -> Html {
    let mut line = Html::text(&format!("{}. ", insight.no));
    line.push(Html::bold(&shorten(&insight.title, 80)));
    line.push(Html::text(&format!(" — {}", shorten(&insight.body.replace('\n', " "), 100))));
    if !insight.industries.is_empty() {
        line.push(Html::text(&format!(" ({})", shorten(&words.list(&insight.industries), 60))));
    }
    line
}

fn shelf(insights: &[Insight], due: usize, words: &Words) -> Message {
    let mut html = words.html("insight-shelf", &[]);
    if insights.is_empty() {
        html.line(words.html("insight-shelf-empty", &[]));
    }
    for insight in insights {
        html.line(line(insight, words));
    }
    html.line(words.html("insight-how-to-add", &[]));
    let mut keyboard = Keyboard::default();
    if due > 0 {
        let label = words.plain("insight-button-due", &[("count", &due)]);
        keyboard.row([Key::press(label, &Button::List(Place::Insights(0)))]);
    }
    Message { html: html.fitting(), keyboard, ..Message::default() }
}

fn one(insight: &Insight, by: &String, on: NaiveDate, words: &Words) -> Message {
    let mut html = words.html("insight-title", &[("no", &insight.no), ("title", &insight.title)]);
    html.line(Html::text(&insight.body));
    html.line(match insight.industries.is_empty() {
        true => words.html("insight-for-everyone", &[]),
        false => words.html("insight-for", &[("industries", &words.list(&insight.industries))]),
    });
    html.line(words.html("insight-by", &[("by", by), ("day", &on), ("no", &insight.no)]));
    Message::text(html.fitting())
}

/// Contacts of one industry, and the insight for them.
#[derive(Debug, Clone)]
pub struct Group {
    /// The industry, as the first of them has it; `None`: not known.
    pub industry: Option<String>,
    /// The newest that fits.
    pub insight: Option<Insight>,
    /// The contacts.
    pub contacts: Vec<Contact>,
}

/// The bimonthly nudge.
#[derive(Debug, Clone)]
pub struct Nudge {
    /// By industry.
    pub groups: Vec<Group>,
    /// The month, as a number: 202701.
    pub month: u32,
}

/// How many contacts of a nudge are named: what fits a phone screen.
const NAMED: usize = 10;

impl Nudge {
    fn message(&self, words: &Words) -> Message {
        let total: usize = self.groups.iter().map(|group| group.contacts.len()).sum();
        let fitting = self.groups.iter().filter(|group| group.insight.is_some());
        let can_go: usize = fitting.map(|group| group.contacts.len()).sum();
        let mut html = words.html("insight-nudge", &[("count", &total)]);
        let mut named = 0;
        // Of which insight the text stands above already: then its number says it.
        let mut told = Vec::new();
        for group in &self.groups {
            if named >= NAMED {
                break;
            }
            html.line(Html::default()).line(match &group.industry {
                Some(industry) => Html::bold(&shorten(industry_name(industry, words.lang()), 60)),
                None => words.html("insight-no-industry", &[]),
            });
            html.line(match &group.insight {
                Some(insight) if told.contains(&insight.no) => words
                    .html("insight-title", &[("no", &insight.no), ("title", &shorten(&insight.title, 60))]),
                Some(insight) => line(insight, words),
                None => words.html("insight-nudge-none-fits", &[]),
            });
            told.extend(group.insight.as_ref().map(|insight| insight.no));
            for contact in group.contacts.iter().take(NAMED - named) {
                html.line(list::who(contact, words));
                named += 1;
            }
        }
        if named < total {
            html.line(words.html("insight-nudge-more", &[("count", &(total - named))]));
        }
        let how = if can_go > 0 { "insight-nudge-how" } else { "insight-how-to-add" };
        html.line(Html::default()).line(words.html(how, &[]));
        let mut keyboard = Keyboard::default();
        if can_go > 0 {
            let all = words.plain("insight-button-all", &[("count", &can_go)]);
            keyboard.row([
                Key::press(all, &InsightButton::SendToAll { month: self.month }),
                key("insight-button-pick", InsightButton::Pick, words),
            ]);
        }
        keyboard.row([key("insight-button-skip", InsightButton::Skip, words)]);
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

/// Contacts to whom an insight may have been sent: one press logs one.
#[derive(Debug, Clone)]
pub struct Pick {
    /// What was just logged, and by which change.
    pub head: Option<(Phrase, ChangeId)>,
    /// The first of those who are left, each with the insight for them.
    pub rows: Vec<(Contact, Insight)>,
    /// How many are left in all.
    pub total: usize,
}

impl Pick {
    fn message(&self, words: &Words) -> Message {
        let mut html = Html::default();
        if let Some((said, _)) = &self.head {
            html.push(said.html(words)).line(Html::default());
        }
        html.line(match self.total {
            0 => Phrase::NobodyToPick.html(words),
            count => Phrase::PickHead { count }.html(words),
        });
        for (contact, insight) in &self.rows {
            let mut line = list::who(contact, words);
            line.push(Html::text(&format!(" — {}. {}", insight.no, shorten(&insight.title, 40))));
            html.line(line);
        }
        let mut keyboard = Keyboard::default();
        for rows in self.rows.chunks(5) {
            keyboard.row(rows.iter().map(|(contact, _)| {
                let sent = InsightButton::Sent { no: contact.no, version: contact.version.unsigned_abs() };
                Key::press(format!("✓ #{}", contact.no.0), &sent)
            }));
        }
        let undo = self.head.iter().map(|(_, change)| undo_key(*change, words));
        let back = Key::press(words.word("button-back"), &Button::List(Place::Insights(0)));
        keyboard.row(undo.chain([back]));
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}

fn key(id: &str, button: InsightButton, words: &Words) -> Key {
    Key::press(words.word(id), &button)
}
