//! The outbox: what is owed to Telegram, written in the transaction that owes it, in order per chat.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;

use super::many::Table;
use super::row::{Asking, Columns};
use super::{Result, Tx, sql};
use crate::contact::ContactId;

/// How soon a letter leaves when many wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Somebody waits for it.
    Answer,
    /// It can wait for answers.
    Bulk,
}

/// A letter to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewLetter {
    /// Telegram's number of the chat.
    pub chat: i64,
    /// What must go only once has a key: a second letter under it is not written.
    pub key: Option<String>,
    /// How soon it leaves.
    pub priority: Priority,
    /// What to send, as JSON; the store does not look into it.
    pub body: String,
    /// The contact whose card the message will be.
    pub card_of: Option<ContactId>,
}

/// A letter taken for sending.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// The row.
    pub id: i64,
    /// Telegram's number of the chat.
    pub chat: i64,
    /// How soon it leaves.
    pub priority: Priority,
    /// What to send, as JSON.
    pub body: String,
    /// The contact whose card the message will be.
    pub card_of: Option<ContactId>,
    /// How often it was tried before.
    pub attempts: u32,
    /// It may have been sent before the process died or the line broke: mark it as a repeat.
    pub may_be_there: bool,
    /// Under which it goes once.
    pub key: Option<String>,
    /// When it was taken: whose duty has ended knows by it that another has taken the letter since.
    pub claimed_at: DateTime<Utc>,
}

/// What became of a letter that was taken for sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Telegram took it; under which number, where it is a message.
    Sent(Option<i64>),
    /// Try again at this time (UTC), and why it failed.
    Later(DateTime<Utc>, String),
    /// Nobody knows whether Telegram took it: try again at this time (UTC), marked as a repeat, and why.
    Unclear(DateTime<Utc>, String),
    /// The chat blocked the bot: it waits until they write again.
    Blocked,
    /// Telegram will never take it, and why.
    Failed(String),
}

/// What became of the letter of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyed {
    /// It is this message.
    Message(i64),
    /// It has not been sent, or that is not settled yet.
    Waiting,
    /// There is none, or Telegram did not take it.
    None,
}

/// The day on which a letter to a blocked chat would be tried by itself: none that anybody will see.
const NEVER: i64 = i64::MAX;

/// In seconds: longer than any pause between two tries, and than what Telegram asks a bot to wait.
const FAR: i64 = 3_600;

impl Tx {
    /// Writes a letter, before the transaction ends.
    pub fn post(&mut self, letter: NewLetter, now: DateTime<Utc>) {
        self.unit.letters.push((letter, now.timestamp()));
    }

    /// Writes the letters that wait.
    pub(super) async fn write_letters(&mut self) -> Result<()> {
        let letters = std::mem::take(&mut self.unit.letters);
        if letters.is_empty() {
            return Ok(());
        }
        self.letters_left = true;
        let row = |(letter, at): &(NewLetter, i64)| {
            let bulk = i64::from(letter.priority == Priority::Bulk);
            serde_json::json!([letter.chat, bulk, letter.body, letter.card_of.map(|id| id.0), at, letter.key])
        };
        let rows: Vec<_> = letters.iter().map(row).collect();
        sqlx::query(sql!(
            "insert into letter (chat_id, priority, body, card_of, due_at, state, created_at, key) ",
            "select cast(v.value ->> 0 as bigint), cast(v.value ->> 1 as bigint), v.value ->> 2, ",
            "cast(v.value ->> 3 as bigint), cast(v.value ->> 4 as bigint), 'waiting', cast(v.value ->> 4 as bigint), ",
            "v.value ->> 5 from json_each($1) as v where true order by v.key on conflict (key) do nothing"
        ))
        .bind(serde_json::to_string(&rows)?)
        .execute(self.beside())
        .await?;
        Ok(())
    }

    /// Writes what waits of letters that may go at once, as taken for sending by whoever commits: those without a key,
    /// in chats where nothing else waits to be taken, and that are not `full`. The others are written with the rest.
    pub async fn claim_posted(
        &mut self,
        full: impl IntoIterator<Item = i64>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Claimed>> {
        let chats: BTreeSet<i64> = self.unit.letters.iter().map(|(letter, _)| letter.chat).collect();
        if chats.is_empty() {
            return Ok(Vec::new());
        }
        let rows = sqlx::query(sql!(
            "select distinct l.chat_id from json_each($1) as v cross join letter l ",
            "where l.chat_id = cast(v.value as bigint) and l.state = 'waiting' and l.claimed_at is null"
        ))
        .bind(serde_json::to_string(&chats)?)
        .fetch_all(self.beside())
        .await?;
        let mut behind = rows.iter().map(|row| row.int("chat_id")).collect::<Result<HashSet<_>>>()?;
        behind.extend(full);
        let (mut kept, mut taken) = (Vec::new(), Vec::new());
        for (letter, at) in std::mem::take(&mut self.unit.letters) {
            // What comes after a letter that stays in its chat stays too.
            if letter.key.is_some() || behind.contains(&letter.chat) {
                behind.insert(letter.chat);
                kept.push((letter, at));
            } else {
                taken.push(letter);
            }
        }
        self.unit.letters = kept;
        if taken.is_empty() {
            return Ok(Vec::new());
        }
        // All at a time: what is given and not in the table yet would be given again.
        let count = i64::try_from(taken.len()).unwrap_or(i64::MAX);
        let [first] = self.engine.take_ids(self.beside(), ["letter"], count).await?;
        let claimed = |(id, letter): (i64, NewLetter)| {
            let NewLetter { chat, priority, body, card_of, .. } = letter;
            let (attempts, may_be_there, key) = (0, false, None);
            Claimed { id, chat, priority, body, card_of, attempts, may_be_there, key, claimed_at: now }
        };
        let claimed: Vec<Claimed> = (first..).zip(taken).map(claimed).collect();
        self.write_claimed(&claimed, now).await?;
        Ok(claimed)
    }

    async fn write_claimed(&mut self, letters: &[Claimed], now: DateTime<Utc>) -> Result<()> {
        const COLUMNS: &[&str] =
            &["id", "chat_id", "priority", "body", "card_of", "due_at", "created_at", "claimed_at", "state"];
        let now = now.timestamp();
        self.insert(Table { name: "letter", columns: COLUMNS, then: "" }, letters, |letter, values| {
            values.add(letter.id)?;
            values.add(letter.chat)?;
            values.add(i64::from(letter.priority == Priority::Bulk))?;
            values.add(letter.body.as_str())?;
            values.add(letter.card_of.map(|id| id.0))?;
            for _ in ["due_at", "created_at", "claimed_at"] {
                values.add(now)?;
            }
            values.add("waiting")
        })
        .await
    }

    /// Whether letters were written that wait to be taken for sending.
    pub fn leaves_letters(&self) -> bool {
        self.letters_left || !self.unit.letters.is_empty()
    }

    /// Writes a letter at once and says under which number; `None` when its key was used before.
    pub async fn post_now(&mut self, letter: &NewLetter, now: DateTime<Utc>) -> Result<Option<i64>> {
        let row = sqlx::query(sql!(
            "insert into letter (chat_id, key, priority, body, card_of, due_at, state, created_at) ",
            "values ($1, $2, $3, $4, $5, $6, 'waiting', $6) on conflict (key) do nothing returning id"
        ))
        .bind(letter.chat)
        .bind(letter.key.as_deref())
        .bind(i64::from(letter.priority == Priority::Bulk))
        .bind(&letter.body)
        .bind(letter.card_of.map(|id| id.0))
        .bind(now.timestamp())
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(|row| row.int("id")).transpose()
    }

    /// Takes letters whose time has come, answers first, and at most twenty of a chat; never one before which an earlier
    /// letter of the same chat still waits its time or is being sent.
    pub async fn claim_letters(&mut self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Claimed>> {
        self.connection().await?;
        let next = sql!(
            "select * from letter l where l.state = 'waiting' and l.claimed_at is null and l.due_at <= $1 ",
            "and not exists (select 1 from letter e where e.chat_id = l.chat_id and e.state = 'waiting' ",
            "and e.id < l.id and (e.claimed_at is not null or e.due_at > $1)) ",
            "and not exists (select 1 from letter e where e.chat_id = l.chat_id and e.state = 'waiting' ",
            "and e.id < l.id limit 1 offset 19) order by l.priority, l.id limit $2"
        );
        let bind =
            |asking: Asking| asking.bind(now.timestamp()).bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = self.read_bundled(COLUMNS, next, bind).await?;
        let mut letters = rows.iter().map(|row| read_letter(row, now)).collect::<Result<Vec<_>>>()?;
        letters.sort_by_key(|letter| letter.id);
        if !letters.is_empty() {
            let ids: Vec<i64> = letters.iter().map(|letter| letter.id).collect();
            sqlx::query(sql!(
                "update letter set claimed_at = $1 where id in ",
                "(select cast(v.value as bigint) from json_each($2) as v)"
            ))
            .bind(now.timestamp())
            .bind(serde_json::to_string(&ids)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(letters)
    }

    /// Says what became of letters that were taken for sending, and remembers which message shows which contact.
    pub async fn settle_letters(&mut self, done: &[(Claimed, Settled)], now: DateTime<Utc>) -> Result<()> {
        let (mut gone, mut cards) = (Vec::new(), Vec::new());
        for (letter, settled) in done {
            match settled {
                Settled::Sent(message) => {
                    if let (Some(contact), Some(message)) = (letter.card_of, message) {
                        cards.push([letter.chat, *message, contact.0]);
                    }
                    match &letter.key {
                        None => gone.push(letter.id),
                        Some(_) => self.keep_sent(letter, *message).await?,
                    }
                }
                Settled::Later(at, fault) => self.put_back(letter, at.timestamp(), fault).await?,
                Settled::Unclear(at, fault) => {
                    sqlx::query(sql!("update letter set may_be_there = 1 where id = $1"))
                        .bind(letter.id)
                        .execute(self.connection().await?)
                        .await?;
                    self.put_back(letter, at.timestamp(), fault).await?;
                }
                Settled::Blocked => {
                    self.put_back(letter, NEVER, "blocked").await?;
                    self.set_blocked(letter.chat, Some(now)).await?;
                }
                Settled::Failed(fault) => {
                    sqlx::query(sql!("update letter set state = 'failed', fault = $2 where id = $1"))
                        .bind(letter.id)
                        .bind(fault)
                        .execute(self.connection().await?)
                        .await?;
                }
            }
        }
        self.set_cards(&cards).await?;
        if !gone.is_empty() {
            sqlx::query(sql!(
                "delete from letter where id in (select cast(v.value as bigint) from json_each($1) as v)"
            ))
            .bind(serde_json::to_string(&gone)?)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// A letter with a key stays, so that it is not written again.
    async fn keep_sent(&mut self, letter: &Claimed, message: Option<i64>) -> Result<()> {
        sqlx::query(sql!("update letter set state = 'sent', message_id = $2 where id = $1"))
            .bind(letter.id)
            .bind(message)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// It waits again, unless another has taken it: then it is that one's to say what became of it.
    async fn put_back(&mut self, letter: &Claimed, due_at: i64, fault: &str) -> Result<()> {
        sqlx::query(sql!(
            "update letter set due_at = $2, fault = $3, attempts = attempts + 1, claimed_at = null ",
            "where id = $1 and claimed_at = $4"
        ))
        .bind(letter.id)
        .bind(due_at)
        .bind(fault)
        .bind(letter.claimed_at.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Letters to a chat that was blocked may go again.
    pub async fn release_letters(&mut self, chat: i64, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(sql!(
            "update letter set due_at = $2 where chat_id = $1 and state = 'waiting' and due_at > $2"
        ))
        .bind(chat)
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Whether letters wait for a time so far away that only a clock that was set back can have made it so.
    pub async fn has_far_letters(&mut self, now: DateTime<Utc>) -> Result<bool> {
        let row = sqlx::query(sql!(
            "select count(*) as n from letter where state = 'waiting' and due_at > $1 and due_at < $2"
        ))
        .bind(now.timestamp() + FAR)
        .bind(NEVER)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.int("n")? > 0)
    }

    /// These letters go at once.
    pub async fn hasten_far_letters(&mut self, now: DateTime<Utc>) -> Result<u64> {
        let done = sqlx::query(sql!(
            "update letter set due_at = $1 where state = 'waiting' and due_at > $2 and due_at < $3"
        ))
        .bind(now.timestamp())
        .bind(now.timestamp() + FAR)
        .bind(NEVER)
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
    }

    /// At a start: letters that were being sent when the process died may be there already; they go once more.
    pub async fn recover_letters(&mut self) -> Result<u64> {
        let done = sqlx::query(sql!(
            "update letter set claimed_at = null, may_be_there = 1 where state = 'waiting' and claimed_at is not null"
        ))
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
    }

    /// How many letters could go now, counted up to `most`; of answers only, or of all.
    pub async fn due_letters(&mut self, up_to: Priority, now: DateTime<Utc>, most: usize) -> Result<usize> {
        let row = sqlx::query(sql!(
            "select count(*) as n from (select 1 from letter where state = 'waiting' and claimed_at is null ",
            "and priority <= $1 and due_at <= $2 limit $3) as l"
        ))
        .bind(i64::from(up_to == Priority::Bulk))
        .bind(now.timestamp())
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(usize::try_from(row.int("n")?).unwrap_or(0))
    }

    /// What became of a chat's letter of this key.
    pub async fn keyed_letter(&mut self, chat: i64, key: &str) -> Result<Keyed> {
        let row = sqlx::query(sql!("select state, message_id from letter where key = $1 and chat_id = $2"))
            .bind(key)
            .bind(chat)
            .fetch_optional(self.connection().await?)
            .await?;
        let Some(row) = row else { return Ok(Keyed::None) };
        Ok(match (row.text("state")?.as_str(), row.maybe_int("message_id")?) {
            ("waiting", _) => Keyed::Waiting,
            (_, Some(message)) => Keyed::Message(message),
            (_, None) => Keyed::None,
        })
    }
}

/// What [`read_letter`] reads.
const COLUMNS: &[&str] = &["id", "chat_id", "priority", "body", "card_of", "attempts", "may_be_there", "key"];

fn read_letter(row: &impl Columns, claimed_at: DateTime<Utc>) -> Result<Claimed> {
    Ok(Claimed {
        id: row.int("id")?,
        chat: row.int("chat_id")?,
        priority: if row.int("priority")? == 0 { Priority::Answer } else { Priority::Bulk },
        body: row.text("body")?,
        card_of: row.maybe_int("card_of")?.map(ContactId),
        attempts: u32::try_from(row.int("attempts")?).unwrap_or(0),
        may_be_there: row.int("may_be_there")? != 0,
        key: row.maybe_text("key")?,
        claimed_at,
    })
}
