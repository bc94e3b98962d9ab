//! What is known of the addresses of contacts.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};

use super::Counts;
use crate::contact::Contact;
use crate::email::Email;
use crate::mail_server;
use crate::store::{Result, Scope, Tx, sql};
use crate::vocabulary::{ContactId, Health};

impl Tx {
    /// Computes the health of addresses from the findings. A new domain is queued to be asked.
    pub(crate) async fn settle_health(
        &mut self,
        contacts: impl IntoIterator<Item = &mut Contact> + Send,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut contacts: Vec<&mut Contact> = contacts.into_iter().collect();
        let emails = contacts.iter().filter_map(|contact| contact.profile.email.as_ref());
        let domains: BTreeSet<&str> = emails.map(Email::domain).collect();
        let findings =
            if domains.is_empty() { HashMap::new() } else { self.expect_mail(&domains, now).await? };
        for contact in &mut contacts {
            contact.health = match &contact.profile.email {
                Some(email) => {
                    let finding = findings.get(email.domain()).copied().flatten();
                    mail_server::health(email, contact.bounced_at.is_some(), finding)
                }
                None => Health::Unverified,
            };
        }
        Ok(())
    }

    /// Counts the addresses in scope by health.
    pub async fn health_count(&mut self, scope: Scope) -> Result<Counts<Health>> {
        let rows = sqlx::query(sql!(
            "select health, count(*) as n from contact where team_id = $1 and ($2 = -1 or owner_id = $2) ",
            "and removed_at is null and email_key is not null group by health"
        ))
        .bind(scope.team().0)
        .bind(scope.owner_or_all())
        .fetch_all(self.connection().await?)
        .await?;
        Counts::read(&rows, "health", Health::parse)
    }

    /// Writes the health of many addresses, a hundred in a statement.
    pub(crate) async fn update_health(&mut self, settled: &[(ContactId, Health)]) -> Result<()> {
        for run in settled.chunks(100) {
            let rows: Vec<_> =
                run.iter().map(|(id, health)| serde_json::json!([id.0, health.code()])).collect();
            sqlx::query(sql!(
                "update contact set health = v.value ->> 1, version = version + 1 from json_each($1) as v ",
                "where contact.id = cast(v.value ->> 0 as bigint)"
            ))
            .bind(serde_json::to_string(&rows)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }
}
