//! Letters are taken for sending, in order per chat.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use sqlx::Arguments as _;

use crate::store::many::Table;
use crate::store::row::{Asking, Columns};
use crate::store::{Claimed, NewLetter, Priority, Result, Tx, sql};
use crate::vocabulary::ContactId;

impl Tx {
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

    /// At a start: letters that were being sent when the process died may be there already; they go once more.
    pub async fn recover_letters(&mut self) -> Result<u64> {
        let done = sqlx::query(sql!(
            "update letter set claimed_at = null, may_be_there = 1 where state = 'waiting' and claimed_at is not null"
        ))
        .execute(self.connection().await?)
        .await?;
        Ok(done.rows_affected())
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
