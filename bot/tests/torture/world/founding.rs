//! How a world begins: the team, its people, and what each of them knows.

use std::time::Duration;

use chrono::NaiveDate;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use renmai_core::failpoint::Failpoint;
use renmai_sandbox::{BotProfile, Clock, Options, Person as Profile, Sandbox};

use super::World;
use super::mails::MailServers;
use crate::TOKEN;
use crate::audit::Findings;
use crate::database::Database;
use crate::people::Person;

impl World {
    /// A team with its people, each with some contacts, before anything goes wrong.
    pub(crate) async fn found(seed: u64, with_mails: bool, findings: &mut Findings) -> World {
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
        let mails = if with_mails { &Failpoint::MAIL[..] } else { &[] };
        let failpoints: Vec<_> =
            Failpoint::ALL.iter().chain(mails).map(|&(place, name)| (place, name, 0)).collect();
        let mut world = World {
            random: StdRng::seed_from_u64(seed),
            people: people.map(|(id, name, _)| Person::new(sandbox.person(1000 + id), name)).into(),
            mail: MailServers::start(sandbox.mail_room().clone()).await,
            with_mails,
            sandbox,
            clock,
            api,
            database: Database::fresh(seed).await,
            program: None,
            // A Friday.
            today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            ordered: vec![0; failpoints.len()],
            died: failpoints,
            dies_at: 0,
            kills: 0,
            full: 0,
            in_flight: 0,
        };
        world.wake_at(10);
        world.start(None);
        world.join().await;
        world.quiet().await;
        world.kill().await;
        if with_mails {
            world.connect_mailboxes().await;
            world.start(None);
            for person in world.people.iter_mut().filter(|person| person.has_mailbox) {
                // That it is connected.
                person.chat.hears().await.unwrap();
            }
            world.prepare_mails(findings).await;
            world.quiet().await;
            world.kill().await;
        }
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
            } else {
                chat.says("/settings address 88 Keji Road, Shenzhen 518057, China");
                chat.hears().await.unwrap();
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
}
