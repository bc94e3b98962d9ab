//! Several contacts by their numbers.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::ContactNo;

use super::{Numbers, Phrase};
use crate::handler::{Context, Stop, refused};

/// Those of these numbers that the reader may see, and the numbers of the others.
///
/// # Errors
/// When none is there, or the book cannot be read.
pub async fn contacts(
    ctx: &mut Context<'_>,
    numbers: &[ContactNo],
) -> Result<(Vec<Contact>, Vec<ContactNo>), Stop> {
    let scope = ctx.scope();
    let (mut contacts, mut missing) = (Vec::new(), Vec::new());
    for no in numbers {
        match ctx.tx.contact(scope, *no).await? {
            Some(contact) => contacts.push(contact),
            None => missing.push(*no),
        }
    }
    match contacts.is_empty() {
        true => Err(refused(Phrase::NoneThere { numbers: Numbers(missing) })),
        false => Ok((contacts, missing)),
    }
}
