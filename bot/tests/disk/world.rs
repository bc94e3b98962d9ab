//! A folder with books in it, and the real program there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::{DateTime, Utc};
use renmai_core::book::{Added, Book, Doubt, found_team};
use renmai_core::contact::Profile;
use renmai_core::read::Draft;
use renmai_core::store::Store;
use renmai_core::team::Newcomer;
use renmai_core::vocabulary::Lang;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use tempfile::TempDir;

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

/// A folder for one test.
pub(crate) struct World {
    folder: TempDir,
}

impl World {
    pub(crate) fn new() -> World {
        install_default_drivers();
        World { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, in the folder, under a common umask; its book is `renmai.db` there.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.shell("umask 022", arguments)
    }

    /// The same, after something that the shell does first.
    pub(crate) fn shell(&self, first: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("{first}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_renmai")])
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("DATABASE_URL", "sqlite://renmai.db")
            .env("LISTEN", "127.0.0.1:0")
            .env("RENMAI_DNS", "127.0.0.1:9")
            .env("RUST_LOG", "warn")
            .current_dir(self.folder.path());
        command
    }

    /// What it answers.
    pub(crate) fn renmai(&self, arguments: &[&str]) -> Said {
        Said::of(self.command(arguments).output().unwrap())
    }

    /// A book with so many contacts.
    pub(crate) async fn book(&self, name: &str, contacts: u32) -> PathBuf {
        let path = self.path(name);
        let store = Store::open(&url(&path)).await.unwrap();
        fill(&store, contacts).await;
        store.close().await;
        path
    }

    /// What lies in the folder, with the first and last bytes of each; the lock, which says nothing, left out.
    pub(crate) fn listing(&self) -> Vec<(String, u64, Vec<u8>)> {
        let mut listing: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| !entry.file_name().to_string_lossy().ends_with("-duty"))
            .map(|entry| {
                let body = if entry.path().is_file() { fs::read(entry.path()).unwrap() } else { Vec::new() };
                (entry.file_name().to_string_lossy().into_owned(), body.len() as u64, body)
            })
            .collect();
        listing.sort();
        listing
    }

    /// The names of what lies in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        self.listing().into_iter().map(|(name, ..)| name).collect()
    }
}

/// What the program said.
pub(crate) struct Said {
    pub(crate) succeeded: bool,
    pub(crate) text: String,
}

impl Said {
    pub(crate) fn of(output: Output) -> Said {
        let text =
            [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
        Said { succeeded: output.status.success(), text }
    }

    /// It refused, with these words.
    pub(crate) fn refuses(&self, words: &str) {
        assert!(!self.succeeded && self.text.contains(words), "{words:?} is not refused: {}", self.text);
    }

    pub(crate) fn succeeds(&self) -> &str {
        assert!(self.succeeded, "{}", self.text);
        &self.text
    }
}

pub(crate) fn url(path: &Path) -> String {
    format!("sqlite://{}", path.display())
}

pub(crate) async fn fill(store: &Store, contacts: u32) {
    let mut tx = store.begin().await.unwrap();
    let wang = Newcomer { telegram: 1, name: "王伟".into(), username: None, lang: Lang::Zh };
    let (member, _) = found_team(&mut tx, &wang, "Brightway", now()).await.unwrap();
    for no in 0..contacts {
        let profile = Profile { name: Some(format!("Eva {no}")), ..Profile::default() };
        let draft = Draft { profile, ..Draft::default() };
        let added = Book::new(&mut tx, &member, now()).add(&draft, Doubt::Ask).await.unwrap();
        assert!(matches!(added, Added::New(_)));
    }
    tx.commit().await.unwrap();
}

/// A number that a file answers with, asked by none of our code.
pub(crate) async fn ask(path: &Path, question: &str) -> i64 {
    let mut connection = AnyConnection::connect(&url(path)).await.unwrap();
    let answer =
        sqlx::query_scalar(AssertSqlSafe(question.to_owned())).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    answer
}

pub(crate) async fn tell(path: &Path, text: &str) {
    let mut connection = AnyConnection::connect(&format!("{}?mode=rwc", url(path))).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

pub(crate) async fn contacts(path: &Path) -> i64 {
    assert_eq!(
        ask(path, "select count(*) from pragma_integrity_check where integrity_check = 'ok'").await,
        1
    );
    ask(path, "select count(*) from contact").await
}
