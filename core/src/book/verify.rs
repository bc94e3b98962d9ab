//! Address checks: the finding of a mail domain becomes the health of the addresses there. This is no change of a
//! person and is not in the history: like the next follow-up, health is computed again whenever its inputs change.

use chrono::{DateTime, Utc};

use crate::follow_up::follow_up;
use crate::mail_server::{Finding, health};
use crate::store::{Result, Scope, Tx};
use crate::vocabulary::ContactNo;

/// Stores what was found out about a mail domain (`None`: no answer, so the older finding stands; docs/product.md, rule
/// 2.21), and updates the addresses there, team by team. A domain without addresses is deleted.
pub async fn found(tx: &mut Tx, domain: &str, finding: Option<Finding>, now: DateTime<Utc>) -> Result<()> {
    match finding {
        Some(finding) => {
            tx.answer_mail_domain(domain, finding, now).await?;
            for team in tx.teams_at(domain).await? {
                tx.settle_addresses(team, domain, finding).await?;
            }
        }
        None => tx.put_off_mail_domain(domain, now).await?,
    }
    tx.drop_unused_mail_domain(domain).await
}

impl Tx {
    /// Updates the health of a team's addresses at a domain, and the follow-ups, since an unreachable contact is not
    /// due. It reads and writes in runs, so memory does not grow with the book.
    async fn settle_addresses(&mut self, team: Scope, domain: &str, finding: Finding) -> Result<()> {
        const RUN: u32 = 500;
        let cadence = self.team(team.team()).await?.cadence;
        let members = self.members(team).await?;
        let mut last = ContactNo(0);
        loop {
            let contacts = self.contacts_at(team, domain, last, RUN).await?;
            let Some(end) = contacts.last() else { return Ok(()) };
            last = end.no;
            let (mut healths, mut dues) = (Vec::new(), Vec::new());
            for mut contact in contacts {
                let Some(email) = &contact.profile.email else { continue };
                let settled = health(email, contact.bounced_at.is_some(), Some(finding));
                if settled == contact.health {
                    continue;
                }
                contact.health = settled;
                let owner = members.iter().find(|member| Some(member.id) == contact.owner);
                healths.push((contact.id, settled));
                dues.push((contact.id, follow_up(&contact, owner.map(|owner| &owner.schedule), &cadence)));
            }
            self.update_health(&healths).await?;
            self.update_due(&dues).await?;
        }
    }
}
