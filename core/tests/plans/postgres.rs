//! What PostgreSQL's plans say.

use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::BIG;

/// Statistics are made when the test makes them.
pub(crate) async fn leave_statistics_alone(connection: &mut AnyConnection) {
    for table in BIG {
        let text = AssertSqlSafe(format!("alter table {table} set (autovacuum_enabled = false)"));
        sqlx::raw_sql(text).execute(&mut *connection).await.unwrap();
    }
}

/// Makes statistics, and says that there are a hundred times as many rows: of a small table, all of it is rightly read.
/// Only a superuser may. From then on plans are made for any values, and an index is taken wherever there is one.
pub(crate) async fn analyze(connection: &mut AnyConnection) {
    for table in BIG {
        let text = format!(
            "analyze {table}; update pg_class set reltuples = reltuples * 100 where oid = '{table}'::regclass"
        );
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *connection).await.unwrap();
    }
    let text = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off; \
                set enable_mergejoin = off; set max_parallel_workers_per_gather = 0";
    sqlx::raw_sql(text).execute(connection).await.unwrap();
}

/// The steps of a statement's plan that read all of a big table, or all that a team has in it.
pub(crate) async fn long_steps(connection: &mut AnyConnection, text: &str) -> Vec<String> {
    let places = (1..).take_while(|place| text.contains(&format!("${place}"))).count();
    let values = if places == 0 { String::new() } else { format!("({})", vec!["null"; places].join(", ")) };
    let asked = format!("prepare p as {text}; explain (costs off) execute p{values}; deallocate p");
    let rows = sqlx::raw_sql(AssertSqlSafe(asked)).fetch_all(connection).await;
    let rows = rows.unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    let lines: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let ends = |at: usize| text.contains("order by ") && ends_at_limit(&lines, at);
    let long = (0..lines.len()).filter(|at| is_long(&lines, *at) && !ends(*at));
    long.map(|at| lines[at].trim().to_owned()).collect()
}

fn is_long(lines: &[String], at: usize) -> bool {
    let Some((how, on)) = step(&lines[at]).and_then(|step| step.split_once(" on ")) else { return false };
    let name = on.split(' ').next().unwrap_or_default();
    let is_big = match how {
        // An index is called after its table.
        "Bitmap Index Scan" => BIG.iter().any(|table| name.starts_with(&format!("{table}_"))),
        // Its index is a step of its own.
        "Bitmap Heap Scan" | "Tid Scan" => false,
        _ => how.contains("Scan") && BIG.contains(&name),
    };
    let own = lines[at + 1..].iter().take_while(|line| step(line).is_none());
    let condition = own.map(|line| line.trim()).find_map(|line| line.strip_prefix("Index Cond: "));
    is_big && condition.is_none_or(is_team_alone)
}

/// The step that a line begins, if it does: the others say more of the one before.
fn step(line: &str) -> Option<&str> {
    match line.split_once("->  ") {
        Some((_, step)) => Some(step),
        None => (!line.starts_with(' ')).then_some(line),
    }
}

fn is_team_alone(condition: &str) -> bool {
    !condition.contains(" AND ") && condition.trim_start_matches('(').starts_with("team_id = ")
}

/// Whether a step is gone on with only as far as somebody asks, and nobody sorts or counts in between.
fn ends_at_limit(lines: &[String], at: usize) -> bool {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut below = depth(&lines[at]);
    for line in lines[..at].iter().rev() {
        let Some(step) = step(line).filter(|_| depth(line) < below) else { continue };
        below = depth(line);
        match step {
            "Limit" => return true,
            "Incremental Sort" => {}
            _ if step.starts_with("Nested Loop") || step.starts_with("Subquery Scan") => {}
            _ => return false,
        }
    }
    false
}
