//! Whether a mail that was claimed may go, asked of the book beside the program and of a memory of its own.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc};
use chrono_tz::Tz;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::people::COUNTRIES;
use crate::world::Memory;

/// A mail that reached somebody, or may have.
#[derive(Debug, Clone)]
pub(crate) struct Left {
    /// 0: somebody logged that they wrote.
    pub(crate) mail: i64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) contact: i64,
    pub(crate) to: String,
    /// From which address; empty where it was logged.
    pub(crate) from: String,
    /// The change that logged it.
    pub(crate) change: i64,
}

/// The mail as it stands.
const FACTS: &str = "select m.contact_id, m.recipient_key, m.haste, c.removed_at, c.suppressed_at, c.source_channel, \
    c.health, c.bounced_at, c.email_key, c.country, c.company, c.owner_id, c.basis, b.state, b.paused_until, \
    b.removed_at, b.address_key, b.connected_at, t.address, w.removed_at, w.role, w.id, w.zone, m.member_id, b.member_id \
    from mail m join contact c on c.id = m.contact_id join mailbox b on b.id = m.mailbox_id \
    join team t on t.id = m.team_id join member w on w.id = m.member_id where m.id = ";

/// Says what is against a mail that was claimed, or how it is remembered.
pub(crate) async fn may_go(
    beside: &mut AnyConnection,
    memory: &Memory,
    mail: i64,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<Left, String> {
    let rows = ask(beside, &format!("{FACTS}{mail}")).await;
    let [row] = rows.as_slice() else { return Err(format!("mail {mail} has nobody")) };
    let names = [
        "contact",
        "to",
        "haste",
        "removed",
        "suppressed",
        "source",
        "health",
        "bounced",
        "email",
        "country",
        "company",
        "owner",
        "basis",
        "state",
        "until",
        "disconnected",
        "from",
        "connected",
        "postal",
        "writer removed",
        "role",
        "writer",
        "zone",
        "by",
        "mailbox of",
    ];
    let fact = |name: &str| -> &str { &row[names.iter().position(|known| *known == name).unwrap()] };
    let number = |name: &str| fact(name).parse::<i64>().unwrap_or_default();
    let is_answer = fact("haste").starts_with("answer");
    let wrong = |what: &str| Err(format!("mail {mail} at {now}: {what}; {names:?} = {row:?}"));

    if !fact("removed").is_empty() {
        return wrong("the contact is not in the book");
    }
    if !fact("suppressed").is_empty() {
        return wrong("they opted out");
    }
    let to = fact("to");
    if memory.erased.iter().any(|erased| erased == to) {
        return wrong("somebody with this address was erased");
    }
    let person = person(beside, number("contact")).await;
    for (change, contact, address) in &memory.opted_out {
        let stands = stands(beside, *change).await;
        let is_them = address == to || crate::check::person(beside, *contact).await == person;
        if stands && is_them {
            return wrong("they opted out, with this or another address");
        }
    }
    if !is_answer && fact("email") != to {
        return wrong("they have another address");
    }
    if !fact("writer removed").is_empty()
        || (fact("role") == "salesperson" && fact("owner") != fact("writer"))
    {
        return wrong("the contact is not the writer's");
    }
    if fact("by") != fact("mailbox of") {
        return wrong("it goes from somebody else's mailbox");
    }
    if fact("health") == "invalid" || (fact("email") == to && !fact("bounced").is_empty()) {
        return wrong("the address is invalid");
    }
    if fact("source").is_empty() {
        return wrong("nobody said where they come from");
    }
    let is_ready = match fact("state") {
        "ready" => true,
        "paused" => !fact("until").is_empty() && number("until") <= now.timestamp(),
        _ => false,
    };
    if !is_ready || !fact("disconnected").is_empty() {
        return wrong("the mailbox does not send");
    }
    if fact("postal").trim().is_empty() {
        return wrong("the team has no address");
    }

    // What they, their company and the mailbox had.
    let zone: Tz = fact("zone").parse().unwrap();
    let country = COUNTRIES.iter().find(|(code, _)| *code == fact("country"));
    let there = country.map_or(zone, |(_, zone)| *zone);
    let mut theirs = Vec::new();
    for left in memory.left.iter().filter(|left| left.mail != mail) {
        let is_them = left.to == to || crate::check::person(beside, left.contact).await == person;
        let stands = left.change == 0 || stands(beside, left.change).await;
        if is_them && stands {
            theirs.push(left);
        }
    }
    let basis: serde_json::Value = serde_json::from_str(fact("basis")).unwrap_or_default();
    let given = basis["basis"].as_str().map(|word| {
        let on: NaiveDate = basis["on"].as_str().unwrap().parse().unwrap();
        let since = |left: &&&Left| left.mail != 0 && left.at.with_timezone(&zone).date_naive() >= on;
        Given { word, on, used: theirs.iter().filter(since).count() }
    });
    let is_company = !fact("company").is_empty() && !to.ends_with("@gmail.com");
    if !is_answer && !is_lawful(fact("country"), given, is_company, now.with_timezone(&there).date_naive()) {
        return wrong("the law of their country does not permit it");
    }
    let is_marked = subject.starts_with("AD ") || subject.starts_with("广告 ");
    if is_marked != (fact("country") == "CN" && !is_answer) {
        return wrong(&format!(
            "the subject “{subject}” has a mark where it needs none, or none where it does"
        ));
    }
    if !is_answer && let Some(last) = theirs.iter().find(|left| now - left.at < TimeDelta::days(2)) {
        return wrong(&format!("they had {last:?} less than two days ago"));
    }
    let same_day = |zone: Tz, at: DateTime<Utc>| {
        at.with_timezone(&zone).date_naive() == now.with_timezone(&zone).date_naive()
    };
    let others = || memory.left.iter().filter(|left| left.mail != 0 && left.mail != mail);
    let domain = to.rsplit('@').next().unwrap_or_default();
    // What an erased person had is erased, too.
    let of_company =
        |left: &&Left| left.to.ends_with(&format!("@{domain}")) && !memory.erased.contains(&left.to);
    let company = others().filter(of_company).filter(|left| same_day(there, left.at)).count();
    if !is_answer && domain != "gmail.com" && company >= 2 {
        return wrong("their company had its two mails of the day");
    }
    let from_here: Vec<_> = others().filter(|left| left.from == fact("from")).collect();
    let cap = if now.timestamp() - number("connected") < 30 * 86_400 { 20 } else { 40 };
    if from_here.iter().filter(|left| same_day(zone, left.at)).count() >= cap {
        return wrong("the mailbox has sent its mails of the day");
    }
    if from_here.iter().filter(|left| now - left.at < TimeDelta::hours(1)).count() >= 8 {
        return wrong("the mailbox has sent its mails of the hour");
    }
    if matches!(fact("haste"), "paced" | "answer")
        && from_here.iter().any(|left| now - left.at < TimeDelta::seconds(90))
    {
        return wrong("another mail has just left");
    }
    let local = now.with_timezone(&there).naive_local();
    let opens = NaiveTime::from_hms_opt(9, 0, 0).unwrap()..NaiveTime::from_hms_opt(17, 30, 0).unwrap();
    if fact("haste") == "paced"
        && (local.weekday().number_from_monday() > 5 || !opens.contains(&local.time()))
    {
        return wrong(&format!("it is {} o'clock there on {}", local.hour(), local.weekday()));
    }
    Ok(Left {
        mail,
        at: now,
        contact: number("contact"),
        to: to.to_owned(),
        from: fact("from").to_owned(),
        change: 0,
    })
}

/// A basis, the day on which it was given, and how many mails it has carried.
#[derive(Clone, Copy)]
struct Given<'a> {
    word: &'a str,
    on: NaiveDate,
    used: usize,
}

/// The law, as it was read a second time.
fn is_lawful(country: &str, given: Option<Given<'_>>, is_company: bool, today: NaiveDate) -> bool {
    let word = given.map_or("", |given| given.word);
    let within = |months| given.is_some_and(|given| today < given.on + Months::new(months));
    let consented = matches!(word, "asked" | "consent" | "customer");
    match country {
        "US" => true,
        "GB" => is_company || consented,
        "DE" | "FR" => consented,
        "CA" => match word {
            "asked" => within(6),
            "customer" => within(24),
            _ => matches!(word, "published" | "consent"),
        },
        "AU" => matches!(word, "asked" | "customer" | "published" | "consent"),
        "CN" => matches!(word, "asked" | "consent"),
        _ => {
            let is_fresh = given.is_some_and(|given| given.used == 0);
            consented || (matches!(word, "met" | "published" | "referral") && is_fresh)
        }
    }
}

/// The contact that this one has become.
async fn person(beside: &mut AnyConnection, contact: i64) -> i64 {
    let mut at = contact;
    loop {
        let rows = ask(beside, &format!("select merged_into from contact where id = {at}")).await;
        match rows.first().and_then(|row| row[0].parse().ok()) {
            Some(into) => at = into,
            None => return at,
        }
    }
}

/// Whether a change was not taken back.
async fn stands(beside: &mut AnyConnection, change: i64) -> bool {
    let rows = ask(beside, &format!("select undone_at from change where id = {change}")).await;
    rows.first().is_some_and(|row| row[0].is_empty())
}

/// Asks the book: everything as text.
pub(crate) async fn ask(beside: &mut AnyConnection, question: &str) -> Vec<Vec<String>> {
    let rows = sqlx::query(AssertSqlSafe(question.to_owned())).fetch_all(beside).await.unwrap();
    let text = |row: &sqlx::any::AnyRow, cell: usize| {
        let number = || row.try_get::<Option<i64>, _>(cell).ok().flatten().map(|number| number.to_string());
        row.try_get::<Option<String>, _>(cell).ok().flatten().or_else(number).unwrap_or_default()
    };
    rows.iter().map(|row| (0..row.len()).map(|cell| text(row, cell)).collect()).collect()
}
