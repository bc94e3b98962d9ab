//! How well a contact fits the profile.
//!
//! | the profile's fields, in this contact | fit |
//! |---|---|
//! | nothing of them is known | unknown |
//! | some are unwanted, and at most as many are wanted | poor |
//! | none is unwanted; at least two (or all mentioned) and at least half of the known ones are wanted | good |
//! | anything else | partly |
//!
//! An unknown field counts neither for nor against (docs/product.md, rule 15.2). Where two traits of one field apply,
//! the narrower counts (a country before its region, the longer phrase before the shorter); of equals the unwanted
//! counts.

use super::{FIELDS, Ideal, Trait};
use crate::contact::Profile;
use crate::vocabulary::{Field, FitLevel, Stance};

/// How a field that the profile mentions compares with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It is as wanted.
    Wanted,
    /// It is what is unwanted.
    Unwanted,
    /// It is neither.
    Neutral,
    /// The contact has no value there, or none that can be read.
    Unknown,
}

/// A reason for a fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFit {
    /// The field.
    pub field: Field,
    /// What was found.
    pub found: Found,
}

/// How well a contact fits, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// How well.
    pub level: FitLevel,
    /// One reason for each field of which the profile speaks.
    pub findings: Vec<FieldFit>,
}

impl Fit {
    /// The fields of which this was found.
    pub fn fields(&self, found: Found) -> impl Iterator<Item = Field> {
        self.findings.iter().filter(move |finding| finding.found == found).map(|finding| finding.field)
    }
}

/// Compares a contact with the profile. `None`: there is no profile.
pub fn fit(ideal: &Ideal, contact: &Profile) -> Option<Fit> {
    let traits: Vec<(Stance, &Trait)> = ideal.traits().collect();
    let asked = FIELDS.into_iter().filter(|field| traits.iter().any(|(_, one)| one.field() == *field));
    let findings: Vec<FieldFit> =
        asked.map(|field| FieldFit { field, found: find(&traits, field, contact) }).collect();
    (!findings.is_empty()).then(|| Fit { level: level(&findings), findings })
}

fn find(traits: &[(Stance, &Trait)], field: Field, contact: &Profile) -> Found {
    let asked = traits.iter().filter(|(_, one)| one.field() == field);
    let (mut known, mut best) = (false, None);
    for (stance, one) in asked {
        let applies = one.is_of(contact);
        known |= applies.is_some();
        if applies == Some(true) {
            // The unwanted is the greater of the stances, so it wins among equals.
            let candidate = (std::cmp::Reverse(one.width()), *stance);
            best = best.max(Some(candidate));
        }
    }
    match best {
        Some((_, Stance::Wanted)) => Found::Wanted,
        Some((_, Stance::Unwanted)) => Found::Unwanted,
        _ if known => Found::Neutral,
        _ => Found::Unknown,
    }
}

fn level(findings: &[FieldFit]) -> FitLevel {
    let count = |found| findings.iter().filter(|finding| finding.found == found).count();
    let (wanted, unwanted, neutral) = (count(Found::Wanted), count(Found::Unwanted), count(Found::Neutral));
    let enough = findings.len().min(2);
    match (wanted, unwanted) {
        (0, 0) if neutral == 0 => FitLevel::Unknown,
        (_, 1..) if wanted <= unwanted => FitLevel::Poor,
        (_, 0) if wanted >= enough && wanted >= neutral => FitLevel::Good,
        _ => FitLevel::Partly,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    /// "+industry: lighting" is wanted, "-country: RU" unwanted.
    fn ideal(text: &str) -> Ideal {
        let mut ideal = Ideal::default();
        for one in text.split(';').filter(|one| !one.trim().is_empty()) {
            let (stance, one) = match one.trim().split_at(1) {
                ("+", one) => (Stance::Wanted, one),
                (_, one) => (Stance::Unwanted, one),
            };
            let (field, value) = one.split_once(':').unwrap();
            ideal.set(&Trait::parse(Field::parse(field).unwrap(), value).unwrap(), stance);
        }
        ideal
    }

    fn contact(text: &str) -> Profile {
        let mut profile = Profile::default();
        for one in text.split(';').filter(|one| !one.trim().is_empty()) {
            let (field, value) = one.split_once(':').unwrap();
            let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            Field::parse(field).unwrap().set(&mut profile, Some(value), today).unwrap();
        }
        profile
    }

    const IDEAL: &str = "+industry: lighting; +industry: hotels; -industry: street lighting; +country: EU; \
                         -country: France; -country: Russia; +size: 50-500; -size: 1-9; +revenue: > 10M USD; \
                         +title: buyer; -title: assistant buyer; +role: decision maker";

    #[test]
    fn a_fit_follows_from_what_is_wanted_unwanted_and_unknown() {
        for (text, level) in [
            ("", FitLevel::Unknown),
            ("name: Eva; company: Lumen", FitLevel::Unknown),
            ("size: many", FitLevel::Unknown),
            ("industry: LED lighting", FitLevel::Partly),
            ("industry: LED lighting; country: DE", FitLevel::Good),
            ("industry: 照明批发; 国家: 德国; 职位: 采购", FitLevel::Good),
            ("industry: lighting; country: DE; size: 2000", FitLevel::Good),
            ("industry: lighting; country: DE; size: 2000; title: CEO; role: user", FitLevel::Partly),
            ("industry: textile; country: Brazil", FitLevel::Partly),
            ("industry: street lighting", FitLevel::Poor),
            ("industry: lighting; country: France", FitLevel::Poor),
            ("industry: lighting; country: Russia; title: buyer", FitLevel::Partly),
            ("country: RU; size: 5", FitLevel::Poor),
            ("title: assistant buyer; industry: hotel", FitLevel::Poor),
            ("revenue: $20m; role: decision maker", FitLevel::Good),
            ("revenue: €20m; role: decision maker", FitLevel::Partly),
            ("size: 50-200; revenue: 2千万美元", FitLevel::Good),
        ] {
            assert_eq!(fit(&ideal(IDEAL), &contact(text)).unwrap().level, level, "{text}");
        }
    }

    #[test]
    fn a_fit_says_why() {
        let found = |text| {
            let fit = fit(&ideal(IDEAL), &contact(text)).unwrap();
            fit.findings.into_iter().map(|finding| finding.found).collect::<Vec<_>>()
        };
        use Found::{Neutral, Unknown, Unwanted, Wanted};
        // Industry, country, size, revenue, title, role.
        assert_eq!(
            found("industry: hotel; country: FR; size: about 20; title: buyer; role: user"),
            [Wanted, Unwanted, Neutral, Unknown, Wanted, Neutral]
        );
        assert_eq!(found("size: big; revenue: €1m"), [Unknown; 6]);
    }

    #[test]
    fn the_narrower_trait_counts_and_of_equals_the_unwanted() {
        for (wishes, text, found) in [
            ("-country: EU; +country: DE", "country: DE", Found::Wanted),
            ("+country: EU; -country: DE", "country: DE", Found::Unwanted),
            ("+country: EU; -country: DE", "country: IT", Found::Wanted),
            ("-size: 1-10000; +size: 50-500", "size: 100", Found::Wanted),
            ("+size: 50-150; -size: 100-200", "size: 120", Found::Unwanted),
            ("+industry: 灯具; -industry: 照明", "industry: lighting", Found::Unwanted),
        ] {
            assert_eq!(fit(&ideal(wishes), &contact(text)).unwrap().findings[0].found, found, "{wishes}");
        }
    }

    #[test]
    fn a_profile_of_one_field_asks_for_no_second() {
        assert_eq!(fit(&ideal("+country: DE"), &contact("country: DE")).unwrap().level, FitLevel::Good);
        assert_eq!(fit(&ideal("-country: DE"), &contact("country: FR")).unwrap().level, FitLevel::Partly);
        assert_eq!(fit(&Ideal::default(), &contact("country: DE")), None);
    }

    proptest! {
        /// What is unknown is never worse than what is known and neither wanted nor unwanted.
        #[test]
        fn the_unknown_is_never_counted_against(found in prop::collection::vec(0..4_usize, 1..7)) {
            let all = [Found::Wanted, Found::Unwanted, Found::Neutral, Found::Unknown];
            let findings: Vec<_> =
                found.iter().zip(FIELDS).map(|(at, field)| FieldFit { field, found: all[*at] }).collect();
            for at in 0..findings.len() {
                let (mut unknown, mut neutral) = (findings.clone(), findings.clone());
                unknown[at].found = Found::Unknown;
                neutral[at].found = Found::Neutral;
                let (unknown, neutral) = (level(&unknown), level(&neutral));
                prop_assert!(unknown == FitLevel::Unknown || unknown <= neutral, "{findings:?}");
            }
        }
    }
}
