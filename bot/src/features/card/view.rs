//! A contact's card: who, company, country and local time, grade, stage, health, what happened last, what comes
//! next and why, with everything that is done daily one tap away.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use renmai_core::contact::{Contact, FollowUp, Profile};
use renmai_core::follow_up::{days_overdue, why_never};
use renmai_core::ideal::{Fit, Proposal, industry_name};
use renmai_core::interaction::Interaction;
use renmai_core::vocabulary::{ChangeId, DueReason, Health};

use super::Keys;
use crate::features::ideal;
use crate::handler::buttons::Place;
use crate::i18n::{AnyReply, Html, Key, Message, Quote, Render, Say, Words, shorten};

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
        if let Some(phone) = phone {
            let mut line = Html::text("📞 ");
            line.push(Html::code(phone.as_str()));
            lines.push(line);
        }
        if let Some(id) = wechat {
            lines.push(words.html("card-wechat", &[("id", id)]));
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

/// A line of facts with dots between; none, no line.
fn dotted(mark: &str, facts: impl Iterator<Item = String>) -> Option<Html> {
    let facts = Html::join(facts.map(|fact| Html::text(&fact)), " · ");
    (!facts.is_empty()).then(|| {
        let mut line = Html::text(mark);
        line.push(facts);
        line
    })
}

pub(super) fn text(said: &dyn Say, words: &Words) -> String {
    match said.say(words) {
        crate::i18n::Arg::Text(text) => text,
        crate::i18n::Arg::Html(html) => html.as_str().to_owned(),
        crate::i18n::Arg::Number(number) => number.to_string(),
    }
}
