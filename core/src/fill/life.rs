//! The life of a contact: each step of its story carried out with the pure functions of the use cases, so that what the
//! book keeps beside a contact is what these would have settled.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::chance::{About, Chance};
use super::person::{Traits, known, profile};
use super::plan::{Lead, Plan};
use super::story::{Moment, Step, Story};
use super::words::{said, traits};
use crate::book::{Mark, RestAnswer, moved};
use crate::change::{ContactRecord, Effect, diff};
use crate::contact::{Contact, NextStep, Profile};
use crate::follow_up::follow_up;
use crate::ideal::fit;
use crate::interaction::Happened;
use crate::mail_server::{self, Finding, Known};
use crate::store::Result;
use crate::vocabulary::{ContactId, ContactNo, DueReason, Health, InteractionKind, Lang, Stage, Verb};

/// The words of a book.
#[derive(Debug)]
pub(super) struct Words {
    traits: Traits,
    reasons: Vec<(usize, &'static str)>,
    steps: Vec<(usize, &'static str)>,
    things: Vec<&'static str>,
    /// What is said, by kind and language.
    said: Vec<(InteractionKind, Lang, Vec<&'static str>)>,
}

impl Words {
    pub(super) fn read() -> Words {
        let kinds = InteractionKind::ALL.iter();
        let pairs = kinds.flat_map(|kind| Lang::ALL.iter().map(move |lang| (*kind, *lang)));
        Words {
            traits: Traits::read(),
            reasons: traits("reason"),
            steps: traits("step"),
            things: said("thing", "-"),
            said: pairs.map(|(kind, lang)| (kind, lang, said(kind.code(), lang.code()))).collect(),
        }
    }

    /// What somebody who writes this language says of what happened.
    fn summary(&self, chance: &mut Chance, kind: InteractionKind, lang: Lang) -> String {
        let of = |list: &[&'static str], chance: &mut Chance| list.get(chance.below(list.len())).copied();
        let texts = self.said.iter().find(|(of, by, _)| *of == kind && *by == lang);
        let text = texts.and_then(|(.., texts)| of(texts, chance)).unwrap_or_default();
        let thing = of(&self.things, chance).unwrap_or_default();
        let number = 50 * (1 + chance.below(60));
        text.replace("{thing}", thing).replace("{number}", &number.to_string())
    }
}

/// What was done to a contact at an instant.
#[derive(Debug)]
pub(super) struct Deed {
    pub(super) at: DateTime<Utc>,
    pub(super) lead: Lead,
    pub(super) what: What,
}

/// What was done.
#[derive(Debug)]
pub(super) enum What {
    /// The contact came.
    Added,
    /// It changed.
    Changed {
        /// As it was before, as far as that counts.
        before: Box<Contact>,
        verb: Verb,
        reason: Option<&'static str>,
        /// What happened, if it was that, on which local day of the owner.
        happened: Option<(Happened, NaiveDate)>,
        effects: Vec<Effect>,
    },
}

/// A contact that lives through its story.
#[derive(Debug)]
pub(super) struct Life<'a> {
    plan: &'a Plan,
    words: &'a Words,
    lead: Lead,
    finding: Option<Finding>,
    profile: Profile,
    /// As it is now, with no more of the profile than counts.
    pub(super) contact: Contact,
}

impl<'a> Life<'a> {
    /// The contact when it was added.
    pub(super) fn begin(
        plan: &'a Plan,
        words: &'a Words,
        lead: Lead,
        id: ContactId,
        added_at: DateTime<Utc>,
    ) -> Life<'a> {
        let owner = &plan.members[lead.owner];
        let profile = profile(plan, &words.traits, &lead, owner.schedule.today(added_at)).unwrap_or_default();
        // Of the many fields only the ways to reach somebody have a say in what follows.
        let lean = Profile {
            email: profile.email.clone(),
            phone: profile.phone.clone(),
            whatsapp: profile.whatsapp.clone(),
            wechat: profile.wechat.clone(),
            ..Profile::default()
        };
        let contact = Contact {
            id,
            no: ContactNo(i64::try_from(lead.no).unwrap_or(i64::MAX)),
            version: 1,
            profile: lean,
            grade: lead.grade,
            grade_given: true,
            ..Contact::new(plan.team.id, owner.id, added_at)
        };
        let finding = known(plan, lead.company).finding;
        let mut life = Life { plan, words, lead, finding, profile, contact };
        life.contact = life.settled(life.contact.clone());
        life
    }

    /// The contact with what follows from it.
    fn settled(&self, mut contact: Contact) -> Contact {
        contact.health = match &contact.profile.email {
            Some(email) => mail_server::health(email, contact.bounced_at.is_some(), self.finding),
            None => Health::Unverified,
        };
        let owner = self.plan.members.iter().find(|member| Some(member.id) == contact.owner);
        contact.due = follow_up(&contact, owner.map(|owner| &owner.schedule), &self.plan.team.cadence);
        contact
    }

    /// Carries out a step; answers what was done, if anything was.
    pub(super) fn live(&mut self, number: usize, moment: Moment) -> Result<Option<Deed>> {
        let owner = &self.plan.members[self.lead.owner];
        let Moment { at, step } = moment;
        let day = owner.schedule.today(at);
        let seed = self.lead.no.wrapping_mul(1009).wrapping_add(number as u64);
        let mut chance = Chance::of(self.plan.seed, About::Words, seed);
        let mut happened = None;
        let (mut after, verb, mut reason) = (self.contact.clone(), Verb::Logged, None);
        let set = |mark: &Mark, after: &mut Contact, reason: Option<&str>| {
            mark.set(after, reason, at);
            mark.verb()
        };
        let verb = match step {
            Step::Happened(kind, messenger) => {
                after = moved(&self.contact, kind, at, day, at);
                if let Some(tally) = self.contact.tally.with(kind, at) {
                    after.tally = tally;
                }
                let summary = self.words.summary(&mut chance, kind, owner.lang);
                happened = Some((Happened { kind, messenger, summary }, day));
                verb
            }
            Step::Planned(days, hour) => {
                let what = chance.pick(&self.words.steps).unwrap_or_default().to_owned();
                let at = hour.and_then(|hour| NaiveTime::from_hms_opt(hour, 30, 0));
                let step = NextStep { on: day + Days::new(days), at, what };
                set(&Mark::NextStep(step), &mut after, None)
            }
            Step::Snoozed(days) => {
                let verb = set(&Mark::Snooze(day + Days::new(days)), &mut after, None);
                // Where it is not due before anyway, nothing changes.
                if self.contact.due.is_some() && self.settled(after.clone()).due == self.contact.due {
                    return Ok(None);
                }
                verb
            }
            Step::Graded => {
                reason = chance.pick(&self.words.reasons);
                set(&Mark::Grade(self.contact.grade), &mut after, reason)
            }
            Step::Rested(answer) => {
                let is_proposed = self.contact.due.is_some_and(|due| due.why == DueReason::Rest);
                if !is_proposed || (answer == RestAnswer::Lower && self.contact.grade.lower().is_none()) {
                    return Ok(None);
                }
                answer.set(&mut after, at);
                // As counted anew: no touch is later than the answer.
                if answer == RestAnswer::Lower {
                    after.tally.touches_in_row = 0;
                }
                Verb::Rested
            }
            Step::Pooled => set(&Mark::Owner(None), &mut after, None),
            Step::Lost => set(&Mark::Stage(Stage::Lost), &mut after, None),
        };
        if happened.is_none() && after == self.contact {
            return Ok(None);
        }
        if after.owner != self.contact.owner {
            after.owned_since = at;
        }
        let mut after = self.settled(after);
        after.version += 1;
        let cells = diff(&ContactRecord::of(&self.contact), &ContactRecord::of(&after))?;
        let effects =
            if cells.is_empty() { Vec::new() } else { vec![Effect::Contact { id: after.id, cells }] };
        let before = Box::new(std::mem::replace(&mut self.contact, after));
        let what = What::Changed { before, verb, reason, happened, effects };
        Ok(Some(Deed { at, lead: self.lead, what }))
    }

    /// The contact as it is in the end, with all that is told of it.
    pub(super) fn end(self) -> Contact {
        let Life { plan, profile, contact, .. } = self;
        let fit = fit(&plan.team.ideal, &profile).map(|fit| fit.level);
        Contact { profile, fit, ..contact }
    }

    /// The whole life, and what is known of the domain of the address.
    pub(super) fn whole(
        plan: &'a Plan,
        words: &'a Words,
        lead: Lead,
        id: ContactId,
    ) -> Result<(Contact, Known)> {
        let story = Story::of(plan, &lead);
        let mut life = Life::begin(plan, words, lead, id, story.added_at);
        for (number, moment) in story.moments.into_iter().enumerate() {
            life.live(number, moment)?;
        }
        Ok((life.end(), known(plan, lead.company)))
    }
}
