//! The ideal customer of a team, how well a contact fits, and the grade that follows.
//!
//! A profile names traits: industries, countries, sizes, revenues, job titles, roles in the purchase; each is wanted
//! or unwanted, and whatever it does not name is neutral. [`fit`] compares a contact with it, and [`proposed_grade`]
//! says what grade that and what happened would make, where it is not the present one.

mod fit;
mod grade;
mod range;
pub(crate) mod synonyms;

pub use fit::{FieldFit, Fit, Found, fit};
pub use grade::{Proposal, proposed_grade};
pub use range::{Currency, Range};
pub use synonyms::{industry_key, industry_name};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::contact::Profile;
use crate::text::clean;
use crate::vocabulary::{Country, Field, PurchaseRole, Region, Stance};

/// A trait of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trait {
    /// An industry, by words.
    Industry(String),
    /// A country.
    Country(Country),
    /// A country of this region.
    Region(Region),
    /// A headcount.
    Size(Range),
    /// A yearly revenue.
    Revenue(Range),
    /// A job title, by words.
    Title(String),
    /// A role in the purchase.
    Role(PurchaseRole),
}

/// The fields that a profile speaks of, in the order in which they are told.
pub const FIELDS: [Field; 6] =
    [Field::Industry, Field::Country, Field::Size, Field::Revenue, Field::Title, Field::Role];

/// The most traits of a profile.
pub const MOST_TRAITS: usize = 40;

/// How long a trait in words may be, in characters.
const LONGEST: usize = 60;

impl Trait {
    /// Reads a trait of one of the [`FIELDS`].
    pub fn parse(field: Field, text: &str) -> Option<Trait> {
        let text = clean(text);
        let range = || Range::parse(&text).filter(|range| range.is_wide());
        let words = || Some(text.to_lowercase()).filter(|text| (1..=LONGEST).contains(&text.chars().count()));
        match field {
            Field::Industry => words().map(Trait::Industry),
            Field::Title => words().map(Trait::Title),
            Field::Country => match Country::parse(&text) {
                Some(country) => Some(Trait::Country(country)),
                None => Region::parse(&text).map(Trait::Region),
            },
            Field::Size => range().map(|range| Trait::Size(Range { currency: None, ..range })),
            Field::Revenue => range().map(Trait::Revenue),
            Field::Role => PurchaseRole::parse(&text).map(Trait::Role),
            _ => None,
        }
    }

    /// The field that it speaks of.
    pub fn field(&self) -> Field {
        match self {
            Trait::Industry(_) => Field::Industry,
            Trait::Country(_) | Trait::Region(_) => Field::Country,
            Trait::Size(_) => Field::Size,
            Trait::Revenue(_) => Field::Revenue,
            Trait::Title(_) => Field::Title,
            Trait::Role(_) => Field::Role,
        }
    }

    /// Whether a contact has it; `None`: unknown.
    fn is_of(&self, profile: &Profile) -> Option<bool> {
        match self {
            Trait::Industry(words) => Some(synonyms::says(profile.industry.as_deref()?, words)),
            Trait::Title(words) => Some(synonyms::says(profile.title.as_deref()?, words)),
            Trait::Country(country) => Some(profile.country? == *country),
            Trait::Region(region) => Some(region.has(profile.country?)),
            Trait::Size(range) => range.holds(Range::parse(profile.size.as_deref()?)?),
            Trait::Revenue(range) => range.holds(Range::parse(profile.revenue.as_deref()?)?),
            Trait::Role(role) => Some(profile.role? == *role),
        }
    }

    /// How wide the trait is. Of two traits of one field that apply, the narrower counts.
    fn width(&self) -> u64 {
        match self {
            Trait::Region(region) => region.codes().len() as u64,
            Trait::Size(range) | Trait::Revenue(range) => range.width(),
            // A longer phrase is narrower.
            Trait::Industry(words) | Trait::Title(words) => u64::MAX - words.chars().count() as u64,
            Trait::Country(_) | Trait::Role(_) => 1,
        }
    }

    /// The number by which a button names it: the same for the same trait, whatever becomes of the others.
    pub fn number(&self) -> i64 {
        let text = serde_json::to_string(self).unwrap_or_default();
        let hash = Sha256::digest(text.as_bytes());
        hash.iter().take(6).fold(0, |number, byte| number << 8 | i64::from(*byte))
    }
}

/// The profile of a team's ideal customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ideal {
    wanted: Vec<Trait>,
    unwanted: Vec<Trait>,
}

impl Ideal {
    /// Whether it names nothing: then nobody has a fit.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// How many traits it names.
    pub fn len(&self) -> usize {
        self.wanted.len() + self.unwanted.len()
    }

    /// The traits that it names, each with what is thought of it, by field.
    pub fn traits(&self) -> impl Iterator<Item = (Stance, &Trait)> {
        FIELDS.into_iter().flat_map(move |field| {
            let wanted = self.wanted.iter().map(|one| (Stance::Wanted, one));
            let unwanted = self.unwanted.iter().map(|one| (Stance::Unwanted, one));
            wanted.chain(unwanted).filter(move |(_, one)| one.field() == field)
        })
    }

    /// What is thought of a trait.
    pub fn stance(&self, one: &Trait) -> Stance {
        match (self.wanted.contains(one), self.unwanted.contains(one)) {
            (true, _) => Stance::Wanted,
            (false, true) => Stance::Unwanted,
            (false, false) => Stance::Neutral,
        }
    }

    /// Sets what is thought of a trait.
    pub fn set(&mut self, one: &Trait, stance: Stance) {
        if self.stance(one) == stance {
            return;
        }
        self.wanted.retain(|other| other != one);
        self.unwanted.retain(|other| other != one);
        match stance {
            Stance::Wanted => self.wanted.push(one.clone()),
            Stance::Unwanted => self.unwanted.push(one.clone()),
            Stance::Neutral => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trait_is_read_in_both_languages() {
        for (field, text, known) in [
            (Field::Industry, " Lighting ", Some(Trait::Industry("lighting".into()))),
            (Field::Country, "德国", Country::parse("DE").map(Trait::Country)),
            (Field::Country, "欧盟", Some(Trait::Region(Region::EuropeanUnion))),
            (Field::Country, "Atlantis", None),
            (Field::Size, "50-500", Range::parse("50-500").map(Trait::Size)),
            (Field::Size, "200", None),
            (Field::Size, "big", None),
            (Field::Revenue, "> 10M USD", Range::parse("10M USD+").map(Trait::Revenue)),
            (Field::Role, "决策人", Some(Trait::Role(PurchaseRole::DecisionMaker))),
            (Field::Role, "king", None),
            (Field::Title, "", None),
            (Field::Email, "a@b.de", None),
        ] {
            assert_eq!(Trait::parse(field, text), known, "{text}");
        }
    }

    #[test]
    fn a_trait_is_thought_of_in_one_way_at_a_time() {
        let mut ideal = Ideal::default();
        let lighting = Trait::Industry("lighting".into());
        for stance in [Stance::Wanted, Stance::Unwanted, Stance::Unwanted, Stance::Wanted, Stance::Neutral] {
            ideal.set(&lighting, stance);
            assert_eq!(ideal.stance(&lighting), stance);
            assert_eq!(ideal.len(), usize::from(stance != Stance::Neutral));
        }
        assert!(ideal.is_empty());
    }

    #[test]
    fn a_profile_is_kept_as_it_is() {
        let mut ideal = Ideal::default();
        for (field, text) in [
            (Field::Industry, "照明"),
            (Field::Country, "EU"),
            (Field::Revenue, "1-2亿元"),
            (Field::Role, "user"),
        ] {
            ideal.set(&Trait::parse(field, text).unwrap(), Stance::Wanted);
        }
        let kept = serde_json::to_string(&ideal).unwrap();
        assert_eq!(serde_json::from_str::<Ideal>(&kept).unwrap(), ideal);
        let numbers: std::collections::HashSet<_> = ideal.traits().map(|(_, one)| one.number()).collect();
        assert_eq!(numbers.len(), 4);
    }
}
