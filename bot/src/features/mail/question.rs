//! The text of a mail, written by hand: asked after *Write it myself*, *Edit* and *Answer*.

use renmai_core::contact::Contact;
use renmai_core::mail::outgoing::{Mail, Written};
use renmai_core::mail::pace::Haste;
use renmai_core::mail::template::{Template, TemplateError};
use renmai_core::mail::written::{self, Subject};
use renmai_core::vocabulary::{ContactNo, Frame};
use serde::{Deserialize, Serialize};

use super::draft;
use super::handlers::lang_of;
use super::{About, Gone, Phrase, Text};
use crate::handler::{Answer, Context, Question, Stop, refused};

/// Which text is being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    no: ContactNo,
    /// The mail whose text is written anew.
    mail: Option<i64>,
}

/// Asks for it; of a mail that is there, its text is shown to be copied.
pub(super) async fn ask(ctx: &mut Context<'_>, contact: &Contact, mail: Option<&Mail>) -> Answer {
    let number = ctx.enter(State { no: contact.no, mail: mail.map(|mail| mail.id.number()) }).await?;
    let said = Text { contact: contact.clone(), mail: mail.cloned() };
    match mail.filter(|mail| !mail.text.body.is_empty()) {
        Some(mail) => Ok(About { said, mail: mail.id.number() }.into()),
        None => Ok(Question { said, number }.into()),
    }
}

/// The text.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let contact = ctx.contact_no(state.no).await?;
    let before = match state.mail {
        Some(number) => Some(draft::own(ctx, number).await?.0),
        None => None,
    };
    let written = written::read(text);
    let subject = match (written.subject, &before) {
        (Subject::Said(subject), _) => subject,
        (Subject::Missing, Some(before)) => before.text.subject.clone(),
        (Subject::Missing, None) => return Err(refused(Phrase::NoSubject { no: contact.no })),
    };
    let lang = before.as_ref().map_or_else(|| lang_of(&contact), |before| before.text.lang);
    let frame = before.as_ref().map_or(Frame::Free, |before| before.text.frame);
    let template = Template::parse(frame, lang, &subject, &written.body).map_err(unknown)?;
    ctx.leave().await?;
    let Some(before) = before else {
        return draft::by_template(ctx, &contact, &template, None).await;
    };
    let values = ctx.book().mail_values(&contact, lang).await?;
    let filled = template.fill(&values).map_err(|empty| {
        let fields = empty.iter().map(|field| field.code().to_owned()).collect::<Vec<_>>().join(", ");
        refused(Phrase::EmptyFields { no: contact.no, fields })
    })?;
    let rewritten = ctx.book().rewrite_mail(&before, &filled.subject, &filled.body).await?;
    match rewritten {
        Some(mail) => draft::look(ctx, &mail, contact).await,
        None => Err(Gone::to_change(&before)),
    }
}

/// A field that does not exist, with the one that was meant.
pub fn unknown(fault: TemplateError) -> Stop {
    refused(match fault {
        TemplateError::UnknownField { written, nearest: Some(nearest) } => {
            Phrase::NearestField { written: written.as_str().into(), nearest: nearest.code() }
        }
        TemplateError::UnknownField { written, nearest: None } => {
            Phrase::UnknownField { written: written.as_str().into() }
        }
        TemplateError::Unclosed(behind) => Phrase::OpenBrace { behind: behind.as_str().into() },
    })
}

/// Begins an answer in a thread.
pub(super) async fn begin_answer(
    ctx: &mut Context<'_>,
    contact: &Contact,
    to: &renmai_core::email::Email,
    text: &Written,
) -> Answer {
    let mail = ctx.book().draft_mail(contact, to, text, Haste::Answer).await?;
    ask(ctx, contact, Some(&mail)).await
}
