//! What is known of mail domains, and which are to be asked. A domain belongs to no team: it is asked once for all
//! teams (docs/product.md, rule 14.5), and the result is applied to the contacts of each team separately.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::contact::Contact;
use crate::mail_server::{self, Finding, Known};
use crate::store::row::Columns;
use crate::store::tables::contact::row::read_contact;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactNo, TeamId};

impl Tx {
    /// What is known of mail to a domain.
    pub async fn mail_domain(&mut self, domain: &str) -> Result<Known> {
        let row = sqlx::query(sql!("select * from mail_domain where domain = $1"))
            .bind(domain)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map_or(Ok(Known::default()), read_known)
    }

    /// A domain is to be asked before all others: somebody waits for it.
    pub async fn want_mail_domain(&mut self, domain: &str) -> Result<()> {
        sqlx::query(sql!(
            "insert into mail_domain (domain, ask_at) values ($1, 0) on conflict (domain) do update set ask_at = 0"
        ))
        .bind(domain)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The domains of all addresses in scope are to be asked now, but for those whose answer is fresh.
    pub async fn want_all_mail_domains(&mut self, scope: Scope, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update mail_domain set ask_at = $4 where ask_at > $4 and coalesce(answered_at, 0) <= ",
            "case when finding = 'served' then cast($3 as bigint) else cast($5 as bigint) end ",
            "and domain in (select email_domain from contact where email_domain is not null and removed_at is null ",
            "and team_id = $1 and ($2 = -1 or owner_id = $2))"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind((now - mail_server::FRESH).timestamp())
        .bind(now.timestamp())
        .bind((now - mail_server::FRESH_BAD).timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Domains that are to be asked by now: those for which somebody waits, then the newest.
    pub async fn mail_domains_to_ask(&mut self, now: DateTime<Utc>, limit: u32) -> Result<Vec<String>> {
        let rows = sqlx::query(sql!(
            "select domain from mail_domain where ask_at <= $1 ",
            "order by case when ask_at = 0 then 0 else 1 end, ask_at desc, domain limit $2"
        ))
        .bind(now.timestamp())
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(|row| row.text("domain")).collect()
    }

    /// How many addresses in scope wait for their domain to be asked.
    pub async fn unasked_addresses(&mut self, scope: Scope, now: DateTime<Utc>) -> Result<u64> {
        let row = sqlx::query(sql!(
            "select count(*) as n from contact c join mail_domain m on m.domain = c.email_domain ",
            "where c.email_domain is not null and c.removed_at is null and c.team_id = $1 ",
            "and ($2 = -1 or c.owner_id = $2) and m.ask_at <= $3"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")?.unsigned_abs())
    }

    /// Writes down what was found out.
    pub(crate) async fn answer_mail_domain(
        &mut self,
        domain: &str,
        finding: Finding,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(sql!(
            "update mail_domain set finding = $2, answered_at = $3, asked_at = $3, ask_at = $4 where domain = $1"
        ))
        .bind(domain)
        .bind(finding.code())
        .bind(now.timestamp())
        .bind(finding.ask_again(now).timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Writes down that nobody answered: what was known before stands.
    pub(crate) async fn put_off_mail_domain(&mut self, domain: &str, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update mail_domain set asked_at = $2, ask_at = $3 where domain = $1"))
            .bind(domain)
            .bind(now.timestamp())
            .bind((now + mail_server::TRIED_AGAIN).timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Lets a domain go where nobody has an address there any more.
    pub(crate) async fn drop_unused_mail_domain(&mut self, domain: &str) -> Result<()> {
        sqlx::query(sql!(
            "delete from mail_domain where domain = $1 and not exists (select 1 from contact c ",
            "where c.email_domain = $1 and c.removed_at is null)"
        ))
        .bind(domain)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Domains that were never asked and at which nobody has an address any more are not asked at all.
    pub(crate) async fn drop_unasked_mail_domains(&mut self) -> Result<()> {
        sqlx::query(sql!(
            "delete from mail_domain where asked_at is null and not exists (select 1 from contact c ",
            "where c.email_domain = mail_domain.domain and c.removed_at is null)"
        ))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The teams that know somebody at a domain, each as a whole.
    pub(crate) async fn teams_at(&mut self, domain: &str) -> Result<Vec<Scope>> {
        let rows = sqlx::query(sql!(
            "select distinct team_id from contact where email_domain = $1 and removed_at is null order by team_id"
        ))
        .bind(domain)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(|row| Ok(Scope::team_wide(TeamId(row.int("team_id")?)))).collect()
    }

    /// A run of the contacts in scope whose address is at a domain, by number.
    pub(crate) async fn contacts_at(
        &mut self,
        scope: Scope,
        domain: &str,
        after: ContactNo,
        limit: u32,
    ) -> Result<Vec<Contact>> {
        let rows = sqlx::query(sql!(
            "select * from contact where email_domain = $1 and removed_at is null and team_id = $2 ",
            "and ($3 = -1 or owner_id = $3) and no > $4 order by no limit $5"
        ))
        .bind(domain)
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .bind(after.0)
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_contact).collect()
    }
}

fn read_known(row: &AnyRow) -> Result<Known> {
    Ok(Known {
        finding: row.maybe_read("finding", Finding::parse)?,
        answered_at: row.maybe_instant("answered_at")?,
        asked_at: row.maybe_instant("asked_at")?,
    })
}
