//! What tests of several crates share: a database for each, mail servers that do what a test wants, and who imports whom.
//!
//! A database for each test: a SQLite file in a folder of its own or, where `RENMAI_TEST_DATABASE=postgres://…` is
//! set, a schema of its own there. Schemas are left behind: give it a server that is thrown away.

#![expect(clippy::expect_used, reason = "a test that gets no database fails")]

pub mod imap;
pub mod imports;
pub mod login;
pub mod smtp;
pub mod tls;
mod wire;

use std::path::Path;

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use tempfile::TempDir;

/// The variable that names a PostgreSQL server to test on.
pub const VARIABLE: &str = "RENMAI_TEST_DATABASE";

/// A database that is empty, and a folder that goes with it.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
    url: String,
}

impl Scratch {
    /// An empty database.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn new() -> Scratch {
        let folder = tempfile::tempdir().expect("a folder");
        let url = match std::env::var(VARIABLE) {
            Ok(server) if !server.is_empty() => schema(&server).await.expect("a schema"),
            _ => format!("sqlite://{}", folder.path().join("renmai.db").display()),
        };
        Scratch { folder, url }
    }

    /// The address of the database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A folder for whatever else the test writes; it goes when the test ends.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Whether the tests run on PostgreSQL.
pub fn on_postgres() -> bool {
    std::env::var(VARIABLE).is_ok_and(|server| !server.is_empty())
}

/// Makes a schema that nobody else uses; answers the address that leads into it.
async fn schema(server: &str) -> sqlx::Result<String> {
    install_default_drivers();
    let mut connection = AnyConnection::connect(server).await?;
    let name = "select 't' || replace(cast(gen_random_uuid() as text), '-', '')";
    let name: String = sqlx::query_scalar(name).fetch_one(&mut connection).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("create schema {name}"))).execute(&mut connection).await?;
    connection.close().await?;
    let joint = if server.contains('?') { '&' } else { '?' };
    Ok(format!("{server}{joint}options[search_path]={name}"))
}
