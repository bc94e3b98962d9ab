//! Who a contact is: a name and a company that fit their country, and ways to reach them.

use chrono::{NaiveDate, TimeDelta};

use super::chance::{About, Chance};
use super::plan::{Lead, Plan};
use super::words::{First, LANDS, Land, Word, traits};
use crate::contact::Profile;
use crate::email::Email;
use crate::mail_server::{Finding, Known};
use crate::phone::Phone;
use crate::read::source::parse_source;
use crate::text::{folded, is_han};
use crate::vocabulary::{PurchaseRole, Value};

/// The words of the fields, each with its share.
#[derive(Debug)]
pub(super) struct Traits {
    title: Vec<(usize, &'static str)>,
    industry: Vec<(usize, &'static str)>,
    size: Vec<(usize, &'static str)>,
    revenue: Vec<(usize, &'static str)>,
    source: Vec<(usize, &'static str)>,
    pains: Vec<(usize, &'static str)>,
    plans: Vec<(usize, &'static str)>,
    weighs: Vec<(usize, &'static str)>,
}

impl Traits {
    pub(super) fn read() -> Traits {
        Traits {
            title: traits("title"),
            industry: traits("industry"),
            size: traits("size"),
            revenue: traits("revenue"),
            source: traits("source"),
            pains: traits("pains"),
            plans: traits("plans"),
            weighs: traits("weighs"),
        }
    }
}

/// A company, as far as its people have it in common.
struct Company {
    land: &'static Land,
    name: String,
    domain: String,
    industry: Option<&'static str>,
    size: Option<&'static str>,
    revenue: Option<&'static str>,
}

impl Company {
    fn of(plan: &Plan, words: &Traits, number: u64) -> Option<Company> {
        let mut chance = Chance::of(plan.seed, About::Company, number.wrapping_add(1 << 40));
        let lands: Vec<(usize, &Land)> = LANDS.iter().map(|(share, land)| (*share, land)).collect();
        let land = chance.pick(&lands)?;
        // Neighbours in the book are no neighbours among the names.
        let mut rest = (number.wrapping_mul(48_271) % 1_048_576) as usize;
        let mut next = |of: &[Word]| {
            let word = of.get(rest % of.len().max(1)).copied();
            rest /= of.len().max(1);
            word
        };
        let (start, end) = (next(&land.starts)?, next(&land.ends)?);
        let (trade, form) = (next(&land.trades)?, next(&land.forms)?);
        let stem = format!("{}{}", start.text, end.text);
        let name = match stem.chars().next().is_some_and(is_han) {
            true => format!("{stem}{}{}", trade.text, form.text),
            false => format!("{stem} {} {}", trade.text, form.text),
        };
        let domain = format!("{}{}-{}.example", ascii(start.ascii), ascii(end.ascii), in_letters(number));
        Some(Company {
            land,
            name,
            domain,
            industry: chance.pick(&words.industry),
            size: chance.pick(&words.size).filter(|_| chance.happens(60)),
            revenue: chance.pick(&words.revenue).filter(|_| chance.happens(30)),
        })
    }
}

/// What is known of a company's mail: of one in fifty that it takes none; one in fifty was not asked yet.
pub(super) fn known(plan: &Plan, company: u64) -> Known {
    let mut chance = Chance::of(plan.seed, About::Company, company.wrapping_add(2 << 40));
    let (finding, days) = match chance.below(50) {
        0 => return Known::default(),
        1 => (Finding::NoDomain, chance.below(6)),
        _ => (Finding::Served, chance.below(85)),
    };
    let at = Some(plan.span.now - TimeDelta::days(days as i64));
    Known { finding: Some(finding), answered_at: at, asked_at: at }
}

/// What is told of a contact that was added on this local day of the owner.
pub(super) fn profile(plan: &Plan, words: &Traits, lead: &Lead, added_on: NaiveDate) -> Option<Profile> {
    let Company { land, name, domain, industry, size, revenue } = Company::of(plan, words, lead.company)?;
    let mut chance = Chance::of(plan.seed, About::Person, lead.no);
    // Two people of a company have two names.
    let first =
        Chance::of(plan.seed, About::Person, lead.company.wrapping_add(1 << 40)).below(land.given.len());
    let given = land.given.get((first + lead.colleague) % land.given.len().max(1))?;
    let family = land.family.get(chance.below(land.family.len()))?;
    let written = match (land.first, family.text.chars().next().is_some_and(is_cjk)) {
        (First::Family, true) => format!("{}{}", family.text, given.text),
        (First::Family, false) => format!("{} {}", family.text, given.text),
        (First::Given, _) => format!("{} {}", given.text, family.text),
    };
    let is_office = lead.colleague == 0 && chance.happens(7);
    let local = match is_office {
        true => ["info", "sales", "purchasing"][chance.below(3)].to_owned(),
        false => format!("{}.{}", ascii(given.ascii), ascii(family.ascii)),
    };
    let has_email = !chance.happens(8);
    let (has_phone, has_whatsapp) = (!has_email || chance.happens(55), chance.happens(25));
    let number = || Some(Phone::kept(&dial(land.dial, lead.no)));
    let mut said = |of: &[(usize, &'static str)], percent: usize| {
        chance.pick(of).filter(|_| chance.happens(percent)).map(str::to_owned)
    };
    let (title, source) = (said(&words.title, 85), said(&words.source, 97));
    let (pains, plans, weighs) = (said(&words.pains, 25), said(&words.plans, 15), said(&words.weighs, 30));
    Some(Profile {
        name: Some(written),
        company: Some(name),
        title,
        role: chance.pick(&ROLES).flatten(),
        email: Email::parse(&format!("{local}@{domain}")).ok().filter(|_| has_email),
        phone: number().filter(|_| has_phone),
        whatsapp: number().filter(|_| has_whatsapp),
        wechat: (land.country.code() == "CN").then(|| format!("wx_{}", in_letters(lead.no + 40_000))),
        linkedin: None,
        language: Some(land.language.to_owned()),
        country: Some(land.country),
        website: chance.happens(60).then(|| format!("www.{domain}")),
        industry: industry.map(str::to_owned),
        size: size.map(str::to_owned),
        revenue: revenue.map(str::to_owned),
        source: source.and_then(|source| parse_source(&source).ok()),
        acquired_on: Some(added_on),
        value: chance.pick(&VALUES).flatten(),
        pains,
        plans,
        weighs,
    })
}

const ROLES: [(usize, Option<PurchaseRole>); 4] = [
    (35, Some(PurchaseRole::DecisionMaker)),
    (15, Some(PurchaseRole::Influencer)),
    (10, Some(PurchaseRole::User)),
    (40, None),
];

const VALUES: [(usize, Option<Value>); 4] =
    [(10, Some(Value::High)), (20, Some(Value::Medium)), (15, Some(Value::Low)), (55, None)];

/// Scripts in which a whole name is one word.
fn is_cjk(c: char) -> bool {
    is_han(c) || ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

/// The letters and digits of a word that an address can hold.
fn ascii(word: &str) -> String {
    folded(word).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A number in few letters.
fn in_letters(mut number: u64) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut text = String::new();
    loop {
        text.push(char::from(LETTERS[(number % 32) as usize]));
        number /= 32;
        if number == 0 {
            return text;
        }
    }
}

/// A telephone number of this form, of contact `no` alone.
fn dial(form: &str, no: u64) -> String {
    let mut left = no.wrapping_mul(7_654_321) % 10_000_000;
    let digit = |c| match c {
        '#' => {
            let digit = left % 10;
            left /= 10;
            char::from(b'0' + digit as u8)
        }
        c => c,
    };
    form.chars().filter(|c| *c != ' ').map(digit).collect()
}
