//! A contact's card: who, company, country and local time, grade, stage, health, what happened last, what comes
//! next and why, with everything that is done daily one tap away.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use renmai_core::book::RestAnswer;
use renmai_core::contact::{Contact, FollowUp, Profile};
use renmai_core::email::Email;
use renmai_core::follow_up::{days_overdue, why_never};
use renmai_core::ideal::{Fit, Proposal, industry_name};
use renmai_core::interaction::Interaction;
use renmai_core::phone::Phone;
use renmai_core::vocabulary::{ChangeId, DueReason, Field, Grade, Health, InteractionKind, Stage, Value};

use crate::features::ideal;
use crate::handler::buttons::{Button, CardAct, Place, undo_key};
use crate::i18n::{AnyReply, Html, Key, Keyboard, Message, Quote, Render, Say, Words, shorten};

/// A card.
#[derive(Debug, Clone)]
pub struct View {
    /// The contact.
    pub contact: Contact,
    /// The owner's name; nobody: in the pool.
    pub owner: Option<String>,
    /// Whether the reader owns it.
    pub mine: bool,
    /// What happened last.
    pub last: Option<Interaction>,
    /// How well it fits the team's ideal customer, and why; nothing: there is no profile.
    pub fit: Option<Fit>,
    /// The grade that would be another than the present one.
    pub proposal: Option<Proposal>,
    /// When the card is shown (UTC): for the local time.
    pub now: DateTime<Utc>,
    /// The reader's local day.
    pub today: NaiveDate,
    /// The reader's zone.
    pub zone: Tz,
    /// What was just done, above the card.
    pub head: Option<AnyReply>,
    /// The change that the undo button takes back.
    pub undo: Option<ChangeId>,
    /// The list behind the card.
    pub back: Option<Place>,
    /// The next of that list, where this one was dealt with.
    pub ahead: Option<Key>,
    /// Which buttons it shows.
    pub keys: Keys,
}

/// Which buttons a card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// What is done daily: at most four rows.
    Daily,
    /// Of somebody who has just been added: what is missing comes first.
    New,
    /// What is done less often.
    More,
}

impl Render for View {
    fn message(&self, words: &Words) -> Message {
        let mut html = Html::default();
        if let Some(head) = &self.head {
            html.push(head.message(words).html).line(Html::default());
        }
        for line in self.lines(words) {
            html.line(line);
        }
        Message {
            html: html.fitting(),
            keyboard: self.keyboard(words),
            card_of: Some(self.contact.id),
            ..Message::default()
        }
    }
}

impl View {
    fn lines(&self, words: &Words) -> Vec<Html> {
        let contact = &self.contact;
        let Profile {
            name,
            company,
            title,
            role,
            email,
            phone,
            whatsapp,
            wechat,
            linkedin,
            country,
            website,
            industry,
            size,
            revenue,
            source,
            value,
            pains,
            plans,
            weighs,
            // Looked up when one writes, and in the history.
            language: _,
            acquired_on: _,
        } = &contact.profile;
        let mut lines = Vec::new();

        let mut who = Html::bold(&format!("#{} {}", contact.no.0, shorten(contact.title(), 80)));
        for part in [title.clone(), role.map(|role| text(&role, words))].into_iter().flatten() {
            who.push(Html::text(" · ")).push(Html::text(&shorten(&part, 80)));
        }
        lines.push(who);

        let company = company.as_deref().filter(|_| name.is_some());
        let industry = industry.as_deref().map(|industry| industry_name(industry, words.lang()));
        let facts = [company, industry, size.as_deref(), revenue.as_deref()];
        lines.extend(dotted("🏢 ", facts.into_iter().flatten().map(|fact| shorten(fact, 80))));
        if let Some(country) = country {
            let time = self.now.with_timezone(&country.zone()).format("%H:%M").to_string();
            let city = country.city(words.lang()).to_owned();
            let name = country.name(words.lang()).to_owned();
            lines.push(words.html("card-country", &[("country", &name), ("time", &time), ("city", &city)]));
        }
        if let Some(email) = email {
            let mut line = Html::text("✉️ ");
            line.push(Html::code(email.as_str()))
                .push(Html::text(" · "))
                .push(Html::text(&text(&contact.health, words)));
            if contact.health == Health::Risky {
                let risks = email.risks().map(|risk| words.word(&format!("risk-{}", risk.code())));
                let risks: Vec<String> = risks.collect();
                if !risks.is_empty() {
                    line.push(words.html("card-risks", &[("risks", &words.list(&risks))]));
                }
            }
            lines.push(line);
            if let Some(meant) = email.likely_meant() {
                lines.push(words.html("card-meant", &[("email", &meant.as_str().to_owned())]));
            }
        }
        let ways =
            [phone.as_ref().map(|phone| ("📞 ", phone.as_str())), wechat.as_deref().map(|id| ("💬 ", id))];
        for (mark, way) in ways.into_iter().flatten() {
            let mut line = Html::text(mark);
            line.push(Html::code(way));
            lines.push(line);
        }
        if let Some(number) = whatsapp {
            let (number, digits) =
                (number.as_str().to_owned(), number.as_str().trim_start_matches('+').to_owned());
            // Only a number with its country's code opens a chat.
            let id = if number.starts_with('+') { "card-whatsapp" } else { "card-whatsapp-typed" };
            lines.push(words.html(id, &[("number", &number), ("digits", &digits)]));
        }
        let links = [website.as_deref(), linkedin.as_deref()];
        lines.extend(dotted("🔗 ", links.into_iter().flatten().map(|link| shorten(link, 120))));

        if contact.suppressed_at.is_some() {
            lines.push(words.html("card-suppressed", &[]));
        } else if contact.health == Health::Invalid {
            lines.push(words.html("card-invalid", &[]));
        }
        let standing = [
            words.plain("card-grade", &[("grade", &contact.grade)]),
            text(&contact.stage, words),
            value.map(|value| words.plain("card-value", &[("value", &value)])).unwrap_or_default(),
        ];
        lines.extend(dotted("⭐ ", standing.into_iter().filter(|word| !word.is_empty())));
        if let Some(fit) = &self.fit {
            lines.push(ideal::fit_line(fit, &contact.profile, words));
        }
        if let Some(proposal) = &self.proposal {
            lines.push(ideal::proposal_line(proposal, contact.grade, words));
        }
        if let Some(source) = source {
            lines.push(words.html("card-source", &[("source", source)]));
        }
        for (id, needs) in [("card-pains", pains), ("card-plans", plans), ("card-weighs", weighs)] {
            if let Some(needs) = needs {
                lines.push(words.html(id, &[("text", &shorten(needs, 200))]));
            }
        }
        if !self.mine {
            lines.push(match &self.owner {
                Some(owner) => words.html("card-owner", &[("owner", owner)]),
                None => words.html("card-pool", &[]),
            });
        }
        if let Some(last) = &self.last {
            let day = last.at.with_timezone(&self.zone).date_naive();
            let summary = Quote::new(&last.summary, 200);
            lines.push(
                words.html("card-last", &[("day", &day), ("kind", &last.what()), ("summary", &summary)]),
            );
        }
        lines.push(match &contact.due {
            Some(due) => words.html("card-next", &[("reason", &reason(due, self.today, contact, words))]),
            None => words.html(&format!("card-never-{}", why_never(contact).code()), &[]),
        });
        lines
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        match self.keys {
            Keys::Daily => self.daily_keys(words),
            Keys::New => self.new_keys(words),
            Keys::More => self.more_keys(words),
        }
    }

    /// At most four rows: a proposal takes the place of grade and snooze, which then stand behind *More*.
    fn daily_keys(&self, words: &Words) -> Keyboard {
        let key = |id: &str, act: CardAct| Key::press(words.word(id), &self.button(act));
        let log = |id: &str, kind: InteractionKind| key(id, CardAct::Log(kind));
        let mut keyboard = Keyboard::default();
        let proposal = self.proposal_keys(words);
        let no_proposal = proposal.is_empty();
        keyboard.row(proposal);
        keyboard.row([
            log("button-reply", InteractionKind::Reply),
            log("button-sent", InteractionKind::Sent),
            log("button-call", InteractionKind::Call),
        ]);
        keyboard.row([
            log("button-no-answer", InteractionKind::NoAnswer),
            log("button-message", InteractionKind::Message),
            key("button-more", CardAct::More),
        ]);
        if no_proposal {
            keyboard.row(self.grade_and_snooze_keys(words));
        }
        keyboard.row(self.last_row(key("button-next-step", CardAct::NextStep), words));
        keyboard
    }

    fn new_keys(&self, words: &Words) -> Keyboard {
        let key = |id: &str, act: CardAct| Key::press(words.word(id), &self.button(act));
        let mut keyboard = Keyboard::default();
        keyboard.row(self.missing_keys(words));
        keyboard.row(self.proposal_keys(words));
        keyboard.row(self.grade_and_snooze_keys(words));
        let more = [key("button-next-step", CardAct::NextStep), key("button-more", CardAct::More)];
        let undo = self.undo.map(|change| undo_key(change, words));
        keyboard.row(more.into_iter().chain(undo));
        keyboard
    }

    fn missing_keys(&self, words: &Words) -> impl Iterator<Item = Key> {
        self.missing().map(|field| {
            Key::press(words.plain("button-fill", &[("field", &field)]), &self.button(CardAct::Fill(field)))
        })
    }

    /// What is proposed: to let it rest, another grade, another spelling of the address.
    fn proposal_keys(&self, words: &Words) -> Vec<Key> {
        let key = |id: &str, act: CardAct| Key::press(words.word(id), &self.button(act));
        let of = |id, grade: &Grade, act| Key::press(words.plain(id, &[("grade", grade)]), &self.button(act));
        if self.contact.due.is_some_and(|due| due.why == DueReason::Rest) {
            let lower = self.contact.grade.lower();
            let lower = lower.map(|grade| of("button-lower", &grade, CardAct::Rest(RestAnswer::Lower)));
            let others = [
                key("button-pool", CardAct::Rest(RestAnswer::Pool)),
                key("button-keep", CardAct::Rest(RestAnswer::Keep)),
            ];
            return lower.into_iter().chain(others).collect();
        }
        if let Some(meant) = self.contact.profile.email.as_ref().and_then(Email::likely_meant) {
            return vec![Key::press(mending(&meant, words), &self.button(CardAct::Mend))];
        }
        let grades = self.proposal.as_ref().map(|Proposal { grade, .. }| {
            [
                of("button-regrade", grade, CardAct::Grade(*grade)),
                of("button-keep-grade", &self.contact.grade, CardAct::DeclineGrade(*grade)),
            ]
        });
        grades.into_iter().flatten().collect()
    }

    fn grade_and_snooze_keys(&self, words: &Words) -> impl Iterator<Item = Key> {
        let grades = Grade::ALL.iter().map(|grade| {
            let label = marked(*grade == self.contact.grade, grade.code().to_uppercase());
            Key::press(label, &self.button(CardAct::Grade(*grade)))
        });
        let snoozes = [("button-snooze-1d", 1), ("button-snooze-3d", 3), ("button-snooze-1w", 7)];
        grades
            .chain(snoozes.map(|(id, days)| Key::press(words.word(id), &self.button(CardAct::Snooze(days)))))
    }

    /// The way back, and on.
    fn last_row(&self, first: Key, words: &Words) -> impl Iterator<Item = Key> {
        let undo = self.undo.map(|change| undo_key(change, words));
        let back = self.back.map(|place| Key::press(words.word("button-back"), &Button::List(place)));
        [Some(first), undo, back, self.ahead.clone()].into_iter().flatten()
    }

    fn more_keys(&self, words: &Words) -> Keyboard {
        let key = |id: &str, act: CardAct| Key::press(words.word(id), &self.button(act));
        let log = |(id, kind): (&str, InteractionKind)| key(id, CardAct::Log(kind));
        let (contact, profile) = (&self.contact, &self.contact.profile);
        let mut keyboard = Keyboard::default();
        keyboard.row(
            [
                ("button-meeting", InteractionKind::Meeting),
                ("button-quote", InteractionKind::Quote),
                ("button-sample-sent", InteractionKind::SampleSent),
            ]
            .map(log),
        );
        keyboard.row(
            [
                ("button-inquiry", InteractionKind::Inquiry),
                ("button-sample", InteractionKind::Sample),
                ("button-order", InteractionKind::Order),
                ("button-note", InteractionKind::Note),
            ]
            .map(log),
        );
        if !self.proposal_keys(words).is_empty() {
            keyboard.row(self.grade_and_snooze_keys(words));
        }
        keyboard.row(Stage::ALL.iter().filter(|stage| **stage != Stage::New).map(|stage| {
            let label = marked(*stage == contact.stage, text(stage, words));
            Key::press(label, &self.button(CardAct::Stage(*stage)))
        }));
        let values = Value::ALL.iter().map(|value| {
            let label = words.plain("button-value", &[("value", value)]);
            Key::press(marked(Some(*value) == profile.value, label), &self.button(CardAct::Value(*value)))
        });
        keyboard.row(values);
        keyboard.row(self.missing_keys(words));
        let copies = [
            profile.email.as_ref().map(Email::as_str),
            profile.phone.as_ref().map(Phone::as_str),
            profile
                .whatsapp
                .as_ref()
                .filter(|number| profile.phone.as_ref() != Some(number))
                .map(Phone::as_str),
            profile.wechat.as_deref(),
        ];
        let copies: Vec<Key> = copies
            .into_iter()
            .flatten()
            .filter_map(|text| Key::copy(format!("📋 {}", shorten(text, 24)), text))
            .collect();
        for two in copies.chunks(2) {
            keyboard.row(two.iter().cloned());
        }
        keyboard.row([key("button-history", CardAct::History(0)), key("button-less", CardAct::Show)]);
        keyboard
    }

    /// The first fields that one would want and that are missing, at most three.
    fn missing(&self) -> impl Iterator<Item = Field> {
        let profile = &self.contact.profile;
        let fields = [
            Field::Name,
            Field::Company,
            Field::Email,
            Field::Country,
            Field::Source,
            Field::Phone,
            Field::WhatsApp,
            Field::WeChat,
            Field::Title,
        ];
        fields.into_iter().filter(|field| profile.get(*field).is_none()).take(3)
    }

    fn button(&self, act: CardAct) -> Button {
        Button::Card { act, no: self.contact.no, version: self.contact.version, back: self.back }
    }
}

/// Why and since when a contact is due, in a few words.
pub fn reason(due: &FollowUp, today: NaiveDate, contact: &Contact, words: &Words) -> Html {
    let step = contact.next_step.as_ref().filter(|_| due.why == DueReason::NextStep);
    let what = step.map(|step| shorten(&step.what, 100)).unwrap_or_default();
    // It rings at the time that was set, be it a day off or not.
    let rings = step.and_then(|step| Some(step.on.and_time(step.at.filter(|_| due.rings_at.is_some())?)));
    let why = match due.why {
        DueReason::AwaitsAnswer => words.html("why-awaits-answer", &[]),
        DueReason::NextStep if what.is_empty() => words.html("why-next-step", &[]),
        DueReason::NextStep => Html::text(&what),
        DueReason::FirstTouch => words.html("why-first-touch", &[]),
        DueReason::Cadence => words.html("why-cadence", &[("grade", &contact.grade)]),
        DueReason::Rest => words.html("why-rest", &[("touches", &contact.tally.touches_in_row)]),
        // It falls due on no day.
        DueReason::NeedsAddress => return words.html("why-needs-address", &[]),
    };
    let waited = days_overdue(due.since, today);
    let overdue = || words.html("when-overdue", &[("days", &waited)]);
    let ahead = due.on > today;
    let when = match rings {
        Some(at) if at.date() > today => words.html("when-on", &[("day", &at)]),
        Some(at) if at.date() == today => words.html("when-today-at", &[("time", &at.time())]),
        // Put off, or tried in vain: how long they have waited stays visible.
        _ if ahead && waited > 0 => {
            Html::join([words.html("when-on", &[("day", &due.on)]), overdue()], " · ")
        }
        _ if ahead => words.html("when-on", &[("day", &due.on)]),
        _ if waited > 0 => overdue(),
        _ => words.html("when-today", &[]),
    };
    words.html("reason", &[("why", &why), ("when", &when)])
}

/// The label of a choice, with a dot where it is the present one.
fn marked(present: bool, label: String) -> String {
    if present { format!("• {label}") } else { label }
}

/// A line of facts with dots between; none, no line.
fn dotted(mark: &str, facts: impl Iterator<Item = String>) -> Option<Html> {
    let facts = Html::join(facts.map(|fact| Html::text(&fact)), " · ");
    (!facts.is_empty()).then(|| {
        let mut line = Html::text(mark);
        line.push(facts);
        line
    })
}

fn text(said: &dyn Say, words: &Words) -> String {
    match said.say(words) {
        crate::i18n::Arg::Text(text) => text,
        crate::i18n::Arg::Html(html) => html.as_str().to_owned(),
        crate::i18n::Arg::Number(number) => number.to_string(),
    }
}

/// What stands on the button that corrects an address.
pub fn mending(meant: &Email, words: &Words) -> String {
    words.plain("button-mend", &[("email", &shorten(meant.as_str(), 40))])
}
