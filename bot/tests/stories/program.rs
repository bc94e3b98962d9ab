//! The real program, in a process of its own: what ends it, in which order, and what it says.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use futures::future::join_all;
use renmai_sandbox::{BotProfile, ChatDriver, Clock, Options, Person, Sandbox};
use renmai_testing::Scratch;

const TOKEN: &str = "100001:sandbox-token-for-the-program-only";

/// Somebody whom the bot does not know.
const SAM: i64 = 2001;

/// A Telegram and a place for a book.
struct Place {
    scratch: Scratch,
    sandbox: Sandbox,
    api: String,
}

impl Place {
    async fn new() -> Place {
        let sandbox = Sandbox::open(Options {
            token: TOKEN.into(),
            bot: BotProfile { id: 100_001, username: "renmai_bot".into(), name: "renmai".into() },
            people: vec![Person::new(SAM, "Sam")],
            folder: None,
            clock: Clock::system(),
            jumps: Vec::new(),
            on_reset: None,
        });
        let sandbox = sandbox.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        let server = sandbox.clone();
        tokio::spawn(async move { server.serve(listener).await });
        Place { scratch: Scratch::new().await, sandbox, api }
    }

    fn sam(&self) -> ChatDriver {
        self.sandbox.person(SAM)
    }

    /// Runs `renmai run` until it ends by itself.
    async fn run(&self, panic_in: Option<&str>) -> Ended {
        let mut command = self.program();
        if let Some(task) = panic_in {
            command.env("RENMAI_PANIC_IN", task);
        }
        let child = command.spawn().unwrap();
        let output = tokio::task::spawn_blocking(|| child.wait_with_output()).await.unwrap();
        Ended::of(&output.unwrap())
    }

    fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_renmai"));
        command
            .arg("run")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(self.scratch.folder())
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("TELOXIDE_API_URL", &self.api)
            .env("DATABASE_URL", self.scratch.url())
            .env("LISTEN", "127.0.0.1:0")
            .env("RENMAI_DNS", "127.0.0.1:9")
            .env("RUST_LOG", "warn,renmai=debug")
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }
}

/// How the program ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    /// Its log and its last word.
    log: String,
}

impl Ended {
    fn of(output: &Output) -> Ended {
        Ended { code: output.status.code(), log: String::from_utf8_lossy(&output.stderr).into_owned() }
    }

    /// What it said last.
    fn last_word(&self) -> &str {
        self.log.lines().rfind(|line| line.starts_with("renmai: ")).unwrap_or_default()
    }

    /// The tasks that were told to stop and did, in this order.
    fn stopped(&self) -> Vec<&str> {
        let task = |line: &'_ str| line.contains(" stopped task=").then(|| line.find("task=\"")).flatten();
        let name = |line| {
            let at = task(line)? + "task=\"".len();
            str::get(line, at..)?.split('"').next()
        };
        self.log.lines().filter_map(name).collect()
    }
}

#[tokio::test]
async fn a_task_that_panics_ends_the_program_and_the_others_stop_in_order() {
    let leaders = [
        "checker",
        "sign-ins by code",
        "dropbox reader",
        "mail reader",
        "mail sender",
        "jobs",
        "scheduler",
        "sender",
    ];
    let all_but = |dead: &str| leaders.into_iter().filter(|task| *task != dead).collect::<Vec<_>>();
    let of_leader = |dead: &'static str| {
        let stopped = [all_but(dead), vec!["update poller", "health server"]].concat();
        (dead, 3, format!("the leadership failed: the {dead} failed"), stopped)
    };
    let of_poller = |dead| {
        let stopped = [leaders.to_vec(), vec!["leadership", "health server"]].concat();
        (dead, 1, "the update poller failed".to_owned(), stopped)
    };
    let tasks = [
        of_leader("sender"),
        of_leader("scheduler"),
        of_leader("jobs"),
        of_leader("mail sender"),
        of_leader("mail reader"),
        of_leader("dropbox reader"),
        of_leader("sign-ins by code"),
        of_leader("checker"),
        of_poller("update poller"),
        of_poller("update processor"),
        ("leadership", 3, "the leadership failed".to_owned(), vec!["update poller", "health server"]),
        (
            "health server",
            1,
            "the health server failed".to_owned(),
            [&["update poller"][..], &leaders, &["leadership"]].concat(),
        ),
    ];
    let panics = tasks.map(|(dead, wake, why, stopped)| async move {
        let place = Place::new().await;
        place.sam().says("hello");
        let ended = place.run(Some(&format!("{dead}:{wake}"))).await;
        assert_eq!(ended.code, Some(1), "{dead}: {}", ended.log);
        assert_eq!(ended.last_word(), format!("renmai: {why}: panic: failpoint in the {dead}"));
        // What dies at once may do so before the others were started.
        let order = ended.stopped();
        let expected: Vec<_> = stopped.iter().copied().filter(|task| order.contains(task)).collect();
        assert_eq!(order, expected, "{dead}: {}", ended.log);
        let never_started = stopped.iter().filter(|task| !order.contains(task)).count();
        assert!(never_started == 0 || wake == 1, "{dead}: {order:?}\n{}", ended.log);
    });
    join_all(panics).await;
}

#[tokio::test]
async fn an_update_that_hangs_is_set_aside_and_the_bot_goes_on() {
    let place = Place::new().await;
    let sam = place.sam();
    let mut child = place.program().env("RENMAI_HOLD_AT", "update-marked:2").spawn().unwrap();
    for (said, heard) in [
        ("hello", "private"),
        ("hello, are you there?", "Something went wrong on our side"),
        ("and now?", "private"),
    ] {
        sam.says(said);
        let text = sam.hears().await.unwrap().html;
        assert!(text.contains(heard), "{said}: {text}");
    }
    while place.sandbox.pending_updates() > 0 {
        tokio::task::yield_now().await;
    }
    child.kill().unwrap();
    let ended = Ended::of(&child.wait_with_output().unwrap());
    assert!(ended.log.contains("it took longer than an update may"), "{}", ended.log);
    assert!(sam.unheard().is_empty());
}

#[tokio::test]
async fn a_book_that_vanishes_ends_the_program_and_none_is_made_in_its_place() {
    if renmai_testing::on_postgres() {
        return;
    }
    let place = Place::new().await;
    let book = place.scratch.folder().join("renmai.db");
    let sam = place.sam();
    sam.says("hello");
    let life = async {
        sam.hears().await.unwrap();
        while place.sandbox.pending_updates() > 0 {
            tokio::task::yield_now().await;
        }
        remove(&book);
        sam.says("hello again");
    };
    let (ended, ()) = tokio::join!(place.run(None), life);
    assert_eq!(ended.code, Some(1), "{}", ended.log);
    let gone = format!("the book {} is gone", book.display());
    assert!(ended.last_word().contains(&gone), "{}", ended.log);
    assert!(!book.exists());
    // What it could not keep it has not taken: whoever is started next hears it.
    assert_eq!(place.sandbox.pending_updates(), 1);
    assert!(sam.unheard().is_empty());

    // Nor does the next start begin anew.
    let ended = place.run(None).await;
    assert_eq!(ended.code, Some(1), "{}", ended.log);
    assert!(ended.last_word().contains(&gone), "{}", ended.log);
    assert!(!book.exists());
}

/// Removes a book, with what SQLite keeps beside it.
fn remove(book: &Path) {
    for end in ["", "-wal", "-shm"] {
        std::fs::remove_file(format!("{}{end}", book.display())).unwrap();
    }
}
