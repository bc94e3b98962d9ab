//! Settings: how they are, and the buttons that change them in place.

use chrono::{DateTime, Days, TimeDelta, Utc};
use renmai_core::holidays::Holidays;
use renmai_core::schedule::{Schedule, WorkDays};
use renmai_core::team::Team;
use renmai_core::vocabulary::{ChangeId, Grade, Lang};

use super::{CITIES, SettingsButton};
use crate::handler::buttons::undo_key;
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, phrases};

phrases! {
    /// What is said of settings.
    pub enum Phrase {
        /// It is set.
        Saved = "settings-saved",
        /// It is so now, and what follows from it for a large book comes in a moment.
        SavedAndSettling = "settings-saved-and-settling",
        /// It was so already.
        SoAlready = "settings-so-already",
        /// No such setting.
        NoSuchSetting { typed: Quote } = "settings-no-such",
        /// The team's settings are for those who lead.
        TeamsOnly = "settings-teams-only",
        /// No such zone.
        NoSuchZone { typed: Quote } = "settings-no-such-zone",
        /// No such language.
        NoSuchLanguage { typed: Quote } = "settings-no-such-language",
        /// Not a time.
        NoSuchTime { typed: Quote } = "settings-no-such-time",
        /// No working days.
        NoSuchDays { typed: Quote } = "settings-no-such-days",
        /// No country whose holidays are known.
        NoSuchHolidays { typed: Quote, known: String } = "settings-no-such-holidays",
        /// Not a day that is ahead.
        NoSuchDay { typed: Quote } = "settings-no-such-day",
        /// Not a cadence.
        NoSuchCadence { typed: Quote } = "settings-no-such-cadence",
        /// No address, or too long.
        NoSuchAddress = "settings-no-such-address",
        /// No name, or too long.
        NoSuchName = "settings-no-such-name",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// The settings.
    Settings(Box<View>),
    /// The cities to choose a zone from.
    Zones {
        /// When they are shown (UTC): each with its time.
        now: DateTime<Utc>,
        /// For which update they are shown.
        drawn: i64,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Settings(view) => view.message(words),
            Reply::Zones { now, drawn } => zones(*now, *drawn, words),
        }
    }
}

/// The settings of a member, and of the team for those who lead.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What was just done.
    pub head: Option<Phrase>,
    /// The change that the undo button takes back.
    pub undo: Option<ChangeId>,
    /// The member's language.
    pub lang: Lang,
    /// When the member works.
    pub schedule: Schedule,
    /// The team, for those who lead.
    pub team: Option<Team>,
    /// When it is shown (UTC).
    pub now: DateTime<Utc>,
    /// For which update it is shown.
    pub drawn: i64,
}

impl View {
    fn message(&self, words: &Words) -> Message {
        let schedule = &self.schedule;
        let time = self.now.with_timezone(&schedule.zone).format("%H:%M").to_string();
        let mut html = Html::default();
        if let Some(head) = &self.head {
            html.push(head.html(words)).line(Html::default());
        }
        html.line(words.html("settings-title", &[]));
        html.line(words.html("settings-language", &[("language", &self.lang)]));
        html.line(words.html("settings-zone", &[("zone", &schedule.zone), ("time", &time)]));
        html.line(words.html("settings-reminder", &[("time", &schedule.reminder_at)]));
        html.line(words.html("settings-days", &[("days", &days(schedule.days, words))]));
        html.line(match schedule.holidays {
            Some(holidays) => {
                let country = holidays.country().name(words.lang()).to_owned();
                let year = holidays.last_year().unwrap_or_default().to_string();
                words.html("settings-holidays", &[("country", &country), ("year", &year)])
            }
            None => words.html("settings-no-holidays", &[]),
        });
        html.line(match self.away() {
            Some(until) => words.html("settings-away", &[("day", &until)]),
            None => words.html("settings-not-away", &[]),
        });
        html.line(words.html("settings-how", &[]));
        if let Some(team) = &self.team {
            let of = |grade| match team.cadence.of(grade) {
                Some(days) => words.plain("settings-every", &[("days", &u32::from(days))]),
                None => words.word("settings-off"),
            };
            let (a, b, c) = (of(Grade::A), of(Grade::B), of(Grade::C));
            html.line(Html::default()).line(words.html("settings-team", &[("name", &team.name)]));
            html.line(words.html("settings-cadence", &[("a", &a), ("b", &b), ("c", &c)]));
            html.line(match &team.address {
                Some(address) => words.html("settings-address", &[("address", address)]),
                None => words.html("settings-no-address", &[]),
            });
            html.line(words.html("settings-team-how", &[]));
        }
        Message { html: html.fitting(), keyboard: self.keyboard(words), ..Message::default() }
    }

    /// Until when reminders pause, where that is still ahead.
    fn away(&self) -> Option<chrono::NaiveDate> {
        self.schedule.away_until.filter(|until| *until > self.schedule.today(self.now))
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let schedule = &self.schedule;
        let mut keyboard = Keyboard::default();
        let drawn = self.drawn;
        keyboard.row(Lang::ALL.iter().copied().map(|lang| {
            let label =
                format!("{}{}", ticked(lang == self.lang), words.word(&format!("lang-{}", lang.code())));
            Key::press(label, &SettingsButton::Language { lang, drawn })
        }));
        keyboard.row([Key::press(words.word("settings-button-zone"), &SettingsButton::Zones)]);
        // Around midnight the sum wraps.
        let [sooner, later] = [-30, 30].map(|minutes| schedule.reminder_at + TimeDelta::minutes(minutes));
        keyboard.row([sooner, later].map(|at| {
            let label = words.plain("settings-button-reminder", &[("time", &at)]);
            Key::press(label, &SettingsButton::Reminder { at, drawn })
        }));
        let weekdays: Vec<Key> = (0u8..7).filter_map(|day| self.day_key(day, words)).collect();
        for row in weekdays.chunks(4) {
            keyboard.row(row.iter().cloned());
        }
        keyboard.row(self.holiday_keys(words));
        let today = schedule.today(self.now);
        match self.away() {
            Some(_) => keyboard.row([Key::press(
                words.word("settings-button-back"),
                &SettingsButton::Away { until: None, drawn },
            )]),
            None => keyboard.row(
                [
                    ("settings-button-away-3d", 3),
                    ("settings-button-away-1w", 7),
                    ("settings-button-away-2w", 14),
                ]
                .into_iter()
                .filter_map(|(id, days)| {
                    let until = today.checked_add_days(Days::new(days))?;
                    Some(Key::press(words.word(id), &SettingsButton::Away { until: Some(until), drawn }))
                }),
            ),
        };
        keyboard.row(self.undo.map(|change| undo_key(change, words)));
        keyboard
    }

    /// The buttons that turn public holidays on, those of where the person is, or off; others are typed.
    fn holiday_keys(&self, words: &Words) -> Vec<Key> {
        let drawn = self.drawn;
        let key = |label: String, holidays| Key::press(label, &SettingsButton::Holidays { holidays, drawn });
        match self.schedule.holidays {
            Some(_) => vec![key(words.word("settings-button-no-holidays"), None)],
            None => Holidays::in_zone(self.schedule.zone)
                .map(|holidays| {
                    let country = holidays.country().name(words.lang()).to_owned();
                    let label = words.plain("settings-button-holidays", &[("country", &country)]);
                    key(label, Some(holidays))
                })
                .collect(),
        }
    }

    /// The button that turns a weekday on or off; the last working day stays.
    fn day_key(&self, day: u8, words: &Words) -> Option<Key> {
        let mask = self.schedule.days.mask();
        let on = mask & (1 << day) != 0;
        let turned = WorkDays::from_mask(mask ^ (1 << day))?;
        let label = format!("{}{}", ticked(on), words.word(&format!("weekday-{}", day + 1)));
        Some(Key::press(label, &SettingsButton::Days { days: turned, drawn: self.drawn }))
    }
}

fn zones(now: DateTime<Utc>, drawn: i64, words: &Words) -> Message {
    let mut keyboard = Keyboard::default();
    let cities: Vec<Key> = CITIES
        .iter()
        .map(|(id, zone)| {
            let time = now.with_timezone(zone).format("%H:%M");
            Key::press(format!("{} {time}", words.word(id)), &SettingsButton::Zone { zone: *zone, drawn })
        })
        .collect();
    for row in cities.chunks(2) {
        keyboard.row(row.iter().cloned());
    }
    keyboard.row([Key::press(words.word("button-back"), &SettingsButton::Show)]);
    Message { html: words.html("settings-zones", &[]), keyboard, ..Message::default() }
}

/// Working days as people say them: `Mon–Fri`, `Mon–Wed, Sat`.
fn days(days: WorkDays, words: &Words) -> String {
    let weekday = |day: u8| words.word(&format!("weekday-{}", day + 1));
    let on: Vec<u8> = (0..7).filter(|day| days.mask() & (1 << day) != 0).collect();
    let runs = on.chunk_by(|before, after| before + 1 == *after).map(|run| match run {
        [first, .., last] => {
            words.plain("settings-days-run", &[("first", &weekday(*first)), ("last", &weekday(*last))])
        }
        one => one.iter().map(|day| weekday(*day)).collect(),
    });
    words.list(&runs.collect::<Vec<_>>())
}

fn ticked(on: bool) -> &'static str {
    if on { "✓ " } else { "" }
}
