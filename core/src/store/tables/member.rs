//! The members of teams.

use chrono::{DateTime, NaiveTime, Utc};

use crate::holidays::Holidays;
use crate::schedule::{Schedule, WorkDays};
use crate::store::row::{Columns, day, unreadable};
use crate::store::{Result, Scope, Tx, sql};
use crate::team::{Member, NewMember};
use crate::vocabulary::{Country, Lang, MemberId, Role, TeamId};

impl Tx {
    /// Writes a new member.
    pub(crate) async fn insert_member(
        &mut self,
        team: TeamId,
        member: &NewMember,
        now: DateTime<Utc>,
    ) -> Result<MemberId> {
        let row = sqlx::query(sql!(
            "insert into member (team_id, telegram_id, role, name, username, lang, zone, reminder_at, work_days, ",
            "joined_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id"
        ))
        .bind(team.0)
        .bind(member.telegram)
        .bind(member.role.code())
        .bind(&member.name)
        .bind(member.username.as_deref())
        .bind(member.lang.code())
        .bind(member.schedule.zone.name())
        .bind(time(member.schedule.reminder_at))
        .bind(i64::from(member.schedule.days.mask()))
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(MemberId(row.int("id")?))
    }

    /// Writes the member as they now are.
    pub(crate) async fn update_member(&mut self, member: &Member) -> Result<()> {
        sqlx::query(sql!(
            "update member set role = $2, name = $3, username = $4, lang = $5, zone = $6, reminder_at = $7, ",
            "work_days = $8, away_until = $9, blocked_at = $10, removed_at = $11, holidays = $12, fair = $13 where id = $1"
        ))
        .bind(member.id.0)
        .bind(member.role.code())
        .bind(&member.name)
        .bind(member.username.as_deref())
        .bind(member.lang.code())
        .bind(member.schedule.zone.name())
        .bind(time(member.schedule.reminder_at))
        .bind(i64::from(member.schedule.days.mask()))
        .bind(member.schedule.away_until.map(day))
        .bind(member.blocked_at.map(|at| at.timestamp()))
        .bind(member.removed_at.map(|at| at.timestamp()))
        .bind(member.schedule.holidays.map(|holidays| holidays.country().code()))
        .bind(member.fair.as_ref().map(serde_json::to_string).transpose()?)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The present members of a team, by name.
    pub async fn members(&mut self, scope: Scope) -> Result<Vec<Member>> {
        let rows = sqlx::query(sql!(
            "select * from member where team_id = $1 and removed_at is null order by name, id"
        ))
        .bind(scope.team().0)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_member).collect()
    }

    /// The members of a team, present and gone: for the names in a history.
    pub async fn all_members(&mut self, scope: Scope) -> Result<Vec<Member>> {
        let rows = sqlx::query(sql!("select * from member where team_id = $1"))
            .bind(scope.team().0)
            .fetch_all(self.connection().await?)
            .await?;
        rows.iter().map(read_member).collect()
    }

    /// Every present member of every team who has not blocked the bot: whom the scheduler looks after.
    pub async fn everyone(&mut self) -> Result<Vec<Member>> {
        let rows = sqlx::query(sql!(
            "select * from member where removed_at is null and blocked_at is null order by id"
        ))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_member).collect()
    }

    /// Marks the member behind a chat as having blocked the bot, or as back.
    pub async fn set_blocked(&mut self, telegram: i64, at: Option<DateTime<Utc>>) -> Result<()> {
        sqlx::query(sql!("update member set blocked_at = $2 where telegram_id = $1 and removed_at is null"))
            .bind(telegram)
            .bind(at.map(|at| at.timestamp()))
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}

fn time(at: NaiveTime) -> String {
    at.format("%H:%M").to_string()
}

/// What [`read_member`] reads.
pub(in crate::store) const MEMBER: &[&str] = &[
    "id",
    "team_id",
    "telegram_id",
    "role",
    "name",
    "username",
    "lang",
    "zone",
    "work_days",
    "reminder_at",
    "away_until",
    "holidays",
    "fair",
    "blocked_at",
    "removed_at",
];

pub(in crate::store) fn read_member(row: &impl Columns) -> Result<Member> {
    let mask = row.int("work_days")?;
    Ok(Member {
        id: MemberId(row.int("id")?),
        team: TeamId(row.int("team_id")?),
        telegram: row.int("telegram_id")?,
        role: row.read("role", Role::parse)?,
        name: row.text("name")?,
        username: row.maybe_text("username")?,
        lang: row.read("lang", Lang::parse)?,
        schedule: Schedule {
            zone: row.read("zone", |name| name.parse().ok())?,
            days: u8::try_from(mask)
                .ok()
                .and_then(WorkDays::from_mask)
                .ok_or_else(|| unreadable("work_days", mask))?,
            reminder_at: row.read("reminder_at", |text| NaiveTime::parse_from_str(text, "%H:%M").ok())?,
            away_until: row.maybe_day("away_until")?,
            // A country that this version does not know any more counts as none.
            holidays: row.maybe_text("holidays")?.and_then(|code| Holidays::of(Country::parse(&code)?)),
        },
        fair: row.maybe_read("fair", |text| serde_json::from_str(text).ok())?,
        blocked_at: row.maybe_instant("blocked_at")?,
        removed_at: row.maybe_instant("removed_at")?,
    })
}
