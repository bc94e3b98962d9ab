//! What SQLite's plans say.

use regex::Regex;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::BIG;

/// Makes statistics; without the samples, which are for the values that are asked for, and nothing is asked here.
pub(crate) async fn analyze(connection: &mut AnyConnection) {
    let text = "analyze; delete from sqlite_stat4; analyze sqlite_schema";
    sqlx::raw_sql(text).execute(connection).await.unwrap();
}

/// The steps of a statement's plan that read all of a big table, or all that a team has in it.
pub(crate) async fn long_steps(connection: &mut AnyConnection, text: &str) -> Vec<String> {
    let explained = sqlx::raw_sql(AssertSqlSafe(format!("explain query plan {text}")));
    let rows = explained.fetch_all(connection).await.unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    let steps: Vec<(i64, String)> = rows.iter().map(|row| (row.get("parent"), row.get("detail"))).collect();
    let sorts =
        |under: i64| steps.iter().any(|(parent, step)| *parent == under && step.contains("TEMP B-TREE"));
    // What is walked through in its order ends at the limit.
    let ends = |under: i64| {
        ["order by ", "limit "].iter().all(|words| is_said(text, words, under == 0)) && !sorts(under)
    };
    let long = steps.iter().filter(|(parent, step)| is_long(text, step) && !ends(*parent));
    long.map(|(_, step)| step.clone()).collect()
}

fn is_long(text: &str, step: &str) -> bool {
    let mut words = step.split(' ');
    let (Some(how), Some(name)) = (words.next(), words.next()) else { return false };
    let Some(is_asked) = asked_for(text, name) else { return false };
    if !is_asked && text.starts_with("insert") {
        // A table that refers to what is inserted: SQLite looks there only after a row has gone whose key comes again.
        return false;
    }
    let found_by = step.rsplit_once(" (").map(|(_, found_by)| found_by);
    match (how, found_by) {
        ("SCAN", _) => true,
        ("SEARCH", Some(found_by)) => step.contains(" AUTOMATIC ") || found_by == "team_id=?)",
        // The least or greatest of all; of the ids it is the row at the end.
        ("SEARCH", None) => words.next().is_some() || !text.contains("max(id)"),
        _ => false,
    }
}

/// Whether a statement itself reads or writes the big table of which this is the name, or the name given to it there.
/// `None`: it is no big table.
fn asked_for(text: &str, name: &str) -> Option<bool> {
    let (any, name) = (BIG.join("|"), regex::escape(name));
    let said = format!(r"\b(from|join|into|update) {name}\b|\b({any}) (as )?{name}\b");
    let is_asked = Regex::new(&said).unwrap().is_match(text);
    let is_given = Regex::new(&format!(r"\b({any}) (as )?{name}\b")).unwrap().is_match(text);
    (is_given || BIG.contains(&name.as_str())).then_some(is_asked)
}

/// Whether this stands in the statement outside of all brackets, or inside.
fn is_said(text: &str, words: &str, outside: bool) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = &text[..at];
        (before.matches('(').count() == before.matches(')').count()) == outside
    })
}
