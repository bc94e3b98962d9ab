//! The pages on which the secret of a mailbox is given. Each works once, for a while.

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::row::Columns;
use crate::store::{Result, Tx, code, hash, sql};
use crate::team::Member;
use crate::vocabulary::{MemberId, Provider};

/// How long a page works.
const WORKS: TimeDelta = TimeDelta::minutes(15);

impl Tx {
    /// Opens a page for a member, and gives its code, of which only a hash is kept. Pages opened before close.
    pub async fn open_mailbox_page(
        &mut self,
        member: &Member,
        provider: Provider,
        now: DateTime<Utc>,
    ) -> Result<String> {
        self.close_mailbox_pages(member.id).await?;
        let code = code(32);
        sqlx::query(sql!(
            "insert into mailbox_page (code_hash, member_id, provider, expires_at) values ($1, $2, $3, $4)"
        ))
        .bind(hash(&code))
        .bind(member.id.0)
        .bind(provider.code())
        .bind((now + WORKS).timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(code)
    }

    /// For whom the page of a code is, as long as it works.
    pub async fn mailbox_page(
        &mut self,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(Member, Provider)>> {
        let row = sqlx::query(sql!(
            "select p.provider, m.telegram_id, m.id from mailbox_page p join member m on m.id = p.member_id ",
            "where p.code_hash = $1 and p.expires_at > $2 and m.removed_at is null"
        ))
        .bind(hash(code))
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (id, provider) = (row.int("id")?, row.read("provider", Provider::parse)?);
        let member = self.member_by_telegram(row.int("telegram_id")?).await?;
        Ok(member.filter(|member| member.id.0 == id).map(|member| (member, provider)))
    }

    /// Closes a member's pages.
    pub async fn close_mailbox_pages(&mut self, member: MemberId) -> Result<()> {
        sqlx::query(sql!("delete from mailbox_page where member_id = $1"))
            .bind(member.0)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}
