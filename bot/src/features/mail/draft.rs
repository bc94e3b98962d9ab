//! A mail before it leaves: written, looked at, planned, taken back.

use chrono::{DateTime, Utc};
use renmai_core::book::Book;
use renmai_core::book::mail::{Judged, PlanError, PlannedMail};
use renmai_core::contact::Contact;
use renmai_core::mail::attached::MailFile;
use renmai_core::mail::foot::{foot, opt_out_link};
use renmai_core::mail::gate::Rule;
use renmai_core::mail::lint::{self, Turn};
use renmai_core::mail::outgoing::{Mail, Written};
use renmai_core::mail::pace::Haste;
use renmai_core::mail::template::{Kept, Template};
use renmai_core::store::{StoreError, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{Basis, ContactNo, Frame, MailState};

use super::handlers::{built_in, lang_of, may_be_written_to};
use super::{Gone, MailButton, Phrase, Planned, Preview, files, incoming, outbox, question};
use crate::features::{card, mark};
use crate::handler::{Answer, Context, Outcome, Stop, refused};

/// Carries out the press of a button of a mail.
pub async fn press(ctx: &mut Context<'_>, button: MailButton) -> Answer {
    match button {
        MailButton::BuiltIn { no, frame } => {
            let contact = of_number(ctx, no).await?;
            by_built_in(ctx, &contact, frame).await
        }
        MailButton::Kept { no, template } => {
            let contact = of_number(ctx, no).await?;
            let kept = ctx.tx.templates(ctx.scope()).await?;
            match kept.into_iter().find(|kept| kept.id.number() == template) {
                Some(kept) => by_kept(ctx, &contact, &kept).await,
                None => Err(refused(Phrase::TemplateGone { no })),
            }
        }
        MailButton::Write { no } => {
            let contact = of_number(ctx, no).await?;
            question::ask(ctx, &contact, None).await
        }
        MailButton::Send { mail } => {
            let (mail, contact) = own(ctx, mail).await?;
            let haste = mail.haste;
            plan(ctx, mail, contact, haste).await
        }
        MailButton::Now { mail } => {
            let (mail, contact) = own(ctx, mail).await?;
            let haste = mail.haste.now();
            plan(ctx, mail, contact, haste).await
        }
        MailButton::Edit { mail } => {
            let (mail, contact) = own(ctx, mail).await?;
            question::ask(ctx, &contact, Some(&mail)).await
        }
        MailButton::Back { mail } => {
            ctx.leave().await?;
            let (mail, contact) = own(ctx, mail).await?;
            look(ctx, &mail, contact).await
        }
        MailButton::Attach { mail } => files::ask(ctx, mail).await,
        MailButton::Detach { mail, .. } => files::detach(ctx, mail).await,
        MailButton::Drop { mail } => {
            let (mail, contact) = own(ctx, mail).await?;
            let dropped = ctx.book().drop_draft(&mail).await?;
            match dropped {
                true => Ok(Outcome::from(Phrase::Dropped { no: contact.no })),
                false => Err(refused(Gone(mail.state))),
            }
        }
        MailButton::Basis { mail, basis } => with_basis(ctx, mail, basis).await,
        MailButton::Call { mail } => {
            let (mail, contact) = own(ctx, mail).await?;
            ctx.book().drop_draft(&mail).await?;
            mark::next_step::ask(ctx, &contact, None).await
        }
        MailButton::Look { mail } => {
            let (mail, contact) = own(ctx, mail).await?;
            look(ctx, &mail, contact).await
        }
        MailButton::Arrived { mail } => outbox::arrived(ctx, mail).await,
        MailButton::Again { mail } => outbox::again(ctx, mail).await,
        MailButton::Answer { reading } => incoming::answer(ctx, reading).await,
        MailButton::Inquiry { reading } => incoming::inquiry(ctx, reading).await,
        MailButton::Open { reading } => incoming::open(ctx, reading).await,
        MailButton::NotAReply { reading } => incoming::not_a_reply(ctx, reading).await,
        MailButton::OptOutCompany { reading } => incoming::opt_out_company(ctx, reading).await,
        MailButton::AddSender { reading } => incoming::add_sender(ctx, reading).await,
        MailButton::Pause => outbox::pause(ctx).await,
        MailButton::Resume => outbox::resume(ctx).await,
    }
}

async fn of_number(ctx: &mut Context<'_>, no: ContactNo) -> Result<Contact, Stop> {
    let contact = ctx.contact_no(no).await?;
    may_be_written_to(&contact)?;
    Ok(contact)
}

/// A mail of the member's own, with whom it is to.
pub(super) async fn own(ctx: &mut Context<'_>, number: i64) -> Result<(Mail, Contact), Stop> {
    ctx.book().mail(number).await?.ok_or_else(|| refused(Phrase::MailGone))
}

/// Begins a mail by a template of ours, in the reader's language.
pub(super) async fn by_built_in(ctx: &mut Context<'_>, contact: &Contact, frame: Frame) -> Answer {
    let built = built_in(lang_of(contact)).into_iter().find(|built| built.frame == frame);
    let Some(built) = built else { return Err(refused(Phrase::TemplateGone { no: contact.no })) };
    let template = Template::parse(built.frame, built.lang, built.subject(), built.body());
    let template = template.map_err(|fault| Stop::Fault(fault.into()))?;
    by_template(ctx, contact, &template, Some(built.code())).await
}

/// Begins a mail by a template of the team's.
pub(super) async fn by_kept(ctx: &mut Context<'_>, contact: &Contact, kept: &Kept) -> Answer {
    let template = Template::parse(kept.frame, kept.lang, &kept.subject, &kept.body);
    // It was read when it was kept; a newer version may know fewer fields.
    let template = template.map_err(|_| refused(Phrase::TemplateGone { no: contact.no }))?;
    by_template(ctx, contact, &template, Some(kept.name.clone())).await
}

/// Fills a template for a contact, and shows the mail.
pub(super) async fn by_template(
    ctx: &mut Context<'_>,
    contact: &Contact,
    template: &Template,
    name: Option<String>,
) -> Answer {
    let Some(to) = contact.profile.email.clone() else {
        return Err(refused(Phrase::NoAddress { no: contact.no }));
    };
    let values = ctx.book().mail_values(contact, template.lang).await?;
    let filled = template.fill(&values).map_err(|empty| {
        let fields = empty.iter().map(|field| field.code().to_owned()).collect::<Vec<_>>().join(", ");
        refused(Phrase::EmptyFields { no: contact.no, fields })
    })?;
    let text = Written {
        template: name,
        frame: template.frame,
        lang: template.lang,
        subject: filled.subject,
        body: filled.body,
        answers: None,
    };
    let mail = ctx.book().draft_mail(contact, &to, &text, Haste::Paced).await?;
    look(ctx, &mail, contact.clone()).await
}

/// Shows a mail as it would go, with what is to be said of it.
pub(super) async fn look(ctx: &mut Context<'_>, mail: &Mail, contact: Contact) -> Answer {
    if mail.state != MailState::Draft && mail.state != MailState::Waiting {
        return Err(refused(Gone(mail.state)));
    }
    let (member, now) = (ctx.member.clone(), ctx.now);
    Ok(preview_of(ctx.tx, &member, mail, contact, now).await?.into())
}

/// A mail as it would go.
///
/// # Errors
/// When the book cannot be read.
pub async fn preview_of(
    tx: &mut Tx,
    member: &Member,
    mail: &Mail,
    contact: Contact,
    now: DateTime<Utc>,
) -> Result<Preview, StoreError> {
    let files = tx.mail_files(mail.id).await?;
    let team = tx.team(member.team).await?;
    let link = tx.public_url().await?.map(|url| opt_out_link(&url, &mail.token));
    let address = team.address.unwrap_or_default();
    let foot = foot(mail.text.lang, &team.name, &address, link.as_deref());
    let mut book = Book::new(tx, member, now);
    let Judged { verdict, due_at } = book.judge_mail(mail, mail.haste).await?;
    let before = book.mailed_before(&contact).await?;
    let turn = match (&mail.text.answers, &before) {
        (Some(_), _) => Turn::Answer,
        (None, Some(before)) => Turn::After(before),
        (None, None) => Turn::First,
    };
    let is_image = |file: &&MailFile| file.media_type.starts_with("image/");
    let mut findings = lint::lint(&lint::Draft {
        subject: &mail.text.subject,
        body: &mail.text.body,
        frame: mail.text.frame,
        turn,
        links: &[],
        attachments: files.len(),
        images: files.iter().filter(is_image).count(),
        postal_address: Some(&address).filter(|address| !address.is_empty()).map(String::as_str),
        opt_out: Some(&foot),
        sender: &member.name,
    });
    // The gate says it, with what would mend it.
    findings.retain(|finding| !matches!(finding.flag, lint::Flag::NoPostalAddress | lint::Flag::NoOptOut));
    let is_open = findings.iter().any(|finding| finding.flag.blocks());
    Ok(Preview {
        mail: mail.clone(),
        contact,
        foot,
        files,
        findings,
        is_open,
        verdict: verdict.into(),
        due_at,
        zone: member.schedule.zone,
        role: member.role,
    })
}

/// Plans a mail, or says why it does not go.
async fn plan(ctx: &mut Context<'_>, mail: Mail, contact: Contact, haste: Haste) -> Answer {
    if !matches!(mail.state, MailState::Draft | MailState::Waiting | MailState::Refused) {
        return Err(refused(Gone(mail.state)));
    }
    let planned = ctx.book().plan_mail(&mail, haste).await?;
    match planned {
        Ok(planned) => Ok(shown(ctx, planned, contact, None).await?),
        Err(PlanError::Gate(..)) => {
            let preview = Mail { state: MailState::Draft, haste, ..mail };
            look(ctx, &preview, contact).await
        }
        Err(PlanError::Gone(state)) => Err(refused(Gone(state))),
        Err(PlanError::FileOnItsWay) => Err(refused(Phrase::FileOnItsWay)),
    }
}

/// Shows that a mail is planned; the message is changed when it has left.
async fn shown(
    ctx: &mut Context<'_>,
    planned: PlannedMail,
    contact: Contact,
    basis: Option<Basis>,
) -> Result<Outcome, Stop> {
    if let Some(message) = ctx.pressed {
        ctx.tx.set_mail_shown(planned.mail.id, message).await?;
    }
    let zone = ctx.member.schedule.zone;
    Ok(Planned { planned, contact, zone, basis, now: ctx.now }.into())
}

/// Notes why one may write to somebody, and plans the mail.
async fn with_basis(ctx: &mut Context<'_>, number: i64, basis: Basis) -> Answer {
    let (mail, contact) = own(ctx, number).await?;
    // What the contact came by is what shows it.
    let proof = contact.profile.source.as_ref().map(|source| source.written()).unwrap_or_default();
    let contact = ctx.book().give_basis(&contact, basis, &proof).await?.contact;
    let haste = mail.haste;
    let planned = ctx.book().plan_mail(&mail, haste).await?;
    match planned {
        Ok(planned) => Ok(shown(ctx, planned, contact, Some(basis)).await?),
        Err(PlanError::Gate(Rule::Law(..), _) | PlanError::Gate(..)) => look(ctx, &mail, contact).await,
        Err(PlanError::Gone(state)) => Err(refused(Gone(state))),
        Err(PlanError::FileOnItsWay) => Err(refused(Phrase::FileOnItsWay)),
    }
}

/// The card of a mail's contact.
pub(super) async fn card_of(ctx: &mut Context<'_>, contact: &Contact) -> Result<card::View, Stop> {
    ctx.card(contact).await
}
