//! The buttons of a card.

use renmai_core::book::RestAnswer;
use renmai_core::email::Email;
use renmai_core::follow_up::needs_address;
use renmai_core::ideal::Proposal;
use renmai_core::phone::Phone;
use renmai_core::vocabulary::{DueReason, Field, Grade, Health, InteractionKind, Stage, Value};

use super::View;
use super::view::text;
use crate::handler::buttons::{Button, CardAct, undo_key};
use crate::i18n::{Key, Keyboard, Words, shorten};

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

/// What one would want to know of everybody.
const FIELDS: &[Field] = &[
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

/// The ways to reach somebody.
const WAYS: &[Field] = &[Field::Email, Field::Phone, Field::WhatsApp, Field::WeChat, Field::LinkedIn];

impl View {
    pub(super) fn keyboard(&self, words: &Words) -> Keyboard {
        match self.keys {
            Keys::Daily => self.daily_keys(words),
            Keys::New => self.new_keys(words),
            Keys::More => self.more_keys(words),
        }
    }

    /// At most four rows: what is asked first takes the place of grade and snooze, which then stand behind *More*.
    fn daily_keys(&self, words: &Words) -> Keyboard {
        let key = |id: &str, act: CardAct| Key::press(words.word(id), &self.button(act));
        let log = |id: &str, kind: InteractionKind| key(id, CardAct::Log(kind));
        let mut keyboard = Keyboard::default();
        let first = self.first_row(words);
        let is_usual = first.is_empty();
        keyboard.row(first);
        // Nobody writes to who opted out.
        let may_write = self.contact.suppressed_at.is_none();
        let sent = may_write.then(|| log("button-sent", InteractionKind::Sent));
        let reply = [log("button-reply", InteractionKind::Reply)].into_iter();
        keyboard.row(reply.chain(sent).chain([log("button-call", InteractionKind::Call)]));
        let message = may_write.then(|| log("button-message", InteractionKind::Message));
        let no_answer = [log("button-no-answer", InteractionKind::NoAnswer)].into_iter();
        keyboard.row(no_answer.chain(message).chain([key("button-more", CardAct::More)]));
        if is_usual {
            keyboard.row(self.grade_and_snooze_keys(words));
        }
        keyboard.row(self.last_row(key("button-next-step", CardAct::NextStep), words));
        keyboard
    }

    fn new_keys(&self, words: &Words) -> Keyboard {
        let key = |id: &str, act: CardAct| Key::press(words.word(id), &self.button(act));
        let mut keyboard = Keyboard::default();
        keyboard.row(self.missing_keys(FIELDS, words));
        keyboard.row(self.proposal_keys(words));
        keyboard.row(self.grade_and_snooze_keys(words));
        let more = [key("button-next-step", CardAct::NextStep), key("button-more", CardAct::More)];
        let undo = self.undo.map(|change| undo_key(change, words));
        keyboard.row(more.into_iter().chain(undo));
        keyboard
    }

    fn missing_keys(&self, wanted: &'static [Field], words: &Words) -> impl Iterator<Item = Key> {
        self.missing(wanted).map(|field| {
            Key::press(words.plain("button-fill", &[("field", &field)]), &self.button(CardAct::Fill(field)))
        })
    }

    /// What is asked before anything else: what is proposed, or another way to reach somebody.
    fn first_row(&self, words: &Words) -> Vec<Key> {
        let proposed = self.proposal_keys(words);
        if proposed.is_empty() && needs_address(&self.contact) {
            return self.missing_keys(WAYS, words).collect();
        }
        proposed
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
        if !self.first_row(words).is_empty() {
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
        keyboard.row(self.missing_keys(FIELDS, words));
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

    /// The first of these fields that are missing, at most three. An address that is dead is as good as none.
    fn missing(&self, wanted: &'static [Field]) -> impl Iterator<Item = Field> {
        let is_missing = move |field: &Field| {
            let is_dead = *field == Field::Email && self.contact.health == Health::Invalid;
            self.contact.profile.get(*field).is_none() || is_dead
        };
        wanted.iter().copied().filter(is_missing).take(3)
    }

    fn button(&self, act: CardAct) -> Button {
        Button::Card { act, no: self.contact.no, version: self.contact.version, back: self.back }
    }
}

/// The label of a choice, with a dot where it is the present one.
fn marked(present: bool, label: String) -> String {
    if present { format!("• {label}") } else { label }
}

/// What stands on the button that corrects an address.
pub fn mending(meant: &Email, words: &Words) -> String {
    words.plain("button-mend", &[("email", &shorten(meant.as_str(), 40))])
}
