//! What the law of the reader's country asks before somebody is written to: a table (`core/data/mail/countries.tsv`)
//! with its evidence and the day on which it was read. It is no legal advice (docs/product.md, rule 18.7).

use std::sync::LazyLock;

use chrono::{Months, NaiveDate};

use crate::contact::BasisGiven;
use crate::vocabulary::word::vocabulary;
use crate::vocabulary::{Basis, Country, Region};

vocabulary! {
    /// The law that counts for a reader.
    Regime {
        /// Germany.
        Germany = "de",
        /// The other members of the European Union.
        EuropeanUnion = "eu",
        /// The United Kingdom.
        Britain = "gb",
        /// The United States.
        UnitedStates = "us",
        /// Canada.
        Canada = "ca",
        /// Australia.
        Australia = "au",
        /// Mainland China.
        China = "cn",
        /// Any other country, and an unknown one.
        Elsewhere = "elsewhere",
    }
}

/// To whom one may write without a basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unasked {
    Nobody,
    Companies,
    Everybody,
}

/// How long a basis suffices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    Always,
    Months(u32),
    OneMail,
}

/// What the law of a country asks.
#[derive(Debug)]
pub struct Law {
    /// Which law.
    pub regime: Regime,
    /// The texts it was read from.
    pub evidence: &'static str,
    /// The day on which it was read.
    pub read_on: NaiveDate,
    /// Whether somebody has read the law itself.
    pub checked: bool,
    /// The marks that stand before the subject of advertising: in Chinese, and in other languages.
    pub(super) marks: Option<[&'static str; 2]>,
    unasked: Unasked,
    bases: Vec<(Basis, Term)>,
}

/// What is missing before somebody may be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No basis is known.
    Basis,
    /// This basis does not suffice there.
    Better(Basis),
    /// This basis sufficed until this day.
    Expired(Basis, NaiveDate),
    /// This basis carries one mail, and that was sent.
    Used(Basis),
}

/// What the law looks at.
#[derive(Debug, Clone, Copy)]
pub struct Approach<'a> {
    /// The basis that a person gave.
    pub basis: Option<&'a BasisGiven>,
    /// Whether it is a company's person under a company's address.
    pub is_company: bool,
    /// How many mails went to them since the day of the basis.
    pub mails_since: usize,
    /// The reader's local day.
    pub today: NaiveDate,
}

static TABLE: LazyLock<Vec<Law>> = LazyLock::new(|| lines().filter_map(read).collect());

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("../../data/mail/countries.tsv").lines().filter(|line| !line.starts_with('#'))
}

fn read(line: &'static str) -> Option<Law> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let [regime, _, unasked, bases, marks, evidence, read_on, checked] = columns[..] else { return None };
    let term = |written: &str| match written.split_once(':') {
        None => Some((Basis::parse(written)?, Term::Always)),
        Some((basis, "once")) => Some((Basis::parse(basis)?, Term::OneMail)),
        Some((basis, months)) => Some((Basis::parse(basis)?, Term::Months(months.parse().ok()?))),
    };
    Some(Law {
        regime: Regime::parse(regime)?,
        evidence,
        read_on: read_on.parse().ok()?,
        checked: checked == "checked",
        marks: marks.split_once('|').map(|(chinese, other)| [chinese, other]),
        unasked: match unasked {
            "nobody" => Unasked::Nobody,
            "companies" => Unasked::Companies,
            "everybody" => Unasked::Everybody,
            _ => return None,
        },
        bases: bases.split(' ').map(term).collect::<Option<_>>()?,
    })
}

/// What stands if the table had no line for it: nothing suffices.
static STRICTEST: LazyLock<Law> = LazyLock::new(|| Law {
    regime: Regime::Elsewhere,
    evidence: "",
    read_on: NaiveDate::MIN,
    checked: false,
    marks: None,
    unasked: Unasked::Nobody,
    bases: Vec::new(),
});

/// The law that counts for readers in a country; in no known one, that of "elsewhere".
pub fn law(country: Option<Country>) -> &'static Law {
    let regime = country.map_or(Regime::Elsewhere, |country| {
        let own = Regime::ALL.iter().find(|regime| regime.code().eq_ignore_ascii_case(country.code()));
        match own {
            Some(regime) => *regime,
            None if Region::EuropeanUnion.has(country) => Regime::EuropeanUnion,
            None => Regime::Elsewhere,
        }
    });
    TABLE.iter().find(|law| law.regime == regime).unwrap_or(&STRICTEST)
}

impl Law {
    /// The bases that suffice there.
    pub fn bases(&self) -> impl Iterator<Item = Basis> {
        self.bases.iter().map(|(basis, _)| *basis)
    }

    /// Whether somebody may be written to.
    ///
    /// # Errors
    /// What is missing.
    pub fn permits(&self, approach: &Approach<'_>) -> Result<(), Missing> {
        match self.unasked {
            Unasked::Everybody => return Ok(()),
            Unasked::Companies if approach.is_company => return Ok(()),
            Unasked::Companies | Unasked::Nobody => {}
        }
        let given = approach.basis.ok_or(Missing::Basis)?;
        let term = self.bases.iter().find(|(basis, _)| *basis == given.basis).map(|(_, term)| *term);
        match term {
            None => Err(Missing::Better(given.basis)),
            Some(Term::Always) => Ok(()),
            Some(Term::OneMail) if approach.mails_since > 0 => Err(Missing::Used(given.basis)),
            Some(Term::OneMail) => Ok(()),
            Some(Term::Months(months)) => {
                let ends = given.on.checked_add_months(Months::new(months)).unwrap_or(given.on);
                if approach.today < ends { Ok(()) } else { Err(Missing::Expired(given.basis, ends)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::MemberId;

    #[test]
    fn every_line_is_complete_and_every_regime_has_one() {
        assert_eq!(TABLE.len(), lines().count());
        for regime in Regime::ALL {
            let law = TABLE.iter().find(|law| law.regime == *regime).unwrap();
            assert!(!law.evidence.is_empty() && !law.bases.is_empty(), "{regime:?}");
        }
        let china = law(Country::parse("CN"));
        assert_eq!(china.marks, Some(["广告", "AD"]));
    }

    #[test]
    fn each_country_has_its_law() {
        for (country, want) in [
            ("DE", Regime::Germany),
            ("FR", Regime::EuropeanUnion),
            ("GB", Regime::Britain),
            ("US", Regime::UnitedStates),
            ("CA", Regime::Canada),
            ("AU", Regime::Australia),
            ("CN", Regime::China),
            ("BR", Regime::Elsewhere),
            ("HK", Regime::Elsewhere),
            ("", Regime::Elsewhere),
        ] {
            assert_eq!(law(Country::parse(country)).regime, want, "{country}");
        }
    }

    #[test]
    fn what_each_law_permits() {
        use Basis::{Asked, Consent, Customer, Met, Published, Referral};
        let given = |basis| Some((basis, "2026-05-30"));
        for (country, basis, is_company, mails_since, want) in [
            ("DE", None, true, 0, Err(Missing::Basis)),
            ("DE", given(Met), true, 0, Err(Missing::Better(Met))),
            ("DE", given(Published), true, 0, Err(Missing::Better(Published))),
            ("DE", given(Asked), true, 3, Ok(())),
            ("DE", given(Consent), true, 3, Ok(())),
            ("DE", given(Customer), false, 3, Ok(())),
            ("IT", given(Met), true, 0, Err(Missing::Better(Met))),
            ("GB", None, true, 5, Ok(())),
            ("GB", None, false, 0, Err(Missing::Basis)),
            ("GB", given(Consent), false, 1, Ok(())),
            ("US", None, false, 9, Ok(())),
            ("CA", given(Consent), true, 9, Ok(())),
            ("CA", given(Published), true, 9, Ok(())),
            ("CA", given(Met), true, 0, Err(Missing::Better(Met))),
            ("CA", Some((Asked, "2026-06-01")), true, 0, Ok(())),
            ("CA", given(Asked), true, 0, Err(Missing::Expired(Asked, day("2026-11-30")))),
            ("CA", Some((Customer, "2024-12-01")), true, 0, Ok(())),
            (
                "CA",
                Some((Customer, "2024-11-30")),
                true,
                0,
                Err(Missing::Expired(Customer, day("2026-11-30"))),
            ),
            ("AU", Some((Asked, "2020-01-01")), true, 0, Ok(())),
            ("AU", None, true, 0, Err(Missing::Basis)),
            ("CN", given(Customer), true, 0, Err(Missing::Better(Customer))),
            ("CN", given(Consent), true, 0, Ok(())),
            ("BR", None, true, 0, Err(Missing::Basis)),
            ("BR", given(Referral), true, 0, Ok(())),
            ("BR", given(Met), true, 1, Err(Missing::Used(Met))),
            ("BR", given(Consent), true, 4, Ok(())),
        ] {
            let basis = basis.map(|(basis, on)| BasisGiven {
                basis,
                proof: String::new(),
                on: day(on),
                by: MemberId(1),
            });
            let today = day("2026-11-30");
            let approach = Approach { basis: basis.as_ref(), is_company, mails_since, today };
            assert_eq!(law(Country::parse(country)).permits(&approach), want, "{country} {basis:?}");
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
}
