//! Two contacts that are one person become one; `/undo` splits them again.

use super::{Book, Done, UndoError};
use crate::change::{Diff, Effect};
use crate::contact::Contact;
use crate::duplicate::{company_key, person_key};
use crate::interaction::Interaction;
use crate::store::{Result, Scope};
use crate::vocabulary::{ChangeId, ContactId, Field, InteractionId, InteractionKind, Stage, Verb};

/// The contact that stays, with what it takes from the other: missing fields, the higher grade, the further stage (lost
/// counts least), the earlier next step, and the suppression of either.
pub fn united(stays: &Contact, gone: &Contact) -> Contact {
    let mut one = stays.clone();
    let profile = &mut one.profile;
    let theirs = gone.profile.clone();
    if profile.email.is_none() && theirs.email.is_some() {
        one.health = gone.health;
        one.bounced_at = gone.bounced_at;
    }
    profile.name = profile.name.take().or(theirs.name);
    profile.company = profile.company.take().or(theirs.company);
    profile.title = profile.title.take().or(theirs.title);
    profile.role = profile.role.or(theirs.role);
    profile.email = profile.email.take().or(theirs.email);
    profile.phone = profile.phone.take().or(theirs.phone);
    profile.linkedin = profile.linkedin.take().or(theirs.linkedin);
    profile.language = profile.language.take().or(theirs.language);
    profile.country = profile.country.or(theirs.country);
    profile.website = profile.website.take().or(theirs.website);
    profile.industry = profile.industry.take().or(theirs.industry);
    profile.size = profile.size.take().or(theirs.size);
    profile.revenue = profile.revenue.take().or(theirs.revenue);
    profile.source = profile.source.take().or(theirs.source);
    profile.acquired_on = earlier(profile.acquired_on, theirs.acquired_on);
    profile.value = profile.value.or(theirs.value);
    profile.pains = profile.pains.take().or(theirs.pains);
    profile.plans = profile.plans.take().or(theirs.plans);
    profile.weighs = profile.weighs.take().or(theirs.weighs);
    one.grade = stays.grade.min(gone.grade);
    one.stage = match (stays.stage, gone.stage) {
        (Stage::Lost, other) | (other, Stage::Lost) => other,
        (mine, theirs) => mine.max(theirs),
    };
    one.owner = stays.owner.or(gone.owner);
    one.suppressed_at = earlier(stays.suppressed_at, gone.suppressed_at);
    one.next_step = match (&stays.next_step, &gone.next_step) {
        (Some(mine), Some(theirs)) if theirs.on < mine.on => Some(theirs.clone()),
        (mine, theirs) => mine.clone().or_else(|| theirs.clone()),
    };
    one
}

fn earlier<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The fields of the other that the one that stays does not take, since it has its own.
pub fn left_behind(stays: &Contact, gone: &Contact) -> Vec<Field> {
    let one = united(stays, gone);
    let differs = |field: &&Field| match (field.get(&one.profile), field.get(&gone.profile)) {
        (Some(mine), Some(theirs)) => match field {
            Field::AcquiredOn => false,
            Field::Company => company_key(&mine) != company_key(&theirs),
            Field::Name => person_key(&mine) != person_key(&theirs),
            _ => mine != theirs,
        },
        _ => false,
    };
    Field::ALL.iter().filter(differs).copied().collect()
}

impl Book<'_> {
    /// Makes one of two contacts: `stays` takes what it lacks and both histories; the number of `gone` is never given
    /// again. What was left behind is kept as a note.
    pub async fn merge(&mut self, stays: &Contact, gone: &Contact, note: Option<&str>) -> Result<Done> {
        let change =
            self.tx.begin_change(self.actor, Some(stays.id), Verb::Merged, None, None, self.now).await?;
        // The other is removed first: an address is unique in the book, and the one that stays may take it.
        self.tx.move_history(gone.id, stays.id, change, self.now).await?;
        if let Some(note) = note {
            let noted = Interaction {
                id: InteractionId(0),
                contact: stays.id,
                kind: InteractionKind::Note,
                at: self.now,
                summary: note.to_owned(),
                by: self.actor.id,
            };
            self.tx.insert_interaction(stays, &noted, change).await?;
        }
        let mut one = united(stays, gone);
        one.tally = self.tx.tally(&one).await?;
        let cells = self.save(stays, &mut one).await?.into_iter().flat_map(|effect| match effect {
            Effect::Contact { cells, .. } => cells,
            _ => Vec::new(),
        });
        let merged = Effect::Merged { into: stays.id, gone: gone.id, no: gone.no, cells: cells.collect() };
        self.tx.finish_change(change, None, &[merged]).await?;
        Ok(Done { contact: one, change: Some(change) })
    }

    /// Splits what a merge made one: each has its own history again, and the one that stayed what it had.
    pub(super) async fn split(
        &mut self,
        change: ChangeId,
        into: ContactId,
        gone: ContactId,
        cells: &[Diff],
    ) -> Result<Result<(), UndoError>> {
        let team = Scope::whole_team(self.actor);
        let Some(stays) = self.tx.contact_by_id(team, into).await? else {
            return Ok(Err(UndoError::ChangedSince));
        };
        let away = self.tx.merged_away(&stays).await?;
        let Some(gone) = away.into_iter().find(|contact| contact.id == gone) else {
            return Ok(Err(UndoError::ChangedSince));
        };
        self.tx.move_back(gone.id, change).await?;
        if let Err(refused) = self.restore_contact(into, cells).await? {
            return Ok(Err(refused));
        }
        // Its address may have been given to another contact meanwhile.
        if let Some(email) = &gone.profile.email
            && let Some(other) = self.tx.contact_by_email(team, email).await?
            && other.profile.email.as_ref().is_some_and(|other| other.key() == email.key())
        {
            return Ok(Err(UndoError::ChangedSince));
        }
        self.tx.set_split(gone.id).await?;
        let mut again = gone.clone();
        again.tally = self.tx.tally(&again).await?;
        self.save(&gone, &mut again).await?;
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};

    use super::*;
    use crate::contact::{NextStep, Profile, Tally};
    use crate::vocabulary::{ContactNo, Grade, Health, MemberId, TeamId};

    fn contact(no: i64) -> Contact {
        Contact {
            id: ContactId(no),
            team: TeamId(1),
            no: ContactNo(no),
            version: 1,
            owner: Some(MemberId(1)),
            owned_since: DateTime::<Utc>::UNIX_EPOCH,
            added_by: MemberId(1),
            added_at: DateTime::<Utc>::UNIX_EPOCH,
            profile: Profile::default(),
            grade: Grade::C,
            stage: Stage::New,
            health: Health::Unverified,
            bounced_at: None,
            suppressed_at: None,
            next_step: None,
            snoozed_until: None,
            tally: Tally::default(),
            due: None,
            fit: None,
            grade_declined: None,
        }
    }

    fn step(day: u32) -> Option<NextStep> {
        Some(NextStep { on: NaiveDate::from_ymd_opt(2026, 12, day).unwrap(), what: day.to_string() })
    }

    #[test]
    fn what_is_lacking_is_taken_and_the_rest_is_left() {
        let (mut stays, mut gone) = (contact(12), contact(34));
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let told = |contact: &mut Contact, told: &[(Field, &str)]| {
            for (field, text) in told {
                field.set(&mut contact.profile, Some(text), today).unwrap();
            }
        };
        told(
            &mut stays,
            &[(Field::Name, "Anna Schmidt"), (Field::Email, "anna@lumen.de"), (Field::Company, "Lumen")],
        );
        told(
            &mut gone,
            &[
                (Field::Name, "Anna Braun"),
                (Field::Email, "info@lumen.de"),
                (Field::Company, "Lumen GmbH"),
                (Field::Country, "Germany"),
            ],
        );
        gone.health = Health::Invalid;
        let one = united(&stays, &gone);
        assert_eq!(one.profile.name, stays.profile.name);
        assert_eq!(one.profile.country, gone.profile.country);
        assert_eq!(
            (one.profile.email.as_ref(), one.health),
            (stays.profile.email.as_ref(), Health::Unverified)
        );
        assert_eq!(left_behind(&stays, &gone), [Field::Name, Field::Email]);
        stays.profile.email = None;
        let one = united(&stays, &gone);
        assert_eq!((one.profile.email, one.health), (gone.profile.email.clone(), Health::Invalid));
    }

    #[test]
    fn the_stricter_the_further_and_the_earlier_win() {
        let (mut stays, mut gone) = (contact(12), contact(34));
        (stays.grade, gone.grade) = (Grade::B, Grade::A);
        (stays.stage, gone.stage) = (Stage::Interested, Stage::Contacted);
        (stays.next_step, gone.next_step) = (step(5), step(3));
        gone.suppressed_at = Some(DateTime::<Utc>::UNIX_EPOCH);
        stays.owner = None;
        let one = united(&stays, &gone);
        assert_eq!((one.grade, one.stage, one.next_step), (Grade::A, Stage::Interested, step(3)));
        assert_eq!((one.suppressed_at, one.owner), (gone.suppressed_at, gone.owner));
        (stays.stage, gone.stage) = (Stage::Lost, Stage::Contacted);
        assert_eq!(united(&stays, &gone).stage, Stage::Contacted);
        gone.stage = Stage::Lost;
        assert_eq!(united(&stays, &gone).stage, Stage::Lost);
    }
}
