//! What must hold after each day of torture, asked of the database itself while no copy of the program runs.

mod mails;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::database::Database;
use crate::people::{Effect, Kind, Person};

pub(crate) use mails::{answers, mail_states, mails};

/// What was found wrong, in words, and counted.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Accepted, and not in the book.
    pub(crate) lost: Vec<String>,
    /// In the book, or in a chat, more than once.
    pub(crate) twice: Vec<String>,
    /// Accepted, and not answered.
    pub(crate) unanswered: Vec<String>,
    /// Anything else.
    pub(crate) wrong: Vec<String>,
}

impl Findings {
    /// Everything that is wrong.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let named = |name: &'static str, list| std::iter::zip(std::iter::repeat(name), list);
        named("LOST", &self.lost)
            .chain(named("TWICE", &self.twice))
            .chain(named("UNANSWERED", &self.unanswered))
            .chain(named("WRONG", &self.wrong))
    }
}

/// How often each word stands in a part of the book, and how often it still stands.
type Found = BTreeMap<String, (u64, u64)>;

/// Looks for every effect: there once, standing or taken back as its owner left it.
pub(crate) async fn effects(database: &Database, people: &[Person], findings: &mut Findings) {
    let logged = found(database, "select summary, removed_at is null from interaction").await;
    let graded =
        found(database, "select reason, undone_at is null from change where reason is not null").await;
    let planned =
        found(database, "select effects, undone_at is null from change where verb = 'planned'").await;
    let added =
        found(database, "select email_key, removed_at is null from contact where email_key is not null")
            .await;
    for effect in people.iter().flat_map(|person| &person.effects).filter(|effect| !effect.word.is_empty()) {
        let (there, standing) = match effect.kind {
            Kind::Logged => logged.get(&effect.word).copied().unwrap_or_default(),
            Kind::Graded(_) => graded.get(&effect.word).copied().unwrap_or_default(),
            // What was planned before stands in the same row.
            Kind::Planned => sum(planned.iter().filter(|(text, _)| {
                text.rsplit_once("\"after\"").is_some_and(|(_, after)| after.contains(&effect.word))
            })),
            Kind::Added => added.get(&format!("{0}@{0}.de", effect.word)).copied().unwrap_or_default(),
            Kind::Imported(_) => sum(added
                .range(effect.word.clone()..)
                .take_while(|(email, _)| email.starts_with(&effect.word))),
        };
        compare(effect, there, standing, findings);
    }
}

fn compare(effect: &Effect, there: u64, standing: u64, findings: &mut Findings) {
    let want = match effect.kind {
        Kind::Imported(rows) => rows,
        _ => 1,
    };
    let said = format!("{:?} “{}”: {there} of {want}, {standing} standing", effect.kind, effect.word);
    if there < want {
        findings.lost.push(said);
    } else if there > want {
        findings.twice.push(said);
    } else if standing != if effect.undone { 0 } else { want } {
        findings.wrong.push(format!("{said}, undone: {}", effect.undone));
    }
}

fn sum<'a>(found: impl Iterator<Item = (&'a String, &'a (u64, u64))>) -> (u64, u64) {
    found.fold((0, 0), |(there, standing), (_, one)| (there + one.0, standing + one.1))
}

async fn found(database: &Database, question: &str) -> Found {
    let mut found = Found::new();
    for row in database.ask(question).await {
        let (there, standing) = found.entry(row[0].clone()).or_default();
        *there += 1;
        *standing += u64::from(row[1] == "1" || row[1] == "true");
    }
    found
}

/// Counts what presses changed: gradings have no word of their own there, so their number is compared.
pub(crate) async fn gradings(database: &Database, people: &[Person], findings: &mut Findings) {
    let graded = |effect: &&Effect| matches!(effect.kind, Kind::Graded(_));
    let want = people.iter().flat_map(|person| &person.effects).filter(graded).count().to_string();
    let rows = database.ask("select count(*) from change where verb = 'graded'").await;
    if rows[0][0] != want {
        findings.twice.push(format!("{} gradings are in the book, {want} were asked for", rows[0][0]));
    }
}

/// Each member had the list of this day once; what came more often is marked.
pub(crate) async fn mornings(
    database: &Database,
    people: &[Person],
    day: NaiveDate,
    findings: &mut Findings,
) {
    // As it is said in either language.
    let said = [day.format("%a %-d %b").to_string(), day.format(" %-m月%-d日").to_string()];
    for person in people {
        let key = format!("morning:{}:{day}", person.chat.id());
        let rows = database.ask(&format!("select state, message_id from outbox where key = '{key}'")).await;
        let lists: Vec<_> = person
            .routines
            .iter()
            .filter(|(text, _)| text.starts_with('☀') && said.iter().any(|day| text.contains(day)))
            .collect();
        match (rows.as_slice(), lists.as_slice()) {
            ([row], [(_, messages)])
                if row[0] == "sent" && messages.iter().any(|id| id.to_string() == row[1]) => {}
            (_, []) => findings.lost.push(format!("{}: no list on {day}; {rows:?}", person.name)),
            (_, [_, _, ..]) => findings.twice.push(format!("{}: two lists on {day}: {lists:?}", person.name)),
            (rows, _) => {
                findings.wrong.push(format!("{}: the list of {day}: {rows:?}, {lists:?}", person.name))
            }
        }
    }
}

/// Nothing is left over, nothing failed, and the file is whole.
pub(crate) async fn house(database: &Database, findings: &mut Findings) {
    for (question, what) in [
        (
            "select id, state, chat_id, fault, body from outbox where state <> 'sent'",
            "an outbox message is left",
        ),
        ("select id, body from job", "a job is left"),
        ("select update_id, fault from dead_letter", "an update became a dead letter"),
    ] {
        for row in database.ask(question).await {
            findings.wrong.push(format!("{what}: {row:?}"));
        }
    }
    if database.is_sqlite() {
        let check = database.ask("pragma integrity_check").await;
        if check != [["ok"]] {
            findings.wrong.push(format!("the file is damaged: {check:?}"));
        }
        for row in database.ask("pragma foreign_key_check").await {
            findings.wrong.push(format!("a row points nowhere: {row:?}"));
        }
    }
}

/// How many outbox messages were in flight when the program died: these may come once more, marked.
pub(crate) async fn in_flight(database: &Database) -> u64 {
    let rows =
        database.ask("select count(*) from outbox where state = 'waiting' and claimed_at is not null").await;
    rows[0][0].parse().unwrap_or_default()
}
