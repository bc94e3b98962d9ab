//! `/due @anna`, `/due team`, `/due A`: one person's follow-ups, the team's, or those of one grade
//! (docs/product.md, rule 5.11).

use renmai_core::contact::Contact;
use renmai_core::store::{Counts, Scope};
use renmai_core::team::Member;
use renmai_core::vocabulary::Grade;

use super::{Phrase, due_of};
use crate::features::list::{PAGE, Row, RowState, View, last_page};
use crate::features::team::pick_member::fitting;
use crate::handler::buttons::{Place, Whose};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};
use crate::i18n::{AnyReply, Quote};

/// `/due @anna A`, in any order.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let words: Vec<&str> = args.split_whitespace().collect();
    let grade = words.iter().find_map(|word| grade(word));
    let rest: Vec<&str> = words.into_iter().filter(|word| self::grade(word).is_none()).collect();
    let whose = match rest.join(" ").to_lowercase().as_str() {
        "" | "me" | "mine" | "我" | "我的" => Whose::Mine,
        "team" | "the team" | "all" | "团队" | "全部" | "全队" | "所有" => Whose::Team,
        name => {
            leads(ctx)?;
            let members = ctx.tx.members(Scope::whole_team(&ctx.member)).await?;
            match fitting(members, name).as_slice() {
                [] => return Err(refused(Phrase::NobodyCalledSo { typed: name.into() })),
                [member] if member.id == ctx.member.id => Whose::Mine,
                [member] => Whose::Member(member.id.number()),
                several => {
                    let names: Vec<String> = several.iter().map(|member| member.name.clone()).collect();
                    let names = ctx.words().list(&names);
                    return Err(refused(Phrase::SeveralCalledSo { names }));
                }
            }
        }
    };
    page(ctx, whose, grade, 0).await
}

/// A page of it, as the book is now.
pub async fn page(ctx: &mut Context<'_>, whose: Whose, grade: Option<Grade>, page: u32) -> Answer {
    let members = match whose {
        Whose::Mine => vec![ctx.member.clone()],
        Whose::Team | Whose::Member(_) => {
            leads(ctx)?;
            let mut members = ctx.tx.members(Scope::whole_team(&ctx.member)).await?;
            members.retain(|member| whose == Whose::Team || whose == Whose::Member(member.id.number()));
            members
        }
    };
    let Some(first) = members.first() else { return Err(refused(common::Phrase::OldButton)) };
    let name = first.name.clone();
    let mut count: Counts<Grade> = std::iter::empty().collect();
    for member in &members {
        let today = member.schedule.today(ctx.now);
        let due = ctx.tx.due_count(Scope::own(member), today).await?;
        for known in Grade::ALL.iter().filter(|known| grade.is_none_or(|grade| grade == **known)) {
            count.extend((0..due.of(*known)).map(|_| *known));
        }
    }
    let total = count.total();
    let page = page.min(last_page(total));
    let contacts = due(ctx, &members, grade, page).await?;
    let today = ctx.member.schedule.today(ctx.now);
    let row = |contact: Contact| Row { due: due_of(&contact, today), contact, state: RowState::Open };
    let head = head(whose, name, grade, &count);
    let (rows, now) = (contacts.into_iter().map(row).collect(), ctx.now);
    Ok(Outcome::from(View { head, rows, place: Place::DueOf(whose, grade, page), page, total, today, now }))
}

/// A page of what is due to these members, in the order of a list.
async fn due(
    ctx: &mut Context<'_>,
    members: &[Member],
    grade: Option<Grade>,
    page: u32,
) -> Result<Vec<Contact>, Stop> {
    let first = page.saturating_mul(PAGE);
    let mut contacts = Vec::new();
    for member in members {
        let (scope, today) = (Scope::own(member), member.schedule.today(ctx.now));
        let until = first.saturating_add(PAGE);
        contacts.extend(match grade {
            Some(grade) => ctx.tx.due_of_grade(scope, grade, today, until).await?,
            None => ctx.tx.due(scope, today, 0, until).await?,
        });
    }
    contacts
        .sort_by_key(|contact| contact.due.map(|due| (due.why.rank(), contact.grade, due.since, contact.no)));
    Ok(contacts.into_iter().skip(first as usize).take(PAGE as usize).collect())
}

fn head(whose: Whose, name: String, grade: Option<Grade>, count: &Counts<Grade>) -> AnyReply {
    let only = Quote::from(grade.map_or("", Grade::code).to_uppercase().as_str());
    let (total, a, b, c) = (count.total(), count.of(Grade::A), count.of(Grade::B), count.of(Grade::C));
    match whose {
        Whose::Mine => Phrase::HeadGraded { only, total }.into(),
        Whose::Team => Phrase::HeadTeam { only, total, a, b, c }.into(),
        Whose::Member(_) => Phrase::HeadOf { name, only, total, a, b, c }.into(),
    }
}

/// A lone grade: `A`, `A级`.
fn grade(word: &str) -> Option<Grade> {
    Grade::parse(word.trim_end_matches('级'))
}

/// Others' follow-ups are for those who lead.
fn leads(ctx: &Context<'_>) -> Result<(), Stop> {
    match ctx.member.role.leads() {
        true => Ok(()),
        false => Err(refused(Phrase::OnlyYours)),
    }
}
