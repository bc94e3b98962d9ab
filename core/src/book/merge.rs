//! Two contacts that are one person become one; `/undo` splits them again.

use super::{Book, Done, UndoError};
use crate::change::{Diff, Effect};
use crate::contact::{Contact, Profile};
use crate::duplicate::{company_key, person_key};
use crate::email::Email;
use crate::interaction::Interaction;
use crate::store::{Result, Scope};
use crate::vocabulary::{ChangeId, ContactId, Field, InteractionId, InteractionKind, Stage, Verb};

/// The contact that stays, with what it takes from the other: missing fields, the higher grade, the further stage (lost
/// counts least), the earlier next step, and the suppression of either.
pub fn united(stays: &Contact, gone: &Contact) -> Contact {
    let Contact {
        id,
        team,
        no,
        version,
        owner,
        owned_since,
        added_by,
        added_at,
        profile,
        grade,
        stage,
        health,
        bounced_at,
        suppressed_at,
        basis,
        next_step,
        snoozed_until,
        tally,
        due,
        fit,
        grade_given,
        grade_declined,
        grade_reasoned_at,
    } = stays.clone();
    // What is known of an address goes with the address.
    let (health, bounced_at) = match (&profile.email, &gone.profile.email) {
        (None, Some(_)) => (gone.health, gone.bounced_at),
        (Some(_), _) | (None, None) => (health, bounced_at),
    };
    let acquired_on = earlier(profile.acquired_on, gone.profile.acquired_on);
    let mut profile = Profile { acquired_on, ..profile };
    profile.fill(&gone.profile);
    Contact {
        profile,
        grade: grade.min(gone.grade),
        stage: match (stage, gone.stage) {
            (Stage::Lost, other) | (other, Stage::Lost) => other,
            (mine, theirs) => mine.max(theirs),
        },
        health,
        bounced_at,
        owner: owner.or(gone.owner),
        suppressed_at: earlier(suppressed_at, gone.suppressed_at),
        basis: basis.or_else(|| gone.basis.clone()),
        next_step: match (next_step, &gone.next_step) {
            (Some(mine), Some(theirs)) if theirs.on < mine.on => Some(theirs.clone()),
            (mine, theirs) => mine.or_else(|| theirs.clone()),
        },
        // The row that stays.
        id,
        team,
        no,
        version,
        owned_since,
        added_by,
        added_at,
        // A person's word on the one that stays.
        snoozed_until,
        grade_given: grade_given || gone.grade_given,
        grade_declined,
        grade_reasoned_at: if gone.grade < grade { gone.grade_reasoned_at } else { grade_reasoned_at },
        // Settled when it is saved.
        tally,
        due,
        fit,
    }
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

/// Whether two contacts may be one person: an address, its domain, a number, the company or the name is the same.
pub fn look_alike(one: &Profile, other: &Profile) -> bool {
    fn same<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
        one.is_some() && one == other
    }
    let domain = |profile: &Profile| profile.email.as_ref().and_then(Email::company_domain);
    let address = |profile: &Profile| profile.email.as_ref().map(Email::key);
    let company = |profile: &Profile| profile.company.as_deref().map(company_key);
    let names = one.name.as_deref().zip(other.name.as_deref());
    let number = one.numbers().any(|number| other.numbers().any(|theirs| number.is_same(theirs)));
    number
        || same(domain(one), domain(other))
        || same(address(one), address(other))
        || same(company(one), company(other))
        || same(one.wechat.as_ref(), other.wechat.as_ref())
        || same(one.linkedin.as_ref(), other.linkedin.as_ref())
        || names.is_some_and(|(name, theirs)| may_be_one_name(name, theirs))
}

/// Whether each word of the shorter name is in the longer one, perhaps as an initial: "Eva B." and "Eva Braun".
fn may_be_one_name(one: &str, other: &str) -> bool {
    let (one, other) = (person_key(one), person_key(other));
    let split = |key: &str| key.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (mut short, mut long) = (split(&one), split(&other));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let is_initial = |one: &str, other: &str| one.chars().count() == 1 && other.starts_with(one);
    let fits = |one: &String| {
        long.iter().any(|other| one == other || is_initial(one, other) || is_initial(other, one))
    };
    short.iter().all(fits)
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
                messenger: None,
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
        if let Err(refused) = self.restore_contact(change, into, cells).await? {
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
    use crate::contact::NextStep;
    use crate::vocabulary::{ContactNo, Grade, Health, MemberId, TeamId};

    fn contact(no: i64) -> Contact {
        let blank = Contact::new(TeamId(1), MemberId(1), DateTime::<Utc>::UNIX_EPOCH);
        Contact { id: ContactId(no), no: ContactNo(no), ..blank }
    }

    fn step(day: u32) -> Option<NextStep> {
        Some(NextStep {
            on: NaiveDate::from_ymd_opt(2026, 12, day).unwrap(),
            at: None,
            what: day.to_string(),
        })
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
    fn two_look_alike_by_anything_that_they_have_in_common() {
        let profile = |told: &[(Field, &str)]| {
            let mut profile = Profile::default();
            for (field, text) in told {
                field.set(&mut profile, Some(text), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap();
            }
            profile
        };
        use Field::{Company, Email, Name, Phone};
        for (one, other, alike) in [
            (&[(Name, "Eva Braun")][..], &[(Name, "Braun, Eva")][..], true),
            (&[(Name, "Eva Braun")], &[(Name, "Eva B.")], true),
            (&[(Name, "Eva")], &[(Name, "Eva Braun")], true),
            (&[(Name, "Anna Braun")], &[(Name, "Anna Schmidt")], false),
            (&[(Name, "Eva"), (Company, "Lumen GmbH")], &[(Name, "Tom"), (Company, "Lumen")], true),
            (&[(Name, "Eva"), (Email, "eva@lumen.de")], &[(Name, "Tom"), (Email, "tom@lumen.de")], true),
            (&[(Name, "Eva"), (Email, "eva@gmail.com")], &[(Name, "Tom"), (Email, "tom@gmail.com")], false),
            (&[(Name, "Eva"), (Phone, "+4930123456")], &[(Name, "Tom"), (Phone, "+49 30 123456")], true),
            (&[(Company, "Lumen")], &[(Company, "Alba")], false),
            (&[(Company, "Lumen")], &[(Name, "Tom")], false),
        ] {
            assert_eq!(look_alike(&profile(one), &profile(other)), alike, "{one:?} {other:?}");
        }
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
