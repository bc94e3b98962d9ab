//! A file on its way into the book, run by run: each is one transaction, which holds its rows, how far the import has
//! come, and what the person is told of it. Killed between any two lines, it goes on where it was; nothing comes twice.

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::book::{Book, How, Imported, RUN, TakenBack};
use renmai_core::store::{Job as Row, Store, StoreError, Tx};
use renmai_core::team::Member;

use super::report::tell;
use crate::background::rejects::{Rejects, rejects_name};
use crate::features::import::{Phrase, Reply, kept_source, plan_of, shown, unreadable};
use crate::handler::job::{Import, Job, ReportTo};
use crate::i18n::{AnyReply, Words};

/// How an import, or a stretch of it, ended.
#[derive(Debug)]
pub enum Ended {
    /// All rows are done; those that need attention, as a file.
    Finished(Imported, Vec<u8>),
    /// It was taken back while it was under way.
    TakenBack,
    /// It goes on later, or somebody else goes on with it.
    Left,
    /// The file, or the member, is gone.
    Gone,
}

/// Goes on with an import until it is done, or `more` says that it is enough for now. `lease` is for how long nobody
/// else takes it up.
///
/// # Errors
/// When the book cannot be read or written; the runs that were committed stand.
pub async fn go_on(
    store: &Store,
    row: &Row,
    mut import: Import,
    lease: TimeDelta,
    now: DateTime<Utc>,
    mut more: impl FnMut(&Import) -> bool,
) -> anyhow::Result<Ended> {
    let mut tx = store.read().await?;
    let kept = tx.kept_file(row.chat, import.file).await?;
    let member = tx.member_by_telegram(row.chat).await?;
    drop(tx);
    let Some((member, mut kept)) = member.zip(kept) else {
        let mut tx = store.begin().await?;
        conclude(&mut tx, row, &import, None, &[], now).await?;
        tx.commit().await?;
        return Ok(Ended::Gone);
    };
    let body = std::mem::take(&mut kept.body);
    let plan = match plan_of(body, &kept) {
        Ok(plan) => plan,
        Err(error) => {
            let mut tx = store.begin().await?;
            let said = [unreadable(error, &kept.name).into()];
            conclude(&mut tx, row, &import, Some(&member), &said, now).await?;
            tx.commit().await?;
            return Ok(Ended::Gone);
        }
    };
    let (name, source) = (shown(&kept.name), kept_source(&kept, &member, now));
    let how = How { name: &name, source: source.as_ref(), duplicates: import.duplicates };
    let mut rejects = Rejects::new(&plan, Words::of(member.lang))?;
    let mut rows = plan.rows(member.schedule.today(now));
    let (mut at, mut written) = (0, row.body.clone());
    loop {
        // Rows that are done already are read again for those among them that need attention.
        let (done, tenths) = (import.taken, import.tenths());
        let mut drafts = Vec::with_capacity(RUN);
        while at < done + RUN as u64 {
            let Some(read) = rows.next() else { break };
            at += 1;
            match read.outcome {
                Ok(draft) if at > done => drafts.push(draft),
                Ok(_) => {}
                Err(_) => {
                    import.imported.rejected += u64::from(at > done);
                    rejects.add(&read)?;
                }
            }
        }
        let ended = at < done + RUN as u64;
        import.taken = at;

        let mut tx = store.begin().await?;
        if tx.job_body(row.id).await?.as_ref() != Some(&written) {
            return Ok(Ended::Left);
        }
        // They may have left the team since the last run.
        let Some(member) = tx.member_by_telegram(row.chat).await? else {
            conclude(&mut tx, row, &import, None, &[], now).await?;
            tx.commit().await?;
            return Ok(Ended::Gone);
        };
        let run = Book::new(&mut tx, &member, now).import(drafts, &how, &mut import.imported).await?;
        if run == Err(TakenBack) {
            let said = [Phrase::TakenBack { name: name.clone() }.into()];
            conclude(&mut tx, row, &import, Some(&member), &said, now).await?;
            tx.commit().await?;
            return Ok(Ended::TakenBack);
        }
        if ended {
            let rejects = rejects.finish()?;
            let said = finished(&mut tx, &import, &member, &kept.name, &rejects, now).await?;
            conclude(&mut tx, row, &import, Some(&member), &said, now).await?;
            tx.commit().await?;
            return Ok(Ended::Finished(import.imported, rejects));
        }
        written = serde_json::to_string(&Job::Import(import.clone()))?;
        tx.go_on_with_job(row.id, &written, now + lease).await?;
        if import.tenths() > tenths {
            let Import { taken, rows, .. } = import;
            let said = Phrase::UnderWay { name: name.clone(), done: taken, rows };
            tell(&mut tx, &member, &import.told, &[said.into()], now).await?;
        }
        tx.commit().await?;
        if !more(&import) {
            return Ok(Ended::Left);
        }
    }
}

/// What is said at the end; the rows that need attention are kept as a file, for the person to whom it is said.
async fn finished(
    tx: &mut Tx,
    import: &Import,
    member: &Member,
    name: &str,
    rejects: &[u8],
    now: DateTime<Utc>,
) -> Result<Vec<AnyReply>, StoreError> {
    let imported = import.imported.clone();
    let rows = imported.rejected;
    let mut said = vec![Reply::Imported { name: name.to_owned(), imported }.into()];
    if rows > 0 && import.told != ReportTo::Nobody {
        tx.drop_sent_files(member.telegram).await?;
        let file = tx.keep_file(member.telegram, &rejects_name(name), rejects, now).await?;
        said.push(Reply::File { said: Phrase::Rejected { rows }, file }.into());
    }
    Ok(said)
}

/// Ends the job and lets the file go.
async fn conclude(
    tx: &mut Tx,
    row: &Row,
    import: &Import,
    member: Option<&Member>,
    said: &[AnyReply],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.drop_file(row.chat, import.file).await?;
    tx.end_job(row.id).await?;
    match member {
        Some(member) => tell(tx, member, &import.told, said, now).await,
        None => Ok(()),
    }
}

/// An import has failed for good: what came in of it is taken back, and the person is told so.
///
/// # Errors
/// When the book cannot be written.
pub async fn give_up(
    store: &Store,
    row: &Row,
    code: String,
    now: DateTime<Utc>,
) -> Result<(), anyhow::Error> {
    let mut tx = store.begin().await?;
    let Some(body) = tx.job_body(row.id).await? else { return Ok(()) };
    let Job::Import(import) = serde_json::from_str(&body)? else { return Ok(()) };
    let member = tx.member_by_telegram(row.chat).await?;
    let mut stays = 0;
    if let Some((member, change)) = member.as_ref().zip(import.imported.change) {
        tx.savepoint();
        match Book::new(&mut tx, member, now).undo(Some(change.number())).await? {
            Ok(_) => tx.release_savepoint().await?,
            // Somebody has worked on a contact that came with it: it is theirs now.
            Err(_) => {
                tx.rollback_to_savepoint().await?;
                stays = import.imported.added;
            }
        }
    }
    let kept = tx.kept_file(row.chat, import.file).await?;
    let name = shown(&kept.map(|kept| kept.name).unwrap_or_default());
    let said = match stays {
        0 => Phrase::Failed { name, code },
        _ => Phrase::FailedHalfway { name, code, added: stays },
    };
    conclude(&mut tx, row, &import, member.as_ref(), &[said.into()], now).await?;
    Ok(tx.commit().await?)
}
