//! The example team of the sandbox: Brightway LED (亮途照明), who export lighting from Shenzhen. Its book holds
//! what its people typed in the last two months, carried out by the bot's own handlers.

pub mod mailboxes;
mod people;

use std::iter;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Days, NaiveTime, Utc};
use renmai_core::book::{Book, Opened, found_team, open_code};
use renmai_core::schedule::Schedule;
use renmai_core::store::{Store, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{Lang, Role};
use renmai_sandbox::Sandbox;

use crate::handler::{Context, Stop};
use crate::i18n::Words;
use crate::inbound::router;
use crate::outbound::message::OutboxCall;

pub use people::{bot, people};

/// The team's name.
const TEAM: &str = "Brightway LED";

/// What was typed, in order: days ago, the time in Shenzhen, who, what.
const STORY: &str = include_str!("story.tsv");

/// How long ago the team was founded.
const FOUNDED: Days = Days::new(64);

/// Founds the team and plays its story so that it ends at `now`, in one transaction.
///
/// # Errors
/// When a line of the story cannot be read, or the bot refuses what it says.
pub async fn play(store: &Store, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let founded = now.checked_sub_days(FOUNDED).context("the day of the founding")?;
    for member in found(&mut tx, founded).await? {
        let menu = OutboxCall::Menu { role: Some(member.role), lang: member.lang };
        tx.enqueue(menu.answer(member.telegram)?, now);
    }
    for (index, line) in STORY.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let line =
            Line::read(line, now).with_context(|| format!("line {} of the story: {line}", index + 1))?;
        carry_out(&mut tx, &line).await.with_context(|| format!("line {} of the story", index + 1))?;
    }
    tx.commit().await?;
    Ok(())
}

/// The manager founds the team; the others join by her invites.
async fn found(tx: &mut Tx, at: DateTime<Utc>) -> anyhow::Result<Vec<Member>> {
    let (manager, _) = found_team(tx, &people::founder(), TEAM, at).await?;
    let mut members = vec![manager.clone()];
    for newcomer in people::salespeople() {
        let invite = Book::new(tx, &manager, at).invite(Role::Salesperson).await?;
        match open_code(tx, &newcomer, &invite.code, TEAM, at).await? {
            Some(Opened::Joined { member, .. }) => members.push(member),
            _ => bail!("{} could not join", newcomer.name),
        }
    }
    Ok(members)
}

/// A line of the story.
struct Line {
    at: DateTime<Utc>,
    who: i64,
    typed: &'static str,
}

impl Line {
    fn read(line: &'static str, now: DateTime<Utc>) -> Option<Line> {
        let Schedule { zone, .. } = Schedule::default();
        let mut cells = line.splitn(4, '\t');
        let days_ago = cells.next()?.parse().ok()?;
        let time = NaiveTime::parse_from_str(cells.next()?, "%H:%M").ok()?;
        let day = now.with_timezone(&zone).date_naive().checked_sub_days(Days::new(days_ago))?;
        let at = day.and_time(time).and_local_timezone(zone).earliest()?.to_utc();
        Some(Line { at, who: people::number(cells.next()?)?, typed: cells.next()? })
    }
}

/// Carries out what was typed. Nothing is sent: the answers are two months old at most and count as read.
async fn carry_out(tx: &mut Tx, line: &Line) -> anyhow::Result<()> {
    let member = tx.member_by_telegram(line.who).await?.context("they are not in the team")?;
    let bot = bot().username;
    let mut ctx =
        Context { tx, member, now: line.at, update: 0, at: line.at, pressed: None, bot: &bot, draft: None };
    match router::text(&mut ctx, line.typed, None).await {
        Ok(_) => Ok(()),
        Err(Stop::Refused(reply) | Stop::Answered(reply)) => {
            bail!("“{}” was refused: {}", line.typed, reply.message(&Words::of(Lang::En)).html.plain())
        }
        Err(Stop::Store(fault)) => Err(fault.into()),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// Everybody in the team has opened their chat with the bot, and asked it what it can do.
pub fn open_chats(sandbox: &Sandbox) {
    for newcomer in iter::once(people::founder()).chain(people::salespeople()) {
        sandbox.person(newcomer.telegram).says("/help");
    }
}

#[cfg(test)]
mod tests {
    use renmai_core::contact::Contact;
    use renmai_core::store::Scope;
    use renmai_core::vocabulary::{ContactNo, Grade};

    use super::*;

    /// The book after the story, as the manager sees it.
    async fn played(folder: &tempfile::TempDir, now: DateTime<Utc>) -> (Tx, Member) {
        let file = folder.path().join(format!("{}.db", now.timestamp()));
        let store = Store::open(&format!("sqlite://{}", file.display())).await.unwrap();
        play(&store, now).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let manager = tx.member_by_telegram(people::founder().telegram).await.unwrap().unwrap();
        (tx, manager)
    }

    #[tokio::test]
    async fn the_story_fills_the_book_with_what_an_exporter_knows() {
        let folder = tempfile::tempdir().unwrap();
        let (mut tx, manager) = played(&folder, "2026-11-25T03:00:00Z".parse().unwrap()).await;
        let contacts = tx.contacts_after(Scope::of(&manager), ContactNo(0), 100).await.unwrap();
        assert_eq!(contacts.len(), 40);
        let of_a = contacts.iter().filter(|contact| contact.grade == Grade::A).count();
        assert!((7..=10).contains(&of_a), "{of_a} of grade A");
        let mut countries: Vec<_> = contacts.iter().filter_map(|contact| contact.profile.country).collect();
        countries.sort_by_key(|country| country.code());
        countries.dedup();
        assert!(countries.len() >= 20, "{} countries", countries.len());
        let told = |Contact { profile, .. }: &Contact| {
            profile.company.is_some()
                && profile.country.is_some()
                && profile.email.is_some()
                && profile.source.is_some()
                && profile.industry.is_some()
        };
        let untold: Vec<_> = contacts.iter().filter(|contact| !told(contact)).map(Contact::title).collect();
        assert!(untold.is_empty(), "{untold:?}");
        assert_eq!(tx.insights(Scope::of(&manager)).await.unwrap().len(), 3);
    }

    #[tokio::test]
    async fn whenever_one_starts_everybody_has_something_to_do() {
        let folder = tempfile::tempdir().unwrap();
        // A week, from Monday.
        for day in 23..30 {
            let now = format!("2026-11-{day}T03:00:00Z").parse().unwrap();
            let (mut tx, manager) = played(&folder, now).await;
            for member in tx.members(Scope::of(&manager)).await.unwrap() {
                let today = member.schedule.today(now);
                let next = member.schedule.today(renmai_core::calendar::next_morning(&member.schedule, now));
                let due = tx.due_count(Scope::own(&member), today).await.unwrap().total();
                let then = tx.due_count(Scope::own(&member), next).await.unwrap().total();
                assert!((1..=9).contains(&due), "{} has {due} due on {today}", member.name);
                assert!((4..=14).contains(&then), "{} has {then} due on {next}", member.name);
            }
        }
    }
}
