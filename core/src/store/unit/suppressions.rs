//! Whether an address may never be written to: asked each time, since such rows never wait. The secret of the book is
//! cached.

use crate::email::Email;
use crate::store::row::Columns as _;
use crate::store::tables::SUPPRESSION_KEY;
use crate::store::{Result, Tx, hash, sql};
use crate::vocabulary::TeamId;

impl Tx {
    /// Whether this address may never be written to.
    pub async fn is_suppressed(&mut self, team: TeamId, email: &Email) -> Result<bool> {
        let hash = self.email_hash(team, email).await?;
        self.is_hash_suppressed(team, &hash).await
    }

    /// Whether nobody of the company whose address this is may be written to.
    pub async fn is_domain_suppressed(&mut self, team: TeamId, email: &Email) -> Result<bool> {
        let Some(domain) = email.company_domain() else { return Ok(false) };
        let hash = self.domain_hash(team, &domain).await?;
        self.is_hash_suppressed(team, &hash).await
    }

    async fn is_hash_suppressed(&mut self, team: TeamId, hash: &str) -> Result<bool> {
        let row =
            sqlx::query(sql!("select count(*) as n from suppression where team_id = $1 and email_hash = $2"))
                .bind(team.0)
                .bind(hash)
                .fetch_one(self.connection.any())
                .await?;
        Ok(row.int("n")? > 0)
    }

    /// The same as [`Tx::email_hash`], of a company's domain. No address looks like it.
    pub(in crate::store) async fn domain_hash(&mut self, team: TeamId, domain: &str) -> Result<String> {
        let salt = self.email_salt(team).await?;
        Ok(hash(&format!("{salt}@{domain}")))
    }

    /// SHA-256 over a secret of this book, the team and the address. Without the secret nobody can test addresses
    /// against the hashes.
    pub(in crate::store) async fn email_hash(&mut self, team: TeamId, email: &Email) -> Result<String> {
        let salt = self.email_salt(team).await?;
        Ok(hash(&format!("{salt}{}", email.key())))
    }

    /// What stands before an address when it is hashed.
    pub(in crate::store) async fn email_salt(&mut self, team: TeamId) -> Result<String> {
        let secret = match self.unit.secret.take() {
            Some(secret) => secret,
            None => sqlx::query(SUPPRESSION_KEY).fetch_one(self.connection.any()).await?.text("value")?,
        };
        let salt = format!("{secret}\n{}\n", team.0);
        self.unit.secret = Some(secret);
        Ok(salt)
    }
}
