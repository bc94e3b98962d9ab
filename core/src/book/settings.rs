//! What a person sets for themselves, and what those who lead set for the team.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use super::Book;
use crate::change::{Effect, TeamRecord, diff};
use crate::fair::Fair;
use crate::holidays::Holidays;
use crate::read::date::parse_day;
use crate::read::schedule::{parse_days, parse_time, parse_zone};
use crate::schedule::{Cadence, WorkDays};
use crate::store::{Result, Scope};
use crate::team::{Member, Team};
use crate::text::clean;
use crate::vocabulary::word::vocabulary;
use crate::vocabulary::{ChangeId, Country, Grade, Lang, Verb};

vocabulary! {
    /// What can be set.
    Setting {
        /// The person's time zone.
        Zone = "timezone" | "time zone" | "zone" | "tz" | "时区",
        /// The language of every answer.
        Language = "language" | "lang" | "语言",
        /// The time of the daily reminder.
        Reminder = "reminder" | "remind" | "提醒" | "提醒时间",
        /// The working days.
        Days = "days" | "workdays" | "working days" | "工作日",
        /// The country whose public holidays are no working days.
        Holidays = "holidays" | "public holidays" | "节假日" | "法定节假日" | "公共假期" | "假日",
        /// No reminders until a day.
        Away = "away" | "holiday" | "vacation" | "休假" | "请假",
        /// The team's days between touches, per grade.
        Cadence = "cadence" | "跟进周期" | "周期" | "节奏" | "频率" | "跟进频率",
        /// The team's postal address.
        Address = "address" | "地址",
        /// The team's name.
        Name = "name" | "团队名" | "团队名称" | "名称" | "名字",
    }
}

impl Setting {
    /// Whether it is the team's, which only those who lead may set.
    pub fn is_teams(self) -> bool {
        matches!(self, Setting::Cadence | Setting::Address | Setting::Name)
    }
}

/// What a person wants for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// This time zone.
    Zone(Tz),
    /// This language.
    Language(Lang),
    /// The reminder at this local time.
    Reminder(NaiveTime),
    /// These working days.
    Days(WorkDays),
    /// These public holidays off, or none.
    Holidays(Option<Holidays>),
    /// No reminders before this local day; `None`: reminders again.
    Away(Option<NaiveDate>),
}

/// What those who lead want for the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamWish {
    /// These days between touches.
    Cadence(Cadence),
    /// This postal address, or none.
    Address(Option<String>),
    /// This name.
    Name(String),
}

/// The longest name and address of a team, in characters.
const LONGEST: usize = 200;

fn is_off(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "off" | "none" | "no" | "-" | "关" | "关闭" | "无" | "结束" | "取消"
    )
}

impl Wish {
    /// Understands what was typed for a setting of a person's own; `None` where it says nothing that can be set.
    pub fn parse(setting: Setting, text: &str, today: NaiveDate) -> Option<Wish> {
        let text = text.trim();
        match setting {
            Setting::Zone => parse_zone(text).map(Wish::Zone),
            Setting::Language => Lang::parse(text).map(Wish::Language),
            Setting::Reminder => parse_time(text).map(Wish::Reminder),
            Setting::Days => parse_days(text).map(Wish::Days),
            Setting::Holidays if is_off(text) => Some(Wish::Holidays(None)),
            Setting::Holidays => {
                Country::parse(text).and_then(Holidays::of).map(|known| Wish::Holidays(Some(known)))
            }
            Setting::Away if is_off(text) => Some(Wish::Away(None)),
            Setting::Away => {
                parse_day(text, today).filter(|day| *day > today).map(|day| Wish::Away(Some(day)))
            }
            Setting::Cadence | Setting::Address | Setting::Name => None,
        }
    }
}

impl TeamWish {
    /// Understands what was typed for a setting of the team's, given how the team is now.
    pub fn parse(setting: Setting, text: &str, team: &Team) -> Option<TeamWish> {
        let text = clean(text);
        let fits = !text.is_empty() && text.chars().count() <= LONGEST;
        match setting {
            Setting::Cadence => parse_cadence(&text, team.cadence).map(TeamWish::Cadence),
            Setting::Address if is_off(&text) => Some(TeamWish::Address(None)),
            Setting::Address => fits.then_some(TeamWish::Address(Some(text))),
            Setting::Name => fits.then_some(TeamWish::Name(text)),
            Setting::Zone
            | Setting::Language
            | Setting::Reminder
            | Setting::Days
            | Setting::Holidays
            | Setting::Away => None,
        }
    }
}

/// Reads `A=5 B=10 C=off`; a grade that is not named stays as it was.
fn parse_cadence(text: &str, before: Cadence) -> Option<Cadence> {
    let text = text.replace(['＝', ':', '：'], "=").replace([',', '，', ';', '；', '、'], " ");
    let mut cadence = before;
    let mut named = 0;
    for piece in text.split_whitespace() {
        let (grade, days) = piece.split_once('=')?;
        let grade = Grade::parse(grade)?;
        let days = match days.trim_end_matches(['天', 'd']) {
            days if is_off(days) => None,
            days => Some(days.parse::<u16>().ok().filter(|days| (1..=730).contains(days))?),
        };
        cadence.set(grade, days);
        named += 1;
    }
    (named > 0).then_some(cadence)
}

impl Book<'_> {
    /// Sets something of the member's own. `None`: nothing differed.
    pub async fn settle_for_me(&mut self, wish: Wish) -> Result<Option<(Member, ChangeId)>> {
        let done = self
            .change_member(self.actor, Verb::Settled, |member| match wish {
                Wish::Zone(zone) => member.schedule.zone = zone,
                Wish::Language(lang) => member.lang = lang,
                Wish::Reminder(at) => member.schedule.reminder_at = at,
                Wish::Days(days) => member.schedule.days = days,
                Wish::Holidays(holidays) => member.schedule.holidays = holidays,
                Wish::Away(until) => member.schedule.away_until = until,
            })
            .await?;
        if done.is_some() && matches!(wish, Wish::Zone(_) | Wish::Days(_) | Wish::Holidays(_)) {
            self.tx.settle_follow_ups(Scope::own(self.actor)).await?;
        }
        Ok(done)
    }

    /// Begins, changes or ends a fair. `None`: nothing differed.
    pub async fn set_fair(&mut self, fair: Fair) -> Result<Option<(Member, ChangeId)>> {
        self.change_member(self.actor, Verb::FairSet, |member| member.fair = Some(fair)).await
    }

    /// Sets something of the team's. `None`: nothing differed. The caller has checked the role.
    pub async fn settle_for_team(&mut self, wish: &TeamWish) -> Result<Option<(Team, ChangeId)>> {
        let before = self.tx.team(self.actor.team).await?;
        let mut after = before.clone();
        match wish.clone() {
            TeamWish::Cadence(cadence) => after.cadence = cadence,
            TeamWish::Address(address) => after.address = address,
            TeamWish::Name(name) => after.name = name,
        }
        if after == before {
            return Ok(None);
        }
        self.tx.update_team(&after).await?;
        let cells = diff(&TeamRecord::of(&before), &TeamRecord::of(&after))?;
        let change = self.record(Verb::TeamSettled, &[Effect::Team { cells }]).await?;
        if after.cadence != before.cadence {
            self.tx.settle_follow_ups(Scope::whole_team(self.actor)).await?;
        }
        Ok(Some((after, change)))
    }
}
