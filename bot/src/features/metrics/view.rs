//! The figures, each with what it was computed from.

use renmai_core::ideal::industry_name;
use renmai_core::metrics::{
    Dimension, FOCUS_GOAL, Figures, GroupKey, Growth, Period, Rate, Report, SMALL_SAMPLE, Span, VALIDITY_GOAL,
};
use renmai_core::store::MailCount;
use renmai_core::vocabulary::Channel;

use super::MetricsButton;
use crate::i18n::value::text;
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of figures.
    pub enum Phrase {
        /// Not a period.
        NoSuchPeriod { typed: Quote } = "metrics-no-such-period",
        /// Not a dimension.
        NoSuchDimension { typed: Quote } = "metrics-no-such-dimension",
    }
}

/// The figures as a message.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What was computed.
    pub report: Report,
    /// The mails that left, by template; those written by hand have none.
    pub mails: Vec<(Option<String>, MailCount)>,
    /// The reader leads the team, whose figures these are; else they are the reader's own.
    pub leads: bool,
    /// The quarter of today, for the button.
    pub quarter: Span,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// The figures.
    View(Box<View>),
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::View(view) => view.message(words),
        }
    }
}

/// How many groups are shown: what fits a phone screen.
const GROUPS: usize = 8;

/// How many sources are shown.
const SOURCES: usize = 5;

impl View {
    fn message(&self, words: &Words) -> Message {
        let Report { period, figures, by } = &self.report;
        let title = if self.leads { "metrics-team" } else { "metrics-own" };
        let contacts = &figures.contacts;
        let mut html = words.html(title, &[("period", &spoken(period, words)), ("contacts", contacts)]);
        let mut rates = Rates { words, small: false };
        match by {
            None => {
                whole(figures, &mut html, &mut rates);
                mailed(&self.mails, &mut html, &mut rates);
            }
            Some((dimension, groups)) => by_group(*dimension, groups, &mut html, &mut rates),
        }
        if rates.small {
            html.line(words.html("metrics-small", &[("cases", &SMALL_SAMPLE)]));
        }
        Message { html: html.fitting(), keyboard: self.keyboard(words), ..Message::default() }
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let span = self.report.period.span;
        let by = self.report.by.as_ref().map(|(by, _)| *by);
        let mark = |now: bool, label: String| if now { format!("• {label}") } else { label };
        let mut keyboard = Keyboard::default();
        keyboard.row([Span::Days(7), Span::Days(30), Span::Days(90), self.quarter, Span::All].map(|other| {
            let label = match other {
                Span::All => words.word("metrics-button-all"),
                Span::Days(days) => words.plain("metrics-button-days", &[("days", &u32::from(days))]),
                Span::Quarter(..) => other.label(),
            };
            Key::press(mark(other == span, label), &MetricsButton::Show { span: other, by })
        }));
        let dimensions: Vec<Dimension> = Dimension::ALL
            .iter()
            .copied()
            .filter(|dimension| self.leads || *dimension != Dimension::Owner)
            .collect();
        for row in dimensions.chunks(3) {
            keyboard.row(row.iter().map(|dimension| {
                let now = by == Some(*dimension);
                let label = words.word(&format!("metrics-button-{}", dimension.code()));
                // The one that is shown leads back to the whole.
                Key::press(mark(now, label), &MetricsButton::Show { span, by: (!now).then_some(*dimension) })
            }));
        }
        keyboard
    }
}

/// Says rates, and remembers whether one of them was of a small sample.
struct Rates<'a> {
    words: &'a Words,
    small: bool,
}

impl Rates<'_> {
    /// `85 % (17 of 20)`; a rate of nothing is `–`, and a small sample is marked.
    fn say(&mut self, rate: Rate) -> String {
        let Some(percent) = rate.percent() else { return "–".to_owned() };
        self.small |= rate.small();
        let mark = if rate.small() { "*" } else { "" };
        self.words.plain(
            "metrics-rate",
            &[("percent", &percent), ("part", &rate.part), ("of", &rate.of), ("mark", &mark)],
        )
    }
}

/// The figures of the whole scope.
fn whole(figures: &Figures, html: &mut Html, rates: &mut Rates<'_>) {
    let words = rates.words;
    let validity = rates.say(figures.validity);
    html.line(words.html("metrics-validity", &[("rate", &validity), ("goal", &VALIDITY_GOAL)]));
    if figures.validity.below(VALIDITY_GOAL) {
        html.line(words.html("metrics-validity-low", &[("goal", &VALIDITY_GOAL)]));
    }
    for (id, rate) in [
        ("metrics-verified", figures.verified),
        ("metrics-replies", figures.reply_rate),
        ("metrics-opened", figures.open_rate),
        ("metrics-clicked", figures.click_rate),
        ("metrics-conversion", figures.conversion),
    ] {
        html.line(words.html(id, &[("rate", &rates.say(rate))]));
    }
    let kinds = figures
        .conversion_kinds
        .map(|(kind, rate)| words.plain("metrics-kind", &[("kind", &kind), ("rate", &rates.say(rate))]));
    for kind in kinds {
        html.line(Html::text(&kind));
    }
    html.line(words.html("metrics-coverage", &[("rate", &rates.say(figures.coverage))]));
    let (touches, contacts) = (rates.say(figures.focus_touches), rates.say(figures.focus_contacts));
    let goal = 100 - FOCUS_GOAL;
    html.line(words.html(
        "metrics-focus",
        &[("touches", &touches), ("contacts", &contacts), ("goal", &FOCUS_GOAL), ("few", &goal)],
    ));
    if figures.fit.of > 0 {
        let (fit, replies) = (rates.say(figures.fit), rates.say(figures.fit_reply_rate));
        html.line(words.html("metrics-fit", &[("fit", &fit), ("replies", &replies)]));
    }
    html.line(words.html("metrics-added", &[("added", &figures.added)]));
    for (source, growth) in figures.added_by_source.iter().take(SOURCES) {
        html.line(grown(*source, growth, rates));
    }
    more(figures.added_by_source.len(), SOURCES, html, words);
}

/// What became of the mails, in all and by template.
fn mailed(mails: &[(Option<String>, MailCount)], html: &mut Html, rates: &mut Rates<'_>) {
    let words = rates.words;
    let all = mails.iter().fold(MailCount::default(), |all, (_, count)| all.and(*count));
    if all.sent == 0 {
        return;
    }
    let rate = |part, of| Rate { part, of };
    let (delivered, answered) = (rate(all.delivered, all.sent), rate(all.answered, all.delivered));
    html.line(words.html(
        "metrics-mails",
        &[
            ("sent", &all.sent),
            ("delivered", &rates.say(delivered)),
            ("answered", &rates.say(answered)),
            ("colleagues", &all.by_colleagues),
            ("hard", &all.hard),
            ("soft", &all.soft),
        ],
    ));
    for (template, count) in mails.iter().take(SOURCES) {
        let name = match template.as_deref() {
            None => words.word("metrics-by-hand"),
            Some(built) => match built.split_once('.') {
                Some((frame @ ("pas" | "value" | "fair"), _)) => words.word(&format!("mail-frame-{frame}")),
                _ => shorten(built, 30),
            },
        };
        let answered = rates.say(rate(count.answered, count.delivered));
        html.line(
            words
                .html("metrics-template", &[("name", &name), ("sent", &count.sent), ("answered", &answered)]),
        );
    }
    more(mails.len(), SOURCES, html, words);
}

/// What a source brought.
fn grown(source: Option<Channel>, growth: &Growth, rates: &mut Rates<'_>) -> Html {
    let words = rates.words;
    let source = source.map_or_else(|| words.word("metrics-unknown"), |source| text(&source, words));
    let (validity, conversion) = (rates.say(growth.validity), rates.say(growth.conversion));
    words.html(
        "metrics-source",
        &[
            ("source", &source),
            ("added", &growth.added),
            ("validity", &validity),
            ("conversion", &conversion),
        ],
    )
}

/// One paragraph for each group.
fn by_group(dimension: Dimension, groups: &[(GroupKey, Figures)], html: &mut Html, rates: &mut Rates<'_>) {
    let words = rates.words;
    html.line(words.html(&format!("metrics-by-{}", dimension.code()), &[]));
    for (key, figures) in groups.iter().take(GROUPS) {
        let name = Html::text(&shorten(&group(key, words), 40));
        html.line(words.html(
            "metrics-group",
            &[("name", &name), ("contacts", &figures.contacts), ("added", &figures.added)],
        ));
        let low = if figures.validity.below(VALIDITY_GOAL) { "⚠️ " } else { "" };
        html.line(words.html(
            "metrics-group-rates",
            &[
                ("low", &low),
                ("validity", &rates.say(figures.validity)),
                ("replies", &rates.say(figures.reply_rate)),
                ("conversion", &rates.say(figures.conversion)),
                ("coverage", &rates.say(figures.coverage)),
            ],
        ));
        if dimension == Dimension::Source && figures.fit.of > 0 {
            let (fit, replies) = (rates.say(figures.fit), rates.say(figures.fit_reply_rate));
            html.line(words.html("metrics-group-fit", &[("fit", &fit), ("replies", &replies)]));
        }
    }
    more(groups.len(), GROUPS, html, words);
}

fn more(count: usize, shown: usize, html: &mut Html, words: &Words) {
    if count > shown {
        html.line(words.html("metrics-more", &[("count", &(count - shown))]));
    }
}

/// What a group is called.
fn group(key: &GroupKey, words: &Words) -> String {
    let unknown = || words.word("metrics-unknown");
    match key {
        GroupKey::Owner(Some(_), name) => name.clone(),
        GroupKey::Owner(None, _) => words.word("metrics-pool"),
        GroupKey::Grade(grade) => words.plain("metrics-grade", &[("grade", grade)]),
        GroupKey::Source(source) => source.map_or_else(unknown, |source| text(&source, words)),
        GroupKey::Country(country) => {
            country.map_or_else(unknown, |country| country.name(words.lang()).to_owned())
        }
        GroupKey::Industry(industry) => match industry {
            Some(industry) => industry_name(industry, words.lang()).to_owned(),
            None => unknown(),
        },
    }
}

/// A period with its days.
fn spoken(period: &Period, words: &Words) -> String {
    let first = period.first.map(|first| text(&first, words)).unwrap_or_default();
    let last = period.last;
    match period.span {
        Span::Days(days) => {
            words.plain("metrics-days", &[("days", &u32::from(days)), ("first", &first), ("last", &last)])
        }
        Span::Quarter(..) => words.plain(
            "metrics-quarter",
            &[("quarter", &period.span.label()), ("first", &first), ("last", &last)],
        ),
        Span::All => words.plain("metrics-all", &[("last", &last)]),
    }
}
