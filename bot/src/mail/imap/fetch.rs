//! Reading what is in a folder: numbers, heads, whole mails, and waiting for the next. Nothing is marked as seen.

use std::time::Duration;

use async_imap::extensions::idle::IdleResponse;
use async_imap::imap_proto::{AttributeValue, Response};
use chrono::NaiveDate;
use tokio::time::timeout;

use super::{Imap, LookFault, numbers};

/// A mail's number in its folder, and what was fetched of it.
pub(super) type Fetched = (u32, Vec<u8>);

/// So much of a mail is fetched: texts come before what is attached.
const WHOLE: u32 = 1 << 20;

impl Imap {
    /// The numbers of the mails in the open folder that came on a day or later, in order.
    ///
    /// # Errors
    /// When the server does not say.
    pub async fn since(&mut self, day: NaiveDate) -> Result<Vec<u32>, LookFault> {
        let search = format!("UID SEARCH SINCE {}", day.format("%-d-%b-%Y"));
        match self.ask(&search, numbers).await {
            Ok(found) => Ok(ordered(found.concat())),
            // Who does not search by days is asked for all.
            Err(LookFault::Refused(_)) => self.from_number(1).await,
            Err(fault) => Err(fault),
        }
    }

    /// The numbers of the mails in the open folder from one on, in order.
    ///
    /// # Errors
    /// When the server does not say.
    pub async fn from_number(&mut self, first: u32) -> Result<Vec<u32>, LookFault> {
        let found = match self.ask(&format!("UID SEARCH UID {first}:*"), numbers).await {
            Ok(found) => found.concat(),
            Err(LookFault::Refused(_)) => self.ask(&format!("UID FETCH {first}:* (UID)"), number).await?,
            Err(fault) => return Err(fault),
        };
        // `*` is the last mail, also where its number is lower.
        Ok(ordered(found.into_iter().filter(|found| *found >= first).collect()))
    }

    /// The heads of these mails, as far as these headers go, in the order of their numbers.
    ///
    /// # Errors
    /// When the server does not give them.
    pub async fn heads(&mut self, mails: &[u32], headers: &[&str]) -> Result<Vec<Fetched>, LookFault> {
        let set = mails.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        let headers = headers.join(" ");
        let fetch = format!("UID FETCH {set} (UID BODY.PEEK[HEADER.FIELDS ({headers})])");
        Ok(by_number(self.ask(&fetch, fetched).await?))
    }

    /// A whole mail, up to a megabyte; `None`: it is gone.
    ///
    /// # Errors
    /// When the server does not give it.
    pub async fn whole(&mut self, mail: u32) -> Result<Option<Vec<u8>>, LookFault> {
        let fetch = format!("UID FETCH {mail} (UID BODY.PEEK[]<0.{WHOLE}>)");
        let found = self.ask(&fetch, fetched).await?;
        Ok(found.into_iter().find(|(number, _)| *number == mail).map(|(_, bytes)| bytes))
    }

    /// Waits until the server tells of something in the open folder, or so long at most. A server that cannot tell is
    /// asked again after that time.
    ///
    /// # Errors
    /// When the line is gone.
    pub async fn wait(self, at_most: Duration) -> Result<Imap, LookFault> {
        let Imap { session, patience, idles } = self;
        if !idles {
            tokio::time::sleep(at_most).await;
            let mut imap = Imap { session, patience, idles };
            imap.ask("NOOP", |_| None::<()>).await?;
            return Ok(imap);
        }
        // What the server tells before it waits with us is told there.
        let told_before = session.unsolicited_responses.clone();
        while told_before.try_recv().is_ok() {}
        let mut idle = session.idle();
        timeout(patience.command, idle.init())
            .await
            .map_err(|_| LookFault::Silent)?
            .map_err(|_| LookFault::Cut)?;
        if told_before.is_empty() {
            let (told, stop) = idle.wait_with_timeout(at_most);
            let told = told.await;
            drop(stop);
            match told {
                Ok(IdleResponse::NewData(_) | IdleResponse::Timeout | IdleResponse::ManualInterrupt) => {}
                Err(_) => return Err(LookFault::Cut),
            }
        }
        let session = timeout(patience.command, idle.done()).await.map_err(|_| LookFault::Silent)?;
        Ok(Imap { session: session.map_err(|_| LookFault::Cut)?, patience, idles })
    }
}

/// A server may answer in any order; whoever notes how far they came needs them in one.
fn by_number(mut mails: Vec<Fetched>) -> Vec<Fetched> {
    mails.sort_by_key(|(number, _)| *number);
    mails
}

fn ordered(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn number(said: &Response<'_>) -> Option<u32> {
    let Response::Fetch(_, attributes) = said else { return None };
    attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::Uid(number) => Some(*number),
        _ => None,
    })
}

fn fetched(said: &Response<'_>) -> Option<Fetched> {
    let Response::Fetch(_, attributes) = said else { return None };
    let body = attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::BodySection { data: Some(data), .. } => Some(data.to_vec()),
        _ => None,
    })?;
    Some((number(said)?, body))
}

#[cfg(test)]
mod tests {
    use super::by_number;

    #[test]
    fn heads_come_in_the_order_of_their_numbers() {
        let heads = [9, 3, 7].map(|number| (number, Vec::new())).to_vec();
        let numbers: Vec<u32> = by_number(heads).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [3, 7, 9]);
    }
}
