//! Insights: adding one, removing one, and logging that they were sent.

use chrono::TimeDelta;

use super::Book;
use crate::change::Effect;
use crate::contact::Contact;
use crate::insight::Insight;
use crate::interaction::Happened;
use crate::store::Result;
use crate::vocabulary::{ChangeId, InteractionKind, Verb};

/// How long after an insight no other is needed (docs/product.md, rule 13.2).
pub const INSIGHT_EVERY: TimeDelta = TimeDelta::days(55);

impl Book<'_> {
    /// Adds an insight for the team. Industries are in lower case; none: it fits everyone.
    pub async fn add_insight(
        &mut self,
        title: &str,
        body: &str,
        industries: &[String],
    ) -> Result<(Insight, ChangeId)> {
        let insight = self.tx.insert_insight(self.actor, title, body, industries, self.now).await?;
        let effect = Effect::InsightAdded(insight.id);
        let change = self.shelved(Verb::InsightAdded, effect).await?;
        Ok((insight, change))
    }

    /// Removes an insight. What was logged of it stays.
    pub async fn remove_insight(&mut self, insight: &Insight) -> Result<ChangeId> {
        self.tx.set_insight_removed(self.scope(), insight.id, Some(self.now)).await?;
        self.shelved(Verb::InsightRemoved, Effect::InsightRemoved(insight.id)).await
    }

    async fn shelved(&mut self, verb: Verb, effect: Effect) -> Result<ChangeId> {
        let change = self.tx.begin_change(self.actor, None, verb, None, None, self.now).await?;
        self.tx.finish_change(change, None, &[effect]).await?;
        Ok(change)
    }

    /// Logs an insight touch for each of the contacts as one change, so that one undo takes it back. Without contacts
    /// nothing is written. The caller has left out contacts that must not be written to.
    pub async fn send_insights(&mut self, sent: &[(Contact, Insight)]) -> Result<Option<ChangeId>> {
        if sent.is_empty() {
            return Ok(None);
        }
        let now = self.now;
        let change = self.tx.begin_change(self.actor, None, Verb::InsightSent, None, None, now).await?;
        let mut effects = Vec::new();
        for (contact, insight) in sent {
            let told = Happened::new(InteractionKind::Insight, &insight.title);
            let (_, more) = self.happen(contact, &told, now, change).await?;
            effects.extend(more);
        }
        self.tx.finish_change(change, None, &effects).await?;
        Ok(Some(change))
    }
}
