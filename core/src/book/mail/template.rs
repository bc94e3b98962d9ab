//! A team's own templates.

use crate::book::Book;
use crate::change::Effect;
use crate::mail::template::Kept;
use crate::store::Result;
use crate::vocabulary::{ChangeId, Verb};

impl Book<'_> {
    /// Keeps a template; one of the same name gives way to it.
    pub async fn keep_template(&mut self, kept: Kept) -> Result<(Kept, ChangeId)> {
        let id = self.tx.put_template(self.actor, &kept, self.now).await?;
        let change = self.tx.begin_change(self.actor, None, Verb::TemplateKept, None, None, self.now).await?;
        self.tx.finish_change(change, None, &[Effect::TemplateKept(id)]).await?;
        Ok((Kept { id, ..kept }, change))
    }

    /// Takes a template of the team away.
    pub async fn remove_template(&mut self, kept: &Kept) -> Result<ChangeId> {
        self.tx.set_template_removed(self.scope(), kept.id, Some(self.now)).await?;
        let change =
            self.tx.begin_change(self.actor, None, Verb::TemplateRemoved, None, None, self.now).await?;
        self.tx.finish_change(change, None, &[Effect::TemplateRemoved(kept.id)]).await?;
        Ok(change)
    }
}
