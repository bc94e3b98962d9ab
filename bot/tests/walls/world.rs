//! A book on disk with an update processor: what somebody does is an update, what they are shown is a callback answer,
//! an outbox message or a file.

use chrono::{DateTime, TimeDelta, Utc};
use renmai::handler::buttons::Button;
use renmai::i18n::CallbackData as _;
use renmai::inbound::processor::UpdateProcessor;
use renmai::inbound::{BUDGET, FloodGuard};
use renmai::telegram::Update;
use renmai_core::store::Store;
use renmai_core::team::Signup;
use serde_json::{Value, json};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use tempfile::TempDir;

/// Somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) id: i64,
    pub(crate) name: &'static str,
}

/// Something that somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Says(String),
    /// Says it as a reply to a message whose buttons carry this.
    Replies(String, String),
    Presses(String),
    /// Presses this choice of what their last message asked.
    Chooses(u8),
    /// Leaves what their last message asked.
    Cancels,
    /// Shares a contact: name and phone.
    Shares(String, String),
    /// Sends a file of that name, with this under it.
    Sends(String, String),
}

/// A book with a processor before it.
pub(crate) struct World {
    folder: TempDir,
    processor: UpdateProcessor,
    audit: AnyConnection,
    now: DateTime<Utc>,
    last_update: i64,
}

impl World {
    /// An empty book, in which anybody may found a team.
    pub(crate) async fn empty() -> World {
        World::on(tempfile::tempdir().unwrap(), "2026-11-23T02:00:00Z".parse().unwrap(), 0).await
    }

    async fn on(folder: TempDir, now: DateTime<Utc>, last_update: i64) -> World {
        let url = format!("sqlite://{}", folder.path().join("renmai.db").display());
        let store = Store::open(&url).await.unwrap();
        let processor = UpdateProcessor {
            store,
            signup: Signup::Open,
            bot: "renmai_bot".into(),
            flood_guard: FloodGuard::default(),
            budget: BUDGET,
            outbox: Default::default(),
        };
        World { folder, processor, audit: AnyConnection::connect(&url).await.unwrap(), now, last_update }
    }

    /// The same book once more.
    pub(crate) async fn copy(&self) -> World {
        let folder = tempfile::tempdir().unwrap();
        let book = self.folder.path().join("renmai.db");
        renmai_core::store::back_up_file(&book, &folder.path().join("renmai.db")).await.unwrap();
        World::on(folder, self.now, self.last_update).await
    }

    /// Somebody does these things, one after the other; what they and everybody else are shown.
    pub(crate) async fn does(&mut self, person: Person, acts: &[Act]) -> Vec<String> {
        let mut shown = Vec::new();
        // No more in a minute than anybody types.
        for acts in acts.chunks(90) {
            self.now += TimeDelta::seconds(61);
            let updates: Vec<Update> = acts.iter().map(|act| self.update(person, act)).collect();
            let answers = Box::pin(self.processor.process(&updates, self.now)).await.unwrap();
            shown.extend(answers.into_iter().map(|answer| format!("press: {:?}", answer.text)));
        }
        shown.extend(self.ask("select chat_id, body, card_of, key from outbox order by id").await);
        shown.extend(self.ask("select chat_id, body from job order by id").await);
        let files = format!("select id, name, hex(body) from file where chat_id = {} order by id", person.id);
        shown.extend(self.ask(&files).await);
        let kept = self.ask("select update_id, fault from dead_letter").await;
        assert!(kept.is_empty(), "a fault of ours: {kept:?}");
        for text in ["delete from outbox", "delete from job"] {
            sqlx::raw_sql(text).execute(&mut self.audit).await.unwrap();
        }
        shown.iter().map(|text| without_codes(text)).collect()
    }

    fn update(&mut self, person: Person, act: &Act) -> Update {
        self.last_update += 1;
        let n = self.last_update;
        let from = json!({
            "id": person.id, "is_bot": false, "first_name": person.name, "username": person.name, "language_code": "en",
        });
        let chat = json!({ "id": person.id, "type": "private", "first_name": person.name });
        let date = self.now.timestamp();
        let message = |content: Value| {
            let mut message = json!({ "message_id": n, "date": date, "chat": chat, "from": from });
            for (key, value) in content.as_object().into_iter().flatten() {
                message[key] = value.clone();
            }
            json!({ "update_id": n, "message": message })
        };
        let card = |data: &str| {
            let bot =
                json!({ "id": 100_001, "is_bot": true, "first_name": "renmai", "username": "renmai_bot" });
            json!({
                "message_id": 1, "date": date, "chat": chat, "from": bot, "text": "a card",
                "reply_markup": { "inline_keyboard": [[{ "text": "a button", "callback_data": data }]] },
            })
        };
        let press = |data: String| {
            json!({ "update_id": n, "callback_query": {
                "id": n.to_string(), "from": from, "message": card("q"), "chat_instance": "1", "data": data,
            } })
        };
        let update = match act {
            Act::Says(text) => message(json!({ "text": text })),
            Act::Replies(text, data) => message(json!({ "text": text, "reply_to_message": card(data) })),
            Act::Shares(name, phone) => {
                message(json!({ "contact": { "phone_number": phone, "first_name": name } }))
            }
            Act::Sends(name, caption) => message(json!({
                "document": { "file_id": "x", "file_unique_id": "x", "file_name": name, "file_size": 10 },
                "caption": caption,
            })),
            Act::Presses(data) => press(data.clone()),
            // A question goes by the number of the update that asked it.
            Act::Chooses(choice) => press(Button::Choose { question: n - 1, choice: *choice }.data()),
            Act::Cancels => press(Button::Cancel { question: n - 1 }.data()),
        };
        Update::read(&update.to_string()).unwrap()
    }

    /// Asks the database beside the bot; a row is one line.
    pub(crate) async fn ask(&mut self, question: &str) -> Vec<String> {
        let rows = sqlx::query(AssertSqlSafe(question.to_owned())).fetch_all(&mut self.audit).await.unwrap();
        let text = |row: &sqlx::any::AnyRow, cell| {
            row.try_get::<String, _>(cell)
                .or_else(|_| row.try_get::<i64, _>(cell).map(|number| number.to_string()))
                .unwrap_or_else(|_| "–".into())
        };
        rows.iter()
            .map(|row| (0..row.len()).map(|cell| text(row, cell)).collect::<Vec<_>>().join(" | "))
            .collect()
    }

    /// Sets the book up by hand.
    pub(crate) async fn write(&mut self, text: &str) {
        sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&mut self.audit).await.unwrap();
    }

    /// Every row that belongs to these people, whichever table it is in. A table of which it is not known whose its
    /// rows are fails here.
    pub(crate) async fn rows_of(&mut self, people: &[Person]) -> Vec<String> {
        let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
        let ids = ids.join(",");
        let members = format!("select id from member where telegram_id in ({ids})");
        let teams = format!("select team_id from member where telegram_id in ({ids})");
        let tables =
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";
        let mut rows = Vec::new();
        for table in self.ask(tables).await {
            let columns =
                self.ask(&format!("select name from pragma_table_info('{table}') order by cid")).await;
            let has = |column: &str| columns.iter().any(|known| known == column);
            let theirs = match table.as_str() {
                // Updates, outbox messages (looked at above) and the deployment's own.
                "_sqlx_migrations" | "processed_update" | "dead_letter" | "setting" | "outbox" => continue,
                "dropbox" | "dropbox_folder" | "dropbox_seen" => continue,
                // What is public of a domain belongs to no team.
                "mail_domain" => continue,
                "team" => format!("id in ({teams})"),
                _ if has("team_id") => format!("team_id in ({teams})"),
                _ if has("member_id") => format!("member_id in ({members})"),
                _ if has("chat_id") => format!("chat_id in ({ids})"),
                _ if has("mailbox_id") => {
                    format!("mailbox_id in (select id from mailbox where team_id in ({teams}))")
                }
                _ if has("contact_id") => {
                    format!("contact_id in (select id from contact where team_id in ({teams}))")
                }
                _ if has("interaction_id") => {
                    format!("interaction_id in (select id from interaction where team_id in ({teams}))")
                }
                _ if has("change_id") => {
                    format!("change_id in (select id from change where team_id in ({teams}))")
                }
                _ if has("mail_id") => {
                    format!("mail_id in (select id from mail where team_id in ({teams}))")
                }
                _ if has("file_id") => format!("file_id in (select id from file where chat_id in ({ids}))"),
                _ => panic!("whose are the rows of {table}?"),
            };
            let row =
                columns.iter().map(|column| format!("quote({column})")).collect::<Vec<_>>().join("||','||");
            let found = self.ask(&format!("select {row} from {table} where {theirs}")).await;
            rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
        }
        rows
    }

    /// Where it is kept.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// An invite's code is random in every world.
fn without_codes(text: &str) -> String {
    let mut parts = text.split("?start=");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("?start=CODE");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_alphanumeric()));
    }
    out
}
