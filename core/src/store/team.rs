//! Teams, members and invites on disk.

use chrono::{DateTime, NaiveTime, Utc};
use sqlx::any::AnyRow;

use super::row::{Columns, day, unreadable};
use super::unit::HeldTeam;
use super::{Result, Scope, Tx, sql};
use crate::team::{
    Cadence, Invite, InviteId, Lang, Member, MemberId, NewMember, Role, Schedule, Team, TeamId, WorkDays,
};

impl Tx {
    /// Founds a team.
    pub(crate) async fn insert_team(&mut self, name: &str, now: DateTime<Utc>) -> Result<TeamId> {
        let cadence = Cadence::default();
        let row = sqlx::query(sql!(
            "insert into team (name, cadence_a, cadence_b, cadence_c, created_at) ",
            "values ($1, $2, $3, $4, $5) returning id"
        ))
        .bind(name)
        .bind(cadence.a.map(i64::from))
        .bind(cadence.b.map(i64::from))
        .bind(cadence.c.map(i64::from))
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(TeamId(row.int("id")?))
    }

    /// Whether any team has been founded yet.
    pub async fn has_team(&mut self) -> Result<bool> {
        let row =
            sqlx::query(sql!("select count(*) as n from team")).fetch_one(self.connection().await?).await?;
        Ok(row.int("n")? > 0)
    }

    /// Every team: for the operator's commands, which stand outside the walls.
    pub async fn teams(&mut self) -> Result<Vec<Team>> {
        let rows =
            sqlx::query(sql!("select * from team order by id")).fetch_all(self.connection().await?).await?;
        rows.iter().map(read_team).collect()
    }

    /// The team of a member.
    pub async fn team(&mut self, id: TeamId) -> Result<Team> {
        Ok(self.held_team(id).await?.team)
    }

    /// The team with the number that its next contact gets.
    pub(super) async fn held_team(&mut self, id: TeamId) -> Result<HeldTeam> {
        if let Some(held) = self.unit.teams.get(&id) {
            return Ok(held.clone());
        }
        let row =
            sqlx::query(sql!("select * from team where id = $1")).bind(id.0).fetch_one(self.beside()).await?;
        let held = HeldTeam { team: read_team(&row)?, next_no: row.int("next_no")?, waits: false };
        self.hold_team(held.clone());
        Ok(held)
    }

    /// Writes the numbers that were given.
    pub(super) async fn write_teams(&mut self) -> Result<()> {
        let teams = self.unit.teams.values_mut();
        let given = teams
            .filter_map(|held| std::mem::take(&mut held.waits).then_some((held.team.id.0, held.next_no)));
        for (team, next_no) in given.collect::<Vec<_>>() {
            sqlx::query(sql!("update team set next_no = $2 where id = $1"))
                .bind(team)
                .bind(next_no)
                .execute(self.beside())
                .await?;
        }
        Ok(())
    }

    /// Writes the team's settings.
    pub(crate) async fn update_team(&mut self, team: &Team) -> Result<()> {
        sqlx::query(sql!(
            "update team set name = $2, address = $3, cadence_a = $4, cadence_b = $5, cadence_c = $6, ideal = $7 ",
            "where id = $1"
        ))
        .bind(team.id.0)
        .bind(&team.name)
        .bind(team.address.as_deref())
        .bind(team.cadence.a.map(i64::from))
        .bind(team.cadence.b.map(i64::from))
        .bind(team.cadence.c.map(i64::from))
        .bind(serde_json::to_string(&team.ideal)?)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

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
            "work_days = $8, away_until = $9, blocked_at = $10, removed_at = $11 where id = $1"
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
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The member behind a Telegram account, if it is in a team now.
    pub async fn member_by_telegram(&mut self, telegram: i64) -> Result<Option<Member>> {
        if let Some(held) = self.unit.members.get(&telegram) {
            return Ok(held.clone());
        }
        let row = sqlx::query(sql!("select * from member where telegram_id = $1 and removed_at is null"))
            .bind(telegram)
            .fetch_optional(self.beside())
            .await?;
        let member = row.as_ref().map(read_member).transpose()?;
        self.unit.members.insert(telegram, member.clone());
        Ok(member)
    }

    /// A member of the same team, present or gone.
    pub async fn member(&mut self, scope: Scope, id: MemberId) -> Result<Option<Member>> {
        let mut held = self.unit.members.values().flatten();
        if let Some(member) = held.find(|member| member.id == id && member.team == scope.team()) {
            return Ok(Some(member.clone()));
        }
        let row = sqlx::query(sql!("select * from member where id = $1 and team_id = $2"))
            .bind(id.0)
            .bind(scope.team().0)
            .fetch_optional(self.beside())
            .await?;
        let member = row.as_ref().map(read_member).transpose()?;
        if let Some(member) = member.as_ref().filter(|member| member.removed_at.is_none()) {
            self.unit.members.insert(member.telegram, Some(member.clone()));
        }
        Ok(member)
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

    /// Writes an invite. Only the hash of its code is kept.
    pub(crate) async fn insert_invite(
        &mut self,
        team: Option<TeamId>,
        role: Role,
        code_hash: &str,
        by: Option<MemberId>,
        now: DateTime<Utc>,
        expires_at: Option<DateTime<Utc>>,
    ) -> Result<InviteId> {
        let row = sqlx::query(sql!(
            "insert into invite (team_id, role, code_hash, created_by, created_at, expires_at) ",
            "values ($1, $2, $3, $4, $5, $6) returning id"
        ))
        .bind(team.map(|id| id.0))
        .bind(role.code())
        .bind(code_hash)
        .bind(by.map(|id| id.0))
        .bind(now.timestamp())
        .bind(expires_at.map(|at| at.timestamp()))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(InviteId(row.int("id")?))
    }

    /// The invite that a code opens, if it still does.
    pub(crate) async fn open_invite(
        &mut self,
        code_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Invite>> {
        let row = sqlx::query(sql!(
            "select * from invite where code_hash = $1 and used_at is null and revoked_at is null ",
            "and (expires_at is null or expires_at > $2)"
        ))
        .bind(code_hash)
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_invite).transpose()
    }

    /// The team's invites that are still open, the newest first.
    pub async fn open_invites(&mut self, scope: Scope, now: DateTime<Utc>) -> Result<Vec<Invite>> {
        let rows = sqlx::query(sql!(
            "select * from invite where team_id = $1 and used_at is null and revoked_at is null ",
            "and expires_at > $2 order by id desc limit 20"
        ))
        .bind(scope.team().0)
        .bind(now.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_invite).collect()
    }

    /// The team's invite of that number, if it is still open.
    pub(crate) async fn open_invite_no(
        &mut self,
        scope: Scope,
        number: i64,
        now: DateTime<Utc>,
    ) -> Result<Option<Invite>> {
        let row = sqlx::query(sql!(
            "select * from invite where team_id = $1 and id = $2 and used_at is null and revoked_at is null ",
            "and expires_at > $3"
        ))
        .bind(scope.team().0)
        .bind(number)
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_invite).transpose()
    }

    /// Revokes the open invites that a member gave; answers which.
    pub(crate) async fn revoke_invites_of(
        &mut self,
        by: &Member,
        now: DateTime<Utc>,
    ) -> Result<Vec<InviteId>> {
        let rows = sqlx::query(sql!(
            "update invite set revoked_at = $3 where team_id = $1 and created_by = $2 and used_at is null ",
            "and revoked_at is null and expires_at > $3 returning id"
        ))
        .bind(by.team.0)
        .bind(by.id.0)
        .bind(now.timestamp())
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(|row| Ok(InviteId(row.int("id")?))).collect()
    }

    /// Spends an invite.
    pub(crate) async fn use_invite(&mut self, id: InviteId, by: MemberId, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update invite set used_by = $2, used_at = $3 where id = $1"))
            .bind(id.0)
            .bind(by.0)
            .bind(now.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Revokes an open invite of the team, or (with `None`) opens it again; says whether there was one.
    pub(crate) async fn set_invite_revoked(
        &mut self,
        scope: Scope,
        id: InviteId,
        at: Option<DateTime<Utc>>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "update invite set revoked_at = $3 where id = $1 and team_id = $2 and used_at is null"
        ))
        .bind(id.0)
        .bind(scope.team().0)
        .bind(at.map(|at| at.timestamp()))
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends the owner links printed at earlier starts.
    pub(crate) async fn revoke_owner_links(&mut self, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update invite set revoked_at = $1 where team_id is null and used_at is null and revoked_at is null"
        ))
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

fn time(at: NaiveTime) -> String {
    at.format("%H:%M").to_string()
}

fn read_team(row: &AnyRow) -> Result<Team> {
    let days = |column| -> Result<Option<u16>> {
        Ok(row.maybe_int(column)?.and_then(|days| u16::try_from(days).ok()))
    };
    Ok(Team {
        id: TeamId(row.int("id")?),
        name: row.text("name")?,
        address: row.maybe_text("address")?,
        cadence: Cadence { a: days("cadence_a")?, b: days("cadence_b")?, c: days("cadence_c")? },
        ideal: serde_json::from_str(&row.text("ideal")?)?,
    })
}

/// What [`read_member`] reads.
pub(super) const MEMBER: &[&str] = &[
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
    "blocked_at",
    "removed_at",
];

pub(super) fn read_member(row: &impl Columns) -> Result<Member> {
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
        },
        blocked_at: row.maybe_instant("blocked_at")?,
        removed_at: row.maybe_instant("removed_at")?,
    })
}

fn read_invite(row: &AnyRow) -> Result<Invite> {
    Ok(Invite {
        id: InviteId(row.int("id")?),
        team: row.maybe_int("team_id")?.map(TeamId),
        role: row.read("role", Role::parse)?,
        by: row.maybe_int("created_by")?.map(MemberId),
        expires_at: row.maybe_instant("expires_at")?,
    })
}
