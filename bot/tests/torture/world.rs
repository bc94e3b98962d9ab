//! A Telegram, a book, people, and the program that is tortured: how a day goes.

mod deaths;
mod founding;
mod mails;

use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use rand::RngExt as _;
use rand::rngs::StdRng;
use renmai_core::failpoint::Failpoint;
use renmai_sandbox::{Clock, Sandbox};
use renmai_testing::smtp::SmtpServer;

use crate::audit::{self, Findings};
use crate::database::Database;
use crate::people::Person;
use crate::program::Program;
use crate::{PATIENCE, ROWS};

pub(crate) use mails::MailServers;

/// What people are doing when a copy is told to die.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hour {
    /// The reminders are due, a list is sent, everybody begins to talk.
    Waking,
    /// Everybody talks.
    Talking,
    /// Everybody presses buttons, one of them to import.
    Pressing,
}

/// A Telegram, a book, people, and the program that is tortured.
pub(crate) struct World {
    random: StdRng,
    sandbox: Sandbox,
    mail: MailServers,
    with_mails: bool,
    clock: Clock,
    api: String,
    pub(crate) database: Database,
    people: Vec<Person>,
    program: Option<Program>,
    today: NaiveDate,
    /// How often it died at each failpoint.
    died: Vec<(Failpoint, &'static str, u64)>,
    /// How often it was told to.
    ordered: Vec<u64>,
    /// At which of them the running copy is to die.
    dies_at: usize,
    kills: u64,
    /// How often the disk was full with somebody waiting.
    full: u64,
    in_flight: u64,
}

impl World {
    /// One working day, from the reminder to the audit.
    pub(crate) async fn day(&mut self, findings: &mut Findings) {
        self.today =
            self.today + Days::new(if self.today.weekday().num_days_from_monday() == 4 { 3 } else { 1 });
        let hour = self.random.random_range(9..19);
        self.wake_at(hour);
        self.people.iter_mut().for_each(Person::sleeps);

        // In the morning everybody talks at once; one sends a list, another blocks the bot for a while.
        let mut lists = Vec::new();
        let importer = self.random.random_range(0..self.people.len());
        self.trouble();
        if self.with_mails {
            self.customers_answer();
        }
        for hour in [Hour::Waking, Hour::Talking] {
            if self.with_mails && hour == Hour::Talking {
                // What a server did not take is tried again.
                self.clock.set(self.clock.now() + TimeDelta::minutes(6));
            }
            self.start_to_die(hour);
            for member in 0..self.people.len() {
                let said = self.random.random_range(3..8);
                if member == importer {
                    if lists.is_empty() {
                        lists.push(self.people[member].sends_list(ROWS));
                    }
                    continue;
                }
                self.people[member].sends_mails();
                for _ in 0..said {
                    self.people[member].says_something(&mut self.random);
                }
            }
            let blocker = self.random.random_range(0..self.people.len());
            if blocker != importer && self.random.random_bool(0.3) {
                self.people[blocker].chat.blocks_bot();
            }
            self.let_it_die().await;
        }
        self.calm(importer, findings).await;

        // At noon the disk is full for a while: nobody is lost, and the program stays up.
        if self.database.is_sqlite() {
            self.disk_is_full(findings).await;
        }

        // In the afternoon they press buttons, each press twice.
        self.trouble();
        self.start_to_die(Hour::Pressing);
        for member in 0..self.people.len() {
            if member == importer {
                let list = lists.pop().unwrap_or_default();
                self.people[member].imports(&list, ROWS);
            } else {
                let random = &mut self.random;
                let person = &mut self.people[member];
                person.presses_undo();
                person.presses_grade(random);
                person.logs_by_button(random);
            }
        }
        self.let_it_die().await;
        self.calm(usize::MAX, findings).await;
        if self.with_mails {
            self.prepare_mails(findings).await;
            self.quiet().await;
        }

        // In the evening the books are checked.
        self.kill().await;
        for person in &mut self.people {
            person.looks();
            findings.wrong.append(&mut person.wrong);
        }
        audit::effects(&self.database, &self.people, findings).await;
        audit::gradings(&self.database, &self.people, findings).await;
        audit::mornings(&self.database, &self.people, self.today, findings).await;
        audit::mails(&self.database, &self.people, &self.mail, findings).await;
        audit::answers(&self.database, &self.people, &self.mail, findings).await;
        audit::house(&self.database, findings).await;
        // Made again after a death, an edit changes nothing any more and a press is answered already.
        let again =
            |why: &String| why.contains("message is not modified") || why.contains("query is too old");
        let refused = self.sandbox.complaints().into_iter().filter(|why| !again(why));
        findings.wrong.extend(refused.map(|why| format!("refused: {why}")));
        let repeats: u64 = self.people.iter().map(|person| person.repeats).sum();
        if repeats > self.in_flight + self.sandbox.faults().struck() {
            findings.wrong.push(format!(
                "{repeats} repeats, and only {} outbox messages were in doubt",
                self.in_flight
            ));
        }
    }

    /// Sets the clock, of Telegram and of the copies that start from now on, to an hour of today in Shanghai.
    fn wake_at(&mut self, hour: u32) {
        let local = self.today.and_time(NaiveTime::from_hms_opt(hour, 0, 5).unwrap());
        let utc: DateTime<Utc> = (local - TimeDelta::hours(8)).and_utc();
        self.clock.set(utc);
    }

    /// Telegram works again: everybody hears what is owed to them.
    async fn calm(&mut self, importer: usize, findings: &mut Findings) {
        self.sandbox.faults().clear();
        self.mail.servers.iter().for_each(SmtpServer::calms);
        self.start(None);
        for (member, person) in self.people.iter_mut().enumerate() {
            if member != importer {
                person.fence();
            }
        }
        let listening = self.people.iter_mut().map(|person| person.listens(PATIENCE));
        futures::future::join_all(listening).await;
        for person in &mut self.people {
            findings.unanswered.extend(person.waits_for());
        }
        self.quiet().await;
    }

    /// Waits until nothing more is on its way.
    async fn quiet(&self) {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let now = self.clock.now().timestamp();
            let left = format!(
                "select (select count(*) from outbox where state = 'waiting') + (select count(*) from job) + (select \
                 count(*) from mail where state in ('claimed', 'handed') or look_at <= {now})"
            );
            let rows = self.database.ask(&left).await;
            if rows[0][0] == "0" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(crate) fn unmet(&self) -> Vec<&'static str> {
        self.died.iter().filter(|(_, _, died)| *died == 0).map(|(_, name, _)| *name).collect()
    }

    pub(crate) async fn report(&self, seed: u64, days: u64, time: Duration, findings: &Findings) {
        let sum = |count: fn(&Person) -> u64| self.people.iter().map(count).sum::<u64>();
        let lists: usize = self.people.iter().map(|person| person.routines.len()).sum();
        println!("torture: {days} days in {} s, seed {seed}", time.as_secs());
        println!("  commands {}, lists {lists}", sum(|person| person.commands));
        println!(
            "  kills {}, faults {}, full disks {}",
            self.kills,
            self.sandbox.faults().struck(),
            self.full
        );
        if self.with_mails {
            let broken: usize = self.mail.servers.iter().map(SmtpServer::acted).sum();
            let mails = audit::mail_states(&self.database).await;
            let answered = self.mail.answers.len();
            println!("  mails {mails}; servers broke off {broken} times, customers answered {answered}");
        }
        for (_, name, died) in &self.died {
            println!("    died at {name} {died}");
        }
        println!("  repeats, all marked {} (of {} in flight)", sum(|person| person.repeats), self.in_flight);
        let Findings { lost, twice, unanswered, wrong } = findings;
        println!("  lost {}, twice {}, unanswered {}", lost.len(), twice.len(), unanswered.len());
        println!("  anything else wrong {}", wrong.len());
        for (what, why) in findings.all() {
            println!("  {what}: {why}");
        }
    }
}
