//! The database that the program under torture keeps its book in: one address, for either engine.

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use tempfile::TempDir;

/// A database of its own for one run.
pub(crate) struct Database {
    /// As `DATABASE_URL` takes it.
    pub(crate) url: String,
    /// Where the file is; `None`: a server keeps it.
    pub(crate) folder: TempDir,
}

impl Database {
    /// A SQLite file in a folder of its own, or, when `RENMAI_TEST_DATABASE` names a PostgreSQL server, a new
    /// database there.
    pub(crate) async fn fresh(seed: u64) -> Database {
        install_default_drivers();
        let folder = tempfile::tempdir().unwrap();
        let url = match std::env::var("RENMAI_TEST_DATABASE") {
            Ok(server) if server.starts_with("postgres") => {
                let name = format!("torture_{seed}_{}", std::process::id());
                let mut connection = AnyConnection::connect(&server).await.unwrap();
                let make = AssertSqlSafe(format!("create database {name}"));
                sqlx::raw_sql(make).execute(&mut connection).await.unwrap();
                let mut url: url::Url = server.parse().unwrap();
                url.set_path(&name);
                url.to_string()
            }
            _ => format!("sqlite://{}", folder.path().join("renmai.db").display()),
        };
        Database { url, folder }
    }

    /// Whether it is a SQLite file.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// Asks the database, beside the program and none of its code: texts and numbers, all as text.
    pub(crate) async fn ask(&self, question: &str) -> Vec<Vec<String>> {
        let mut connection = AnyConnection::connect(&self.url).await.unwrap();
        let rows = sqlx::query(AssertSqlSafe(question.to_owned())).fetch_all(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        rows.iter().map(|row| (0..row.len()).map(|cell| text(row, cell)).collect()).collect()
    }
}

fn text(row: &sqlx::any::AnyRow, cell: usize) -> String {
    row.try_get::<String, _>(cell)
        .or_else(|_| row.try_get::<i64, _>(cell).map(|number| number.to_string()))
        .or_else(|_| row.try_get::<bool, _>(cell).map(|truth| truth.to_string()))
        .unwrap_or_default()
}
