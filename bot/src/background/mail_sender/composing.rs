//! A mail's bytes, made when it is first claimed.

use chrono::{DateTime, Utc};
use renmai_core::book::mail::ToClaim;
use renmai_core::mail::foot::{foot, opt_out_link, opt_out_subject, with_foot};
use renmai_core::mail::gate::Cleared;
use renmai_core::store::{Frozen, Tx};
use url::Url;

use crate::mail::compose::{ComposeFault, Correspondent, MessageId, Outgoing, Thread, Unsubscribe, compose};

/// The name and the bytes of a mail that was cleared.
///
/// # Errors
/// When the book cannot be read. Inside: why it cannot be composed.
pub(super) async fn frozen(
    tx: &mut Tx,
    cleared: &Cleared,
    next: &ToClaim,
    now: DateTime<Utc>,
) -> anyhow::Result<Result<Frozen, ComposeFault>> {
    let ToClaim { mail, mailbox, contact, team, .. } = next;
    let account = &mailbox.account;
    let public_url = tx.public_url().await?;
    let link = public_url.as_deref().map(|url| opt_out_link(url, &mail.token));
    let foot = foot(mail.text.lang, &team.name, team.address.as_deref().unwrap_or_default(), link.as_deref());
    let message_id = MessageId::new(mail.id.number(), &account.address);
    // One POST must not send the token in the clear.
    let post_to = link.and_then(|link| link.parse::<Url>().ok()).filter(|url| url.scheme() == "https");
    let outgoing = Outgoing {
        from: Correspondent { name: account.sender.clone(), address: account.address.clone() },
        to: Correspondent {
            name: contact.profile.name.clone().unwrap_or_default(),
            address: cleared.to().clone(),
        },
        subject: cleared.subject(&mail.text.subject),
        text: with_foot(&mail.text.body, &foot),
        thread: mail.text.answers.as_ref().map(|answered| Thread {
            in_reply_to: answered.in_reply_to.clone(),
            references: answered.before.clone(),
        }),
        message_id: message_id.clone(),
        date: now,
        unsubscribe: Some(Unsubscribe {
            mail_to: account.address.clone(),
            subject: opt_out_subject(&mail.token),
            post_to,
        }),
        attachments: tx.mail_file_bodies(mail.id).await?,
    };
    Ok(compose(&outgoing).map(|raw| Frozen { message_id: message_id.as_str().to_owned(), raw }))
}
