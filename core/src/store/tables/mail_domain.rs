//! What is known of mail domains, and which are to be asked. A domain belongs to no team: it is asked once for all
//! teams (docs/product.md, rule 14.5), and the result is applied to the contacts of each team separately.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;
use sqlx::any::AnyRow;

use crate::contact::Contact;
use crate::mail_server::{self, Finding, Known};
use crate::store::many::Table;
use crate::store::row::Columns;
use crate::store::tables::contact::row::read_contact;
use crate::store::unit::UnitOfWork;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactNo, TeamId};

impl Tx {
    /// What was found out about these domains; one that is new is to be asked.
    pub(in crate::store) async fn expect_mail(
        &mut self,
        domains: &BTreeSet<&str>,
        now: DateTime<Utc>,
    ) -> Result<HashMap<String, Option<Finding>>> {
        let unknown = |unit: &UnitOfWork| -> BTreeSet<&str> {
            domains.iter().copied().filter(|domain| !unit.mail_domains.contains_key(*domain)).collect()
        };
        let list: Vec<[&str; 1]> = unknown(&self.unit).into_iter().map(|domain| [domain]).collect();
        if !list.is_empty() {
            let list = serde_json::to_string(&list)?;
            let known = sql!(
                "select m.domain, m.finding from json_each($1) as v cross join mail_domain m where m.domain = v.value ->> 0"
            );
            for row in self.read_bundled(&["domain", "finding"], known, |asking| asking.bind(list)).await? {
                self.unit
                    .mail_domains
                    .insert(row.text("domain")?, row.maybe_read("finding", Finding::parse)?);
            }
            self.ask_about_mail(&unknown(&self.unit), now).await?;
        }
        let known =
            |domain: &&str| ((*domain).to_owned(), self.unit.mail_domains.get(*domain).copied().flatten());
        Ok(domains.iter().map(known).collect())
    }

    /// Queues new domains to be asked. Where the update that needed one is rolled back, the checker drops the domain
    /// later.
    pub(in crate::store) async fn ask_about_mail(
        &mut self,
        domains: &BTreeSet<&str>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if domains.is_empty() {
            return Ok(());
        }
        let (rows, now) = (domains.iter().collect::<Vec<_>>(), now.timestamp());
        let table = Table {
            name: "mail_domain",
            columns: &["domain", "ask_at"],
            then: "on conflict (domain) do nothing",
        };
        self.insert(table, &rows, |domain, values| {
            values.add(**domain)?;
            values.add(now)
        })
        .await?;
        self.unit.mail_domains.extend(domains.iter().map(|domain| ((*domain).to_owned(), None)));
        Ok(())
    }

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
