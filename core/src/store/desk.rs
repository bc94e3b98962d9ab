//! What the bot has heard and is in the middle of: updates, presses, cards, dialogues, files, jobs, the ledger.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;

use super::many::Table;
use super::row::Columns;
use super::unit::HeldDialogue;
use super::{Result, Scope, Tx, sql};
use crate::calendar::Routine;
use crate::contact::{Contact, ContactId};
use crate::team::{Member, MemberId};

/// Work that needs the network, done after the commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The row.
    pub id: i64,
    /// For which chat.
    pub chat: i64,
    /// What to do, as JSON; the store does not look into it.
    pub body: String,
    /// How often it was tried.
    pub attempts: u32,
}

/// A press that changed something: who made it, and when (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pressed {
    /// Who.
    pub by: MemberId,
    /// When.
    pub at: DateTime<Utc>,
}

impl Tx {
    /// Marks updates as carried out; answers those that are heard for the first time.
    pub async fn hear(&mut self, updates: &[i64], now: DateTime<Utc>) -> Result<HashSet<i64>> {
        self.connection().await?;
        let list = serde_json::to_string(updates)?;
        let heard = sql!(
            "select h.update_id from json_each($1) as v cross join heard h ",
            "where h.update_id = cast(v.value as bigint)"
        );
        let heard = self.read_bundled(&["update_id"], heard, |asking| asking.bind(list)).await?;
        let heard = heard.iter().map(|row| row.int("update_id")).collect::<Result<HashSet<_>>>()?;
        let now = now.timestamp();
        let table = Table {
            name: "heard",
            columns: &["update_id", "at"],
            then: "on conflict (update_id) do nothing",
        };
        self.insert(table, updates, |update, values| {
            values.add(*update)?;
            values.add(now)
        })
        .await?;
        Ok(updates.iter().copied().filter(|update| !heard.contains(update)).collect())
    }

    /// Keeps an update that failed for a fault of ours, under the code that the person was told.
    pub async fn set_aside(
        &mut self,
        update: i64,
        code: &str,
        fault: &str,
        body: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(sql!(
            "insert into set_aside (update_id, code, at, fault, body) values ($1, $2, $3, $4, $5) ",
            "on conflict (update_id) do nothing"
        ))
        .bind(update)
        .bind(code)
        .bind(now.timestamp())
        .bind(fault)
        .bind(body)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Marks a press that changes something. `None`: it is the first; else who made it before, and when.
    pub async fn press(
        &mut self,
        by: &Member,
        message: i64,
        data: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Pressed>> {
        let before = sqlx::query(sql!(
            "select member_id, at from pressed where chat_id = $1 and message_id = $2 and data = $3"
        ))
        .bind(by.telegram)
        .bind(message)
        .bind(data)
        .fetch_optional(self.connection().await?)
        .await?;
        if let Some(row) = before {
            return Ok(Some(Pressed { by: MemberId(row.int("member_id")?), at: row.instant("at")? }));
        }
        sqlx::query(sql!(
            "insert into pressed (chat_id, message_id, data, member_id, at) values ($1, $2, $3, $4, $5)"
        ))
        .bind(by.telegram)
        .bind(message)
        .bind(data)
        .bind(by.id.0)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(None)
    }

    /// Remembers (or forgets) which contact's card a message shows.
    pub async fn set_card(&mut self, chat: i64, message: i64, contact: Option<ContactId>) -> Result<()> {
        if let Some(contact) = contact {
            return self.set_cards(&[[chat, message, contact.0]]).await;
        }
        sqlx::query(sql!("delete from card where chat_id = $1 and message_id = $2"))
            .bind(chat)
            .bind(message)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Remembers which contact's card each message shows: chat, message, contact.
    pub(super) async fn set_cards(&mut self, cards: &[[i64; 3]]) -> Result<()> {
        if cards.is_empty() {
            return Ok(());
        }
        // The same message twice in one statement would be refused: the last counts.
        let last: BTreeMap<(i64, i64), i64> =
            cards.iter().map(|[chat, message, contact]| ((*chat, *message), *contact)).collect();
        let rows: Vec<_> = last.into_iter().collect();
        self.connection().await?;
        let table = Table {
            name: "card",
            columns: &["chat_id", "message_id", "contact_id"],
            then: "on conflict (chat_id, message_id) do update set contact_id = excluded.contact_id",
        };
        self.insert(table, &rows, |((chat, message), contact), values| {
            [chat, message, contact].into_iter().try_for_each(|value| values.add(*value))
        })
        .await
    }

    /// The contact whose card a message of this member's chat shows, if it is in their scope.
    pub async fn card(&mut self, member: &Member, message: i64) -> Result<Option<Contact>> {
        // A card of a contact that was merged into another stands for that other.
        let row = sqlx::query(sql!(
            "select coalesce(merged_into, id) as id from card join contact on contact.id = contact_id ",
            "where chat_id = $1 and message_id = $2"
        ))
        .bind(member.telegram)
        .bind(message)
        .fetch_optional(self.connection().await?)
        .await?;
        match row {
            Some(row) => self.contact_by_id(Scope::of(member), ContactId(row.int("id")?)).await,
            None => Ok(None),
        }
    }

    /// The conversation that a chat is in the middle of, as JSON.
    pub async fn dialogue(&mut self, chat: i64) -> Result<Option<String>> {
        if let Some(held) = self.unit.dialogues.get(&chat) {
            return Ok(held.state.clone());
        }
        let row = sqlx::query(sql!("select state from dialogue where chat_id = $1"))
            .bind(chat)
            .fetch_optional(self.beside())
            .await?;
        let state = row.as_ref().map(|row| row.text("state")).transpose()?;
        self.hold_dialogue(chat, HeldDialogue { state: state.clone(), ..HeldDialogue::default() });
        Ok(state)
    }

    /// Enters, goes on with, or (with `None`) leaves a conversation.
    pub async fn set_dialogue(&mut self, chat: i64, state: Option<&str>, now: DateTime<Utc>) -> Result<()> {
        // Most messages leave a conversation that nobody was in.
        if state.is_some() || self.dialogue(chat).await?.is_some() {
            let state = state.map(str::to_owned);
            self.hold_dialogue(chat, HeldDialogue { state, at: now.timestamp(), waits: true });
        }
        Ok(())
    }

    /// Writes the conversations that were entered, went on or were left.
    pub(super) async fn write_dialogues(&mut self) -> Result<()> {
        let (mut open, mut left) = (Vec::new(), Vec::new());
        for (chat, held) in &mut self.unit.dialogues {
            match (std::mem::take(&mut held.waits), &held.state) {
                (false, _) => {}
                (true, Some(state)) => open.push(serde_json::json!([chat, state, held.at])),
                (true, None) => left.push([*chat]),
            }
        }
        if !left.is_empty() {
            sqlx::query(sql!(
                "delete from dialogue where chat_id in (select cast(v.value ->> 0 as bigint) from json_each($1) as v)"
            ))
            .bind(serde_json::to_string(&left)?)
            .execute(self.beside())
            .await?;
        }
        if !open.is_empty() {
            sqlx::query(sql!(
                "insert into dialogue (chat_id, state, at) select cast(v.value ->> 0 as bigint), v.value ->> 1, ",
                "cast(v.value ->> 2 as bigint) from json_each($1) as v where true ",
                "on conflict (chat_id) do update set state = excluded.state, at = excluded.at"
            ))
            .bind(serde_json::to_string(&open)?)
            .execute(self.beside())
            .await?;
        }
        Ok(())
    }

    /// Writes down work for after the commit, and says under which number.
    pub async fn post_job(&mut self, chat: i64, body: &str, due: DateTime<Utc>) -> Result<i64> {
        let row = sqlx::query(sql!(
            "insert into job (chat_id, body, due_at, created_at) values ($1, $2, $3, $3) returning id"
        ))
        .bind(chat)
        .bind(body)
        .bind(due.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        row.int("id")
    }

    /// What a job is now; `None`: it has ended.
    pub async fn job_body(&mut self, id: i64) -> Result<Option<String>> {
        let row = sqlx::query(sql!("select body from job where id = $1"))
            .bind(id)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map(|row| row.text("body")).transpose()
    }

    /// A long job has come so far; whoever finds it after `due` goes on from there.
    pub async fn go_on_with_job(&mut self, id: i64, body: &str, due: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update job set body = $2, due_at = $3, attempts = 0 where id = $1"))
            .bind(id)
            .bind(body)
            .bind(due.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Counts a try before it is made, so that a job that ends the whole process is not tried for ever.
    pub async fn try_job(&mut self, id: i64) -> Result<()> {
        sqlx::query(sql!("update job set attempts = attempts + 1 where id = $1"))
            .bind(id)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Work whose time has come, the oldest first.
    pub async fn due_jobs(&mut self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Job>> {
        let rows = sqlx::query(sql!(
            "select id, chat_id, body, attempts from job where due_at <= $1 order by id limit $2"
        ))
        .bind(now.timestamp())
        .bind(i64::from(limit))
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Job {
                    id: row.int("id")?,
                    chat: row.int("chat_id")?,
                    body: row.text("body")?,
                    attempts: u32::try_from(row.int("attempts")?).unwrap_or(0),
                })
            })
            .collect()
    }

    /// Ends a job; says whether it was still there, so that it is done once.
    pub async fn end_job(&mut self, id: i64) -> Result<bool> {
        let done = sqlx::query(sql!("delete from job where id = $1"))
            .bind(id)
            .execute(self.connection().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Tries a job again later.
    pub async fn delay_job(&mut self, id: i64, until: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!("update job set due_at = $2 where id = $1"))
            .bind(id)
            .bind(until.timestamp())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Claims a routine for a person and period; says whether nobody had. Written with its letter, in one
    /// transaction: it goes once, whatever restarts or runs twice.
    pub async fn claim_routine(
        &mut self,
        member: &Member,
        routine: Routine,
        period: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!(
            "insert into ledger (member_id, kind, period, at) values ($1, $2, $3, $4) ",
            "on conflict (member_id, kind, period) do nothing"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(period)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Names the letter that a claimed routine became.
    pub async fn set_routine_letter(
        &mut self,
        member: &Member,
        routine: Routine,
        period: &str,
        letter: i64,
    ) -> Result<()> {
        sqlx::query(sql!(
            "update ledger set letter_id = $4 where member_id = $1 and kind = $2 and period = $3"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(period)
        .bind(letter)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The message of the last routine of this kind that reached the person, before `period`.
    pub async fn last_routine_message(
        &mut self,
        member: &Member,
        routine: Routine,
        period: &str,
    ) -> Result<Option<i64>> {
        let row = sqlx::query(sql!(
            "select l.message_id from ledger g join letter l on l.id = g.letter_id where g.member_id = $1 ",
            "and g.kind = $2 and g.period < $3 and l.message_id is not null order by g.period desc limit 1"
        ))
        .bind(member.id.0)
        .bind(routine.code())
        .bind(period)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(|row| row.int("message_id")).transpose()
    }

    /// Lets go what is no longer needed: marks of updates and presses that Telegram can no longer repeat, files
    /// and letters that were used. `before` is UTC.
    pub async fn sweep(&mut self, before: DateTime<Utc>) -> Result<()> {
        for text in [
            sql!("delete from heard where at < $1"),
            sql!("delete from pressed where at < $1"),
            sql!("delete from file where at < $1"),
            sql!("delete from draft where at < $1"),
            sql!("delete from search where at < $1"),
            sql!("delete from awaited_check where at < $1"),
            sql!("delete from letter where state <> 'waiting' and created_at < $1"),
        ] {
            sqlx::query(text).bind(before.timestamp()).execute(self.connection().await?).await?;
        }
        Ok(())
    }
}
