//! Looking for somebody by whatever is known of them.

use chrono::{DateTime, Utc};

use crate::contact::{Contact, Profile};
use crate::duplicate::{company_key, person_key};
use crate::email::{Email, company_domain};
use crate::phone::Phone;
use crate::store::row::Columns;
use crate::store::tables::contact::row::read_contact;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;

/// How many are shown.
const MOST: usize = 10;

/// How many that have a word in their name are compared with what was asked.
const CANDIDATES: u32 = 200;

impl Tx {
    /// The contacts of the member's team that have this email, domain, phone (or had it before they were merged),
    /// company or name; and of those that the member may see, whose company or name begins so. The oldest first, at
    /// most ten. Each is one look into an index.
    ///
    /// Of a colleague's contact a part of a name tells nothing: part by part it could be spelled out
    /// (docs/product.md, rule 8.3).
    pub async fn check(&mut self, member: &Member, text: &str) -> Result<Vec<Contact>> {
        let email = Email::parse(text).ok();
        let domain = match &email {
            Some(email) => email.company_domain(),
            // Any name with a dot may be a domain: those of examples and tests have unknown endings.
            None => (text.contains('.') && !text.contains(char::is_whitespace)).then(|| host(text)),
        };
        let phone = Phone::parse(text, None);
        // "4930123456" may lack its plus.
        let with_plus = phone.as_ref().and_then(|phone| Phone::parse(&format!("+{}", phone.as_str()), None));
        let with_plus = with_plus.filter(|phone| phone.country().is_some());
        let rows = sqlx::query(sql!(
            // Each by its index: with `or` between them the whole team is looked through.
            "select * from contact where removed_at is null and id in (",
            "select id from contact where team_id = $1 and email_key = $2 and removed_at is null ",
            "union select id from contact where team_id = $1 and company_domain = $3 and removed_at is null ",
            "union select id from contact where team_id = $1 and company_key = $4 and removed_at is null ",
            "union select id from contact where team_id = $1 and person_key = $6 and removed_at is null ",
            "union select id from contact where team_id = $1 and phone_digits in ($8, $9) and removed_at is null ",
            "union select id from contact where team_id = $1 and whatsapp_digits in ($8, $9) ",
            "union select id from contact where team_id = $1 and company_key between $4 and $5 and removed_at is null ",
            "and $10 in (owner_id, cast(-1 as bigint)) ",
            "union select id from contact where team_id = $1 and person_key between $6 and $7 and removed_at is null ",
            "and $10 in (owner_id, cast(-1 as bigint)) ",
            "union select merged_into from contact where merged_into is not null and +team_id = $1 ",
            "and (email_key = $2 or phone_digits in ($8, $9) or whatsapp_digits in ($8, $9))) order by no limit 10"
        ))
        .bind(member.team.0)
        .bind(email.as_ref().map(Email::key).unwrap_or_default())
        .bind(domain.unwrap_or_default())
        .bind(company_key(text))
        .bind(last_with(company_key(text)))
        .bind(person_key(text))
        .bind(last_with(person_key(text)))
        .bind(phone.as_ref().map(Phone::digits).unwrap_or_default())
        .bind(with_plus.as_ref().map(Phone::digits).unwrap_or_default())
        .bind(Scope::of(member).owner_or_all())
        .fetch_all(self.connection().await?)
        .await?;
        let mut found = rows.iter().map(read_contact).collect::<Result<Vec<_>>>()?;
        // The same digits in another country are another's.
        let elsewhere = |theirs: &Phone| {
            let same = |asked: &Phone| asked.digits() == theirs.digits();
            let asked: Vec<&Phone> = phone.iter().chain(&with_plus).filter(|asked| same(asked)).collect();
            !asked.is_empty() && !asked.iter().any(|asked| asked.is_same(theirs))
        };
        found.retain(|contact| {
            let mut numbers = contact.profile.numbers().peekable();
            numbers.peek().is_none() || !numbers.all(elsewhere)
        });
        if found.is_empty() {
            return self.check_inside(member, text).await;
        }
        Ok(found)
    }

    /// The contacts in scope whose company or name has this inside: "Lumen" is in "Gulf Lumen Trading". Looked for by its
    /// longest word, then compared without case, marks and legal form.
    async fn check_inside(&mut self, member: &Member, text: &str) -> Result<Vec<Contact>> {
        let (company, person) = (company_key(text), person_key(text));
        let words = text.split(|c: char| !c.is_alphanumeric());
        let Some(longest) = words.max_by_key(|word| word.chars().count()).filter(|_| says_enough(&company))
        else {
            return Ok(Vec::new());
        };
        let mut found = self.named(Scope::of(member), member.id, longest, CANDIDATES).await?;
        let is_in = |key: &str, whole: Option<String>| whole.is_some_and(|whole| whole.contains(key));
        found.retain(|contact| {
            let Profile { name, company: firm, .. } = &contact.profile;
            is_in(&company, firm.as_deref().map(company_key))
                || is_in(&person, name.as_deref().map(person_key))
        });
        found.sort_by_key(|contact| contact.no);
        found.truncate(MOST);
        Ok(found)
    }

    /// Keeps what a member searched for and says under which number.
    pub async fn keep_search(&mut self, by: &Member, text: &str, now: DateTime<Utc>) -> Result<i64> {
        let row =
            sqlx::query(sql!("insert into search (member_id, text, at) values ($1, $2, $3) returning id"))
                .bind(by.id.0)
                .bind(text)
                .bind(now.timestamp())
                .fetch_one(self.connection().await?)
                .await?;
        row.int("id")
    }

    /// What the member searched for under this number.
    pub async fn search(&mut self, by: &Member, number: i64) -> Result<Option<String>> {
        let row = sqlx::query(sql!("select text from search where id = $1 and member_id = $2"))
            .bind(number)
            .bind(by.id.0)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map(|row| row.text("text")).transpose()
    }
}

/// The upper end of the keys that begin so; of a short text, only itself.
fn last_with(key: String) -> String {
    if says_enough(&key) { key + "\u{10ffff}" } else { key }
}

/// Whether a text is long enough to search names inside: two Chinese characters or four letters.
fn says_enough(key: &str) -> bool {
    key.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum::<usize>() >= 4
}

/// The registrable domain of a web address.
fn host(text: &str) -> String {
    let host = text.trim().trim_start_matches("https://").trim_start_matches("http://");
    company_domain(host.split(['/', '?', ':']).next().unwrap_or_default())
}
