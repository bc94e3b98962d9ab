//! A Telegram, a book, people, and the program that is tortured: how a day goes.

use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use renmai_core::failpoint::Failpoint;
use renmai_sandbox::{BotProfile, Clock, Options, Person as Profile, Sandbox};

use crate::audit::{self, Findings};
use crate::database::Database;
use crate::people::Person;
use crate::program::{Program, Start};
use crate::{PATIENCE, ROWS, TOKEN};

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
    in_the_air: u64,
}

impl World {
    /// A team with its people, each with some contacts, before anything goes wrong.
    pub(crate) async fn found(seed: u64) -> World {
        let clock = Clock::system();
        let people = [
            (1, "wang", "en"),
            (2, "maria", "en"),
            (3, "anna", "en"),
            (4, "lina", "zh-hans"),
            (5, "otto", "en"),
        ];
        let sandbox = Sandbox::open(Options {
            token: TOKEN.into(),
            bot: BotProfile { id: 100_001, username: "renmai_bot".into(), name: "renmai".into() },
            people: people
                .map(|(id, name, language)| Profile {
                    username: Some(name.into()),
                    language_code: Some(language.into()),
                    ..Profile::new(1000 + id, name)
                })
                .into(),
            folder: None,
            clock: clock.clone(),
            jumps: Vec::new(),
            on_reset: None,
        })
        .unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        let server = sandbox.clone();
        tokio::spawn(async move { server.serve(listener).await });
        let mut world = World {
            random: StdRng::seed_from_u64(seed),
            people: people.map(|(id, name, _)| Person::new(sandbox.person(1000 + id), name)).into(),
            sandbox,
            clock,
            api,
            database: Database::fresh(seed).await,
            program: None,
            // A Friday.
            today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            died: Failpoint::ALL.map(|(place, name)| (place, name, 0)).into(),
            ordered: vec![0; Failpoint::ALL.len()],
            dies_at: 0,
            kills: 0,
            full: 0,
            in_the_air: 0,
        };
        world.wake_at(10);
        world.start(None);
        world.join().await;
        world.quiet().await;
        world.kill().await;
        world
    }

    /// The owner founds the team by the printed link and invites the others; each adds contacts.
    async fn join(&mut self) {
        let output = self.database.folder.path().join("output");
        let mut code = None;
        while code.is_none() {
            let printed = std::fs::read_to_string(&output).unwrap_or_default();
            code = printed.lines().find_map(|line| Some(line.split_once("?start=")?.1.to_owned()));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for member in 0..self.people.len() {
            if member > 0 {
                let role = if member == 1 { "manager" } else { "salesperson" };
                let owner = &self.people[0].chat;
                owner.says(&format!("/invite {role}"));
                let text = owner.hears().await.unwrap().text;
                code = text
                    .split_once("?start=")
                    .map(|(_, rest)| rest.chars().take_while(char::is_ascii_alphanumeric).collect());
            }
            let (chat, name) = (self.people[member].chat.clone(), self.people[member].name);
            chat.says(&format!("/start {}", code.take().unwrap()));
            chat.hears().await.unwrap();
            if member > 0 {
                self.people[0].chat.hears().await.unwrap();
            }
            for n in 0..3 {
                chat.says(&format!(
                    "/add Home {name} {n}, Home {name} {n}, home@home{n}-{name}.de, Germany, A"
                ));
                let card = chat.hears().await.unwrap();
                let no = card.text.split_once('#').and_then(|(_, rest)| {
                    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                    digits.parse().ok()
                });
                let no = no.unwrap_or_else(|| panic!("no number in: {}", card.text));
                self.people[member].knows(no, card.id);
            }
        }
    }

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
        for hour in [Hour::Waking, Hour::Talking] {
            self.start_to_die(hour);
            for member in 0..self.people.len() {
                let said = self.random.random_range(3..8);
                if member == importer {
                    if lists.is_empty() {
                        lists.push(self.people[member].sends_list(ROWS));
                    }
                    continue;
                }
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

        // In the evening the books are checked.
        self.kill().await;
        for person in &mut self.people {
            person.looks();
            findings.wrong.append(&mut person.wrong);
        }
        audit::effects(&self.database, &self.people, findings).await;
        audit::gradings(&self.database, &self.people, findings).await;
        audit::mornings(&self.database, &self.people, &self.today.to_string(), findings).await;
        audit::house(&self.database, findings).await;
        // Made again after a death, an edit changes nothing any more and a press is answered already.
        let again =
            |why: &String| why.contains("message is not modified") || why.contains("query is too old");
        let refused = self.sandbox.complaints().into_iter().filter(|why| !again(why));
        findings.wrong.extend(refused.map(|why| format!("refused: {why}")));
        let repeats: u64 = self.people.iter().map(|person| person.repeats).sum();
        if repeats > self.in_the_air + self.sandbox.faults().struck() {
            findings
                .wrong
                .push(format!("{repeats} repeats, and only {} letters were in doubt", self.in_the_air));
        }
    }

    /// Sets the clock, of Telegram and of the copies that start from now on, to an hour of today in Shanghai.
    fn wake_at(&mut self, hour: u32) {
        let local = self.today.and_time(NaiveTime::from_hms_opt(hour, 0, 5).unwrap());
        let utc: DateTime<Utc> = (local - TimeDelta::hours(8)).and_utc();
        self.clock.set(utc);
    }

    /// Calls begin to fail, and updates may come twice.
    fn trouble(&mut self) {
        let faults = self.sandbox.faults();
        faults.rate(self.random.random_range(2..12), self.random.random_range(0..u64::MAX));
        faults.deliver_twice(self.random.random_bool(0.5));
    }

    fn start(&mut self, die_at: Option<&str>) {
        self.start_with(die_at, None);
    }

    fn start_with(&mut self, die_at: Option<&str>, largest_file: Option<u64>) {
        let ahead = (self.clock.now() - Utc::now()).num_seconds();
        self.program = Some(Program::start(&Start {
            api: &self.api,
            database: &self.database.url,
            folder: self.database.folder.path(),
            ahead,
            die_at,
            largest_file,
        }));
    }

    /// Starts a copy that will die at one of the failpoints that can be met now: the one that was met least.
    fn start_to_die(&mut self, hour: Hour) {
        let can_be_met = |place: Failpoint| match place {
            Failpoint::RoutineClaimed | Failpoint::RoutinePlanned => hour == Hour::Waking,
            Failpoint::JobFetched | Failpoint::JobEnded | Failpoint::JobCommitted => hour == Hour::Waking,
            Failpoint::ImportRun => hour == Hour::Pressing,
            _ => true,
        };
        let met = |place: &usize| (self.died[*place].2, self.ordered[*place]);
        let places = (0..self.died.len()).filter(|place| can_be_met(self.died[*place].0));
        let place = places.min_by_key(met).unwrap_or_default();
        self.ordered[place] += 1;
        self.dies_at = place;
        let (point, name, _) = self.died[place];
        let once = matches!(
            point,
            Failpoint::JobFetched | Failpoint::JobEnded | Failpoint::JobCommitted | Failpoint::ImportRun
        );
        let passage = if once { 1 } else { self.random.random_range(1..4) };
        self.start(Some(&format!("{name}:{passage}")));
    }

    /// Waits for the death that was ordered, then kills some more copies at random instants.
    async fn let_it_die(&mut self) {
        if let Some(program) = &mut self.program {
            let met = program.dies_within(Duration::from_secs(3)).await;
            // Not by an exit of its own: that would be a fault.
            if met.is_some_and(|status| status.code().is_none()) {
                self.died[self.dies_at].2 += 1;
            }
        }
        self.kill().await;
        for _ in 0..self.random.random_range(1..3) {
            self.start(None);
            let instant = self.random.random_range(10..600);
            tokio::time::sleep(Duration::from_millis(instant)).await;
            self.kill().await;
        }
    }

    /// The program runs on a full disk, which then has room again.
    async fn disk_is_full(&mut self, findings: &mut Findings) {
        self.kill().await;
        // What is being written goes to a file of its own, which begins empty here: room for some of what is said.
        self.database.ask("pragma wal_checkpoint(truncate)").await;
        let room = self.random.random_range(40..160);
        self.start_with(None, Some(room));
        for person in &mut self.people {
            for _ in 0..3 {
                person.says_something(&mut self.random);
            }
            person.fence();
        }
        for person in &mut self.people {
            person.listens(Duration::from_millis(400)).await;
        }
        self.full += u64::from(self.people.iter().any(|person| !person.waits_for().is_empty()));
        if let Some(program) = &mut self.program {
            program.can_write_again();
            let listening = self.people.iter_mut().map(|person| person.listens(PATIENCE));
            futures::future::join_all(listening).await;
            if let Some(how) = program.has_died() {
                findings.wrong.push(format!("a full disk ended the program: {how}"));
            }
        }
        for person in &mut self.people {
            findings.unanswered.extend(person.waits_for());
        }
        self.quiet().await;
        self.kill().await;
    }

    /// `kill -9`, and a look at what was in the air.
    async fn kill(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.kill();
            self.kills += 1;
            self.in_the_air += audit::in_the_air(&self.database).await;
        }
    }

    /// Telegram works again: everybody hears what is owed to them.
    async fn calm(&mut self, importer: usize, findings: &mut Findings) {
        self.sandbox.faults().clear();
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
            let rows = self
                .database
                .ask("select (select count(*) from outbox where state = 'waiting') + (select count(*) from job)")
                .await;
            if rows[0][0] == "0" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(crate) fn unmet(&self) -> Vec<&'static str> {
        self.died.iter().filter(|(_, _, died)| *died == 0).map(|(_, name, _)| *name).collect()
    }

    pub(crate) fn report(&self, seed: u64, days: u64, time: Duration, findings: &Findings) {
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
        for (_, name, died) in &self.died {
            println!("    died at {name} {died}");
        }
        println!(
            "  repeats, all marked {} (of {} in the air)",
            sum(|person| person.repeats),
            self.in_the_air
        );
        let Findings { lost, twice, unanswered, wrong } = findings;
        println!("  lost {}, twice {}, unanswered {}", lost.len(), twice.len(), unanswered.len());
        println!("  anything else wrong {}", wrong.len());
        for (what, why) in findings.all() {
            println!("  {what}: {why}");
        }
    }
}
