//! How a copy of the program lives and dies: at a failpoint, at a random instant, on a full disk.

use std::time::Duration;

use chrono::Utc;
use rand::RngExt as _;
use renmai_core::failpoint::Failpoint;

use super::{Hour, World};
use crate::PATIENCE;
use crate::audit::{self, Findings};
use crate::program::{Program, Start};

impl World {
    /// Calls begin to fail, and updates may come twice.
    pub(super) fn trouble(&mut self) {
        let faults = self.sandbox.faults();
        faults.rate(self.random.random_range(2..12), self.random.random_range(0..u64::MAX));
        faults.deliver_twice(self.random.random_bool(0.5));
        self.mail_trouble();
    }

    pub(super) fn start(&mut self, die_at: Option<&str>) {
        self.start_with(die_at, None);
    }

    pub(super) fn start_with(&mut self, die_at: Option<&str>, largest_file: Option<u64>) {
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
    pub(super) fn start_to_die(&mut self, hour: Hour) {
        let answered = !self.mail.answers.is_empty();
        let can_be_met = |place: Failpoint| match place {
            Failpoint::RoutineClaimed | Failpoint::RoutinePlanned => hour == Hour::Waking,
            Failpoint::JobFetched | Failpoint::JobEnded | Failpoint::JobCommitted => hour == Hour::Waking,
            Failpoint::ImportRun => hour == Hour::Pressing,
            Failpoint::MailClaimed | Failpoint::MailHanded => hour == Hour::Waking,
            Failpoint::MailTaken | Failpoint::MailSettled => hour == Hour::Waking,
            Failpoint::ReadingFetched | Failpoint::ReadingSettled => hour == Hour::Waking && answered,
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
            Failpoint::JobFetched
                | Failpoint::JobEnded
                | Failpoint::JobCommitted
                | Failpoint::ImportRun
                | Failpoint::ReadingFetched
                | Failpoint::ReadingSettled
        );
        let passage = if once { 1 } else { self.random.random_range(1..4) };
        self.start(Some(&format!("{name}:{passage}")));
    }

    /// Waits for the death that was ordered, then kills some more copies at random instants.
    pub(super) async fn let_it_die(&mut self) {
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
    pub(super) async fn disk_is_full(&mut self, findings: &mut Findings) {
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

    /// `kill -9`, and a look at what was in flight.
    pub(super) async fn kill(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.kill();
            self.kills += 1;
            self.in_flight += audit::in_flight(&self.database).await;
        }
    }
}
