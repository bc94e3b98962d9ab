//! What must hold of mails: none is lost, none goes twice by itself, and of each its writer knows what became of it.

use super::Findings;
use crate::database::Database;
use crate::people::{Outgoing, Person};
use crate::world::MailServers;

/// Looks for every mail that was sent off, in the book, at the servers and in the chats.
pub(crate) async fn mails(
    database: &Database,
    people: &[Person],
    servers: &MailServers,
    findings: &mut Findings,
) {
    for person in people {
        for mail in person.mails.iter().filter(|mail| mail.is_pressed) {
            let to = mail.to();
            let rows = database
                .ask(&format!(
                    "select state, coalesce(answer, ''), coalesce(why, ''), attempts, look_at is not null, (select count(*) from interaction i \
                     where i.contact_id = mail.contact_id and i.kind = 'sent' and i.removed_at is null) \
                     from mail where recipient_key = '{to}'"
                ))
                .await;
            let taken = servers.taken(&to);
            let said = format!("the mail to {to}: {rows:?}, taken {taken}");
            match rows.as_slice() {
                [row] => one(person, mail, row, taken, &said, findings),
                [] => findings.lost.push(said),
                _ => findings.twice.push(said),
            }
        }
    }
}

fn one(person: &Person, mail: &Outgoing, row: &[String], taken: usize, said: &str, findings: &mut Findings) {
    let [state, answer, why, attempts, is_looked_for, logged] = row else { return };
    if taken > 1 {
        findings.twice.push(said.to_owned());
    }
    let shown = mail.message.and_then(|message| person.chat.message(message)).map(|shown| shown.text);
    let is_well = match state.as_str() {
        "sent" | "answered" => {
            if taken == 0 {
                findings.lost.push(said.to_owned());
            }
            logged == "1" && shown.is_some_and(|text| text.starts_with('✓'))
        }
        // The server has it not, and nothing says so.
        "waiting" => {
            if taken > 0 {
                findings.twice.push(format!("{said}: it would go once more"));
            }
            logged == "0"
        }
        "failed" => {
            let is_said = !answer.is_empty() || attempts != "0";
            taken == 0 && logged == "0" && is_said && person.was_told("✉✗", mail)
        }
        "refused" => taken == 0 && logged == "0" && !why.is_empty() && person.was_told("⛔", mail),
        // It may be found among what was sent.
        "parked" if is_looked_for == "1" || is_looked_for == "true" => logged == "0",
        "parked" => logged == "0" && person.was_told("❓", mail),
        // It was sent off, and is a draft or under way in the evening.
        _ => false,
    };
    if !is_well {
        findings.wrong.push(format!("{}: {said}, and that was not told so", person.name));
    }
}

/// Every answer of a customer is in the book once, and was told.
pub(crate) async fn answers(
    database: &Database,
    people: &[Person],
    servers: &MailServers,
    findings: &mut Findings,
) {
    for word in &servers.answers {
        let rows = database
            .ask(&format!(
                "select count(*) from interaction where kind in ('reply', 'inquiry') and summary like '% 500 {word}.%'"
            ))
            .await;
        match rows[0][0].as_str() {
            "1" => {}
            "0" => findings.lost.push(format!("the answer about {word}")),
            count => findings.twice.push(format!("the answer about {word}: {count} times")),
        }
        let is_told = people.iter().flat_map(|person| &person.mails).any(|mail| mail.word == *word)
            && people.iter().any(|person| {
                person.routines.keys().any(|text| text.starts_with('💬') && text.contains(word))
            });
        if !is_told {
            findings.unanswered.push(format!("the answer about {word} was not told"));
        }
    }
}

/// How many mails became what, in words.
pub(crate) async fn mail_states(database: &Database) -> String {
    let rows = database
        .ask("select state, count(*) from mail where mailbox_id is not null group by state order by state")
        .await;
    rows.iter().map(|row| format!("{} {}", row[0], row[1])).collect::<Vec<_>>().join(", ")
}
