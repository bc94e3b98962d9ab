//! Who somebody is, by Telegram's number and by key: cached.

use crate::store::tables::read_member;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;
use crate::vocabulary::MemberId;

impl Tx {
    /// The member behind a Telegram account, if it is in a team now.
    pub async fn member_by_telegram(&mut self, telegram: i64) -> Result<Option<Member>> {
        if let Some(cached) = self.unit.members.get(&telegram) {
            return Ok(cached.clone());
        }
        let row = sqlx::query(sql!("select * from member where telegram_id = $1 and removed_at is null"))
            .bind(telegram)
            .fetch_optional(self.connection.any())
            .await?;
        let member = row.as_ref().map(read_member).transpose()?;
        self.unit.members.insert(telegram, member.clone());
        Ok(member)
    }

    /// A member of the same team, present or gone.
    pub async fn member(&mut self, scope: Scope, id: MemberId) -> Result<Option<Member>> {
        let mut cached = self.unit.members.values().flatten();
        if let Some(member) = cached.find(|member| member.id == id && member.team == scope.team()) {
            return Ok(Some(member.clone()));
        }
        let row = sqlx::query(sql!("select * from member where id = $1 and team_id = $2"))
            .bind(id.0)
            .bind(scope.team().0)
            .fetch_optional(self.connection.any())
            .await?;
        let member = row.as_ref().map(read_member).transpose()?;
        if let Some(member) = member.as_ref().filter(|member| member.removed_at.is_none()) {
            self.unit.members.insert(member.telegram, Some(member.clone()));
        }
        Ok(member)
    }
}
