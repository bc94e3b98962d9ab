//! `/clean`: what the book needs cleaned; the quarterly message; and the review, one card at a time.

use chrono::{DateTime, Utc};
use renmai_core::contact::Contact;
use renmai_core::csv_out;
use renmai_core::flaw::{Flaws, Standard};
use renmai_core::store::{Result, Scope, Tx, Unclean};
use renmai_core::team::Member;
use renmai_core::vocabulary::{Field, Stage};

use super::{CleanButton, CleanList, Phrase, Reply, Review, flaws_in_words};
use crate::features::card::View;
use crate::features::list::{PAGE, last_page};
use crate::handler::buttons::Place;
use crate::handler::job::{CleanPage, Handled, HandledHow, Job, Look, Shown};
use crate::handler::{Answer, Context, Outcome, Stop};
use crate::i18n::value::of_field;
use crate::i18n::{AnyReply, Words};

/// The file holds at most so many contacts.
const MOST: u32 = 10_000;

/// `/clean`.
pub async fn run(ctx: &mut Context<'_>, _args: &str) -> Answer {
    show(ctx, CleanPage::Overview, None).await
}

/// Of a larger book it is read after the answer.
const AT_ONCE: u64 = 5_000;

/// Shows what needs cleaning, at once or in a moment.
async fn show(ctx: &mut Context<'_>, page: CleanPage, handled: Option<Handled>) -> Answer {
    match ctx.tx.has_more_contacts_than(ctx.scope(), AT_ONCE).await? {
        true => Look::Clean { page, handled }.later(ctx).await,
        false => Ok(view(ctx, page, handled).await?.into()),
    }
}

/// What needs cleaning.
///
/// # Errors
/// When the book cannot be read.
pub async fn view(
    ctx: &mut Context<'_>,
    page: CleanPage,
    handled: Option<Handled>,
) -> Result<AnyReply, Stop> {
    match page {
        CleanPage::Overview => overview(ctx, handled).await,
        CleanPage::List(page) => list(ctx, page).await,
        CleanPage::Review(done) => reviewed(ctx, done, handled).await,
    }
}

/// A button of the clean-up.
pub async fn press(ctx: &mut Context<'_>, button: CleanButton) -> Answer {
    match button {
        CleanButton::Overview => show(ctx, CleanPage::Overview, None).await,
        CleanButton::Export => export(ctx).await,
    }
}

/// The quarterly message: to those who lead, over the whole team; to a salesperson when something of theirs needs
/// cleaning.
pub async fn quarterly(tx: &mut Tx, member: &Member, now: DateTime<Utc>) -> Result<Option<AnyReply>> {
    let count = tx.clean_count(Scope::of(member), &Standard::of(&member.schedule, now)).await?;
    let told = if member.role.leads() { count.contacts > 0 } else { count.to_clean > 0 };
    Ok(told.then(|| Reply::Overview { count, handled: None }.into()))
}

/// A page of what needs cleaning.
pub async fn page(ctx: &mut Context<'_>, page: u32) -> Answer {
    show(ctx, CleanPage::List(page), None).await
}

async fn list(ctx: &mut Context<'_>, page: u32) -> Result<AnyReply, Stop> {
    let (scope, standard) = (ctx.scope(), ctx.standard());
    let total = ctx.tx.clean_count(scope, &standard).await?.to_clean;
    if total == 0 {
        return overview(ctx, None).await;
    }
    let page = page.min(last_page(total));
    let rows = ctx.tx.to_clean(scope, &standard, page.saturating_mul(PAGE), PAGE).await?;
    Ok(Reply::List(CleanList { rows, page, total }).into())
}

/// The next contact of the review. What was dealt with has left the list, so the first is always the next: the
/// review goes on wherever and whenever it is opened again.
pub async fn review(ctx: &mut Context<'_>, done: u32, handled: Option<Handled>) -> Answer {
    show(ctx, CleanPage::Review(done), handled).await
}

async fn reviewed(ctx: &mut Context<'_>, done: u32, handled: Option<Handled>) -> Result<AnyReply, Stop> {
    let (scope, standard) = (ctx.scope(), ctx.standard());
    let next = ctx.tx.to_clean(scope, &standard, 0, 1).await?.pop();
    let Some(Unclean { contact, flaws, better }) = next else { return overview(ctx, handled).await };
    let left = ctx.tx.clean_count(scope, &standard).await?.to_clean;
    let card = ctx.card(&contact).await?;
    let review = Review { card, flaws, better, done, total: u64::from(done) + left, handled };
    Ok(Reply::Review(Box::new(review)).into())
}

/// Gives a contact up: it is lost, and nobody is reminded of it any more.
pub async fn retire(ctx: &mut Context<'_>, contact: &Contact, back: Option<Place>) -> Answer {
    let reason = ctx.words().word("clean-reason");
    let done = ctx.book().stage(contact, Stage::Lost, Some(&reason)).await?;
    let handled = Handled { how: HandledHow::Retired, no: contact.no, change: done.change };
    after(ctx, back, handled).await
}

/// Leaves a contact as it is for the quarter.
pub async fn keep(ctx: &mut Context<'_>, contact: &Contact, flaws: Flaws, back: Option<Place>) -> Answer {
    let standard = ctx.standard();
    let done = ctx.book().keep(contact, flaws, &standard).await?;
    let handled = Handled { how: HandledHow::Kept, no: contact.no, change: done.change };
    after(ctx, back, handled).await
}

async fn after(ctx: &mut Context<'_>, back: Option<Place>, handled: Handled) -> Answer {
    let done = match back {
        Some(Place::Review(done)) => done,
        _ => 0,
    };
    let callback_answer = Phrase::from(handled);
    Ok(review(ctx, done + 1, Some(handled)).await?.and_callback_answer(callback_answer))
}

/// The card after a change: as a new message, since that is where the person looks, and the card that was pressed
/// is shown anew in its place, with the list behind it.
pub async fn shown_in_place(
    ctx: &mut Context<'_>,
    card: View,
    pressed: Option<i64>,
    back: Option<Place>,
) -> Answer {
    let outcome = Outcome::from(card.clone());
    Ok(match pressed {
        Some(message) if let Some(Place::Review(done)) = back => {
            let handled = Handled { how: HandledHow::Fixed, no: card.contact.no, change: card.undo };
            let (page, handled) = (CleanPage::Review(done + 1), Some(handled));
            if ctx.tx.has_more_contacts_than(ctx.scope(), AT_ONCE).await? {
                let look = Look::Clean { page, handled };
                Job::Show { look, update: ctx.update, shown: Shown::Message(message) }.ask(ctx).await?;
                return Ok(outcome);
            }
            let next = view(ctx, page, handled).await?;
            let shown = next.message(&ctx.words()).card_of;
            ctx.tx.set_card(ctx.member.telegram, message, shown).await?;
            outcome.and_edit(message, next)
        }
        Some(message) => {
            ctx.tx.set_card(ctx.member.telegram, message, Some(card.contact.id)).await?;
            outcome.and_edit(message, View { head: None, undo: None, back, ..card })
        }
        None => outcome,
    })
}

async fn overview(ctx: &mut Context<'_>, handled: Option<Handled>) -> Result<AnyReply, Stop> {
    let (scope, standard) = (ctx.scope(), ctx.standard());
    let count = ctx.tx.clean_count(scope, &standard).await?;
    Ok(Reply::Overview { count, handled }.into())
}

/// The file comes as a new message; the one that was pressed stays.
async fn export(ctx: &mut Context<'_>) -> Answer {
    let (scope, standard) = (ctx.scope(), ctx.standard());
    let unclean = ctx.tx.to_clean(scope, &standard, 0, MOST).await?;
    if unclean.is_empty() {
        return Ok(Outcome::callback_answer(Phrase::NothingToClean));
    }
    let said = Phrase::CleanFile { count: unclean.len() };
    let body = table(ctx, &unclean).await?;
    let name = format!("renmai-clean-{}.csv", ctx.member.schedule.today(ctx.now));
    ctx.tx.drop_sent_files(ctx.member.telegram).await?;
    let file = ctx.tx.keep_file(ctx.member.telegram, &name, &body, ctx.now).await?;
    Ok(Outcome::nothing().and(Reply::File { said, file }).and_callback_answer(Phrase::CleanFileAnswer))
}

async fn table(ctx: &mut Context<'_>, unclean: &[Unclean]) -> Result<Vec<u8>, Stop> {
    let words = &Words::of(ctx.member.lang);
    let members = ctx.tx.all_members(ctx.scope()).await?;
    const FIELDS: [Field; 5] = [Field::Name, Field::Company, Field::Email, Field::Phone, Field::Country];
    let before = ["clean-column-no", "clean-column-problem"].map(|id| words.word(id));
    let after = ["clean-column-grade", "clean-column-owner"].map(|id| words.word(id));
    let headers = [before.as_slice(), &FIELDS.map(|field| words.field(field)), &after].concat();
    let rows = unclean.iter().map(|Unclean { contact, flaws, .. }| {
        let owner = members.iter().find(|member| Some(member.id) == contact.owner);
        let fields = FIELDS.map(|field| of_field(field, &contact.profile, words).unwrap_or_default());
        let grade = contact.grade.code().to_uppercase();
        let owner = owner.map(|owner| owner.name.clone()).unwrap_or_default();
        let before = [contact.no.0.to_string(), flaws_in_words(*flaws, words)];
        before.into_iter().chain(fields).chain([grade, owner])
    });
    csv_out::write(&headers, rows).map_err(|fault| Stop::Fault(fault.into()))
}
