//! `/mailbox`.

use renmai_core::vocabulary::Provider;

use super::{MailboxButton, Overview, Phrase, Wants, secret, sign_in};
use crate::handler::{Answer, Context, Outcome, Stop};

/// `/mailbox`.
pub async fn run(ctx: &mut Context<'_>, _args: &str) -> Answer {
    Ok(overview(ctx).await?.into())
}

async fn overview(ctx: &mut Context<'_>) -> Result<Overview, Stop> {
    let mailbox = ctx.tx.mailbox_of(&ctx.member).await?;
    let copies_to = ctx.book().dropbox_address().await?;
    Ok(Overview { mailbox, copies_to, now: ctx.now })
}

/// A button.
pub async fn press(ctx: &mut Context<'_>, button: MailboxButton) -> Answer {
    match button {
        MailboxButton::Providers => Ok(Overview { mailbox: None, copies_to: None, now: ctx.now }.into()),
        MailboxButton::Connect { provider: Provider::Microsoft } => sign_in::begin(ctx).await,
        MailboxButton::Connect { provider } => connect(ctx, provider).await,
        MailboxButton::Hold => {
            ctx.book().hold_mailbox().await?;
            Ok(overview(ctx).await?.into())
        }
        MailboxButton::Resume => {
            ctx.book().resume_mailbox().await?;
            Ok(overview(ctx).await?.into())
        }
        MailboxButton::AskDisconnect => {
            let mailbox = ctx.tx.mailbox_of(&ctx.member).await?;
            Ok(super::Disconnecting { mailbox }.into())
        }
        MailboxButton::Disconnect => {
            let was_there = ctx.book().disconnect_mailbox().await?;
            let said = if was_there { Phrase::Disconnected } else { Phrase::NothingConnected };
            Ok(Outcome::from(overview(ctx).await?).and_callback_answer(said))
        }
        MailboxButton::Look => Ok(overview(ctx).await?.into()),
        MailboxButton::AskAddress => {
            let (address, drawn) = (ctx.book().dropbox_address().await?, ctx.update);
            Ok(address.map_or_else(
                || Phrase::NoDropbox.into(),
                |address| super::NewAddress { address, drawn }.into(),
            ))
        }
        MailboxButton::NewAddress { .. } => {
            ctx.book().renew_dropbox_address().await?;
            Ok(Outcome::from(overview(ctx).await?).and_callback_answer(Phrase::AddressIsNew))
        }
    }
}

/// Says what the provider wants, and where the secret is given: on a page that works once, or at the terminal.
async fn connect(ctx: &mut Context<'_>, provider: Provider) -> Answer {
    let page = match ctx.tx.public_url().await? {
        Some(url) => {
            let code = ctx.tx.open_mailbox_page(&ctx.member, provider, ctx.now).await?;
            Some(format!("{url}/mailbox/{code}"))
        }
        None => None,
    };
    let team = ctx.tx.team(ctx.member.team).await?.name;
    ctx.enter(secret::State {}).await?;
    let member = ctx.member.name.clone();
    Ok(Wants { provider, page, team, member }.into())
}
