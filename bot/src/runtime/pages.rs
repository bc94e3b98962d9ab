//! The pages under `PUBLIC_URL`: on one the reader of a mail opts out, on the other a member gives the secret of their
//! mailbox. A GET changes nothing: programs that look through mails follow every link.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html as Page, IntoResponse, Response};
use axum::routing::get;
use renmai_core::book::Book;
use renmai_core::email::Email;
use renmai_core::mail::mailbox::{Account, Server};
use renmai_core::mail::outgoing::Mail;
use renmai_core::store::{Scope, Store};
use renmai_core::team::Member;
use renmai_core::vocabulary::{Lang, MailLang, Provider, Security};
use url::form_urlencoded;

use crate::background::connecting::{connect, in_words};
use crate::background::mail_news;
use crate::clock::Clock;
use crate::i18n::{Say, Words};
use crate::mail::access::MailAccess;

/// What the pages need.
#[derive(Clone)]
pub struct Pages {
    /// The book.
    pub store: Store,
    /// What is needed to enter mailboxes.
    pub access: MailAccess,
    /// The time.
    pub clock: Clock,
}

/// The routes of the pages.
pub fn router(pages: Pages) -> Router {
    Router::new()
        .route("/u/{token}", get(ask_opt_out).post(opt_out))
        .route("/mailbox/{code}", get(ask_secret).post(give_secret))
        .with_state(pages)
}

/// A fault of ours: nothing of it is told.
struct Fault(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Fault {
    fn from(fault: E) -> Fault {
        Fault(fault.into())
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        tracing::error!(fault = format!("{:#}", self.0), "a page failed");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

type Answer = Result<Response, Fault>;

/// The words for whoever reads a mail of this language.
fn words_of(mail: &Mail) -> Words {
    Words::of(if mail.text.lang == MailLang::Zh { Lang::Zh } else { Lang::En })
}

/// A page with a heading and what follows it, which is markup that is ready.
fn page(
    status: StatusCode,
    words: &Words,
    id: &str,
    args: &[(&'static str, &dyn Say)],
    more: &str,
) -> Response {
    let (title, said) = (words.html("page-title", &[]), words.html(id, args));
    let lang = words.lang().code();
    let html = format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><style>:root{{color-scheme:light dark}}body{{font:17px/1.5 system-ui,sans-serif;\
         max-width:32em;margin:3em auto;padding:0 1em}}input,button,select{{font:inherit;width:100%;padding:.6em;\
         margin:.2em 0 1em;box-sizing:border-box}}button{{cursor:pointer}}</style><p>{said}</p>{more}</html>",
        title = title.as_str(),
        said = said.as_str(),
    );
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
        ),
    ];
    (status, headers, Page(html)).into_response()
}

async fn mail_of(pages: &Pages, token: &str) -> Result<Option<(Mail, Member)>, Fault> {
    let mut tx = pages.store.read().await?;
    let Some(mail) = tx.mail_of_token(token).await? else { return Ok(None) };
    let writer = tx.member(Scope::team_wide(mail.team), mail.by).await?;
    Ok(writer.map(|writer| (mail, writer)))
}

async fn ask_opt_out(State(pages): State<Pages>, Path(token): Path<String>) -> Answer {
    let Some((mail, _)) = mail_of(&pages, &token).await? else {
        return Ok(page(StatusCode::NOT_FOUND, &Words::of(Lang::En), "page-no-such-link", &[], ""));
    };
    let words = words_of(&mail);
    let button = words.html("page-opt-out-button", &[]);
    let form = format!("<form method=\"post\"><button>{}</button></form>", button.as_str());
    Ok(page(StatusCode::OK, &words, "page-opt-out", &[], &form))
}

/// Opts out, as often as it is pressed. RFC 8058: a POST alone does it.
async fn opt_out(State(pages): State<Pages>, Path(token): Path<String>) -> Answer {
    let Some((mail, writer)) = mail_of(&pages, &token).await? else {
        return Ok(page(StatusCode::NOT_FOUND, &Words::of(Lang::En), "page-no-such-link", &[], ""));
    };
    let now = pages.clock.now();
    let mut tx = pages.store.begin().await?;
    let contact = tx.contact_by_id(Scope::whole_team(&writer), mail.contact).await?;
    if let Some(contact) = contact {
        let done = Book::new(&mut tx, &writer, now).opt_out_of(&mail, &contact).await?;
        if let Some(done) = done {
            mail_news::opted_out(&mut tx, &writer, &mail, &done, now).await?;
        }
    }
    tx.commit().await?;
    Ok(page(StatusCode::OK, &words_of(&mail), "page-opted-out", &[], ""))
}

async fn member_of(pages: &Pages, code: &str) -> Result<Option<(Member, Provider)>, Fault> {
    Ok(pages.store.read().await?.mailbox_page(code, pages.clock.now()).await?)
}

async fn ask_secret(State(pages): State<Pages>, Path(code): Path<String>) -> Answer {
    let Some((member, provider)) = member_of(&pages, &code).await? else {
        return Ok(page(StatusCode::NOT_FOUND, &Words::of(Lang::En), "page-no-such-link", &[], ""));
    };
    let words = Words::of(member.lang);
    Ok(page(StatusCode::OK, &words, "page-mailbox", &[], &form(provider, &words)))
}

/// The fields of the form: what each is called, its type, whether it must be filled.
fn form(provider: Provider, words: &Words) -> String {
    let field = |name: &str, kind: &str, required: &str| {
        let label = words.html(&format!("page-mailbox-{name}"), &[]);
        format!(
            "<label>{}<input name=\"{name}\" type=\"{kind}\" autocomplete=\"off\" {required}></label>",
            label.as_str()
        )
    };
    let mut fields = vec![field("address", "email", "required"), field("secret", "password", "required")];
    if provider == Provider::Other {
        fields.push(field("smtp", "text", "required placeholder=\"smtp.example.com:465\""));
        fields.push(field("imap", "text", "placeholder=\"imap.example.com:993\""));
        fields.push(field("user", "text", ""));
    }
    let button = words.html("page-mailbox-button", &[]);
    format!("<form method=\"post\">{}<button>{}</button></form>", fields.concat(), button.as_str())
}

async fn give_secret(State(pages): State<Pages>, Path(code): Path<String>, body: Bytes) -> Answer {
    let Some((member, provider)) = member_of(&pages, &code).await? else {
        return Ok(page(StatusCode::NOT_FOUND, &Words::of(Lang::En), "page-no-such-link", &[], ""));
    };
    let words = Words::of(member.lang);
    let given = |name: &str| {
        let mut fields = form_urlencoded::parse(&body);
        fields.find(|(field, _)| field == name).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let again = form(provider, &words);
    let Some(account) = account(&member, provider, &given) else {
        return Ok(page(StatusCode::BAD_REQUEST, &words, "page-mailbox-wrong", &[], &again));
    };
    let secret = given("secret").into();
    let now = pages.clock.now();
    match connect(&pages.store, &pages.access, &member, account, &secret, now).await {
        Ok(_) => Ok(page(StatusCode::OK, &words, "page-mailbox-connected", &[], "")),
        Err(fault) => {
            let why = in_words(&fault, &words);
            Ok(page(StatusCode::BAD_REQUEST, &words, "page-mailbox-refused", &[("why", &why)], &again))
        }
    }
}

fn account(member: &Member, provider: Provider, given: &impl Fn(&str) -> String) -> Option<Account> {
    let address = Email::parse(&given("address")).ok()?;
    let (smtp, imap) = match provider.servers_for(&address) {
        Some([smtp, imap]) => (smtp, Some(imap)),
        None => {
            let server = |text: &str| {
                let security = if text.ends_with(":587") { Security::Starttls } else { Security::Tls };
                Server::parse(text, security)
            };
            let imap = given("imap");
            let imap = if imap.is_empty() { None } else { Some(server(&imap)?) };
            (server(&given("smtp"))?, imap)
        }
    };
    let user = given("user");
    Some(Account {
        sender: member.name.clone(),
        provider,
        smtp,
        imap,
        login: if user.is_empty() { address.as_str().to_owned() } else { user },
        address,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_escapes_what_it_says() {
        let why = "<b>&\"".to_owned();
        let words = Words::of(Lang::En);
        let said = words.html("page-mailbox-refused", &[("why", &why)]);
        assert!(!said.as_str().contains("<b>"), "{}", said.as_str());
        assert!(form(Provider::Other, &words).contains("name=\"smtp\""));
        assert!(!form(Provider::Gmail, &words).contains("name=\"smtp\""));
    }
}
