//! What else may quote a person who is erased: what is kept for a while by the team's chats, and changes of others.

use serde_json::Value as Json;

use crate::change::Effect;
use crate::contact::Contact;
use crate::duplicate::{company_key, person_key};
use crate::email::Email;
use crate::phone::Phone;
use crate::store::row::Columns;
use crate::store::tables::contact::row::read_contact;
use crate::store::{Result, Tx, sql};
use crate::vocabulary::{ContactId, TeamId};

/// By what a person can be recognised in a text.
#[derive(Debug, Default)]
pub(crate) struct Traces {
    words: Vec<String>,
    digits: Vec<String>,
    domains: Vec<String>,
}

/// A number of fewer digits is in many texts that are about somebody else.
const DIGITS: usize = 6;

impl Traces {
    /// What these contacts are called, and what they were called before these changes.
    pub(crate) fn of(contacts: &[Contact], effects: &[Effect]) -> Traces {
        let mut traces = Traces::default();
        for contact in contacts {
            let profile = &contact.profile;
            let email = profile.email.as_ref();
            let email = email.map(|email| [email.key().to_owned(), email.as_str().to_owned()]);
            for word in
                email.into_iter().flatten().chain(profile.name.clone()).chain(profile.linkedin.clone())
            {
                traces.add(&word);
            }
            if let Some(phone) = &profile.phone {
                traces.add_phone(phone.as_str());
                traces.digits.push(phone.digits());
            }
        }
        let cells = effects.iter().flat_map(|effect| match effect {
            Effect::Contact { cells, .. } | Effect::Merged { cells, .. } => cells.as_slice(),
            _ => &[],
        });
        for cell in cells {
            for value in [&cell.before, &cell.after].into_iter().filter_map(Json::as_str) {
                match cell.cell.as_str() {
                    "name" | "linkedin" => traces.add(value),
                    "email" => {
                        traces.add(value);
                        traces
                            .domains
                            .extend(Email::parse(value).ok().map(|email| email.domain().to_owned()));
                    }
                    "phone" => traces.add_phone(value),
                    _ => {}
                }
            }
        }
        traces.digits.retain(|digits| digits.len() >= DIGITS);
        traces
    }

    fn add(&mut self, word: &str) {
        let word = word.trim().to_lowercase();
        // "Li" alone is in many texts that are about somebody else.
        let weight: usize = word.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum();
        if weight >= 4 {
            self.words.push(word);
        }
    }

    fn add_phone(&mut self, phone: &str) {
        self.digits.push(digits(phone));
        self.digits.extend(Phone::parse(phone, None).map(|phone| phone.digits()));
    }

    fn is_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let digits = digits(text);
        self.words.iter().any(|word| lower.contains(word.as_str()))
            || self.digits.iter().any(|known| digits.contains(known.as_str()))
    }

    /// Whether something that is kept as JSON, with markup in it, quotes the person.
    fn is_in_json(&self, text: &str) -> bool {
        match serde_json::from_str(text) {
            Ok(value) => self.is_in_value(&value),
            Err(_) => self.is_in(text),
        }
    }

    fn is_in_value(&self, value: &Json) -> bool {
        match value {
            Json::String(text) => {
                self.is_in(text) || (text.contains('&') && self.is_in(&without_markup(text)))
            }
            Json::Array(values) => values.iter().any(|value| self.is_in_value(value)),
            Json::Object(cells) => cells.values().any(|value| self.is_in_value(value)),
            Json::Number(number) => self.is_in(&number.to_string()),
            Json::Null | Json::Bool(_) => false,
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn without_markup(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

impl Tx {
    /// The same person as one of these, added before and taken back: the rows are out of sight, and say the same.
    pub(crate) async fn taken_back_likenesses(&mut self, contacts: &[Contact]) -> Result<Vec<Contact>> {
        let mut found: Vec<Contact> = Vec::new();
        for contact in contacts {
            let profile = &contact.profile;
            let (name, company) = (profile.name.as_deref(), profile.company.as_deref());
            let rows = sqlx::query(sql!(
                "select * from contact where team_id = $1 and removed_at is not null and merged_into is null and id <> $2 ",
                "and (email_key = $3 or phone_digits = $4 or (person_key = $5 and company_key = $6)) order by no"
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
            "select effects from change where contact_id = $1 or (team_id = $2 and verb = 'merged' and effects like $3)"
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

    /// Another contact was once one with this one, and has been split off again: what the merge wrote into its history is
    /// this one's.
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

    /// Lets go whatever the team keeps for a while and that quotes the person: files on their way in or out, drafts,
    /// conversations, jobs, messages, updates that failed. What is looked through in pages goes wholly, and what was sent
    /// keeps only its number.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_recognised_however_they_are_written() {
        let mut traces = Traces::default();
        traces.add("Zoë <O'Neil>");
        traces.add("zoe@lumen.example");
        traces.add("Li");
        traces.add_phone("+49 30 901820");
        for quoted in [
            r#"{"html": "<b>ZOË &lt;O&#39;Neil&gt;</b>"}"#,
            r#"["\u007Aoe@LUMEN.example"]"#,
            "not JSON: zoe@lumen.example",
            r#"{"text": "030-901 820"}"#,
        ] {
            assert!(traces.is_in_json(quoted), "{quoted}");
        }
        for other in [r#"{"text": "Li Na, zoe@lumen"}"#, r#"{"id": 30}"#] {
            assert!(!traces.is_in_json(other), "{other}");
        }
    }
}
