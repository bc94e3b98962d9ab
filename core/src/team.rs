//! A team, its members, and what each of them may do.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::contact::{Contact, Grade};
use crate::ideal::Ideal;
use crate::word::vocabulary;

/// The key of a team's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TeamId(pub(crate) i64);

/// The key of a member's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub(crate) i64);

impl MemberId {
    /// The number by which a button names the member.
    pub fn number(self) -> i64 {
        self.0
    }
}

vocabulary! {
    /// What a member may do. The order is rising power.
    Role {
        /// Sees and changes the contacts they own.
        Salesperson = "salesperson" | "sales" | "业务员" | "业务",
        /// Sees and changes all contacts; invites, assigns, removes.
        Manager = "manager" | "经理" | "主管",
        /// A manager who also makes managers and cannot be removed while the last.
        Owner = "owner" | "老板" | "所有者" | "负责人",
    }
}

impl Role {
    /// Managers and owners see and lead the whole team.
    pub fn leads(self) -> bool {
        self >= Role::Manager
    }

    /// Whom this role may invite and remove: managers see to salespeople, owners to everyone.
    pub fn may_manage(self, other: Role) -> bool {
        match self {
            Role::Owner => true,
            Role::Manager => other == Role::Salesperson,
            Role::Salesperson => false,
        }
    }
}

vocabulary! {
    /// A language that renmai speaks.
    Lang {
        /// English.
        En = "en" | "english" | "英文" | "英语",
        /// Simplified Chinese.
        Zh = "zh" | "zh-cn" | "zh-hans" | "chinese" | "中文" | "简体中文",
    }
}

impl Lang {
    /// From Telegram's `language_code` (an IETF tag): Chinese of any sort, else English.
    pub fn from_telegram(code: Option<&str>) -> Lang {
        match code {
            Some(tag) if tag.to_lowercase().starts_with("zh") => Lang::Zh,
            _ => Lang::En,
        }
    }
}

/// The working days of a person, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkDays(u8);

impl WorkDays {
    /// Monday to Friday.
    pub const MON_FRI: WorkDays = WorkDays(0b001_1111);

    /// From a mask whose lowest bit is Monday; `None` when no day or a day too many is set.
    pub fn from_mask(mask: u8) -> Option<WorkDays> {
        (mask != 0 && mask < 0b1000_0000).then_some(WorkDays(mask))
    }

    /// The mask whose lowest bit is Monday.
    pub fn mask(self) -> u8 {
        self.0
    }

    /// Whether the person works on this day.
    pub fn has(self, weekday: chrono::Weekday) -> bool {
        self.0 & (1 << weekday.num_days_from_monday()) != 0
    }
}

/// Days after a touch until the next is due, per grade; `None` is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cadence {
    /// For grade A.
    pub a: Option<u16>,
    /// For grade B.
    pub b: Option<u16>,
    /// For grade C.
    pub c: Option<u16>,
}

impl Default for Cadence {
    fn default() -> Self {
        Cadence { a: Some(7), b: Some(14), c: Some(90) }
    }
}

impl Cadence {
    /// Days for a grade.
    pub fn of(&self, grade: Grade) -> Option<u16> {
        match grade {
            Grade::A => self.a,
            Grade::B => self.b,
            Grade::C => self.c,
        }
    }

    /// Sets the days for a grade.
    pub fn set(&mut self, grade: Grade, days: Option<u16>) {
        match grade {
            Grade::A => self.a = days,
            Grade::B => self.b = days,
            Grade::C => self.c = days,
        }
    }
}

/// A team: the wall of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The row.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Its postal address, for the foot of mails.
    pub address: Option<String>,
    /// How often each grade is followed up.
    pub cadence: Cadence,
    /// The customer whom it wishes for.
    pub ideal: Ideal,
}

/// When a person works: what a due day depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Their time zone; their days are days of it.
    pub zone: Tz,
    /// Their working days.
    pub days: WorkDays,
    /// The time of the daily reminder, local.
    pub reminder_at: NaiveTime,
    /// No reminders before this local day.
    pub away_until: Option<NaiveDate>,
}

impl Default for Schedule {
    /// Shanghai, Monday to Friday, nine o'clock.
    fn default() -> Schedule {
        const NINE: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
            Some(nine) => nine,
            None => NaiveTime::MIN,
        };
        Schedule { zone: Tz::Asia__Shanghai, days: WorkDays::MON_FRI, reminder_at: NINE, away_until: None }
    }
}

impl Schedule {
    /// The person's local day at an instant.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone).date_naive()
    }
}

/// A member of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The row.
    pub id: MemberId,
    /// Their team.
    pub team: TeamId,
    /// Telegram's number of the person, which is also the private chat's.
    pub telegram: i64,
    /// What they may do.
    pub role: Role,
    /// The name shown to colleagues.
    pub name: String,
    /// Telegram's username, without `@`.
    pub username: Option<String>,
    /// The language every answer comes in.
    pub lang: Lang,
    /// When they work.
    pub schedule: Schedule,
    /// They blocked the bot then (UTC); cleared when they write.
    pub blocked_at: Option<DateTime<Utc>>,
    /// They left the team then (UTC).
    pub removed_at: Option<DateTime<Utc>>,
}

/// Who may found a team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signup {
    /// Whoever has the owner link.
    #[default]
    Invite,
    /// Anyone, with `/start`.
    Open,
}

/// Somebody who is in no team, as Telegram tells of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// Telegram's number of the person.
    pub telegram: i64,
    /// The name shown to colleagues.
    pub name: String,
    /// Telegram's username, without `@`.
    pub username: Option<String>,
    /// The language to answer in.
    pub lang: Lang,
}

/// Somebody about to become a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Telegram's number of the person.
    pub telegram: i64,
    /// What they may do.
    pub role: Role,
    /// The name shown to colleagues.
    pub name: String,
    /// Telegram's username, without `@`.
    pub username: Option<String>,
    /// The language to answer in.
    pub lang: Lang,
    /// When they work.
    pub schedule: Schedule,
}

/// The key of an invite's row. Only the store makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InviteId(pub(crate) i64);

impl InviteId {
    /// The number by which a button names the invite.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// An open invite; its code is known only to whom it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// The row.
    pub id: InviteId,
    /// The team it opens; `None`: the owner link, which founds one.
    pub team: Option<TeamId>,
    /// As what one joins.
    pub role: Role,
    /// Who gave it.
    pub by: Option<MemberId>,
    /// Until when it works (UTC).
    pub expires_at: Option<DateTime<Utc>>,
}

impl Member {
    /// Whether this member may see and change the contact: their own, or all of the team for those who lead.
    pub fn may_see(&self, contact: &Contact) -> bool {
        contact.team == self.team && (self.role.leads() || contact.owner == Some(self.id))
    }
}
