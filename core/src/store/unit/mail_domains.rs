//! What is known of mail to domains: it is cached, and a new domain is written down to be asked about.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;

use super::UnitOfWork;
use crate::mail_server::{Finding, Known};
use crate::store::many::Table;
use crate::store::row::Columns as _;
use crate::store::{Result, Tx, sql};

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
            for row in self
                .connection
                .read_bundled(&["domain", "finding"], known, |asking| asking.bind(list))
                .await?
            {
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

    /// Writes down domains, each with what is known of it; what is there already stands. One of which nothing is known
    /// is to be asked.
    pub(crate) async fn insert_mail_domains(
        &mut self,
        domains: &[(String, Known)],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let table = Table {
            name: "mail_domain",
            columns: &["domain", "finding", "answered_at", "asked_at", "ask_at"],
            then: "on conflict (domain) do nothing",
        };
        let ask_at =
            |known: &Known| known.finding.zip(known.answered_at).map(|(found, at)| found.ask_again(at));
        self.many_rows()
            .await?
            .insert(table, domains, |(domain, known), values| {
                values.add(domain.as_str())?;
                values.add(known.finding.map(Finding::code))?;
                values.add(known.answered_at.map(|at| at.timestamp()))?;
                values.add(known.asked_at.map(|at| at.timestamp()))?;
                values.add(ask_at(known).unwrap_or(now).timestamp())
            })
            .await
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
        self.connection
            .insert(table, &rows, |domain, values| {
                values.add(**domain)?;
                values.add(now)
            })
            .await?;
        self.unit.mail_domains.extend(domains.iter().map(|domain| ((*domain).to_owned(), None)));
        Ok(())
    }
}
