//! A photo that somebody sent, read for its draft: its codes, then its print.

use chrono::{DateTime, Utc};
use renmai_core::read::photo::{Picture, united};
use renmai_core::store::{Job as Row, Store};

use super::end;
use crate::background::print::PrintReader;
use crate::background::report::say;
use crate::features::add;
use crate::features::add::draft::Waiting;
use crate::features::attach::photo::{Found, Print, Reading, key};
use crate::i18n::{AnyReply, Words};
use crate::outbound::message::OutboxCall;
use crate::telegram::{CallError, Telegram};

/// What stands on a photo.
#[derive(Debug)]
pub(super) struct Seen {
    codes: Vec<String>,
    print: Option<String>,
    reading: Reading,
}

impl Seen {
    fn nothing(reading: Reading) -> Seen {
        Seen { codes: Vec::new(), print: None, reading }
    }
}

/// Fetches a photo and reads it. `last`: it is not tried again.
///
/// # Errors
/// When Telegram cannot be reached now.
pub(super) async fn read(
    telegram: &Telegram,
    print: &PrintReader,
    file: &str,
    last: bool,
) -> anyhow::Result<Seen> {
    let body = match telegram.fetch(file).await {
        Ok(body) => body,
        Err(CallError::Refused(_)) => return Ok(Seen::nothing(Reading::NotFetched)),
        Err(_) if last => return Ok(Seen::nothing(Reading::NotFetched)),
        Err(fault) => return Err(fault.into()),
    };
    let reads_print = print.languages().is_some();
    // It takes a processor for a second, and a panic of a decoder means that the file is no picture.
    let looked = tokio::task::spawn_blocking(move || {
        let picture = Picture::open(&body)?;
        Ok::<_, renmai_core::read::photo::PictureError>((
            picture.codes(),
            reads_print.then(|| picture.for_print()),
        ))
    });
    let Ok(Ok((codes, picture))) = looked.await else { return Ok(Seen::nothing(Reading::NoPicture)) };
    let read = match picture {
        Some(picture) => print.read(picture).await,
        None => Ok(None),
    };
    let (print, reading) = match read {
        Ok(Some(text)) => (Some(text), Reading::Done(Print::Nothing)),
        Ok(None) => (None, Reading::Done(Print::Nobody)),
        Err(fault) => {
            tracing::warn!(%fault, "print could not be read");
            (None, Reading::Done(Print::Failed))
        }
    };
    Ok(Seen { codes, print, reading })
}

/// Puts what was seen into the draft and shows it, unless somebody has decided on the draft meanwhile.
///
/// # Errors
/// When the book cannot be read or written.
pub(super) async fn finish(
    store: &Store,
    row: &Row,
    number: i64,
    seen: Seen,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let Some(member) = end(&mut tx, row).await? else { return Ok(tx.commit().await?) };
    let kept = tx.draft(row.chat, number).await?;
    let Some(mut kept) = kept.and_then(|body| serde_json::from_str::<Waiting>(&body).ok()) else {
        return Ok(tx.commit().await?);
    };
    let Seen { codes, print, mut reading } = seen;
    let (before, doubts) = (kept.draft.clone(), kept.draft.unsure.len());
    let mut people =
        united(&codes, std::mem::take(&mut kept.draft), print.as_deref(), member.schedule.today(now))
            .into_iter();
    let draft = people.next().unwrap_or_default();
    let first = Waiting { draft, unread_photos: kept.unread_photos.saturating_sub(1), ..kept };
    if first.draft.unsure.len() > doubts {
        reading = Reading::Done(Print::Something);
    }
    tx.set_draft(row.chat, number, &serde_json::to_string(&first)?).await?;
    let mut others: Vec<AnyReply> = Vec::new();
    for draft in people {
        let waiting = Waiting { photos: first.photos.clone(), ..Waiting::from(draft.clone()) };
        let number = tx.keep_draft(row.chat, &serde_json::to_string(&waiting)?, now).await?;
        others.push(add::Reply::Understood { draft: Box::new(draft), number }.into());
    }
    if first.unread_photos > 0 {
        reading = Reading::UnderWay;
    }
    // Telegram refuses an edit that changes nothing.
    if reading == Reading::UnderWay && first.draft == before {
        return Ok(tx.commit().await?);
    }
    let message = AnyReply::from(Found::of(&first, number, reading)).message(&Words::to(&member, now));
    tx.enqueue(OutboxCall::edit_keyed(key(number), message).answer(row.chat)?, now);
    say(&mut tx, &member, &others, now).await?;
    Ok(tx.commit().await?)
}

/// Reading has failed for good: the draft stays as it is, and the person is told.
///
/// # Errors
/// As [`finish`].
pub(super) async fn give_up(
    store: &Store,
    row: &Row,
    number: i64,
    reading: Reading,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    finish(store, row, number, Seen::nothing(reading), now).await
}
