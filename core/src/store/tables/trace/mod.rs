//! What else may quote a person who is erased: what is kept for a while by the team's chats, and changes of others.

mod recognise;

pub(crate) use self::recognise::Traces;
use crate::change::Effect;
use crate::contact::Contact;
use crate::duplicate::{company_key, person_key};
use crate::email::Email;
use crate::phone::Phone;
use crate::store::row::Columns;
use crate::store::tables::contact::row::read_contact;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{ContactId, TeamId};

impl Tx {
    /// The same person as one of these, added before and taken back: the rows are out of sight, and say the same.
    pub(crate) async fn taken_back_likenesses(&mut self, contacts: &[Contact]) -> Result<Vec<Contact>> {
        let mut found: Vec<Contact> = Vec::new();
        for contact in contacts {
            let profile = &contact.profile;
            let (name, company) = (profile.name.as_deref(), profile.company.as_deref());
            let rows = sqlx::query(sql!(
                // Each by its index: with `or` between them the whole team is looked through.
                "select * from contact where id <> $2 and id in (select id from contact where team_id = $1 ",
                "and email_key = $3 and removed_at is not null and merged_into is null ",
                "union select id from contact where team_id = $1 and phone_digits = $4 ",
                "and removed_at is not null and merged_into is null ",
                "union select id from contact where team_id = $1 and person_key = $5 and company_key = $6 ",
                "and removed_at is not null and merged_into is null) order by no"
            ))
            .bind(contact.team.0)
            .bind(contact.id.0)
            .bind(profile.email.as_ref().map(Email::key).unwrap_or_default())
            .bind(profile.phone.as_ref().map(Phone::digits).unwrap_or_default())
            .bind(name.map(person_key).unwrap_or_default())
            .bind(company.map(company_key).unwrap_or_default())
            .fetch_all(self.connection().await?)
            .await?;
            for row in &rows {
                let like = read_contact(row)?;
                if !found.iter().chain(contacts).any(|known| known.id == like.id) {
                    found.extend(self.merged_away(&like).await?);
                    found.push(like);
                }
            }
        }
        Ok(found)
    }

    /// What the changes of a contact say that was written in it, and those that made it one with another.
    pub(crate) async fn effects_on(&mut self, team: TeamId, contact: ContactId) -> Result<Vec<Effect>> {
        let rows = sqlx::query(sql!(
            "select effects from change where id in (select id from change where contact_id = $1 ",
            "union select id from change where team_id = $2 and verb = 'merged' and effects like $3)"
        ))
        .bind(contact.0)
        .bind(team.0)
        .bind(merged(contact))
        .fetch_all(self.connection().await?)
        .await?;
        let mut effects = Vec::new();
        for row in rows {
            effects.extend(serde_json::from_str::<Vec<Effect>>(&row.text("effects")?)?);
        }
        Ok(effects)
    }

    /// Another contact was once merged with this one and has been split off again. What the merge wrote into the
    /// other's history is this one's.
    pub(crate) async fn erase_merges(&mut self, team: TeamId, contact: ContactId) -> Result<()> {
        let told = sql!(
            "select id, team_id, searched from interaction where kind = 'note' and removed_at is not null and change_id in ",
            "(select id from change where team_id = $1 and verb = 'merged' and effects like $2)"
        );
        self.unindex_interactions(told, |asking| asking.bind(team.0).bind(merged(contact))).await?;
        for text in [
            sql!(
                "delete from interaction where kind = 'note' and removed_at is not null and change_id in (select id from ",
                "change where team_id = $1 and verb = 'merged' and effects like $2)"
            ),
            sql!(
                "update change set effects = '[]', reason = null, undone_at = coalesce(undone_at, at) ",
                "where team_id = $1 and verb = 'merged' and effects like $2"
            ),
        ] {
            sqlx::query(text).bind(team.0).bind(merged(contact)).execute(self.connection().await?).await?;
        }
        self.lower_indexed().await
    }

    /// Removes whatever the team keeps for a while and quotes the person: files on their way in or out, drafts,
    /// conversations, jobs, messages, dead letters. Searches go wholly, and messages that were sent keep only their
    /// number.
    pub(crate) async fn erase_traces(&mut self, team: TeamId, traces: &Traces) -> Result<()> {
        for text in [
            sql!("delete from search where member_id in (select id from member where team_id = $1)"),
            sql!(
                "update outbox set body = '', fault = null where state <> 'waiting' ",
                "and chat_id in (select telegram_id from member where team_id = $1)"
            ),
        ] {
            sqlx::query(text).bind(team.0).execute(self.connection().await?).await?;
        }
        for (read, drops) in [
            (
                sql!(
                    "select id, body from draft where chat_id in (select telegram_id from member where team_id = $1)"
                ),
                &[sql!("delete from draft where id = $1")][..],
            ),
            (
                sql!(
                    "select id, body from job where chat_id in (select telegram_id from member where team_id = $1)"
                ),
                &[sql!("delete from job where id = $1")],
            ),
            (
                sql!(
                    "select chat_id as id, state as body from dialogue ",
                    "where chat_id in (select telegram_id from member where team_id = $1)"
                ),
                &[sql!("delete from dialogue where chat_id = $1")],
            ),
            (
                sql!(
                    "select id, body from outbox where state = 'waiting' ",
                    "and chat_id in (select telegram_id from member where team_id = $1)"
                ),
                // A list that did not go is owed still, and is planned anew without them.
                &[sql!("delete from ledger where outbox_id = $1"), sql!("delete from outbox where id = $1")],
            ),
        ] {
            let rows = sqlx::query(read).bind(team.0).fetch_all(self.connection().await?).await?;
            for row in &rows {
                if traces.is_in_json(&row.text("body")?) {
                    for drop in drops {
                        sqlx::query(*drop).bind(row.int("id")?).execute(self.connection().await?).await?;
                    }
                }
            }
        }
        for domain in &traces.domains {
            self.drop_unused_mail_domain(domain).await?;
        }
        self.erase_dead_letters(team, traces).await?;
        self.erase_files(team, traces).await
    }

    /// Of updates it is not kept whose they are: a chat of the team's is named in them.
    async fn erase_dead_letters(&mut self, team: TeamId, traces: &Traces) -> Result<()> {
        let chats = sqlx::query(sql!("select telegram_id from member where team_id = $1"))
            .bind(team.0)
            .fetch_all(self.connection().await?)
            .await?;
        let chats =
            chats.iter().map(|row| Ok(row.int("telegram_id")?.to_string())).collect::<Result<Vec<_>>>()?;
        let rows = sqlx::query(sql!("select update_id, fault, body from dead_letter"))
            .fetch_all(self.connection().await?)
            .await?;
        for row in &rows {
            let (fault, body) = (row.text("fault")?, row.text("body")?);
            let is_theirs = chats.iter().any(|chat| body.contains(chat.as_str()));
            if is_theirs && (traces.is_in_json(&body) || traces.is_in(&fault)) {
                sqlx::query(sql!("delete from dead_letter where update_id = $1"))
                    .bind(row.int("update_id")?)
                    .execute(self.connection().await?)
                    .await?;
            }
        }
        Ok(())
    }

    async fn erase_files(&mut self, team: TeamId, traces: &Traces) -> Result<()> {
        let rows = sqlx::query(sql!(
            "select id, chat_id from file where chat_id in (select telegram_id from member where team_id = $1)"
        ))
        .bind(team.0)
        .fetch_all(self.connection().await?)
        .await?;
        for row in &rows {
            let (id, chat) = (row.int("id")?, row.int("chat_id")?);
            let Some(kept) = self.kept_file(chat, id).await? else { continue };
            let about = [Some(kept.name), kept.source, kept.columns];
            // Every file is kept as a table in UTF-8. A value with quotes in it has them twice there.
            let body = String::from_utf8_lossy(&kept.body);
            if about.iter().flatten().any(|text| traces.is_in(text))
                || traces.is_in(&body)
                || (body.contains("\"\"") && traces.is_in(&body.replace("\"\"", "\"")))
            {
                self.drop_file(chat, id).await?;
            }
        }
        Ok(())
    }
}

/// As the effects of a merge say that this contact went.
fn merged(contact: ContactId) -> String {
    format!("%\"gone\":{},%", contact.0)
}
