//! The mail room on the page: what customers have before them, and what they do with it.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State as Shared};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::inner::Inner;
use crate::mail::{Bounce, FolderName, Mail, MailFault, MailRoom, MailboxDriver, Standing};

/// How long the page waits for something new before it asks again.
const WAIT: Duration = Duration::from_secs(25);
/// How many mails of a mailbox are shown.
const SHOWN: usize = 100;

#[derive(Deserialize)]
pub(super) struct Asks {
    /// Whose mailbox is shown.
    #[serde(rename = "box")]
    mailbox: Option<String>,
    /// The version that the page shows already.
    since: Option<u64>,
}

/// All that the page shows of the room. If the page shows it already, waits for a change.
pub(super) async fn state(Shared(inner): Shared<Arc<Inner>>, Query(asks): Query<Asks>) -> Json<Value> {
    let mut changes = inner.mail.watch();
    let version = *changes.borrow_and_update();
    if asks.since == Some(version) {
        tokio::select! {
            _ = changes.changed() => {}
            () = tokio::time::sleep(WAIT) => {}
        }
    }
    let version = *changes.borrow_and_update();
    let room = &inner.mail;
    let shown = asks.mailbox.as_deref().and_then(|address| room.mailbox(address).ok());
    Json(json!({
        "version": version,
        "now": inner.clock.now().timestamp_millis(),
        "open": room.servers().is_some(),
        "boxes": room.customers().iter().map(entry).collect::<Vec<_>>(),
        "ours": room.ours(),
        "box": asks.mailbox,
        "mails": shown.as_ref().map(mails).unwrap_or_default(),
    }))
}

/// An entry of the list of mailboxes.
fn entry(mailbox: &MailboxDriver) -> Value {
    json!({
        "address": mailbox.address(),
        "name": mailbox.name(),
        "unread": mailbox.unread(),
        "standing": mailbox.standing(),
    })
}

/// What lies in a mailbox, the newest first.
fn mails(mailbox: &MailboxDriver) -> Vec<Mail> {
    let mut all: Vec<Mail> = FolderName::ALL.into_iter().flat_map(|name| mailbox.mails_in(name)).collect();
    all.sort_by_key(|mail| std::cmp::Reverse(mail.id));
    all.truncate(SHOWN);
    all
}

/// What somebody does in a mailbox.
#[derive(Deserialize)]
pub(super) struct Deed {
    #[serde(rename = "box")]
    mailbox: String,
    #[serde(flatten)]
    does: Does,
}

#[derive(Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
enum Does {
    Read { mail: u64 },
    Answer { mail: u64, text: String },
    ColleagueAnswers { mail: u64, colleague: String, text: String },
    ColleagueAnswersForward { mail: u64, colleague: String, text: String },
    Bounce { mail: u64, why: Bounce },
    Away { mail: u64, until: Option<NaiveDate> },
    OptOut { mail: u64 },
    Unsubscribe { mail: u64 },
    Spam { mail: u64 },
    Write { to: String, subject: String, text: String },
    Newsletter { to: String, subject: String, text: String },
    Stand { standing: Standing },
}

pub(super) async fn act(
    Shared(inner): Shared<Arc<Inner>>,
    Json(deed): Json<Deed>,
) -> Result<Json<Value>, (StatusCode, String)> {
    let mail = carry_out(&inner.mail, &deed).map_err(|fault| (StatusCode::BAD_REQUEST, fault.to_string()))?;
    Ok(Json(json!({ "mail": mail })))
}

/// Answers the number of the mail that comes of it, if one does.
fn carry_out(room: &MailRoom, deed: &Deed) -> Result<Option<u64>, MailFault> {
    let mailbox = room.mailbox(&deed.mailbox)?;
    match &deed.does {
        Does::Read { mail } => {
            mailbox.reads(*mail);
            return Ok(None);
        }
        Does::Stand { standing } => {
            mailbox.stands(*standing);
            return Ok(None);
        }
        Does::Answer { mail, text } => mailbox.answers(*mail, text),
        Does::ColleagueAnswers { mail, colleague, text } => mailbox.colleague_answers(*mail, colleague, text),
        Does::ColleagueAnswersForward { mail, colleague, text } => {
            mailbox.forwards_to_colleague_who_answers(*mail, colleague, text)
        }
        Does::Bounce { mail, why } => mailbox.bounces(*mail, *why),
        Does::Away { mail, until } => {
            let answer = mailbox.answers_automatically(*mail, *until)?;
            mailbox.stands(Standing::Away { until: *until });
            Ok(answer)
        }
        Does::OptOut { mail } => mailbox.opts_out(*mail),
        Does::Unsubscribe { mail } => mailbox.unsubscribes(*mail),
        Does::Spam { mail } => mailbox.calls_it_spam(*mail),
        Does::Write { to, subject, text } => mailbox.writes(to, subject, text),
        Does::Newsletter { to, subject, text } => mailbox.sends_newsletter(to, subject, text),
    }
    .map(Some)
}
