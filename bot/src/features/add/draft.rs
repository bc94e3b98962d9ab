//! A draft that waits for a decision: somebody like it is in the book, or it was read from a card.

use renmai_core::book::Doubt;
use renmai_core::email::Email;
use renmai_core::interaction::Attachment;
use renmai_core::phone::international;
use renmai_core::read::Draft;
use renmai_core::read::field::settle;
use renmai_core::read::people::parse_cards;
use renmai_core::read::photo::read_caption;
use renmai_core::read::vcard::parse_vcard;
use renmai_core::vocabulary::ContactNo;
use serde::{Deserialize, Serialize};

use super::{DraftButton, FieldButton, Phrase, Reply, fields, why_not};
use crate::features::check::Known;
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};
use crate::telegram::Replied;

/// A draft as it waits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// What was understood.
    #[serde(flatten)]
    pub draft: Draft,
    /// The photos that it was read from; they are kept with the contact.
    #[serde(default)]
    pub photos: Vec<Attachment>,
    /// How many of them are still to be read.
    #[serde(default)]
    pub unread_photos: u32,
    /// Of the photos, the number of their album at Telegram.
    #[serde(default)]
    pub album: Option<String>,
    /// It is decided on: the later photos of its album belong to this contact.
    #[serde(default)]
    pub added: Option<ContactNo>,
}

impl From<Draft> for Waiting {
    fn from(draft: Draft) -> Waiting {
        Waiting { draft, ..Waiting::default() }
    }
}

impl Waiting {
    /// Whether it says who it is.
    pub fn is_somebody(&self) -> bool {
        self.draft.profile.name.is_some() || self.draft.profile.company.is_some()
    }
}

/// A text that looks like a card: what was understood of it.
pub async fn understood(ctx: &mut Context<'_>, text: &str) -> Answer {
    match parse_cards(text, ctx.today()) {
        Ok(drafts) => propose_each(ctx, drafts, Vec::new()).await,
        Err(error) if error.is_bought_list() => Err(refused(why_not(&error))),
        Err(_) => Err(refused(common::Phrase::Hint)),
    }
}

/// A contact that was shared.
pub async fn shared(ctx: &mut Context<'_>, name: &str, phone: &str, vcard: Option<&str>) -> Answer {
    let today = ctx.today();
    let mut draft = vcard.and_then(|vcard| parse_vcard(vcard, today).into_iter().next()).unwrap_or_default();
    // Telegram may give the number without its plus.
    let number = international(phone);
    for (field, value) in [
        (renmai_core::vocabulary::Field::Name, name),
        (renmai_core::vocabulary::Field::Phone, number.as_str()),
    ] {
        if field.get(&draft.profile).is_none() {
            match field.take(&mut draft.profile, value, today) {
                Ok(besides) => draft.leftover.extend(besides),
                Err(_) => draft.unread.extend((!value.is_empty()).then(|| value.to_owned())),
            }
        }
    }
    settle(&mut draft.profile);
    match draft.profile.name.is_some() || draft.profile.company.is_some() {
        true => propose(ctx, draft.into()).await,
        false => Err(refused(common::Phrase::Hint)),
    }
}

/// Each of the people in one message is a draft of its own; photos of them all stay with the first.
pub async fn propose_each(ctx: &mut Context<'_>, drafts: Vec<Draft>, mut photos: Vec<Attachment>) -> Answer {
    let mut outcome = Outcome::nothing();
    for draft in drafts {
        let waiting = Waiting { photos: std::mem::take(&mut photos), ..draft.clone().into() };
        let number = keep(ctx, &waiting).await?;
        outcome = outcome.and(Reply::Understood { draft: Box::new(draft), number });
    }
    Ok(outcome)
}

async fn propose(ctx: &mut Context<'_>, waiting: Waiting) -> Answer {
    let number = keep(ctx, &waiting).await?;
    Ok(Reply::Understood { draft: Box::new(waiting.draft), number }.into())
}

/// Somebody like it is in the book: asks whether to add it all the same.
pub async fn doubt(ctx: &mut Context<'_>, waiting: &Waiting, known: Vec<Known>) -> Answer {
    let number = keep(ctx, waiting).await?;
    Ok(Reply::LooksLike { known, number }.into())
}

/// Keeps a draft until it is decided on.
pub async fn keep(ctx: &mut Context<'_>, waiting: &Waiting) -> Result<i64, Stop> {
    let body = serde_json::to_string(waiting)?;
    Ok(ctx.tx.keep_draft(ctx.member.telegram, &body, ctx.now).await?)
}

/// A draft on which nobody has decided.
pub async fn waiting(ctx: &mut Context<'_>, number: i64) -> Result<Option<Waiting>, Stop> {
    let kept = ctx.tx.draft(ctx.member.telegram, number).await?;
    Ok(kept.and_then(|body| serde_json::from_str(&body).ok()))
}

/// The draft that somebody replied to: its message, or the photo that it was read from.
pub async fn replied_to(ctx: &mut Context<'_>, replied: &Replied) -> Result<Option<(i64, Waiting)>, Stop> {
    let named = replied.buttons.iter().find_map(|data| {
        DraftButton::parse(data).map(number_of).or_else(|| FieldButton::parse(data).map(fields::number_of))
    });
    if let Some(number) = named
        && let Some(found) = waiting(ctx, number).await?
    {
        return Ok(Some((number, found)));
    }
    match &replied.picture {
        Some(picture) => {
            latest(ctx, |waiting| waiting.photos.iter().any(|photo| photo.file == picture.file)).await
        }
        None => Ok(None),
    }
}

/// The latest draft that fits and waits.
pub async fn latest(
    ctx: &mut Context<'_>,
    fits: impl Fn(&Waiting) -> bool + Send,
) -> Result<Option<(i64, Waiting)>, Stop> {
    let kept = ctx.tx.latest_drafts(ctx.member.telegram).await?;
    let read =
        kept.into_iter().filter_map(|(number, body)| Some((number, serde_json::from_str(&body).ok()?)));
    Ok(read.into_iter().find(|(_, waiting)| fits(waiting)))
}

/// What somebody wrote in reply to a draft: it counts before what was read. Where only a name was missing, it is added.
pub async fn replied(ctx: &mut Context<'_>, number: i64, waiting: Waiting, text: &str) -> Answer {
    let typed = read_caption(text, ctx.today()).map_err(|error| refused(why_not(&error)))?;
    let asked = !waiting.is_somebody();
    let read = waiting.draft;
    let mut draft = Draft { unsure: Vec::new(), ..typed };
    draft.leftover.extend(read.leftover.iter().cloned());
    draft.unread.extend(read.unread.iter().cloned());
    draft.fill(read);
    let waiting = Waiting { draft, ..waiting };
    if !waiting.is_somebody() {
        return Err(refused(Phrase::NameOrCompanyMissing));
    }
    ctx.tx.drop_draft(ctx.member.telegram, number).await?;
    match asked {
        true => super::add(ctx, waiting, Doubt::Ask).await,
        false => propose(ctx, waiting).await,
    }
}

/// The draft that a button is about.
fn number_of(button: DraftButton) -> i64 {
    let (DraftButton::Add { draft }
    | DraftButton::AddAnyway { draft }
    | DraftButton::Edit { draft }
    | DraftButton::Ignore { draft }
    | DraftButton::Mend { draft }) = button;
    draft
}

/// The decision. A draft that was decided on is gone, so a second press decides nothing.
pub async fn press(ctx: &mut Context<'_>, button: DraftButton) -> Answer {
    let number = number_of(button);
    let Some(mut kept) = waiting(ctx, number).await? else {
        return Ok(Outcome::callback_answer(common::Phrase::NothingAsked));
    };
    // A draft that is to be corrected stays.
    if !matches!(button, DraftButton::Edit { .. }) {
        ctx.tx.drop_draft(ctx.member.telegram, number).await?;
    }
    match button {
        DraftButton::Add { .. } => super::add(ctx, kept, Doubt::Ask).await,
        DraftButton::AddAnyway { .. } => super::add(ctx, kept, Doubt::AddAnyway).await,
        DraftButton::Mend { .. } => {
            let profile = &mut kept.draft.profile;
            if let Some(meant) = profile.email.as_ref().and_then(Email::likely_meant) {
                profile.email = Some(meant);
            }
            propose(ctx, kept).await
        }
        DraftButton::Edit { .. } => Ok(Reply::Fields { draft: Box::new(kept.draft), number }.into()),
        DraftButton::Ignore { .. } => Ok(Phrase::Ignored.into()),
    }
}
