//! A book with a processor, and what its tables and its outbox say.

use chrono::{DateTime, Utc};
use renmai::inbound::processor::UpdateProcessor;
use renmai::inbound::{BUDGET, FloodGuard};
use renmai_core::book::{Book, found_team, open_code};
use renmai_core::store::{Settled, Store};
use renmai_core::team::{Newcomer, Signup};
use renmai_core::vocabulary::{Lang, Role};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, AssertSqlSafe, Column as _, Connection as _, Row as _};

/// What the tables hold, as texts. Left out are numbers of rows (a change that was taken back may have used one), the
/// order in which rows of one statement came, and when a domain is to be asked about: a message that is taken back may
/// have written that down.
const TABLES: [&str; 11] = [
    "select * from team order by id",
    "select * from member order by id",
    "select * from contact order by no",
    "select k.no as contact_no, x.* from change x left join contact k on k.id = x.contact_id order by x.id",
    "select k.no as contact_no, x.* from interaction x join contact k on k.id = x.contact_id order by x.id",
    "select k.no as contact_no, x.* from ended_follow_up x join contact k on k.id = x.contact_id order by x.id",
    "select chat_id, at from dialogue order by chat_id",
    "select team_id, at from suppression order by at",
    "select c.no as contact_no, m.domain, m.finding from mail_domain m join contact c on c.email_domain = m.domain where c.removed_at is null order by c.no",
    "select k.no as contact_no, x.* from card x join contact k on k.id = x.contact_id order by x.chat_id, x.message_id",
    "select count(*) as n from processed_update",
];

/// The columns that hold numbers of rows.
const NUMBERS: [&str; 7] =
    ["id", "contact_id", "change_id", "part_of", "merged_into", "effects", "message_id"];

pub(crate) struct Office {
    pub(crate) processor: UpdateProcessor,
    scratch: Scratch,
}

impl Office {
    pub(crate) async fn open(start: DateTime<Utc>) -> Office {
        let scratch = Scratch::new().await;
        let store = Store::open(scratch.url()).await.unwrap();
        let newcomer = |telegram| Newcomer {
            telegram,
            name: format!("Person {telegram}"),
            username: Some(format!("person{telegram}")),
            lang: if telegram == 3 { Lang::Zh } else { Lang::En },
        };
        let mut tx = store.begin().await.unwrap();
        let (owner, _) = found_team(&mut tx, &newcomer(1), "Brightway", start).await.unwrap();
        for telegram in [2, 3] {
            let given = Book::new(&mut tx, &owner, start).invite(Role::Salesperson).await.unwrap();
            open_code(&mut tx, &newcomer(telegram), &given.code, "", start).await.unwrap().unwrap();
        }
        tx.commit().await.unwrap();
        Office {
            processor: UpdateProcessor {
                store,
                signup: Signup::Invite,
                bot: "renmai_bot".into(),
                flood_guard: FloodGuard::default(),
                budget: BUDGET,
                outbox: Default::default(),
            },
            scratch,
        }
    }

    /// What the tables hold.
    pub(crate) async fn kept(&self) -> Vec<String> {
        let mut connection = AnyConnection::connect(self.scratch.url()).await.unwrap();
        let mut kept = Vec::new();
        for text in TABLES {
            let rows = sqlx::query(AssertSqlSafe(text)).fetch_all(&mut connection).await.unwrap();
            for row in rows {
                let columns = row.columns().iter().filter(|column| !NUMBERS.contains(&column.name()));
                let shown = columns.map(|column| {
                    let at = column.ordinal();
                    let number =
                        row.try_get::<Option<i64>, _>(at).map(|number| number.map(|n| n.to_string()));
                    let value = number.or_else(|_| row.try_get::<Option<String>, _>(at)).unwrap();
                    format!("{}: {}", column.name(), value.unwrap_or_default())
                });
                kept.push(format!("{text}: {}", shown.collect::<Vec<_>>().join(", ")));
            }
        }
        connection.close().await.unwrap();
        kept
    }

    /// Everything that is owed to people, in order, without numbers of rows: what was taken back may have used one.
    pub(crate) async fn said(&self, now: DateTime<Utc>) -> Vec<(i64, String)> {
        let mut said = Vec::new();
        loop {
            let mut tx = self.processor.store.begin().await.unwrap();
            let messages = tx.claim_messages(now, 500).await.unwrap();
            let done: Vec<_> = messages.into_iter().map(|message| (message, Settled::Sent(None))).collect();
            tx.settle_messages(&done, now).await.unwrap();
            tx.commit().await.unwrap();
            if done.is_empty() {
                return said;
            }
            said.extend(
                done.into_iter().map(|(message, _)| (message.chat, without_row_numbers(&message.body))),
            );
        }
    }
}

/// The body of a message without the numbers of rows in it: of changes, drafts and searches on its buttons, of files.
fn without_row_numbers(body: &str) -> String {
    let digit = |c: char| c.is_ascii_digit();
    let mut before = "";
    let pieces = body.split('"').map(|piece| {
        let marks = ["u:", "d:", "l:k:"];
        let is_number = before == "file" || marks.iter().any(|mark| piece.starts_with(mark));
        before = piece;
        match piece.split_once(":f.") {
            _ if is_number => piece.replace(digit, ""),
            Some((before, place)) => format!("{before}:f{}", place.trim_start_matches(digit)),
            None => piece.to_owned(),
        }
    });
    pieces.collect::<Vec<_>>().join("\"")
}
