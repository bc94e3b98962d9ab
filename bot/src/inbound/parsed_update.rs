//! An update that is for us, with all that can be parsed before the write lock is taken.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, NaiveDate, Utc};
use renmai_core::read::Draft;
use renmai_core::read::add::parse_add;
use renmai_core::store::{Prefetch, PrefetchAdd};
use renmai_core::vocabulary::ContactNo;

use super::CallbackAnswer;
use crate::features::{self, Asked, Command};
use crate::handler::first_word;
use crate::telegram::{Incoming, Update, What};

/// An update that is for us.
pub(crate) struct ParsedUpdate<'a> {
    pub(crate) number: i64,
    /// As Telegram wrote it.
    pub(crate) body: &'a str,
    pub(crate) incoming: &'a Incoming,
    /// The contact that a command names.
    no: Option<ContactNo>,
    /// The contact that `/add` describes, as it reads on this day.
    pub(crate) draft: Option<(NaiveDate, Draft)>,
    adds: Option<PrefetchAdd>,
}

impl ParsedUpdate<'_> {
    pub(crate) fn of(update: &Update, now: DateTime<Utc>) -> Option<ParsedUpdate<'_>> {
        let Update { number, body, incoming } = update;
        let Some(incoming) = incoming else {
            tracing::debug!(update = number, "an update that is not for us was left out");
            return None;
        };
        let mut parsed = ParsedUpdate { number: *number, body, incoming, no: None, draft: None, adds: None };
        if let What::Text { text, .. } = &incoming.what {
            let day = incoming.at.unwrap_or(now).date_naive();
            // A text that makes the parser panic does so again in its handler, where the update becomes a dead letter.
            let read = catch_unwind(AssertUnwindSafe(|| parsed.parse(text, day)));
            if read.is_err() {
                tracing::error!(update = number, "a text could not be parsed ahead");
            }
        }
        Some(parsed)
    }

    fn parse(&mut self, text: &str, day: NaiveDate) {
        match features::read(text) {
            Some((Asked::Card(no), _)) => self.no = Some(no),
            Some((Asked::Command(Command::Add), args)) => {
                // This is nearly always the person's local day. Where it is not, the handler reads the text again.
                self.draft = parse_add(args, day).ok().map(|draft| (day, draft));
                self.adds = self.draft.as_ref().map(|(_, draft)| PrefetchAdd::of(&draft.profile));
            }
            Some((Asked::Command(_), args)) => self.no = ContactNo::parse(first_word(args).0),
            _ => {}
        }
    }

    /// What it will ask the book for.
    pub(crate) fn prefetch(&self) -> Prefetch<'_> {
        Prefetch { telegram: self.incoming.from.id, no: self.no, adds: self.adds.as_ref() }
    }

    /// The callback answer, if it is a press. A press is always answered, if only with nothing.
    pub(crate) fn answer(&self, callback_answer: Option<String>) -> Option<CallbackAnswer> {
        match &self.incoming.what {
            What::Press { query, .. } => Some(CallbackAnswer { query: query.clone(), text: callback_answer }),
            _ => None,
        }
    }
}
