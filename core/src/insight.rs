//! An insight: something worth reading that sells nothing, with the industries it fits.

use chrono::{DateTime, Utc};

use crate::ideal::industry_key;
use crate::ideal::synonyms::says;
use crate::vocabulary::{InsightId, MemberId};

/// An insight as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insight {
    /// The row.
    pub id: InsightId,
    /// Its number in the team.
    pub no: i64,
    /// Its title.
    pub title: String,
    /// An address or a text.
    pub body: String,
    /// The industries it fits, lower case; none: it fits everyone.
    pub industries: Vec<String>,
    /// Who added it.
    pub by: MemberId,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

impl Insight {
    /// Whether it fits a contact of this industry: either names the other, in English or in Chinese, or it fits everyone.
    pub fn fits(&self, industry: Option<&str>) -> bool {
        let Some(industry) = industry else { return self.industries.is_empty() };
        let related = |mine: &String| {
            let (mine, industry) = (mine.as_str(), industry.to_lowercase());
            industry.contains(mine)
                || mine.contains(&industry)
                || says(mine, &industry)
                || says(&industry, mine)
        };
        self.industries.is_empty() || self.industries.iter().any(related)
    }
}

/// Whether two industries are the same, each written in English or in Chinese.
pub fn is_same_industry(one: Option<&str>, other: Option<&str>) -> bool {
    one.map(industry_key) == other.map(industry_key)
}

/// The newest insight that fits an industry, of insights of which the newest come first.
pub fn newest_that_fits<'a>(insights: &'a [Insight], industry: Option<&str>) -> Option<&'a Insight> {
    insights.iter().find(|insight| insight.fits(industry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn industries_compare_across_languages() {
        for (one, other, same) in [
            ("Lighting", "lighting", true),
            ("lighting", "照明", true),
            ("灯具", "Lamps", true),
            ("hotel", "酒店", true),
            ("lighting", "hotel", false),
            ("hotel lighting", "酒店照明", true),
            ("hotel lighting", "lighting", false),
            ("Quarries", "采石场", false),
        ] {
            assert_eq!(is_same_industry(Some(one), Some(other)), same, "{one} {other}");
        }
        assert!(is_same_industry(None, None) && !is_same_industry(Some("hotel"), None));
    }

    #[test]
    fn an_insight_fits_an_industry_in_either_language() {
        let insight = |industries: &[&str]| Insight {
            id: InsightId(1),
            no: 1,
            title: "EU rules".into(),
            body: "text".into(),
            industries: industries.iter().map(|industry| (*industry).to_owned()).collect(),
            by: MemberId(1),
            at: DateTime::UNIX_EPOCH,
        };
        for (fits, industry, want) in [
            (&["lighting", "retail"][..], Some("LED照明"), true),
            (&["照明"], Some("Lighting design"), true),
            (&["lighting design"], Some("照明"), true),
            (&["furniture"], Some("照明"), false),
            (&["lighting"], None, false),
            (&[], None, true),
            (&[], Some("照明"), true),
        ] {
            assert_eq!(insight(fits).fits(industry), want, "{fits:?} {industry:?}");
        }
    }
}
